"""The words of a program in a message: one search for each set of folds, over the words of all rules.

Most messages hold none of them, and that is all there is to ask. Where some do, the words that
say nothing against a hit settle what they are asked for; for the others the whole law of lists
(`policyq.text.listed`) is asked.
"""

from __future__ import annotations

from codecs import utf_16_be_encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policyq.ir import clock, nodes
from policyq.ir.evidence import looked_for, text_hits
from policyq.text.definition import MOST_HITS, Hit, formed, forms
from policyq.text.glimpse import Glimpse
from policyq.text.listed import Listed, Searcher, chosen
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

if TYPE_CHECKING:
    from policyq.text.words import Matcher

Matchers: TypeAlias = "dict[tuple[tuple[str, ...], frozenset[str]], Matcher]"
"""Matchers that were made, by their words and folds."""

_Found: TypeAlias = "Sequence[tuple[_Group, list[Hit]]]"
"""What stands in a text, by groups."""


class Searches:
    """Lists that are ready to be looked for, each made when it is first asked for.

    ``matchers``: those of programs that look for the same words, where many are made one after
    the other; what is made here is put there."""

    def __init__(
        self,
        program: nodes.Program,
        wanted: tuple[nodes.Text, ...] = (),
        matchers: Matchers | None = None,
    ) -> None:
        self._of = program.words, program.timezone, wanted
        # To hash a long list takes long: those of the program are known by what they are.
        self._lists = {id(words.listed): words.listed for words in program.words}
        self._known: dict[int, Searcher] = {}
        self._others: dict[Listed, Searcher] = {}
        self._matchers: Matchers = {} if matchers is None else matchers
        self._scanned: str | None = None
        self._hits: dict[frozenset[str], list[Hit]] = {}
        """What the last scan found in its text, by folds."""
        self._groups: dict[frozenset[str], _Group] = {}
        self._scan: Callable[[str, Instant], int] = _nothing
        self._settled: Callable[[str, Instant, _Found], int] = _settle_nothing
        self._wanted: tuple[nodes.Text, ...] | None = None
        self._ahead: tuple[set[str], Callable[[str, Instant], int]] = set(), _nothing
        """The texts that were foreseen last, and the search that came of it."""
        self._shares: dict[int | Listed, _Share | None] = {}

    def scan(
        self, wanted: Sequence[nodes.Text], program: nodes.Program
    ) -> Callable[[str, Instant], int]:
        """The search for the words of many conditions; what it finds is not looked for again."""
        if self._wanted != tuple(wanted):
            self._wanted = tuple(wanted)
            made = Scan(wanted, program, self)
            self._groups = {group.folds: group for group in made.groups}
            self._scan, self._settled = made.quickly(), made.settled
        return self._scan

    def foresee(self, texts: Iterable[str]) -> Callable[[str, Instant], int]:
        """The search that `scan` gave, where these texts come next: they are searched together,
        which is many times quicker, and not again."""
        every = set(texts)
        if self._ahead[1] is not _nothing and every == self._ahead[0]:
            return self._ahead[1]
        some = list(every)
        found: dict[str, list[tuple[_Group, list[Hit]]]] = {}
        for group in self._groups.values():
            for text, hits in zip(some, group.matcher.batch(some), strict=True):
                if hits:
                    found.setdefault(text, []).append((group, hits))
        scan, settled = self._scan, self._settled
        last: tuple[str, Instant] | None = None
        bits = 0

        def scan_the_foreseen(text: str, time: Instant) -> int:
            nonlocal last, bits
            hits = found.get(text)
            if hits is None and text in every:
                return 0
            if last != (text, time):
                # Another evaluator may ask the same next.
                last = text, time
                bits = scan(text, time) if hits is None else settled(text, time, hits)
            return bits

        self._ahead = every, scan_the_foreseen
        return scan_the_foreseen

    def serves(self, program: nodes.Program, wanted: tuple[nodes.Text, ...]) -> bool:
        """Whether a program asks the same of the very same lists."""
        words, zone, mine = self._of
        return words is program.words and zone == program.timezone and mine == wanted

    def saw(self, text: str, hits: dict[frozenset[str], list[Hit]]) -> None:
        """Takes in what the scan found in a text."""
        self._scanned, self._hits = text, hits

    def find(self, listed: Listed, text: str, date: str) -> list[Hit]:
        """As `policyq.text.listed.hits`."""
        if text is self._scanned:
            place = id(listed) if id(listed) in self._lists else listed
            if place not in self._shares:
                self._shares[place] = _share(listed, self._groups)
            share = self._shares[place]
            hits = None if share is None else share.of(self._hits)
            if hits is not None:
                return hits
        return self._searcher(listed).hits(text, date)

    def _searcher(self, listed: Listed) -> Searcher:
        if id(listed) in self._lists:
            made = self._known.get(id(listed))
            if made is None:
                made = self._known[id(listed)] = Searcher(listed, self.matcher)
        else:
            made = self._others.get(listed)
            if made is None:
                made = self._others[listed] = Searcher(listed, self.matcher)
        return made

    def matcher(self, words: Sequence[str], folds: frozenset[str]) -> Matcher:
        """The matcher for some words."""
        place = (tuple(words), folds)
        made = self._matchers.get(place)
        if made is None:
            from policyq.text.words import Matcher  # it takes long to load, and is not always asked

            made = self._matchers[place] = Matcher(words, folds)
        return made


def of(
    program: nodes.Program,
    wanted: tuple[nodes.Text, ...],
    known: Searches | None,
    matchers: Matchers | None = None,
) -> Searches:
    """The searches of a program that looks for some texts first; ``known`` ones, if they serve."""
    if known is not None and known.serves(program, wanted):
        return known
    return Searches(program, wanted, matchers)


def _nothing(text: str, time: Instant) -> int:
    """The search where nothing is looked for."""
    return 0


def _settle_nothing(text: str, time: Instant, hits: _Found) -> int:
    return 0


class _Share(NamedTuple):
    """A list whose hits are some of those of a scan."""

    choice: str
    words: dict[frozenset[str], frozenset[str]]
    """Its words by their folds, called as the scan calls them."""

    def of(self, found: dict[frozenset[str], list[Hit]]) -> list[Hit] | None:
        """Its hits; ``None`` if the scan may have cut them."""
        hits: list[Hit] = []
        for folds, words in self.words.items():
            some = found.get(folds, ())
            if len(some) >= MOST_HITS:
                return None
            hits += [hit for hit in some if hit.word in words]
        if len(self.words) > 1:
            hits.sort(key=_ORDER)
        return chosen(self.choice, hits) if len(hits) > 1 else hits


_ORDER = attrgetter("start", "end", "word")


def _share(listed: Listed, groups: dict[frozenset[str], _Group]) -> _Share | None:
    """``None`` for a list that says more of a hit than which word it is, or calls it otherwise."""
    if listed.allowed or not all(word.free for word in listed.words):
        return None
    texts: dict[frozenset[str], list[str]] = defaultdict(list)
    for word in listed.words:
        texts[word.folds].append(word.text)
    words = {}
    for folds, some in texts.items():
        group = groups.get(folds)
        own = forms(some, folds)
        if group is None or any(group.called.get(same) != name for same, name in own.items()):
            return None
        words[folds] = frozenset(own.values())
    return _Share(listed.choice, words)


class _Wanted(NamedTuple):
    """Words that a condition asks for."""

    bit: int
    """Of the condition."""
    surely: bool
    """Whether a hit settles it."""
    texts: list[str]


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
        words = _by_folds(self._wanted)
        self.groups = [_Group(folds, some, searches) for folds, some in words.items()]
        self._looks = [group.look for group in self.groups]

    def quickly(self) -> Callable[[str, Instant], int]:
        """The scan of a text at an instant: the bits of the conditions that hold."""
        from policyq.text.engine.searched import STRIDE

        looks, found = self._looks, self._found
        if len(looks) != 1:

            def scan(text: str, time: Instant) -> int:
                if 0 < len(text) <= STRIDE and not any(look(text) for look in looks):
                    return 0
                return found(text, time)

            return scan
        (look,), (group,) = looks, self.groups
        direct = group.matcher.direct
        if direct is None:

            def scan_once(text: str, time: Instant) -> int:
                return 0 if 0 < len(text) <= STRIDE and not look(text) else found(text, time)

            return scan_once

        settled = self.settled

        def scan_directly(text: str, time: Instant) -> int:
            if len(text) > STRIDE:
                return found(text, time)
            hits = direct.hits(text) if text else None
            return settled(text, time, ((group, hits),)) if hits else 0

        places, in_bytes, encode = direct.places, direct.in_bytes, utf_16_be_encode
        if places is None:
            return scan_directly
        told, bits, folds, saw = direct.told, group.bits, group.folds, self._searches.saw

        def scan_plainly(text: str, time: Instant) -> int:
            # Most texts hold no word: no more is asked of them.
            if len(text) > STRIDE:
                return found(text, time)
            try:
                data = encode(text)[0] if in_bytes else text
                some = places(data)
            except UnicodeEncodeError:  # half a character
                return scan_directly(text, time)
            if not some:
                return 0
            hits = told(text, data, some)
            surely, perhaps = bits(hits)
            if perhaps:
                return settled(text, time, ((group, hits),))
            saw(text, {folds: hits})
            return surely

        return scan_plainly

    def _found(self, text: str, time: Instant) -> int:
        """The same, where there may be some."""
        found = [(group, hits) for group in self.groups if (hits := group.hits(text))]
        return self.settled(text, time, found)

    def settled(self, text: str, time: Instant, hits: _Found) -> int:
        """The bits of the conditions that hold where some groups have hits."""
        found = asked = 0
        for group, some in hits:
            surely, perhaps = group.bits(some)
            found |= surely
            asked |= perhaps
        self._searches.saw(text, {group.folds: some for group, some in hits})
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


def _by_folds(wanted: Sequence[tuple[Listed, ...]]) -> dict[frozenset[str], list[_Wanted]]:
    """The words of the lists that conditions ask for."""
    words: dict[frozenset[str], list[_Wanted]] = defaultdict(list)
    for number, lists in enumerate(wanted):
        for listed in lists:
            some: dict[tuple[frozenset[str], bool], list[str]] = defaultdict(list)
            for word in listed.words:
                some[word.folds, word.free and not listed.allowed].append(word.text)
            for (folds, surely), texts in some.items():
                words[folds].append(_Wanted(1 << number, surely, texts))
    return words


def glimpses(program: nodes.Program, wanted: Iterable[nodes.Text]) -> tuple[Glimpse, ...]:
    """What rules out texts before any search is made, one for each set of folds; none if that cannot be."""
    from policyq.text.engine.glimpses import glimpse

    lists = [tuple(listed for _, listed in looked_for(one, program)) for one in wanted]
    by_folds = sorted(_by_folds(lists).items(), key=lambda each: sorted(each[0]))
    made = [glimpse(_texts(some), folds) for folds, some in by_folds]
    return tuple(one for one in made if one is not None) if all(made) else ()


def _texts(wanted: Iterable[_Wanted]) -> list[str]:
    """The words, each once."""
    return sorted({text for one in wanted for text in one.texts})


class _Group:
    """The words that are looked for under one set of folds."""

    def __init__(
        self, folds: frozenset[str], wanted: Sequence[_Wanted], searches: Searches
    ) -> None:
        self.folds = folds
        matcher = searches.matcher(_texts(wanted), folds)
        self.hits = matcher.hits
        self.matcher = matcher
        self.look: Callable[[str], object] = matcher.may_be_in
        """Whether there may be any, in a text that is not long; quicker."""
        self.called = matcher.called
        """A hit is called by one spelling of all those that the folds make equal."""
        self._all = 0
        self._sure: dict[str, int] = {}
        self._perhaps: dict[str, int] = {}
        for bit, surely, texts in wanted:
            self._all |= bit
            bits = self._sure if surely else self._perhaps
            for name in map(self.called.get, formed(texts, folds)):
                if name is not None:
                    bits[name] = bits.get(name, 0) | bit

    def bits(self, hits: Sequence[Hit]) -> tuple[int, int]:
        """The conditions that hold, and those that may hold if they are asked."""
        found = asked = 0
        for hit in hits:
            found |= self._sure.get(hit.word, 0)
            asked |= self._perhaps.get(hit.word, 0)
        # Where the hits may have been cut, each condition is asked by itself.
        return found, self._all if len(hits) >= MOST_HITS else asked


class Nearby:
    """Whether what a `Near` looks for is near one another; asked where both stand somewhere."""

    def __init__(self, program: nodes.Program, searches: Searches) -> None:
        self._program = program
        self._searches = searches

    def __call__(self, condition: nodes.Near, event: Event) -> bool:
        return bool(text_hits(condition, self._program, event, self._searches.find))
