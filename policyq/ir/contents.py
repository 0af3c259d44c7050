"""The nodes of content: times that a policy names, calendars of posts, forms and rankings.

A calendar is sugar: its entries are rules of the ticks at their times. What is left of it is what
counts as having kept each entry, which is looked at when the day ends (`policyq.ir.keeping`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyq.ir import nodes


@dataclass(frozen=True, slots=True)
class At:
    """The event is the tick of this local time: of the slot its start and its days count.

    Unknown where the slot is on days that the calendar does not know."""

    slot: nodes.Slot


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a calendar: on the slot's days, at its start, in a window up to its end.

    ``counter`` counts by day what keeps the entry; ``doubt`` what may have. ``form`` is the name
    of the form that is wanted, ``""`` for none; ``acts``: whether a rule of the same name acts then."""

    name: str
    slot: nodes.Slot
    form: str
    counter: str
    doubt: str | None
    acts: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """A calendar of posts. ``present``: the counter of whatever happens, as of a metric."""

    name: str
    items: tuple[Item, ...]
    present: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of content: the messages for which ``condition`` is true; ``least`` and ``most``: how
    many are wanted a week."""

    name: str
    condition: nodes.Condition
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first ``top`` places of members by a counter over a calendar bucket, at its end; by the
    points that they earned in it, where ``points`` says which."""

    name: str
    period: str
    counter: str
    top: int
    points: str = ""


@dataclass(frozen=True, slots=True)
class Lottery:
    """Members for whom ``condition`` is true enter until the minute ``closes`` of the last day of
    the ``period``, at the end of which ``prizes`` of them win."""

    name: str
    period: str
    prizes: int
    closes: int
    witnesses: nodes.WhoIs
    condition: nodes.Condition


@dataclass(frozen=True, slots=True)
class Ranked:
    """A period of the ranking ends with the event, and somebody is on it; or a lottery's does."""

    ranking: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a metric: the share of a calendar's entries that were kept, of those that are known."""

    agenda: str


@dataclass(frozen=True, slots=True)
class Streak:
    """On which local days a sender did something. Its identity is its condition."""

    id: str
    condition: nodes.Condition
