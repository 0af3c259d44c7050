"""When two texts are nearly the same: exactly, and found without comparing each with each.

Of a text only its letters count: it is folded (case, width), and what is no letter falls away:
spaces, marks, digits, emoji. A *piece* is two characters that follow one another if the first is
Hangul, kana or Han (anything from U+1100 on), else four. Two texts are nearly the same if their
letters are equal, or if both have at least `LEAST` different pieces and of all the pieces that one
or the other has at least half are in both. What is behind the first `MOST_LETTERS` letters does not
count.

`Files` finds, among many texts, those that are nearly the same as one: by a list of texts for each
piece, so that only pieces in common cost anything.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import chain

from policyq.text.fold import fold

#: So many different pieces two texts must have to be nearly the same without being equal.
LEAST = 10
#: So many letters of a text are looked at.
MOST_LETTERS = 500
#: So many texts a counter remembers in a group, or over all groups.
MOST = 5000


def letters(text: str) -> str:
    """What counts of a text."""
    return letters_of(fold(text))


def letters_of(folded: str) -> str:
    """What counts of a text that is folded."""
    return "".join(filter(str.isalpha, folded))[:MOST_LETTERS]


@lru_cache(maxsize=4096)
def pieces(letters: str) -> frozenset[str]:
    """The pieces of a text, by its letters."""
    return frozenset(
        letters[at : at + (2 if one >= "\u1100" else 4)] for at, one in enumerate(letters[:-1])
    )


def alike(one: str, other: str) -> bool:
    """Whether two texts, by their letters, are nearly the same."""
    if one == other:
        return True
    some, others = pieces(one), pieces(other)
    return min(len(some), len(others)) >= LEAST and _half(
        len(some & others), len(some), len(others)
    )


def _half(both: int, one: int, other: int) -> bool:
    return 2 * both >= one + other - both


class Files:
    """Texts, by their letters, filed under their pieces."""

    __slots__ = ("_lists", "_sizes")

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}
        self._lists: dict[str, dict[str, None]] = {}

    def add(self, letters: str) -> None:
        """Files a text."""
        some = pieces(letters)
        self._sizes[letters] = len(some)
        if len(some) >= LEAST:
            for piece in some:
                self._lists.setdefault(piece, {})[letters] = None

    def drop(self, letters: str) -> None:
        """Takes a text out."""
        some = pieces(letters)
        del self._sizes[letters]
        if len(some) >= LEAST:
            for piece in some:
                of = self._lists[piece]
                del of[letters]
                if not of:
                    del self._lists[piece]

    def __bool__(self) -> bool:
        return bool(self._sizes)

    def near(self, letters: str) -> list[str]:
        """The texts that are nearly the same as one."""
        sizes, lists = self._sizes, self._lists
        found = [letters] if letters in sizes else []
        some = pieces(letters)
        if len(some) < LEAST:
            return found
        met = Counter(chain.from_iterable(lists[one] for one in some if one in lists))
        size = len(some)
        least = (size + 1) // 2
        found += [
            other
            for other, both in met.items()
            if both >= least and other != letters and _half(both, size, sizes[other])
        ]
        return found
