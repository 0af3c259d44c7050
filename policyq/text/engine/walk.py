"""The definition for one word, quickly where texts are alike.

What `policyq.text.definition.step` makes of the pieces that are begun depends on them and on the
next character, not on where in the text they are. So pieces begin so many characters *ago*, and
what has come of the same once is not worked out again: a text that repeats itself, as hostile ones
do, costs little more than to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from policyq.text.characters import canonical, hidden
from policyq.text.definition import (
    MOST_HITS,
    Frontier,
    Hit,
    Readings,
    Seen,
    Starts,
    best,
    smallest,
    step,
)
from policyq.text.needles import Needle
from policyq.text.vetoes import LONGEST_RUN

MOST_KNOWN: Final = 5_000
"""How much is kept for one word, at most."""

_SHORT: Final = 100
"""A piece that is longer is looked at anew each time."""


class Walk:
    """One word, and what is known of it."""

    def __init__(self, one: Needle, folds: frozenset[str]) -> None:
        self._needle, self._folds = one, folds
        self._forget()

    def _forget(self) -> None:
        self._frontiers: list[Frontier] = [{}]
        self._numbers: dict[frozenset[object], int] = {frozenset(): 0}
        self._gaps: list[tuple[int, ...]] = [()]
        self._ends: list[Starts | None] = [None]
        self._next: dict[tuple[object, ...], int] = {}

    def hits(self, text: str, start: int, end: int) -> list[Hit]:
        """As `policyq.text.definition.hits_within`."""
        return list(islice(smallest(self._all(text, start, end)), MOST_HITS))

    def _all(self, text: str, start: int, end: int) -> Iterator[Hit | None]:
        passed, part = hidden(self._folds), text[start:end]
        now, skipped, latest = 0, 0, start
        recent: list[str] = []
        for offset, (written, same) in enumerate(
            zip(part, part.translate(canonical(self._folds)), strict=True), start
        ):
            if written in passed:
                skipped |= passed[written]
                continue
            if now:
                back = [recent[-1 - gap] for gap in self._gaps[now]]
                key = (now, written, skipped, offset - latest, *back)
            else:
                key = (0, written)
            following = self._next.get(key)
            if following is None:
                seen = Seen(0, written, same, skipped)
                following = self._step(now, offset - latest, seen, recent, key)
            now = following
            if self._ends[now] is not None:
                yield self._hit(text, offset, now)
            recent.append(same)
            skipped, latest = 0, offset

    def _step(
        self, now: int, ago: int, seen: Seen, recent: list[str], key: tuple[object, ...]
    ) -> int:
        frontier = {
            place: {start - ago: readings for start, readings in starts.items()}
            for place, starts in self._frontiers[now].items()
        }
        if len(self._next) > MOST_KNOWN:
            self._forget()
            key = ()
        after = step(self._needle, frontier, seen, recent, self._folds)
        name = frozenset((place, frozenset(starts.items())) for place, starts in after.items())
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self._frontiers)
            self._frontiers.append(after)
            self._gaps.append(tuple(sorted({gap for _, gap in after})))
            self._ends.append(after.get((self._needle.last, 0)))
        if key:
            self._next[key] = number
        return number

    def _hit(self, text: str, offset: int, now: int) -> Hit | None:
        """The hit of those pieces that end with a character."""
        starts = self._ends[now] or {}
        first, end = offset + min(starts), offset + 1
        if end - first > _SHORT:
            here = {offset + ago: readings for ago, readings in starts.items()}
            return best(text, self._needle.word, end, here)
        begin = max(0, first - LONGEST_RUN)
        around = text[begin : end + LONGEST_RUN]
        hit = _best(around, self._needle.word, end - begin, frozenset(starts.items()))
        return hit and hit._replace(start=hit.start + begin, end=end)


@lru_cache(maxsize=1 << 12)
def _best(around: str, word: str, end: int, ago: frozenset[tuple[int, Readings]]) -> Hit | None:
    return best(around, word, end, {end - 1 + start: readings for start, readings in ago})
