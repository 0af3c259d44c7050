"""Rules against each other: two that are the same, two replies to one text."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from policyq.check.scope import Placed, Scope
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.text.fold import fold


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that are written twice, and replies that meet without a priority between them."""
    same: dict[Hashable, Placed] = {}
    replies: dict[Hashable, tuple[Placed, Span]] = {}
    for placed in sorted(scope.placed, key=lambda one: one.rule.name.span):
        rule = placed.rule
        section = placed.section.name.text if placed.section else ""
        first = same.setdefault((rule.when, rule.unless, rule.actions, section), placed)
        if first is not placed:
            yield lints.SAME_RULE.at(
                rule.name.span,
                first.rule.name.span,
                name=rule.name.text,
                other=first.rule.name.text,
            )
            continue
        yield from _replies(placed, section, replies)


def _replies(
    placed: Placed, section: str, replies: dict[Hashable, tuple[Placed, Span]]
) -> Iterator[Diagnostic]:
    rule = placed.rule
    reply = next((a for a in rule.actions if isinstance(a, tree.Do) and a.action == "reply"), None)
    if reply is None:
        return
    priority = rule.priority.value if rule.priority else 0
    for text in _answered(rule):
        key = (fold(text), priority, section)
        first, span = replies.setdefault(key, (placed, reply.span))
        if first is not placed:
            yield lints.REPLIES_MEET.at(
                reply.span, span, name=rule.name.text, other=first.rule.name.text, text=text
            )
            return


def _answered(rule: tree.Rule) -> Iterator[str]:
    """The texts that a rule answers, if its whole condition is that a text equals them."""
    when = rule.when
    if isinstance(when, tree.TextIs) and when.op == "equals" and rule.unless is None:
        yield from (one.text for one in when.operands if isinstance(one, tree.Str))
