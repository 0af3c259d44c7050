"""Points that members earn and spend, rewards for them, and titles."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.syntax.tree.actions import Action
from policyq.syntax.tree.small import Length, Name, Node, Number


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """``at most 10 monthly``; ``bucket``: day, week or month."""

    most: Number
    bucket: str


@dataclass(frozen=True, slots=True)
class Points(Node):
    """``points activity at most 20 daily each at most 2 daily per pair expiring after 180 days``."""

    name: Name
    cap: Limit | None = None
    pairs: Number | None = None
    """How often a day one of two members may earn points for the other."""
    lasts: Length | None = None


@dataclass(frozen=True, slots=True)
class Reward(Node):
    """``reward voucher = 100 activity at most 10 monthly cost 20 yuan goods then notify owner``."""

    name: Name
    price: Number
    points: Name
    stock: Limit | None = None
    each: Limit | None = None
    cost: Number | None = None
    worth: str | None = None
    actions: tuple[Action, ...] = ()
    failing: tuple[Action, ...] = ()
    """What is done where it cannot be had."""


@dataclass(frozen=True, slots=True)
class Title(Node):
    """``title star expiring after 30 days``."""

    name: Name
    lasts: Length | None = None
