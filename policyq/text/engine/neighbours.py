"""Which characters of a text stand beside one another as they do in some word.

Most of a text is nothing of the kind, and need not be searched. What is kept is more than what is
needed, never less: pairs share the places of a table, and pairs of different words follow on one
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from policyq.text.engine.pairs import Lists, products

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policyq.text.engine.alphabet import Alphabet, Numbers

    Pairs: TypeAlias = tuple[Numbers, Numbers]

LARGEST: Final = 22
"""The table has at most two to this power places of one byte."""

ROOM: Final = 64
"""How many places there are, at least, for each pair, below the largest table."""

NARROW: Final = 8_000
"""So many pairs of numbers two bytes still tell apart well enough, which is quicker."""

FEW: Final = 8
"""So many characters that are words are looked for one by one."""

MOST_WAYS: Final = 4
"""In how many ways a pair is written, at most, for code points to be looked at."""

_LEFT, _RIGHT = 0x9E3779B1, 0x85EBCA77
"""Odd numbers whose bits are well mixed."""

_WHOLE, _PART = 1, 2
"""A pair is a word, or part of a longer word."""


class Kept(NamedTuple):
    """What is kept of a text."""

    places: NDArray[np.intp]
    """The places of all characters that may be part of a word, in order; behind each run of them
    is a gap."""
    gaps: NDArray[np.intp]
    """Which of the places are such a gap: what stands there in the text does not count."""


class Neighbours:
    """The pairs of characters in some words, and the words of a single character."""

    def __init__(self, words: Iterable[bytes], alphabet: Alphabet, as_written: bool) -> None:
        """``as_written``: whether a text may be looked at before it becomes numbers."""
        import numpy as np

        by_length: dict[int, list[bytes]] = {1: [], 2: [], 3: []}
        for word in words:
            by_length[min(3, len(word) // alphabet.width)].append(word)
        alone, whole, parts = (_pairs(some, alphabet) for some in by_length.values())
        ways = alphabet.written if as_written and alphabet.width == 2 else None
        self.as_written: Final = ways is not None and _are_few(ways, whole, parts)
        """Whether code points are looked at, and not numbers."""
        if ways is not None and self.as_written:
            alone, whole, parts = (_written(ways, *pairs) for pairs in (alone, whole, parts))
        count = len(whole[0]) + len(parts[0])
        self._narrow = not self.as_written and alphabet.width == 2 and count <= NARROW
        self._bits = 16 if self._narrow else min(LARGEST, max(8, (ROOM * count).bit_length()))
        self._known = self._table(*whole) * np.uint8(_WHOLE) | self._table(*parts) * np.uint8(_PART)
        self._alone = [*dict.fromkeys(alone[0].tolist())]
        self._is_alone: NDArray[np.uint8] | None = None
        if len(self._alone) > FEW:
            self._nothing = alone[1][:1] * 0
            self._is_alone = self._table(alone[0], self._nothing) * np.uint8(_WHOLE)

    def _table(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        import numpy as np

        table = np.zeros(1 << self._bits, np.bool_)
        table[self._mixed(left, right)] = True
        return table

    def kept(self, seen: Numbers) -> Kept:
        """What is kept of a text of which the last character does not count."""
        import numpy as np

        # All that is known of a place is worked out before places are counted: those are dear.
        known = self._known.take(self._mixed(seen[:-1], seen[1:]), None, None, "wrap")
        whole = known & np.uint8(_WHOLE)
        if self._is_alone is not None:
            mixed = self._mixed(seen[:-1], self._nothing)
            whole |= self._is_alone.take(mixed, None, None, "wrap")
        else:
            for each in self._alone:
                whole |= (seen[:-1] == each).view(np.uint8)
        # A longer word has at least two pairs.
        both = known[1:] & known[:-1]
        whole[1:] |= both
        whole[:-1] |= both
        pairs = (whole != 0).nonzero()[0]
        is_last = np.ones(len(pairs), np.bool_)
        is_last[:-1] = pairs[1:] != pairs[:-1] + 1
        ends = is_last.nonzero()[0]
        # Behind the last of a run of pairs its other character, and the gap.
        counts = np.ones(len(pairs), np.intp)
        counts[ends] = 3
        places = pairs.repeat(counts)
        gaps = ends + np.arange(2, 2 * len(ends) + 2, 2)
        behind = pairs[ends] + 1
        places[gaps - 1] = behind
        places[gaps] = behind + 1
        return Kept(places, gaps)

    def _mixed(self, left: Numbers, right: Numbers) -> Numbers:
        """A number for each pair of neighbours: a place in the tables."""
        import numpy as np

        mixed: Numbers
        if self._narrow:
            mixed = left * np.uint16(_LEFT & 0xFFFF)
            mixed += right * np.uint16(_RIGHT & 0xFFFF)
            return mixed
        mixed = left.astype(np.uint32, copy=False) * np.uint32(_LEFT)
        mixed += right.astype(np.uint32, copy=False) * np.uint32(_RIGHT)
        mixed >>= np.uint32(32 - self._bits)
        return mixed


def _pairs(words: Sequence[bytes], alphabet: Alphabet) -> Pairs:
    """The pairs of neighbours in words, or each word of a single character, twice."""
    import numpy as np

    apart = alphabet.other.to_bytes(alphabet.width, "little")
    kind = np.uint16 if alphabet.width == 2 else np.uint32
    stream = np.frombuffer(apart.join([*words, b""]), kind)
    inside = stream != alphabet.other
    if words and len(words[0]) == alphabet.width:
        return stream[inside], stream[inside]
    places = (inside[:-1] & inside[1:]).nonzero()[0]
    return stream[places], stream[places + 1]


def _are_few(ways: Lists, *some: Pairs) -> bool:
    """Whether pairs of numbers are few, too, in all ways in which they are written."""
    many = sum(int((ways.counts[left] * ways.counts[right]).sum()) for left, right in some)
    return many <= MOST_WAYS * sum(len(left) for left, _ in some)


def _written(ways: Lists, left: Numbers, right: Numbers) -> Pairs:
    """The code points that pairs of numbers are written with."""
    _, first, second = products(ways, ways, left, right)
    return first, second
