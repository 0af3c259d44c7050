"""The law of times: slots that are some time, and dates that go forward; and slots as minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from policyq.check import walk
from policyq.check.scope import Scope, rules_of
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.catalog import times as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source
from policyq.syntax import tree

_DAY = 24 * 60
_WEEK = 7 * _DAY
WHOLE_WEEK = (1 << _WEEK) - 1


_YEARS = (2000, 2100)
_MOST_SLOTS = 50
"""Of more slots than this none is compared with the others."""


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with a slot, in `hours` or in a rule, and with the year of any date."""
    for node in scope.declarations:
        for slot in slots_in(node):
            yield from _slot(scope, slot)
        if isinstance(node, tree.Hours) and trusted(scope, node.slots):
            yield from _covered(node.slots)
        for days, clock in moments_in(node):
            yield from _slot(scope, tree.Slot(days, clock, None))
        for one in _dates(node):
            if not _YEARS[0] <= one.year <= _YEARS[1]:
                yield say.FAR_DATE.at(one.span, year=one.year, first=_YEARS[0], last=_YEARS[1])


def _dates(node: tree.Declaration) -> Iterator[tree.Date]:
    """Every date of a declaration."""
    for slot in slots_in(node):
        for days in slot.days:
            yield from (end for end in (days.first, days.last) if isinstance(end, tree.Date))
    for moment, _ in moments_in(node):
        for days in moment:
            yield from (end for end in (days.first, days.last) if isinstance(end, tree.Date))
    for rule in rules_of(node):
        if rule.unless_until is not None:
            yield rule.unless_until
    match node:
        case tree.Exempt(until=tree.Date() as until):
            yield until
        case tree.Roster():
            for leave in node.leaves:
                ends = leave.days.first, leave.days.last
                yield from (end for end in ends if isinstance(end, tree.Date))
        case tree.Value():
            yield from (since for since, _ in node.changes)
        case tree.Ladder():
            yield from node.amnesties
        case tree.Trial():
            yield from (one for one in (node.since, node.until) if one is not None)
        case tree.Example():
            for step in node.steps:
                if isinstance(step, tree.Happens) and step.jump and step.jump.date:
                    yield step.jump.date


def slots_in(node: tree.Declaration) -> Iterator[tree.Slot]:
    """Every slot of a declaration."""
    if isinstance(node, tree.Hours):
        yield from node.slots
    if isinstance(node, tree.Roster):
        yield from (shift.slot for shift in node.shifts)
    if isinstance(node, tree.Quiet) and isinstance(node.hours, tree.Slot):
        yield node.hours
    for top in walk.tops(node):
        for condition in walk.conditions(top):
            if isinstance(condition, tree.TimeIn) and isinstance(condition.hours, tree.Slot):
                yield condition.hours


def moments_in(node: tree.Declaration) -> Iterator[tuple[tuple[tree.Days, ...], tree.Clock]]:
    """The days and the clock of every time that a declaration names, as it is written."""
    if isinstance(node, tree.Agenda):
        yield from ((item.days, item.clock) for item in node.items)
    for top in walk.tops(node):
        for condition in walk.conditions(top):
            if isinstance(condition, tree.AtTime):
                yield condition.days, condition.clock


def _slot(scope: Scope, slot: tree.Slot) -> Iterator[Diagnostic]:
    if slot.start is not None and slot.start.hour == 24:
        yield say.END_OF_DAY.at(slot.start.span)
    elif slot.start and slot.start == slot.end and as_written(scope, slot.start, slot.end):
        clock = f"{slot.start.hour:02}:{slot.start.minute:02}"
        yield say.EMPTY_SLOT.at(slot.start.span.to(slot.end.span), clock=clock)
    for days in slot.days:
        match days:
            case tree.Days(tree.Date() as first, tree.Date() as last):
                if day(first) > day(last) and as_written(scope, first, last):
                    yield say.DATES_REVERSED.at(days.span)


def _covered(slots: Sequence[tree.Slot]) -> Iterator[Diagnostic]:
    """Slots that another one of the same `hours` holds whole; of two that are equal, the later."""
    if len(slots) > _MOST_SLOTS:
        return
    weeks = []
    days: tuple[tree.Days, ...] = ()
    for slot in slots:
        days = slot.days or days
        weeks.append(weekly((replace(slot, days=days),)))
    for place, (_, perhaps) in enumerate(weeks):
        for other, (surely, _) in enumerate(weeks):
            equal_first = perhaps == surely and place < other
            if place != other and not perhaps & ~surely and not equal_first:
                yield lints.SLOT_COVERED.at(slots[place].span, slots[other].span)
                break


def as_written(scope: Scope, *nodes: tree.Clock | tree.Date) -> bool:
    """Whether the source says what these say: the parser replaces what is on no clock or calendar,
    after reporting it."""
    for node in nodes:
        source = scope.sources.get(node.span.source)
        if isinstance(source, Source):
            written = _numbers(source.text[node.span.start : node.span.end])
            meant = (
                (node.hour, node.minute)
                if isinstance(node, tree.Clock)
                else (node.year, node.month, node.day)
            )
            if written and written != meant:
                return False
    return True


def trusted(scope: Scope, slots: Sequence[tree.Slot]) -> bool:
    """Whether slots are as they were written, all their clocks and dates."""
    for slot in slots:
        ends = [end for days in slot.days for end in (days.first, days.last)]
        written = [one for one in (slot.start, slot.end) if one is not None]
        dates = [one for one in ends if isinstance(one, tree.Date)]
        if not as_written(scope, *written, *dates):
            return False
    return True


def _numbers(text: str) -> tuple[int, ...]:
    digits = "".join(one if one.isdecimal() else " " for one in text)
    return tuple(int(number) for number in digits.split())


def day(written: tree.Date) -> date:
    """The date as Python knows it; one that does not exist is the first of all."""
    try:
        return date(written.year, written.month, written.day)
    except ValueError:
        return date.min


def weekly(slots: Sequence[tree.Slot]) -> tuple[int, int]:
    """The minutes of a week, Monday first, as bits: those that are surely in, and all that may be.

    A slot on dates, or on days that a calendar knows, may be in on any weekday, and is surely in on
    none."""
    surely = perhaps = 0
    days: tuple[tree.Days, ...] = ()
    for slot in slots:
        days = slot.days or days
        dated = any(not isinstance(one.first, tree.Weekday) for one in days)
        minutes = _minutes(slot, range(7) if dated else _weekdays(days))
        perhaps |= minutes
        surely |= 0 if dated else minutes
    return surely, perhaps


def _minutes(slot: tree.Slot, weekdays: Sequence[int]) -> int:
    start, end = clocks(slot)
    length = end - start if end > start else end - start + _DAY
    bits = 0
    for weekday in weekdays:
        bits |= ((1 << length) - 1) << (weekday * _DAY + start)
    return (bits & WHOLE_WEEK) | (bits >> _WEEK)


def by_calendar(slots: Sequence[tree.Slot]) -> bool:
    """Whether only a calendar knows when slots are in."""
    return any(isinstance(days.first, tree.DayNamed) for slot in slots for days in slot.days)


def clocks(slot: tree.Slot) -> tuple[int, int]:
    """Start and end in minutes of the day."""
    start = slot.start.hour * 60 + slot.start.minute if slot.start else 0
    end = slot.end.hour * 60 + slot.end.minute if slot.end else _DAY
    return start, end


def _weekdays(days: Sequence[tree.Days]) -> Sequence[int]:
    found: set[int] = set()
    for one in days:
        if isinstance(one.first, tree.Weekday):
            last = one.last if isinstance(one.last, tree.Weekday) else one.first
            count = (last.number - one.first.number) % 7 + 1
            found.update((one.first.number + step) % 7 for step in range(count))
    return sorted(found) if days else range(7)


def dated(slots: Sequence[tree.Slot]) -> tuple[tuple[date, date], ...] | None:
    """The days on which slots may be in, if all of them are on dates; else ``None``."""
    ranges = []
    days: tuple[tree.Days, ...] = ()
    for slot in slots:
        days = slot.days or days
        if not days:
            return None
        start, end = clocks(slot)
        night = timedelta(days=0 if end > start else 1)
        for one in days:
            if not isinstance(one.first, tree.Date):
                return None
            last = one.last if isinstance(one.last, tree.Date) else one.first
            ranges.append((day(one.first), day(last) + night))
    return tuple(ranges)
