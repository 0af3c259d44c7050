"""How far members climbed the ladders: for each, the furthest step that each member of a group reached.

A ladder that forgets lets a member reach the same step again; here the furthest one counts, once.
Members are those of one group: who is in two counts in each. Whole numbers only, which add up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from policyq.ir import nodes
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision, Fired


@dataclass(slots=True)
class Climbs:
    """What was counted."""

    furthest: Counter[tuple[str, int]] = field(default_factory=Counter)
    """(ladder, step from 1) → members who came so far and no further."""
    times: Counter[tuple[str, int]] = field(default_factory=Counter)
    """(ladder, step) → how often it was reached."""

    def add(self, other: Climbs) -> None:
        """Adds what was counted of other groups."""
        self.furthest.update(other.furthest)
        self.times.update(other.times)

    def funnel(self, ladder: str, steps: int) -> list[tuple[int, int]]:
        """For each step of a ladder: how many members came at least so far, and how often."""
        return [
            (
                sum(
                    n for (name, step), n in self.furthest.items() if name == ladder and step >= at
                ),
                self.times[ladder, at],
            )
            for at in range(1, steps + 1)
        ]


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, program: nodes.Program, into: Climbs) -> None:
        self.asks = bool(program.ladders)
        """Whether there is anything to count."""
        self._into = into
        self._furthest: dict[tuple[str, str, str], int] = {}

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        for decision in step.decisions:
            for fired in decision.fired:
                if fired.ladder is None or fired.step is None:
                    continue
                self._into.times[fired.ladder, fired.step] += 1
                sender = step.event.sender if decision is step.own else None
                member = _aimed_at(decision, fired) or sender
                if member is not None:
                    key = (fired.ladder, decision.group, member)
                    self._furthest[key] = max(fired.step, self._furthest.get(key, 0))

    def close(self) -> None:
        """After the last event."""
        for (ladder, _, _), step in self._furthest.items():
            self._into.furthest[ladder, step] += 1
        self._furthest = {}


def _aimed_at(decision: Decision, fired: Fired) -> str | None:
    """Whom the actions of a rule are aimed at: the sender, or the member complained of."""
    acts = (*decision.actions, *(question.act for question in decision.pending))
    return next((a.target for a in acts if a.target is not None and fired.rule in a.rules), None)
