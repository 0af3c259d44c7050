"""The law of tiers: each asks about a member, none asks for itself, and none is taken for a tag."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import tiers as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree

#: The fields of a member or a group that are there when no event is.
_LASTING = frozenset({"tenure", "silent", "members", "sender", "target", "platform", "channel"})

_NOTIFIED = Words("收通知", "be notified")
_JUDGE = Words("做确认人", "confirm anything")
_TAGGED = Words("用来标记", "be given as a tag")


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with tiers, and with what asks for them."""
    tiers = {found.name: found.node for found in scope.of("tier")}
    for node in scope.declarations:
        if isinstance(node, tree.Tier):
            yield from _asked(scope, node.when)
        for top in walk.tops(node):
            yield from _silent(top, isinstance(node, tree.Tier))
        yield from _as_tag(scope, node)
    yield from _circles({name: n for name, n in tiers.items() if isinstance(n, tree.Tier)})


def _outside(condition: tree.Condition) -> Iterator[tree.Condition]:
    """What a condition asks for itself: not what is asked of the events that it counts."""
    match condition:
        case tree.And(parts) | tree.Or(parts):
            for part in parts:
                yield from _outside(part)
        case tree.Not(part):
            yield from _outside(part)
        case _:
            yield condition


def _asked(scope: Scope, condition: tree.Condition) -> Iterator[Diagnostic]:
    for atom in _outside(condition):
        match atom:
            case tree.Aggregate(per=per):
                if per != ("sender",):
                    yield say.NOT_BY_MEMBER.at(atom.span)
            case tree.InRow(op="reaches" | "%"):
                yield say.ASKS_EVENT.at(atom.span)  # which of the day's events was the first
            case tree.WhoIs(_, _, who) if _rosters(scope, who):
                yield say.ASKS_EVENT.at(atom.span)  # who is on duty as the day ends
            case tree.WhoIs() | tree.GroupIs() | tree.Balance() | tree.InRow():
                continue
            case tree.Compare(field) | tree.Known(field):
                if field not in _LASTING:
                    yield say.ASKS_EVENT.at(atom.span)
            case _:
                yield say.ASKS_EVENT.at(atom.span)


def _rosters(scope: Scope, who: tuple[tree.Who, ...]) -> bool:
    """Whether a name means who is on duty."""
    return any(
        isinstance(one, tree.Name)
        and scope.get("roster", one.text) is not None
        and not (scope.get("tier", one.text) or scope.get("title", one.text))
        for one in who
    )


def _silent(top: tree.Condition, of_tier: bool) -> Iterator[Diagnostic]:
    allowed = {id(atom) for atom in _outside(top)} if of_tier else set()
    for atom in walk.conditions(top):
        if isinstance(atom, tree.Compare) and atom.field == "silent" and id(atom) not in allowed:
            yield say.SILENT_OUTSIDE.at(atom.span)


def _as_tag(scope: Scope, node: tree.Declaration) -> Iterator[Diagnostic]:
    """Tiers where only a tag can stand."""
    for listed in walk.action_lists(node):
        for action in walk.actions(listed):
            if isinstance(action, tree.Do):
                yield from _no_tag(scope, action.to, _NOTIFIED)
                yield from _no_tag(scope, (action.tag,) if action.tag else (), _TAGGED)
            if action.confirm is not None:
                yield from _no_tag(scope, action.confirm.judges, _JUDGE)


def _no_tag(scope: Scope, who: tuple[tree.Who, ...], what: Words) -> Iterator[Diagnostic]:
    for one in who:
        tier = scope.get("tier", one.text) if isinstance(one, tree.Name) else None
        if tier is not None:
            yield say.NOT_A_TAG.at(one.span, tier.span, name=tier.name, what=what)


# -- circles -----------------------------------------------------------------------------------


def asks_for(condition: tree.Condition) -> Iterator[tree.Name]:
    """Every name in a condition that may be a tier's, counted conditions included."""
    for atom in walk.conditions(condition):
        match atom:
            case tree.WhoIs(_, _, who):
                yield from (one for one in who if isinstance(one, tree.Name))
            case tree.Becomes(tier):
                yield tier


def in_order(tiers: dict[str, tree.Tier]) -> list[str]:
    """The names of tiers, those first that others ask for, else by name; without circles."""
    order: list[str] = []
    for road in _roads(tiers, order):
        assert road is None
    return order


def _circles(tiers: dict[str, tree.Tier]) -> Iterator[Diagnostic]:
    for road in _roads(tiers, []):
        if road is not None:
            names = [name.text for name in road]
            yield say.CIRCLE.at(
                road[-1].span,
                *(name.span for name in road[:-1][:5]),
                road=" → ".join([names[-1], *names]),
            )


def _roads(tiers: dict[str, tree.Tier], order: list[str]) -> Iterator[list[tree.Name] | None]:
    """Goes through all tiers, depth first and without recursion. Yields each circle as the names
    that lead from its first tier back to it; fills in ``order``."""
    done: set[str] = set()
    for start in sorted(tiers):
        if start in done:
            continue
        road = {start: _next(tiers, start)}
        steps: list[tree.Name] = []
        while road:
            here = next(reversed(road))
            name = next(road[here], None)
            if name is None:
                del road[here]
                done.add(here)
                order.append(here)
                del steps[-1:]
            elif name.text in road:
                first = list(road).index(name.text)
                yield [*steps[first:], name]
            elif name.text not in done:
                road[name.text] = _next(tiers, name.text)
                steps.append(name)


def _next(tiers: dict[str, tree.Tier], name: str) -> Iterator[tree.Name]:
    asked = {one.text: one for one in asks_for(tiers[name].when) if one.text in tiers}
    return iter([asked[key] for key in sorted(asked)])
