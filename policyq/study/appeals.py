"""What became of appeals, and which rules' penalties were taken back.

A penalty belongs to the rules that gave it; one that a human gave by hand, or that is older than
the log, to ``""``. What is forgiven at once counts as asked for and forgiven.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields

from policyq.ir import nodes
from policyq.vocabulary.actions import PENALTIES
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.types import LATENESS, Instant

FORGIVE = "forgive"
BY_HAND = ""


@dataclass(slots=True)
class Appeals:
    """What was counted, by the rules whose penalties they were."""

    penalties: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    forgiven: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[str] = field(default_factory=Counter)
    """By reason: ``no_penalty``, ``upheld``."""

    def add(self, other: Appeals) -> None:
        """Adds what was counted of other groups."""
        for one in fields(self):
            getattr(self, one.name).update(getattr(other, one.name))


class Hearing:
    """Counts the decisions of one program on one group, in their order."""

    def __init__(self, program: nodes.Program, into: Appeals) -> None:
        self._keep = program.forgives + LATENESS
        self._into = into
        self._given: dict[tuple[str, str | None], tuple[Instant, tuple[str, ...]]] = {}
        """The event of a penalty, and the member → when, and by which rules."""
        self._open: dict[str, tuple[str, ...]] = {}
        """Question → the rules whose penalty it is about."""

    def add(self, decision: Decision) -> None:
        """Counts a decision."""
        told = self._into
        settled = {answer.question: answer.result for answer in decision.answers}
        for question in decision.pending:
            if question.act.action == FORGIVE and not question.joined:
                rules = self._rules(question.act)
                self._open[question.id] = rules
                told.asked.update(rules)
        for id, result in settled.items():
            counter = {"rejected": told.rejected, "timed_out": told.unanswered}.get(result)
            if counter is not None and id in self._open:
                counter.update(self._open.pop(id))
        for act in decision.actions:
            if act.action == FORGIVE:
                self._forgiven(act, settled)
            elif act.action in PENALTIES:
                self._given[decision.event, act.target] = (decision.time, act.rules)
                told.penalties.update(act.rules)
        told.in_vain.update({lost.because for lost in decision.lost if lost.action == FORGIVE})
        self._forget(decision.time)

    def _forgiven(self, act: Act, settled: dict[str, str]) -> None:
        rules = self._rules(act)
        self._into.forgiven.update(rules)
        answered = [id for id, result in settled.items() if result == "approved"]
        if not any(self._open.pop(id, None) for id in answered):
            self._into.asked.update(rules)

    def _rules(self, act: Act) -> tuple[str, ...]:
        return self._given.get((act.message or "", act.target), (0, (BY_HAND,)))[1]

    def _forget(self, now: Instant) -> None:
        while self._given:
            event = next(iter(self._given))
            if self._given[event][0] > now - self._keep:
                break
            del self._given[event]
