"""Streaks: on how many local days in a row a member did something.

Of each member the runs of days are kept that can still grow: a run that ended the day before
yesterday is over. A streak is as long as the run that ends today, or yesterday while today is not
over; an event that is late is judged by the run that its own day is in. A day that was over ten
minutes before the newest event is closed: what comes after counts for no streak.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyq.ir import nodes
from policyq.ir.amounts import COMPARE
from policyq.ir.filling import Teller
from policyq.ir.holdings import day_of
from policyq.ir.memory import Runs, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, LATENESS, Instant, Truth

STREAK = "streak"
"""The placeholder; behind a colon stands of which streak."""


def count(
    program: nodes.Program, standing: Standing, watermark: Instant, event: Event, streak: str
) -> None:
    """Counts an event, which the streak counts, on its day."""
    today, closed = day_of(program, event.time), day_of(program, watermark - LATENESS)
    if event.sender is None or today < closed:
        return
    key = (streak, event.sender)
    runs = [(first, last) for first, last in standing.streaks.get(key, ()) if last >= closed - 1]
    joined = [run for run in runs if run[0] - 1 <= today <= run[1] + 1]
    apart = [run for run in runs if run not in joined]
    first = min([today, *(run[0] for run in joined)])
    last = max([today, *(run[1] for run in joined)])
    standing.streaks[key] = tuple(sorted([*apart, (first, last)]))


def days(
    program: nodes.Program, standing: Standing, watermark: Instant, event: Event, streak: str
) -> int | None:
    """How many days in a row, as of an event; ``None`` if nobody knows whose."""
    if event.sender is None:
        return None
    today, closed = day_of(program, event.time), day_of(program, watermark - LATENESS)
    return _length(standing.streaks.get((streak, event.sender), ()), today, closed)


def _length(runs: Runs, today: int, closed: int) -> int:
    for first, last in runs:
        if last >= closed - 1 and first <= today <= last + 1:
            return min(today, last) - first + 1
    return 0


def holds(
    op: str,
    amount: int | float,
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    streak: str,
) -> Truth:
    """Whether a streak, as a length of time, compares so; ``%``: whether it is so many times it."""
    found = days(program, standing, watermark, event, streak)
    if found is None:
        return None
    length = found * DAY
    if op == "%":
        return length > 0 and amount > 0 and length % amount == 0
    return COMPARE[op](length, amount)


def teller(program: nodes.Program, standing: Standing, watermark: Instant) -> Teller:
    """Tells how long streaks are now."""

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        id, _, asked = hole.id.partition(":")
        if id != STREAK:
            return hole
        streak = asked or next((streak.id for streak in program.streaks), "")
        found = days(program, standing, watermark, one.about, streak)
        return "" if found is None else str(found)

    return tell


def named(
    effects: tuple[nodes.Effect, ...], condition: nodes.Condition
) -> tuple[nodes.Effect, ...]:
    """Effects of a rule, in the texts of which a streak is the first one that it asks for."""
    asked = next(_asked(condition), None)
    if asked is None:
        return effects
    return tuple(_with(effect, nodes.Hole(f"{STREAK}:{asked}")) for effect in effects)


def _asked(condition: nodes.Condition) -> Iterator[str]:
    match condition:
        case nodes.InRow(streak):
            yield streak
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _asked(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _asked(part)


def _with(effect: nodes.Effect, hole: nodes.Hole) -> nodes.Effect:
    if isinstance(effect, nodes.Do) and effect.text is not None:
        text, *others = (_with_hole(text, hole) for text in effect.texts)
        effect = replace(effect, text=text, others=tuple(others))
    if effect.confirm is not None:
        otherwise = tuple(_with(one, hole) for one in effect.confirm.otherwise)
        effect = replace(effect, confirm=replace(effect.confirm, otherwise=otherwise))
    return effect


def _with_hole(text: nodes.Template, hole: nodes.Hole) -> nodes.Template:
    return nodes.Template(tuple(hole if one == nodes.Hole(STREAK) else one for one in text.pieces))


def forget(standing: Standing, program: nodes.Program, watermark: Instant) -> None:
    """Drops the runs that are over."""
    if not standing.streaks:
        return
    closed = day_of(program, watermark - LATENESS)
    for key, runs in list(standing.streaks.items()):
        if all(last < closed - 1 for _, last in runs):
            del standing.streaks[key]
