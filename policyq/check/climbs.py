"""The law of climbing: every step of a ladder can be reached by somebody who is still there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policyq.check.ranges import length
from policyq.check.reach import Reach
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import overlaps as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import MESSAGES

Step = tuple[tree.Action, ...]


def problems(scope: Scope, roads: Reach) -> Iterator[Diagnostic]:
    """Steps that nobody comes to."""
    kinds = {id(arrives.actions): arrives.kinds.keys() for arrives in roads.arrivals}
    for found in scope.of("ladder"):
        ladder = found.node
        if isinstance(ladder, tree.Ladder):
            climbers = frozenset(kinds.get(id(ladder.steps[0]), ()))
            if climbers:
                yield from _steps(scope, ladder, climbers <= MESSAGES)


def _steps(scope: Scope, ladder: tree.Ladder, by_messages: bool) -> Iterator[Diagnostic]:
    """What keeps somebody from the next step; the first of a ladder is enough."""
    window, name = length(scope, ladder.window), ladder.name.text
    for step, following in pairwise(ladder.steps):
        removes = _done(step, "remove")
        if removes is not None:
            # A step that is weaker than a removal is reported for that already.
            if _done(following, "remove") is not None:
                yield say.AFTER_REMOVE.at(_span(following), removes.span, name=name)
            return
        mutes = _done(step, "mute")
        if mutes is None or not by_messages or window is None:
            continue
        lasts = float("inf") if mutes.duration is None else length(scope, mutes.duration)
        if lasts is not None and lasts >= window:
            yield say.MUTED_TOO_LONG.at(mutes.span, ladder.window.span, name=name)
            return


def _done(step: Step, action: str) -> tree.Do | None:
    """The action of a step, done at once."""
    strongest = [
        one
        for one in step
        if isinstance(one, tree.Do) and one.confirm is None and ACTIONS[one.action].strength
    ]
    return next((one for one in strongest if one.action == action), None)


def _span(step: Step) -> Span:
    return step[0].span.to(step[-1].span)
