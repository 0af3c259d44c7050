"""Groups that are decided together, in one line of time over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple

from policyq.replay.columns import Numbers
from policyq.vocabulary.types import Instant

END = -1
"""Where a group stands whose rows are over, but not yet the log."""


class Line(NamedTuple):
    """The line of a log."""

    places: Numbers
    """The place of each row."""
    times: Numbers
    """By place."""
    come_to: Callable[[Instant], object]
    """Is told how far the line has come, whichever group is next."""

    def run(self, firsts: Sequence[int], groups: Sequence[Iterator[int]]) -> None:
        """Goes through all groups, each of which gives the row at which it stands, or `END`, before it
        goes on; ``firsts``: the first row of each."""
        last = len(self.places)

        def place(number: int, row: int) -> tuple[int, int]:
            own = int(self.places[firsts[number] if row == END else row])
            return (last + own if row == END else own, number)

        waiting = [place(number, next(group, END)) for number, group in enumerate(groups)]
        heapify(waiting)
        while waiting:
            at, number = waiting[0]
            if at:
                self.come_to(int(self.times[min(at, last) - 1]))
            row = next(groups[number], None)
            if row is None:
                heappop(waiting)
            else:
                heapreplace(waiting, place(number, row))
