"""How it is written that members gain and spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.syntax import tree

if TYPE_CHECKING:
    from policyq.syntax.phrases import Phrases


def gain(say: Phrases, verb: str, one: tree.Do | tree.Expected, of: tree.Name) -> str:
    """``给对方 加2分 活跃分``, ``award 2 points activity to the other``."""
    whom = [] if one.whom is None else [say.k(f"to_{one.whom}")]
    parts = [say.after(verb, one.amount), say.name(of)]
    return " ".join([*whom, *parts] if say.zh else [*parts, *whom])
