"""A word as a graph: the characters that may follow one another in a text for it to be the word.

State 0 is before the word, state ``last`` behind it. A step takes one character of the text from
one state to another and costs some folds. Along the states 0, 1, 2 … ``last`` the characters of
the word stand for themselves; the folds that take several characters for one (``split``,
``pinyin``), or the characters in another order, add states and steps of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from policyq.text.characters import bits, canonical, cost, hidden, separators
from policyq.text.standins import Standin, emoji_of_two, standins

MOST_SHUFFLED: Final = 8
"""The most characters of a word that is found in another order."""

Accepts: TypeAlias = Mapping[str, tuple[tuple[int, frozenset[str]], ...]]
"""From a canonical character to the readings of it: the folds needed, as bits, and any of which
characters it must be (other characters of the same class cost what leads to one of these)."""


class Needle(NamedTuple):
    """A word and its graph, under one set of folds."""

    word: str
    last: int
    steps: tuple[tuple[tuple[Accepts, int], ...], ...]
    """For each state the steps that lead on, and to where."""
    spaces: frozenset[int]
    """States whose next character is white space of the word, which ``separators`` may leave out."""
    solid: bool
    """Whether any character of the word is no separator: only then may separators come between."""

    def may_begin(self) -> set[str]:
        """The canonical characters that the word may begin with."""
        return {same for accepts, _ in self.steps[0] for same in accepts}


@lru_cache(maxsize=1 << 12)
def needle(word: str, folds: frozenset[str]) -> Needle | None:
    """The graph of ``word``; ``None`` if nothing of it can be seen."""
    seen = "".join(one for one in word if one not in hidden(folds))
    if not seen:
        return None
    graph = _Graph(len(seen))
    for place, one in enumerate(seen):
        graph.add(place, one, place + 1, folds)
    if "emoji" in folds:
        graph.add_emoji(seen, folds)
    if "reversed" in folds and seen != seen[::-1]:
        graph.reverse(seen, folds)
    if "shuffled" in folds and 2 <= len(seen) <= MOST_SHUFFLED:
        graph.shuffle(seen, folds)
    solid = not all(one in separators() for one in seen)
    inner = range(1, len(seen) - 1) if solid and "separators" in folds else ()
    spaces = frozenset(place for place in inner if seen[place].isspace())
    return Needle(word, len(seen), graph.steps(), spaces, solid)


def price(written: str, reading: tuple[int, frozenset[str]], folds: frozenset[str]) -> int:
    """The folds, as bits, that one reading of a written character needs."""
    mask, meant = reading
    return mask | _nearest(written, meant, folds)


@lru_cache(maxsize=1 << 16)
def _nearest(written: str, meant: frozenset[str], folds: frozenset[str]) -> int:
    if written in meant:
        return 0
    costs = [found for one in meant if (found := cost(written, one, folds)) is not None]
    return min(costs, key=lambda mask: (mask.bit_count(), mask))


class _Graph:
    """Steps as they are added; states beyond the word's own get the next free number."""

    def __init__(self, last: int) -> None:
        self._steps: list[list[tuple[Accepts, int]]] = [[] for _ in range(last + 1)]

    def steps(self) -> tuple[tuple[tuple[Accepts, int], ...], ...]:
        return tuple(map(tuple, self._steps))

    def state(self) -> int:
        self._steps.append([])
        return len(self._steps) - 1

    def add(self, start: int, one: str, end: int, folds: frozenset[str], extra: int = 0) -> None:
        """Every way in which a text may have ``one`` between two states."""
        singles, several = _ways(one, folds, extra)
        self._steps[start].append((singles, end))
        for path in several:
            state = start
            for accepts in path[:-1]:
                state, before = self.state(), state
                self._steps[before].append((accepts, state))
            self._steps[state].append((path[-1], end))

    def add_emoji(self, word: str, folds: frozenset[str]) -> None:
        """Emoji that stand for two characters of the word at once."""
        table = canonical(folds)
        for place in range(len(word) - 1):
            pair = word[place : place + 2]
            for meant, emoji in emoji_of_two(folds).get(pair.translate(table), ()):
                needed = bits(("emoji",))
                for one, other in zip(pair, meant, strict=True):
                    needed |= cost(one, other, folds) or 0
                self._steps[place].append((_accepts([(needed, emoji)], folds), place + 2))

    def reverse(self, word: str, folds: frozenset[str]) -> None:
        state = 0
        for left, one in enumerate(reversed(word)):
            end = len(word) if left == len(word) - 1 else self.state()
            self.add(state, one, end, folds, bits(("reversed",)))
            state = end

    def shuffle(self, word: str, folds: frozenset[str]) -> None:
        """States are the sets of characters that were there; those of a start of the word exist."""
        states = {(1 << length) - 1: length for length in range(len(word) + 1)}
        for taken in range((1 << len(word)) - 1):
            start = states.setdefault(taken, -1)
            if start < 0:
                start = states[taken] = self.state()
            for place, one in enumerate(word):
                after = taken | 1 << place
                in_order = taken == (1 << place) - 1
                if after != taken and not in_order:
                    if after not in states:
                        states[after] = self.state()
                    self.add(start, one, states[after], folds, bits(("shuffled",)))


@lru_cache(maxsize=1 << 15)
def _ways(
    one: str, folds: frozenset[str], extra: int
) -> tuple[Accepts, tuple[tuple[Accepts, ...], ...]]:
    """What stands for a character: single characters, and several one after another."""
    itself = Standin(0, (frozenset(one),))
    singles: list[tuple[int, frozenset[str]]] = []
    several: list[tuple[Accepts, ...]] = []
    for mask, path in (itself, *standins(one, folds)):
        if len(path) == 1:
            singles.append((mask | extra, path[0]))
        else:
            several.append(tuple(_accepts([(mask | extra, place)], folds) for place in path))
    return _accepts(singles, folds), tuple(several)


def _accepts(readings: list[tuple[int, frozenset[str]]], folds: frozenset[str]) -> Accepts:
    table = canonical(folds)
    found: dict[str, dict[int, set[str]]] = {}
    for mask, characters in readings:
        for one in characters:
            found.setdefault(one.translate(table), {}).setdefault(mask, set()).add(one)
    return {
        same: tuple(_reading(mask, frozenset(meant)) for mask, meant in by_mask.items())
        for same, by_mask in found.items()
    }


@lru_cache(maxsize=1 << 16)
def _reading(mask: int, meant: frozenset[str]) -> tuple[int, frozenset[str]]:
    """The same reading for all characters that have it: a syllable alone has hundreds."""
    return mask, meant
