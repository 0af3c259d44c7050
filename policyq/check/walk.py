"""Going over trees: every condition, every action, every name that is used, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyq.check.once import once
from policyq.syntax import tree


@once
def conditions(condition: tree.Condition) -> tuple[tree.Condition, ...]:
    """A condition and everything inside it, aggregates included, in reading order."""
    found: list[tree.Condition] = []
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        found.append(node)
        match node:
            case tree.And(parts) | tree.Or(parts):
                waiting.extend(reversed(parts))
            case tree.Not(part):
                waiting.append(part)
            case tree.Aggregate() | tree.InRow():
                waiting.append(node.condition)
    return tuple(found)


def tops(node: tree.Declaration) -> Iterator[tree.Condition]:
    """The whole conditions of a declaration."""
    match node:
        case tree.Rule():
            yield node.when
            if node.unless is not None:
                yield node.unless
        case tree.Section():
            yield node.when
            for item in node.items:
                if isinstance(item, tree.Rule):
                    yield from tops(item)
        case tree.Promise() | tree.Tier() | tree.Watch() | tree.Lottery():
            yield node.when
        case tree.Metric():
            yield from (one.condition for one in measures(node) if isinstance(one, tree.Counted))
        case tree.Ranking(measure=tree.Counted() as measure):
            yield measure.condition


def measures(metric: tree.Metric) -> Iterator[tree.Measure]:
    """What a metric is made of."""
    one = metric.measure
    yield from (one.top, one.bottom) if isinstance(one, tree.Ratio) else (one,)


def action_lists(node: tree.Declaration) -> Iterator[tuple[tree.Action, ...]]:
    """Every list of actions that a declaration holds."""
    match node:
        case tree.Rule() | tree.Level():
            yield node.actions
        case tree.Watch():
            yield node.actions
            yield node.afterwards
        case tree.Ladder():
            yield from node.steps
        case tree.Reward():
            yield node.actions
            yield node.failing
        case tree.Trial(notice=tree.Do() as notice):
            yield (notice,)
        case tree.Section():
            for item in node.items:
                if isinstance(item, tree.Rule):
                    yield item.actions


def actions(listed: Iterable[tree.Action]) -> Iterator[tree.Action]:
    """Each action of a list and what is done instead of it."""
    for action in listed:
        yield action
        otherwise = action.confirm.otherwise if action.confirm else None
        if otherwise is not None:
            yield from actions((otherwise,))


class Place(NamedTuple):
    """A place where an amount stands, and what is wanted there."""

    what: str
    """An id that `policyq.check.amounts` has words for."""
    amount: tree.Amount
    length: bool
    """A length of time is wanted; else a number."""


def amounts(node: tree.Declaration) -> Iterator[Place]:
    """Every amount of a declaration that may be a value."""
    if isinstance(node, tree.Ladder):
        yield Place("ladder", node.window, True)
    if isinstance(node, tree.Metric):
        yield from (Place("metric", one.limit, False) for one in node.grades)
    if isinstance(node, tree.Agenda) and node.within is not None:
        yield Place("late", node.within, True)
    for top in tops(node):
        for condition in conditions(top):
            match condition:
                case tree.Compare(field, _, amount):
                    yield Place(field, amount, field in ("tenure", "silent", "late"))
                case tree.Removed(_, within):
                    yield Place("removed", within, True)
                case tree.InRow(_, _, amount):
                    yield Place("streak", amount, True)
                case tree.Balance(_, _, amount):
                    yield Place("points", amount, False)
                case tree.MetricIs(_, _, tree.Number() | tree.Name() as limit):
                    yield Place("metric", limit, False)
                case tree.Aggregate():
                    if isinstance(condition.window, tree.Trailing):
                        yield Place("window", condition.window.length, True)
                    yield Place(condition.what, condition.amount, False)
    for listed in action_lists(node):
        for action in actions(listed):
            if isinstance(action, tree.Do) and action.amount is not None:
                yield Place("points", action.amount, False)
            if isinstance(action, tree.Do) and action.duration is not None:
                yield Place(action.action, action.duration, True)
            window = action.once.window if isinstance(action, tree.Do) and action.once else None
            if isinstance(window, tree.Trailing):
                yield Place("once", window.length, True)
            if action.confirm is not None and action.confirm.within is not None:
                yield Place("confirm", action.confirm.within, True)


#: The sort of what an action names.
_OF = {"award": "points", "deduct": "points", "redeem": "reward", "grant": "title"}


class Used(NamedTuple):
    """A name that something asks for."""

    sort: str
    name: str
    node: tree.Name | tree.Number


@once
def used(node: tree.Declaration) -> tuple[Used, ...]:
    """Every name that a declaration asks for; placeholders in texts are another law's."""
    return tuple(_used(node))


def _used(node: tree.Declaration) -> Iterator[Used]:
    if isinstance(node, tree.Quiet) and isinstance(node.hours, tree.Name):
        yield Used("hours", node.hours.text, node.hours)
    for top in tops(node):
        for condition in conditions(top):
            for sort, name in _asked(condition):
                yield Used(sort, name.text, name)
    if isinstance(node, tree.Metric):
        for one in measures(node):
            if isinstance(one, tree.Name):
                yield Used("metric", one.text, one)
    if isinstance(node, tree.Agenda):
        yield Used("hours", node.hours.text, node.hours)
        for item in node.items:
            if item.form is not None:
                yield Used("form", item.form.text, item.form)
    if isinstance(node, tree.Reward):
        yield Used("points", node.points.text, node.points)
    if isinstance(node, tree.Ranking) and isinstance(node.measure, tree.Name):
        yield Used("points", node.measure.text, node.measure)
    for place in amounts(node):
        if isinstance(place.amount, tree.Name):
            yield Used("value", place.amount.text, place.amount)
    for listed in action_lists(node):
        for action in actions(listed):
            match action:
                case tree.Penalize(ladder):
                    yield Used("ladder", ladder.text, ladder)
                case tree.Do(action=done, of=tree.Name() as of):
                    yield Used(_OF[done], of.text, of)
                case tree.TreatAs(level):
                    yield Used("level", number_text(level), level)


def number_text(number: tree.Number) -> str:
    """A number as an author writes it: ``3`` for 3.0."""
    value = number.value
    return str(int(value)) if value == int(value) else str(value)


def _asked(condition: tree.Condition) -> Iterator[tuple[str, tree.Name]]:
    match condition:
        case tree.TextIs():
            yield from (("words", one) for one in operands(condition) if isinstance(one, tree.Name))
        case tree.LinkIs(_, _, sites):
            yield from (("sites", one) for one in sites if isinstance(one, tree.Name))
        case tree.TimeIn(tree.Name() as hours):
            yield "hours", hours
        case tree.Becomes(tier):
            yield "tier", tier
        case tree.Removed(rules):
            yield from (("rule", rule) for rule in rules)
        case tree.Balance(points):
            yield "points", points
        case tree.MetricIs(metric):
            yield "metric", metric


def operands(test: tree.TextIs) -> tuple[tree.Operand, ...]:
    """All that a text is compared with, those of ``near`` too."""
    return test.operands if test.near is None else (*test.operands, *test.near.operands)


def texts(node: tree.Declaration) -> Iterator[tree.Str]:
    """Every text that may hold placeholders."""
    for listed in action_lists(node):
        for action in actions(listed):
            if isinstance(action, tree.Do):
                yield from action.texts


def people(node: tree.Declaration) -> Iterator[tree.Who]:
    """Everyone who is named: in conditions, exemptions, confirmations, notices and examples."""
    for top in tops(node):
        for condition in conditions(top):
            if isinstance(condition, tree.WhoIs | tree.MentionIs):
                yield from condition.who
    for listed in action_lists(node):
        for action in actions(listed):
            if isinstance(action, tree.Do):
                yield from action.to
            if action.confirm is not None:
                yield from action.confirm.judges
    match node:
        case tree.Exempt(who):
            yield from who
        case tree.Lottery():
            yield from node.witnesses
        case tree.Example():
            for step in node.steps:
                if isinstance(step, tree.Happens):
                    yield from step.who
                else:
                    yield from (one for effect in step.effects for one in effect.to)
