"""Which characters of a text stand beside one another as they do in some word.

Most of a text is nothing of the kind, and need not be searched. What is kept is more than what is
needed, never less: pairs share the places of a table, and pairs of different words follow on one
another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policyq.text.engine.alphabet import Alphabet, Numbers

LARGEST: Final = 22
"""The table has at most two to this power places of one byte."""

ROOM: Final = 64
"""How many places there are, at least, for each pair, below the largest table."""

_LEFT, _RIGHT = 0x9E3779B1, 0x85EBCA77
"""Odd numbers whose bits are well mixed."""

_ALONE, _WORD, _PART = 1, 2, 4
"""A character is a word; a pair is a word; a pair is part of a longer word."""


class Neighbours:
    """The pairs of characters in some words, and the words of a single character."""

    def __init__(self, words: Iterable[bytes], alphabet: Alphabet) -> None:
        import numpy as np

        self._left, self._right = np.uint32(_LEFT), np.uint32(_RIGHT)
        by_kind: dict[int, list[bytes]] = {_ALONE: [], _WORD: [], _PART: []}
        for word in words:
            length = len(word) // alphabet.width
            by_kind[_ALONE if length == 1 else _WORD if length == 2 else _PART].append(word)
        mixed = {kind: self._of_words(some, alphabet) for kind, some in by_kind.items()}
        count = sum(map(len, mixed.values()))
        bits = min(LARGEST, max(8, (ROOM * count).bit_length()))
        self._shift = np.uint32(32 - bits)
        self._known = np.zeros(1 << bits, np.uint8)
        for kind, some in mixed.items():
            self._known[some >> self._shift] |= np.uint8(kind)
        self._alone = bool(by_kind[_ALONE])

    def _of_words(self, words: list[bytes], alphabet: Alphabet) -> NDArray[np.uint32]:
        """The numbers of all pairs in words, or of words of a single character."""
        import numpy as np

        apart = alphabet.other.to_bytes(alphabet.width, "little")
        stream = np.frombuffer(apart.join([*words, b""]), f"<u{alphabet.width}").astype(np.uint32)
        inside = stream != alphabet.other
        if words and len(words[0]) == alphabet.width:
            return np.unique(stream[inside] * self._left)
        return np.unique(self._mixed(stream)[inside[:-1] & inside[1:]])

    def kept(self, numbers: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The places in a text of all characters that may be part of a word, in order, each run of
        them with the place behind it; and which of the places are such a gap."""
        import numpy as np

        numbers = numbers.astype(np.uint32)
        known = self._known.take(self._mixed(numbers) >> self._shift)
        pairs = (known & np.uint8(_WORD)) != 0
        # A longer word has at least two pairs.
        parts = (known & np.uint8(_PART)) != 0
        both = parts[1:] & parts[:-1]
        pairs[1:] |= both
        pairs[:-1] |= both
        kept = np.append(pairs, False)
        kept[1:] |= pairs
        if self._alone:
            alone = self._known.take(numbers * self._left >> self._shift)
            kept |= (alone & np.uint8(_ALONE)) != 0
        wide = kept.copy()
        wide[1:] |= kept[:-1]
        places = wide.nonzero()[0]
        return places, ~kept[places]

    def _mixed(self, numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """A number for each pair."""
        mixed = numbers[:-1] * self._left
        mixed += numbers[1:] * self._right
        return mixed
