"""What messages say of which nobody knows how they were chosen: of these messages, and no others.

A figure is a share of judged messages. Its interval is Jeffreys' (Brown, Cai and DasGupta 2001,
*Interval estimation for a binomial proportion*, Statistical Science 16), of messages like these: the
numbers of bad and of decent messages with each answer of the policies are drawn from gamma
distributions, whose ratios are the beta distributions of single shares. Two policies are drawn
together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import product
from typing import TypeAlias

import numpy as np

from policyq.study.labels.asking import DRAWS, Floats, Item, Question, effect
from policyq.study.labels.found import Flags

_Among: TypeAlias = Callable[[bool, bool], bool]
"""Of whether a message is bad, and of whether a policy finds something in it: whether it counts."""


class Counted(Question):
    """Appraisal messages that stand for themselves."""

    def __init__(self, items: Sequence[Item], flags: Sequence[Flags], seed: int, name: str) -> None:
        super().__init__(items, flags, seed, name)
        self._sides = range(len(flags[0]) if flags else 1)
        self._numbers = Counter((one.bad, found) for one, found in zip(items, flags, strict=True))

    def _precise(self, side: int) -> tuple[float, Floats]:
        return _part(self._precision, side, lambda bad, found: found, lambda bad, found: bad)

    def _recalled(self, side: int) -> tuple[float, Floats]:
        return _part(self._recall, side, lambda bad, found: bad, lambda bad, found: found)

    def _wronged(self, side: int) -> tuple[float, Floats]:
        return _part(self._false, side, lambda bad, found: not bad, lambda bad, found: found)

    @cached_property
    def _precision(self) -> _Cells:
        return self._cells(lambda bad, found: found, lambda bad, found: bad)

    @cached_property
    def _recall(self) -> _Cells:
        return self._cells(lambda bad, found: bad, lambda bad, found: found)

    @cached_property
    def _false(self) -> _Cells:
        return self._cells(lambda bad, found: not bad, lambda bad, found: found)

    def _cells(self, among: _Among, part: _Among) -> _Cells:
        """The number of judged messages of every kind, and what it may have been, for one figure."""
        alike = max(self._effect(among, part, side) for side in self._sides)
        # As if half a message more had been judged on each side of a share, as Jeffreys has it.
        prior = 0.5 / 2 ** (len(self._sides) - 1)
        cells: _Cells = {}
        for bad in (False, True):
            for found in product((False, True), repeat=len(self._sides)):
                number = self._numbers[bad, found]
                drawn = self.rng.gamma(number / alike + prior, size=DRAWS)
                cells[bad, found] = np.concatenate(([float(number)], drawn))
        return cells

    def _effect(self, among: _Among, part: _Among, side: int) -> float:
        some = [
            (one.cluster, part(one.bad, found[side]))
            for one, found in zip(self.items, self.flags, strict=True)
            if among(one.bad, found[side])
        ]
        share = sum(inside for _, inside in some) / max(1, len(some))
        return effect((cluster, inside - share) for cluster, inside in some)


_Cells: TypeAlias = dict[tuple[bool, Flags], Floats]


def _part(cells: _Cells, side: int, among: _Among, part: _Among) -> tuple[float, Floats]:
    whole, some = np.zeros(DRAWS + 1), np.zeros(DRAWS + 1)
    for (bad, found), numbers in cells.items():
        if among(bad, found[side]):
            whole += numbers
            if part(bad, found[side]):
                some += numbers
    shares: Floats = some / whole
    return float(shares[0]), shares[1:]
