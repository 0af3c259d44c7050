"""A text as it is searched: the numbers of its characters, without what is passed over."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

from policyq.text.definition import MOST_SEPARATORS
from policyq.text.engine.alphabet import Alphabet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policyq.text.engine.alphabet import Numbers

PIECE: Final = 30_000
"""How many code points become numbers at a time: what fits in the processor's cache."""

_NEAR: Final = 8
"""How far the end of a run is looked for by itself, before all of them are."""


class Stream:
    """The numbers of a text, ready to be asked. What is asked of it counts what is left."""

    def __init__(self, alphabet: Alphabet, numbers: Numbers, passes: bool) -> None:
        """``passes``: whether anything in it may be passed over."""
        self.places: NDArray[np.intp] | None = left_of(alphabet, numbers) if passes else None
        self.left: Numbers = (
            numbers if self.places is None else numbers.take(self.places, None, None, "wrap")
        )

    @cached_property
    def data(self) -> bytes:
        """What is left, `Alphabet.width` bytes for each character."""
        return self.left.tobytes()

    def place(self, index: int) -> int:
        """Where a character that is left stands in the text."""
        return index if self.places is None else int(self.places[index])

    def run_end(self, index: int) -> int:
        """Up to where the character at a place goes on without another."""
        seen, one = self._seen, self._seen[index]
        for at in range(index + 1, min(index + _NEAR, len(seen))):
            if seen[at] != one:
                return at
        if index + _NEAR >= len(seen):
            return len(seen)
        return int(self._run_ends[bisect_right(self._run_ends, index)])

    def run_start(self, index: int) -> int:
        """From where on the character at a place has been there without another."""
        seen, one = self._seen, self._seen[index]
        for at in range(index, max(index - _NEAR, 0), -1):
            if seen[at - 1] != one:
                return at
        if index <= _NEAR:
            return 0
        before = bisect_right(self._run_ends, index)
        return int(self._run_ends[before - 1]) if before else 0

    @cached_property
    def _seen(self) -> memoryview:
        return self.left.data

    @cached_property
    def _run_ends(self) -> NDArray[np.intp]:
        import numpy as np

        ends = (self.left[1:] != self.left[:-1]).nonzero()[0] + 1
        return np.append(ends, len(self.left))


def left_of(alphabet: Alphabet, numbers: Numbers) -> NDArray[np.intp]:
    """The places of what is not passed over."""
    return (numbers > alphabet.separator).nonzero()[0]


def parted(alphabet: Alphabet, numbers: Numbers) -> Numbers:
    """The numbers of a text, where one of too many separators is a character that is in no word."""
    if not (numbers == alphabet.separator).any():
        return numbers
    seen = numbers.nonzero()[0]
    left = left_of(alphabet, numbers[seen])
    wide = (left[1:] - left[:-1] > MOST_SEPARATORS + 1).nonzero()[0]
    if len(wide):
        numbers = numbers.copy()
        numbers[seen[left[wide] + 1]] = alphabet.other
    return numbers


def numbers_of(alphabet: Alphabet, text: str) -> Numbers:
    """The numbers of a text of any length."""
    if len(text) <= PIECE:
        return alphabet.numbers(text)
    import numpy as np

    starts = range(0, len(text), PIECE)
    return np.concatenate([alphabet.numbers(text[at : at + PIECE]) for at in starts])
