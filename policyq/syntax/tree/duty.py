"""Who is on duty when."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.syntax.tree.small import Days, Length, Name, Node, Slot, Str, Who


@dataclass(frozen=True, slots=True)
class Shift(Node):
    """``Monday to Friday 09:00 to 18:00 ming deputy hong``. No days: every day."""

    slot: Slot
    people: tuple[Who, ...]
    deputies: tuple[Who, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave(Node):
    """``on leave ming 2026-12-01 to 2026-12-03``."""

    who: Who
    days: Days


@dataclass(frozen=True, slots=True)
class Reminder(Node):
    """``remind 10 minutes before each shift "{waiting} wait for an answer"``."""

    before: Length
    text: Str | None = None


@dataclass(frozen=True, slots=True)
class Roster(Node):
    """``roster support … gaps notify owner``. ``gaps``: whom it concerns while nobody is on
    duty; none: the owner, and the gaps of the week are a warning."""

    name: Name
    shifts: tuple[Shift, ...]
    leaves: tuple[Leave, ...] = ()
    gaps: tuple[Who, ...] = ()
    reminder: Reminder | None = None
