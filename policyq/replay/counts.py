"""What windows may hold at each of many rows, never too little: what the stores held before the
first row, and every row up to it that may be counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from policyq.ir import nodes
from policyq.live.memory import State
from policyq.live.names import Names
from policyq.live.windows import Calendar, Key, Trailing
from policyq.replay.columns import Columns, Mask, Numbers

MOST: Final = 1_000
"""Of a limit that is greater nothing is said."""

UNKNOWN: Final = -1
NONE: Final = -2

#: The column of each part of a key.
_FIELDS: Final = {"sender": "sender", "text": "key"}

_NEVER: Final = -1 << 62

Countable: TypeAlias = Callable[[nodes.Counter], Mask | None]
"""Which rows a counter may count; ``None``: nothing is known of it."""


class Keyed(NamedTuple):
    """The rows by the keys of one counter."""

    codes: Numbers
    """The number of each row's key, `UNKNOWN` or `NONE`."""
    rows: list[int]
    """A row that has the key that each number stands for."""
    per: tuple[str, ...]
    columns: Columns

    def group(self, code: int) -> str:
        """The group of the key that a number stands for."""
        return self.columns.events[self.rows[code]].group

    def key(self, code: int) -> Key:
        """The key that a number stands for, as stores know it."""
        row, columns = self.rows[code], self.columns
        found = [
            columns.keys[row] if part == "text" else columns.events[row].sender or ""
            for part in self.per
        ]
        return tuple(found) if len(found) > 1 else found[0] if found else ""


class _Counted(NamedTuple):
    """The rows that a counter may count, by key and then in their order."""

    keyed: Keyed
    rows: Numbers
    places: Numbers
    """Of each of them the number of its key times the number of rows, and the row: sorted."""
    times: Numbers


class Counts:
    """The windows of a program over the rows of some columns."""

    def __init__(
        self,
        names: Names,
        columns: Columns,
        states: Mapping[str, State],
        values: Mapping[str, Sequence[int | float]],
        countable: Countable,
    ) -> None:
        self._names = names
        self._columns = columns
        self._states = states
        self._values = values
        self._countable = countable
        self._keyed: dict[tuple[str, ...], Keyed] = {}
        self._counted: dict[str, _Counted | None] = {}

    def perhaps(self, condition: nodes.Windowed, rows: Numbers) -> Mask:
        """At which rows a window may hold so much, or what it holds may be unknown."""
        everywhere = np.ones(len(rows), np.bool_)
        counter = self._names.counters[condition.counter]
        limit = self._least(condition)
        if limit is None or counter.what == "sum" or not {*counter.per} <= {"sender", "text"}:
            return everywhere
        number = self._names.stores.get((counter.id, condition.bucket))
        if number is None or not len(rows):
            return everywhere
        if counter.id not in self._counted:
            self._counted[counter.id] = self._count(counter)
        counted = self._counted[counter.id]
        if counted is None:
            return everywhere
        if condition.bucket is None:
            assert condition.trailing is not None
            length = max(self._amounts(condition.trailing))
            return self._trailing(counted, number, rows, limit, int(length))
        return self._bucket(counted, number, rows, limit)

    def _amounts(self, amount: nodes.Amount) -> Sequence[int | float]:
        return self._values[amount.name] if isinstance(amount, nodes.Dated) else (amount.value,)

    def _least(self, condition: nodes.Windowed) -> int | None:
        """The least that a window must hold for a condition to be true, if that is at least 1."""
        if condition.op not in (">", ">="):
            return None
        amount = min(self._amounts(condition.amount))
        least = math.floor(amount) + 1 if condition.op == ">" else math.ceil(amount)
        return least if 1 <= least <= MOST else None

    # -- keys ----------------------------------------------------------------------------------

    def keyed(self, per: tuple[str, ...]) -> Keyed:
        """The rows by what a counter counts by."""
        if per in self._keyed:
            return self._keyed[per]
        columns = self._columns
        places = columns.codes("group")[0]
        for part in per:
            more, values = columns.codes(_FIELDS[part])
            places = places * len(values) + more
        _, firsts, codes = np.unique(places, return_index=True, return_inverse=True)
        codes = codes.astype(np.int64)
        if "text" in per:
            codes[np.fromiter((not key for key in columns.keys), np.bool_, len(columns))] = NONE
            codes[~columns.known] = UNKNOWN
            codes[~columns.messages] = NONE
        if "sender" in per:
            codes[columns.by_value("sender", lambda sender: sender is None)[1]] = UNKNOWN
        made = self._keyed[per] = Keyed(codes, firsts.tolist(), per, columns)
        return made

    def _count(self, counter: nodes.Counter) -> _Counted | None:
        mask = self._countable(counter)
        if mask is None:
            return None
        keyed = self.keyed(counter.per)
        rows = np.flatnonzero(mask & (keyed.codes >= 0))
        places = keyed.codes.take(rows) * len(self._columns) + rows
        order = places.argsort()
        rows = rows.take(order)
        return _Counted(keyed, rows, places.take(order), self._columns.times.take(rows))

    # -- windows -------------------------------------------------------------------------------

    def _trailing(
        self, counted: _Counted, number: int, rows: Numbers, limit: int, length: int
    ) -> Mask:
        codes, behind, since = _whereabouts(counted, rows, len(self._columns))
        perhaps: Mask = codes == UNKNOWN
        here = behind - since
        floors = self._columns.times.take(rows) - length
        enough = (codes >= 0) & (here >= limit)
        perhaps[enough] = counted.times.take(behind[enough] - limit) > floors[enough]
        # With what was there before, for those whose windows reach back so far.
        near = (codes >= 0) & (here < limit) & (self._marks.take(rows) > floors)
        for place in np.flatnonzero(near).tolist():
            code, missing = int(codes[place]), limit - int(here[place])
            store = self._states[counted.keyed.group(code)].stores[number]
            series = (
                store.series.get(counted.keyed.key(code)) if isinstance(store, Trailing) else None
            )
            if series is not None and len(series.times) >= missing:
                perhaps[place] = series.times[-missing] > floors[place]
        return perhaps

    @cached_property
    def _marks(self) -> Numbers:
        """For each row the latest time in its group before the first row."""
        codes, groups = self._columns.codes("group")
        known = (self._states.get(group) for group in groups)
        marks = [_NEVER if state is None else state.mark for state in known]
        return np.array(marks, np.int64).take(codes)

    def _bucket(self, counted: _Counted, number: int, rows: Numbers, limit: int) -> Mask:
        codes, behind, since = _whereabouts(counted, rows, len(self._columns))
        here = behind - since
        perhaps: Mask = codes == UNKNOWN
        before = {code: self._held(number, counted.keyed, code) for code in set(codes.tolist())}
        held = np.array([before[code] for code in codes.tolist()], np.int64)
        return perhaps | ((codes >= 0) & (here + held >= limit))

    def _held(self, number: int, keyed: Keyed, code: int) -> int:
        """The most that any bucket held of a key before the first row."""
        if code < 0:
            return 0
        state, key = self._states.get(keyed.group(code)), keyed.key(code)
        store = None if state is None else state.stores[number]
        most = 0
        for bucket in store.buckets.values() if isinstance(store, Calendar) else ():
            total = bucket.totals.get(key, 0)
            most = max(most, total if isinstance(total, int) else len(total))
        return most


def _whereabouts(counted: _Counted, rows: Numbers, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """For each row the number of its key, and where among what is counted its key ends at the row
    and begins."""
    codes = counted.keyed.codes.take(rows)
    first = codes * size
    behind = counted.places.searchsorted(first + rows, "right")
    return codes, behind, counted.places.searchsorted(first, "left")
