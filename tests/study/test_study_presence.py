"""Who was there day by day, silences, what was taken back, how far ladders are climbed; and days."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from study_made import MIXED, message, stream

from policyq.apps.replaying import Options, decide_all
from policyq.ir import nodes
from policyq.study.numbers import Rates, together
from policyq.study.presence import Presence
from policyq.study.report import Log, Report
from policyq.study.report.weeks import days_of, eventful, weeks
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR


def counted(
    events: Iterable[Event], policy: nodes.Program = MIXED, mode: str = "observed"
) -> Rates:
    return decide_all(policy, events, Options(mode=mode))  # type: ignore[arg-type]


EVENTS = stream(5, 600)


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
def test_days_and_hours_add_up_to_the_whole(mode: str) -> None:
    rates = counted(EVENTS, mode=mode)
    assert len(rates.days) > 1
    for name in (
        "messages", "violations", "interventions", "replies", "administrator", "automatic", "asked",
    ):  # fmt: skip
        whole = getattr(rates.all, name)
        assert whole > 0
        assert sum(getattr(one, name) for one in rates.days.values()) == whole
        assert sum(getattr(one, name) for one in rates.hours.values()) == whole
    assert sum(one.messages for one in rates.groups.values()) == rates.all.messages
    assert sum(one.violations for one in rates.groups.values()) == rates.all.violations


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
def test_groups_counted_apart_add_up_to_the_same(mode: str) -> None:
    groups = sorted({event.group for event in EVENTS})
    parts = [counted([one for one in EVENTS if one.group == name], mode=mode) for name in groups]
    assert together(parts) == counted(EVENTS, mode=mode)


def test_a_day_is_that_of_the_policys_zone() -> None:
    # 2026-01-05 15:59 and 16:00 in UTC: before and after midnight in Shanghai.
    rates = counted([message(1, minute=16 * 60 - 1), message(2, minute=16 * 60)])
    assert {day: one.messages for day, one in rates.days.items()} == {
        "2026-01-05": 1,
        "2026-01-06": 1,
    }
    assert dict(rates.presence.active) == {"2026-01-05": 1, "2026-01-06": 1}


def test_who_writes_counts_once_a_day_and_group_and_bots_not_at_all() -> None:
    events = [
        message(1, minute=1),
        message(2, minute=2),
        message(3, minute=3, group="h"),
        message(4, minute=4, sender="hong"),
        message(5, minute=5, sender="robot", role="bot"),
        message(6, minute=24 * 60, sender="ming"),
        message(7, minute=30, sender="ming"),  # it came late, and is not counted again
    ]
    presence = counted(events).presence
    assert dict(presence.active) == {"2026-01-05": 3, "2026-01-06": 1}


def test_joins_and_leaves_count_unless_they_were_prevented() -> None:
    events = [
        message(1, kind="join", text=None, minute=1),
        message(2, kind="leave", text=None, minute=2),
        message(3, kind="leave", text=None, minute=3, sender="hong"),
    ]
    presence = counted(events).presence
    assert presence.joined.total() == 1
    assert presence.left.total() == 2


def test_silences_are_hours_without_any_event_of_any_group() -> None:
    events = [
        message(1, minute=0),
        message(2, minute=90, group="h"),
        message(3, minute=5 * 60 + 10),
        message(4, minute=6 * 60, group="h"),
    ]
    rates = counted(events)
    start = events[0].time
    assert rates.presence.silences == [(start + 2 * HOUR, 3)]
    assert rates.presence.beats.total() == 0
    assert rates.presence.offline is None
    beats = [
        message(10 + hour, kind="heartbeat", text=None, sender=None, role=None, minute=60 * hour)
        for hour in range(7)
    ]
    both = sorted([*events, *beats], key=lambda one: one.time)
    presence = counted(both).presence
    assert presence.silences == []
    assert presence.beats.total() == 7
    assert (presence.rhythm, presence.offline) == (1, [])


def test_a_bot_is_offline_where_two_heartbeats_in_a_row_are_missing() -> None:
    def beats(*hours: int) -> Presence:
        return counted(
            [
                message(hour, kind="heartbeat", text=None, sender=None, role=None, minute=60 * hour)
                for hour in hours
            ]
        ).presence

    start = message(0).time
    assert beats(0, 1, 2, 4, 5, 8, 9).offline == [(start + 6 * HOUR, 2)]
    daily = beats(0, 24, 48, 96, 120)
    assert (daily.rhythm, daily.offline) == (24, [])
    assert beats(0, 24, 48, 120, 144).offline == [(start + 49 * HOUR, 71)]
    assert beats(3).offline is None


def test_what_people_take_back_is_counted_by_result() -> None:
    events = [
        message(1, "buy this", minute=1),
        message(2, kind="outcome", text=None, minute=2, refers="e1", result="vetoed",
                action="delete", sender="boss", target="ming"),
        message(3, kind="outcome", text=None, minute=3, refers="e1", result="done",
                action="delete", sender=None, target="ming"),
    ]  # fmt: skip
    assert dict(counted(events).presence.taken_back) == {"vetoed": 1}


def test_a_member_counts_once_by_the_furthest_step() -> None:
    night = 16 * 60  # midnight in Shanghai
    events = [message(n, "ok", minute=night + n) for n in range(4)]
    events.append(message(9, "ok", minute=night + 9, sender="hong"))
    climbs = counted(events).climbs
    assert climbs.times == {("standard", 1): 2, ("standard", 2): 1, ("standard", 3): 2}
    assert climbs.furthest == {("standard", 3): 1, ("standard", 1): 1}
    assert climbs.funnel("standard", 3) == [(2, 2), (1, 1), (1, 2)]
    assert climbs.funnel("none", 1) == [(0, 0)]


def report(events: Iterable[Event]) -> Report:
    return Report(MIXED, "observed", Log(), counted(events), None, "0.0")


def test_weeks_are_the_last_seven_days_and_the_seven_before() -> None:
    events = [message(day, minute=day * 24 * 60) for day in range(14)]
    events += [message(100 + n, minute=13 * 24 * 60 + n) for n in range(1, 6)]
    last, before = weeks(report(events))
    assert last is not None and before is not None
    assert (last.messages, before.messages) == (12, 7)
    assert (before.last - before.first).days == 6
    assert (last.first - before.last).days == 1
    assert weeks(report(events[:6])) == (None, None)
    assert weeks(report(events[:8]))[1] is None
    # Of the week before, the log holds nothing: that is no week without messages.
    last, before = weeks(report([events[0], message(50, minute=30 * 24 * 60)]))
    assert (last and last.messages, before) == (1, None)


def test_days_on_which_nothing_happened_stand_between_the_others() -> None:
    made = report([message(1), message(2, minute=3 * DAY / (60 * 10**6))])
    assert days_of(made) == ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]
    assert eventful(made) == ["2026-01-05", "2026-01-08"]
    assert days_of(report([])) == []
