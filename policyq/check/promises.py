"""The law of promises: each could be needed some day."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import reach, walk
from policyq.check.kinds import asked, normal
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree


def problems(scope: Scope, roads: reach.Reach) -> Iterator[Diagnostic]:
    """Promises about what no rule ever does; silent while a rule may be missing."""
    if scope.partial:
        return
    done: dict[str, set[str]] = {}
    for arrives in roads.arrivals:
        for action in walk.actions(arrives.actions):
            if isinstance(action, tree.Do):
                done.setdefault(action.action, set()).update(arrives.kinds)
    for node in scope.declarations:
        if isinstance(node, tree.Promise):
            about = asked(normal(node.when)).kinds
            if about and not any(done.get(one, set()) & about for one in node.actions):
                yield lints.IDLE_PROMISE.at(node.name.span, name=node.name.text)
