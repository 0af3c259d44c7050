"""Rules against each other: two that are the same, and one whose effects others always produce."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from policyq.check.kinds import kinds_of
from policyq.check.meaning import flat, normal_of
from policyq.check.scope import Placed, Scope
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree

_MOST = 50
"""So many rules that share their rarest condition are compared with one rule."""


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that are written twice."""
    same: dict[Hashable, Placed] = {}
    for placed in sorted(scope.placed, key=lambda one: one.rule.name.span):
        rule = placed.rule
        first = same.setdefault(_written(placed), placed)
        if first is not placed:
            yield lints.SAME_RULE.at(
                rule.name.span,
                first.rule.name.span,
                name=rule.name.text,
                other=first.rule.name.text,
            )


def _written(placed: Placed) -> Hashable:
    """What two rules that are the same have in common."""
    rule, section = placed.rule, placed.section
    return (rule.when, rule.unless, rule.actions, section.name.text if section else "")


class _Needs(NamedTuple):
    """A rule, and all the conditions that it needs, every one of them."""

    placed: Placed
    kinds: frozenset[str]
    parts: frozenset[tree.Condition]


def covered(scope: Scope) -> Iterator[Diagnostic]:
    """Rules all of whose actions are wanted by others whenever they fire. Of two that are written
    alike, `problems` speaks."""
    alike = Counter(map(_written, scope.placed))
    rules = [one for one in scope.placed if alike[_written(one)] == 1]
    needs = [
        _Needs(placed, kinds_of(normal), frozenset(flat(normal)))
        for placed in rules
        for normal in (normal_of(placed.rule),)
    ]
    common = Counter(part for one in needs for part in one.parts)
    rarest: dict[tree.Condition, list[_Needs]] = defaultdict(list)
    for one in needs:
        # A rule whose `unless` expires needs more than its parts say; it covers nobody for sure.
        if one.placed.rule.unless_until is None:
            rarest[min(one.parts, key=lambda part: (common[part], part.span))].append(one)
    for one in needs:
        others = [
            other
            for part in sorted(one.parts, key=lambda part: part.span)
            for other in rarest.get(part, ())[:_MOST]
            if other is not one and _covers(scope, other, one)
        ]
        wanted = {action for other in others for action in other.placed.rule.actions}
        if others and all(a in wanted and _plain(a, one) for a in one.placed.rule.actions):
            first = min(others, key=lambda other: other.placed.rule.name.span)
            yield lints.IDLE_RULE.at(
                one.placed.rule.name.span,
                first.placed.rule.name.span,
                name=one.placed.rule.name.text,
                others=tuple(sorted({other.placed.rule.name.text for other in others})),
            )


def _covers(scope: Scope, other: _Needs, one: _Needs) -> bool:
    """Whether the other rule fires whenever this one does. Of two that fire on the same events,
    the one that is written first stays."""
    where = other.placed.section
    if where is not None and where is not one.placed.section:
        return False
    if where is None and other.placed.rule.name.text in scope.changed:
        return False
    if not (other.parts <= one.parts and one.kinds <= other.kinds):
        return False
    equal = other.parts == one.parts and where is one.placed.section
    if one.placed.rule.unless_until is not None:
        equal = False
    return not equal or other.placed.rule.name.span < one.placed.rule.name.span


def _plain(action: tree.Action, one: _Needs) -> bool:
    """Whether an action is the same whichever rule asks for it: no placeholder names the rule,
    no priority chooses between replies."""
    if isinstance(action, tree.Do):
        return action.action != "reply" and not (action.text and "{" in action.text.text)
    return one.placed.rule.description is None
