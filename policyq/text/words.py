"""Where words stand in a text: what that means (`hits_slowly`), and the same quickly (`Matcher`).

A hit is an occurrence of a folded word in the folded text. Hits may overlap and lie inside one
another, and all count. Words that fold to the same text are one word, called by the smallest of
its spellings; an empty word is nowhere.

A message has at most `MOST_HITS` hits: the first ones by (start, end, word). Nothing is lost
by it in practice, and a hostile text cannot make the work or the evidence large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from policyq.text.fold import fold, needed

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MOST_HITS: Final = 1000
"""A result of this length may have been cut."""

MOST_WORDS: Final = 25_000
"""The most words in one automaton. Lists of words that begin alike (``a1``, ``a2`` … ``a99999``)
take time quadratic in their number to build."""

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
        for form, word in _kept_forms(tuple(words)).items()
        for start in _places(form, folded)
    ]
    return sorted(found, key=lambda hit: (hit.start, hit.end, hit.word))[:MOST_HITS]


def _places(form: str, folded: str) -> Iterator[int]:
    start = folded.find(form)
    while start >= 0:
        yield start
        start = folded.find(form, start + 1)


@lru_cache(maxsize=256)
def _kept_forms(words: tuple[str, ...]) -> dict[str, str]:
    """`_forms`, for lists that are asked again with the next text."""
    return _forms(words)


def _forms(words: Iterable[str]) -> dict[str, str]:
    """From the folded form to the smallest spelling, in the order of the forms."""
    forms: dict[str, str] = {}
    for word in words:
        form = fold(word)
        if form and word <= forms.get(form, word):
            forms[form] = word
    return dict(sorted(forms.items()))


class Matcher:
    """All words in one automaton, or in one for every `MOST_WORDS` of a very large list.

    It cannot be pickled or copied; build it again instead.
    """

    def __init__(self, words: Iterable[str]) -> None:
        forms = _forms(words)
        self._longest = max(map(len, forms), default=0)
        self._automata = [_automaton(part) for part in _parts(list(forms.items()))]

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
