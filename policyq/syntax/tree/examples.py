"""Examples: what happens, and what is expected."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.syntax.tree.small import (
    Amount,
    Clock,
    Date,
    Length,
    Name,
    Node,
    Number,
    Role,
    Str,
    Who,
)


@dataclass(frozen=True, slots=True)
class Given(Node):
    """``given members = 300``, ``given platform = qq``, ``given group tag = vip``."""

    field: str
    value: Number | Name | Str


@dataclass(frozen=True, slots=True)
class Jump(Node):
    """How far the example's calendar moves before the event: ``next day``, ``after 3 days``,
    or to a date."""

    days: int = 0
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Happens(Node):
    """``23:30 Ming (admin): "hello"``, ``next day 07:00 Ming join``, ``10:00 Li purchase 30``,
    ``10:05 Boss (owner) approves``, ``10:00 Ming join from "account"``.

    A kind of event, or ``approve`` / ``reject`` (of the latest open question), or ``day_end``
    or ``heartbeat`` (without a member). ``who`` inside the brackets are the member's role and tags.
    ``group``, ``platform``: ``10:00 Ming in qq "second": "hello"``; none: the example's own."""

    jump: Jump | None
    clock: Clock
    member: Name | None
    who: tuple[Role | Name, ...]
    kind: str
    text: Str | None = None
    amount: Number | None = None
    group: Str | None = None
    platform: Name | None = None
    channel: Str | None = None


@dataclass(frozen=True, slots=True)
class Expected(Node):
    """``mute 10 minutes``; what is not stated is not compared. ``pending``: parked, not done."""

    action: str
    text: Str | None = None
    duration: Length | None = None
    to: tuple[Who, ...] = ()
    tag: Name | None = None
    pending: bool = False
    amount: Amount | None = None
    of: Name | None = None
    whom: str | None = None


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """Exactly the effects since the expectation before it; none: the events are let through.

    ``bound`` may be ``at_least`` (others may come, too) or ``at_most`` (some may be missing)."""

    effects: tuple[Expected, ...]
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Example(Node):
    """``table``: what stands before each expectation is a case of its own, and begins anew."""

    title: Str
    givens: tuple[Given, ...]
    steps: tuple[Happens | Expect, ...]
    table: bool = False
