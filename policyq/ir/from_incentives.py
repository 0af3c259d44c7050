"""From points, rewards and titles to nodes."""

from __future__ import annotations

from policyq.ir import nodes
from policyq.ir.effects import Effects
from policyq.syntax import tree
from policyq.vocabulary.han import has_han
from policyq.vocabulary.types import DAY, UNITS

#: How often a day one of two members earns through the other, where the points do not say.
PAIRS = 3


def points(one: tree.Points) -> nodes.Points:
    """Points that last for whole days."""
    pairs = PAIRS if one.pairs is None else int(one.pairs.value)
    days = None if one.lasts is None else max(_length(one.lasts) // DAY, 1)
    return nodes.Points(one.name.text, _limit(one.cap), pairs, days)


def reward(one: tree.Reward, effects: Effects) -> nodes.Reward:
    """A reward; where nothing is said of it, it is answered why it cannot be had."""
    failing = one.failing or (_sorry(one),)
    return nodes.Reward(
        one.name.text,
        one.points.text,
        int(one.price.value),
        _limit(one.stock),
        _limit(one.each),
        effects.of(one.actions),
        effects.of(failing),
        None if one.cost is None else one.cost.value,
        one.worth,
    )


def title(one: tree.Title) -> nodes.Title:
    """A title."""
    return nodes.Title(one.name.text, None if one.lasts is None else _length(one.lasts))


def _sorry(one: tree.Reward) -> tree.Do:
    points, price = one.points.text, int(one.price.value)
    if has_han(one.name.text) or has_han(points):
        text = f"{{成员}}，{points}不够 {price} 分，或者已经兑完（现有 {{{points}}} 分）。"
    else:
        text = f"{{member}}, {price} {points} are wanted (you have {{{points}}}), or none is left."
    return tree.Do("reply", tree.Str(text, span=one.name.span), span=one.name.span)


def _limit(limit: tree.Limit | None) -> nodes.Limit | None:
    return None if limit is None else nodes.Limit(int(limit.most.value), limit.bucket)


def _length(length: tree.Length) -> int:
    return round(length.value * UNITS[length.unit])
