"""Examples of messages that two policies decide differently: few, and the same ones each time.

Of each sort of difference a fixed number is kept: those with the smallest hashes, one a member at
most. So they are a random sample of the members concerned, whoever writes most does not fill it,
and neither the order of the log nor more of it before or behind changes which of them are shown,
but for those that the new part brings.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.study.simulate import Step
from policyq.vocabulary.events import Event

#: How many examples of one sort are kept.
KEPT = 2


class Sort(NamedTuple):
    """What sort of difference a message is an example of."""

    before: str
    """An id of `policyq.study.plan.effects.CLASSES`."""
    after: str
    rules: tuple[str, ...]
    """The rules that fired under one policy alone; if there are none, all that fired."""


class Example(NamedTuple):
    """One message and what both policies do about it."""

    event: Event
    before: Step
    after: Step


@dataclass(slots=True)
class Examples:
    """The examples of every sort that was met, and how often it was."""

    seen: dict[Sort, int] = field(default_factory=dict)
    _kept: dict[Sort, dict[tuple[str, str], tuple[int, int, Example]]] = field(default_factory=dict)

    def see(self, sort: Sort, example: Example) -> None:
        """Takes in one message of a sort."""
        self.seen[sort] = self.seen.get(sort, 0) + 1
        kept = self._kept.setdefault(sort, {})
        event = example.event
        member = (event.group, event.sender or event.id)
        rank = _hash(*member), _hash(event.group, event.id), example
        if member in kept:
            if rank[:2] < kept[member][:2]:
                kept[member] = rank
            return
        if len(kept) >= KEPT:
            last = max(kept, key=lambda one: kept[one][:2])
            if kept[last][:2] < rank[:2]:
                return
            del kept[last]
        kept[member] = rank

    def of(self, sort: Sort) -> list[Example]:
        """Those of one sort that are kept, in an order that is always the same."""
        return [one[2] for one in sorted(self._kept[sort].values(), key=lambda one: one[:2])]

    @property
    def sorts(self) -> list[tuple[Sort, int]]:
        """All sorts, the most frequent first."""
        return sorted(self.seen.items(), key=lambda one: (-one[1], one[0]))


def _hash(*parts: str) -> int:
    said = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big")
