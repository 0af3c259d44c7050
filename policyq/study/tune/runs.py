"""Many policies over one reading of a log: every point, in both views, event by event.

What is the same for all points is done once: reading, order, roster, what the log is (`Ground`). Of
every point only what it does is remembered, so that memory grows with members and deeds, never with events.

*Let through* needs something to compare with, as a log says of no message whether it breaks
a rule. It is a message in which **some point of the grid finds a violation**, in the log as it is, and
on which the point itself does nothing: no warning, deletion, mute or removal, no question to
somebody; and which was sent. What no point of the grid finds is not known to anybody here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeAlias

from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.evaluator import Evaluator
from policyq.study.plan.budget import FIXED, SUPPRESSED
from policyq.study.plan.effects import COUNTED, class_of, count, nothing, quiet
from policyq.study.plan.identity import Identity
from policyq.study.plan.tally import Ground, Member
from policyq.study.reasons import breaking
from policyq.study.simulate import Mode, Replayer, Step
from policyq.vocabulary.events import MESSAGES, Event

#: Classes of messages (`policyq.study.plan.effects.CLASSES`) on which something is done.
ACTED: Final = frozenset(
    {"removed", "muted", "locked", "deleted", "warned", "waiting", "handed", "prevented"}
)
#: What is counted of every point: the numbers of decisions, and what was let through.
NUMBERS: Final[tuple[str, ...]] = (*COUNTED, "let_through")
LET_THROUGH: Final = len(COUNTED)

Rows: TypeAlias = dict[Member, list[int]]


class Reader(Protocol):
    """Whoever reads what all policies make of an event, in the log as it is."""

    def add(self, steps: Sequence[Step], /) -> None:
        """Takes in one step of every policy, in their order."""
        ...


class Side:
    """One policy in one view."""

    __slots__ = ("_breaking", "prevented", "replayer", "rows")

    def __init__(self, replayer: Replayer, breaks: frozenset[str]) -> None:
        self.replayer = replayer
        self.rows: Rows = {}
        """By member, the numbers of `NUMBERS`."""
        self.prevented = 0
        """Messages that were not sent."""
        self._breaking = breaks

    def violates(self, step: Step) -> bool:
        """Whether the step's own decision finds a violation."""
        own = step.own
        return own is not None and any(one.rule in self._breaking for one in own.fired)

    def add(self, step: Step) -> None:
        """Counts what a step led to."""
        own, event = step.own, step.event
        message = event.kind in MESSAGES
        self.prevented += message and bool(step.prevented)
        for decision in step.decisions:
            if quiet(decision):
                continue
            account = next((act.target for act in decision.actions if act.target), None)
            if account is None and decision.event == event.id:
                account = event.sender
            row = self._row((decision.group, account or ""))
            counted = count(decision, self._breaking, message and decision is own)
            for place, number in enumerate(counted.all):
                row[place] += number

    def let_through(self, event: Event) -> None:
        """Counts a message on which it does nothing, and another point does."""
        self._row((event.group, event.sender or ""))[LET_THROUGH] += 1

    def _row(self, member: Member) -> list[int]:
        row = self.rows.get(member)
        if row is None:
            row = self.rows[member] = [0] * len(NUMBERS)
        return row


class Runs:
    """Takes in the events of a log, in their order; then `end`, and the sides are whole.

    The first program is the policy as it stands."""

    def __init__(
        self,
        programs: Sequence[nodes.Program],
        new: Callable[[nodes.Program], Evaluator],
        *,
        suppressed: bool = True,
        roster: Roster | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.programs = tuple(programs)
        self.ground = Ground(programs[0].timezone)
        breaks = [breaking(one) for one in programs]
        self.views: dict[str, list[Side]] = {}
        for name in (FIXED, SUPPRESSED) if suppressed else (FIXED,):
            mode: Mode = "suppressed" if name == SUPPRESSED else "observed"
            self.views[name] = [
                Side(Replayer(new(one), mode, roster), mine)
                for one, mine in zip(programs, breaks, strict=True)
            ]
        self._fixed = self.views[FIXED]
        self._suppressed = self.views.get(SUPPRESSED, [])
        self._identity = Identity(self._fixed[0].replayer)
        self._reader = reader

    @property
    def identity(self) -> Identity:
        """How far the policy as it stands reproduces the log."""
        return self._identity

    def foresee(self, events: Sequence[Event]) -> None:
        """Takes in which events come next, as `policyq.ir.evaluator.Evaluator.foresee`."""
        for side in (*self._fixed, *self._suppressed):
            side.replayer.evaluator.foresee(events)

    def see(self, event: Event) -> None:
        """Takes in one event."""
        steps = [side.replayer.step(event) for side in self._fixed]
        first = steps[0]
        self.ground.see(event, not first.decisions or first.own is None)
        if event.kind == "outcome" or not nothing(first):
            self._identity.see(first)
        if self._reader is not None:
            self._reader.add(steps)
        found = self._count(self._fixed, steps)
        sought = event.kind in MESSAGES and any(
            side.violates(step) for side, step in zip(self._fixed, steps, strict=True) if found
        )
        if sought:
            self._let_through(self._fixed, steps)
        if self._suppressed:
            steps = [side.replayer.step(event) for side in self._suppressed]
            self._count(self._suppressed, steps)
            if sought:
                self._let_through(self._suppressed, steps)

    @staticmethod
    def _count(sides: Sequence[Side], steps: Sequence[Step]) -> bool:
        """Counts the steps; whether there was anything to count."""
        found = False
        for side, step in zip(sides, steps, strict=True):
            if not nothing(step):
                side.add(step)
                found = True
        return found

    @staticmethod
    def _let_through(sides: Sequence[Side], steps: Sequence[Step]) -> None:
        for side, step in zip(sides, steps, strict=True):
            if class_of(step) not in ACTED:
                side.let_through(step.event)

    def end(self) -> None:
        """The ticks that are due at the end of the log."""
        for sides in self.views.values():
            for side in sides:
                for step in side.replayer.rest():
                    side.add(step)
