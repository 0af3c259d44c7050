"""The law of the bot's quiet hours: stated once, not for ever, and with something to keep quiet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policyq.check import times, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import times as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree

_WAITS = frozenset({"reply", "notify"})


def hours(scope: Scope) -> tree.Name | tree.Slot | None:
    """The hours in which the bot says nothing; those of the main file hold, if it states any."""
    stated = _stated(scope)
    return stated[-1][1].hours if stated else None


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with the quiet hours."""
    stated = _stated(scope)
    mine = [one for one in stated if one[0] == scope.main]
    for (file, node), (other_file, other) in pairwise(mine or stated):
        if file == other_file or node.hours != other.hours:
            yield say.TWO_QUIETS.at(other.span, node.span)
    for file, node in stated[-1:]:
        slots = _slots(scope, node.hours)
        if slots and times.weekly(slots)[0] == times.WHOLE_WEEK and times.trusted(scope, slots):
            yield say.ALWAYS_QUIET.at(node.hours.span)
        elif file == scope.main and not (_speaks(scope) or scope.partial):
            yield say.QUIET_IDLE.at(node.span)


def _stated(scope: Scope) -> list[tuple[str, tree.Quiet]]:
    """By file, bases first, the main one last."""
    return [
        (file, node)
        for file, whole in scope.files.items()
        for node in whole.declarations
        if isinstance(node, tree.Quiet)
    ]


def _slots(scope: Scope, asked: tree.Name | tree.Slot) -> tuple[tree.Slot, ...]:
    if isinstance(asked, tree.Slot):
        return (asked,)
    found = scope.get("hours", asked.text)
    return found.node.slots if found and isinstance(found.node, tree.Hours) else ()


def _speaks(scope: Scope) -> bool:
    return any(
        isinstance(action, tree.Do) and action.action in _WAITS
        for node in scope.declarations
        for listed in walk.action_lists(node)
        for action in walk.actions(listed)
    )
