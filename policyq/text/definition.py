"""When a word is found in a text: the definition, and the slow matcher that is nothing else.

A word *c1 c2 … cn* is found in a piece of the text that can be cut into *p1 g1 p2 g2 … pn*, where

- each *p* stands for its *c*: as the same character under the folds (`policyq.text.characters`)
  or as one of its stand-ins (`policyq.text.standins`);
- with ``repeats``, a character of a *p* may come again and again, where a further one of the same
  kind is not needed: 妈 is not 妈妈, but 妈妈妈 is;
- with ``separators``, a *g* may hold up to `MOST_SEPARATORS` separators, except in a word that is
  nothing but separators; and white space within the word may be missing;
- hidden characters (`policyq.text.characters.hidden`) are passed over, in the word too.

A reading that is vetoed (`policyq.text.vetoes`) does not count. Of the pieces that end alike, the
shortest that is left counts (of more than `MOST_STARTS`, only the shortest are looked at), and of
its readings the one with the fewest folds is named. A piece that holds a smaller one of the same
word does not count. Hits of different words may overlap and lie inside one another, and all
count. Words that the folds make equal are one word, called by the smallest of its spellings; a
word of which nothing is seen is nowhere.

A message has at most `MOST_HITS` hits: the first ones by (start, end, word). Nothing is lost by
it in practice, and a hostile text cannot make the evidence large.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from policyq.text.characters import bits, canonical, cost, hidden, names, separators
from policyq.text.fold import translated
from policyq.text.folds import ONE_FOR_ONE, STRICTLY
from policyq.text.needles import Needle, needle, price
from policyq.text.vetoes import is_vetoed

MOST_HITS: Final = 1000
"""A result of this length may have been cut."""

MOST_SEPARATORS: Final = 4
"""How many separators may stand between two characters; hidden characters do not count."""


MOST_STARTS: Final = 4
"""How many pieces that end alike are looked at: it keeps a run of one character from costing more
than its length."""


class Hit(NamedTuple):
    """``text[start:end]``, in code points of the original text, is ``word`` but for ``folds``."""

    word: str
    start: int
    end: int
    folds: tuple[str, ...] = ()


def hits_slowly(words: Sequence[str], text: str, folds: frozenset[str] = STRICTLY) -> list[Hit]:
    """Every hit of every word, sorted by (start, end, word)."""
    pieces = _as_long if folds <= ONE_FOR_ONE and not hidden(folds) else _pieces
    found = smallest(best(text, *piece) for piece in pieces(words, text, folds))
    return sorted(found, key=lambda hit: (hit.start, hit.end, hit.word))[:MOST_HITS]


def hits_within(one: Needle, text: str, start: int, end: int, folds: frozenset[str]) -> list[Hit]:
    """What `hits_slowly` finds of one word, of the pieces in ``text[start:end]``.

    No piece may lie across its borders, for it could be the one that counts.
    """
    pieces = _pieces_of(one, _reading(text[start:end], start, folds), folds)
    return list(islice(smallest(best(text, *piece) for piece in pieces), MOST_HITS))


def forms(words: Iterable[str], folds: frozenset[str]) -> dict[str, str]:
    """From what the folds make of a word to the smallest of its spellings, sorted."""
    # Of those that become the same the smallest comes last, and stays.
    every = sorted(words, reverse=True)
    found = dict(zip(formed(every, folds), every, strict=True))
    found.pop("", None)
    return {same: found[same] for same in sorted(found)}


def formed(words: Sequence[str], folds: frozenset[str]) -> list[str]:
    """The `form` of each word: of many at once, where nothing of them is hidden."""
    passed = hidden(folds)
    if passed and not passed.keys().isdisjoint({*"".join(words)}):
        return [form(word, folds) for word in words]
    return translated(words, canonical(folds))


def form(word: str, folds: frozenset[str]) -> str:
    """What the folds make of a word; "" if nothing of it is seen."""
    passed = hidden(folds)
    if not passed.keys().isdisjoint(word):
        word = "".join(one for one in word if one not in passed)
    return word.translate(canonical(folds))


# -- pieces ----------------------------------------------------------------------------------------

Readings: TypeAlias = frozenset[int]
"""The sets of folds, as bits, by which a piece can be read; none holds another."""

Starts: TypeAlias = dict[int, Readings]
"""From where a piece starts to its readings."""

Frontier: TypeAlias = dict[tuple[int, int], Starts]
"""From (state, separators since the last character) to the pieces that are begun."""

Pieces: TypeAlias = tuple[str, int, Starts]
"""A word, an end, and the pieces that end there."""


class _List(NamedTuple):
    """The graphs of a list of words, and which of them can begin with a character."""

    needles: tuple[Needle, ...]
    beginning: dict[str, list[int]]


class Seen(NamedTuple):
    """A character of the text that is not hidden."""

    offset: int
    written: str
    same: str
    """What the folds make of it."""
    passed: int
    """The folds, as bits, that pass over what is hidden before it."""


def _pieces(words: Sequence[str], text: str, folds: frozenset[str]) -> Iterator[Pieces]:
    """Of each word and each end the pieces, those of one word by their ends."""
    needles, beginning = _list(tuple(words), folds)
    active: dict[int, Frontier] = {}
    before: list[str] = []
    for seen in _reading(text, 0, folds):
        following: dict[int, Frontier] = {}
        for index in {*active, *beginning.get(seen.same, ())}:
            one = needles[index]
            frontier = step(one, active.get(index, {}), seen, before, folds)
            if frontier:
                following[index] = frontier
                if (one.last, 0) in frontier:
                    yield one.word, seen.offset + 1, frontier[one.last, 0]
        active = following
        before.append(seen.same)


def _pieces_of(one: Needle, reading: Iterator[Seen], folds: frozenset[str]) -> Iterator[Pieces]:
    """The same for a single word."""
    frontier: Frontier = {}
    before: list[str] = []
    first = one.may_begin()
    for seen in reading:
        if frontier or seen.same in first:
            frontier = step(one, frontier, seen, before, folds)
            if (one.last, 0) in frontier:
                yield one.word, seen.offset + 1, frontier[one.last, 0]
        before.append(seen.same)


def _as_long(words: Sequence[str], text: str, folds: frozenset[str]) -> Iterator[Pieces]:
    """The same where folds take one character for one: a piece is as long as the word."""
    same = text.translate(canonical(folds))
    for form, word in _forms(tuple(words), folds).items():
        start = same.find(form)
        while start >= 0:
            end, needed = start + len(form), 0
            for written, meant in zip(text[start:end], word, strict=True):
                needed |= cost(written, meant, folds) or 0
            yield word, end, {start: frozenset({needed})}
            start = same.find(form, start + 1)


def step(
    one: Needle, frontier: Frontier, seen: Seen, before: list[str], folds: frozenset[str]
) -> Frontier:
    """What the next character of the text makes of the pieces that are begun."""
    following: Frontier = {}
    may_part = "separators" in folds and one.solid and seen.written in separators()
    for (state, gap), starts in frontier.items():
        if state == one.last:
            continue
        here = _with(starts, seen.passed)
        apart = _with(here, _SEPARATORS if gap else 0)
        _take(one, state, apart, seen, folds, following)
        if "repeats" in folds and before[-1 - gap] == seen.same:
            _reach(following, (state, 0), _with(apart, _REPEATS))
        if may_part and gap < MOST_SEPARATORS:
            _reach(following, (state, gap + 1), here)
    _take(one, 0, {seen.offset: _NOTHING}, seen, folds, following)
    return following


def _take(
    one: Needle,
    state: int,
    starts: Starts,
    seen: Seen,
    folds: frozenset[str],
    following: Frontier,
) -> None:
    """Follow the steps from a state that the character allows."""
    for accepts, end in one.steps[state]:
        for reading in accepts.get(seen.same, ()):
            needed = price(seen.written, reading, folds)
            _reach(following, (end, 0), _with(starts, needed))
    if state in one.spaces:
        _take(one, state + 1, _with(starts, _SEPARATORS), seen, folds, following)


def _reach(frontier: Frontier, place: tuple[int, int], starts: Starts) -> None:
    known = frontier.get(place)
    if known is None:
        frontier[place] = starts
        return
    both = {
        start: _fewest(known.get(start, _NONE) | starts.get(start, _NONE))
        for start in known.keys() | starts.keys()
    }
    frontier[place] = {start: both[start] for start in sorted(both)[-MOST_STARTS:]}


_NONE: Final[Readings] = frozenset()
_NOTHING: Final[Readings] = frozenset({0})
_SEPARATORS: Final = bits(("separators",))
_REPEATS: Final = bits(("repeats",))


def _with(starts: Starts, mask: int) -> Starts:
    """The same pieces, with some more folds needed."""
    if not mask:
        return starts
    return {
        start: _fewest(frozenset(each | mask for each in readings))
        for start, readings in starts.items()
    }


def _fewest(readings: Readings) -> Readings:
    """Without those that hold another."""
    if len(readings) == 1:
        return readings
    return frozenset(
        each
        for each in readings
        if not any(other != each and other & each == other for other in readings)
    )


def _reading(part: str, first: int, folds: frozenset[str]) -> Iterator[Seen]:
    """The characters of a part of a text that begins at ``first``."""
    passed, skipped = hidden(folds), 0
    folded = part.translate(canonical(folds))
    for offset, (written, same) in enumerate(zip(part, folded, strict=True), first):
        if written in passed:
            skipped |= passed[written]
        else:
            yield Seen(offset, written, same, skipped)
            skipped = 0


@lru_cache(maxsize=256)
def _forms(words: tuple[str, ...], folds: frozenset[str]) -> dict[str, str]:
    """`forms`, for lists that are asked again with the next text."""
    return forms(words, folds)


@lru_cache(maxsize=64)
def _list(words: tuple[str, ...], folds: frozenset[str]) -> _List:
    made = (needle(word, folds) for word in _forms(words, folds).values())
    needles = tuple(one for one in made if one is not None)
    beginning: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(needles):
        for same in one.may_begin():
            beginning[same].append(index)
    return _List(needles, beginning)


# -- which pieces count ----------------------------------------------------------------------------


def best(text: str, word: str, end: int, starts: Starts) -> Hit | None:
    """The hit that ends there, if a reading is left."""
    for start in sorted(starts, reverse=True):
        for mask in sorted(starts[start], key=lambda each: (each.bit_count(), each)):
            if not is_vetoed(word, text, start, end, mask):
                return Hit(word, start, end, names(mask))
    return None


def smallest(hits: Iterable[Hit | None]) -> Iterator[Hit]:
    """Without those that hold another of the same word. Those of one word come by their end."""
    latest: dict[str, int] = {}
    for hit in hits:
        if hit is not None and hit.start > latest.get(hit.word, -1):
            latest[hit.word] = hit.start
            yield hit
