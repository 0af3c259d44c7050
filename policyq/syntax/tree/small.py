"""The small things that the rest of a tree is made of, and who is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from policyq.diagnostics.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that stands somewhere."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as the author wrote it."""

    text: str


@dataclass(frozen=True, slots=True)
class Str(Node):
    """A text in quotes, without them, escapes resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Option(Node):
    """How words are looked for: an id of the keywords' group ``option``."""

    id: str


@dataclass(frozen=True, slots=True)
class Word(Str):
    """A text in quotes with options: ``"vx" wholly``. Without any it is a `Str`."""

    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern(Node):
    """A pattern between slashes, as written; ``/ab+c/``."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, without unit or with a counting word (条, 人, times), which has no meaning."""

    value: int | float
    counter: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Percent(Number):
    """A share, ``15%``: ``value`` is 0.15."""


@dataclass(frozen=True, slots=True)
class Length(Node):
    """A length of time, ``10 minutes``: ``unit`` is an id of `policyq.vocabulary.types.UNITS`."""

    value: int | float
    unit: str


Amount: TypeAlias = "Number | Length | Name"
"""A literal, or the name of a `Value`."""


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A calendar date."""

    year: int
    month: int
    day: int

    @property
    def order(self) -> tuple[int, int, int]:
        """What dates are sorted by; one that no calendar has is in its place, too."""
        return self.year, self.month, self.day


@dataclass(frozen=True, slots=True)
class Weekday(Node):
    """A day of the week, Monday is 0."""

    number: int


@dataclass(frozen=True, slots=True)
class DayNamed(Node):
    """``workdays``, ``holidays``: an id of `policyq.vocabulary.types.DAYS`."""

    id: str


@dataclass(frozen=True, slots=True)
class Days(Node):
    """From one day to another, both included; two weekdays or two dates. One day, or the days of
    a `DayNamed`: ``last`` is None."""

    first: Weekday | Date | DayNamed
    last: Weekday | Date | None = None


@dataclass(frozen=True, slots=True)
class Clock(Node):
    """A local wall time; 24:00 may end an interval."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Slot(Node):
    """``Monday to Friday 07:30 to 09:00``. No days: those of the slot before it, else every day.
    No clocks: all day."""

    days: tuple[Days, ...]
    start: Clock | None
    end: Clock | None


@dataclass(frozen=True, slots=True)
class Role(Node):
    """An id of `policyq.vocabulary.events.ROLES`."""

    id: str


@dataclass(frozen=True, slots=True)
class Account(Node):
    """A member by account, written in quotes."""

    text: str


Who: TypeAlias = "Role | Name | Account"
"""A bare `Name` is a tag."""
