"""What has to be so for a rule to fire, as facts that can be compared: the small change of `boxes`.

A fact names a question about an event and the answers that are allowed. An answer that nobody
knows is allowed by no fact but those that say nothing about it, as the definition has it: what is
unknown does not fire.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from policyq.vocabulary.events import ALL_KINDS, KINDS, PLATFORMS, ROLES

Point: TypeAlias = tuple[float, int]
"""A place between numbers: ``(5, 0)`` just before 5, ``(5, 1)`` just after it."""
Spans: TypeAlias = tuple[tuple[Point, Point], ...]
"""Numbers, from point to point, in order, apart from each other."""

_KIND_BIT = {kind: 1 << place for place, kind in enumerate(KINDS)}
ROLE_BIT = {role: 1 << place for place, role in enumerate(ROLES)}
PLATFORM_BIT = {one: 1 << place for place, one in enumerate(PLATFORMS)}

UNKNOWN = 1 << 30
"""The bit of *nobody knows*."""
_OTHER = 1 << 29
ROLES_KNOWN = sum(ROLE_BIT.values()) | _OTHER
PLATFORMS_KNOWN = sum(PLATFORM_BIT.values()) | _OTHER
YES, NO = 1, 2
BOTH = YES | NO


class Kinds(NamedTuple):
    """The event is of one of these kinds."""

    mask: int


class Week(NamedTuple):
    """It happens in one of these minutes of the week."""

    minutes: int


class Bits(NamedTuple):
    """The answer to a question with few answers is one of ``mask``."""

    key: Hashable
    mask: int
    full: int
    """All answers that there are, `UNKNOWN` included if it may be."""


class Number(NamedTuple):
    """A number is known, and in one of the spans."""

    key: Hashable
    spans: Spans


class Some(NamedTuple):
    """At least one of these holds: words, sites, tags, accounts."""

    family: str
    ones: frozenset[Hashable]


class Nothing(NamedTuple):
    """None of these holds, and that is known."""

    family: str
    ones: frozenset[Hashable]


class Implied(NamedTuple):
    """What follows from another fact. True of the events for which a rule fires; a rule that is
    to cover others need not be asked for it."""

    fact: Kinds | Week | Bits | Number | Some | Nothing


Fact: TypeAlias = "Kinds | Week | Bits | Number | Some | Nothing | Implied"
Facts: TypeAlias = tuple[Fact, ...]
"""Facts that hold together."""


class Count(NamedTuple):
    """The key of an aggregate's number."""

    base: Hashable
    """What is counted, by what."""
    window: Hashable
    trailing: float | None
    """The length of the window in microseconds, if that never changes."""
    grows: bool
    """Whether a longer window never holds less."""


@lru_cache(maxsize=1024)
def kinds_mask(kinds: frozenset[str]) -> int:
    """Kinds of event as bits."""
    return ALL_MASK if kinds == ALL_KINDS else sum(_KIND_BIT[kind] for kind in kinds)


ALL_MASK = sum(_KIND_BIT.values())


def kinds_in(mask: int) -> frozenset[str]:
    """Bits as kinds of event."""
    return frozenset(kind for kind, bit in _KIND_BIT.items() if mask & bit)


def spans_of(op: str, value: float, whole: bool) -> Spans:
    """The numbers that ``op value`` allows; of ``whole`` ones, which are never below zero, only
    those."""
    least: Point = (0, 0) if whole else (-math.inf, 0)
    before: Point = (math.ceil(value), 0) if whole else (value, 0)
    after: Point = (math.floor(value) + 1, 0) if whole else (value, 1)
    most: Point = (math.inf, 0)
    made = {
        "<": ((least, before),),
        "<=": ((least, after),),
        ">": ((after, most),),
        ">=": ((before, most),),
        "=": ((before, after),),
        "!=": ((least, before), (after, most)) if before < after else ((least, most),),
    }[op]
    return tuple((max(low, least), high) for low, high in made if max(low, least) < high)


def common(left: Spans, right: Spans) -> Spans:
    """The numbers in both."""
    both = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple((low, high) for low, high in both if low < high)


def without(left: Spans, right: Spans) -> Spans:
    """The numbers of ``left`` that are not in ``right``."""
    rest = list(left)
    for low, high in right:
        pieces = ((a, min(b, low)) for a, b in rest)
        pieces_after = ((max(a, high), b) for a, b in rest)
        rest = sorted((a, b) for a, b in (*pieces, *pieces_after) if a < b)
    return tuple(rest)


def within(left: Spans, right: Spans) -> bool:
    """Whether every number of ``left`` is in ``right``."""
    return all(any(c <= a and b <= d for c, d in right) for a, b in left)
