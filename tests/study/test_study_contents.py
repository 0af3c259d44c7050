"""What a replay counts of content: rates by form with what is unknown, entries, weeks, rankings."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import clock, nodes
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.contents import Contents, Reader, Sums, guided
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE

START = clock.instant(datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai")))
POLICY = """policy "x" version 1
timezone Asia/Shanghai
hours posting = 07:30 to 09:00
form tip 2 to 3 weekly when text starts with "[Tip]"
form clip when video
calendar weekly in posting
  Monday to Wednesday 08:00 tip
  Thursday 08:00 then reply "[Tip] by the bot"
ranking best = weekly count(message) top 1
"""


def program(text: str = POLICY) -> nodes.Program:
    source = Source("p.policyq", text)
    compiled = compile_policy({source.name: source}, source.name)
    assert compiled.program is not None, [str(one) for one in compiled.diagnostics]
    return compiled.program


def read(events: list[Event], text: str = POLICY) -> Contents:
    made, into = program(text), Contents()
    reader = Reader(made, into)
    for step in simulate(to_python(made), events):
        reader.add(step)
    reader.close()
    return into


def event(id: str, minutes: float, kind: str = "text", sender: str | None = "a", **more) -> Event:
    text = more.pop("text", None)
    members = more.pop("members", 10)
    time = START + round(minutes * MINUTE)
    return Event(id, time, "g", kind, sender, text=text, members=members, **more)


TIP = event("p", 0, text="[Tip] one")


def views(*who: str, of: str = "p", kind: str = "view", at: float = 1) -> list[Event]:
    return [event(f"{kind}{of}{one}", at, kind, one, refers=of) for one in who]


def test_rates_are_of_distinct_members_without_the_author() -> None:
    seen = read(
        [
            TIP,
            *views("a", "b", "c", "d", "e"),
            event("again", 2, "view", "b", refers="p"),
            *views("b", kind="share", at=3),
            event("r1", 4, text="yes", sender="c", refers="p"),
            event("r2", 5, text="no", sender="c", refers="p"),
            event("r3", 6, text="thanks", sender="a", refers="p"),
            event("other", 7, text="no answer", sender="d"),
        ]
    )
    assert seen.posts == {"tip": 1}
    rates = {rate: seen.known("tip", rate) for rate in ("opened", "forwarded", "discussed")}
    assert {rate: (sums.y, sums.x) for rate, sums in rates.items() if sums} == {
        "opened": (4, 10), "forwarded": (1, 4), "discussed": (1, 4),
    }  # fmt: skip
    assert rates["opened"] is not None
    assert rates["opened"].rate == 0.4
    assert rates["opened"].interval is None  # of one post


def test_what_a_log_never_tells_is_unknown_and_what_it_tells_is_zero() -> None:
    seen = read([TIP, *views("b"), event("t", 2, text="x", sender="b")])
    assert seen.known("tip", "forwarded") is None
    assert seen.known("tip", "discussed") is None
    seen = read([TIP, *views("b"), *views("c", kind="share", of="elsewhere")])
    forwarded = seen.known("tip", "forwarded")
    assert forwarded is not None
    assert forwarded.rate == 0.0
    seen = read([TIP, event("r", 2, text="yes", sender="b", refers="p")])
    assert seen.known("tip", "opened") is None
    assert seen.known("tip", "discussed") is None  # nobody knows how many opened it
    assert seen.met["tip", "discussed"] == 1


def test_groups_of_unknown_size_have_no_rate_of_opening() -> None:
    events = [TIP, *views("b", "c"), *views("b", kind="share", at=2)]
    seen = read([one._replace(members=None) for one in events])
    assert seen.known("tip", "opened") is None
    forwarded = seen.known("tip", "forwarded")
    assert forwarded is not None
    assert forwarded.rate == 0.5


def test_views_of_which_only_the_number_is_known() -> None:
    seen = read([TIP, event("v", 1, "view", None, refers="p", amount=3.0), *views("b")])
    opened = seen.known("tip", "opened")
    assert opened is not None
    assert opened.rate == 0.4
    seen = read([TIP, event("v", 1, "view", None, refers="p", amount=-3.0), *views("b")])
    opened = seen.known("tip", "opened")
    assert opened is not None
    assert opened.rate == 0.1


def test_thirty_days_after_a_post_nobody_looks_any_more() -> None:
    late = event("late", 30 * 24 * 60 + 1, "view", "c", refers="p")
    seen = read([TIP, *views("b"), late])
    opened = seen.known("tip", "opened")
    assert opened is not None
    assert opened.y == 1


def test_an_edit_is_no_post_and_a_post_may_have_several_forms() -> None:
    both = event("q", 1, "video", text="[Tip] and a clip")
    seen = read([TIP, event("e", 1, "edit", text="[Tip] two", refers="p"), both])
    assert seen.posts == {"tip": 2, "clip": 1}


def test_intervals_look_at_how_posts_differ() -> None:
    same, apart = Sums(), Sums()
    for _ in range(10):
        same.add(5, 10)
    for number in range(10):
        apart.add(10 * (number % 2), 10)
    assert same.rate == apart.rate == 0.5
    assert same.interval == (0.5, 0.5)
    assert apart.interval is not None
    low, high = apart.interval
    # The ten shares of 0 and 1 have the standard error 1/6, and Student's quantile for 9 is 2.262.
    assert (low, high) == pytest.approx((0.5 - 2.262 / 6, 0.5 + 2.262 / 6), abs=1e-4)


def test_the_interval_holds_the_rate_about_as_often_as_it_says() -> None:
    from random import Random

    random, held, tries = Random(7), 0, 400
    for _ in range(tries):
        sums = Sums()
        for _ in range(12):
            members, share = random.randint(20, 200), random.choice((0.5, 0.6, 0.7))
            sums.add(sum(random.random() < share for _ in range(members)), members)
        assert sums.interval is not None
        held += sums.interval[0] <= 0.6 <= sums.interval[1]
    assert 0.9 < held / tries < 0.99


def test_entries_weeks_and_what_was_wanted() -> None:
    day = 24 * 60
    seen = read(
        [
            TIP,
            event("b", day, text="no tip"),
            event("c", 2 * day, text="[Tip] two"),
            event("d", 3 * day + 1, text="the bot posts a minute before"),
            event("e", 7 * day, text="the next week"),
            event("f", 14 * day, text="and one more"),
        ]
    )
    entry = "weekly/1-3/08:00/tip"
    assert [seen.entries["weekly", entry, one] for one in ("kept", "missed", "unknown")] == [
        2,
        2,
        2,
    ]
    assert seen.entries["weekly", "weekly/4/08:00", "kept"] == 1
    assert list(seen.missed) == [
        ("2026-03-03", "weekly", entry, "g"),
        ("2026-03-09", "weekly", entry, "g"),
    ]
    assert seen.weeks["weekly", "2026-03-02", "kept"] == 3
    # Two posts in the first week are enough; of the second nothing came but "the next week".
    assert dict(seen.wanted) == {("tip", "kept"): 1, ("tip", "short"): 1}
    assert seen.lacking == {"tip": 2}
    assert seen.ranked["best", "g"].period == "2026-03-09"


def test_more_than_is_wanted_is_told() -> None:
    events = [event(f"p{n}", n, text=f"[Tip] {n}") for n in range(5)]
    seen = read([*events, event("z", 8 * 24 * 60, text="x")])
    assert dict(seen.wanted) == {("tip", "over"): 1}


def test_the_bot_comes_too_late() -> None:
    thursday = 3 * 24 * 60
    seen = read([event("a", thursday - 30, text="x"), event("b", thursday + 90, text="y")])
    assert seen.late == {"weekly": 1}


def test_parts_add_up() -> None:
    here = [TIP, *views("b", "c"), *views("b", kind="share", at=2)]
    there = [one._replace(group="h", id="h" + one.id) for one in here]
    there = [one._replace(refers="h" + one.refers if one.refers else None) for one in there]
    whole = read(sorted([*here, *there], key=lambda one: one.time))
    one, other = read(here), read(there)
    one.add(other)
    assert one == whole
    opened = whole.known("tip", "opened")
    assert opened is not None
    assert (opened.posts, opened.rate) == (2, 0.2)


@pytest.mark.parametrize(
    ("condition", "like"),
    [
        ("video", "video"),
        ("poll and sender is admin", "poll"),
        ("length > 300", "long_post"),
        ("length < 300", None),
        ("video or poll", None),
        ('text starts with "[Tip]"', None),
    ],
)
def test_forms_are_told_by_their_condition(condition: str, like: str | None) -> None:
    (form,) = program(f'policy "x" version 1\ntimezone UTC\nform f when {condition}\n').forms
    assert guided(form) == like


def test_what_is_prevented_is_no_post() -> None:
    text = POLICY + 'rule never when text contains "spam" then delete, mute 1 hour\n'
    made, into = program(text), Contents()
    reader = Reader(made, into)
    events = [event("s", 0, text="spam"), replace_text(TIP, 5), event("z", 2 * 60, text="x")]
    for step in simulate(to_python(made), events, "suppressed"):
        reader.add(step)
    reader.close()
    assert into.posts == {}


def replace_text(one: Event, minutes: float) -> Event:
    return one._replace(time=START + round(minutes * MINUTE))
