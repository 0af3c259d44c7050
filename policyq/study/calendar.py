"""What a policy's calendar brings: when its hours begin and end, what changes on which day.

Everything is found by asking `policyq.ir.clock`, as the evaluators do, at every instant at which
something could change; so clock changes come out as they will be decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from policyq.check.checked import CheckedPolicy
from policyq.ir import clock, nodes, schedule
from policyq.ir.from_checked import slots as lowered
from policyq.ir.from_times import calendar as known
from policyq.syntax import tree
from policyq.vocabulary.types import HOUR, SECOND, Instant

_DAY = timedelta(days=1)


class Window(NamedTuple):
    """A time, ``[start, end)``, during which hours hold without a break."""

    hours: str
    start: Instant
    end: Instant
    before: bool = False
    """Whether it began before the days that were looked at, and the day before them."""
    beyond: bool = False
    """Whether it ends after them, and the day after."""


class ClockChange(NamedTuple):
    """The clock is put forward or back; both in microseconds east of UTC."""

    at: Instant
    old: int
    new: int


class Change(NamedTuple):
    """Something that changes at the first instant of a day."""

    day: date
    kind: str
    """``value``: a dated value has a new number. ``exempt``, ``unless``: an exemption of the
    policy or of a rule has ended the day before. ``amnesty``: what stepped a ladder before counts
    no more. ``trial``: a rule is enforced from now on."""
    name: str
    """The value, the rule, the ladder, or who was exempt."""
    amount: int | float | None = None
    lengths: bool = False
    """Whether the amount is a length of time, in microseconds."""
    owner: str | None = None
    """Who answers for the exemption."""


class Moment(NamedTuple):
    """A time that the policy names comes: an entry of a calendar of posts, or a rule."""

    at: Instant
    kind: str
    """``entry`` or ``rule``."""
    name: str
    """The calendar of an entry, or the rule."""
    form: str = ""
    """The form of content that an entry wants."""


class OfCalendar(NamedTuple):
    """A day of which the policy's calendar has something to say, or ought to have."""

    day: date
    kind: str
    """``holiday``, ``workday`` (a Saturday or Sunday that is worked), ``unknown``: in a year that
    the calendar does not know."""
    name: str = ""


def of_calendar(checked: CheckedPolicy, first: date, days: int) -> list[OfCalendar]:
    """The holidays, the workdays that make up for them and the unknown days among ``days``."""
    calendar = checked.calendar
    if calendar is None:
        return []
    named = {one.date: one for one in calendar.days}
    found = []
    for number in range(days):
        day = first + number * _DAY
        one = named.get(day)
        if day.year not in calendar.years:
            found.append(OfCalendar(day, "unknown"))
        elif one is not None:
            found.append(OfCalendar(day, "holiday" if one.off else "workday", one.name))
    return found


def moments(program: nodes.Program, first: date, days: int) -> list[Moment]:
    """The times that the policy names on ``days`` days from ``first`` on, in their order."""
    named = [
        (item.slot, "entry", agenda.name, item.form)
        for agenda in program.agendas
        for item in agenda.items
    ]
    entries = {item.name for agenda in program.agendas for item in agenda.items}
    entries |= {f"{agenda.name}/late" for agenda in program.agendas}
    named += [
        (slot, "rule", rule.name, "")
        for rule in program.rules
        if rule.name not in entries
        for slot in schedule.times_of(rule.condition)
    ]
    found = {
        Moment(clock.at(day, slot.start, program.timezone), kind, name, form)
        for number in range(days)
        for day in (first + number * _DAY,)
        for slot, kind, name, form in named
        if clock.on(slot, day, program.calendar)
    }
    return sorted(found)


def windows(checked: CheckedPolicy, first: date, days: int) -> list[Window]:
    """When each of the policy's hours hold on ``days`` days from ``first`` on, by their start."""
    found = [
        window
        for name, hours in checked.hours.items()
        for window in of_slots(
            name, lowered(hours.slots), checked.timezone, first, days, known(checked.calendar)
        )
    ]
    return sorted(found, key=lambda window: (window.start, window.end, window.hours))


def of_slots(
    name: str,
    slots: Sequence[nodes.Slot],
    timezone: str,
    first: date,
    days: int,
    calendar: nodes.Calendar | None = None,
) -> Iterator[Window]:
    """The windows of some slots that touch the days; slots that meet are one window."""
    start, end = clock.midnight(first, timezone), clock.midnight(first + days * _DAY, timezone)
    # A day more on either side, so that a night is seen whole.
    edges = _edges(slots, timezone, first - _DAY, days + 2)
    opened: Instant | None = None
    for at in edges:
        wall = clock.local(at, timezone)
        inside = any(clock.inside(slot, wall, calendar) for slot in slots)
        if inside and opened is None:
            opened = at
        elif not inside and opened is not None:
            if opened < end and at > start:
                yield Window(name, opened, at, before=opened == edges[0])
            opened = None
    last = clock.midnight(first + (days + 1) * _DAY, timezone)
    if opened is not None and opened < end:
        yield Window(name, opened, last, before=opened == edges[0], beyond=True)


def _edges(slots: Iterable[nodes.Slot], timezone: str, first: date, days: int) -> list[Instant]:
    """Every instant at which the slots can begin or cease to hold, the very first included."""
    minutes = {minute for slot in slots for minute in (slot.start, slot.end)} | {0}
    zone = clock.zone(timezone)
    start, end = clock.midnight(first, timezone), clock.midnight(first + days * _DAY, timezone)
    found = {start, *(change.at for change in clock_changes(timezone, first, days))}
    for number in range(days):
        for minute in minutes:
            wall = datetime.combine(first + number * _DAY, time()) + minute * timedelta(minutes=1)
            for fold in (0, 1):
                found.add(clock.instant(wall.replace(tzinfo=zone, fold=fold)))
    return sorted(at for at in found if start <= at < end)


def clock_changes(timezone: str, first: date, days: int) -> list[ClockChange]:
    """When the clock is changed on these days, to the second."""
    found = []
    at = clock.midnight(first, timezone)
    end = clock.midnight(first + days * _DAY, timezone)
    while at < end:
        # No zone changes its clock twice within three hours.
        later = min(at + 3 * HOUR, end)
        old, new = _offset(at, timezone), _offset(later, timezone)
        if old != new:
            found.append(ClockChange(_switch(at, later, timezone), old, new))
        at = later
    return found


def _switch(low: Instant, high: Instant, timezone: str) -> Instant:
    """The first second with the offset of ``high``."""
    old = _offset(low, timezone)
    while high - low > SECOND:
        middle = (low + high) // 2 // SECOND * SECOND
        if _offset(middle, timezone) == old:
            low = middle
        else:
            high = middle
    return high


def _offset(at: Instant, timezone: str) -> int:
    offset = clock.local(at, timezone).utcoffset()
    assert offset is not None
    return offset // timedelta(microseconds=1)


def changes(checked: CheckedPolicy, program: nodes.Program, first: date, days: int) -> list[Change]:
    """What changes at the start of one of the days, in their order."""
    found = [
        Change(date.fromisoformat(since), "value", value.name, number, value.lengths)
        for value in program.values
        for since, number in value.periods
        if since
    ]
    found += [
        Change(date.fromisoformat(day), "amnesty", ladder.name)
        for ladder in program.ladders
        for day in ladder.amnesties
    ]
    found += [
        Change(one.end, "trial", name)
        for name, one in checked.trials.items()
        if one.end is not None
    ]
    found += [
        Change(_after(exempt.until), "exempt", _who(exempt.who), owner=_text(exempt.owner))
        for exempt in checked.exempt
        if exempt.until is not None
    ]
    found += [
        Change(_after(one.rule.unless_until), "unless", one.rule.name.text,
               owner=_text(one.rule.unless_owner))
        for one in checked.rules
        if one.rule.unless_until is not None
    ]  # fmt: skip
    inside = {change for change in found if first <= change.day < first + days * _DAY}
    return sorted(inside, key=lambda change: (change.day, change.kind, change.name))


def _after(day: tree.Date) -> date:
    return date(day.year, day.month, day.day) + _DAY


def _text(text: tree.Str | None) -> str | None:
    return None if text is None else text.text


def _who(who: Iterable[tree.Who]) -> str:
    names = []
    for one in who:
        match one:
            case tree.Role(id):
                names.append(id)
            case tree.Account(text):
                names.append(f"@{text}")
            case tree.Name(text):
                names.append(text)
    return ", ".join(names)
