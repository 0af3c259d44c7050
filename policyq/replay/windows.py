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

from policyq.ir import nodes
from policyq.live.memory import State
from policyq.live.names import Names
from policyq.live.scene import Months, Offsets
from policyq.live.windows import Key
from policyq.replay.across import Across
from policyq.replay.columns import Mask, Numbers
from policyq.replay.keyed import Counted, count, whereabouts
from policyq.replay.rows import Rows, bounded
from policyq.replay.screen import UNKNOWN, Bits, by_text, plain, windows
from policyq.text.fold import fold
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, LATENESS, Duration, Instant

#: The longest that a calendar bucket is, with the hour that a change of the clock adds.
_LONGEST: Final[dict[str, Duration]] = {
    "hour": 2 * HOUR, "day": DAY + 3 * HOUR, "week": 7 * DAY + 3 * HOUR, "month": 31 * DAY + 3 * HOUR,
}  # fmt: skip

_AT_MOST: Final = ("<", "<=", "=")


class _Missed(NamedTuple):
    """What a store has to be told of at each row that is looked at."""

    store: int
    bucket: str | None
    counted: Counted
    known: Sequence[bool]
    places: Sequence[int]
    starts: Sequence[int]


class Windows:
    """The windows of a program over the rows of a log."""

    def __init__(
        self,
        program: nodes.Program,
        names: Names,
        rows: Rows,
        tiered: Sequence[int],
        hot: Mask,
        across: Across | None = None,
    ) -> None:
        """``tiered``: the counters of which a second bit tells; ``hot``: the rows of which bits tell
        too much; ``across``: who knows of the counters that all groups share."""
        self._rows, self._across = rows, across
        self._values = {one.name: [value for _, value in one.periods] for one in program.values}
        self._offset, self._months = Offsets(program.timezone), Months()
        second = {number: bit for bit, number in enumerate(tiered, len(program.counters))}
        self._counted = {
            counter.id: count(counter, rows, _bits(rows, bit, second.get(bit)))
            for bit, counter in enumerate(program.counters)
            if not counter.shared
        }
        self._counters = {counter.id: counter for counter in program.counters}
        self._surely = {
            counter.id: count(counter, rows, _bits(rows, bit) & ~hot)
            for bit, counter in enumerate(program.counters)
            if counter.id in _at_most(program)
            and counter.what == "count"
            and plain(counter)
            and bit not in second
        }
        kept = {program.counters[number].id for number in tiered}
        self._stores = [
            (number, bucket, self._counted[id])
            for (id, bucket), number in names.stores.items()
            if id not in kept and id in self._counted
        ]
        self._reached: dict[tuple[int, int], int] = {}
        self._hot: Sequence[int] = b""
        self._numbers: dict[int, int] = {}
        self._conditions = [rule.condition for rule in program.rules]
        self._asked = {one.counter for rule in program.rules for one in windows(rule.condition)}
        """The counters that rules ask for; others are asked when a day ends, if at all."""
        self._missed: list[_Missed] = []
        self._missed_by_ticks: list[_Missed] = []

    @property
    def bits(self) -> Bits:
        """Of every row."""
        return self._rows.bits

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

    def matters(self, rows: Numbers) -> Mask:
        """At which rows it makes a difference to the rules how much windows hold: nowhere else is any rule
        true, though they held less."""
        asked = [one for one in self._conditions if any(True for _ in windows(one))]
        if not all(map(self._rises, asked)):
            return np.ones(len(rows), np.bool_)
        found = np.zeros(len(rows), np.bool_)
        for condition in asked:
            found |= self.perhaps(condition, rows)
        return found

    def _rises(self, condition: nodes.Condition) -> bool:
        """Whether a condition that is not true is not so either where windows hold less."""
        match condition:
            case nodes.And(parts) | nodes.Or(parts):
                return all(map(self._rises, parts))
            case nodes.Surely(part):
                return self._rises(part)
            case nodes.Windowed():
                return self._least(condition) is not None
        return not any(True for _ in windows(condition))

    def _window(self, condition: nodes.Windowed, rows: Numbers) -> Mask:
        return self._enough(condition, rows) & ~self._too_many(condition, rows)

    def _too_many(self, condition: nodes.Windowed, rows: Numbers) -> Mask:
        """At which rows a window surely holds more than a condition lets it."""
        counted, trailing = self._surely.get(condition.counter), condition.trailing
        if counted is None or trailing is None or condition.op not in _AT_MOST:
            return np.zeros(len(rows), np.bool_)
        amount = max(self._amounts(condition.amount))
        most = math.ceil(amount) - 1 if condition.op == "<" else math.floor(amount)
        length = int(min(self._amounts(trailing)))
        return self._holds(counted, rows, max(most, 0) + 1, length)

    def _holds(self, counted: Counted, rows: Numbers, many: int, length: Duration) -> Mask:
        """At which rows at least so many, one or more, were counted within a length of time."""
        places, starts = whereabouts(counted, rows)
        enough = places - starts >= many
        floors = self._rows.times.take(rows[enough]) - length
        enough[enough] = counted.times.take(places[enough] - many) > floors
        return enough

    def _enough(self, condition: nodes.Windowed, rows: Numbers) -> Mask:
        """At which rows a window may hold as much as a condition asks for."""
        limit, trailing = self._least(condition), condition.trailing
        if limit is None:
            return np.ones(len(rows), np.bool_)
        length = (
            _LONGEST[condition.bucket or "month"]
            if trailing is None
            else int(max(self._amounts(trailing)))
        )
        counter = self._counters[condition.counter]
        if not bounded(counter):
            return np.ones(len(rows), np.bool_)
        if counter.shared:
            assert self._across is not None, "it was asked for"
            enough = self._across.holds(counter.id, rows, limit, length)
        else:
            enough = self._holds(self._counted[counter.id], rows, limit, length)
        if by_text(counter) and self._rows.keys is not None:
            enough |= self._rows.keys.take(rows) == UNKNOWN
        return enough

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

    def look_at(self, hot: bytearray) -> None:
        """Takes in which rows are looked at by themselves: all others are passed over, and counted
        when somebody asks."""
        self._hot = hot
        rows = np.flatnonzero(np.frombuffer(hot, np.uint8))
        self._numbers = dict(zip(rows.tolist(), range(len(rows)), strict=True))
        stores = [one for one in self._stores if plain(one[2].counter)]
        self._missed = [
            _Missed(
                store,
                bucket,
                counted,
                counted.known.take(rows).tolist(),
                *(one.tolist() for one in whereabouts(counted, rows)),
            )
            for store, bucket, counted in stores
            if counted.counter.id in self._asked
        ]
        self._missed_by_ticks = [
            _Missed(*one, (), (), ()) for one in stores if "text" not in one[2].counter.per
        ]

    def catch_up(self, state: State, row: int, event: Event) -> None:
        """Counts the rows before one that is looked at, as far as they share a key with it."""
        number = self._numbers[row]
        for one in self._missed:
            if one.known[number]:
                key = _key(one.counted.counter, event)
                self._until(state, one, one.places[number], one.starts[number], event, key)

    def reach(self, state: State, row: int, tick: Event) -> None:
        """Counts the rows up to one, as far as a tick right after it can ask for them."""
        for one in self._missed:
            if not one.counted.counter.per:
                places, starts = whereabouts(one.counted, np.array([row], np.int64))
                self._until(state, one, int(places[0]), int(starts[0]), tick, "")

    def reach_all(self, state: State, first: int, end: int, tick: Event) -> None:
        """Counts some rows, by whatever a tick right after them can ask: the texts are not known to it."""
        for one in self._missed_by_ticks:
            counted = one.counted
            at = counted.at[first:end]
            at = np.sort(at[at >= 0])
            if not len(at):
                continue
            starts = counted.starts.searchsorted(at, "right") - 1
            ends = np.append(np.flatnonzero(starts[1:] != starts[:-1]), len(at) - 1)
            for start, last in zip(starts[ends].tolist(), at[ends].tolist(), strict=True):
                begin = int(counted.starts[start])
                key = ""
                if counted.counter.per:
                    key = self._rows.accounts[self._rows.senders[counted.rows[begin]]]
                self._until(state, one, last + 1, begin, tick, key)

    def _until(
        self, state: State, one: _Missed, place: int, start: int, event: Event, of: Key
    ) -> None:
        key = (one.store, start)
        first = max(start, self._reached.get(key, 0))
        if place <= first:
            return
        self._reached[key] = place
        counted, hot = one.counted, self._hot
        if place == first + 1 and hot[int(counted.rows[first])]:
            return  # it was counted when it was looked at
        times = counted.times[first:place]
        reach = counted.counter.keep if one.bucket is None else _LONGEST[one.bucket]
        since = int(times.searchsorted(event.time - reach - LATENESS, "right"))
        rows = counted.rows[first + since : place].tolist()
        left = zip(rows, times[since:].tolist(), strict=True)
        missed = [(row, time) for row, time in left if not hot[row]]
        if missed:
            self._put(state.stores[one.store], one, of, missed)

    def _put(
        self, store: Any, one: _Missed, key: Key, missed: Sequence[tuple[int, Instant]]
    ) -> None:
        senders = one.counted.counter.what == "distinct"
        (_, begin), (_, last) = missed[0], missed[-1]
        if one.bucket is not None and self._offset(begin) == self._offset(last):
            # The clock was not set back meanwhile: what lies between them is in the same bucket.
            place = self._bucket(one.bucket, last)
            if place == self._bucket(one.bucket, begin):
                different = {self._rows.senders[row] for row, _ in missed} if senders else ()
                for sender in different:
                    store.add(key, place, last, last, self._rows.accounts[sender])
                if not senders:
                    store.add(key, place, last, last, len(missed))
                return
        for row, time in missed:
            value = self._rows.accounts[self._rows.senders[row]] if senders else 1
            self._add(store, one.bucket, key, time, value)

    def add(
        self,
        state: State,
        counter: nodes.Counter,
        stores: Sequence[tuple[int, str | None]],
        row: int,
    ) -> None:
        """Counts one row in all windows of a counter, which no text counts."""
        account, time = self._rows.accounts[self._rows.senders[row]], int(self._rows.times[row])
        for store, bucket in stores:
            key = account if counter.per else ""
            value = account if counter.what == "distinct" else 1
            self._add(state.stores[store], bucket, key, time, value)

    def _add(self, store: Any, bucket: str | None, key: Key, time: Instant, value: Any) -> None:
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


def _at_most(program: nodes.Program) -> set[str]:
    """The counters that may hold too much for a rule."""
    asked = (one for rule in program.rules for one in windows(rule.condition))
    return {one.counter for one in asked if one.op in _AT_MOST}


def _bits(rows: Rows, *bits: int | None) -> Mask:
    """Which rows have one of some bits."""
    mask = sum(1 << bit for bit in bits if bit is not None)
    found: Mask = rows.bits & np.uint64(mask) != 0
    return found


def _key(counter: nodes.Counter, event: Event) -> Key:
    """The key of an event, as stores know it."""
    parts = [
        fold(event.text or "").strip() if part == "text" else event.sender or ""
        for part in counter.per
    ]
    return parts[0] if len(parts) == 1 else tuple(parts) if parts else ""
