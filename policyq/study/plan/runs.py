"""Two policies over one log, event by event, in every view that is asked for.

- *fixed*: the log as it is. Whoever is muted or removed goes on, as the log has it.
- *suppressed*: what a mute, removal, lock or deletion would have prevented is taken out
  (`policyq.study.simulate`); what members would have done instead, nobody knows.
- *deterred*: suppressed, and under the **assumption** that a member on whom a policy acted within
  the last `MEMORY` sends each message that would break its rules again only with a chance of
  ``1 - share``. Whether people are like that no log can say; it is swept over several shares.

The chances are drawn from the seed and the event's id: the same for both policies and for all
shares, so that a message which a small share prevents is prevented by every greater one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.evaluator import Evaluator
from policyq.study.labels.found import Reader
from policyq.study.labels.label import Labels
from policyq.study.plan.budget import FIXED, SUPPRESSED, Filter
from policyq.study.plan.differing import Differences
from policyq.study.plan.effects import nothing, targets
from policyq.study.plan.identity import Identity
from policyq.study.plan.tally import NO_TIER, Ground, View
from policyq.study.simulate import Replayer, Step
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, Duration, Instant

#: For how long an intervention deters.
MEMORY: Duration = 30 * DAY


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be replayed."""

    suppressed: bool = True
    shares: tuple[float, ...] = ()
    """Of the deterred views, each above 0 and at most 1."""
    seed: int = 1
    wanted: frozenset[Filter] = frozenset()
    """Roles and tags that are counted apart."""


def name_of(share: float) -> str:
    """What the view with that share deterred is called: ``deterred 25 %``."""
    return f"deterred {100 * share:g} %"


@dataclass(slots=True)
class _Deterred:
    """One side of a deterred view: when something was last done about whom."""

    share: float
    replayer: Replayer
    acted: dict[tuple[str, str], Instant] = field(default_factory=dict)

    def step(self, event: Event, violates: bool, chance: Callable[[Event], float]) -> Step:
        reason = ""
        if violates and event.sender is not None:
            at = self.acted.get((event.group, event.sender))
            if at is not None and event.time - at <= MEMORY and chance(event) < self.share:
                reason = "deterred"
        step = self.replayer.step(event, reason)
        if not nothing(step):
            for decision in step.decisions:
                for member in targets((decision,)):
                    self.acted[decision.group, member] = decision.time
        return step


class Runs:
    """Takes in the events of a log, in their order; then `end`, and the views are whole."""

    def __init__(
        self,
        programs: tuple[nodes.Program, nodes.Program],
        new: Callable[[nodes.Program], Evaluator],
        asked: Asked,
        roster: Roster | None = None,
        differences: Differences | None = None,
        labels: Labels | None = None,
    ) -> None:
        self.programs, self.asked = programs, asked
        self._differences = differences
        self.labelled = None if labels is None else Reader(labels, programs)
        """What both policies make of the messages with labels, in the log as it is."""
        self.ground = Ground(programs[0].timezone)
        fixed = View(programs, asked.wanted, examples=True)
        self.views: dict[str, View] = {FIXED: fixed}
        self._fixed = fixed
        self._replayers = [Replayer(new(one), "observed", roster) for one in programs]
        self._identity = Identity(self._replayers[0])
        self._suppressed: list[Replayer] = []
        if asked.suppressed:
            self.views[SUPPRESSED] = View(programs, asked.wanted)
            self._suppressed = [Replayer(new(one), "suppressed", roster) for one in programs]
        self._deterred: dict[str, list[_Deterred]] = {}
        for share in asked.shares:
            self.views[name_of(share)] = View(programs, asked.wanted)
            self._deterred[name_of(share)] = [
                _Deterred(share, Replayer(new(one), "suppressed", roster)) for one in programs
            ]

    @property
    def identity(self) -> Identity:
        """How far the old policy reproduces the log."""
        return self._identity

    def foresee(self, events: Sequence[Event]) -> None:
        """Takes in which events come next, as `policyq.ir.evaluator.Evaluator.foresee`."""
        again = [one.replayer for sides in self._deterred.values() for one in sides]
        for replayer in (*self._replayers, *self._suppressed, *again):
            replayer.evaluator.foresee(events)

    def see(self, event: Event) -> None:
        """Takes in one event."""
        old, new = self._replayers
        steps = old.step(event), new.step(event)
        if self.labelled is not None:
            self.labelled.add(steps)
        repeated = not steps[0].decisions or steps[0].own is None
        place = self.ground.see(event, repeated, self._tier(event))
        if event.kind == "outcome" or not nothing(steps[0]):
            self._identity.see(steps[0])
        if not (nothing(steps[0]) and nothing(steps[1])):
            self._fixed.add(steps, place)
            if self._differences is not None:
                self._differences.add(FIXED, steps)
        if self._suppressed:
            first, second = self._suppressed
            held = first.step(event), second.step(event)
            if not (nothing(held[0]) and nothing(held[1])):
                self.views[SUPPRESSED].add(held, place)
                if self._differences is not None:
                    self._differences.add(SUPPRESSED, held)
        for name, sides in self._deterred.items():
            again = [
                event.kind in MESSAGES and self._fixed.violates(side, steps[side])
                for side in (0, 1)
            ]
            first_side, second_side = sides
            done = (
                first_side.step(event, again[0], self._chance),
                second_side.step(event, again[1], self._chance),
            )
            if not (nothing(done[0]) and nothing(done[1])):
                self.views[name].add(done, place)

    def end(self) -> None:
        """The ticks that are due at the end of the log."""
        groups: Iterable[tuple[str, Iterable[Replayer]]] = [
            (FIXED, self._replayers),
            *([(SUPPRESSED, self._suppressed)] if self._suppressed else []),
            *((name, [one.replayer for one in sides]) for name, sides in self._deterred.items()),
        ]
        for name, replayers in groups:
            due: tuple[list[Decision], list[Decision]] = [], []
            for side, replayer in enumerate(replayers):
                for step in replayer.rest():
                    self.views[name].rest(side, step)
                    due[side].extend(step.decisions)
            if self._differences is not None and name in (FIXED, SUPPRESSED):
                self._differences.ticks(name, due)

    def _tier(self, event: Event) -> str:
        """The tiers that the sender of a message is in under the old policy."""
        if not self.programs[0].tiers or event.kind not in MESSAGES or event.sender is None:
            return ""
        found = self._replayers[0].tiers_of(event.group, event.sender)
        return ", ".join(sorted(found)) or NO_TIER

    def _chance(self, event: Event) -> float:
        """A number from 0 to 1 that belongs to the event."""
        said = f"{self.asked.seed}\0{event.group}\0{event.id}".encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(said, digest_size=7).digest()
        return int.from_bytes(digest, "big") / (1 << 56)
