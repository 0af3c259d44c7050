"""When the times that a policy names are come to: ``at Monday 07:30``, and the entries of calendars.

A time in an hour that the clock skips is the first instant after it; in an hour that comes twice it
is the first of both. Times that fall on one instant are one tick. A tick says when it was come to:
that is the event, or the question of the host, that made it due; so one that was slept through
is late by as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from policyq.ir import clock, nodes
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Truth, or_

#: After a longer gap only the times of the last days are made.
MOST_DAYS = 400

_DAY = timedelta(days=1)
_AHEAD = 800


def times(program: nodes.Program) -> tuple[nodes.Slot, ...]:
    """The times that a program names, each once."""
    conditions = [rule.condition for rule in program.rules]
    conditions += [counter.condition for counter in program.counters]
    found = {slot: None for one in conditions for slot in times_of(one)}
    return tuple(sorted(found, key=lambda slot: (slot.start, repr(slot))))


def times_of(condition: nodes.Condition) -> Iterator[nodes.Slot]:
    """The times in a condition."""
    match condition:
        case nodes.At(slot):
            yield slot
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from times_of(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from times_of(part)


def strikes(slot: nodes.Slot, event: Event, program: nodes.Program) -> Truth:
    """Whether an event is the tick of a time."""
    if event.kind != "scheduled":
        return False
    zone = program.timezone
    today = clock.local(event.time, zone).date()
    found: Truth = False
    # What is skipped at the end of a day comes on the next one.
    for day in (today, today - _DAY):
        if clock.at(day, slot.start, zone) == event.time:
            found = or_(found, clock.on(slot, day, program.calendar))
    return found


def due(
    program: nodes.Program,
    named: Iterable[nodes.Slot],
    group: str,
    since: Instant,
    until: Instant,
) -> list[Event]:
    """The ticks of a group in ``(since, until]``, by time."""
    slots = tuple(named)
    if not slots or until <= since:
        return []
    zone = program.timezone
    # A day before as well: what is skipped at its end.
    first = clock.local(since, zone).date() - _DAY
    last = clock.local(until, zone).date()
    first = max(first, last - timedelta(days=MOST_DAYS))
    found: dict[Instant, Event] = {}
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        for slot in slots:
            at = clock.at(day, slot.start, zone)
            if since < at <= until and at not in found and _may_be(slot, day, program):
                wall = clock.local(at, zone)
                id = f"{group}/{wall:%Y-%m-%dT%H:%M}/scheduled"
                found[at] = Event(id=id, time=at, group=group, kind="scheduled", until=until)
    return [found[at] for at in sorted(found)]


def _may_be(slot: nodes.Slot, day: date, program: nodes.Program) -> bool:
    """Also where the calendar does not know: then the decision says that it is unknown."""
    return clock.on(slot, day, program.calendar) is not False


def following(
    program: nodes.Program, named: Iterable[nodes.Slot], since: Instant
) -> Instant | None:
    """The first of the times after an instant; ``None`` if there is none within two years."""
    slots = tuple(named)
    zone = program.timezone
    first = clock.local(since, zone).date() - _DAY
    for number in range(_AHEAD if slots else 0):
        day = first + number * _DAY
        ats = [
            at
            for slot in slots
            if (at := clock.at(day, slot.start, zone)) > since and _may_be(slot, day, program)
        ]
        if ats:
            # A time that is skipped at the end of this day comes no sooner than those of it.
            return min(ats)
    return None
