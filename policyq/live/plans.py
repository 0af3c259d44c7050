"""What follows from rules that fire, found once for each set of them, and then repeated.

When the same rules fire and the same steps of ladders are reached, the law (`policyq.ir.judgement`)
says the same of most events, but for whom it is about, when it was and what was found: that is a
*plan*. It is made by asking the law itself about an event of somebody of whom nothing stands. Where
something stands that changes it, such as a mute that runs, or where what the rules do depends on
more than that, such as points or confirmations, the law is asked each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from policyq.ir import aftermath, climbing, forgiving, nodes
from policyq.ir.judgement import Steps, Why
from policyq.ir.steps import Entry
from policyq.ir.wording import expand
from policyq.live.memory import State
from policyq.live.planned import Binding, Made, Plan, made, may_be_planned
from policyq.vocabulary.decisions import Act, Decision, Fired
from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Instant, Truth

Law: TypeAlias = Callable[[State, Event, Sequence[int], Sequence[int], Steps | None], Decision]
Asks: TypeAlias = Callable[[nodes.Condition, Event, State], Truth]

#: Kinds of event of which the law asks nothing but what it asks of a message.
_PLAIN = PERSONAL - {"edit", "appeal", "verdict", "outcome", "tier_in", "tier_out"}

_JOINED = frozenset({"notify", "handover"})

#: So many sets of rules are remembered with their plans.
_MOST = 1_024

#: What a decision holds behind the rules that were unknown.
_REST = tuple(Decision("", "", 0, ""))[11:]

_act = _decision = _fired = tuple.__new__


class _Set(NamedTuple):
    """Rules that fire together."""

    rules: tuple[nodes.Rule, ...]
    ladders: tuple[nodes.Ladder, ...]
    """The ladders that they climb, by name."""
    plans: dict[tuple[int, ...], Plan | None]
    """By the steps that are reached; ``None``: the law has to be asked."""


class Plans:
    """The plans of a program."""

    def __init__(self, program: nodes.Program, law: Law, asks: Asks, why: Why) -> None:
        self._program = program
        self._law, self._asks, self._why = law, asks, why
        self._none = bool(program.tries) or any(one.always for one in program.promises)
        self._sets: dict[tuple[int, ...], _Set | None] = {}

    def settle(
        self, state: State, event: Event, fired: Sequence[int], unknown: Sequence[int]
    ) -> Decision:
        """The decision on an event for which rules fired, as the law has it."""
        sender = event.sender
        if self._none or sender is None or not fired or event.kind not in _PLAIN:
            return self._law(state, event, fired, unknown, None)
        key = tuple(fired)
        one = self._sets[key] if key in self._sets else self._set(key)
        if one is None:
            return self._law(state, event, fired, unknown, None)
        state.standing.trial = state.shared.common.trial = None
        if state.standing.mutes or state.standing.human:
            aftermath.expire(state.standing, state.mark)
        steps = self._climb(one.ladders, state, event, sender) if one.ladders else ()
        plan = one.plans[steps] if steps in one.plans else self._plan(one, steps)
        if plan is None or not self._is_free(plan, state, event, sender):
            reached: Steps = {(a.name, sender): n for a, n in zip(one.ladders, steps, strict=True)}
            return self._law(state, event, fired, unknown, reached)
        return self._planned(plan, state, event, unknown)

    def _climb(
        self, ladders: Iterable[nodes.Ladder], state: State, event: Event, sender: str
    ) -> tuple[int, ...]:
        entry, up = Entry(event.time, event.id, 1), state.standing.ladders
        steps = [
            climbing.step_up(one, self._program, up, (one.name, sender), entry, state.mark)
            for one in ladders
        ]
        if 1 in steps:
            # There may be one more who is on a ladder.
            state.tidy(self._program)
        return tuple(steps)

    def _set(self, fired: tuple[int, ...]) -> _Set | None:
        if len(self._sets) >= _MOST:
            self._sets.clear()
        rules = tuple(self._program.rules[number] for number in fired)
        climbed = {e.ladder for rule in rules for e in rule.effects if isinstance(e, nodes.Climb)}
        ladders = tuple(one for one in self._program.ladders if one.name in climbed)
        found = _Set(rules, ladders, {}) if may_be_planned(self._program, rules, ladders) else None
        self._sets[fired] = found
        return found

    def _plan(self, one: _Set, steps: tuple[int, ...]) -> Plan | None:
        plan = one.plans[steps] = made(self._program, one.rules, one.ladders, steps)
        return plan

    def _is_free(self, plan: Plan, state: State, event: Event, sender: str) -> bool:
        """Whether nothing stands that would make another decision of it."""
        standing, time = state.standing, event.time
        if plan.penalty is not None:
            running = standing.mutes.get(sender)
            if standing.human.get(sender, time) > time:
                return False
            if running is not None and not _outdoes(plan.penalty, running.until, time):
                return False
        if plan.lock is not None:
            if standing.human.get("", time) > time:
                return False
            running = standing.lock
            if running is not None and not _outdoes(plan.lock, running.until, time):
                return False
        if plan.lifts and standing.human:
            return False
        if plan.replies and event.role == "bot":
            return False
        return not plan.promises or not any(
            self._asks(one, event, state) is not False for one in plan.promises
        )

    def _planned(self, plan: Plan, state: State, event: Event, unknown: Sequence[int]) -> Decision:
        program, standing = self._program, state.standing
        id, time = event.id, event.time
        acts = tuple([self._act(one, event, time) for one in plan.acts])
        if plan.lasts:
            aftermath.remember(standing, event, acts)
        if program.forgives:
            forgiving.note(program, standing, state.mark, event, acts, None)
        fired = plan.fired
        if plan.reasons:
            fired = tuple(
                [
                    _fired(Fired, (*head, self._why(rule, program, event), False))
                    for head, rule in plan.reasons
                ]
            )
        names = tuple(sorted([program.rules[number].name for number in unknown])) if unknown else ()
        told = (id, event.group, time, program.digest, fired, acts, plan.lost, (), (), (), names)
        return _decision(Decision, told + _REST)

    def _act(self, one: Made, event: Event, time: Instant) -> Act:
        action, personal, about, length, text, says, rest = one
        if says is not None and says.do.text is not None:
            text = expand(says.do.text, self._program, event, says)
            if action in _JOINED:
                text = text or None
        target, message = event.sender if personal else None, event.id if about else None
        until = None if length is None else time + length
        return _act(Act, (action, target, message, until, text) + rest)  # noqa: RUF005 (quicker)


def _outdoes(one: Binding, running: Instant | None, now: Instant) -> bool:
    """Whether it is done though something like it runs until an instant (``None``: for ever)."""
    return one.removes or (
        running is not None and (one.length is None or running < now + one.length)
    )
