"""Where words stand in a text, quickly: `Matcher` finds what `policyq.text.definition` says.

Many short messages are searched as one text: a first step keeps only the characters that stand
beside one another in some word, and what is left is short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Final

from policyq.text.characters import separators
from policyq.text.definition import MOST_HITS, Hit, forms, hits_slowly
from policyq.text.engine.direct import Direct, directly
from policyq.text.engine.hits import odd_hits, plain_hits, quick_hits
from policyq.text.engine.loosely import Loosely
from policyq.text.engine.searched import STRIDE, Searched, searched
from policyq.text.engine.together import batch
from policyq.text.folds import NORMALLY, STRICTLY

__all__ = ["CHUNK", "MOST_HITS", "SHORT", "Hit", "Matcher", "hits_slowly"]

CHUNK: Final = 400
"""How many texts of a batch are searched at a time, at most."""

SHORT: Final = 1_000
"""A text of a batch that is longer is searched by itself."""

_ORDER = attrgetter("start", "end", "word")


class Matcher:
    """Words, ready to be found in texts: make it once, and ask it often.

    >>> Matcher(["加微信"], NORMALLY).hits("快加*微 信")
    [Hit(word='加微信', start=1, end=6, folds=('separators',))]

    It finds what `policyq.text.definition.hits_slowly` finds, under any set of folds
    (`policyq.text.folds`). It cannot be pickled or copied, and is not for several threads at once.
    """

    def __init__(self, words: Iterable[str], folds: frozenset[str] = STRICTLY) -> None:
        """``words``: in any order; those that the folds make equal are one, called by the smallest
        of its spellings."""
        self.called = forms(words, folds)
        """From what the folds make of a word to what its hits are called."""
        # A word's number is its place among the spellings, so that hits sort by it.
        self._words = sorted(self.called.items(), key=itemgetter(1))
        self._folds = folds
        self._wide: Loosely | None = None
        if self._words and folds - NORMALLY:
            self._wide = Loosely([word for _, word in self._words], folds)

    @cached_property
    def _main(self) -> list[Searched]:
        """All words in one automaton, or in two, but for those that hold separators."""
        if not self._words or self._wide is not None:
            return []
        if "separators" not in self._folds:
            return [searched(self._words, self._folds, False)]
        # Words that are nothing but separators: for them a separator is like any character.
        bare = [each for each in self._parted if separators().issuperset(each[0])]
        rest = [each for each in self._words if each not in bare] if bare else self._words
        ways = (rest, True), (bare, False)
        return [searched(some, self._folds, parted) for some, parted in ways if some]

    @cached_property
    def _odd(self) -> list[Searched]:
        """Those that hold separators and something else, by themselves."""
        if "separators" not in self._folds or self._wide is not None:
            return []
        odd = [each for each in self._parted if not separators().issuperset(each[0])]
        return [searched(odd, self._folds, True)] if odd else []

    @cached_property
    def _parted(self) -> list[tuple[str, str]]:
        """The words that hold separators."""
        if separators().isdisjoint({*"".join(self.called)}):
            return []
        return [each for each in self._words if not separators().isdisjoint(each[0])]

    def found(self, text: str) -> bool:
        """Whether there is any hit."""
        return bool(self.hits(text))

    @cached_property
    def may_be_in(self) -> Callable[[str], object]:
        """Says of a text that is not empty and no longer than `STRIDE` something true if there may be a hit in it;
        quicker than `hits`, which has to be asked then."""
        if not self._words:
            return lambda text: None
        if self.direct is not None:
            return self.direct.hits
        if len(self._main) == 1 and not self._odd:
            return self._main[0].look
        return self.hits

    @cached_property
    def direct(self) -> Direct | None:
        """Quicker ways to search such a text; where the words are not such that this can be, there are
        none."""
        return directly(self._words, self._folds)

    def shorter(self, form: str) -> str | None:
        """A word that stands in a folded text and is shorter than it. Quick also where there are
        very many."""
        for piece in (form[:-1], form[1:]):
            for one in self._main if len(piece) <= STRIDE else ():
                looked = one.look(piece) if piece else None
                if looked is not None:
                    return one.words[one.strings.says(looked[0][0][2])[0].word][1]
        return None

    def hits(self, text: str) -> list[Hit]:
        """Every hit of every word, sorted by (start, end, word); the first `MOST_HITS` of more.

        Those that overlap, or lie inside one another, all count.
        """
        if not text:
            return []
        if self.direct is not None and len(text) <= STRIDE:
            return self.direct.hits(text)
        if self._wide is not None:
            return _first(self._wide.hits(text))
        hits: list[Hit] | None = []
        if len(text) <= STRIDE:
            for one in self._main:
                looked = one.look(text)
                if looked is not None and hits is not None:
                    some = quick_hits(one, text, *looked)
                    hits = None if some is None else hits + some
            if hits is not None:
                return _first(hits) if hits else hits
        hits = [hit for one in self._main for hit in plain_hits(one, text)]
        hits += [hit for one in self._odd for hit in odd_hits(one, text)]
        return _first(hits)

    def batch(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits of each text, as `hits` gives them: quicker where there are many short ones."""
        results: list[list[Hit]] = []
        for some in _chunks(texts):
            if len(some) == 1:
                results += map(self.hits, some)
            elif self._wide is not None:
                results += map(_first, self._wide.batch(some))
            else:
                results += self._together(some)
        return results

    def _together(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits of texts that are searched as one."""
        results: list[list[Hit]] = [[] for _ in texts]
        several: set[int] = set()
        again: set[int] = set()
        for one in self._main:
            more, unclear = batch(one, texts, results)
            several |= more
            again |= unclear
        for text in several:
            _first(results[text])
        for text in again:
            results[text] = self.hits(texts[text])
        return results


def _first(hits: list[Hit]) -> list[Hit]:
    """So many of them as count."""
    if len(hits) > 1:
        hits.sort(key=_ORDER)
        del hits[MOST_HITS:]
    return hits


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in their order, some at a time; a long one by itself."""
    for first in range(0, len(texts), CHUNK):
        some = texts[first : first + CHUNK]
        if max(map(len, some)) <= SHORT:
            yield some
            continue
        for long, run in groupby(some, key=lambda text: len(text) > SHORT):
            few = list(run)
            yield from [[text] for text in few] if long else [few]
