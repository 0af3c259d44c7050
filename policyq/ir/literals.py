"""Numbers and lengths of time as they stand in a program: fixed, or by the date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number, or a duration in microseconds."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Dated:
    """The value called ``name`` in `Program.values`, read at the event's time."""

    name: str


Amount: TypeAlias = Fixed | Dated
