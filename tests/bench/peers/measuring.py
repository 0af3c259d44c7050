"""How it is measured.

Each contender is warmed up; then, round after round, all of them take their events in turn, each
round in another order, and the processor's time of the process is taken (of all its threads), which
other work on the machine changes little. A contender that is slow takes as many events as fit the
time it is given, from the beginning of the same stream. In each round its cost is put in
proportion to that of policyq in the same round; we give the median of these ratios, the least and
the greatest. Before that every contender's answers are compared with policyq's.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple, TypeAlias

Ask: TypeAlias = Callable[[Any], object]
Make: TypeAlias = Callable[[], Ask]
"""Makes a contender with nothing remembered."""


class Contender(NamedTuple):
    """Who takes part."""

    name: str
    make: Make
    inputs: Sequence[Any]
    """Events, or facts."""


class Spread(NamedTuple):
    """The median of some numbers, the least and the greatest."""

    middle: float
    low: float
    high: float

    def as_json(self) -> list[float]:
        return [float(f"{one:.4g}") for one in self]


class _Fit(NamedTuple):
    """How many events a contender is given."""

    warm: int
    events: int


class Measured(NamedTuple):
    """What was found of a contender."""

    name: str
    events: int
    """How many events it took in a round."""
    cost: Spread
    """Microseconds an event."""
    ratio: Spread
    """Its cost over that of the first contender, round by round."""


WARM = 2_000
_LEAST = 20


def spread(numbers: Sequence[float]) -> Spread:
    return Spread(median(numbers), min(numbers), max(numbers))


def measure(contenders: Sequence[Contender], rounds: int, seconds: float) -> list[Measured]:
    """The contenders in some rounds, each with about so many seconds a round; ratios are to the first."""
    fits = {one.name: _fitting(one, seconds) for one in contenders}
    costs: dict[str, list[float]] = {one.name: [] for one in contenders}
    draw = random.Random("rounds")
    gc.collect()
    gc.freeze()  # what is there already is not to be walked through in anybody's time
    for _ in range(rounds):
        for one in draw.sample(list(contenders), len(contenders)):
            costs[one.name].append(_cost(one, fits[one.name]))
    gc.unfreeze()
    base = costs[contenders[0].name]
    return [
        Measured(
            one.name,
            fits[one.name].events,
            spread(costs[one.name]),
            spread([its / own for its, own in zip(costs[one.name], base, strict=True)]),
        )
        for one in contenders
    ]


def _cost(one: Contender, fit: _Fit) -> float:
    """Microseconds an event, after the warming up."""
    ask = one.make()
    for event in one.inputs[: fit.warm]:
        ask(event)
    taken = one.inputs[fit.warm : fit.warm + fit.events]
    began = time.process_time()
    for event in taken:
        ask(event)
    return (time.process_time() - began) / len(taken) * 1e6


def _fitting(one: Contender, seconds: float) -> _Fit:
    """How many events warm it up, and how many then fit the time."""
    ask = one.make()
    warm = _asked(ask, one.inputs[:WARM], 3 * seconds)
    began = time.process_time()
    asked = _asked(ask, one.inputs[warm:], seconds / 4)
    each = (time.process_time() - began) / asked
    return _Fit(warm, max(_LEAST, min(len(one.inputs) - warm, int(seconds / each))))


def _asked(ask: Ask, inputs: Sequence[Any], seconds: float) -> int:
    """How many inputs were asked in some seconds."""
    began = time.process_time()
    for place, event in enumerate(inputs, 1):
        ask(event)
        if place >= _LEAST and time.process_time() - began > seconds:
            return place
    return len(inputs)


def took(do: Callable[[], object], times: int = 3) -> Spread:
    """Seconds of the processor that something takes."""
    found = []
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        do()
        found.append(time.process_time() - began)
    return spread(found)


def as_json(found: Sequence[Measured]) -> list[Mapping[str, object]]:
    return [
        {
            "name": one.name,
            "events": one.events,
            "microseconds": one.cost.as_json(),
            "ratio": one.ratio.as_json(),
        }
        for one in found
    ]
