"""The law of what all groups share: that it is counted over several groups, and when all of them
have been heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.check import kinds, walk
from policyq.check.meaning import flat, whole_of
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import across as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree

_OF_GROUPS = {
    "group": Words("群", "groups"),
    "platform": Words("平台", "platforms"),
}
#: Ticks that policyq makes for a group when it comes to the group.
_MADE = frozenset({"day_end", "scheduled"})


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with counts and ladders over all groups."""
    for node in scope.declarations:
        for top in walk.tops(node):
            yield from _counts(top)
        match node:
            case tree.Rule():
                yield from _at_tick(node)
            case tree.Section():
                for item in node.items:
                    if isinstance(item, tree.Rule):
                        yield from _at_tick(item)
            case tree.Tier():
                yield from (say.IN_TIER.at(one.span) for one in _shared(node.when))
            case tree.Metric():
                for one in walk.measures(node):
                    if isinstance(one, tree.Counted) and one.of in _OF_GROUPS:
                        yield say.ONE_GROUP_COUNTED.at(one.span, what=_OF_GROUPS[one.of])
    yield from _ladders(scope)
    yield from _removed(scope)


def _shared(condition: tree.Condition) -> Iterator[tree.Aggregate]:
    for one in walk.conditions(condition):
        if isinstance(one, tree.Aggregate) and one.across:
            yield one


def _counts(top: tree.Condition) -> Iterator[Diagnostic]:
    for one in walk.conditions(top):
        if not isinstance(one, tree.Aggregate):
            continue
        if "alike" in one.per:
            yield from _similar(one)
        if one.of in _OF_GROUPS and not one.across:
            yield say.ONE_GROUP_COUNTED.at(one.span, what=_OF_GROUPS[one.of])
        elif one.across and (group := _confined(one.condition)) is not None:
            yield say.ONE_GROUP_ONLY.at(one.span, group.span)


def _similar(one: tree.Aggregate) -> Iterator[Diagnostic]:
    if isinstance(one.window, tree.Bucket):
        yield say.SIMILAR.at(one.window.span, problem=_BY_BUCKET)
    if not {"text", "host"}.isdisjoint(one.per):
        yield say.SIMILAR.at(one.span, problem=_WITH_OTHERS)


_BY_BUCKET = Words("要写多久以内，不能按天、周、月", "wants a time to look back, not a calendar's")
_WITH_OTHERS = Words("只能和“同一人”一起用", "goes together with `sender` only")


def _confined(condition: tree.Condition) -> tree.GroupIs | None:
    """The part of a condition that leaves one group only."""
    for part in flat(kinds.normal(condition)):
        match part:
            case tree.GroupIs("group", False, (_,)):
                return part
    return None


def _at_tick(rule: tree.Rule) -> Iterator[Diagnostic]:
    those = kinds.kinds_of(whole_of(rule))
    if those and those <= _MADE:
        for one in _shared(whole_of(rule)):
            yield say.AT_TICK.at(one.span)


def _ladders(scope: Scope) -> Iterator[Diagnostic]:
    """Ladders over all groups that only rules of one group climb."""
    climbed: dict[str, list[tree.GroupIs | None]] = {}
    for node in scope.declarations:
        place = _confined(node.when) if isinstance(node, tree.Section) else None
        for listed in walk.action_lists(node):
            for action in walk.actions(listed):
                if isinstance(action, tree.Penalize):
                    climbed.setdefault(action.ladder.text, []).append(place)
    for node in scope.declarations:
        if isinstance(node, tree.Ladder) and node.across:
            places = climbed.get(node.name.text, [])
            first = places[0] if places else None
            if first is not None and all(_same(one, first) for one in places):
                yield say.ONE_GROUP_ONLY.at(node.name.span, first.span)


def _same(one: tree.GroupIs | None, other: tree.GroupIs) -> bool:
    return one is not None and one.operands[0].text == other.operands[0].text


def _removed(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that are asked for having removed somebody, and that remove nobody."""
    for node in scope.declarations:
        for top in walk.tops(node):
            for one in walk.conditions(top):
                if not isinstance(one, tree.Removed):
                    continue
                for name in one.rules:
                    found = scope.get("rule", name.text)
                    rule = found.node if found is not None else None
                    if isinstance(rule, tree.Rule) and not _removes(scope, rule.actions, set()):
                        yield say.REMOVES_NOBODY.at(name.span, rule.name.span, name=name.text)


def _removes(scope: Scope, listed: Iterable[tree.Action], seen: set[tuple[str, str]]) -> bool:
    """Whether some action removes, by way of ladders and levels, too."""
    for action in walk.actions(listed):
        if isinstance(action, tree.Do):
            if action.action == "remove":
                return True
            continue
        if isinstance(action, tree.Penalize):
            sort, name = "ladder", action.ladder.text
        else:
            sort, name = "level", walk.number_text(action.level)
        found = scope.get(sort, name)
        if found is None or (sort, name) in seen:
            continue
        seen.add((sort, name))
        if any(_removes(scope, one, seen) for one in walk.action_lists(found.node)):
            return True
    return False
