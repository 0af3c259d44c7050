"""Two keys that stand beside one another in some word, and what they tell of: a table of very many,
asked about very many at once (`policyq.text.engine.keys`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEY_BITS: Final = 21
"""A key is less than two to this power."""

LARGEST: Final = 24
"""A table is asked first whether it has a pair at all: by so many bits of a number, at most."""

ROOM: Final = 32
"""How many places there are for each pair, below the largest table."""

_LEFT, _RIGHT = 0x9E3779B1, 0x85EBCA77
"""Odd numbers whose bits are well mixed."""


class Lists(NamedTuple):
    """A list of keys for each of some numbers."""

    starts: NDArray[np.intp]
    counts: NDArray[np.intp]
    keys: NDArray[np.uint32]

    def each(self) -> list[tuple[int, ...]]:
        """The lists, by their numbers."""
        keys, starts = self.keys.tolist(), self.starts.tolist()
        ends = (self.starts + self.counts).tolist()
        return [tuple(keys[start:end]) for start, end in zip(starts, ends, strict=True)]


def lists(each: Sequence[Iterable[int]]) -> Lists:
    """The list at place n is that of number n."""
    import numpy as np

    flat = [sorted(keys) for keys in each]
    counts = np.fromiter(map(len, flat), np.intp, len(flat))
    keys = np.fromiter((key for keys in flat for key in keys), np.uint32, int(counts.sum()))
    return Lists(counts.cumsum() - counts, counts, keys)


def products(
    left: Lists, right: Lists, first: NDArray[np.integer], second: NDArray[np.integer]
) -> tuple[NDArray[np.intp], NDArray[np.uint32], NDArray[np.uint32]]:
    """Of pairs of numbers all pairs of their keys: of which pair, the left key and the right."""
    import numpy as np

    across = right.counts[second]
    many = left.counts[first] * across
    which = many.nonzero()[0]
    many, across = many[which], across[which]
    which = np.repeat(which, many)
    ends = many.cumsum()
    inner = np.arange(len(which)) - np.repeat(ends - many, many)
    down, over = np.divmod(inner, np.repeat(across, many))
    down += left.starts[first[which]]
    over += right.starts[second[which]]
    return which, left.keys[down], right.keys[over]


class Pairs:
    """A table from pairs of keys to numbers."""

    def __init__(
        self, left: NDArray[np.uint32], right: NDArray[np.uint32], tells: NDArray[np.uint32]
    ) -> None:
        import numpy as np

        codes = _codes(left, right)
        order = codes.argsort(kind="stable")
        self._codes, starts = np.unique(codes[order], return_index=True)
        self._starts: list[int] = [*starts.tolist(), len(codes)]
        self._tells = tells[order]
        bits = min(LARGEST, max(8, (ROOM * len(self._codes)).bit_length()))
        self._shift = np.uint32(32 - bits)
        self._known = np.zeros(1 << bits, np.bool_)
        lefts = (self._codes >> KEY_BITS).astype(np.uint32)
        rights = (self._codes & (1 << KEY_BITS) - 1).astype(np.uint32)
        self._known[self._mixed(lefts, rights)] = True

    def find(
        self, left: NDArray[np.uint32], right: NDArray[np.uint32]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Which of some pairs are in the table, and at which place in it."""
        maybe = self._known[self._mixed(left, right)].nonzero()[0]
        codes = _codes(left[maybe], right[maybe])
        places = self._codes.searchsorted(codes)
        places[places == len(self._codes)] = 0
        found = (self._codes[places] == codes).nonzero()[0] if len(self._codes) else maybe[:0]
        return maybe[found], places[found]

    def keys(self) -> tuple[set[int], set[int]]:
        """All that stand on the left of a pair, and on the right."""
        left, right = self._codes >> KEY_BITS, self._codes & (1 << KEY_BITS) - 1
        return set(left.tolist()), set(right.tolist())

    def told(self, place: int) -> list[int]:
        """What the pair at a place in the table tells of."""
        told: list[int] = self._tells[self._starts[place] : self._starts[place + 1]].tolist()
        return told

    def __len__(self) -> int:
        return len(self._codes)

    def _mixed(self, left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.uint32]:
        import numpy as np

        mixed = left * np.uint32(_LEFT)
        mixed += right * np.uint32(_RIGHT)
        mixed >>= self._shift
        return mixed


def _codes(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.int64]:
    import numpy as np

    return left.astype(np.int64) << KEY_BITS | right
