"""A wish: one action that a rule, a ladder's step or a settled question asks for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from policyq.ir import nodes
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import Event


class Wanted(NamedTuple):
    """One action asked for, and by whom."""

    do: nodes.Do
    rules: tuple[str, ...]
    description: str
    priority: int
    about: Event
    """The event that the action answers: its sender is the target, its id the message."""
    step: int | None = None
    """The ladder's step, if a ladder asks."""
    aimed: bool = False
    """Whether it hits whom another member's event is aimed at; ``about`` is then as if theirs."""

    @property
    def grave(self) -> tuple[int, float, tuple[str, ...], str]:
        """Sorts the first choice first."""
        level = float("inf") if self.do.level is None else self.do.level
        return (-self.priority, level, self.rules, _written(self.do.text))

    @property
    def dimension(self) -> str:
        return ACTIONS[self.do.action].dimension

    @property
    def personal(self) -> bool:
        """Whether it is aimed at a member."""
        return ACTIONS[self.do.action].personal

    @property
    def target(self) -> str:
        """What the action is aimed at, inside its dimension."""
        if self.do.action == "delete":
            # An edit is deleted with the message that it changed.
            edited = self.about.refers if self.about.kind == "edit" else None
            return edited or self.about.id
        if self.do.action == "forgive":
            return f"{self.about.sender}\n{self.about.refers}"
        return (self.about.sender or "") if ACTIONS[self.do.action].personal else ""


@lru_cache(maxsize=1_024)
def _written(text: nodes.Template | None) -> str:
    """A text as wishes are sorted by; to write one out takes long, and the same come again."""
    return str(text)
