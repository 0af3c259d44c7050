"""The nodes of incentives: points that members earn and spend, rewards for them, and titles."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.ir.deeds import Effect
from policyq.ir.literals import Amount
from policyq.vocabulary.types import Duration


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in a calendar bucket: day, week or month."""

    most: int
    bucket: str


@dataclass(frozen=True, slots=True)
class Points:
    """What members earn and spend. ``cap``: the most that one earns; ``pairs``: how often a day one
    of two members earns through the other; ``days``: so many local days they last, the day on
    which they are earned included, ``None`` for ever."""

    name: str
    cap: Limit | None
    pairs: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Reward:
    """What a member gets for points. ``otherwise``: what is done if it cannot be had."""

    name: str
    points: str
    price: int
    stock: Limit | None
    each: Limit | None
    effects: tuple[Effect, ...]
    otherwise: tuple[Effect, ...]
    cost: int | float | None = None
    """What one costs, in the community's currency."""
    worth: str | None = None
    """``cash``, ``goods`` or ``honour``."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a member is called for a time; ``None``: for ever."""

    name: str
    lasts: Duration | None


@dataclass(frozen=True, slots=True)
class Holds:
    """How the sender's points compare with an amount; unknown if nobody knows the sender."""

    points: str
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Titled:
    """The sender holds one of these titles; unknown likewise."""

    titles: frozenset[str]
