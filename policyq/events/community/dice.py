"""Chance from a seed, the same on every machine and every Python.

Only `random.Random.random` is promised to stay the same for one seed; the rest is built on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import exp, log, sqrt
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One stream of chance."""

    __slots__ = ("random",)

    def __init__(self, *seed: object) -> None:
        self.random = Random("/".join(map(str, seed))).random

    def pick(self, among: Sequence[T]) -> T:
        return among[int(self.random() * len(among))]

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.random() * (most - least + 1))

    def wait(self, mean: float) -> float:
        """How long until something that happens on average every ``mean``."""
        return -log(1.0 - self.random()) * mean

    def times(self, mean: float) -> int:
        """How often something happens that happens ``mean`` times on average (Poisson)."""
        if mean > 30:
            spread = sum(self.random() for _ in range(12)) - 6
            return max(0, round(mean + spread * sqrt(mean)))
        limit, product, count = exp(-mean), self.random(), 0
        while product > limit:
            product *= self.random()
            count += 1
        return count

    def some(self, mean: float) -> int:
        """``mean``, rounded up or down so that it comes out right on average."""
        whole = int(mean)
        return whole + (self.random() < mean - whole)


class Weighted:
    """A choice among a few things of unequal weight."""

    __slots__ = ("_sums", "total")

    def __init__(self, weights: Sequence[float]) -> None:
        self._sums = list(accumulate(weights))
        self.total = self._sums[-1] if self._sums else 0.0

    def place(self, dice: Dice) -> int:
        """The place of the one that was drawn."""
        at = bisect_right(self._sums, dice.random() * self.total)
        return min(at, len(self._sums) - 1)
