"""Where the words of a list count, in many texts, as `policyq.text.listed` says, and which they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from policyq.text.definition import Hit, form
from policyq.text.lexicon import Entry, expired
from policyq.text.listed import Listed, Searcher, Word
from policyq.text.whole import is_whole
from policyq.text.words import Matcher


class Found(NamedTuple):
    """A hit that counts."""

    word: int
    """The place of the word in its list."""
    hit: Hit
    whole: bool
    """Whether it is a word by itself."""


class Finder:
    """The words of a list, ready to be looked for. ``folds`` are those of words that name none; words
    that have expired ``today`` are left out. Words that their folds make equal are called by the
    place of the first."""

    def __init__(self, entries: Sequence[Entry], folds: frozenset[str], today: date) -> None:
        self._today = today.isoformat()
        self._places: dict[tuple[frozenset[str], str], int] = {}
        words: list[Word] = []
        for place, entry in enumerate(entries):
            if not expired(entry, self._today):
                own = folds if entry.folds is None else entry.folds
                words.append(Word(entry.text, own, bool(entry.whole), entry.allowed, entry.until))
                self._places.setdefault((own, form(entry.text, own)), place)
        self._searcher = Searcher(Listed(tuple(words)), Matcher)

    def batch(self, texts: Sequence[str]) -> list[list[Found]]:
        """The hits of each text that count, in the order of the text."""
        found: list[list[Found]] = [[] for _ in texts]
        for folds, judged in self._searcher.batch(texts, self._today):
            for some, text, hits in zip(found, texts, judged, strict=True):
                for hit, rejected in hits:
                    if not rejected:
                        place = self._places[folds, form(hit.word, folds)]
                        some.append(Found(place, hit, is_whole(text, hit.start, hit.end)))
        for some in found:
            some.sort(key=lambda one: (one.hit.start, one.hit.end, one.word))
        return found
