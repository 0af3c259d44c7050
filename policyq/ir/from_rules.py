"""From rules to nodes: what must be so for each to fire, and what it does.

Of those of one shape (`policyq.check.shapes`) the first is lowered; the others have what it has, but for
what is theirs: they are quicker made, and share what they have in common.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from policyq.check.checked import CheckedPolicy, CheckedRule
from policyq.check.kinds import kinds_of
from policyq.check.meaning import whole_of
from policyq.check.shapes import Shape, shape_of
from policyq.ir import nodes
from policyq.ir.effects import Effects
from policyq.ir.from_streaks import named
from policyq.ir.from_times import through
from policyq.ir.from_trials import trial
from policyq.ir.shapes import Sought, sought
from policyq.syntax import tree

if TYPE_CHECKING:
    from policyq.ir.from_checked import Conditions


def rules(policy: CheckedPolicy, lowering: Conditions, effects: Effects) -> Iterator[nodes.Rule]:
    """The rules of a policy, in its order."""
    return _Rules(policy, lowering, effects).all()


class _Rules:
    def __init__(self, policy: CheckedPolicy, lowering: Conditions, effects: Effects) -> None:
        self._policy = policy
        self._lowering = lowering
        self._effects = effects
        self._first: dict[Hashable, tuple[nodes.Rule, Sought]] = {}

    def all(self) -> Iterator[nodes.Rule]:
        for checked in self._policy.rules:
            everywhere = checked.section is None and not checked.not_in
            shape = shape_of(checked.rule) if everywhere else None
            yield self._each(checked) if shape is None else self._of_shape(checked, shape)

    def _each(self, checked: CheckedRule) -> nodes.Rule:
        return _rule(checked, self._policy, self._lowering, self._effects)

    def _of_shape(self, checked: CheckedRule, shape: Shape) -> nodes.Rule:
        known = self._first.get(shape.key)
        if known is None:
            made = self._each(checked)
            asks = sought(made.condition)
            if asks is not None:
                self._first[shape.key] = made, asks
            return made
        (first, asks), rule = known, checked.rule
        return nodes.Rule(
            name=rule.name.text,
            description=rule.description.text if rule.description else "",
            condition=asks.with_text(self._lowering.text("contains", (shape.word,))),
            effects=first.effects,
            priority=first.priority,
            level=first.level,
            trial=trial(self._policy.trials.get(rule.name.text), rule, self._effects),
        )


def _rule(
    checked: CheckedRule, policy: CheckedPolicy, lowering: Conditions, effects: Effects
) -> nodes.Rule:
    rule = checked.rule
    parts: list[nodes.Condition] = [nodes.KindIn(kinds_of(whole_of(rule)))]
    if checked.section is not None:
        parts.append(nodes.Surely(lowering.plain(checked.section.when)))
    for section in checked.not_in:
        parts.append(nodes.Not(nodes.Surely(lowering.plain(section.when))))
    parts += [nodes.Not(lowering.exempt(exempt)) for exempt in policy.exempt]
    parts.append(lowering.asked(rule.when))
    if rule.unless is not None:
        unless = lowering.asked(tree.Not(rule.unless))
        if rule.unless_until is not None:
            unless = nodes.Or((unless, nodes.Not(through(rule.unless_until))))
        parts.append(unless)
    condition = joined(parts)
    done = named(effects.of(rule.actions), condition)
    levels = [effect.level for effect in done if effect.level is not None]
    return nodes.Rule(
        name=rule.name.text,
        description=rule.description.text if rule.description else "",
        condition=condition,
        effects=done,
        priority=int(rule.priority.value) if rule.priority else 0,
        level=min(levels, default=None),
        trial=trial(policy.trials.get(rule.name.text), rule, effects),
    )


def joined(parts: list[nodes.Condition]) -> nodes.Condition:
    """All of ``parts``, flat, each once."""
    flat: dict[nodes.Condition, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, nodes.And) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else nodes.And(tuple(flat))
