"""What of a replay needs somebody: violations, questions, hand-overs, complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from policyq.study.simulate import Step
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.types import Instant

KINDS: Final = ("question", "handover", "complaint", "violation")
"""What a case is about, the most demanding first: an event that is several is the first of them."""

ORDINARY: Final = 4
"""The level of a case to which the policy gives none; level 1 is the gravest."""


class Case(NamedTuple):
    """Something that somebody has to see to."""

    time: Instant
    kind: str
    """One of `KINDS`."""
    level: int = ORDINARY


def from_steps(steps: Iterable[Step]) -> Iterator[Case]:
    """The cases of a replay, in its order. What was prevented is none."""
    for step in steps:
        complaint = step.event.kind == "complaint" and not step.prevented
        for decision in step.decisions:
            kind = _kind(decision, complaint and decision is step.own)
            if kind:
                levels = [fired.level for fired in decision.fired if fired.level is not None]
                yield Case(decision.time, kind, min(levels, default=ORDINARY))
        if complaint and step.own is None:
            yield Case(step.event.time, "complaint")


def _kind(decision: Decision, complaint: bool) -> str:
    if any(not question.joined for question in decision.pending):
        return "question"
    if any(act.action == "handover" for act in decision.actions):
        return "handover"
    if complaint:
        return "complaint"
    breaks = any(ACTIONS[act.action].breaks for act in decision.actions)
    return "violation" if breaks else ""
