"""Which folds a piece of a text needs to be a word, once it is known to be one.

The same answer as `policyq.text.definition` gives, for folds that take one character for one, for
repeats, and for what stands between characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from policyq.text.characters import bits, canonical, cost, hidden, separators

_SEPARATORS = bits(("separators",))
_REPEATS = bits(("repeats",))


@lru_cache(maxsize=1 << 14)
def reading(piece: str, word: str, folds: frozenset[str], parted: bool) -> int:
    """The smallest set of folds, as bits, by which ``piece`` reads as ``word``.

    ``parted``: whether separators may stand between the characters of the word.
    """
    passed, table = hidden(folds), canonical(folds)
    if piece == word and passed.keys().isdisjoint(word):
        return 0
    apart = separators() if parted else frozenset()
    seen = "".join(one for one in piece if one not in passed and one not in apart)
    meant = "".join(one for one in word if one not in passed)
    mask = _between(piece, passed, apart)
    if len(seen) == len(meant):
        return mask | _together(zip(seen, meant, strict=True), folds)
    return min(_readings(seen, meant, mask | _REPEATS, table, folds), key=_size)


def _size(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask


def _between(piece: str, passed: Mapping[str, int], apart: frozenset[str]) -> int:
    mask = 0
    for one in set(piece):
        mask |= passed.get(one, 0) or (_SEPARATORS if one in apart else 0)
    return mask


def _together(pairs: Iterable[tuple[str, str]], folds: frozenset[str]) -> int:
    mask = 0
    for written, meant in pairs:
        mask |= cost(written, meant, folds) or 0
    return mask


def _readings(seen: str, meant: str, mask: int, table: str, folds: frozenset[str]) -> set[int]:
    """The sets of folds, one for each choice of the characters that are the word's own."""
    readings, at = {mask}, 0
    lengths = [len(list(run)) for _, run in groupby(meant.translate(table))]
    for length, (_, run) in zip(lengths, groupby(seen.translate(table)), strict=True):
        end = at + len(list(run))
        some, own = seen[at:end], meant[:length]
        readings = {known | more for known in readings for more in _run(some, own, folds)}
        at, meant = end, meant[length:]
    return readings


def _run(some: str, own: Sequence[str], folds: frozenset[str]) -> set[int]:
    """The ways to choose from a run of characters, the first and some others in their order."""
    if len(some) == len(own):
        return {_together(zip(some, own, strict=True), folds)}
    # How many of the word's own characters a choice has, and the folds that it needs.
    reached = {(1, cost(some[0], own[0], folds) or 0)}
    idle: set[str] = set()  # what has led no further since something did
    for written in some[1:]:
        if written not in idle:
            more = {
                (count + 1, known | (cost(written, own[count], folds) or 0))
                for count, known in reached
                if count < len(own)
            }
            idle = idle | {written} if more <= reached else set()
            reached |= more
    return {known for count, known in reached if count == len(own)}
