"""What a group posts: forms of content, a calendar of posts, formats, and rankings of members.

All of it is sugar; `policyq.syntax.sugar` says what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.syntax.tree.actions import Action
from policyq.syntax.tree.conditions import Condition
from policyq.syntax.tree.metrics import Counted
from policyq.syntax.tree.small import Amount, Clock, Days, Name, Node, Number, Str, Who


@dataclass(frozen=True, slots=True)
class Form(Node):
    """``form structured 3 to 5 weekly when text starts with "[Tip]"``. ``most``: None is no more
    than ``least`` says; both None: no number is wanted."""

    name: Name
    when: Condition
    least: Number | None = None
    most: Number | None = None


@dataclass(frozen=True, slots=True)
class Item(Node):
    """``Monday 07:30 structured then reply "…"``: an entry of a calendar. No days: every day."""

    days: tuple[Days, ...]
    clock: Clock
    form: Name | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda(Node):
    """``calendar weekly in posting late within 2 hours …``.

    ``late``: what becomes of an entry that the bot came to late: ``window`` (not said: it is done
    while its window is open), ``always``, ``never``, or ``within``."""

    name: Name
    hours: Name
    items: tuple[Item, ...]
    late: str = "window"
    within: Amount | None = None


@dataclass(frozen=True, slots=True)
class Format(Node):
    """``format notice when sender is admin requires text starts with "[Notice]" otherwise …``."""

    name: Name
    description: Str | None
    when: Condition
    requires: Condition
    actions: tuple[Action, ...] = ()
    priority: Number | None = None


@dataclass(frozen=True, slots=True)
class Ranking(Node):
    """``ranking best = weekly sum(length of message) top 10 then reply "{ranking}"``.

    ``period`` is day, week or month; ``None``: week. ``top``: ``None`` is ten."""

    name: Name
    measure: Counted | Name
    """A name: the points earned."""
    period: str | None = None
    top: Number | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Lottery(Node):
    """``lottery weekend weekly prizes 3 until 20:00 witnesses owner, admin when … then …``.

    ``period`` as of a ranking; ``closes``: at that time of its last day."""

    name: Name
    prizes: Number
    closes: Clock
    witnesses: tuple[Who, ...]
    when: Condition
    actions: tuple[Action, ...]
    period: str | None = None
