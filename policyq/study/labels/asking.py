"""One question asked of the judged messages: which of them are bad, and what the policies say of them.

What is the same however the messages were drawn: what is counted, which clusters a figure rests on,
and how it becomes a value with an interval.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from policyq.study.labels.figures import LEAST_JUDGED, Figures
from policyq.study.labels.found import Flags, Outcome
from policyq.study.labels.label import Label
from policyq.study.plan.resampling import LEAST_TOUCHED, Estimate

#: How often what is not known is drawn.
DRAWS: Final = 9_999
_ENDS = (2.5, 97.5)

Floats: TypeAlias = NDArray[np.float64]


class Item(NamedTuple):
    """One judged message."""

    label: Label
    bad: bool
    outcome: Outcome
    cluster: str


class Draws(NamedTuple):
    """A figure: its value, and what it may be."""

    value: float
    draws: Floats
    why: str = ""
    """Why it is none."""
    clusters: int = 0
    """On how many groups or members it rests."""


class Question(ABC):
    """The judged messages, and for each of them which policies find something in it."""

    def __init__(self, items: Sequence[Item], flags: Sequence[Flags], seed: int, name: str) -> None:
        self.items, self.flags = items, flags
        self.rng = np.random.default_rng([seed, crc32(name.encode("utf-8", "surrogatepass"))])

    @abstractmethod
    def _precise(self, side: int) -> tuple[float, Floats]:
        """Precision: its value and its draws."""

    @abstractmethod
    def _recalled(self, side: int) -> tuple[float, Floats]:
        """Recall, likewise."""

    @abstractmethod
    def _wronged(self, side: int) -> tuple[float, Floats]:
        """False positives, likewise."""

    def figures(
        self, own: Question, sought: Question | None, sides: int
    ) -> tuple[tuple[Figures, ...], Figures | None]:
        """The figures of each side, and the difference of two; of a rule, ``own`` says which
        messages it is right to fire on, ``sought`` which it alone should find."""
        found = [
            (
                own.precision(side),
                sought.recall(side) if sought else none("named"),
                self.false(side),
            )
            for side in range(sides)
        ]
        made = []
        for side, (precise, recalled, wronged) in enumerate(found):
            counts = own.counts(side)
            made.append(
                Figures(
                    estimate(precise), estimate(recalled), estimate(wronged),
                    right=counts[True, True],
                    wrong=counts[False, True],
                    missed=None if sought is None else sought.counts(side)[True, False],
                    members=own.members(side),
                )
            )  # fmt: skip
        if sides != 2:
            return tuple(made), None
        one, two, three = map(difference, *found)
        return tuple(made), Figures(one, two, three)

    def precision(self, side: int) -> Draws:
        """Of what is found, the part that is bad."""
        counts = self.counts(side)
        judged = counts[True, True] + counts[False, True]
        return self._drawn(self._precise, side, judged, lambda one, found: found)

    def recall(self, side: int) -> Draws:
        """Of what is bad, the part that is found."""
        counts = self.counts(side)
        if not counts[True, False] + counts[False, False]:
            return none("passed")
        judged = counts[True, True] + counts[True, False]
        return self._drawn(self._recalled, side, judged, lambda one, found: one.bad)

    def false(self, side: int) -> Draws:
        """Of what is decent, the part that is found."""
        counts = self.counts(side)
        if not counts[True, False] + counts[False, False]:
            return none("passed")
        judged = counts[False, True] + counts[False, False]
        return self._drawn(self._wronged, side, judged, lambda one, found: not one.bad)

    def _drawn(
        self,
        ask: Callable[[int], tuple[float, Floats]],
        side: int,
        judged: int,
        rests: Callable[[Item, bool], bool],
    ) -> Draws:
        if judged < LEAST_JUDGED:
            return none("judged")
        clusters = {
            one.cluster
            for one, flags in zip(self.items, self.flags, strict=True)
            if rests(one, flags[side])
        }
        return Draws(*ask(side), "", len(clusters))

    def counts(self, side: int) -> Counter[tuple[bool, bool]]:
        """How many messages were judged: (bad, found)."""
        return Counter(
            (one.bad, flags[side]) for one, flags in zip(self.items, self.flags, strict=True)
        )

    def members(self, side: int) -> int:
        """Who wrote the judged messages in which something is found."""
        return len(
            {
                (one.outcome.group, one.outcome.member)
                for one, flags in zip(self.items, self.flags, strict=True)
                if flags[side]
            }
        )


def none(why: str) -> Draws:
    """No figure, and why."""
    return Draws(float("nan"), np.empty(0), why)


def estimate(one: Draws) -> Estimate:
    """A figure with its interval."""
    if one.why or not np.isfinite(one.value):
        return Estimate(None, why=one.why or "nothing")
    low, high = np.nanpercentile(one.draws, _ENDS)
    low = 0.0 if one.value == 0 else min(low, one.value)
    high = 1.0 if one.value == 1 else max(high, one.value)
    why = "rare" if one.clusters < LEAST_TOUCHED else ""
    return Estimate(_plain(one.value), _plain(low), _plain(high), why, one.clusters)


def difference(before: Draws, after: Draws) -> Estimate:
    """What comes after minus what was before, drawn together."""
    why = before.why or after.why
    value = after.value - before.value
    if why or not np.isfinite(value):
        return Estimate(None, why=why or "nothing")
    low, high = np.nanpercentile(after.draws - before.draws, _ENDS)
    clusters = min(before.clusters, after.clusters)
    why = "rare" if clusters < LEAST_TOUCHED else ""
    return Estimate(_plain(value), _plain(min(low, value)), _plain(max(high, value)), why, clusters)


def effect(apart: Iterable[tuple[str, float]]) -> float:
    """By how much messages of one cluster say less than as many of several: from the cluster of
    each message, and how far it is from what was expected of it. At least 1."""
    single, clusters = 0.0, defaultdict[str, float](float)
    for cluster, part in apart:
        single += part * part
        clusters[cluster] += part
    count = len(clusters)
    if not single or count < LEAST_TOUCHED:
        return 1.0
    together = sum(part * part for part in clusters.values()) * count / (count - 1)
    return max(1.0, together / single * (_t(count - 1) / 1.96) ** 2)


def _t(freedom: int) -> float:
    """The 97.5 percent point of Student's distribution, by Cornish and Fisher's expansion
    (Abramowitz and Stegun 1964, *Handbook of mathematical functions*, 26.7.5)."""
    z = 1.959964
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _plain(value: float) -> float:
    """A number for people and for JSON: six significant digits."""
    return float(f"{value:.6g}")
