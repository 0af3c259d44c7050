"""What of a list of words counts in a text: the law above the matcher.

Each word has folds of its own, so for each set of folds the hits of its words are found. Of these
are rejected

- hits of a word that no longer counts on the day;
- hits of a word that counts only as a whole and that begin or end inside another one
  (`policyq.text.whole`);
- hits that lie inside an allowed context (正规发票 for 发票), of the word or of the list; a context
  is found by the folds of the word.

Of what is left, ``all`` count, or those that do not lie inside a longer one (``longest``), or of
those that overlap the first, and of those that start alike the longest (``first``). A rejected hit
hides no other. Words that their folds make equal are one word, and its hit counts if one of them
lets it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Final, NamedTuple, Protocol, TypeAlias, TypeVar

from policyq.text.characters import hidden
from policyq.text.definition import Hit, form, hits_slowly
from policyq.text.folds import NORMALLY
from policyq.text.whole import is_whole


class Search(Protocol):
    """Every hit of some words in a text, or in each of many: `policyq.text.words.Matcher` is one."""

    def hits(self, text: str) -> list[Hit]: ...

    def batch(self, texts: Sequence[str]) -> list[list[Hit]]: ...


Looks: TypeAlias = Callable[[Sequence[str], frozenset[str]], Search]
"""From words and folds to the search for them."""

CHOICES: Final = ("all", "longest", "first")


class Place(Protocol):
    """Whatever stands somewhere in a text: ``[start, end)``."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


One = TypeVar("One", bound=Place)
Other = TypeVar("Other", bound=Place)


class Word(NamedTuple):
    """A word of a list, and how it is looked for."""

    text: str
    folds: frozenset[str]
    whole: bool = False
    allowed: tuple[str, ...] = ()
    """Contexts in which it does not count."""
    until: str = ""
    """The ISO date from which it no longer counts; "" for ever."""

    @property
    def free(self) -> bool:
        """Whether the word says nothing against a hit of it."""
        return not (self.whole or self.allowed or self.until)


def by_folds(words: Iterable[Word]) -> dict[frozenset[str], list[Word]]:
    """The words that are looked for under each set of folds."""
    groups: dict[frozenset[str], list[Word]] = defaultdict(list)
    for word in words:
        groups[word.folds].append(word)
    return groups


class Listed(NamedTuple):
    """A list of words."""

    words: tuple[Word, ...] = ()
    allowed: tuple[str, ...] = ()
    """Contexts in which none of them counts."""
    choice: str = "all"
    """One of `CHOICES`."""


class Judged(NamedTuple):
    """A hit, and why it does not count: ``expired``, ``whole`` or ``allowed``; "" if it does."""

    hit: Hit
    rejected: str = ""


class Slowly(NamedTuple):
    """The search of the definition."""

    words: Sequence[str]
    folds: frozenset[str]

    def hits(self, text: str) -> list[Hit]:
        return hits_slowly(self.words, text, self.folds)

    def batch(self, texts: Sequence[str]) -> list[list[Hit]]:
        return list(map(self.hits, texts))


class Searcher:
    """A list that is ready to be looked for: made once, asked often."""

    def __init__(self, listed: Listed, looks: Looks = Slowly) -> None:
        self.listed = listed
        self._looks = looks
        self._contexts: dict[tuple[tuple[str, ...], frozenset[str]], Search] = {}
        self._groups = [
            (folds, looks([word.text for word in words], folds), _bound(words, folds))
            for folds, words in by_folds(listed.words).items()
        ]

    def hits(self, text: str, date: str) -> list[Hit]:
        """What counts in a text on a local ISO date, by (start, end, word)."""
        return chosen(self.listed.choice, [hit for hit, why in self.judged(text, date) if not why])

    def judged(self, text: str, date: str) -> list[Judged]:
        """Every hit, rejected or not, by (start, end, word), before one is chosen."""
        judged: list[Judged] = []
        for folds, search, bound in self._groups:
            judged += self._judged(folds, bound, text, date, search.hits(text))
        return sorted(judged, key=lambda one: _ORDER(one.hit))

    def batch(
        self, texts: Sequence[str], date: str
    ) -> Iterator[tuple[frozenset[str], list[list[Judged]]]]:
        """For each set of folds every hit in each of the texts, rejected or not, by (start, end,
        word), before one is chosen."""
        for folds, search, bound in self._groups:
            found = zip(texts, search.batch(texts), strict=True)
            yield folds, [self._judged(folds, bound, text, date, hits) for text, hits in found]

    def _judged(
        self,
        folds: frozenset[str],
        bound: dict[str, list[Word]],
        text: str,
        date: str,
        hits: Sequence[Hit],
    ) -> list[Judged]:
        if not hits:
            return []
        court = _Court(self, folds, bound, text, date)
        return [Judged(hit, court.rejected(hit)) for hit in hits]

    def contexts(self, contexts: tuple[str, ...], folds: frozenset[str], text: str) -> list[Hit]:
        """Where some contexts stand in a text."""
        if (contexts, folds) not in self._contexts:
            self._contexts[contexts, folds] = self._looks(contexts, folds)
        return self._contexts[contexts, folds].hits(text)


def hits(listed: Listed, text: str, date: str) -> list[Hit]:
    """What of a list counts in a text on a local ISO date, by (start, end, word)."""
    return Searcher(listed).hits(text, date)


def chosen(choice: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that a list chooses, of those that count."""
    if choice == "all" or len(hits) < 2:
        return list(hits)
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.word))
    pick = _longest if choice == "longest" else _first
    return sorted(pick(ordered), key=_ORDER)


def near(
    some: Sequence[One], others: Sequence[Other], text: str, within: int
) -> tuple[list[One], list[Other]]:
    """Those of ``some`` that have one of ``others`` near, and the other way round.

    Two places are near if they do not overlap and at most ``within`` characters that can be seen
    are between them, whichever comes first.
    """
    if not some or not others:
        return [], []
    passed = hidden(NORMALLY)
    places = [0, *accumulate(one not in passed for one in text)]
    return _beside(some, others, places, within), _beside(others, some, places, within)


_ORDER = attrgetter("start", "end", "word")


def _bound(words: Iterable[Word], folds: frozenset[str]) -> dict[str, list[Word]]:
    """By their form the words with conditions; not those that equal a word without."""
    bound: dict[str, list[Word]] = defaultdict(list)
    free = set()
    for word in words:
        if word.free:
            free.add(word.text)
        else:
            bound[form(word.text, folds)].append(word)
    for text in free if bound else ():
        bound.pop(form(text, folds), None)
    return bound


class _Court:
    """Judges the hits of words of one set of folds in one text."""

    def __init__(
        self,
        searcher: Searcher,
        folds: frozenset[str],
        bound: dict[str, list[Word]],
        text: str,
        date: str,
    ) -> None:
        self._searcher = searcher
        self._allowed = searcher.listed.allowed
        self._folds, self._bound = folds, bound
        self._text, self._date = text, date
        self._contexts: dict[tuple[str, ...], _Spans] = {}

    def rejected(self, hit: Hit) -> str:
        """Why a hit does not count, "" if it does."""
        if self._allowed and self._within(self._allowed, hit):
            return "allowed"
        if not self._bound:
            return ""
        words = self._bound.get(form(hit.word, self._folds), ())
        reasons = [self._reason(word, hit) for word in words]
        return "" if "" in reasons or not reasons else reasons[0]

    def _reason(self, word: Word, hit: Hit) -> str:
        if word.until and self._date >= word.until:
            return "expired"
        if word.whole and not is_whole(self._text, hit.start, hit.end):
            return "whole"
        return "allowed" if word.allowed and self._within(word.allowed, hit) else ""

    def _within(self, contexts: tuple[str, ...], hit: Hit) -> bool:
        spans = self._contexts.get(contexts)
        if spans is None:
            spans = _Spans(self._searcher.contexts(contexts, self._folds, self._text))
            self._contexts[contexts] = spans
        return spans.hold(hit)


class _Spans:
    """Places in a text, of which is asked whether one holds a hit."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._starts = [hit.start for hit in hits]
        self._ends = list(accumulate((hit.end for hit in hits), max))

    def hold(self, hit: Hit) -> bool:
        before = bisect_right(self._starts, hit.start)
        return before > 0 and self._ends[before - 1] >= hit.end


# -- of several hits -------------------------------------------------------------------------------


def _longest(ordered: Sequence[Hit]) -> Iterator[Hit]:
    """Those that lie in no longer one."""
    reach = 0
    for _, alike in groupby(ordered, key=lambda hit: hit.start):
        some = list(alike)
        yield from (hit for hit in some if hit.end == some[0].end and hit.end > reach)
        reach = max(reach, some[0].end)


def _first(ordered: Sequence[Hit]) -> Iterator[Hit]:
    """Each that begins no sooner than the one before it ends."""
    reach = 0
    for hit in ordered:
        if hit.start >= reach:
            yield hit
            reach = hit.end


def _beside(
    some: Sequence[One], others: Sequence[Place], places: Sequence[int], within: int
) -> list[One]:
    """Those of ``some`` that have one of ``others`` near; ``places`` counts what can be seen."""
    starts = sorted(other.start for other in others)
    ends = sorted(other.end for other in others)

    def has_near(hit: Place) -> bool:
        after, before = bisect_left(starts, hit.end), bisect_right(ends, hit.start)
        return (after < len(starts) and places[starts[after]] - places[hit.end] <= within) or (
            before > 0 and places[hit.start] - places[ends[before - 1]] <= within
        )

    return [hit for hit in some if has_near(hit)]
