"""What the folds of single characters make one: two characters are the same if folds lead from
one to the other.

Each fold of `ONE_FOR_ONE` pairs characters (``Ａ`` with ``A``, ``賭`` with ``赌``). Under a set of
folds, characters that a chain of such pairs joins are one class, so a wider set never parts what
a narrower one joins. The pairs are read from tables in ``grammar/folds``; those of case and width
are the ones of `policyq.text.fold`.

Two kinds of characters are hidden: with ``separators`` those that show nothing, with ``accents``
the marks that are set on letters. They are passed over as if they were not there. A separator is
seen, and `policyq.text.definition` says where one may stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from policyq.resources import read_text
from policyq.text.fold import BROKEN, SURROGATES, cases, table_of, widths
from policyq.text.folds import ONE_FOR_ONE, ORDER

LAST_FOLDED: Final = 0x3134F
"""No character after this one is paired with another; a test says so."""


@cache
def canonical(folds: frozenset[str]) -> str:
    """A table for `str.translate`: characters that are the same under ``folds`` become the same.

    One character becomes one, and what the others have in common is the one that no fold
    changes. Folds that are not `ONE_FOR_ONE` count for nothing. Lone surrogates are U+FFFD.
    """
    return _table(folds & ONE_FOR_ONE)


@lru_cache(maxsize=1 << 16)
def cost(written: str, meant: str, folds: frozenset[str]) -> int | None:
    """The fewest folds that make two characters the same, as `bits`; ``None`` if none do.

    Of two sets with as many folds the one whose folds are declared first.
    """
    written, meant = _whole(written), _whole(meant)
    if written == meant:
        return 0
    if written.translate(canonical(folds)) != meant.translate(canonical(folds)):
        return None
    known = sorted(folds & ONE_FOR_ONE, key=ORDER.__getitem__)
    for count in range(1, len(known) + 1):
        for some in sorted(combinations(known, count), key=bits):
            if _leads(written, meant, some):
                return bits(some)
    raise AssertionError("one class, and no way from one to the other")


@cache
def changed(folds: frozenset[str]) -> dict[str, str]:
    """The characters that `canonical` changes, and into what; without halves of surrogate pairs."""
    table = canonical(folds)
    paired = {one for fold in folds & ONE_FOR_ONE for pair in _pairs(fold) for one in pair}
    return {one: same for one in sorted(paired) if (same := one.translate(table)) != one}


def bits(folds: tuple[str, ...] | frozenset[str]) -> int:
    """A set of folds as a number, in which the fold declared first is the lowest bit."""
    return sum(1 << ORDER[fold] for fold in folds)


@lru_cache(maxsize=1 << 12)
def names(mask: int) -> tuple[str, ...]:
    """The folds of `bits`, as they are declared."""
    return tuple(fold for fold, place in ORDER.items() if mask >> place & 1)


@cache
def hidden(folds: frozenset[str]) -> dict[str, int]:
    """The characters that are passed over, with the bit of the fold that does it."""
    passed: dict[str, int] = {}
    if "accents" in folds:
        passed |= dict.fromkeys("".join(_ranges("marks")), bits(("accents",)))
    if "separators" in folds:
        passed |= dict.fromkeys("".join(_ranges("invisible")), bits(("separators",)))
    return passed


@cache
def separators() -> frozenset[str]:
    """Spaces, punctuation, symbols, emoji, line breaks: what is seen and is no letter or digit."""
    return frozenset("".join([*_ranges("separators"), BROKEN, *map(chr, SURROGATES)]))


# -- the tables ------------------------------------------------------------------------------------


def rows(name: str) -> Iterator[str]:
    """The rows of a table in ``grammar/folds``, without its head."""
    for line in read_text(f"grammar/folds/{name}.txt").split("\n"):
        if line and not line.startswith("# "):
            yield line


def _ranges(name: str) -> Iterator[str]:
    """The characters of each row."""
    for row in rows(name):
        first, _, last = row.partition("-")
        yield "".join(map(chr, range(int(first, 16), int(last or first, 16) + 1)))


@cache
def _pairs(fold: str) -> tuple[tuple[str, str], ...]:
    """Each character that ``fold`` changes, and into what."""
    if fold == "case":
        return cases()
    if fold == "width":
        return widths()
    return tuple((member, row[0]) for row in rows(fold) for member in row[2:])


@cache
def _table(folds: frozenset[str]) -> str:
    pairs = [pair for fold in folds for pair in _pairs(fold)]
    changed = {one for one, _ in pairs}
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while one in above:
            one = above[one]
        return one

    for one, other in pairs:
        tops = {top(one), top(other)}
        # What no fold changes comes out on top, else the first in the order of code points.
        first = min(tops, key=lambda each: (each in changed, each))
        above |= dict.fromkeys(tops - {first}, first)
    return table_of(((one, top(one)) for one in above), LAST_FOLDED)


@cache
def _neighbours() -> dict[str, list[tuple[str, str]]]:
    """For each character the ones it is paired with, and by which fold."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fold in ONE_FOR_ONE:
        for one, other in _pairs(fold):
            found[one].append((fold, other))
            found[other].append((fold, one))
    return found


def _leads(written: str, meant: str, folds: tuple[str, ...]) -> bool:
    """Whether a chain of pairs of ``folds`` joins the two."""
    reached, ahead = {written}, [written]
    while ahead:
        for fold, other in _neighbours().get(ahead.pop(), ()):
            if fold in folds and other not in reached:
                reached.add(other)
                ahead.append(other)
    return meant in reached


def _whole(character: str) -> str:
    return BROKEN if ord(character) in SURROGATES else character
