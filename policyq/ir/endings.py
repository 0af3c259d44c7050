"""What ends at an instant of its own, by whose it is: mutes, and what humans decided.

What is over is found without a look at all that is not.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import TypeVar

from policyq.vocabulary.types import Instant

T = TypeVar("T")


class Endings(dict[str, T]):
    """A dictionary that knows what of it is over. To be filled one by one only.

    ``end`` tells when something ends, or ``None``, if nobody knows."""

    __slots__ = ("_end", "_soonest")

    def __init__(self, end: Callable[[T], Instant | None]) -> None:
        super().__init__()
        self._end = end
        self._soonest: list[tuple[Instant, str]] = []
        """A heap of what ends, and of what ended or was dropped before."""

    def __setitem__(self, key: str, value: T) -> None:
        super().__setitem__(key, value)
        end = self._end(value)
        if end is None:
            return
        if len(self._soonest) > 2 * len(self) + 8:
            self._soonest = [
                (other, one) for one, of in self.items() if (other := self._end(of)) is not None
            ]
            heapify(self._soonest)
        else:
            heappush(self._soonest, (end, key))

    def copy(self) -> Endings[T]:
        """An independent copy."""
        made = Endings(self._end)
        dict.update(made, self)
        made._soonest = self._soonest.copy()
        return made

    def expire(self, now: Instant) -> None:
        """Drops what ends at ``now`` or before."""
        soonest = self._soonest
        while soonest and soonest[0][0] <= now:
            _, key = heappop(soonest)
            end = self._end(self[key]) if key in self else None
            if end is not None and end <= now:
                del self[key]
