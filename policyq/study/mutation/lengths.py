"""Lengths of time and amounts, changed by as little as makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policyq.syntax import tree
from policyq.vocabulary.types import UNITS, Duration

_LARGEST_FIRST = tuple(sorted(UNITS, key=lambda unit: -UNITS[unit]))


def length(duration: Duration) -> tree.Length:
    """A duration in microseconds, in the largest unit in which it is a whole number; shorter than
    a second, in parts of one."""
    for unit in _LARGEST_FIRST[1:]:  # Nobody says two weeks where the policy says 14 days.
        if duration and duration % UNITS[unit] == 0:
            return tree.Length(duration // UNITS[unit], unit)
    return tree.Length(duration / UNITS["second"], "second")


def halved_or_doubled(one: tree.Length) -> Iterator[tree.Length]:
    """Half as long, in a smaller unit where it must be; and twice as long."""
    whole = round(one.value * UNITS[one.unit])
    half = one.value / 2
    if half == int(half):
        yield replace(one, value=int(half))
    elif whole % 2 == 0:
        yield replace(length(whole // 2), span=one.span)
    yield replace(one, value=one.value * 2)


def one_off(one: tree.Number | tree.Length) -> Iterator[tree.Number | tree.Length]:
    """One more and one less; of a share, a hundredth."""
    step: int | float = 0.01 if isinstance(one, tree.Percent) else 1
    for value in (one.value - step, one.value + step):
        if value >= 0:
            yield replace(one, value=round(value, 6) if isinstance(value, float) else value)
