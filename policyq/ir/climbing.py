"""How far somebody is on a ladder: whose steps are counted together, and which still count.

A step counts within the ladder's window, and no more once an amnesty lies between it and the event
that is decided. That is asked at each event's own time: a late event of the day before is judged as
on the day before, and nothing is deleted, so that an amnesty that is edited away forgets nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from policyq.ir import clock, facts, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Common, Standing
from policyq.ir.steps import Entry, Key, Steps
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant


def stepped(ladder: nodes.Ladder, standing: Standing, shared: Common) -> Steps:
    """Where the steps of a ladder are kept: with its group, or over all groups."""
    return shared.ladders if ladder.shared else standing.ladders


def key(ladder: nodes.Ladder, event: Event) -> Key:
    """Whose steps are counted together: the sender's in a group, or a person's in all."""
    who = facts.person(event) if ladder.shared else event.sender
    return ladder.name, who or ""


def step_up(
    ladder: nodes.Ladder,
    program: nodes.Program,
    steps: Steps,
    key: Key,
    entry: Entry,
    watermark: Instant,
) -> int:
    """Counts one step more, and says which one it is, from 1; the last stands for all further."""
    floor = watermark - ladder.keep - LATENESS
    times = steps.step(key, entry.time, entry.event, floor)
    return min(len(_counted(ladder, program, times, entry.time)), len(ladder.steps))


def counted(
    ladder: nodes.Ladder, program: nodes.Program, entries: Iterable[Entry], at: Instant
) -> list[Instant]:
    """The times of the steps that count at an instant."""
    return _counted(ladder, program, [one.time for one in entries], at)


def _counted(
    ladder: nodes.Ladder, program: nodes.Program, times: Iterable[Instant], at: Instant
) -> list[Instant]:
    low = at - amount_at(ladder.window, program, at)
    since: int | float = low
    if ladder.amnesties:
        since = max((day for day in _amnesties(ladder, program) if day <= at), default=low)
    return [time for time in times if low < time <= at and time >= since]


def forgets(ladder: nodes.Ladder, program: nodes.Program, time: Instant, at: Instant) -> Instant:
    """When a step taken at ``time`` counts no more, as it stands at ``at``: at the end of the
    window, or at the next amnesty."""
    end = time + int(amount_at(ladder.window, program, at))
    return min((end, *(day for day in _amnesties(ladder, program) if day > at)))


def _amnesties(ladder: nodes.Ladder, program: nodes.Program) -> tuple[Instant, ...]:
    return _starts(ladder.amnesties, program.timezone) if ladder.amnesties else ()


@lru_cache(maxsize=256)
def _starts(days: tuple[str, ...], timezone: str) -> tuple[Instant, ...]:
    """The first instant of each of some ISO dates."""
    return tuple(clock.midnight(date.fromisoformat(day), timezone) for day in days)
