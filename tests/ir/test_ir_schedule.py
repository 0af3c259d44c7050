"""When named times come, what becomes of entries, and the places of rankings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from programs import ZONES, Programs

from policyq.diagnostics.source import Source
from policyq.ir import clock, keeping, nodes, schedule
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.decisions import Place
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE


def program(text: str, zone: str = "Europe/Berlin") -> nodes.Program:
    source = Source("p.policyq", f'policy "x" version 1\ntimezone {zone}\n{text}')
    compiled = compile_policy({source.name: source}, source.name)
    assert compiled.program is not None, [str(one) for one in compiled.diagnostics]
    return compiled.program


@pytest.mark.parametrize(
    ("zone", "day", "minute", "shown"),
    [
        ("Europe/Berlin", "2026-03-29", 2 * 60 + 30, "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-03-29", 3 * 60, "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", "2026-03-29", 60 + 59, "2026-03-29T01:59:00+01:00"),
        ("Europe/Berlin", "2026-10-25", 2 * 60 + 30, "2026-10-25T02:30:00+02:00"),
        ("Australia/Lord_Howe", "2026-10-04", 2 * 60 + 10, "2026-10-04T02:30:00+11:00"),
        # Beirut skips the first hour of a day, Apia once a whole day.
        ("Asia/Beirut", "2026-03-29", 30, "2026-03-29T01:00:00+03:00"),
        ("Pacific/Apia", "2011-12-30", 8 * 60, "2011-12-31T00:00:00+14:00"),
        ("Asia/Kathmandu", "2026-03-29", 7 * 60, "2026-03-29T07:00:00+05:45"),
    ],
)
def test_the_instant_of_a_time(zone: str, day: str, minute: int, shown: str) -> None:
    at = clock.at(date.fromisoformat(day), minute, zone)
    assert clock.local(at, zone).isoformat() == shown


def test_the_next_time_is_the_first_that_is_due() -> None:
    """`following`, by which an engine knows that it need not ask, agrees with `due`."""
    for seed in range(200):
        random = Random(seed)
        made = Programs(random)
        slots = [made._slot() for _ in range(random.choice((1, 2, 3)))]
        whole = made.program()
        since = made.start + random.choice((-DAY, -HOUR, 0, HOUR))
        ticks = schedule.due(whole, slots, "g", since, since + 30 * DAY)
        found = schedule.following(whole, slots, since)
        if found is not None and found <= since + 30 * DAY:
            assert ticks[0].time == found
        else:
            assert ticks == []


def test_ticks_come_once_and_in_their_order_however_they_are_asked_for() -> None:
    for number, zone in enumerate(ZONES):
        slots = [nodes.Slot(minute, minute) for minute in (0, 30, 90, 150, 180, 1439)]
        empty = program("rule x when image then record\n", zone)
        start = clock.instant(datetime(2026, 3, 1, tzinfo=ZoneInfo(zone)))
        whole = [one.time for one in schedule.due(empty, slots, "g", start, start + 60 * DAY)]
        assert len(set(whole)) == len(whole) >= 60 * 5
        random, since, parts = Random(number), start, []
        while since < start + 60 * DAY:
            until = min(since + random.choice((1, MINUTE, HOUR, 5 * DAY)), start + 60 * DAY)
            parts += [one.time for one in schedule.due(empty, slots, "g", since, until)]
            since = until
        assert parts == whole == sorted(whole)


def test_after_a_very_long_gap_only_the_last_days_are_made() -> None:
    some = program("rule x when at 08:00 then record\n")
    late = schedule.due(some, schedule.times(some), "g", 1, 20000 * DAY)
    assert len(late) <= schedule.MOST_DAYS + 1


def test_a_tick_says_when_it_was_come_to() -> None:
    some = program("rule x when at 08:00 and late > 1 hour then record\n", "UTC")
    for evaluator in (Reference(some), to_python(some)):
        start = clock.instant(datetime(2026, 3, 2, tzinfo=ZoneInfo("UTC")))
        evaluator.feed(Event("a", start, "g", "text", text=""))
        (tick,) = evaluator.due("g", start + 9 * HOUR)
        assert (tick.kind, tick.time, tick.until) == (
            "scheduled",
            start + 8 * HOUR,
            start + 9 * HOUR,
        )
        assert evaluator.decide(tick).fired == ()
        # A host that asks for itself is on time, whatever comes next in the group.
        assert evaluator.due("g", start + 20 * HOUR) == ()
        (tick,) = evaluator.due("g", start + 34 * HOUR)
        assert [one.rule for one in evaluator.decide(tick).fired] == ["x"]


def test_what_a_calendar_remembers_survives_and_stays_small() -> None:
    some = program(
        "hours posting = 07:00 to 09:00\nform tip when image\ncalendar k in posting\n  08:00 tip\n"
        'ranking best = weekly count(message) then reply "{ranking}"\n',
        "UTC",
    )
    start = clock.instant(datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("UTC")))
    one, size = to_python(some), []
    for day in range(60):
        kind = "image" if day % 3 else "text"
        one.feed(Event(f"e{day}", start + day * DAY, "g", kind, f"u{day % 2}", f"N{day % 2}"))
        saved = one.save()
        size.append(len(saved["groups"]["g"]["weeks"].get("k", ())))
        other = to_python(some)
        assert other.restore(saved).same
        one = other
    assert max(size) == 7
    decision = one.feed(Event("z", start + 61 * DAY, "g", "text", "u1"))[0]
    assert decision.kept[0].kept is True
    assert decision.measured == ()
    members = one.standing("g").members
    assert {account: member.name for account, member in members.items()} == {"u0": "N0", "u1": "N1"}


def test_a_calendar_that_is_gone_is_forgotten() -> None:
    text = (
        "hours posting = 07:00 to 09:00\nform tip when image\ncalendar k in posting\n  08:00 tip\n"
    )
    start = clock.instant(datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("UTC")))
    old, new = (
        to_python(program(text, "UTC")),
        to_python(program(text.replace(" k ", " n "), "UTC")),
    )
    for day in range(3):
        old.feed(Event(f"e{day}", start + day * DAY, "g", "image", "u"))
    new.restore(old.save())
    assert new.standing("g").weeks == {}


@pytest.mark.parametrize(
    ("values", "top", "places"),
    [
        ({"b": 2, "a": 2, "c": 1}, 3, [(1, "a", 2), (1, "b", 2), (3, "c", 1)]),
        ({"b": 2, "a": 2, "c": 1}, 2, [(1, "a", 2), (1, "b", 2)]),
        ({"a": 1, "b": 1, "c": 1}, 1, [(1, "a", 1), (1, "b", 1), (1, "c", 1)]),
        ({"a": 0, "b": -1, "c": 0.5}, 3, [(1, "c", 0.5)]),
        ({}, 3, []),
        ({f"u{n:03}": 1 for n in range(150)}, 3, [(1, f"u{n:03}", 1) for n in range(100)]),
    ],
)
def test_places(values: dict[str, float], top: int, places: list[tuple[int, str, float]]) -> None:
    assert list(keeping._places(values, top)) == [Place(*one) for one in places]


def test_a_year_of_times_is_quick() -> None:
    """What a silent group costs is a few ticks a day."""
    some = program("rule x when at 08:00 and late <= 1 hour then record\n", "Asia/Shanghai")
    live = to_python(some)
    start = clock.instant(datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
    live.feed(Event("a", start, "g", "text", text=""))
    decisions = live.feed(
        Event("b", start + timedelta(days=365) // timedelta(microseconds=1), "g", "text")
    )
    assert len(decisions) == 366
