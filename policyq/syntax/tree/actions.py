"""What a rule does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policyq.syntax.tree.conditions import Bucket, Trailing
from policyq.syntax.tree.small import Amount, Length, Name, Node, Number, Str, Who


@dataclass(frozen=True, slots=True)
class Confirm(Node):
    """``confirmed by 2 of owner or admin within 2 hours otherwise mute 1 day``."""

    judges: tuple[Who, ...]
    within: Amount | None = None
    otherwise: Action | None = None
    quorum: Number | None = None
    """How many of them must approve; one, if it is not said."""


@dataclass(frozen=True, slots=True)
class Once(Node):
    """``once per sender within 10 minutes``, ``once daily``; ``per``: sender, or nothing."""

    per: tuple[str, ...]
    window: Trailing | Bucket


@dataclass(frozen=True, slots=True)
class Do(Node):
    """``mute 10 minutes``: ``action`` is an id of `policyq.vocabulary.actions.ACTIONS`."""

    action: str
    text: Str | None = None
    duration: Amount | None = None
    to: tuple[Who, ...] = ()
    tag: Name | None = None
    confirm: Confirm | None = None
    once: Once | None = None
    amount: Amount | None = None
    of: Name | None = None
    """Of ``award`` and ``deduct`` the points, of ``redeem`` the reward, of ``grant`` the title."""
    whom: str | None = None
    """``other``: whom the event is aimed at; ``winners``: who is on the ranking; else the sender."""
    others: tuple[Str, ...] = ()
    """Of ``reply "a" or "b"``: the texts after the first. One of all is said."""
    ahead: Length | None = None
    """Of the reminders that a roster stands for: to whoever comes on duty in so long."""

    @property
    def texts(self) -> tuple[Str, ...]:
        """Every text that it may say."""
        return self.others if self.text is None else (self.text, *self.others)


@dataclass(frozen=True, slots=True)
class Penalize(Node):
    """``penalize by standard``."""

    ladder: Name
    confirm: Confirm | None = None
    whom: str | None = None
    """``other``: whom the event is aimed at."""


@dataclass(frozen=True, slots=True)
class TreatAs(Node):
    """``treat as level 3``."""

    level: Number
    confirm: Confirm | None = None


Action: TypeAlias = "Do | Penalize | TreatAs"
