"""How it is written that members gain and spend, and that something is said now and then only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.syntax import tree
from policyq.syntax.phrases_counts import window

if TYPE_CHECKING:
    from policyq.syntax.phrases import Phrases


def gain(say: Phrases, verb: str, one: tree.Do | tree.Expected, of: tree.Name) -> str:
    """``给对方 加2分 活跃分``, ``award 2 points activity to the other``."""
    whom = [] if one.whom is None else [say.k(f"to_{one.whom}")]
    parts = [say.after(verb, one.amount), say.name_behind(one.amount, of)]
    return " ".join([*whom, *parts] if say.zh else [*parts, *whom])


def against(say: Phrases, text: str) -> str:
    """``对对方 禁言1天``, ``mute 1 day against the other``."""
    other = say.k("at_other")
    return f"{other} {text}" if say.zh else f"{text} {other}"


def once_said(say: Phrases, one: tree.Once) -> str:
    """``同一人 10分钟内 一次``, ``once per sender within 10 minutes``."""
    if say.zh:
        scope = [say.k("sender", "same")] if one.per else []
        if isinstance(one.window, tree.Trailing) and isinstance(one.window.length, tree.Name):
            scope = scope or [say.k("whole_group")]
        return " ".join([*scope, window(one.window, say), say.k("once")])
    per = [f"{say.k('per')} {say.k('sender', 'per')}"] if one.per else []
    return " ".join([say.k("once"), *per, window(one.window, say)])
