"""Where the words of a list count, in many texts: hits that are neither in an allowed context nor,
for words that must be whole, a part of another word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from policyq.text.definition import Hit, form
from policyq.text.lexicon import Entry, expired
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
    that have expired ``today`` are left out. Of words that their folds make equal, the first counts."""

    def __init__(self, entries: Sequence[Entry], folds: frozenset[str], today: date) -> None:
        self._entries = entries
        groups: dict[frozenset[str], list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            if not expired(entry, today.isoformat()):
                groups[folds if entry.folds is None else entry.folds].append(place)
        self._groups = [_Group(entries, places, folds) for folds, places in groups.items()]

    def batch(self, texts: Sequence[str]) -> list[list[Found]]:
        """The hits of each text that count, in the order of the text."""
        found: list[list[Found]] = [[] for _ in texts]
        for group in self._groups:
            for place, hits in enumerate(group.matcher.batch(texts)):
                if hits:
                    found[place] += self._counting(group, texts[place], hits)
        for some in found:
            some.sort(key=lambda one: (one.hit.start, one.hit.end, one.word))
        return found

    def _counting(self, group: _Group, text: str, hits: Sequence[Hit]) -> list[Found]:
        kept = []
        for hit in hits:
            place = group.place[hit.word]
            entry = self._entries[place]
            whole = is_whole(text, hit.start, hit.end)
            if (whole or not entry.whole) and not group.is_allowed(place, text, hit):
                kept.append(Found(place, hit, whole))
        return kept


class _Group:
    """The words of one set of folds."""

    def __init__(
        self, entries: Sequence[Entry], places: Sequence[int], folds: frozenset[str]
    ) -> None:
        self.matcher = Matcher([entries[place].text for place in places], folds)
        self._contexts = {
            place: Matcher(entries[place].allowed, folds)
            for place in places
            if entries[place].allowed
        }
        # A matcher calls words that are equal by one spelling.
        forms = {place: form(entries[place].text, folds) for place in places}
        first: dict[str, int] = {}
        for place, same in forms.items():
            first.setdefault(same, place)
        self.place = {entries[place].text: first[same] for place, same in forms.items()}

    def is_allowed(self, place: int, text: str, hit: Hit) -> bool:
        """Whether a hit lies inside a context in which its word does not count."""
        contexts = self._contexts.get(place)
        return contexts is not None and any(
            one.start <= hit.start and hit.end <= one.end for one in contexts.hits(text)
        )
