"""What was measured, and what follows from it: medians and spreads, and whether a cost can be told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

_RESAMPLED = 1_000


class Spread(NamedTuple):
    """A middle value, and between what the values lie."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Waits:
    """How long single events take, of one sort; microseconds."""

    events: int
    half: Spread
    """Half of them are decided within it: the median."""
    most: Spread
    """99 of 100 are."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What leaving a part out saves, in microseconds an event of the log."""

    kind: str
    name: str
    saved: Spread
    """The mean of the rounds, and its 95 % interval."""
    share: float
    """Of the time that the whole policy takes."""
    told: bool
    """Whether it can be told from nothing."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that Python holds; what the automata of the lists hold outside of it is in the peak alone."""

    program: int
    state: int
    events: int
    """After how many events of the log."""
    saved: int
    """What `Live.save` gives, as JSON."""
    peak: int | None
    """The most that the whole process held, the log included; ``None``: nobody says."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Everything that was found."""

    policy: str
    digest: str
    events: int
    groups: int
    machine: str
    rounds: int
    compiled: float
    """Seconds from the program to the evaluator that has decided its first message."""
    rate: Spread
    """Events a second."""
    idle: Waits | None
    firing: Waits | None
    memory: Memory
    costs: tuple[Cost, ...] = ()
    """The dearest first."""
    control: Spread | None = None
    """What the policy differs from itself by: the error of a cost. ``None``: costs were not asked."""


def spread(values: Sequence[float]) -> Spread:
    """The median, the least and the greatest."""
    return Spread(median(values), min(values), max(values))


def average(values: Sequence[float]) -> Spread:
    """The mean, and its 95 % interval by resampling the rounds; always the same for the same values.

    The mean and not the median, since what happens rarely costs, too."""
    draw, count = random.Random(1), len(values)
    means = sorted(fmean(draw.choices(values, k=count)) for _ in range(_RESAMPLED))
    return Spread(fmean(values), within(means, 0.025), within(means, 0.975))


def within(sorted_values: Sequence[float], share: float) -> float:
    """The least of some values that so many of them do not exceed."""
    place = max(0, min(len(sorted_values) - 1, -int(-len(sorted_values) * share // 1) - 1))
    return sorted_values[place]


def waits(passes: Sequence[Sequence[float]]) -> Waits | None:
    """The waits of several passes over the same events; ``None`` where there are none."""
    ordered = [sorted(one) for one in passes if one]
    if not ordered:
        return None
    half = spread([within(one, 0.5) for one in ordered])
    return Waits(len(ordered[0]), half, spread([within(one, 0.99) for one in ordered]))


def cost(
    kind: str, name: str, whole: Sequence[float], without: Sequence[float], control: Spread
) -> Cost:
    """A cost, from the microseconds an event of the whole and of what is left, round by round."""
    saved = average([all - rest for all, rest in zip(whole, without, strict=True)])
    error = max(abs(control.low), abs(control.high))
    told = saved.low > 0 and saved.middle > error
    return Cost(kind, name, saved, saved.middle / fmean(whole), told)


def difference(whole: Sequence[float], again: Sequence[float]) -> Spread:
    """What the policy differs from itself by."""
    return average([one - other for one, other in zip(whole, again, strict=True)])
