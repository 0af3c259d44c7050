"""Where words stand in a text, quickly: `Matcher` finds what `policyq.text.definition` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from policyq.text.definition import MOST_HITS, Hit, forms, hits_slowly
from policyq.text.fold import fold, needed
from policyq.text.folds import STRICTLY

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["MOST_HITS", "MOST_WORDS", "STRIDE", "Hit", "Matcher", "hits_slowly"]

MOST_WORDS: Final = 25_000
"""The most words in one automaton. Lists of words that begin alike (``a1``, ``a2`` … ``a99999``)
take time quadratic in their number to build."""

STRIDE: Final = 2000
"""How many places of a long text are searched at a time, in code points."""


class Matcher:
    """All words in one automaton, or in one for every `MOST_WORDS` of a very large list.

    It cannot be pickled or copied; build it again instead.
    """

    def __init__(self, words: Iterable[str]) -> None:
        forms_ = forms(words, STRICTLY)
        self._longest = max(map(len, forms_), default=0)
        self._automata = [_automaton(part) for part in _parts(list(forms_.items()))]

    def hits(self, text: str, folded: str | None = None) -> list[Hit]:
        """As `hits_slowly`. ``folded``: ``fold(text)``, if the caller has it already."""
        places = self._places(fold(text) if folded is None else folded)
        places.sort(key=itemgetter(0, 1))
        return [
            Hit(word, start, end, needed(text[start:end], word))
            for start, end, word in places[:MOST_HITS]
        ]

    def found(self, text: str, folded: str | None = None) -> bool:
        """Whether there is any hit."""
        folded = fold(text) if folded is None else folded
        return any(automaton.find_matches_as_indexes(folded) for automaton, _ in self._automata)

    def shorter(self, form: str) -> str | None:
        """A word that stands in a folded text and is shorter than it. Quick also where there are
        very many: overlapping hits are passed over."""
        for automaton, words in self._automata:
            for piece in (form[:-1], form[1:]):
                for index, _, _ in automaton.find_matches_as_indexes(piece):
                    return words[index]
        return None

    def _places(self, folded: str) -> list[tuple[int, int, str]]:
        """(start, end, word) of all hits; of a text with very many, at least the first ones."""
        if len(folded) <= STRIDE + self._longest:
            return list(self._in(folded, 0, len(folded)))
        places: list[tuple[int, int, str]] = []
        for first in range(0, len(folded), STRIDE):
            piece = folded[first : first + STRIDE + self._longest - 1]
            places += self._in(piece, first, STRIDE)
            if len(places) >= MOST_HITS:
                break
        return places

    def _in(self, piece: str, first: int, places: int) -> Iterator[tuple[int, int, str]]:
        """The hits that start in the first ``places`` of a piece, which begins at ``first``."""
        for automaton, words in self._automata:
            for index, start, end in automaton.find_matches_as_indexes(piece, overlapping=True):
                if start < places:
                    yield first + start, first + end, words[index]


def _parts(forms: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """As few equal parts as there must be, neighbours kept apart."""
    count = -(-len(forms) // MOST_WORDS)
    return [forms[part::count] for part in range(count)]


def _automaton(forms: list[tuple[str, str]]) -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick([form for form, _ in forms]), tuple(word for _, word in forms)
