"""What a log tells a second time: exports of one group that overlap, however far apart.

An event of the same id, time and sender in the same group is the same event. What is not late is known
again where events are decided; what is late is left out of the reading, so that it is neither counted
twice nor decided out of order. Only what steps back can have been there before, so that a log in order
is never searched.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from typing import Final

from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant

#: How many events are remembered in a row; so many rows stand for the last 16 million of them.
ROW: Final = 100_000
ROWS: Final = 160


class Again:
    """The events of a reading. Of each no more than eight bytes are held, and of the oldest none."""

    def __init__(self) -> None:
        self._newest: dict[str, Instant] = {}
        self._recent: set[int] = set()
        self._rows: deque[array[int]] = deque(maxlen=ROWS)
        self._unsorted = 0
        """How many rows, the last ones, nobody has searched yet."""

    def tells(self, event: Event) -> bool:
        """Takes in an event; whether it was there before, and is late."""
        id_, time, group = event[:3]
        newest = self._newest.setdefault(group, time)
        key = hash((id_, group, time, event.sender))
        if newest < time:
            self._newest[group] = time
        elif newest - time > LATENESS and self._knows(key):
            return True
        self._recent.add(key)
        if len(self._recent) >= ROW:
            self._rows.append(array("q", self._recent))
            self._unsorted += 1
            self._recent = set()
        return False

    def _knows(self, key: int) -> bool:
        if key in self._recent:
            return True
        for place in range(max(len(self._rows) - self._unsorted, 0), len(self._rows)):
            self._rows[place] = array("q", sorted(self._rows[place]))
        self._unsorted = 0
        return any(_holds(row, key) for row in self._rows)


def _holds(row: array[int], key: int) -> bool:
    place = bisect_left(row, key)
    return place < len(row) and row[place] == key
