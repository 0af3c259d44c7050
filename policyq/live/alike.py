"""The trailing windows of a counter by similar text: each text has its own series, and a total is over
those of all texts that are nearly the same.

The law stands in `policyq.ir.meaning`, likewise that of how many texts are remembered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policyq.live.series import ANY, Series, Values
from policyq.live.windows import Key, Trailing
from policyq.text import alike
from policyq.vocabulary.types import Duration, Instant


class Alike(Trailing):
    """As `Trailing`, by keys of which the last part is the letters of a text."""

    __slots__ = ("_files",)

    def __init__(self, what: str, keep: Duration) -> None:
        super().__init__(what, keep)
        self._files: dict[tuple[str, ...], alike.Files] = {}
        """By what stands before the text in a key."""

    def add(self, key: Key, time: Instant, mark: Instant, value: Any = 1) -> int:
        floor = mark - self.reach
        if time <= floor:
            self.own.append((key, time, value))
            return ANY
        known = self.held.get(key)
        if known is not None and _newest(known) <= floor:
            self._drop(key)
            known = None
        if known is None and len(self.held) >= alike.MOST:
            self._make_room(mark)
        super().add(key, time, mark, value)
        return ANY

    def begin(self, key: Key, time: Instant, value: Any = 1) -> int:
        before, letters = _split(key)
        self._files.setdefault(before, alike.Files()).add(letters)
        return super().begin(key, time, value)

    def total(self, key: Key, length: Duration, now: Instant, mark: Instant) -> int:
        low = now - length
        own = self._own(key, low, now) if self.own else []
        if now < mark:
            low = max(low, mark - self.reach)
        near = [self.of(one) for one in self._near(key)] if low < now else []
        found = [one for one in near if one is not None]
        if self._what == "distinct":
            different = set(own)
            for one in found:
                if isinstance(one, Values):
                    different.update(one.met(low, now))
            return len(different)
        # Of a count each value is 1.
        total: int = sum(own)
        return total + sum(one.within(low, now) for one in found)

    def forget(self, mark: Instant) -> None:
        floor = mark - self.reach
        for key, held in list(self.held.items()):
            if _newest(held) <= floor:
                self._drop(key)
        super().forget(mark)

    def _own(self, key: Key, low: Instant, now: Instant) -> list[Any]:
        before, letters = _split(key)
        return [
            value
            for other, time, value in self.own
            if low < time <= now
            and _split(other)[0] == before
            and alike.alike(letters, _split(other)[1])
        ]

    def _near(self, key: Key) -> Iterator[Key]:
        before, letters = _split(key)
        files = self._files.get(before)
        for one in files.near(letters) if files is not None else ():
            yield (*before, one) if before else one

    def _drop(self, key: Key) -> None:
        before, letters = _split(key)
        del self.held[key]
        files = self._files[before]
        files.drop(letters)
        if not files:
            del self._files[before]

    def _make_room(self, mark: Instant) -> None:
        self.forget(mark)
        if len(self.held) >= alike.MOST:
            ordered = sorted(self.held, key=lambda one: (_newest(self.held[one]), one))
            for key in ordered[: len(ordered) // 2]:
                self._drop(key)


def _newest(held: Series | Instant) -> Instant:
    return held if isinstance(held, int) else held.newest()


def _split(key: Key) -> tuple[tuple[str, ...], str]:
    return ((), key) if isinstance(key, str) else (key[:-1], key[-1])
