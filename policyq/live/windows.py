"""What an evaluator remembers for aggregates: one store for each counter and kind of window.

A *trailing* store keeps, for each key, the times of what was counted (`policyq.live.series`); a
*calendar* store keeps one number for each key and open bucket. What no window can see any more is
dropped when its key is touched; all of a store is swept whenever it has doubled, and now and then,
so that members who fell silent are forgotten where nobody new comes.

The law of what is seen stands in `policyq.ir.meaning`: an entry is seen while it is younger
than the longest window and the lateness behind the watermark (``mark``), or while its bucket
is open. An event that comes later than that is seen by itself alone: it is put in ``own``, which
the evaluator empties when the event is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from policyq.live.series import ANY, Series, Sums, Times, Wide, series
from policyq.vocabulary.types import LATENESS, Duration, Instant

Key: TypeAlias = str | tuple[str, ...]
"""What is counted by beside the group: one text, or several in the order of ``per``."""

#: How many keys a store holds before it is first swept.
_FEW = 64


class Trailing:
    """The trailing windows of one counter in one group."""

    __slots__ = ("_limit", "_what", "held", "own", "reach")

    def __init__(self, what: str, keep: Duration) -> None:
        self._what = what
        self.reach = keep + LATENESS
        """For how long behind the watermark something is remembered."""
        self._limit = _FEW
        self.held: dict[Key, Series | Instant] = {}
        """What each key has, never nothing; of a single time that is counted, that alone."""
        self.own: list[tuple[Key, Instant, Any]] = []

    def add(self, key: Key, time: Instant, mark: Instant, value: Any = 1) -> int:
        """Counts, and says what no total of the key is more than now; of a sum, nothing."""
        floor = mark - self.reach
        if time <= floor:
            self.own.append((key, time, value))
            return ANY
        held = self.held.get(key)
        if isinstance(held, int):
            if held > floor:
                self.held[key] = Times("q", (held, time) if held <= time else (time, held))
                return 2
            self.held[key] = time
            return 1
        if type(held) is Times:
            return self._once_more(key, held, time, floor)
        if held is None:
            if len(self.held) >= self._limit:
                self.forget(mark)
                self._limit = 2 * len(self.held) + _FEW
            return self.begin(key, time, value)
        if held.middle() <= floor:
            held = self._shorten(key, held, floor)
        return self._put(key, held, time, value)

    def _once_more(self, key: Key, held: Times, time: Instant, floor: Instant) -> int:
        """As `add`, for a key with times. As `Times.add` does it, where that is quick."""
        newest = held[-1]
        if newest <= floor:
            self.held[key] = time
            return 1
        if held[len(held) >> 1] <= floor:
            # Half of it at a time: what is gone is not seen, and moving the rest costs.
            held.forget(floor)
        if time < newest:
            return held.add(time)
        held.append(time)
        return len(held)

    def begin(self, key: Key, time: Instant, value: Any = 1) -> int:
        """As `add`, for a key that has nothing."""
        if self._what == "count":
            self.held[key] = time
            return 1
        held = self.held[key] = series(self._what)
        return self._put(key, held, time, value)

    def _put(self, key: Key, held: Series, time: Instant, value: Any) -> int:
        try:
            return held.add(time, value)
        except OverflowError:
            assert isinstance(held, Sums)
            wide = self.held[key] = Wide(held)
            return wide.add(time, value)

    def _shorten(self, key: Key, held: Series, floor: Instant) -> Series:
        """What a key has, without what is not after ``floor``."""
        try:
            held.forget(floor)
        except OverflowError:
            # Where a negative sum is taken off, the others may grow too great.
            assert isinstance(held, Sums)
            held = self.held[key] = Wide(held)
            held.forget(floor)
        return held

    def of(self, key: Key) -> Series | None:
        """What a key has, as a series."""
        held = self.held.get(key)
        return Times("q", (held,)) if isinstance(held, int) else held

    def fill(self, key: Key, times: Sequence[Instant], values: Sequence[Any]) -> None:
        """Gives a key that has nothing what was counted, at least one."""
        self.begin(key, times[0], values[0])
        for time, value in zip(times[1:], values[1:], strict=True):
            held = self.held[key]
            if isinstance(held, int):
                held = self.held[key] = Times("q", (held,))
            self._put(key, held, time, value)

    def total(self, key: Key, length: Duration, now: Instant, mark: Instant) -> int:
        """The aggregate over ``(now - length, now]``; sums in their own small unit."""
        held = self.held.get(key)
        if now >= mark:
            # Nothing is late: no window is longer than what is kept.
            if held is None:
                return 0
            if isinstance(held, int):
                return 1 if held > now - length else 0
            return held.within(now - length, now)
        low = now - length
        own = [value for k, time, value in self.own if k == key and low < time <= now]
        low = max(low, mark - self.reach)
        late = self.of(key)
        if late is None or low >= now:
            return _of_own(self._what, own)
        return late.within(low, now, own)

    def forget(self, mark: Instant) -> None:
        """Drops everything that no window sees any more."""
        floor = mark - self.reach
        for key, held in list(self.held.items()):
            if isinstance(held, int):
                if held <= floor:
                    del self.held[key]
                continue
            if held.newest() <= floor:
                del self.held[key]
            elif held.oldest() <= floor:
                held = self._shorten(key, held, floor)
                if type(held) is Times and len(held) == 1:
                    self.held[key] = held[0]

    def pack(self, known: dict[str, str]) -> None:
        """Takes no more room than it needs. Keys that are ``known`` become that object: each of them
        came with another event."""
        self.held = {_packed(key, known): held for key, held in self.held.items()}


def _packed(key: Key, known: dict[str, str]) -> Key:
    if isinstance(key, str):
        return known.setdefault(key, key)
    return tuple(known.setdefault(part, part) for part in key)


def _of_own(what: str, own: Sequence[Any]) -> int:
    if what == "sum":
        return sum(own)
    return len(set(own)) if what == "distinct" else len(own)


# -- by the calendar ------------------------------------------------------------------------------


class Bucket(NamedTuple):
    """One calendar bucket: the instant at which it ends, and a number or a set for each key."""

    end: Instant
    totals: dict[Key, Any]


class Calendar:
    """One kind of calendar bucket of one counter in one group."""

    __slots__ = ("_end", "_what", "buckets", "own")

    def __init__(self, what: str, end: Callable[[Instant], Instant]) -> None:
        self._what = what
        self._end = end
        self.buckets: dict[int, Bucket] = {}
        self.own: list[tuple[Key, int, Any]] = []

    def add(self, key: Key, place: int, time: Instant, mark: Instant, value: Any = 1) -> int:
        """Counts in the bucket at ``place``, which ``time`` is in; and says what its total is not
        more than now, of a sum nothing."""
        bucket = self.buckets.get(place)
        if bucket is None:
            bucket = Bucket(self._end(time), {})
            if bucket.end > mark - LATENESS:
                self.forget(mark)
                self.buckets[place] = bucket
        if bucket.end <= mark - LATENESS:
            self.own.append((key, place, value))
            return ANY
        if self._what == "distinct":
            values = bucket.totals.setdefault(key, set())
            values.add(value)
            return len(values)
        total: int = bucket.totals.get(key, 0) + value
        bucket.totals[key] = total
        return total if self._what == "count" else ANY

    def total(self, key: Key, place: int, mark: Instant) -> int:
        """The aggregate of the bucket at ``place``."""
        bucket = self.buckets.get(place)
        seen = None
        if bucket is not None and bucket.end > mark - LATENESS:
            seen = bucket.totals.get(key)
        own = [v for k, at, v in self.own if k == key and at == place] if self.own else ()
        if self._what == "distinct":
            return len({*(seen or ()), *own}) if own else len(seen or ())
        return (seen or 0) + sum(own)

    def totals(self, place: int, mark: Instant) -> dict[Key, int]:
        """The aggregates of the bucket at ``place``, of every key that has one."""
        bucket = self.buckets.get(place)
        keys = dict.fromkeys(bucket.totals if bucket is not None else ())
        keys.update(dict.fromkeys(key for key, at, _ in self.own if at == place))
        return {key: self.total(key, place, mark) for key in keys}

    def pack(self, known: dict[str, str]) -> None:
        """As `Trailing.pack`."""
        for place, bucket in self.buckets.items():
            totals = {_packed(key, known): total for key, total in bucket.totals.items()}
            self.buckets[place] = Bucket(bucket.end, totals)

    def forget(self, mark: Instant) -> None:
        """Drops the buckets that are closed."""
        for place, bucket in list(self.buckets.items()):
            if bucket.end <= mark - LATENESS:
                del self.buckets[place]


Store: TypeAlias = Trailing | Calendar


def most(store: Trailing, keys: Iterable[Key], length: int, now: int, mark: int) -> int:
    """The greatest of the totals of some keys."""
    return max((store.total(key, length, now, mark) for key in keys), default=0)


def most_of_bucket(store: Calendar, keys: Iterable[Key], place: int, mark: int) -> int:
    """The greatest of the totals of some keys in one bucket."""
    return max((store.total(key, place, mark) for key in keys), default=0)
