"""What rules on trial would have done in a log: whole numbers, which add up in any order.

What several rules ask for together counts for each of them, as in `policyq.study.rates`.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from policyq.ir import nodes
from policyq.study.simulate import Step
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Act, Decision, Shadow
from policyq.vocabulary.events import MESSAGES

FIRED, MESSAGE, ASKED, LOST, INSTEAD, PROMISE = (
    "fired", "message", "asked", "lost", "instead", "promise",
)  # fmt: skip


class Tried(NamedTuple):
    """Something that is counted of a rule on trial."""

    rule: str
    what: str
    """``fired``; ``message``: a message on which it fired; ``asked``: a human would have been asked;
    ``lost``: an action of its that something else would have kept; ``instead``: an action that was
    done and would have given way to one of its; ``promise``: one would have been needed; or an
    action."""


class Hit(NamedTuple):
    """A member on whom a rule on trial would have intervened."""

    rule: str
    account: str


class Reader:
    """Reads the steps of a replay into two counters."""

    def __init__(self, program: nodes.Program, into: Counter[Tried], members: Counter[Hit]) -> None:
        self._names = {rule.name for rule in program.rules if rule.trial is not None}
        self.asks = bool(self._names)
        """Whether there is anything to count."""
        self._into, self._members = into, members

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        for decision in step.decisions:
            if decision.shadow is not None:
                message = decision is step.own and step.event.kind in MESSAGES
                self._count(decision, decision.shadow, message)

    def _count(self, decision: Decision, shadow: Shadow, message: bool) -> None:
        into = self._into
        fired = [one.rule for one in shadow.fired]
        for name in fired:
            into[Tried(name, FIRED)] += 1
            into[Tried(name, MESSAGE)] += message
            into[Tried(name, INSTEAD)] += len(shadow.instead)
            into[Tried(name, PROMISE)] += bool(shadow.promises)
        for act in shadow.actions:
            self._act(act)
        for question in shadow.pending:
            for name in () if question.joined else self._names.intersection(question.act.rules):
                into[Tried(name, ASKED)] += 1
        for lost in shadow.lost:
            if lost.rule in self._names:
                into[Tried(lost.rule, LOST)] += 1

    def _act(self, act: Act) -> None:
        for name in self._names.intersection(act.rules):
            self._into[Tried(name, act.action)] += 1
            if act.target is not None and ACTIONS[act.action].intervenes:
                self._members[Hit(name, act.target)] += 1
