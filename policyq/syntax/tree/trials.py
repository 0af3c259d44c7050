"""Which rules are on trial."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.syntax.tree.actions import Do
from policyq.syntax.tree.small import Date, Length, Name, Node


@dataclass(frozen=True, slots=True)
class Trial(Node):
    """``shadow flood, ads from 2026-12-01 for 7 days``. ``mode``: an id of
    `policyq.vocabulary.types.MODES`. Without a time it goes on until somebody ends it.

    ``since`` comes with ``length``, which `check` refuses alone. ``notice``: how people are told,
    of ``advise`` only."""

    mode: str
    rules: tuple[Name, ...]
    since: Date | None = None
    length: Length | None = None
    until: Date | None = None
    notice: Do | None = None
