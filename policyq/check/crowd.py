"""Many rules, each with what it needs and does, and found again by what it needs.

Nobody compares each rule with each. A rule that could cover another asks for nothing that the
other does not know, so each is filed under the rarest thing it asks for, for every sort of deed,
the most general first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from policyq.check import boxes, facts
from policyq.check.boxes import Box
from policyq.check.deeds import Deed
from policyq.check.facts import Bits, Count, Fact, Facts, Implied, Kinds, Nothing, kinds_mask
from policyq.check.kinds import kinds_of
from policyq.check.meaning import whole_of
from policyq.check.needs import Needs, TooMany, Ways, both, role_fact, split_who
from policyq.check.scope import Placed, Scope
from policyq.check.shapes import shape_of
from policyq.check.times import WHOLE_WEEK
from policyq.syntax import tree
from policyq.vocabulary.events import MESSAGES, PERSONAL

_NOBODY: frozenset[Hashable] = frozenset()
_PERSONAL = kinds_mask(PERSONAL)
_MESSAGES = kinds_mask(MESSAGES)
_FEW_WAYS = 4
MOST = 40
"""So many of those that are filed in one place are looked at, the most general ones."""


class Member(NamedTuple):
    """A rule in the crowd."""

    placed: Placed
    fires: tuple[Facts, ...]
    """When it fires for sure, as alternatives: what it covers."""
    whole: tuple[Facts, ...]
    """When it may fire, with all that follows from that: what others must cover."""
    deeds: tuple[Deed, ...]

    @property
    def name(self) -> str:
        return self.placed.rule.name.text


class Gatherer:
    """Makes members of rules."""

    def __init__(self, scope: Scope, needs: Needs) -> None:
        self._scope = scope
        self._needs = needs
        self._sections: dict[str, Ways] = {}
        self._around: dict[Hashable, tuple[Facts, Facts]] = {}
        self.exempt = tuple(exempt_facts(scope))

    def member(self, placed: Placed, deeds: tuple[Deed, ...] | None) -> Member | None:
        """The rule with what it needs; ``None`` if that is too much to follow."""
        if deeds is None:
            return None
        everywhere = placed.section is None and placed.rule.name.text not in self._scope.changed
        shape = shape_of(placed.rule) if everywhere else None
        if shape is None:
            return self._member(placed, deeds)
        around = self._around.get(shape.key)
        if around is None:
            made = self._member(placed, deeds)
            around = made and _around(made, self._needs.word(shape.word))
            if around is not None:
                self._around[shape.key] = around
            return made
        before, after = around
        ways = ((*before, *self._needs.word(shape.word), *after),)
        return Member(placed, ways, ways, deeds)

    def _member(self, placed: Placed, deeds: tuple[Deed, ...]) -> Member | None:
        rule = placed.rule
        kinds: Facts = (Kinds(kinds_mask(kinds_of(whole_of(rule)))),)
        try:
            asked = both([kinds], self._needs.asked(rule.when))
            surely = asked
            if rule.unless is not None:
                unless = tree.Not(rule.unless, span=rule.unless.span)
                surely = both(asked, self._needs.asked(unless))
            whole = asked if rule.unless_until is not None else surely
        except TooMany:
            return None
        here = self._place(placed)
        told = self.section(placed.section) if placed.section is not None else [()]
        implied = [tuple(map(_implied, way)) for way in told] if len(told) <= _FEW_WAYS else [()]
        fires = [(*here, *way) for way in surely]
        if placed.section is not None and len(told) <= _FEW_WAYS and told != [()]:
            fires += [(*of, *way) for of in told for way in surely]
        return Member(
            placed,
            tuple(fires),
            tuple((*here, *of, *way) for of in implied for way in whole),
            deeds,
        )

    def _place(self, placed: Placed) -> Facts:
        """Where a rule holds."""
        if placed.section is not None:
            return (Bits(("section", placed.section.name.text), facts.YES, facts.BOTH),)
        return tuple(
            Bits(("section", section.name.text), facts.NO, facts.BOTH)
            for section in self._scope.changed.get(placed.rule.name.text, ())
        )

    def section(self, section: tree.Section) -> Ways:
        """What a group needs to be in a section; nothing that is known if it is too much."""
        name = section.name.text
        if name not in self._sections:
            try:
                self._sections[name] = self._needs.of_group(section.when)
            except TooMany:
                self._sections[name] = [()]
        return self._sections[name]


def exempt_facts(scope: Scope) -> Iterator[Fact]:
    """What is so of every sender for whom a rule fires."""
    for node in scope.declarations:
        if isinstance(node, tree.Exempt) and node.until is None:
            roles, tags, accounts = split_who(node.who)
            if roles:
                yield role_fact(roles, holds=False)
            if tags:
                yield Nothing("tags", tags)
            if accounts:
                yield Nothing("account", accounts)


def _around(member: Member, word: Facts) -> tuple[Facts, Facts] | None:
    """What a rule needs before and behind its word, if there is one way to fire: the same for all
    rules of its shape."""
    if len(member.fires) != 1 or member.fires != member.whole:
        return None
    (way,) = member.fires
    for start in range(len(way)):
        if way[start : start + len(word)] == word:
            return way[:start], way[start + len(word) :]
    return None


def _implied(fact: Fact) -> Fact:
    return fact if isinstance(fact, Implied) else Implied(fact)


def whole_box(way: Facts, exempt: Facts = ()) -> Box:
    """The box of all events of one alternative, those who are exempt left out."""
    kinds = facts.ALL_MASK
    for fact in way:
        if isinstance(fact, Kinds):
            kinds &= fact.mask
    personal = not kinds & ~_PERSONAL
    return boxes.box((*way, *exempt) if personal else way, implied=True)


@dataclass(slots=True)
class Filed:
    """A box of a member, and one of its deeds."""

    number: int
    box: Box
    deed: Deed
    must: frozenset[Hashable]
    """What another box has to know, or this one says nothing about it."""


class Crowd:
    """The members, by what they need and do."""

    def __init__(
        self, sorts: Iterable[tuple[Member, tuple[tuple[Deed, frozenset[Hashable]], ...]]]
    ) -> None:
        """Members, and for each the deeds with the sorts that each may make needless."""
        known = [
            (number, boxes.box(way, implied=False), deeds)
            for number, (member, deeds) in enumerate(sorts)
            for way in member.fires
            if member.deeds
        ]
        tokens = [list(_choices(one)) for _, one, _ in known]
        often = Counter(token for choices in tokens for choice in choices for token in choice)
        self._filed: dict[tuple[Hashable, Hashable], list[Filed]] = defaultdict(list)
        for (number, one, deeds), choices in zip(known, tokens, strict=True):
            rarest = min(choices, key=lambda choice: sum(often[token] for token in choice))
            must = frozenset(_must(one))
            for deed, those in deeds:
                for sort in those:
                    for token in rarest:
                        self._filed[sort, token].append(Filed(number, one, deed, must))
        for filed in self._filed.values():
            filed.sort(key=lambda entry: _narrow(entry.box))
        tokens_of = defaultdict[Hashable, set[Hashable]](set)
        for sort, token in self._filed:
            tokens_of[sort].add(token)
        # Of two sets Python does not work out anew what its members are found by.
        self._tokens = {sort: frozenset(some) for sort, some in tokens_of.items()}

    def has(self, sort: Hashable) -> bool:
        """Whether anybody does anything of that sort."""
        return sort in self._tokens

    def beside(self, sort: Hashable, one: Box, known: frozenset[Hashable]) -> Iterator[Filed]:
        """Those that may cover something of a box, for one sort of deed."""
        # In an order that is always the same, or another rule would be named every time.
        for token in sorted(known & self._tokens.get(sort, _NOBODY), key=repr):
            filed = self._filed[sort, token]
            fitting = (entry for entry in filed[: 4 * MOST] if entry.must <= known)
            for place, entry in enumerate(fitting):
                if place == MOST:
                    break
                if one.kinds & entry.box.kinds and one.week & entry.box.week:
                    yield entry


def _narrow(one: Box) -> tuple[int, float]:
    """Sorts the most general box first."""
    asked = len(one.bits) + len(one.numbers) + len(one.some) + len(one.nothing)
    asked += one.week != WHOLE_WEEK
    width = 0.0
    for spans in one.numbers.values():
        if spans:
            low, high = spans[0][0][0], spans[-1][1][0]
            width += (low if low > 0 else 0) - (high if high < float("inf") else 0)
    return asked, width


def _choices(one: Box) -> Iterator[tuple[Hashable, ...]]:
    """The places under one of which a box can be filed: whoever asks looks under all he knows."""
    for key, (_, full) in one.bits.items():
        if full & facts.UNKNOWN:
            yield (("bits", key),)
    for number in one.numbers:
        yield (("number", number.base if isinstance(number, Count) else number),)
    for family, ones in one.some:
        yield tuple((family, word) for word in ones)
    for family in one.nothing:
        yield (("family", family),)
    if one.kinds & _MESSAGES == _MESSAGES:
        yield ("message",)
    else:
        yield _kinds(one.kinds)


def _must(one: Box) -> Iterator[Hashable]:
    for key, (_, full) in one.bits.items():
        if full & facts.UNKNOWN:
            yield ("bits", key)
    for number in one.numbers:
        yield ("number", number.base if isinstance(number, Count) else number)
    for family, _ in one.some:
        yield ("family", family)
    for family in one.nothing:
        if family != "account":
            yield ("family", family)


def known_to(one: Box, above: boxes.Above) -> frozenset[Hashable]:
    """All places where a box that covers this one may be filed."""
    found: set[Hashable] = {"message"} if one.kinds & _MESSAGES else set()
    found.update(_kinds(one.kinds))
    found.update(("bits", key) for key, (_, full) in one.bits.items() if full & facts.UNKNOWN)
    for number in one.numbers:
        found.add(("number", number.base if isinstance(number, Count) else number))
    for family, ones in one.some:
        found.add(("family", family))
        for word in ones:
            found.update((family, other) for other in above(family, word))
    numbers = tuple(number for number in one.numbers if isinstance(number, str))
    found |= _families(numbers, tuple(family for family, _ in one.some), tuple(one.nothing))
    return frozenset(found)


@lru_cache(maxsize=1024)
def _families(
    numbers: tuple[str, ...], some: tuple[str, ...], nothing: tuple[str, ...]
) -> frozenset[Hashable]:
    """The families that a box knows which asks for these."""
    like = Box(
        numbers=dict.fromkeys(numbers, ()),
        some=tuple((family, _NOBODY) for family in some),
        nothing=dict.fromkeys(nothing, _NOBODY),
    )
    return frozenset(("family", family) for family in _FAMILIES if like.knows(family))


_FAMILIES = (
    "text",
    "contacts",
    "links",
    "mentions",
    "tags",
    "account",
    "channel",
    "group",
    "group_tags",
)


@lru_cache(maxsize=1024)
def _kinds(mask: int) -> tuple[Hashable, ...]:
    """The places of some kinds of event."""
    places = []
    while mask:
        bit = mask & -mask
        places.append(("kind", bit))
        mask ^= bit
    return tuple(places)
