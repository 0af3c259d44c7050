"""The law of complaints and appeals: who counts by whom events are aimed at, means to punish that
member, and who appeals does not judge."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import complaints as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.vocabulary.actions import PENALTIES


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that count complaints of a member and punish who complains, and rules that forgive
    whoever asks for it."""
    for placed in scope.placed:
        for action in placed.rule.actions:
            if isinstance(action, tree.Do) and action.action == "forgive" and not action.confirm:
                yield say.SELF_PARDON.at(action.span)
        counted = _by_target(placed.rule.when)
        if counted is not None:
            for action in filter(_hits_sender, placed.rule.actions):
                yield say.WRONG_ONE.at(action.span, counted.span)


def _by_target(condition: tree.Condition) -> tree.Aggregate | None:
    for one in walk.conditions(condition):
        if isinstance(one, tree.Aggregate) and "target" in one.per:
            return one
    return None


def _hits_sender(action: tree.Action) -> bool:
    match action:
        case tree.Do(action=done, whom=None):
            return done in PENALTIES
        case tree.Penalize(whom=None):
            return True
    return False
