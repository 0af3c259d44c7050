"""The law of incentives: points can be earned and spent, rewards can be had, and every number is
within what the books can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from policyq.check import reach, walk
from policyq.check.actions import says
from policyq.check.meaning import kinds_said
from policyq.check.scope import Scope
from policyq.check.texts import braces
from policyq.diagnostics.catalog import incentives as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree
from policyq.vocabulary.events import AIMED
from policyq.vocabulary.types import DAY, UNITS

#: The most that one award, deduction or price may be, and the most days that points last.
MOST = 1_000_000
_MOST_DAYS = 3650

_AMOUNT = Words("积分", "a number of points")
_PRICE = Words("价格", "a price")
_LIMIT = Words("上限", "a limit")

#: The days of a bucket, the fewest.
_DAYS = {"day": 1, "week": 7, "month": 28}


def problems(scope: Scope, roads: reach.Reach) -> Iterator[Diagnostic]:
    """Whatever is wrong with points, rewards and titles."""
    for node in scope.declarations:
        yield from _numbers(node)
        if isinstance(node, tree.Reward):
            yield from _leads_on(node)
        for listed in walk.action_lists(node):
            yield from _booked(scope, node, listed)
    for arrives in roads.arrivals:
        for action in walk.actions(arrives.actions):
            aims = isinstance(action, tree.Do) and action.whom == "other" and action.of
            if aims and arrives.kinds and not arrives.kinds.keys() <= AIMED:
                kinds = kinds_said(sorted(arrives.kinds.keys() - AIMED)[:3])
                yield say.NO_OTHER.at(action.span, kinds=kinds)
    if not scope.partial:
        yield from _of_points(scope)


# -- numbers -----------------------------------------------------------------------------------


def _numbers(node: tree.Declaration) -> Iterator[Diagnostic]:
    limits: tuple[tree.Limit | None, ...] = ()
    lasts: tree.Length | None = None
    match node:
        case tree.Points(_, cap, pairs, lasts):
            limits = (cap,)
            if pairs is not None:
                yield from _bounded(pairs, _LIMIT)
        case tree.Title(_, lasts):
            pass
        case tree.Reward(_, price, _, stock, each):
            limits = (stock, each)
            yield from _bounded(price, _PRICE)
    for limit in limits:
        if limit is not None:
            yield from _bounded(limit.most, _LIMIT)
    if lasts is not None:
        days = lasts.value * UNITS[lasts.unit] / DAY
        if days != int(days) or not 1 <= days <= _MOST_DAYS:
            yield say.LASTS.at(lasts.span)


def _bounded(number: tree.Number, what: Words) -> Iterator[Diagnostic]:
    if number.value != int(number.value) or not 1 <= number.value <= MOST:
        amount = walk.number_text(number)
        yield say.OUT_OF_BOUNDS.at(number.span, what=what, most=MOST, amount=amount)


def _values(scope: Scope, amount: tree.Amount) -> tuple[tree.Number, ...]:
    """Every number that an amount may be."""
    if isinstance(amount, tree.Number):
        return (amount,)
    value = scope.value(amount) if isinstance(amount, tree.Name) else None
    if value is None:
        return ()
    bounds = value.bounds or ()
    every = (value.first, *(changed for _, changed in value.changes), *bounds)
    return tuple(one for one in every if isinstance(one, tree.Number))


# -- actions -----------------------------------------------------------------------------------


def _booked(
    scope: Scope, node: tree.Declaration, listed: tuple[tree.Action, ...]
) -> Iterator[Diagnostic]:
    of_ranking = isinstance(node, tree.Rule) and isinstance(node.when, tree.Ranked)
    first: dict[tuple[str, str, str | None], tree.Do] = {}
    for action in walk.actions(listed):
        if not isinstance(action, tree.Do) or action.of is None:
            continue
        if action.amount is not None and not isinstance(action.amount, tree.Length):
            for number in _values(scope, action.amount):
                yield from _bounded(number, _AMOUNT)
            yield from _above_cap(scope, action)
        if action.whom == "winners" and (not of_ranking or action.confirm is not None):
            yield say.NO_WINNERS.at(action.span)
        key = (action.action, action.of.text, action.whom)
        earlier = first.setdefault(key, action)
        if earlier is not action:
            name, called = action.of.text, says(action.action)
            yield say.TWICE.at(action.span, earlier.span, name=name, action=called)


def _above_cap(scope: Scope, action: tree.Do) -> Iterator[Diagnostic]:
    assert action.of is not None and action.amount is not None
    found = scope.get("points", action.of.text)
    points = found.node if found else None
    if action.action != "award" or action.whom == "winners" or not isinstance(points, tree.Points):
        return
    least = min((one.value for one in _values(scope, action.amount)), default=0)
    cap = points.cap
    if cap is not None and least > cap.most.value:
        yield say.CAP_BELOW_AWARD.at(
            action.span,
            cap.span,
            amount=f"{least:g}",
            cap=walk.number_text(cap.most),
            name=points.name.text,
        )


def _leads_on(reward: tree.Reward) -> Iterator[Diagnostic]:
    for action in walk.actions((*reward.actions, *reward.failing)):
        if not isinstance(action, tree.Do) or action.action == "redeem":
            yield say.LEADS_ON.at(action.span)


# -- points as a whole -------------------------------------------------------------------------


def _of_points(scope: Scope) -> Iterator[Diagnostic]:
    awarded = {name: list(those) for name, those in _awards(scope)}
    spent = set(_useful(scope))
    for found in scope.of("points"):
        points = found.node
        if not isinstance(points, tree.Points) or found.file != scope.main:
            continue
        if not awarded.get(found.name):
            yield say.NEVER_EARNED.at(points.name.span, name=found.name)
        elif found.name not in spent:
            yield say.NEVER_SPENT.at(points.name.span, name=found.name)
        yield from _out_of_reach(scope, points, awarded.get(found.name, []))


def _awards(scope: Scope) -> Iterator[tuple[str, list[tree.Do]]]:
    found: dict[str, list[tree.Do]] = {}
    for node in scope.declarations:
        for listed in walk.action_lists(node):
            for action in walk.actions(listed):
                if isinstance(action, tree.Do) and action.action == "award" and action.of:
                    found.setdefault(action.of.text, []).append(action)
    yield from found.items()


def _useful(scope: Scope) -> Iterator[str]:
    """The points that something asks for or takes."""
    for node in scope.declarations:
        if isinstance(node, tree.Reward):
            yield node.points.text
        if isinstance(node, tree.Ranking) and isinstance(node.measure, tree.Name):
            yield node.measure.text
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.Balance):
                    yield condition.points.text
        for text in walk.texts(node):
            yield from ((name or "").strip() for name, _, _ in braces(text.text))


def _out_of_reach(
    scope: Scope, points: tree.Points, awards: Iterable[tree.Do]
) -> Iterator[Diagnostic]:
    """Rewards that cost more than anybody holds before it expires; prizes come above the cap."""
    cap, lasts = points.cap, points.lasts
    if cap is None or lasts is None or any(award.whom == "winners" for award in awards):
        return
    days = int(lasts.value * UNITS[lasts.unit] / DAY)
    buckets = ceil(days / _DAYS[cap.bucket]) + (cap.bucket != "day")
    most = int(cap.most.value) * buckets
    for found in scope.of("reward"):
        reward = found.node
        if not isinstance(reward, tree.Reward) or reward.points.text != points.name.text:
            continue
        if reward.price.value > most:
            yield say.OUT_OF_REACH.at(
                reward.price.span,
                cap.span,
                name=found.name,
                price=walk.number_text(reward.price),
                most=most,
            )
