"""Words that are spelled in letters, in a text: found by an automaton, and where other letters
touch them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from policyq.text.characters import canonical
from policyq.text.engine.automaton import Automaton
from policyq.text.engine.traces import BEGINS, ENDS, SIDES
from policyq.text.folds import ONE_FOR_ONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.intp]

STRIDE: Final = 30_000
"""How much of a long text is searched at a time."""


class Letters:
    """Spellings, ready to be searched for. See `policyq.text.engine.traces.Traces.spelled`."""

    def __init__(self, spelled: Mapping[str, Sequence[int]]) -> None:
        """``spelled``: not empty."""
        self._automaton = Automaton([letters.encode() for letters in spelled])
        self._longest = max(map(len, spelled))
        self._bounds = [reduce(or_, words) % SIDES for words in spelled.values()]

    def find(
        self, stream: NDArray[np.uint8], places: Places, text: str
    ) -> Iterator[tuple[int, int, int, int]]:
        """The first character and the last one that belong to a spelling, its number, and on
        which sides it is touched, by where it begins.

        ``stream``: letters as bytes, with any other byte for all else; ``places``: where they
        stand in ``text``.
        """
        import numpy as np

        begins = np.append(True, stream[1:] != stream[:-1]).nonzero()[0]
        runs = stream[begins].tobytes()
        ends = np.append(begins[1:], len(stream)) - 1
        for start, end, number in self._strides(runs):
            bounds = self._bounds[number]
            if end - start == 1:
                # A word may be anywhere in a run, which may have much between its letters.
                for place in places[begins[start] : ends[start] + 1].tolist():
                    yield place, place, number, 0
                continue
            first, last = int(places[ends[start]]), int(places[begins[end - 1]])
            touched = 0
            if bounds & BEGINS and begins[start] == ends[start] and _touch(text, first, first - 1):
                touched |= BEGINS
            if bounds & ENDS and begins[end - 1] == ends[end - 1] and _touch(text, last, last + 1):
                touched |= ENDS
            yield first, last, number, touched

    def _strides(self, runs: bytes) -> Iterator[tuple[int, int, int]]:
        stride = max(STRIDE, self._longest)
        for at in range(0, len(runs), stride):
            longest = self._automaton.longest(runs[at : at + stride + self._longest - 1])
            for start, end, number in self._automaton.all(longest):
                if start >= stride:
                    break
                yield at + start, at + end, number


def _touch(text: str, place: int, beside: int) -> bool:
    """Whether a letter or digit that is another touches the letter at a place."""
    if not 0 <= beside < len(text):
        return False
    table = canonical(ONE_FOR_ONE)
    one, other = text[place].translate(table), text[beside].translate(table)
    return one != other and other.isascii() and other.isalnum()
