"""The characters that a list of words is made of, numbered; a text as those numbers.

A text becomes numbers in two steps of C: its code points (UTF-32), and one look into a table. All
characters that the folds make one have the same number, and all that can stand in no word share a
last number, so what is searched is folded already. A number has `Alphabet.width` bytes. Those of
what is passed over are all zero (hidden) or all one (separators), and no other number has such a
byte, so `bytes.translate` takes them out quickly.
"""

from __future__ import annotations

from codecs import utf_32_le_encode
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from policyq.text.characters import canonical, hidden, separators
from policyq.text.engine.pairs import Lists

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.uint16] | NDArray[np.uint32]

NARROW: Final = 64_000
"""The most characters of an alphabet whose numbers have two bytes; those of others have four."""

HIDDEN: Final = b"\0"
SEPARATOR: Final = b"\1"
PASSED: Final = HIDDEN + SEPARATOR
"""The bytes of what is passed over."""

_DIGITS: Final = 254
"""How many values are left for the other bytes."""

_CODES: Final = 0x110000


class Alphabet:
    """The numbers of the characters in some words, as the folds make them."""

    def __init__(self, forms: Iterable[str], folds: frozenset[str], parted: bool) -> None:
        """``parted``: whether separators are passed over, and not characters like others."""
        import numpy as np

        codes = np.array(sorted(map(ord, set().union(*forms))), np.int64)
        kind = np.uint16 if len(codes) < NARROW else np.uint32
        self.width: Final = np.dtype(kind).itemsize
        numbers = _numbers(len(codes) + 1, self.width).astype(kind)
        self.other: Final = int(numbers[-1])
        """The number of all characters that are in no word."""
        table = np.full(_CODES, self.other, kind)
        table[codes] = numbers[:-1]
        changed, into = changes(folds)
        table[changed] = table[into]
        self.separator: Final = int.from_bytes(SEPARATOR * self.width, "little")
        if parted:
            table[places_of_separators()] = self.separator
        table[places_of("".join(hidden(folds)))] = 0
        self.apart: Final = chr(int((table == self.other).argmax()))
        """A character that is in no word and not passed over."""
        self._table = table
        self.take: Callable[..., Numbers] = table.take
        """From code points to numbers. There is a place for each, so the quickest way will do, by
        which places beyond the table would be taken from its beginning."""
        self._codes = np.dtype("<u4")
        self._read = np.frombuffer

    def codes(self, text: str) -> NDArray[np.uint32]:
        """The code points of a text."""
        return self._read(utf_32_le_encode(text, "surrogatepass")[0], self._codes)

    def numbers(self, text: str) -> Numbers:
        """The number of each code point of a text that is not empty."""
        return self.take(self.codes(text), None, None, "wrap")

    @property
    def written(self) -> Lists:
        """For each number the code points that have it; for `other` none."""
        import numpy as np

        codes = (self._table != self.other).nonzero()[0]
        numbers = self._table[codes]
        counts = np.bincount(numbers, minlength=self.other + 1)
        order = numbers.argsort(kind="stable")
        return Lists(counts.cumsum() - counts, counts, codes[order].astype(np.uint32))


def _numbers(count: int, width: int) -> NDArray[np.uint32]:
    """So many numbers, whose bytes are neither zero nor one.

    If there are few enough, a byte's value tells its place in the number, so that no number is
    found across two others.
    """
    import numpy as np

    base = 2
    while base**width < count:
        base += 1
    apart = base if base * width <= _DIGITS else 0
    rest = np.arange(count, dtype=np.uint32)
    numbers = np.zeros(count, np.uint32)
    for place in range(width):
        numbers |= (rest % base + 2 + place * apart).astype(np.uint32) << np.uint32(8 * place)
        rest //= base
    return numbers


@cache
def changes(folds: frozenset[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The code points that the folds change, and into what."""
    import numpy as np

    folded = places_of(canonical(folds))
    changed = (folded != np.arange(len(folded))).nonzero()[0]
    return changed, folded[changed]


def places_of(characters: str) -> NDArray[np.int64]:
    """The code points of some characters."""
    import numpy as np

    codes = utf_32_le_encode(characters, "surrogatepass")[0]
    return np.frombuffer(codes, np.dtype("<u4")).astype(np.int64)


@cache
def places_of_separators() -> NDArray[np.int64]:
    return places_of("".join(separators()))
