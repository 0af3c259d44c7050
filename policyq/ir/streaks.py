"""Streaks: on how many local days in a row a member did something.

Of each member the runs of days are kept that can still grow: a run that ended the day before
yesterday is over. A streak is as long as the run that ends today, or yesterday while today is not
over; an event that is late is judged by the run that its own day is in. A day that was over ten
minutes before the newest event is closed: what comes after counts for no streak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from policyq.ir import clock, nodes
from policyq.ir.memory import Runs, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, LATENESS, Instant, Truth

STREAK = "streak"
"""The placeholder; behind a colon stands of which streak."""

Asked: TypeAlias = "int | float"


def count(
    program: nodes.Program, standing: Standing, watermark: Instant, event: Event, streak: str
) -> None:
    """Counts an event, which the streak counts, on its day."""
    today, closed = _day(program, event.time), _day(program, watermark - LATENESS)
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
    today, closed = _day(program, event.time), _day(program, watermark - LATENESS)
    return _length(standing.streaks.get((streak, event.sender), ()), today, closed)


def _length(runs: Runs, today: int, closed: int) -> int:
    for first, last in runs:
        if last >= closed - 1 and first <= today <= last + 1:
            return min(today, last) - first + 1
    return 0


def holds(
    op: str,
    amount: Asked,
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
    return bool(_COMPARE[op](length, amount))


_COMPARE = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def filled(
    program: nodes.Program, standing: Standing, watermark: Instant, wanted: Iterable[Wanted]
) -> list[Wanted]:
    """The wishes with streaks in their texts, as they are now."""
    made = []
    for one in wanted:
        text = one.do.text
        if text is not None and any(map(_is_hole, text.pieces)):
            pieces = tuple(
                _told(program, standing, watermark, piece, one.about) for piece in text.pieces
            )
            one = one._replace(do=replace(one.do, text=nodes.Template(pieces)))
        made.append(one)
    return made


def _is_hole(piece: nodes.Piece) -> bool:
    return isinstance(piece, nodes.Hole) and piece.id.partition(":")[0] == STREAK


def _told(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    piece: str | nodes.Hole | nodes.Quoted,
    about: Event,
) -> str | nodes.Hole | nodes.Quoted:
    if not isinstance(piece, nodes.Hole) or not _is_hole(piece):
        return piece
    named = piece.id.partition(":")[2]
    streak = named or next((one.id for one in program.streaks), "")
    found = days(program, standing, watermark, about, streak)
    return "" if found is None else str(found)


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
    closed = _day(program, watermark - LATENESS)
    for key, runs in list(standing.streaks.items()):
        if all(last < closed - 1 for _, last in runs):
            del standing.streaks[key]


def _day(program: nodes.Program, at: Instant) -> int:
    return clock.local(at, program.timezone).date().toordinal()
