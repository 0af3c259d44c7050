"""The law of platforms: what is decided can be done where the policy holds.

Where it holds is said by the user (a project, an option), and by the policy itself, in sections
and conditions on the platform. From there the places flow down, from rules to the levels and
ladders that they lead to; every action is looked at with all the places where it is ever done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyq.check import reach, walk
from policyq.check.actions import says
from policyq.check.kinds import normal
from policyq.check.meaning import flat, normal_of
from policyq.check.scope import Placed, Scope
from policyq.diagnostics.catalog import platforms as say
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Words
from policyq.syntax import tree
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.platforms import FALLBACKS, SURFACES, surface_of
from policyq.vocabulary.types import UNITS, Duration

_SHOWN = 3
_UNITS = (
    ("day", Words("天", "days")),
    ("hour", Words("小时", "hours")),
    ("minute", Words("分钟", "minutes")),
    ("second", Words("秒", "seconds")),
)


class _Found(NamedTuple):
    """One kind of trouble with one action on one surface."""

    kind: Kind
    surface: str
    action: str


def problems(scope: Scope, roads: reach.Reach) -> Iterator[Diagnostic]:
    """Actions that a platform cannot carry out, or not for so long; each trouble once."""
    places: dict[_Found, list[tree.Do]] = {}
    for listed, surfaces in _lists(scope, roads):
        for action in walk.actions(listed):
            if isinstance(action, tree.Do):
                for surface in sorted(surfaces):
                    for found in _troubles(scope, action, surface):
                        places.setdefault(found, []).append(action)
    for found, actions in places.items():
        yield _report(found, actions)


def _report(found: _Found, actions: list[tree.Do]) -> Diagnostic:
    spans = sorted({action.span for action in actions})
    surface = SURFACES[found.surface]
    able = surface.ability(found.action)
    return found.kind.at(
        spans[0],
        *spans[1 : 1 + _SHOWN],
        surface=Words(*surface.says),
        action=says(found.action),
        instead=Words(*FALLBACKS[able.instead]) if able.instead else Words("", ""),
        least=length_said(able.least),
        most=length_said(able.most),
    )


def _troubles(scope: Scope, action: tree.Do, surface: str) -> Iterator[_Found]:
    able = SURFACES[surface].ability(action.action)
    if able.who == "nobody":
        yield _Found(say.NOBODY_CAN, surface, action.action)
    elif able.who == "admin":
        yield _Found(say.ONLY_BY_HAND, surface, action.action)
    for length in _lengths(scope, action.duration):
        if able.most is not None and length > able.most:
            yield _Found(say.LONGER_THAN_TAKEN, surface, action.action)
        if able.least is not None and 0 < length < able.least:
            yield _Found(say.SHORTER_THAN_TAKEN, surface, action.action)


def _lengths(scope: Scope, amount: tree.Amount | None) -> Iterator[Duration]:
    """Every length that an amount may ever mean."""
    if isinstance(amount, tree.Length):
        yield round(amount.value * UNITS[amount.unit])
    elif isinstance(amount, tree.Name) and (value := scope.value(amount)) is not None:
        for one in (value.first, *(changed for _, changed in value.changes)):
            if isinstance(one, tree.Length):
                yield round(one.value * UNITS[one.unit])


def _lists(
    scope: Scope, roads: reach.Reach
) -> Iterator[tuple[tuple[tree.Action, ...], frozenset[str]]]:
    """Every list of actions with the surfaces on which it is ever done."""
    coming: dict[reach.Stop, frozenset[str]] = {}
    done = [(placed.rule.actions, _surfaces(scope, placed)) for placed in scope.placed]
    for node in scope.declarations:
        if isinstance(node, tree.Watch):
            everywhere = frozenset(scope.surfaces)
            done += [(node.actions, everywhere), (node.afterwards, everywhere)]
        elif isinstance(node, tree.Trial) and node.notice is not None:
            done.append(((node.notice,), frozenset(scope.surfaces)))
    for actions, surfaces in done:
        if surfaces:
            yield actions, surfaces
            for edge in reach.edges_of(actions):
                coming[edge.to] = coming.get(edge.to, frozenset()) | surfaces
    for stop in reversed(roads.order):
        surfaces = coming.get(stop, frozenset())
        for edge in roads.edges[stop]:
            coming[edge.to] = coming.get(edge.to, frozenset()) | surfaces
        node = roads.stops[stop]
        for listed in node.steps if isinstance(node, tree.Ladder) else (node.actions,):
            yield listed, surfaces


def _surfaces(scope: Scope, placed: Placed) -> frozenset[str]:
    """Where a rule holds: of what the user said, else of the platforms that it names."""
    parts = list(flat(normal_of(placed.rule)))
    if placed.section is not None:
        parts += flat(normal(placed.section.when))
    allowed, named = set(PLATFORMS), False
    for part in parts:
        atom, holds = (part.part, False) if isinstance(part, tree.Not) else (part, True)
        if isinstance(atom, tree.GroupIs) and atom.field == "platform":
            ones = {one.text for one in atom.operands}
            holds = holds != atom.negated
            named |= holds
            allowed = allowed & ones if holds else allowed - ones
    if scope.surfaces:
        return frozenset(one for one in scope.surfaces if SURFACES[one].platform in allowed)
    if not named:
        return frozenset()
    return frozenset(found for one in allowed if (found := surface_of(one)) is not None)


def length_said(length: Duration | None) -> Words:
    """A length in its largest whole unit."""
    for unit, called in _UNITS:
        if length and length % UNITS[unit] == 0:
            number = length // UNITS[unit]
            singular = called.en[:-1] if number == 1 else called.en
            return Words(f"{number}{called.zh}", f"{number} {singular}")
    return Words("", "")
