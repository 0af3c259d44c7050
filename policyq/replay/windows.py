"""What windows may hold at each row of a log, and how they catch up with the rows that were passed over.

All rows stand in the order in which they are decided, group by group. A window that asks for at
least *n* is asked of a row by the row that was counted *n* - 1 before it: if that is too long ago,
the window holds too little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.ir import nodes
from policyq.live.memory import State
from policyq.live.names import Names
from policyq.live.scene import Months, Offsets
from policyq.live.windows import Key
from policyq.replay.columns import Mask, Numbers
from policyq.replay.screen import NONE, UNKNOWN, Bits, plain
from policyq.text.fold import fold
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, LATENESS, Duration, Instant

#: The longest that a calendar bucket is, with the hour that a change of the clock adds.
_LONGEST: Final[dict[str, Duration]] = {
    "hour": 2 * HOUR, "day": DAY + 3 * HOUR, "week": 7 * DAY + 3 * HOUR, "month": 31 * DAY + 3 * HOUR,
}  # fmt: skip

_MIX: Final = np.int64(0x2545F4914F6CDD1D)


class Rows(NamedTuple):
    """The rows of a log in the order in which they are decided; those of a group stand together."""

    times: Numbers
    groups: Numbers
    senders: Numbers
    """-1: not known."""
    bits: Bits
    """As of `policyq.replay.screen.Sifted`."""
    keys: Numbers | None
    accounts: Sequence[str]
    """By the numbers of senders."""


class _Counted(NamedTuple):
    """The rows that a counter may count: by key, and then in their order."""

    counter: nodes.Counter
    codes: Numbers
    """The key of every row of the log, as a number."""
    known: Mask
    """Whether a row has a key."""
    ranked: Numbers
    """The different keys, sorted."""
    places: Numbers
    """Of each counted row the place of its key among them, and the row: sorted."""
    rows: Numbers
    times: Numbers
    starts: Numbers
    """Where each key begins."""
    at: NDArray[np.int32]
    """Of every row its place among those that are counted, or -1."""


class Windows:
    """The windows of a program over the rows of a log."""

    def __init__(self, program: nodes.Program, names: Names, rows: Rows) -> None:
        self._rows = rows
        self._names = names
        self._values = {one.name: [value for _, value in one.periods] for one in program.values}
        self._offset, self._months = Offsets(program.timezone), Months()
        self._counted = {
            counter.id: _count(counter, rows, bit) for bit, counter in enumerate(program.counters)
        }
        self._stores = [
            (number, bucket, self._counted[id]) for (id, bucket), number in names.stores.items()
        ]
        self._reached: dict[tuple[int, int], int] = {}

    # -- what they may hold --------------------------------------------------------------------

    def perhaps(self, condition: nodes.Condition, rows: Numbers) -> Mask:
        """At which rows a condition may be true or unknown, as far as windows tell."""
        match condition:
            case nodes.And(parts):
                return _all([self.perhaps(part, rows) for part in parts])
            case nodes.Or(parts):
                return ~_all([~self.perhaps(part, rows) for part in parts])
            case nodes.Surely(part):
                return self.perhaps(part, rows)
            case nodes.Windowed():
                return self._window(condition, rows)
        return np.ones(len(rows), np.bool_)

    def _window(self, condition: nodes.Windowed, rows: Numbers) -> Mask:
        counted = self._counted[condition.counter]
        limit = self._least(condition)
        if limit is None or counted.counter.what == "sum" or not _told(counted.counter):
            return np.ones(len(rows), np.bool_)
        trailing = condition.trailing
        length = (
            _LONGEST[condition.bucket or "month"]
            if trailing is None
            else int(max(self._amounts(trailing)))
        )
        places, starts = _whereabouts(counted, rows)
        enough = places - starts >= limit
        floors = self._rows.times.take(rows[enough]) - length
        enough[enough] = counted.times.take(places[enough] - limit) > floors
        return enough | ~counted.known.take(rows)

    def _amounts(self, amount: nodes.Amount) -> Sequence[int | float]:
        return self._values[amount.name] if isinstance(amount, nodes.Dated) else (amount.value,)

    def _least(self, condition: nodes.Windowed) -> int | None:
        """The least that a window must hold for a condition to be true, if that is at least 1."""
        if condition.op not in (">", ">=", "="):
            return None
        amount = min(self._amounts(condition.amount))
        least = math.floor(amount) + 1 if condition.op == ">" else math.ceil(amount)
        return least if least >= 1 else None

    # -- catching up ---------------------------------------------------------------------------

    def catch_up(self, state: State, row: int, event: Event, hot: Sequence[int]) -> None:
        """Counts the rows up to a row that were passed over, not being ``hot``, as far as they share
        a key with an event: the row's own, or a tick right after it."""
        for number, bucket, counted in self._stores:
            if not plain(counted.counter) or not counted.known[row]:
                continue
            if counted.counter.per and event.sender is None:
                continue
            place, start = self._place(counted, row)
            rank = (number, start)
            first = max(start, self._reached.get(rank, 0))
            if place <= first:
                continue
            self._reached[rank] = place
            reach = _LONGEST[bucket] if bucket is not None else counted.counter.keep
            times = counted.times[first:place]
            since = int(times.searchsorted(event.time - reach - LATENESS, "right"))
            left = zip(
                counted.rows[first + since : place].tolist(), times[since:].tolist(), strict=True
            )
            missed = [(one, time) for one, time in left if not hot[one]]
            if missed:
                self._put(
                    state.stores[number], bucket, _key(counted.counter, event), missed, counted
                )

    def _place(self, counted: _Counted, row: int) -> tuple[int, int]:
        """How many rows stand among those that are counted before those of a key end at a row, and
        how many before they begin."""
        places, starts = _whereabouts(counted, np.array([row], np.int64))
        return int(places[0]), int(starts[0])

    def _put(
        self,
        store: Any,
        bucket: str | None,
        key: Key,
        missed: Sequence[tuple[int, Instant]],
        counted: _Counted,
    ) -> None:
        senders = counted.counter.what == "distinct"
        for row, time in missed:
            value = self._rows.accounts[self._rows.senders[row]] if senders else 1
            if bucket is None:
                store.add(key, time, time, value)
            else:
                store.add(key, self._bucket(bucket, time), time, time, value)

    def _bucket(self, bucket: str, time: Instant) -> int:
        local = time + self._offset(time)
        day = local // DAY
        match bucket:
            case "hour":
                return local // HOUR
            case "week":
                return day - (day + 3) % 7
            case "month":
                return self._months(day)
        return day


def _all(masks: Sequence[Mask]) -> Mask:
    both: Mask = np.logical_and.reduce(masks)
    return both


def _told(counter: nodes.Counter) -> bool:
    """Whether columns tell by what it counts."""
    return {*counter.per} <= {"sender", "text"}


def _count(counter: nodes.Counter, rows: Rows, bit: int) -> _Counted:
    size = len(rows.times)
    codes, known = _codes(counter, rows)
    counts = (rows.bits >> np.uint64(bit)) & np.uint64(1) == 1
    if counter.what == "distinct" and counter.of == "sender":
        counts &= rows.senders >= 0
    some = np.flatnonzero(counts & known)
    own = codes.take(some)
    order = own.argsort(kind="stable")
    some, own = some.take(order), own.take(order)
    begins = np.ones(len(own), np.bool_)
    begins[1:] = own[1:] != own[:-1]
    starts = np.flatnonzero(begins)
    places = ((begins.cumsum() - 1) << 31) + some
    at = np.full(size, -1, np.int32)
    at[some] = np.arange(len(some), dtype=np.int32)
    return _Counted(
        counter, codes, known, own[begins], places, some, rows.times.take(some), starts, at
    )


def _codes(counter: nodes.Counter, rows: Rows) -> tuple[Numbers, Mask]:
    """The keys of all rows as numbers, and which have one."""
    codes, known = rows.groups, np.ones(len(rows.times), np.bool_)
    if "text" in counter.per and rows.keys is not None:
        known &= (rows.keys != UNKNOWN) & (rows.keys != NONE)
        codes = codes * _MIX ^ rows.keys
    if "sender" in counter.per:
        known &= rows.senders >= 0
        codes = codes * _MIX + rows.senders if "text" in counter.per else _pairs(rows)
    return codes, known


def _pairs(rows: Rows) -> Numbers:
    return (rows.groups << 32) + rows.senders


def _whereabouts(counted: _Counted, rows: Numbers) -> tuple[Numbers, Numbers]:
    """For each row how many counted rows stand before its key ends at it, and before it begins."""
    at = counted.at.take(rows)
    codes = counted.codes.take(rows)
    ranks = counted.ranked.searchsorted(codes, "left")
    none = ranks == len(counted.ranked)
    ranks[none] = 0
    none |= (counted.ranked.take(ranks) != codes) if len(counted.ranked) else True
    places = at.astype(np.int64) + 1
    others = np.flatnonzero((at < 0) & ~none)
    places[others] = counted.places.searchsorted((ranks[others] << 31) + rows[others], "right")
    starts = counted.starts.take(ranks) if len(counted.starts) else np.zeros(len(rows), np.int64)
    places[none] = starts[none] = 0
    return places, starts


def _key(counter: nodes.Counter, event: Event) -> Key:
    """The key of an event, as stores know it."""
    parts = [
        fold(event.text or "").strip() if part == "text" else event.sender or ""
        for part in counter.per
    ]
    return parts[0] if len(parts) == 1 else tuple(parts) if parts else ""
