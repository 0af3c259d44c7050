"""Ticks: the events that time itself brings. One pure function for host, replayer and calendar.

Five kinds: the end of a confirmation's time; the end of the bot's quiet hours, if something waits
for it; the times that the policy names (`policyq.ir.schedule`); the end of a calendar day, for
policies that ask for it, or have tiers or metrics; and after it what that changed in the tiers, one
event for each tier and member. The day's end is the last
microsecond of the day, so that it still belongs to it; it says of the group what is known of it
then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from policyq.ir import clock, nodes, questions, quiet, schedule
from policyq.ir.memory import Standing
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

#: After a longer gap only the last days' ends are made: nobody waits for those of ten years.
MOST_DAYS = 400

#: So many changes of tiers are due at a time; the others are when these were decided.
MOST_CHANGES = 100

#: What comes first at one instant. Behind a time-out the end of a day would no longer be due, nor
#: would a time that the policy names.
_FIRST = {"day_end": 0, "tier_in": 1, "tier_out": 1, "scheduled": 2, "quiet_end": 3}


class Asked(NamedTuple):
    """Which ticks of the clock a program asks for: the same for every event."""

    day_ends: bool
    times: tuple[nodes.Slot, ...]

    @property
    def any(self) -> bool:
        """Whether it asks for any."""
        return self.day_ends or bool(self.times)


def asked(program: nodes.Program) -> Asked:
    """What a program asks for."""
    return Asked(_asks_day_end(program), schedule.times(program))


def due(
    program: nodes.Program,
    asked: Asked,
    group: str,
    standing: Standing,
    since: Instant,
    until: Instant,
) -> tuple[Event, ...]:
    """The ticks of a group in ``(since, until]``, in their order; ``since`` is its watermark.

    A question that was overdue before ``since`` is due now, at its own deadline.
    """
    ticks = [
        Event(
            id=f"{parked.id}/timeout",
            time=parked.deadline,
            group=group,
            kind="timeout",
            refers=parked.id,
        )
        for parked in questions.overdue(standing, until)
    ]
    ticks += quiet.due(program, group, standing, until)
    changes = [one for one in standing.changes.values() if one.time <= until]
    ticks += islice(changes, MOST_CHANGES)
    if since and len(changes) <= MOST_CHANGES:
        ends = [*_day_ends(program, group, since, until)] if asked.day_ends else []
        ends += schedule.due(program, asked.times, group, since, until)
        ticks += [end._replace(**standing.about._asdict()) for end in ends]
    return tuple(sorted(ticks, key=_order))


def _order(tick: Event) -> tuple[Instant, int, str]:
    """Changes stay in the order in which the refresh made them."""
    first = _FIRST.get(tick.kind, 4)
    return tick.time, first, "" if first == 1 else tick.id


def _day_ends(
    program: nodes.Program, group: str, since: Instant, until: Instant
) -> Iterator[Event]:
    first = clock.local(since, program.timezone).date()
    last = clock.local(until, program.timezone).date()
    first = max(first, last - timedelta(days=MOST_DAYS))
    for number in range((last - first).days + 1):
        day: date = first + timedelta(days=number)
        end = clock.midnight(day + timedelta(days=1), program.timezone) - 1
        if since < end <= until:
            yield Event(id=f"{group}/{day}/day_end", time=end, group=group, kind="day_end")


def _asks_day_end(program: nodes.Program) -> bool:
    """Whether the program has tiers, metrics, rankings or lotteries, or any rule or counter asks for the end of
    a day."""
    lasting = any(points.days is not None for points in program.points)
    if program.tiers or program.metrics or program.rankings or program.lotteries or lasting:
        return True
    conditions = [rule.condition for rule in program.rules]
    conditions += [counter.condition for counter in program.counters]
    return any("day_end" in kinds for c in conditions for kinds in _kinds(c))


def _kinds(condition: nodes.Condition) -> Iterator[frozenset[str]]:
    match condition:
        case nodes.KindIn(kinds):
            yield kinds
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _kinds(part)
