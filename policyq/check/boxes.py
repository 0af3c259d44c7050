"""Boxes: all events for which some facts hold together, and how boxes cover one another.

`covered` asks whether every event of one box is in some of others. What one of the others does
not cover is cut off, question by question, and must be in the rest. A box that says nothing about
a question holds also the events of which nobody knows the answer, and those no other box holds
that asks it: of `image`, `image and length > 5` and `image and length <= 5` are not the whole,
since a source may say nothing of texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from policyq.check import facts
from policyq.check.facts import (
    Bits,
    Count,
    Fact,
    Implied,
    Kinds,
    Nothing,
    Number,
    Some,
    Spans,
    Week,
    common,
    within,
    without,
)  # fmt: skip
from policyq.check.times import WHOLE_WEEK

MOST_CUTS = 300
"""So many pieces of one box are looked at before nothing is said of it."""


class Above(Protocol):
    """What follows from one word, site or tag: those that hold whenever it does, itself too."""

    def __call__(self, family: str, one: Hashable) -> frozenset[Hashable]: ...


@dataclass(slots=True)
class Box:
    """Events, by the answers that are allowed. What is not named is not asked."""

    kinds: int = facts.ALL_MASK
    week: int = WHOLE_WEEK
    bits: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    """By question: the answers that are allowed, and all that there are."""
    numbers: dict[Hashable, Spans] = field(default_factory=dict)
    some: tuple[tuple[str, frozenset[Hashable]], ...] = ()
    nothing: dict[str, frozenset[Hashable]] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Whether no event can be in it, as far as each question tells for itself."""
        return (
            not self.kinds
            or not self.week
            or any(not mask for mask, _ in self.bits.values())
            or any(not spans for spans in self.numbers.values())
        )

    def numbers_of(self, key: Hashable) -> Spans | None:
        """What is known of a number. A count over a window holds no less than one over a shorter
        window, and no more than one over a longer."""
        found = self.numbers.get(key)
        if not isinstance(key, Count) or key.trailing is None or not key.grows:
            return found
        for other, spans in self.numbers.items():
            if not isinstance(other, Count) or other.base != key.base or other == key:
                continue
            if other.trailing is None or not spans:
                continue
            low, high = spans[0][0], spans[-1][1]
            longer = key.trailing >= other.trailing
            told = ((low, _END),) if longer else ((_START, high),)
            found = told if found is None else common(found, told)
        return found

    def knows(self, family: str) -> bool:
        """Whether what is asked of a family of words, sites or people is known."""
        same = _TEXTUAL if family in _TEXTUAL else (family,)
        if not self.nothing.keys().isdisjoint(same) or _number_of(family) in self.numbers:
            return True
        if family == "links" and self.knows("text"):
            return True
        # A group is found by its id, too: that it is one says nothing of its name.
        return family != "group" and any(one in same for one, _ in self.some)


#: Families that are known together: contacts stand in the text.
_TEXTUAL = ("text", "contacts")
_NUMBERS = {
    "text": "length", "contacts": "length", "links": "link_count", "mentions": "mention_count",
}  # fmt: skip
_START: facts.Point = (0, 0)
_END: facts.Point = (float("inf"), 0)


def _number_of(family: str) -> str:
    return _NUMBERS.get(family, "?")


def box(those: Iterable[Fact], implied: bool) -> Box:
    """The box of some facts; with what they imply, or only what they say."""
    made = Box()
    for fact in those:
        if isinstance(fact, Implied):
            if not implied:
                continue
            fact = fact.fact
        match fact:
            case Kinds(mask):
                made.kinds &= mask
            case Week(minutes):
                made.week &= minutes
            case Bits(key, mask, full):
                before = made.bits.get(key, (mask, full))[0]
                made.bits[key] = (before & mask, full)
            case Number(key, spans):
                known = made.numbers.get(key)
                made.numbers[key] = spans if known is None else common(known, spans)
            case Some(family, ones):
                made.some = (*made.some, (family, ones))
            case Nothing(family, ones):
                made.nothing[family] = made.nothing.get(family, frozenset()) | ones
    return made


def contradicts(one: Box, above: Above) -> bool:
    """Whether no event can be in a box."""
    if one.is_empty():
        return True
    for family, ones in one.some:
        denied = one.nothing.get(family)
        if denied and all(above(family, word) & denied for word in ones):
            return True
    return any(isinstance(key, Count) and not one.numbers_of(key) for key in one.numbers)


def cuts(one: Box, other: Box, above: Above) -> list[Box] | None:
    """``one`` without ``other``, in pieces; ``None`` if nothing of it can be cut off that way:
    the boxes are apart, or the other asks what ``one`` does not know."""
    pieces: list[Box] = []
    rest = one
    for step in (_kinds, _week, _bits, _numbers, _some, _nothing):
        found = step(rest, other, above)
        if found is None:
            return None
        new, rest = found
        pieces += new
    return pieces


def _kinds(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    both, left = one.kinds & other.kinds, one.kinds & ~other.kinds
    if not both:
        return None
    return ([replace(one, kinds=left)], replace(one, kinds=both)) if left else ([], one)


def _week(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    both, left = one.week & other.week, one.week & ~other.week
    if not both:
        return None
    return ([replace(one, week=left)], replace(one, week=both)) if left else ([], one)


def _bits(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    pieces: list[Box] = []
    for key, (mask, full) in other.bits.items():
        mine = one.bits.get(key, (full, full))[0]
        left = mine & ~mask
        if not mine & mask or left & facts.UNKNOWN:
            return None
        if left:
            pieces.append(replace(one, bits={**one.bits, key: (left, full)}))
            one = replace(one, bits={**one.bits, key: (mine & mask, full)})
    return pieces, one


def _numbers(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    pieces: list[Box] = []
    for key, spans in other.numbers.items():
        mine = one.numbers_of(key)
        if mine is None:
            return None
        if within(mine, spans):
            continue
        both = common(mine, spans)
        if not both:
            return None
        pieces.append(replace(one, numbers={**one.numbers, key: without(mine, spans)}))
        one = replace(one, numbers={**one.numbers, key: both})
    return pieces, one


def _some(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    pieces: list[Box] = []
    for family, ones in other.some:
        left = _left(one, family, ones, above)
        if left is None:
            continue
        denied = one.nothing.get(family, frozenset())
        if not one.knows(family) or (denied and all(above(family, w) & denied for w in ones)):
            return None
        nothing = {**one.nothing, family: denied | ones}
        pieces.append(replace(one, some=left, nothing=nothing))
        one = replace(one, some=(*one.some, (family, ones)))
    return pieces, one


def _left(
    one: Box, family: str, ones: frozenset[Hashable], above: Above
) -> tuple[tuple[str, frozenset[Hashable]], ...] | None:
    """What each choice of a box still allows if none of ``ones`` holds; ``None`` if that cannot
    be, for one of ``ones`` always holds."""
    left = []
    for mine, words in one.some:
        if mine == family:
            words = frozenset(word for word in words if not above(family, word) & ones)
            if not words:
                return None
        left.append((mine, words))
    return tuple(left)


def _nothing(one: Box, other: Box, above: Above) -> tuple[list[Box], Box] | None:
    pieces: list[Box] = []
    for family, ones in other.nothing.items():
        denied = one.nothing.get(family, frozenset())
        open_ones = frozenset(word for word in ones if not above(family, word) & denied)
        if not open_ones or (_others(one, family, open_ones)):
            continue
        if not one.knows(family):
            return None
        if any(
            mine == family and all(above(family, word) & open_ones for word in words)
            for mine, words in one.some
        ):
            return None
        pieces.append(replace(one, some=(*one.some, (family, open_ones))))
        one = replace(one, nothing={**one.nothing, family: denied | open_ones})
    return pieces, one


def _others(one: Box, family: str, denied: frozenset[Hashable]) -> bool:
    """Whether the sender is somebody else, or came from elsewhere."""
    return family in _ONE_ONLY and any(
        mine == family and not ones & denied for mine, ones in one.some
    )


#: Of what everybody has one at most.
_ONE_ONLY = ("account", "channel")


def inside(one: Box, other: Box, above: Above) -> bool:
    """Whether a box is in another whole."""
    if one.kinds & ~other.kinds or one.week & ~other.week:
        return False
    return cuts(one, other, above) == []


def covered(one: Box, others: Sequence[Box], above: Above) -> bool:
    """Whether every event of a box is in one of the others."""
    return all(_covered(one, others, above, iter(range(MOST_CUTS))))


def _covered(one: Box, others: Sequence[Box], above: Above, left: Iterator[int]) -> Iterator[bool]:
    """For each piece that is left in the end, whether it is in one of the others."""
    for place, other in enumerate(others):
        pieces = cuts(one, other, above)
        if pieces is None:
            continue
        if next(left, None) is None:
            yield False
            return
        for piece in pieces:
            yield from _covered(piece, others[place + 1 :], above, left)
        return
    yield False
