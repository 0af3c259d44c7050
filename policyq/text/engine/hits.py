"""What is found in one text becomes hits.

A word without separators is found as it is; what remains to be told is its place and its folds.
Of words that hold separators (``c++``, ``t.me``) the automaton tells where one may be, and the
definition is asked about that place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from policyq.text.characters import canonical, separators
from policyq.text.definition import MOST_HITS, MOST_STARTS, Hit, hits_within
from policyq.text.engine.automaton import Place
from policyq.text.engine.searched import LONG, Searched, found, hit_at, is_apart, last_of
from policyq.text.engine.stream import Stream, numbers_of, parted
from policyq.text.engine.strings import Sought
from policyq.text.needles import needle

if TYPE_CHECKING:
    from policyq.text.engine.alphabet import Numbers


def quick_hits(
    one: Searched, text: str, longest: list[Place], numbers: Numbers
) -> list[Hit] | None:
    """The hits of a text that needs no closer look, in no order; ``None`` if it needs one.

    ``longest``, ``numbers``: what `Searched.look` says of it.
    """
    stream = Stream(one.alphabet, numbers, one.passes)
    width = one.alphabet.width
    hits: list[Hit] = []
    for start, end, number in one.automaton.all(longest):
        for sought in one.strings.says(number):
            some = settled(one, stream, start // width, end // width, sought, text, 0)
            if some is None or start % width or len(hits) >= MOST_HITS:
                return None
            hits += some
    return hits


def settled(
    one: Searched, stream: Stream, first: int, end: int, sought: Sought, text: str, begin: int
) -> Sequence[Hit] | None:
    """What comes of one string in a stream: a hit or none; ``None`` if it needs a closer look.

    ``begin``: where in the stream's text ``text`` begins.
    """
    last = last_of(one, stream, first, end, sought)
    if last is None:
        return ()
    if sought.word in one.odd:
        start, behind = _around(stream, first, last, begin, len(text))
        return None if _may_be(one.words[sought.word][1], text[start:behind], one.folds) else ()
    start, behind = stream.place(first) - begin, stream.place(last) + 1 - begin
    if behind - start > LONG:
        return None
    if is_apart(one, text, start, behind, last + 1 - first):
        return ()
    hit = hit_at(one, text, start, behind, sought.word)
    if hit is not None:
        return (hit,)
    return None if one.repeats and _goes_on(stream, first, last) else ()


def plain_hits(one: Searched, text: str) -> list[Hit]:
    """The hits of the words that are not odd; the first ones of very many, at least."""
    numbers = numbers_of(one.alphabet, text)
    stream = Stream(one.alphabet, parted(one.alphabet, numbers), one.passes)
    hits: dict[Hit, None] = {}
    enough = len(text)
    for first, last, index in found(one, stream):
        # Those with the same start may come in any order, and with repeats from a little before.
        if stream.place(max(0, first - MOST_STARTS)) > enough:
            break
        if index in one.odd:
            continue
        hit = hit_at(one, text, stream.place(first), stream.place(last) + 1, index)
        if hit is not None:
            hits[hit] = None
        elif one.repeats:
            hits |= dict.fromkeys(_instead(one, stream, text, first, last, index))
        if enough == len(text) and len(hits) >= MOST_HITS:
            enough = max(hit.start for hit in hits)
    return list(hits)


def _instead(
    one: Searched, stream: Stream, text: str, first: int, last: int, index: int
) -> Iterator[Hit]:
    """The hits that count where a piece is vetoed: with more of the run that it begins with, or of
    the one that it ends with."""
    if _goes_on(stream, first, last):
        start = stream.place(max(stream.run_start(first), first - MOST_STARTS))
        end = stream.place(stream.run_end(last) - 1) + 1
        yield from _closely(one.words[index][1], text, start, end, one.folds)


def _goes_on(stream: Stream, first: int, last: int) -> bool:
    """Whether the run that a piece begins with, or the one that it ends with, is longer."""
    return stream.run_start(first) < first or stream.run_end(last) > last + 1


def odd_hits(one: Searched, text: str) -> list[Hit]:
    """The hits of words with separators, in no order."""
    stream = Stream(one.alphabet, numbers_of(one.alphabet, text), one.passes)
    windows: dict[int, list[tuple[int, int]]] = {}
    for first, last, index in found(one, stream):
        window = _around(stream, first, last, 0, len(text))
        some = windows.setdefault(index, [])
        if some and window[0] < some[-1][1]:
            some[-1] = some[-1][0], max(window[1], some[-1][1])
        else:
            some.append(window)
    return [
        hit
        for index, some in windows.items()
        for start, end in some
        for hit in _closely(one.words[index][1], text, start, end, one.folds)
    ]


def _around(stream: Stream, first: int, last: int, begin: int, size: int) -> tuple[int, int]:
    """A piece with all that may be part of a word there: separators, and characters repeated.

    ``begin``: where in the stream's text the text begins; ``size``: how long it is.
    """
    first, last = stream.run_start(first), stream.run_end(last)
    start = stream.place(first - 1) + 1 - begin if first else 0
    end = stream.place(last) - begin if last < len(stream.left) else size
    return max(0, start), min(end, size)


def _closely(word: str, text: str, start: int, end: int, folds: frozenset[str]) -> Sequence[Hit]:
    """The hits of a word within a part of a text that none lies across."""
    one = needle(word, folds) if _may_be(word, text[start:end], folds) else None
    return hits_within(one, text, start, end, folds) if one else ()


def _may_be(word: str, piece: str, folds: frozenset[str]) -> bool:
    """Whether a piece has the separators of a word."""
    return _held(word, folds).issubset(piece.translate(canonical(folds)))


@lru_cache(maxsize=1 << 12)
def _held(word: str, folds: frozenset[str]) -> frozenset[str]:
    """The separators in a word that may not be missing."""
    held = (one for one in word if one in separators() and not one.isspace())
    return frozenset("".join(held).translate(canonical(folds)))
