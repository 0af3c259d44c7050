"""When people are on duty, as stretches of minutes behind the first case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypeAlias

from policyq.ir import clock
from policyq.study.staffing.parameters import DAY_MINUTES, Person, Shift
from policyq.vocabulary.types import MINUTE, Instant

Stretch: TypeAlias = tuple[float, float]
"""``[start, end)`` in minutes."""

LONGER = 15
"""Days behind the last case: what still waits then is answered within them, or never."""


def stretches(person: Person, first: Instant, last: Instant, timezone: str) -> tuple[Stretch, ...]:
    """When somebody is on duty from the first instant on, sorted, those that touch joined.

    A shift in an hour that the clock skips or repeats is as long as the clock makes it.
    """
    found = sorted(
        ((start - first) / MINUTE, (end - first) / MINUTE)
        for start, end in _times(person, first, last, timezone)
        if end > first
    )
    joined: list[Stretch] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((max(0.0, start), end))
    return tuple(joined)


def _times(
    person: Person, first: Instant, last: Instant, timezone: str
) -> Iterator[tuple[Instant, Instant]]:
    yield from person.times
    for shift in person.shifts:
        yield from _instants(shift, first, last, timezone)


def _instants(
    shift: Shift, first: Instant, last: Instant, timezone: str
) -> Iterator[tuple[Instant, Instant]]:
    day = clock.local(first, timezone).date() - timedelta(days=1)
    end = clock.local(last, timezone).date() + timedelta(days=LONGER)
    over = shift.end if shift.end > shift.start else shift.end + DAY_MINUTES
    while day <= end:
        if day.weekday() in shift.weekdays:
            closes = day + timedelta(days=over // DAY_MINUTES)
            yield (
                clock.at(day, shift.start, timezone),
                clock.at(closes, over % DAY_MINUTES, timezone),
            )
        day += timedelta(days=1)


def covered(all: Sequence[tuple[Stretch, ...]]) -> tuple[Stretch, ...]:
    """When anybody is on duty."""
    joined: list[Stretch] = []
    for start, end in sorted(one for some in all for one in some):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def is_inside(some: Sequence[Stretch], at: float) -> bool:
    """Whether a minute is inside one of some sorted stretches."""
    place = bisect_right(some, at, key=lambda one: one[0]) - 1
    return place >= 0 and at < some[place][1]


def minutes(some: Sequence[Stretch], until: float) -> float:
    """How many of the minutes before ``until`` are inside."""
    return sum(max(0.0, min(end, until) - start) for start, end in some if start < until)
