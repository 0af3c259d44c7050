"""The weekly calendar of the made-up community: what is posted when, and how it is met with."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from policyq.events.community import Parameters, generate, of_kind
from policyq.events.community.posts import LONG
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import SECOND

TOLD = Parameters(groups=6, days=28, calendar=0.75)
PREFIXES = ("【干货】", "【话题】", "【视频】", "【投票】")


@cache
def events() -> tuple[Event, ...]:
    return tuple(generate(TOLD))


def posts() -> list[Event]:
    return [one for one in events() if one.text is not None and one.text.startswith(PREFIXES)]


def local(one: Event) -> datetime:
    return datetime.fromtimestamp(one.time / SECOND, ZoneInfo("Asia/Shanghai"))


def test_posts_stand_in_their_windows_on_their_days() -> None:
    days = {0: "【干货】", 1: "【话题】", 2: "【视频】", 4: "【投票】", 5: "【话题】"}
    for one in posts():
        wall = local(one)
        assert (one.text or "").startswith(days[wall.weekday()])
        minute = wall.hour * 60 + wall.minute
        window = (450, 540) if wall.weekday() in (0, 4) else (1080, 1170)
        assert window[0] - 1 <= minute < window[1]
        assert one.role in ("owner", "admin")
        assert one.kind == {"【视频】": "video", "【投票】": "poll"}.get(
            (one.text or "")[:4], "text"
        )
    assert all(len(one.text or "") > LONG for one in posts() if local(one).weekday() == 0)


def test_so_many_of_the_entries_are_posted() -> None:
    assert 0.6 < len(posts()) / (6 * 4 * 5) < 0.9


def test_members_meet_them_as_the_form_says() -> None:
    by_id = {(one.group, one.id): one for one in posts()}
    met: Counter[tuple[str, str]] = Counter()
    members: Counter[str] = Counter()
    for one in by_id.values():
        members[one.kind] += one.members or 0
    for one in events():
        post = by_id.get((one.group, one.refers or ""))
        if post is not None:
            assert one.time >= post.time - 2 * SECOND
            assert local(one).hour < 23
            assert one.sender != post.sender
            met[post.kind, one.kind] += 1
    assert met["video", "view"] / members["video"] == pytest.approx(0.78, abs=0.05)
    assert met["poll", "view"] / members["poll"] == pytest.approx(0.85, abs=0.05)
    assert met["video", "share"] / met["video", "view"] == pytest.approx(0.32, abs=0.06)
    assert met["poll", "text"] / met["poll", "view"] == pytest.approx(0.42, abs=0.06)


def test_without_a_calendar_nothing_is_changed() -> None:
    plain = Parameters(groups=3, days=7)
    assert not [one for one in generate(plain) if one.kind in ("view", "share")]
    with pytest.raises(ValueError, match="calendar is a share"):
        Parameters(calendar=1.5)


@pytest.mark.parametrize("kind", ["study", "shop", "interest", "customer"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_can_have_one(kind: str, language: str) -> None:
    told = of_kind(kind, groups=2, days=7, language=language, calendar=1.0)
    kinds = Counter(one.kind for one in generate(told))
    assert kinds["poll"] == kinds["video"] == 2
    assert kinds["view"] > kinds["share"] > 0
