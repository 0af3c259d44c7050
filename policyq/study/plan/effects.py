"""What one decision comes to: the class a message falls into, and numbers that add up.

A message falls into the gravest class that holds for it, in the order of `CLASSES`. The numbers
are those of the rates (`policyq.study.rates`), with the penalties apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policyq.study.simulate import Step
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.types import Said

#: What can become of a message, the gravest first.
CLASSES: dict[str, Said] = {
    "removed": Said("移出", "removed"),
    "muted": Said("禁言", "muted"),
    "locked": Said("全员禁言", "locked"),
    "deleted": Said("撤回", "deleted"),
    "warned": Said("警告", "warned"),
    "waiting": Said("待确认", "waiting"),
    "handed": Said("转交", "handed over"),
    "replied": Said("回复", "replied"),
    "other": Said("其他", "other"),
    "allowed": Said("放行", "allowed"),
    "prevented": Said("没有发出", "not sent"),
}

_CLASS_OF = {
    "remove": "removed", "mute": "muted", "lock": "locked", "delete": "deleted", "warn": "warned",
    "handover": "handed", "reply": "replied",
}  # fmt: skip

#: What is counted of every decision, in the order of the numbers.
COUNTED: tuple[str, ...] = (
    "violations", "interventions", "administrator",
    "removals", "mutes", "warnings", "deletions", "replies",
)  # fmt: skip
PLACE: dict[str, int] = {name: place for place, name in enumerate(COUNTED)}
_PENALTIES = {
    "remove": PLACE["removals"], "mute": PLACE["mutes"], "warn": PLACE["warnings"],
    "delete": PLACE["deletions"], "reply": PLACE["replies"],
}  # fmt: skip


class Counted(NamedTuple):
    """The numbers of one decision: all of them, and those that each rule has a part in."""

    all: list[int]
    rules: dict[str, list[int]]
    """By the names of the rules that fired or asked for something."""


def nothing(step: Step) -> bool:
    """Whether a step holds nothing to count: the one that most of a log's events are."""
    if step.prevented or len(step.decisions) > 1:
        return False
    return not step.decisions or quiet(step.decisions[0])


def quiet(decision: Decision) -> bool:
    """Whether no rule fired and nothing was done or settled."""
    return not (decision.fired or decision.actions or decision.pending or decision.answers)


def class_of(step: Step) -> str:
    """An id of `CLASSES`: what became of the step's message."""
    if step.prevented:
        return "prevented"
    return class_of_decision(step.own)


def class_of_decision(decision: Decision | None) -> str:
    """An id of `CLASSES`: the gravest that holds for a decision."""
    if decision is None or decision.allowed:
        return "allowed"
    found = {_CLASS_OF.get(act.action, "other") for act in decision.actions}
    found |= {_CLASS_OF.get(held.act.action, "other") for held in decision.waiting}
    if decision.pending:
        found.add("waiting")
    return next(name for name in CLASSES if name in found)


def signature(step: Step) -> tuple[object, ...]:
    """What is done to the step's event, whichever rules asked for it: two steps with equal
    signatures end alike."""
    return ("prevented",) if step.prevented else deeds(step.own)


def deeds(decision: Decision | None) -> tuple[object, ...]:
    """What is done by a decision, whichever rules asked for it."""
    if decision is None or decision.allowed:
        return ()
    return (
        *(_act(act, decision.time) for act in decision.actions),
        *("waiting" for _ in decision.pending),
        *(_act(question.act, 0) for question in decision.pending),
        *("held" for _ in decision.waiting),
        *(_act(held.act, 0) for held in decision.waiting),
    )


def _act(act: Act, time: int) -> tuple[object, ...]:
    length = None if act.until is None else act.until - time
    return (act.action, act.target, act.message, length, act.text, act.to, act.tag)


def count(decision: Decision, breaking: frozenset[str], message: bool) -> Counted:
    """The numbers of a decision; ``breaking``: the rules that find violations."""
    total = [0] * len(COUNTED)
    rules: dict[str, list[int]] = {}
    if message:
        for fired in decision.fired:
            if fired.rule in breaking:
                total[0] = 1
                _of(rules, fired.rule)[0] = 1
    for act in decision.actions:
        _add(total, act.action)
        for name in act.rules:
            _add(_of(rules, name), act.action)
    asked = [question for question in decision.pending if not question.joined]
    for name in {name for question in asked for name in question.act.rules}:
        _of(rules, name)[_ADMINISTRATOR] = 1
    handed = [act for act in decision.actions if ACTIONS[act.action].asks_human]
    for name in {name for act in handed for name in act.rules}:
        _of(rules, name)[_ADMINISTRATOR] = 1
    total[_ADMINISTRATOR] = int(bool(asked or handed))
    return Counted(total, rules)


def _add(numbers: list[int], action: str) -> None:
    numbers[_INTERVENTIONS] += ACTIONS[action].intervenes
    if action in _PENALTIES:
        numbers[_PENALTIES[action]] += 1


def _of(rules: dict[str, list[int]], name: str) -> list[int]:
    return rules.setdefault(name, [0] * len(COUNTED))


def fired(step: Step) -> frozenset[str]:
    """The rules that fired on the step's own event."""
    own = step.own
    return frozenset() if own is None else frozenset(one.rule for one in own.fired)


def targets(decisions: Iterable[Decision]) -> set[str]:
    """The members on whom something was carried out: warned, muted, deleted, removed."""
    return {
        act.target
        for decision in decisions
        for act in decision.actions
        if act.target is not None and ACTIONS[act.action].breaks
    }


_INTERVENTIONS = PLACE["interventions"]
_ADMINISTRATOR = PLACE["administrator"]
