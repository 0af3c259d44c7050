"""How far a share that was counted may be from the share that it stands for.

Wilson's score interval (Wilson 1927, "Probable inference, the law of succession, and statistical
inference"): it stays within 0 and 1 and holds for few cases, too.
"""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

SURE: Final = 1.96
"""Standard deviations for 95 %."""


class Share(NamedTuple):
    """So many of so many, and between which shares the true one most likely is."""

    part: int
    of: int

    @property
    def value(self) -> float | None:
        return self.part / self.of if self.of else None

    @property
    def low(self) -> float:
        return self._interval()[0]

    @property
    def high(self) -> float:
        return self._interval()[1]

    def _interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        share, square = self.part / self.of, SURE * SURE
        middle = share + square / (2 * self.of)
        spread = SURE * sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        whole = 1 + square / self.of
        return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
