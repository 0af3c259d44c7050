"""The rows of a log that are counted in columns: what they tell of their groups, for whoever counts them.

Whoever is new in a group, and how many are in it, is told row by row, as it is of those that are
looked at; nothing else of a row depends on those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter

import numpy as np

from policyq.replay.columns import Mask, Numbers
from policyq.replay.order import Log
from policyq.study.days import QUARTER, day_of
from policyq.study.numbers import BANDS
from policyq.study.slices import Size
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import WEEK, Instant

Fetch = Callable[[int, int], Iterator[tuple[int, Event]]]
"""The hot rows from one row on to another, with their events, in their order."""

CatchUp = Callable[[int, Event], None]
"""Counts what was passed over up to a row, as far as an event can ask for it."""

_BANDS = list(BANDS)


class Passing:
    """The rows of a log that are counted in columns, and how large their groups are meanwhile."""

    def __init__(self, log: Log, said: Numbers | None = None) -> None:
        """``said``: for each row a number for what else it tells of its group."""
        self._log = log
        self.numbers = _numbers(log)
        """The place of the group of every row among the groups."""
        self._news = _news(log, self.numbers, said)
        self._days: bytearray | None = None
        self._marks: list[tuple[int, int]] = []

    def idle(self) -> Numbers:
        """All of these rows."""
        rows: Numbers = np.flatnonzero(_counted(self._log))
        return rows

    def news(self, group: str, start: int, end: int) -> Iterator[tuple[int, Event]]:
        """Those of the rows, from one to another, that tell anything new of their group, and that."""
        row = self._news.find(1, start, end)
        while row >= 0:
            yield row, self._told(group, row)
            row = self._news.find(1, row + 1, end)

    def skip(self, row: int) -> None:
        """A row did not happen: what the next one tells may be new."""
        if row + 1 < len(self._news):
            self._news[row + 1] = self._log.counted[row + 1]

    def firsts(self, start: int, end: int, zone: str) -> Iterator[tuple[str, Instant]]:
        """Of the rows, from one to another, who wrote the first ones of a day, and when."""
        if self._days is None:
            self._days = _days(self._log, self.numbers, zone)
        row = self._days.find(1, start, end)
        while row >= 0:
            yield self._log.accounts[int(self._log.senders[row])], int(self._log.times[row])
            row = self._days.find(1, row + 1, end)

    def _told(self, group: str, row: int) -> Event:
        """What a row says of its group."""
        log = self._log
        members = -1 if log.members is None else int(log.members[row])
        sender = log.accounts[int(log.senders[row])]
        return Event(
            "", int(log.times[row]), group, "text", sender, members=None if members < 0 else members
        )

    def mark(self, row: int, size: Size) -> None:
        """From a row on its group is of a size. All rows of a group come in their order."""
        self._marks.append((row, 2 * _BANDS.index(size.band) + size.sized))

    def sizes(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Of which band the groups of some rows are, by number, and whether that was told (1)."""
        # Groups that are decided together make their marks by turns; the last one of a row holds.
        self._marks.sort(key=itemgetter(0))
        places, sizes = (np.array(one, np.int64) for one in zip(*self._marks, strict=True))
        own = sizes.take(places.searchsorted(rows, "right") - 1)
        return own >> 1, own & 1

    def gaps(self, idle: Numbers) -> tuple[Numbers, Numbers]:
        """Those of the rows that stand right behind another one of their group, and how much time
        lies between the two; 0 where that is too long to be taken for quiet."""
        log = self._log
        firsts = ~_counted(log)
        firsts[1:] = firsts[:-1]
        firsts[[first for _, first, _ in log.groups]] = True
        rows = idle[~firsts.take(idle)]
        gaps = log.times.take(rows) - log.times.take(rows - 1)
        gaps[gaps > WEEK] = 0
        return rows, gaps


def _counted(log: Log) -> Mask:
    return np.frombuffer(log.counted, np.bool_)


def _numbers(log: Log) -> Numbers:
    """The place of the group of every row among the groups."""
    numbers = np.zeros(len(log.times), np.int64)
    for number, (_, first, end) in enumerate(log.groups):
        numbers[first:end] = number
    return numbers


def _news(log: Log, numbers: Numbers, said: Numbers | None) -> bytearray:
    """The rows that tell of somebody new in a group of which no row told yet how many are in it, or of
    another number of members; and perhaps some that tell what is known."""
    counted = _counted(log)
    idle = np.flatnonzero(counted & _unsized(log, numbers, counted))
    _, firsts = np.unique((numbers[idle] << 32) + log.senders[idle], return_index=True)
    news = np.zeros(len(counted), np.bool_)
    news[idle[firsts]] = True
    news[[first for _, first, _ in log.groups]] = True
    if log.members is not None:
        news[1:] |= (log.members[1:] != log.members[:-1]) | ~counted[:-1]
    if said is not None:
        news[1:] |= (said[1:] != said[:-1]) | ~counted[:-1]
    return bytearray((news & counted).tobytes())


def _unsized(log: Log, numbers: Numbers, counted: Mask) -> Mask:
    """The rows of groups of which no row before told how many are in it."""
    if log.members is None:
        return np.ones(len(counted), np.bool_)
    told = np.flatnonzero(counted & (log.members != -1))
    since = np.full(len(log.groups), len(counted), np.int64)
    groups, places = np.unique(numbers.take(told), return_index=True)
    since[groups] = told.take(places)
    return np.arange(len(counted)) <= since.take(numbers)


def _days(log: Log, numbers: Numbers, zone: str) -> bytearray:
    """The rows that are the first of their member on a day."""
    idle = np.flatnonzero(_counted(log))
    quarters, where = np.unique(log.times[idle] // QUARTER, return_inverse=True)
    days = np.unique(
        [day_of(one * QUARTER, zone) for one in quarters.tolist()], return_inverse=True
    )
    who = (numbers[idle] << 32) + log.senders[idle]
    _, firsts = np.unique(np.stack((who, days[1].take(where))), axis=1, return_index=True)
    found = bytearray(len(log.counted))
    for row in idle[firsts].tolist():
        found[row] = 1
    return found
