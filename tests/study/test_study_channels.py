"""Channels: what stays add up to, what cannot be told yet, and the ways of people."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from policyq.apps.replaying import Options, decide_all
from policyq.diagnostics.source import Source
from policyq.events.assume import Assumption
from policyq.events.community import generate
from policyq.events.community.kinds import KINDS
from policyq.events.community.people import CHANNELS
from policyq.events.roster import Roster, Row, enrich
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.channels import UNSAID, Channels, Reader, guided
from policyq.study.numbers import Rates
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.simulate import Mode, simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR

POLICY = 'policy "Shop" version 1\ntimezone Asia/Shanghai\nrule off when text contains "spam" then remove\n'


def said(day: float, who: str, kind: str = "text", **fields: Any) -> Event:
    event = Event(f"{day}/{who}/{kind}", int(day * DAY), "g", kind, who)
    return event._replace(**{"text": "hi" if kind == "text" else None, **fields})


def read(events: list[Event], mode: Mode = "observed") -> Channels:
    source = Source("shop.policyq", POLICY)
    program = compile_policy({source.name: source}, source.name).program
    assert program is not None
    found = Channels()
    reader = Reader(mode, found)
    for step in simulate(to_python(program), sorted(events, key=lambda one: one.time), mode):
        reader.add(step)
    reader.close()
    return found


def of(found: Channels, channel: str, what: str) -> tuple[int, int]:
    return found.counts[channel, what], found.counts[channel, f"{what}_told"]


def test_each_channel_has_its_own_and_what_is_not_said_stands_last() -> None:
    found = read(
        [
            said(0, "a", "join", channel="video"), said(1, "b", "join", channel="video"),
            said(2, "c", "join", channel="shop"), said(3, "d", "join"),
            said(3.5, "d"), said(9, "b", "leave"), said(200, "z"),
        ]
    )  # fmt: skip
    assert found.named == ["video", "shop", UNSAID]
    assert [found.counts[one, "joins"] for one in found.named] == [2, 1, 1]
    assert found.counts["video", "left"] == 1
    assert of(found, UNSAID, "wrote") == (1, 1)
    assert of(found, "video", "wrote") == (0, 2)


def test_a_week_and_thirty_days_end_when_they_are_over() -> None:
    found = read(
        [
            said(0, "a", "join", channel="x"), said(7 - 1e-9, "a"),
            said(0, "b", "join", channel="x"), said(7, "b"),
            said(0, "c", "join", channel="x"), said(30 - 1e-9, "c", "purchase", amount=1.5),
            said(0, "d", "join", channel="x"), said(30, "d", "purchase", amount=2),
            said(31, "d", "purchase"),
        ]
    )  # fmt: skip
    assert of(found, "x", "wrote") == (1, 4)
    assert of(found, "x", "bought") == (1, 4)
    assert found.counts["x", "paid"] == 35_000
    assert (found.purchases, found.unpriced) == (3, 1)


def test_active_after_so_many_days_and_what_the_log_is_too_short_for() -> None:
    def active(*days: float, end: float) -> list[tuple[int, int]]:
        acts = [said(day, "a") for day in days]
        found = read([said(0, "a", "join", channel="x"), *acts, said(end, "z")])
        return [of(found, "x", f"after_{days}") for days in (30, 60, 90)]

    assert active(30, end=59.9) == [(0, 0), (0, 0), (0, 0)]
    assert active(30, end=60) == [(1, 1), (0, 0), (0, 0)]
    assert active(59.9, end=120) == [(1, 1), (0, 1), (0, 1)]
    assert active(60, 119.9, end=120) == [(0, 1), (1, 1), (1, 1)]


def test_who_left_is_not_active_and_who_comes_again_begins_anew() -> None:
    found = read(
        [
            said(0, "a", "join", channel="x"), said(5, "a", "leave"), said(35, "a"),
            said(40, "a", "join", channel="y"), said(41, "a"), said(75, "a"), said(200, "z"),
        ]
    )  # fmt: skip
    assert of(found, "x", "after_30") == (0, 1)
    assert of(found, "y", "after_30") == (1, 1)
    assert (found.counts["x", "left"], found.counts["y", "left"]) == (1, 0)


def test_what_the_policy_prevents_does_not_happen_when_it_is_left_out() -> None:
    events = [
        said(0, "a", "join", channel="x"), said(1, "a", text="spam"), said(31, "a"), said(99, "z"),
    ]  # fmt: skip
    assert of(read(events), "x", "after_30") == (1, 1)
    assert of(read(events, "suppressed"), "x", "after_30") == (0, 1)
    assert read(events, "suppressed").counts["x", "left"] == 1


def test_a_later_event_may_say_what_the_join_did_not() -> None:
    found = read([said(0, "a", "join"), said(1, "a", channel="x"), said(2, "a", channel="y")])
    assert found.counts["x", "joins"] == 1
    assert found.named == ["x"]


def test_bots_and_those_who_were_there_before_are_none() -> None:
    found = read([said(0, "bot", "join", channel="x", role="bot"), said(1, "old", channel="x")])
    assert not found.counts


def test_journeys_go_from_one_platform_to_the_next() -> None:
    found = read(
        [
            said(0, "a", person="p", platform="wechat"), said(4, "b", person="p", platform="qq"),
            said(5, "c", person="p", platform="wecom"), said(6, "a", person="p", platform="wechat"),
            said(1, "d", person="q", platform="wechat"), said(2, "e", platform="qq"),
            said(3, "f", person="r"),
        ]
    )  # fmt: skip
    ways = {way: (one.people, one.waited) for way, one in found.journeys().items()}
    assert ways == {("wechat", "qq"): (1, 4 * DAY), ("qq", "wecom"): (1, DAY)}
    assert found.on("wechat") == 2


def test_parts_of_a_log_add_up() -> None:
    one = [said(0, "a", "join", channel="x", person="p", platform="qq"), said(40, "a")]
    other = [
        event._replace(group="h", id=event.id + "h", platform="wechat", time=event.time + HOUR)
        for event in one
    ]
    whole, parts = read(one + other), read(one)
    parts.add(read(other))
    assert (whole.counts, whole.people) == (parts.counts, parts.people)
    assert whole.journeys() == parts.journeys()
    assert list(whole.journeys()) == [("qq", "wechat")]


def test_channels_are_like_those_of_the_guide_by_their_names() -> None:
    names = ("公众号", "Account", "short_video", " In-Person ", "friend", "")
    assert [guided(name) for name in names] == [
        "account", "account", "short_video", "in_person", None, None,
    ]  # fmt: skip


def test_a_roster_gives_it_to_every_event_and_the_log_from_the_join_on() -> None:
    roster = Roster([Row("g", "a", channel="x"), Row("", "b", channel="y")])
    assert [enrich(said(0, who), roster).channel for who in "abc"] == ["x", "y", None]
    assert enrich(said(0, "a", channel="own"), roster).channel == "own"
    events = [
        said(0, "a"), said(1, "a", "join", channel="x"), said(2, "a"), said(3, "b"),
        said(4, "a", "leave"), said(5, "a"), said(6, "a", "join"), said(7, "a"),
    ]  # fmt: skip
    filled = [event.channel for event in Assumption().over(events)]
    assert filled == [None, "x", "x", None, "x", None, None, None]


def test_made_up_shops_have_channels_and_nothing_else_changes() -> None:
    told = replace(KINDS["shop"].parameters, groups=6, days=10)
    events = list(generate(told))
    joins = [event for event in events if event.kind == "join"]
    named = {said.zh for said, _ in CHANNELS}
    assert {event.channel for event in joins} == named | {None}
    without = list(generate(replace(told, channels=0)))
    assert [event._replace(channel=None) for event in events] == without
    bare = list(generate(replace(told, profile=False)))
    assert {event.channel is None for event in bare if event.kind == "text"} == {True}
    assert [event.channel for event in bare if event.kind == "join"] == [
        event.channel for event in joins
    ]


def test_the_report_names_each_channel_beside_the_guide() -> None:
    source = Source("shop.policyq", POLICY)
    program = compile_policy({source.name: source}, source.name).program
    assert program is not None
    events = [
        said(0, "a", "join", channel="公众号", person="p", platform="wechat"),
        said(1, "a", platform="wechat", person="p"),
        said(2, "a", "purchase", amount=30),
        said(3, "b", "join", channel="公众号"), said(4, "c", "join"),
        said(5, "z", person="p", platform="qq"), said(70, "z"),
    ]  # fmt: skip
    report = Report(
        program, "observed", Log(), decide_all(program, events, Options()), None, "0", None, False
    )
    text = to_text(report, "en")
    line = next(line for line in text.splitlines() if line.startswith("  公众号"))
    assert line.split() == [
        "公众号", "2", "50.0", "%", "[9-91]", "50.0", "%", "[9-91]", "0.0", "%", "[0-66]", "-", "-",
        "15.0", "68.0", "%", "45.0",
    ]  # fmt: skip
    assert "reference (account → group): 12 % came, 68 % retained, 45 yuan each" in text
    assert "after 60 days: it cannot be told of 3 of 3 members" in text
    assert "渠道" in to_text(report, "zh") and "跨平台的路" in to_text(report, "zh")
    made = json.loads(to_json(report))
    first = made["channels"]["by_channel"][0]
    assert (first["channel"], first["joins"], first["revenue_per_member"]) == ("公众号", 2, 15.0)
    assert first["wrote_in_7_days"] == {
        "members": 1, "of": 2, "cannot_be_told": 0, "share": 0.5,
        "interval": [0.094529, 0.905471],
    }  # fmt: skip
    assert first["active_after_90_days"]["share"] is None
    assert first["active_after_90_days"]["cannot_be_told"] == 2
    assert made["channels"]["by_channel"][1]["channel"] is None
    assert made["channels"]["reference"]["channels"]["account"]["retention"] == 0.68
    assert made["journeys"] == [
        {"from": "wechat", "to": "qq", "people": 1, "of": 1, "share": 1.0, "mean_days": 5.0}
    ]


def test_a_log_that_tells_of_no_channel_and_no_purchase_says_so() -> None:
    found = read([said(0, "a", "join"), said(60, "z")])
    source = Source("shop.policyq", POLICY)
    program = compile_policy({source.name: source}, source.name).program
    assert program is not None
    rates = Rates(channels=found)
    report = Report(program, "observed", Log(), rates, None, "0", None, False)
    assert "channels" not in to_text(report, "en")
    assert "channels" not in json.loads(to_json(report))
    found.add(read([said(0, "b", "join", channel="x"), said(60, "z")]))
    assert "the log never tells of a purchase" in to_text(report, "en")
    values = json.loads(to_json(report))["channels"]["by_channel"][0]
    assert values["bought_in_30_days"]["share"] is values["revenue_per_member"] is None
