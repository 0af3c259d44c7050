"""What the windows that all groups share may hold at each row of a log, at most.

All rows that such a counter counts are looked at, in one line of time over all groups, so that these
windows never have to catch up. Who writes is told apart by account, whatever platform it is of, and
texts are not: that is never too little.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from policyq.ir import nodes
from policyq.replay.columns import Mask, Numbers
from policyq.replay.rows import Rows, bounded
from policyq.vocabulary.types import Duration


class _Counted(NamedTuple):
    """The rows that a counter may count, by key and then in the line."""

    keys: Numbers
    """Of every row of the log."""
    marks: Numbers
    """Of each counted row its key and its place in the line, together."""
    times: Numbers


class Across:
    """The counters of a program that all groups share."""

    def __init__(self, program: nodes.Program, rows: Rows, line: Numbers) -> None:
        """``line``: the place of each row."""
        self._times, self._line = rows.times, line
        self._counted = {
            counter.id: _count(counter, rows, line, bit)
            for bit, counter in enumerate(program.counters)
            if counter.shared and bounded(counter)
        }

    def holds(self, counter: str, rows: Numbers, many: int, length: Duration) -> Mask:
        """At which rows so many, one or more, may have been counted within a length of time."""
        counted = self._counted[counter]
        keys, marks = counted.keys.take(rows), counted.marks
        first = marks.searchsorted((keys << 32) + self._line.take(rows), "right") - many
        enough: Mask = first >= 0
        there = first[enough]
        since = self._times.take(rows[enough]) - length
        same = marks.take(there) >> 32 == keys[enough]
        enough[enough] = same & (counted.times.take(there) > since)
        return enough


def _count(counter: nodes.Counter, rows: Rows, line: Numbers, bit: int) -> _Counted:
    keys = rows.senders if "sender" in counter.per else np.zeros(len(line), np.int64)
    some = np.flatnonzero(rows.bits & np.uint64(1 << bit))
    marks = (keys[some] << 32) + line[some]
    order = marks.argsort()
    return _Counted(keys, marks[order], rows.times[some[order]])
