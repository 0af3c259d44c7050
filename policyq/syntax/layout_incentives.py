"""How points, rewards and titles are written."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.syntax import tree
from policyq.syntax.phrases import Phrases


def points(one: tree.Points, say: Phrases) -> str:
    """``积分 活跃分 每人每天最多20分 有效期180天``."""
    parts = [say.k("points"), one.name.text]
    parts += _limit(one.cap, say, each=True)
    if one.pairs is not None and say.zh:
        parts.append(say.after(say.k("pair_most"), one.pairs))
    elif one.pairs is not None:
        daily = say.k("day", "bucket")
        parts += [say.k("at_most"), say.number(one.pairs), daily, say.k("per_pair")]
    return " ".join([*parts, *_lasts(one.lasts, say)])


def title(one: tree.Title, say: Phrases) -> str:
    """``头衔 月度之星 有效期30天``."""
    return " ".join([say.k("title"), one.name.text, *_lasts(one.lasts, say)])


def reward(one: tree.Reward, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """Its lines: how deep, what, and where the source has it."""
    points = say.name_behind(one.price, one.points)
    head = [say.k("reward"), one.name.text, "=", say.number(one.price), points]
    head += [*_limit(one.stock, say, each=False), *_limit(one.each, say, each=True)]
    head += [] if one.cost is None else [say.after(say.k("cost"), one.cost)]
    head += [] if one.worth is None else [say.k(one.worth, "worth")]
    yield 0, " ".join(head), one.span.start
    for keyword, actions in (("then", one.actions), ("failing", one.failing)):
        if actions:
            yield 1, f"{say.k(keyword)} {say.actions(actions)}", actions[0].span.start


def _limit(limit: tree.Limit | None, say: Phrases, *, each: bool) -> list[str]:
    if limit is None:
        return []
    if say.zh:
        return [say.after(say.k(limit.bucket, "each_most" if each else "most"), limit.most)]
    parts = [say.k("at_most"), say.number(limit.most), say.k(limit.bucket, "bucket")]
    return [*parts, say.k("each")] if each else parts


def _lasts(length: tree.Length | None, say: Phrases) -> list[str]:
    return [] if length is None else [say.after(say.k("lasts"), length)]
