"""Where words stand in a text: what that means (`hits_slowly`), and the same quickly (`Matcher`).

A hit is an occurrence of a folded word in the folded text. Hits may overlap and lie inside one
another, and all count. Words that fold to the same text are one word, called by the smallest of
its spellings; an empty word is nowhere.

A message has at most `MOST_HITS` hits: the first ones by (start, end, word). Nothing is lost
by it in practice, and a hostile text cannot make the work or the evidence large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from policyq.text.fold import fold, needed

MOST_HITS: Final = 1000
"""A result of this length may have been cut."""

STRIDE: Final = 2000
"""How many places of a long text are searched at a time, in code points."""


class Hit(NamedTuple):
    """``text[start:end]``, in code points of the original text, is ``word`` but for ``folds``."""

    word: str
    start: int
    end: int
    folds: tuple[str, ...] = ()


def hits_slowly(words: Sequence[str], text: str) -> list[Hit]:
    """Every occurrence of every word, sorted by (start, end, word): the definition."""
    folded = fold(text)
    found = [
        Hit(word, start, start + len(form), needed(text[start : start + len(form)], word))
        for form, word in _forms(words).items()
        for start in range(len(folded) - len(form) + 1)
        if folded.startswith(form, start)
    ]
    return sorted(found)[:MOST_HITS]


def _forms(words: Iterable[str]) -> dict[str, str]:
    """From the folded form to the smallest spelling, in the order of the forms."""
    forms: dict[str, str] = {}
    for word in words:
        form = fold(word)
        if form and word <= forms.get(form, word):
            forms[form] = word
    return dict(sorted(forms.items()))


class Matcher:
    """All words in one automaton. It cannot be pickled or copied; build it again instead."""

    def __init__(self, words: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick

        forms = _forms(words)
        self._words = tuple(forms.values())
        self._longest = max(map(len, forms), default=0)
        self._automaton = AhoCorasick(list(forms)) if forms else None

    def hits(self, text: str, folded: str | None = None) -> list[Hit]:
        """As `hits_slowly`. ``folded``: ``fold(text)``, if the caller has it already."""
        places = self._places(fold(text) if folded is None else folded)
        places.sort(key=itemgetter(1, 2))
        return [
            Hit(self._words[index], start, end, needed(text[start:end], self._words[index]))
            for index, start, end in places[:MOST_HITS]
        ]

    def found(self, text: str, folded: str | None = None) -> bool:
        """Whether there is any hit."""
        if self._automaton is None:
            return False
        return bool(
            self._automaton.find_matches_as_indexes(fold(text) if folded is None else folded)
        )

    def _places(self, folded: str) -> list[tuple[int, int, int]]:
        """(word, start, end) of all hits; of a text with very many, at least the first ones."""
        if self._automaton is None:
            return []
        if len(folded) <= STRIDE + self._longest:
            return self._automaton.find_matches_as_indexes(folded, overlapping=True)
        places: list[tuple[int, int, int]] = []
        for stride in self._strides(folded):
            places += stride
            if len(places) >= MOST_HITS:
                break
        return places

    def _strides(self, folded: str) -> Iterator[list[tuple[int, int, int]]]:
        """The hits that start in the first `STRIDE` places, in the next ones, and so on."""
        assert self._automaton is not None
        for first in range(0, len(folded), STRIDE):
            piece = folded[first : first + STRIDE + self._longest - 1]
            yield [
                (index, first + start, first + end)
                for index, start, end in self._automaton.find_matches_as_indexes(piece, True)
                if start < STRIDE
            ]
