"""The law of repetition: no rule is written twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from policyq.check.scope import Placed, Scope
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that are written twice."""
    same: dict[Hashable, Placed] = {}
    for placed in sorted(scope.placed, key=lambda one: one.rule.name.span):
        rule = placed.rule
        first = same.setdefault(written(scope, placed), placed)
        if first is not placed:
            yield lints.SAME_RULE.at(
                rule.name.span,
                first.rule.name.span,
                name=rule.name.text,
                other=first.rule.name.text,
            )


def written(scope: Scope, placed: Placed) -> Hashable:
    """What two rules that are the same have in common: what is written, and where it holds."""
    rule, section = placed.rule, placed.section
    changed = scope.changed.get(rule.name.text, ()) if section is None else ()
    where = (section.name.text if section else "", frozenset(one.name.text for one in changed))
    return (rule.when, rule.unless, rule.unless_until, rule.priority, rule.actions, where)
