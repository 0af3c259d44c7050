"""The words of a program in a message: one search for each set of folds, over the words of all rules.

Most messages hold none of them, and that is all there is to ask. Where some do, the words that
say nothing against a hit settle what they are asked for; for the others the whole law of lists
(`policyq.text.listed`) is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from policyq.ir import clock, nodes
from policyq.ir.evidence import looked_for, text_hits
from policyq.text.definition import form, forms
from policyq.text.fold import fold
from policyq.text.folds import STRICTLY
from policyq.text.listed import Listed, Searcher
from policyq.text.words import MOST_HITS, Hit, Matcher
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Searches:
    """Lists that are ready to be looked for, each made when it is first asked for."""

    def __init__(self, program: nodes.Program) -> None:
        # To hash a long list takes long: those of the program are known by what they are.
        self._lists = {id(words.listed): words.listed for words in program.words}
        self._known: dict[int, Searcher] = {}
        self._others: dict[Listed, Searcher] = {}
        self._matchers: dict[tuple[tuple[str, ...], frozenset[str]], Matcher] = {}

    def find(self, listed: Listed, text: str, date: str) -> list[Hit]:
        """As `policyq.text.listed.hits`."""
        if id(listed) in self._lists:
            made = self._known.get(id(listed))
            if made is None:
                made = self._known[id(listed)] = Searcher(listed, self.matcher)
        else:
            made = self._others.get(listed)
            if made is None:
                made = self._others[listed] = Searcher(listed, self.matcher)
        return made.hits(text, date)

    def matcher(self, words: Sequence[str], folds: frozenset[str]) -> Matcher:
        """The matcher for some words."""
        place = (tuple(words), folds)
        made = self._matchers.get(place)
        if made is None:
            made = self._matchers[place] = Matcher(words, folds)
        return made


class Scan:
    """One search for the words of many conditions; each is a bit of the answer."""

    def __init__(
        self, wanted: Sequence[nodes.Text], program: nodes.Program, searches: Searches
    ) -> None:
        self._searches = searches
        self._zone = program.timezone
        self._wanted = [
            tuple(listed for _, listed in looked_for(condition, program)) for condition in wanted
        ]
        words: dict[frozenset[str], list[tuple[str, int, bool]]] = defaultdict(list)
        for number, lists in enumerate(self._wanted):
            for listed in lists:
                for word in listed.words:
                    surely = word.free and not listed.allowed
                    words[word.folds].append((word.text, 1 << number, surely))
        self._groups = [_Group(folds, some, searches) for folds, some in words.items()]

    def __call__(self, text: str, time: Instant) -> int:
        found = asked = 0
        for group in self._groups:
            surely, perhaps = group.bits(text)
            found |= surely
            asked |= perhaps
        asked &= ~found
        return found | self._asked(asked, text, time) if asked else found

    def _asked(self, bits: int, text: str, time: Instant) -> int:
        """Those of some conditions that hold, each asked by itself."""
        date = clock.local(time, self._zone).date().isoformat()
        return sum(
            1 << number
            for number, lists in enumerate(self._wanted)
            if bits >> number & 1
            and any(self._searches.find(listed, text, date) for listed in lists)
        )


class _Group:
    """The words that are looked for under one set of folds."""

    def __init__(
        self, folds: frozenset[str], words: Sequence[tuple[str, int, bool]], searches: Searches
    ) -> None:
        texts = sorted({text for text, _, _ in words})
        self._matcher = searches.matcher(texts, folds)
        self._strictly = folds == STRICTLY
        self._all = 0
        bits: dict[str, tuple[int, int]] = {}
        for text, bit, surely in words:
            self._all |= bit
            sure, perhaps = bits.get(text, (0, 0))
            bits[text] = (sure | bit, perhaps) if surely else (sure, perhaps | bit)
        # A hit is called by one spelling of all those that the folds make equal.
        called: dict[str, tuple[int, int]] = {}
        same = forms(texts, folds)
        for text, (sure, perhaps) in bits.items():
            name = same.get(form(text, folds))
            if name is not None:
                more, maybe = called.get(name, (0, 0))
                called[name] = (more | sure, maybe | perhaps)
        self._bits = called

    def bits(self, text: str) -> tuple[int, int]:
        """The conditions that hold, and those that may hold if they are asked."""
        if self._strictly and not self._matcher.found_folded(fold(text)):
            return 0, 0
        hits = self._matcher.hits(text)
        if not hits:
            return 0, 0
        found = asked = 0
        for hit in hits:
            sure, perhaps = self._bits[hit.word]
            found |= sure
            asked |= perhaps
        # Where the hits may have been cut, each condition is asked by itself.
        return found, self._all if len(hits) >= MOST_HITS else asked


class Nearby:
    """Whether what a `Near` looks for is near one another; asked where both stand somewhere."""

    def __init__(self, program: nodes.Program, searches: Searches) -> None:
        self._program = program
        self._searches = searches

    def __call__(self, condition: nodes.Near, event: Event) -> bool:
        return bool(text_hits(condition, self._program, event, self._searches.find))
