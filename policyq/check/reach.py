"""Who leads to what: rules to levels and ladders, levels and ladders to each other.

An action may stand in a level or in a ladder's step, far from the rules that lead to it. So the
kinds of event flow down from the rules, each with the place in a rule that it came from, and
every list of actions is looked at once, with all the kinds that can ever reach it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policyq.check import walk
from policyq.check.kinds import kinds_of
from policyq.check.meaning import whole_of
from policyq.check.scope import Scope, level_name
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.events import PERSONAL

Stop: TypeAlias = tuple[str, str]
"""``("level", "3")`` or ``("ladder", "standard")``."""


class Edge(NamedTuple):
    """An action that leads on to a level or a ladder."""

    to: Stop
    action: tree.TreatAs | tree.Penalize


class Arrives(NamedTuple):
    """A list of actions, and the kinds of event for which it is ever done."""

    actions: tuple[tree.Action, ...]
    kinds: dict[str, Span | None]
    """By kind, where in a rule it comes from; ``None`` in a rule's own list."""
    climbed: bool
    """Whether every road to it runs over a ladder."""


@dataclass
class Reach:
    """What leads to what in one policy."""

    stops: dict[Stop, tree.Level | tree.Ladder] = field(default_factory=dict)
    edges: dict[Stop, list[Edge]] = field(default_factory=dict)
    order: list[Stop] = field(default_factory=list)
    """Every stop after all those that it leads to, circles apart."""
    circles: list[tuple[Edge, list[Stop]]] = field(default_factory=list)
    """The edge that closes a circle, and the stops on it from where it closes."""
    arrivals: tuple[Arrives, ...] = ()
    """Every list of actions that is ever reached, with the kinds of event that reach it."""


def reach(scope: Scope) -> Reach:
    """The roads between levels and ladders."""
    found = Reach()
    for sort in ("level", "ladder"):
        for declared in scope.of(sort):
            if isinstance(declared.node, tree.Level | tree.Ladder):
                found.stops[(sort, declared.name)] = declared.node
    for stop, node in found.stops.items():
        lists = node.steps if isinstance(node, tree.Ladder) else (node.actions,)
        edges = (edge for listed in lists for edge in edges_of(listed))
        found.edges[stop] = [edge for edge in edges if edge.to in found.stops]
    _visit(found)
    found.arrivals = tuple(_arrivals(scope, found))
    return found


def edges_of(listed: tuple[tree.Action, ...]) -> Iterator[Edge]:
    """Where a list of actions leads."""
    for action in walk.actions(listed):
        if isinstance(action, tree.TreatAs):
            yield Edge(("level", level_name(action.level)), action)
        elif isinstance(action, tree.Penalize):
            yield Edge(("ladder", action.ladder.text), action)


def _visit(found: Reach) -> None:
    """Fill in the order and the circles, depth first and without recursion."""
    done: set[Stop] = set()
    for start in found.stops:
        if start in done:
            continue
        road: dict[Stop, Iterator[Edge]] = {start: iter(found.edges[start])}
        while road:
            here = next(reversed(road))
            edge = next(road[here], None)
            if edge is None:
                del road[here]
                done.add(here)
                found.order.append(here)
            elif edge.to in road:
                stops = list(road)
                found.circles.append((edge, stops[stops.index(edge.to) :]))
            elif edge.to not in done:
                road[edge.to] = iter(found.edges[edge.to])


def _arrivals(scope: Scope, roads: Reach) -> Iterator[Arrives]:
    coming: dict[Stop, dict[str, Span | None]] = {}
    direct: set[Stop] = set()
    done = [(rule.actions, kinds_of(whole_of(rule))) for rule in scope.rules]
    for node in scope.declarations:
        if isinstance(node, tree.Watch):
            done += [(one, frozenset({"day_end"})) for one in (node.actions, node.afterwards)]
        elif isinstance(node, tree.Trial) and node.notice is not None:
            named = {name.text for name in node.rules}
            tried = (kinds_of(whole_of(r)) for r in scope.rules if r.name.text in named)
            done.append(((node.notice,), frozenset().union(*tried)))
    for actions, kinds in done:
        yield Arrives(actions, dict.fromkeys(kinds), climbed=False)
        for edge in edges_of(actions):
            direct.add(edge.to)
            _pour(coming, edge.to, dict.fromkeys(kinds, edge.action.span))
    for stop in reversed(roads.order):
        kinds_here = coming.get(stop, {})
        for edge in roads.edges[stop]:
            _pour(coming, edge.to, kinds_here)
            if stop in direct and stop[0] == "level":
                direct.add(edge.to)
        node = roads.stops[stop]
        lists = node.steps if isinstance(node, tree.Ladder) else (node.actions,)
        for listed in lists:
            yield Arrives(listed, kinds_here, climbed=stop[0] == "ladder" or stop not in direct)
    redeemed: dict[str, dict[str, Span | None]] = {}
    everywhere = [(actions, dict.fromkeys(kinds)) for actions, kinds in done]
    everywhere += [
        (listed, coming.get(stop, {}))
        for stop, node in roads.stops.items()
        for listed in (node.steps if isinstance(node, tree.Ladder) else (node.actions,))
    ]
    for actions, kinds_there in everywhere:
        for action in walk.actions(actions):
            if isinstance(action, tree.Do) and action.action == "redeem" and action.of:
                into = redeemed.setdefault(action.of.text, {})
                into.update((kind, action.span) for kind in kinds_there if kind in PERSONAL)
    for name, kinds_there in redeemed.items():
        found = scope.get("reward", name)
        if found is not None and isinstance(found.node, tree.Reward):
            yield Arrives(found.node.actions, kinds_there, climbed=False)
            yield Arrives(found.node.failing, kinds_there, climbed=False)


def _pour(
    coming: dict[Stop, dict[str, Span | None]], to: Stop, kinds: dict[str, Span | None]
) -> None:
    """Let kinds flow on to a stop; where nobody can climb a ladder, another law says so."""
    into = coming.setdefault(to, {})
    for kind, span in kinds.items():
        if to[0] != "ladder" or kind in PERSONAL:
            into.setdefault(kind, span)
