"""The law of ladders and levels: no circles, no ladder inside a ladder, from weak to strong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policyq.check.ranges import length as length_of
from policyq.check.reach import Edge, Reach, Stop
from policyq.check.scope import Scope
from policyq.check.times import as_written
from policyq.diagnostics.catalog import actions as say
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS

_LONG = 9
"""So many stops of a road are shown."""


def problems(scope: Scope, roads: Reach) -> Iterator[Diagnostic]:
    """Whatever is wrong with ladders and levels."""
    yield from _circles(roads)
    yield from _inside(roads)
    for node in roads.stops.values():
        if isinstance(node, tree.Ladder):
            yield from _steps(scope, node)
            yield from _amnesties(scope, node)


def _amnesties(scope: Scope, ladder: tree.Ladder) -> Iterator[Diagnostic]:
    """Dates that do not go forward, of which one is there twice or in the wrong place."""
    for before, day in pairwise(ladder.amnesties):
        if day.order <= before.order and as_written(scope, before, day):
            yield say.AMNESTY_ORDER.at(day.span, before.span, name=ladder.name.text)


def _circles(roads: Reach) -> Iterator[Diagnostic]:
    for edge, stops in roads.circles:
        yield say.CIRCLE.at(edge.action.span, *_hops(roads, stops), road=_road([*stops, edge.to]))


def _hops(roads: Reach, stops: list[Stop]) -> Iterator[Span]:
    """The actions that lead from stop to stop; of a long road the first ones."""
    for here, there in pairwise(stops[:5]):
        hop = next((edge for edge in roads.edges[here] if edge.to == there), None)
        if hop is not None:
            yield hop.action.span


def _road(stops: list[Stop]) -> Words:
    if len(stops) > _LONG:
        left, right = _road(stops[:4]), _road(stops[-3:])
        return Words(f"{left.zh} → … → {right.zh}", f"{left.en} → … → {right.en}")
    zh = (f"{name}级" if sort == "level" else name for sort, name in stops)
    en = (f"level {name}" if sort == "level" else name for sort, name in stops)
    return Words(" → ".join(zh), " → ".join(en))


def _inside(roads: Reach) -> Iterator[Diagnostic]:
    """Steps that climb another ladder, straight or by way of levels."""
    circling = {stop for _, stops in roads.circles for stop in stops}
    climbs: dict[Stop, Edge] = {}
    for stop in roads.order:
        on = next((e for e in roads.edges[stop] if e.to[0] == "ladder" or e.to in climbs), None)
        if on is not None:
            climbs[stop] = on
    for stop in roads.order:
        if stop[0] != "ladder" or stop in circling:
            continue
        for edge in roads.edges[stop]:
            if edge.to[0] == "ladder" or edge.to in climbs:
                road, last = [stop, edge.to], edge
                while road[-1][0] != "ladder" and len(road) < _LONG:
                    last = climbs[road[-1]]
                    road.append(last.to)
                others = () if last is edge else (last.action.span,)
                yield say.LADDER_INSIDE.at(
                    edge.action.span, *others, name=stop[1], road=_road(road)
                )


def _steps(scope: Scope, ladder: tree.Ladder) -> Iterator[Diagnostic]:
    name = ladder.name.text
    if len(ladder.steps) == 1:
        yield lints.ONE_STEP.at(ladder.name.span, name=name)
    before: tuple[tuple[float, float], tuple[tree.Action, ...]] | None = None
    for step in ladder.steps:
        strength = _strength(scope, step)
        if strength is not None:
            if before is not None and strength < before[0]:
                yield lints.WEAKER_STEP.at(_span(step), _span(before[1]), name=name)
            before = (strength, step)


def _strength(scope: Scope, step: tuple[tree.Action, ...]) -> tuple[float, float] | None:
    """The strongest penalty of a step; ``None`` if it cannot be told."""
    best = None
    for action in step:
        if not isinstance(action, tree.Do):
            return None
        rank = ACTIONS[action.action].strength
        length = 0.0
        if action.action == "mute":
            known = length_of(scope, action.duration) if action.duration else float("inf")
            if known is None:
                return None
            length = known
        if rank:
            best = max(best or (0.0, 0.0), (float(rank), length))
    return best


def _span(step: tuple[tree.Action, ...]) -> Span:
    return step[0].span.to(step[-1].span)
