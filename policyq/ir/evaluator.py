"""What every evaluator can do, and the one that goes by the definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from policyq.ir import nodes, ticks, tiers
from policyq.ir.meaning import decide
from policyq.ir.memory import Common, Group, Memory, Runs, Standing
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Evaluator(Protocol):
    """Decides events one at a time, and remembers."""

    @property
    def program(self) -> nodes.Program:
        """What is decided by."""
        ...

    def decide(self, event: Event) -> Decision:
        """The decision on one event; ticks that are overdue are not made."""
        ...

    def due(self, group: str, until: Instant) -> tuple[Event, ...]:
        """The ticks of a group that are due up to and including an instant."""
        ...

    def waits(self, group: str) -> bool:
        """Whether something waits in a group for a tick other than the clock's own: a question, a
        held reply, a change of a tier. If not, deciding what is due first makes nothing else due."""
        ...

    def standing(self, group: str) -> Standing:
        """What stands in a group now: ladders, mutes, questions. A copy."""
        ...

    def common(self) -> Common:
        """What stands over all groups now. A copy."""
        ...

    def tiers_of(self, group: str, account: str) -> frozenset[str]:
        """The tiers that a member is in now; of whom the group does not know, none."""
        ...

    def runs_of(self, group: str, streak: str, account: str) -> Runs:
        """The runs of days of a member's streak that can still grow, perhaps some that no longer can."""
        ...

    def know(
        self, group: str, present: Iterable[tiers.Known], at: Instant, gone: Iterable[str] = ()
    ) -> None:
        """Takes in who is in a group at an instant, as a roster says, and who is no longer.

        Only policies with tiers ask; those who speak, join and leave are known without it."""
        ...

    def foresee(self, events: Iterable[Event]) -> None:
        """Takes in which events come next, for an engine that can look at many together. What is
        decided stays the same, also if others come."""
        ...

    def feed(self, event: Event) -> tuple[Decision, ...]:
        """The decisions on the ticks that are due before the event, then on the event itself."""
        ...


class Reference:
    """The evaluator that is the definition: for tests and explanations, not for speed."""

    def __init__(self, program: nodes.Program, memory: Memory | None = None) -> None:
        self.program = program
        self.memory = memory or Memory()
        self._asked = ticks.asked(program)

    def decide(self, event: Event) -> Decision:
        decision, self.memory = decide(self.program, self.memory, event)
        return decision

    def due(self, group: str, until: Instant) -> tuple[Event, ...]:
        known = self.memory.groups.get(group, Group())
        return ticks.due(self.program, self._asked, group, known.standing, known.watermark, until)

    def waits(self, group: str) -> bool:
        standing = self.memory.groups.get(group, Group()).standing
        return bool(standing.questions or standing.held or standing.changes)

    def standing(self, group: str) -> Standing:
        return self.memory.groups.get(group, Group()).standing.copy()

    def common(self) -> Common:
        return self.memory.shared.common.copy()

    def tiers_of(self, group: str, account: str) -> frozenset[str]:
        known = self.memory.groups.get(group, Group()).standing.members.get(account)
        return frozenset() if known is None else known.tiers

    def runs_of(self, group: str, streak: str, account: str) -> Runs:
        return self.memory.groups.get(group, Group()).standing.streaks.get((streak, account), ())

    def know(
        self, group: str, present: Iterable[tiers.Known], at: Instant, gone: Iterable[str] = ()
    ) -> None:
        known = self.memory.groups.get(group, Group())
        standing = known.standing.copy()
        tiers.know(self.program, standing, present, at, gone)
        placed = {**self.memory.groups, group: replace(known, standing=standing)}
        self.memory = replace(self.memory, groups=placed)

    def foresee(self, events: Iterable[Event]) -> None:
        """The definition looks at nothing before its time."""

    def feed(self, event: Event) -> tuple[Decision, ...]:
        return feed(self, event)


def coming(evaluator: Evaluator, group: str, until: Instant) -> Iterator[Event]:
    """The ticks of a group that are due, in their order; each is to be decided before the next is
    asked for: what a tick leads to can make another due, or undo it."""
    due = evaluator.due(group, until)
    place = 0
    while place < len(due):
        yield due[place]
        place += 1
        if evaluator.waits(group):
            due, place = evaluator.due(group, until), 0


def feed(evaluator: Evaluator, event: Event) -> tuple[Decision, ...]:
    """Decides what is due before an event, in its order, and then the event."""
    decisions = [evaluator.decide(one) for one in coming(evaluator, event.group, event.time)]
    decisions.append(evaluator.decide(event))
    return tuple(decisions)
