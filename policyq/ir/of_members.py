"""Conditions that ask for tiers and for silence: of an event that tells a change, or of the registry
of members (`policyq.ir.tiers`)."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.ir.literals import Amount


@dataclass(frozen=True, slots=True)
class Changed:
    """The event tells that a member came into one of these tiers (``into``), or left it."""

    tiers: frozenset[str]
    into: bool


@dataclass(frozen=True, slots=True)
class InTier:
    """The sender (= the target) is in one of these tiers since the last refresh."""

    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Silent:
    """The time since the sender's last message, compared; `check` lets only tiers ask it."""

    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Removed:
    """The person behind the sender was removed from some group, by one of these rules (none: by any,
    or by hand), in the time before the event."""

    rules: frozenset[str]
    within: Amount


@dataclass(frozen=True, slots=True)
class InRow:
    """The sender's streak (`Program.streaks`), as a length of whole local days, compared; ``op`` is
    ``%`` for being so many times the amount."""

    streak: str
    op: str
    amount: Amount
