"""Where words stand in a text under the wide folds: near the traces they leave, the definition is
asked, and nowhere else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from policyq.text.characters import canonical, hidden, separators
from policyq.text.definition import MOST_SEPARATORS, Hit
from policyq.text.engine.building import uncollected
from policyq.text.engine.glance import LONGEST, MOST_KINDS, Told, glance, tell
from policyq.text.engine.keys import LEAST_FREE, characters_of, keys_of, shared
from policyq.text.engine.sights import Sight, Sights
from policyq.text.engine.traces import Word, traces, word_of
from policyq.text.engine.walk import Walk
from policyq.text.needles import needle
from policyq.text.vetoes import may_be
from policyq.vocabulary.han import is_han

MOST_PARTS: Final = 4
"""The most parts of a character; a test says so."""

MOST_WALKS: Final = 2_000
"""Of how many words the graphs are kept."""

_FAR: Final = 24
"""How many characters beside two parts are looked at, at most."""

_NOTHING: Final = frozenset[int]()


class _Needs(NamedTuple):
    """What a piece must have to be a word, in keys."""

    first: tuple[frozenset[int], ...]
    """For each character of the word what it may begin with: one of these must be there."""
    inside: frozenset[int]
    """What may be in a piece, besides what may part its characters."""


class _Place(NamedTuple):
    """Where a word has a character."""

    word: int
    place: int


class Loosely:
    """A list of words under folds beyond `policyq.text.folds.NORMALLY`, ready to be searched."""

    def __init__(self, words: Sequence[str], folds: frozenset[str]) -> None:
        """``words``: not empty, none without a character that is seen."""
        self.folds: Final = folds
        with uncollected():
            self.words: Final = [word_of(word, folds) for word in words]
            found = traces(self.words, folds)
            self._sights = Sights(found, folds)
        self._characters = found.characters
        self._bare = [number for number, each in enumerate(self.words) if not each.characters]
        self._parted = [number for number, each in enumerate(self.words) if self._may_part(each)]
        self._traces = None if self._bare else found
        plain = None if self._parted else self.plainly()
        self._glance = None if plain is None else glance(plain)
        self._needs: dict[int, _Needs] = {}
        self._walks: dict[int, Walk | None] = {}
        self.in_order: Final = folds.isdisjoint({"reversed", "shuffled"})

    def _may_part(self, word: Word) -> bool:
        """Whether separators stand between characters of a word that separators may stand for."""
        keys = [keys_of(one, self.folds).inside for one in word.characters if word.parted]
        may = sum(
            any(key < LEAST_FREE and chr(key) in separators() for key in each) for each in keys
        )
        return may > 1

    def plainly(self, most: int = MOST_KINDS) -> Told | None:
        """What leaves a trace, unless that is too much or a word leaves none; words with separators of their
        own only do where nothing stands that may part characters and be one."""
        traces = self._traces
        return None if traces is None else tell(traces, self._sights.numbers, most)

    def hits(self, text: str) -> list[Hit]:
        """The hits in a text that is not empty, in no order."""
        if self._is_nothing(text):
            return []
        sights, crowded = self._sights.look(text)
        return self._in(text, sights, crowded)

    def _is_nothing(self, text: str) -> bool:
        """Whether it is plain at once that there is no hit."""
        if self._glance is None or len(text) > LONGEST:
            return False
        return not self._glance(text) or not self._has_any(text)

    def _has_any(self, text: str) -> bool:
        """Whether a text has something for each character of any word, wherever it stands."""
        there = set(text.translate(canonical(self.folds)))
        return any(not any(map(there.isdisjoint, firsts)) for firsts in self._firsts)

    @cached_property
    def _firsts(self) -> list[list[frozenset[str]]]:
        """For each word, and each character of it, what it may begin with; the rarest first."""
        found = []
        for number in range(len(self.words)):
            keys = self.needs(number).first
            found.append(sorted((characters_of(each, self.folds) for each in keys), key=len))
        return found

    def batch(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits of each of some short texts, in no order."""
        sights, crowded = self._sights.look(self._sights.apart.join([*texts, ""]))
        begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
        by_text: dict[int, list[Sight]] = {}
        for first, last, told, touched in sights:
            at = bisect_right(begins, first) - 1
            sight = first - begins[at], last - begins[at], told, touched
            by_text.setdefault(at, []).append(sight)
        return [self._in(text, by_text.get(at, ()), crowded) for at, text in enumerate(texts)]

    def _in(self, text: str, sights: Sequence[Sight], crowded: bool) -> list[Hit]:
        anywhere = self._bare + self._parted if crowded else self._bare
        if not text or not (sights or anywhere):
            return []
        search = _Search(self, text)
        return [hit for word in anywhere for hit in search.anywhere(word)] + search.hits(sights)

    def told(self, told: int, touched: int) -> tuple[Sequence[int], Sequence[_Place]]:
        """The words that a sight tells of, and those of whose characters it does."""
        words, places = [], []
        for number, bounds in self._sights.words(told):
            if bounds & touched:
                continue
            if number < len(self.words):
                words.append(number)
            else:
                places += self._places[number - len(self.words)]
        return words, places

    @cached_property
    def _places(self) -> list[list[_Place]]:
        """Where each character is."""
        numbers = {one: number for number, one in enumerate(self._characters)}
        found: list[list[_Place]] = [[] for _ in numbers]
        for number, each in enumerate(self.words):
            for place, one in enumerate(each.characters):
                found[numbers[one]].append(_Place(number, place))
        return found

    def beside(self, place: _Place) -> tuple[frozenset[int] | None, frozenset[int] | None]:
        """What must stand before a character of a word that is in parts, or behind it, in keys."""
        word = self.words[place.word]
        if not self.in_order or word.emoji or len(word.characters) == 1:
            return None, None
        if place.place:
            return keys_of(word.characters[place.place - 1], self.folds).inside, None
        return None, keys_of(word.characters[1], self.folds).first

    def walk(self, number: int) -> Walk | None:
        """A word, as it is looked for where it may be; ``None`` if nothing of it can be seen."""
        if number not in self._walks:
            if len(self._walks) >= MOST_WALKS:
                self._walks.clear()
            graph = needle(self.words[number].word, self.folds)
            self._walks[number] = Walk(graph, self.folds) if graph else None
        return self._walks[number]

    def needs(self, number: int) -> _Needs:
        """What a word needs."""
        known = self._needs.get(number)
        if known is None:
            known = self._needs[number] = self._needed(self.words[number])
        return known

    def _needed(self, word: Word) -> _Needs:
        keys = [keys_of(one, self.folds) for one in word.characters]
        first = [each.first for each in keys]
        inside = _NOTHING.union(*(each.inside for each in keys))
        for place, shown in word.emoji.items():
            first[place] |= shown
            first[place + 1] |= shown
            inside |= shown
        apart = (one for one in word.word if one in separators())
        return _Needs(
            tuple(first), inside.union(map(ord, "".join(apart).translate(canonical(self.folds))))
        )


class _Search:
    """The search of one text."""

    def __init__(self, loosely: Loosely, text: str) -> None:
        self._list, self._text = loosely, text
        self._same = text.translate(canonical(loosely.folds))
        self._shared = shared(loosely.folds)
        self._passed, self._apart = hidden(loosely.folds), separators()
        self._searched: dict[int, int] = {}
        """For each word up to where the text has been searched."""
        self._places: dict[int, Sequence[_Place]] = {}

    def hits(self, sights: Iterable[Sight]) -> list[Hit]:
        hits: list[Hit] = []
        # What tells the same again is passed over as far as all its words have been searched for.
        known: dict[object, Sequence[int]] = {}
        done: dict[object, int] = {}
        searched = self._searched
        for sight in sights:
            first, last, told, touched = sight
            key: object = (told, touched)
            if done.get(key, -1) > last:
                continue
            if key not in known:
                words, places = self._list.told(told, touched)
                known[key] = words
                self._places[told] = places
            if self._places[told]:
                before, behind = self._beside(first, -1, 1), self._beside(last, 1, MOST_PARTS - 1)
                words = known[key]
                key = (told, before, behind)
                if done.get(key, -1) > last:
                    continue
                if key not in known:
                    known[key] = [*words, *self._of_parts(self._places[told], before, behind)]
            until = len(self._text)
            for number in known[key]:
                if searched.get(number, -1) <= first:
                    hits += self._around(number, first, last)
                until = min(until, searched[number])
            done[key] = until
        return hits

    def _of_parts(
        self, places: Sequence[_Place], before: frozenset[int], behind: frozenset[int]
    ) -> Iterator[int]:
        """The words that may be where two parts of a character are, by what is beside them."""
        for place in places:
            left, right = self._list.beside(place)
            if left is not None and before and left.isdisjoint(before):
                continue
            if right is not None and behind and right.isdisjoint(behind):
                continue
            yield place.word

    def _beside(self, at: int, step: int, runs: int) -> frozenset[int]:
        """The keys of what is beside a place, up to so many different characters that part
        nothing; none if there is more to look at than is worth it."""
        found: set[int] = set()
        latest, end = self._same[at], at + step * _FAR
        for place in range(at + step, end, step):
            if not 0 <= place < len(self._text):
                return frozenset(found or {-1})
            if self._text[place] in self._passed:
                continue
            found.update(self._keys(place))
            if self._text[place] not in self._apart and self._same[place] != latest:
                latest, runs = self._same[place], runs - 1
                if not runs:
                    return frozenset(found)
        return _NOTHING

    def anywhere(self, number: int) -> Sequence[Hit]:
        """All hits of a word."""
        self._searched[number] = len(self._text)
        return self._within(number, 0, len(self._text))

    def _around(self, number: int, first: int, last: int) -> Sequence[Hit]:
        """The hits of a word of which something is at a place."""
        firsts, inside = self._list.needs(number)
        there: set[int] = set()
        start = self._reach(first, -1, inside, there)
        end = self._reach(last, 1, inside, there) + 1
        self._searched[number] = end
        for place in range(first, last + 1):
            there.update(self._keys(place))
        if any(each.isdisjoint(there) for each in firsts):
            return ()
        if self._list.in_order and not self._list.words[number].emoji:
            # Each character of the word is one of the piece, or several.
            if end - start < len(firsts):
                return ()
            if end - start == len(firsts) and any(
                each.isdisjoint(self._keys(place)) for place, each in enumerate(firsts, start)
            ):
                return ()
        return self._within(number, start, end)

    def _within(self, number: int, start: int, end: int) -> Sequence[Hit]:
        word = self._list.words[number]
        same = self._same[start:end]
        if word.held and not word.held.issubset(same):
            return ()
        # Two Han, if that is all there is, are it by sound or shape: quick to tell.
        by_likeness = len(same) == 2 and word.pair and same != word.pair
        if (
            by_likeness
            and all(map(is_han, self._text[start:end]))
            and not may_be(word.word, self._text, start, end)
        ):
            return ()
        walk = self._list.walk(number)
        return walk.hits(self._text, start, end) if walk else ()

    def _reach(self, at: int, step: int, inside: frozenset[int], there: set[int]) -> int:
        """How far a piece may reach from a place; ``there`` gets the keys of what is in it."""
        text, same, known, passed, apart = (
            self._text,
            self._same,
            self._shared,
            self._passed,
            self._apart,
        )
        parting, farthest = 0, at
        for place in range(at + step, len(text) if step > 0 else -1, step):
            one = same[place]
            keys = known.get(one, ())
            if text[place] in passed:
                continue
            if ord(one) in inside or not inside.isdisjoint(keys):
                there.add(ord(one))
                there.update(keys)
                parting, farthest = 0, place
            elif text[place] in apart and parting < MOST_SEPARATORS:
                parting += 1
            else:
                break
        return farthest

    def _keys(self, place: int) -> tuple[int, ...]:
        one = self._same[place]
        return (ord(one), *self._shared.get(one, ()))
