"""Metrics of a group, and what is watched for in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policyq.syntax.tree.actions import Action
from policyq.syntax.tree.conditions import Condition
from policyq.syntax.tree.small import Length, Name, Node, Number, Str


@dataclass(frozen=True, slots=True)
class BuiltIn(Node):
    """``share who speak``: an id of `policyq.vocabulary.metrics.MEASURES`."""

    id: str


@dataclass(frozen=True, slots=True)
class Counted(Node):
    """``count(image)``, ``sum(amount of purchase)``: as `Aggregate`, over the metric's period.
    ``what`` may be share: of all messages."""

    what: str
    of: str | None
    condition: Condition


@dataclass(frozen=True, slots=True)
class Kept(Node):
    """The share of a calendar's entries that were kept; nobody writes it: see `Agenda`."""

    agenda: str


Measure: TypeAlias = "BuiltIn | Counted | Kept | Name"
"""A `Name` is another metric."""


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """``link clicks per messages``."""

    top: Measure
    bottom: Measure


@dataclass(frozen=True, slots=True)
class Grading(Node):
    """``good >= 25%``: ``grade`` is an id of `policyq.vocabulary.metrics.GRADES`."""

    grade: str
    op: str
    limit: Number | Name


@dataclass(frozen=True, slots=True)
class Metric(Node):
    """``metric daily_active = share who speak daily warn < 15%, good >= 25%``."""

    name: Name
    measure: Measure | Ratio
    period: str | None = None
    """day or week; ``None``: day."""
    grades: tuple[Grading, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch(Node):
    """``watch low when daily_active < 15% for 3 days then notify owner afterwards …``."""

    name: Name
    description: Str | None
    when: Condition
    run: Length | None
    actions: tuple[Action, ...]
    afterwards: tuple[Action, ...] = ()
