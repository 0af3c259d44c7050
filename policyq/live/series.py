"""What one key of a trailing window holds: the times of what was counted, and beside them its values.

There are as many of these as there are active members and windows, so they are small: times and sums
stand in one array each, without an object around it, and of few different values no index is kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from policyq.vocabulary.types import Instant

if TYPE_CHECKING:
    _Array: TypeAlias = array[int]
else:
    _Array = array

ANY: Final = 1 << 62
"""More than anything that is counted."""

#: Of how many values at most they are told apart anew each time.
_FEW = 8


class Times(_Array):
    """How often: the times, sorted."""

    __slots__ = ()

    def add(self, time: Instant, value: Any = 1) -> int:
        """Counts; and says what no total is more than."""
        if self and time < self[-1]:
            self.insert(bisect_right(self, time), time)
        else:
            self.append(time)
        return len(self)

    def within(self, low: Instant, now: Instant, own: Sequence[Any] = ()) -> int:
        """How many there are in ``(low, now]``, and ``own``."""
        end = len(self) if self[-1] <= now else bisect_right(self, now)
        return end - bisect_right(self, low, 0, end) + len(own)

    def forget(self, floor: Instant) -> None:
        """Drops what is not after ``floor``."""
        del self[: bisect_right(self, floor)]

    def oldest(self) -> Instant:
        """The first time."""
        return self[0]

    def middle(self) -> Instant:
        """The time before which one half is."""
        return self[len(self) // 2]

    def newest(self) -> Instant:
        """The last time."""
        return self[-1]

    @property
    def times(self) -> Sequence[Instant]:
        """When each of them was, sorted."""
        return self

    def saved(self) -> list[Any]:
        """The times, and the values if they differ."""
        return [list(self)]


class _Halves:
    """How much: first the times, sorted, then for each the sum up to and including it."""

    __slots__ = ()

    def add(self: Any, time: Instant, value: int) -> int:
        """As `Times.add`. Of sums that are too great for it, a `Sums` raises `OverflowError`, unchanged."""
        half = len(self) // 2
        place = bisect_right(self, time, 0, half)
        if place == half:
            self.append((self[-1] if half else 0) + value)
            self.insert(half, time)
            return ANY
        sums = [(self[half + place - 1] if place else 0) + value]
        sums += [one + value for one in self[half + place :]]
        self.replace([*self[:place], time, *self[place : half + place], *sums])
        return ANY

    def within(self: Any, low: Instant, now: Instant, own: Sequence[int] = ()) -> int:
        half = len(self) // 2
        end = half if self[half - 1] <= now else bisect_right(self, now, 0, half)
        start = bisect_right(self, low, 0, end)
        upper: int = self[half + end - 1] if end else 0
        return upper - (self[half + start - 1] if start else 0) + sum(own)

    def forget(self: Any, floor: Instant) -> None:
        half = len(self) // 2
        count = bisect_right(self, floor, 0, half)
        if count:
            base = self[half + count - 1]
            self.replace([*self[count:half], *(one - base for one in self[half + count :])])

    def oldest(self: Any) -> Instant:
        oldest: Instant = self[0]
        return oldest

    def middle(self: Any) -> Instant:
        middle: Instant = self[len(self) // 4]
        return middle

    def newest(self: Any) -> Instant:
        newest: Instant = self[len(self) // 2 - 1]
        return newest

    @property
    def times(self: Any) -> Sequence[Instant]:
        times: Sequence[Instant] = self[: len(self) // 2]
        return times

    def saved(self: Any) -> list[Any]:
        half = len(self) // 2
        before = [0, *self[half:]]
        return [
            list(self[:half]), [b - a for a, b in zip(before, self[half:], strict=False)]
        ]  # fmt: skip


class Sums(_Halves, _Array):
    """How much, of sums that 64 bits can hold."""

    __slots__ = ()

    def replace(self, held: Iterable[int]) -> None:
        """Puts something else in the place of all."""
        self[:] = array("q", held)


class Wide(_Halves, list[int]):
    """How much, of any sums."""

    __slots__ = ()

    def replace(self, held: Iterable[int]) -> None:
        """Puts something else in the place of all."""
        self[:] = held


class Values:
    """How many different: every value with its time, and, where there are more than a few, the last
    time of each value, sorted.

    The last times answer for an event that is the newest; a late one counts afresh."""

    __slots__ = ("last", "lasts", "times", "values")

    def __init__(self) -> None:
        self.times = array("q")
        self.values: list[str] = []
        self.last: dict[str, Instant] | None = None
        self.lasts: _Array | None = None

    def oldest(self) -> Instant:
        """The first time."""
        return self.times[0]

    def middle(self) -> Instant:
        """The time before which one half is."""
        return self.times[len(self.times) // 2]

    def newest(self) -> Instant:
        """The last time."""
        return self.times[-1]

    def add(self, time: Instant, value: str) -> int:
        """As `Times.add`."""
        place = bisect_right(self.times, time)
        self.times.insert(place, time)
        self.values.insert(place, value)
        if self.last is None or self.lasts is None:
            return self._index()
        last = self.last.get(value)
        if last is None or time > last:
            if last is not None:
                del self.lasts[bisect_right(self.lasts, last) - 1]
            self.last[value] = time
            self.lasts.insert(bisect_right(self.lasts, time), time)
        return len(self.last)

    def _index(self) -> int:
        """Notes the last times, if it is time to."""
        if len(self.values) <= _FEW:
            return len(self.values)
        self.last = dict(zip(self.values, self.times, strict=True))
        self.lasts = array("q", sorted(self.last.values()))
        return len(self.last)

    def within(self, low: Instant, now: Instant, own: Sequence[str] = ()) -> int:
        """How many different ones there are in ``(low, now]`` and ``own``."""
        if self.lasts is not None and not own and self.times[-1] <= now:
            return len(self.lasts) - bisect_right(self.lasts, low)
        return len({*self.met(low, now), *own})

    def met(self, low: Instant, now: Instant) -> Sequence[str]:
        """The values in ``(low, now]``."""
        end = bisect_right(self.times, now)
        return self.values[bisect_right(self.times, low, 0, end) : end]

    def forget(self, floor: Instant) -> None:
        """Drops what is not after ``floor``."""
        count = bisect_right(self.times, floor)
        if len(self.values) - count <= _FEW:
            self.last = self.lasts = None
        if self.last is not None and self.lasts is not None:
            for value, time in zip(self.values[:count], self.times[:count], strict=True):
                if self.last.get(value) == time:
                    del self.last[value]
            del self.lasts[: bisect_right(self.lasts, floor)]
        del self.times[:count], self.values[:count]

    def saved(self) -> list[Any]:
        """The times and the values."""
        return [list(self.times), list(self.values)]


Series: TypeAlias = Times | Sums | Wide | Values


def series(what: str) -> Series:
    """An empty series, for what is counted: ``count``, ``sum`` or ``distinct``."""
    if what == "distinct":
        return Values()
    return Times("q") if what == "count" else Sums("q")
