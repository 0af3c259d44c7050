"""What an evaluator remembers for aggregates: one store for each counter and kind of window.

A *trailing* store keeps, for each key, the times of what was counted; a *calendar* store keeps
one number for each key and open bucket. What no window can see any more is dropped when its
key is touched, and all of a store is swept whenever it has doubled.

The law of what is seen stands in `policyq.ir.meaning`: an entry is seen while it is younger
than the longest window and the lateness behind the watermark (``mark``), or while its bucket
is open. An event that comes later than that is seen by itself alone: it is put in ``own``, which
the evaluator empties when the event is decided.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from policyq.vocabulary.types import LATENESS, Duration, Instant

Key: TypeAlias = str | tuple[str, ...]
"""What is counted by beside the group: one text, or several in the order of ``per``."""

#: How many keys a store holds before it is first swept.
_FEW = 64

ANY: Final = 1 << 62
"""More than anything that is counted."""


# -- one key, trailing -------------------------------------------------------------------------


class Times:
    """How often: the times, sorted."""

    __slots__ = ("times",)

    def __init__(self) -> None:
        self.times = array("q")

    def add(self, time: Instant, value: Any = 1) -> int:
        times = self.times
        if times and time < times[-1]:
            times.insert(bisect_right(times, time), time)
        else:
            times.append(time)
        return len(times)

    def within(self, low: Instant, now: Instant, own: Sequence[Any] = ()) -> int:
        """How many there are in ``(low, now]``, and ``own``."""
        times = self.times
        end = len(times) if times[-1] <= now else bisect_right(times, now)
        return end - bisect_right(times, low, 0, end) + len(own)

    def forget(self, floor: Instant) -> None:
        """Drops what is not after ``floor``."""
        del self.times[: bisect_right(self.times, floor)]

    def saved(self) -> list[Any]:
        return [list(self.times)]


class Sums:
    """How much: the times, and beside each the sum up to and including it."""

    __slots__ = ("sums", "times")

    def __init__(self) -> None:
        self.times = array("q")
        self.sums: list[int] = []

    def add(self, time: Instant, value: int) -> int:
        times, sums = self.times, self.sums
        place = len(times)
        if times and time < times[-1]:
            place = bisect_right(times, time)
        times.insert(place, time)
        sums.insert(place, sums[place - 1] if place else 0)
        for after in range(place, len(sums)):
            sums[after] += value
        return ANY

    def within(self, low: Instant, now: Instant, own: Sequence[int] = ()) -> int:
        end = bisect_right(self.times, now)
        start = bisect_right(self.times, low, 0, end)
        upper = self.sums[end - 1] if end else 0
        return upper - (self.sums[start - 1] if start else 0) + sum(own)

    def forget(self, floor: Instant) -> None:
        count = bisect_right(self.times, floor)
        if count:
            base = self.sums[count - 1]
            del self.times[:count]
            self.sums = [total - base for total in self.sums[count:]]

    def saved(self) -> list[Any]:
        before = [0, *self.sums]
        return [list(self.times), [b - a for a, b in zip(before, self.sums, strict=False)]]


class Values:
    """How many different: every value with its time, and the last time of each value, sorted.

    The last times answer for an event that is the newest; a late one counts afresh."""

    __slots__ = ("last", "lasts", "times", "values")

    def __init__(self) -> None:
        self.times = array("q")
        self.values: list[str] = []
        self.last: dict[str, Instant] = {}
        self.lasts = array("q")

    def add(self, time: Instant, value: str) -> int:
        place = bisect_right(self.times, time)
        self.times.insert(place, time)
        self.values.insert(place, value)
        last = self.last.get(value)
        if last is None or time > last:
            if last is not None:
                del self.lasts[bisect_right(self.lasts, last) - 1]
            self.last[value] = time
            self.lasts.insert(bisect_right(self.lasts, time), time)
        return len(self.last)

    def within(self, low: Instant, now: Instant, own: Sequence[str] = ()) -> int:
        if not own and self.times[-1] <= now:
            return len(self.lasts) - bisect_right(self.lasts, low)
        end = bisect_right(self.times, now)
        start = bisect_right(self.times, low, 0, end)
        return len({*self.values[start:end], *own})

    def met(self, low: Instant, now: Instant) -> Sequence[str]:
        """The values in ``(low, now]``."""
        end = bisect_right(self.times, now)
        return self.values[bisect_right(self.times, low, 0, end) : end]

    def forget(self, floor: Instant) -> None:
        count = bisect_right(self.times, floor)
        for value, time in zip(self.values[:count], self.times[:count], strict=True):
            if self.last.get(value) == time:
                del self.last[value]
        del self.times[:count], self.values[:count]
        del self.lasts[: bisect_right(self.lasts, floor)]

    def saved(self) -> list[Any]:
        return [list(self.times), list(self.values)]


Series: TypeAlias = Times | Sums | Values
SERIES: dict[str, type[Series]] = {"count": Times, "sum": Sums, "distinct": Values}


# -- all keys ----------------------------------------------------------------------------------


class Trailing:
    """The trailing windows of one counter in one group."""

    __slots__ = ("_counts", "_limit", "_make", "_reach", "own", "series")

    def __init__(self, what: str, keep: Duration) -> None:
        self._make = SERIES[what]
        self._counts = what == "count"
        self._reach = keep + LATENESS
        self._limit = _FEW
        self.series: dict[Key, Series] = {}
        self.own: list[tuple[Key, Instant, Any]] = []

    def add(self, key: Key, time: Instant, mark: Instant, value: Any = 1) -> int:
        """Counts, and says what no total of the key is more than now; of a sum, nothing."""
        floor = mark - self._reach
        if time <= floor:
            self.own.append((key, time, value))
            return ANY
        series = self.series.get(key)
        if series is None:
            if len(self.series) >= self._limit:
                self.forget(mark)
                self._limit = 2 * len(self.series) + _FEW
            series = self.make(key)
        elif series.times[len(series.times) // 2] <= floor:
            # Half of it at a time: what is gone is not seen, and moving the rest costs.
            series.forget(floor)
        times = series.times
        if self._counts and (not times or time >= times[-1]):
            # As `Times.add` does it; nearly every message that is counted ends here.
            times.append(time)
            return len(times)
        return series.add(time, value)

    def make(self, key: Key) -> Series:
        """A new series for a key; something must be added to it at once."""
        series = self.series[key] = self._make()
        return series

    def total(self, key: Key, length: Duration, now: Instant, mark: Instant) -> int:
        """The aggregate over ``(now - length, now]``; sums in their own small unit."""
        series = self.series.get(key)
        if now >= mark:
            # Nothing is late: no window is longer than what is kept.
            return 0 if series is None else series.within(now - length, now)
        low = now - length
        own = [value for k, time, value in self.own if k == key and low < time <= now]
        low = max(low, mark - self._reach)
        if series is None or low >= now:
            return _of_own(self._make, own)
        return series.within(low, now, own)

    def forget(self, mark: Instant) -> None:
        """Drops everything that no window sees any more."""
        floor = mark - self._reach
        for key, series in list(self.series.items()):
            if series.times[-1] <= floor:
                del self.series[key]
            elif series.times[0] <= floor:
                series.forget(floor)


def _of_own(make: type[Series], own: Sequence[Any]) -> int:
    if make is Sums:
        return sum(own)
    return len(set(own)) if make is Values else len(own)


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
