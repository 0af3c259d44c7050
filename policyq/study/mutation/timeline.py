"""The events of an example in one row of minutes, where they can be moved, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from policyq.study.playing import FIRST_DAY
from policyq.syntax import tree

WHOLE_DAY = 24 * 60
#: A longer way is told by its date.
_FAR = 31


class Doing(NamedTuple):
    """One event; what its step says of days and clock does not count."""

    minute: int
    """Local minutes since the first day began."""
    step: tree.Happens


def of(example: tree.Example) -> list[Doing]:
    """The events of an example, without what it expects."""
    found: list[Doing] = []
    day = 0
    for step in example.steps:
        if not isinstance(step, tree.Happens):
            continue
        if step.jump is not None:
            there = step.jump.date
            if there is not None:
                day = (date(there.year, there.month, there.day) - FIRST_DAY).days
            day += step.jump.days
        found.append(Doing(day * WHOLE_DAY + step.clock.hour * 60 + step.clock.minute, step))
    return found


def steps(doings: Iterable[Doing]) -> Iterator[tree.Happens]:
    """Events in the order of time, each with its day and clock; if some come before the first day,
    all come whole weeks later, so that the weekdays are the same."""
    found = sorted(doings, key=lambda one: one.minute)
    early = -min(0, found[0].minute // WHOLE_DAY) if found else 0
    shift = -(-early // 7) * 7 * WHOLE_DAY
    today = 0
    for one in found:
        day, minute = divmod(one.minute + shift, WHOLE_DAY)
        clock = tree.Clock(minute // 60, minute % 60)
        yield replace(one.step, jump=_jump(today, day), clock=clock)
        today = day


def _jump(today: int, day: int) -> tree.Jump | None:
    if day == today:
        return None
    if day - today <= _FAR:
        return tree.Jump(day - today)
    there = FIRST_DAY + timedelta(days=day)
    return tree.Jump(0, tree.Date(there.year, there.month, there.day))
