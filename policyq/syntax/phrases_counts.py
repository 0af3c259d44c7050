"""Counts over time as phrases of one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.syntax import tree
from policyq.syntax.keywords import OPS

if TYPE_CHECKING:
    from policyq.syntax.phrases import Phrases


def aggregate(one: tree.Aggregate, say: Phrases) -> str:
    head = _in_chinese(one, say) if say.zh else _in_english(one, say)
    return f"{head} {say.k(OPS[one.op], 'compare')} {say.amount(one.amount)}"


_REACHING = {"%": "every_full", "reaches": "reaches"}


def in_row(one: tree.InRow, say: Phrases) -> str:
    op = say.k(_REACHING[one.op]) if one.op in _REACHING else say.k(OPS[one.op], "compare")
    counted = say.condition(one.condition)
    if not say.zh:
        return f"{say.k('streak')}({counted}) {op} {say.amount(one.amount)}"
    if one.condition == tree.KindIs("checkin"):
        return f"{say.k('checked_on')} {op} {say.amount(one.amount)}"
    if not isinstance(one.condition, tree.KindIs | tree.Becomes):
        counted = f"({counted})"
    return f"{say.k('days_on')} {counted} {op} {say.amount(one.amount)}"


def _in_chinese(one: tree.Aggregate, say: Phrases) -> str:
    counted = say.condition(one.condition)
    if not isinstance(one.condition, tree.KindIs | tree.Becomes):
        counted = f"({counted})"
    scope = [say.k(per, "same") for per in one.per]
    if one.across:
        scope.append(say.k("all_groups"))
    scope = scope or [say.k("whole_group")]
    parts = [*scope, window(one.window, say), counted]
    if one.what == "distinct":
        parts += [say.k("its_various"), say.k(one.of or "", "various")]
    elif one.what == "sum":
        parts += [say.k("its"), say.k(one.of or "", "field"), say.k("total")]
    return " ".join(parts)


def _in_english(one: tree.Aggregate, say: Phrases) -> str:
    counted = say.condition(one.condition)
    if one.of is not None:
        group = "various" if one.what == "distinct" else "field"
        counted = f"{say.k(one.of, group)} {say.k('of')} {counted}"
    pers = ", ".join(say.k(per, "per") for per in one.per)
    per = f" {say.k('per')} {pers}" if pers else ""
    per += f" {say.k('all_groups')}" if one.across else ""
    return f"{say.k(one.what)}({counted}{per} {window(one.window, say)})"


def window(window: tree.Trailing | tree.Bucket, say: Phrases) -> str:
    if isinstance(window, tree.Bucket):
        return say.k(window.id, "bucket")
    if say.zh:
        return say.inside(window.length, say.k("inside"))
    return f"{say.k('within')} {say.amount(window.length)}"
