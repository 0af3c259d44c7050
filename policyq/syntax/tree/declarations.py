"""What a policy declares, but for metrics and examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyq.syntax.tree.actions import Action
from policyq.syntax.tree.conditions import Condition
from policyq.syntax.tree.small import (
    Amount,
    Date,
    Length,
    Name,
    Node,
    Number,
    Option,
    Slot,
    Str,
    Who,
)

if TYPE_CHECKING:
    from policyq.syntax.tree.contents import Format


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """``policy "Exam study group" version 1``: the version is that of the language."""

    name: Str
    version: Number | None


@dataclass(frozen=True, slots=True)
class Timezone(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class Holidays(Node):
    """``holidays from "calendars/cn.yaml"``."""

    path: Str


@dataclass(frozen=True, slots=True)
class Quiet(Node):
    """``bot quiet in night``."""

    hours: Name | Slot


@dataclass(frozen=True, slots=True)
class Hours(Node):
    name: Name
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Words(Node):
    """A word list: inline, from files, or both; ``categories``: only these of the files' words;
    ``contexts``: where none of its words counts."""

    name: Name
    items: tuple[Str, ...] = ()
    files: tuple[Str, ...] = ()
    options: tuple[Option, ...] = ()
    categories: tuple[Str, ...] = ()
    contexts: tuple[Str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sites(Node):
    """Hosts: inline, from files, or both; a host covers its subdomains."""

    name: Name
    hosts: tuple[Str, ...] = ()
    files: tuple[Str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt(Node):
    who: tuple[Who, ...]
    owner: Str | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Ladder(Node):
    """``ladder standard within 30 days across all groups first warn next remove``. ``across``: what a
    member did in any group steps one ladder. ``amnesties``: the days of ``amnesty from 2027-01-01``,
    in file order."""

    name: Name
    window: Amount
    steps: tuple[tuple[Action, ...], ...]
    across: bool = False
    amnesties: tuple[Date, ...] = ()


@dataclass(frozen=True, slots=True)
class Level(Node):
    number: Number
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Value(Node):
    """``value limit = 2 adjustable 1 to 5, from 2026-12-01 = 1``; ``changes`` in file order.

    ``bounds``: the least and the most that whoever uses the policy may set it to.
    """

    name: Name
    first: Number | Length
    changes: tuple[tuple[Date, Number | Length], ...] = ()
    bounds: tuple[Number | Length, Number | Length] | None = None
    override: bool = False


@dataclass(frozen=True, slots=True)
class Rule(Node):
    name: Name
    description: Str | None
    when: Condition
    unless: Condition | None
    actions: tuple[Action, ...]
    priority: Number | None = None
    override: bool = False
    unless_owner: Str | None = None
    unless_until: Date | None = None


@dataclass(frozen=True, slots=True)
class Disable(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class Use(Node):
    path: Str


@dataclass(frozen=True, slots=True)
class Section(Node):
    """``section big when members > 200 … end``."""

    name: Name
    when: Condition
    items: tuple[Rule | Disable | Format, ...]


@dataclass(frozen=True, slots=True)
class Tier(Node):
    """``tier core refreshed weekly when count(message within 30 days) > 20``.

    ``beat`` is an id of `policyq.vocabulary.types.BEATS`. What the condition counts outside of
    other counts is counted by sender, whether that is written or not."""

    name: Name
    when: Condition
    beat: str = "day"


@dataclass(frozen=True, slots=True)
class Promise(Node):
    """``never remove when target is admin``; ``actions`` are ids; ``always``: checked only."""

    name: Name
    always: bool
    actions: tuple[str, ...]
    when: Condition
