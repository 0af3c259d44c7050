"""The law of tags: they need no declaration, so one that looks like another name is asked about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import duty as of_duty
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.catalog import tiers as of_tiers
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.near import distance
from policyq.syntax import tree
from policyq.vocabulary.events import ROLES

#: Words of their own that differ from a role of two characters in one.
_OWN_WORDS = frozenset(
    {
        "群友", "群员", "群众", "群名", "群里", "群管", "群内", "群外", "群聊",
        "店主", "楼主", "车主", "房主", "业主", "盟主", "事主", "金主", "买主",
        "雇主", "财主", "队主", "博主", "版主", "贵宾", "来宾", "外宾", "女宾",
        "男宾", "宾客", "嘉奖",
    }
)  # fmt: skip
#: Characters that set two names apart on purpose, as in 男生 and 女生, 一班 and 二班.
_APART = frozenset(
    "0123456789一二三四五六七八九十甲乙丙丁东南西北上中下左右前后大小老新高低初男女金银铜"
    "早晚日夜正副总分内外客买卖家师学生长亲双单黑白红黄蓝绿"
)
#: What stands between names where a comma should: without spaces all of it is one name.
_JOINED = re.compile("以及|还有|或者|[和或跟与及]")
#: What makes no other name of a name.
_ENDINGS = ("人员", "员", "们")
#: With so many tags, those that are used most, each tag is compared.
_MOST_COMPARED = 100
#: More often than anybody uses a tag.
_ALWAYS = 10**9


#: What may be named where a tag may, by its sort: what to say of a tag that looks like one.
_DECLARED = {
    "roster": of_duty.LIKE_ROSTER, "tier": of_tiers.LIKE_TIER, "title": of_tiers.LIKE_TIER,
}  # fmt: skip


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Tags that look like a role, a tier or a roster, like one that somebody bears, or like another
    tag that is used more often."""
    uses: dict[str, list[tree.Name]] = defaultdict(list)
    for node in scope.declarations:
        for who in (*walk.people(node), *_given(node)):
            if isinstance(who, tree.Name):
                uses[who.text].append(who)
    declared = {
        found.name: (kind, found.span)
        for sort, kind in _DECLARED.items()
        for found in scope.of(sort)
    }
    for one in declared:
        uses.pop(one, None)
    counted = Counter({tag: len(names) for tag, names in uses.items()})
    # A slip of the name of a tier or a roster is a tag that nobody has.
    counted.update(dict.fromkeys(declared, _ALWAYS))
    others = counted.most_common(_MOST_COMPARED)
    borne = [(tag, _ALWAYS) for tag in sorted(scope.tags.members)]
    yield from _of_groups(scope)
    for tag, names in uses.items():
        if tag in scope.tags.members:
            continue
        known = tag_like(tag, 0, borne)
        if known is not None:
            yield from (_unknown(name, known) for name in names)
            continue
        role = role_like(tag)
        other = None if role else tag_like(tag, len(names), others)
        for name in names:
            if role is not None:
                fixes = (Fix(name.span, role, certain=False),)
                yield lints.ROLE_LIKE_TAG.at(name.span, fixes=fixes, hint=role, name=tag)
            elif other is not None:
                kind, like = declared.get(other) or (lints.TAG_LIKE_TAG, uses[other][0].span)
                fixes = (Fix(name.span, other, certain=False),)
                yield kind.at(name.span, like, fixes=fixes, hint=other, name=tag, other=other)


def _of_groups(scope: Scope) -> Iterator[Diagnostic]:
    """Tags of groups that no group has, where one has one like it."""
    borne = [(tag, _ALWAYS) for tag in sorted(scope.tags.groups)]
    for node in scope.declarations if borne else ():
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.GroupIs) and condition.field == "group_tags":
                    for name in condition.operands:
                        known = tag_like(name.text, 0, borne)
                        if known is not None and name.text not in scope.tags.groups:
                            yield _unknown(name, known)


def _unknown(name: tree.Name | tree.Str, known: str) -> Diagnostic:
    text = known if isinstance(name, tree.Name) else f'"{known}"'
    fixes = (Fix(name.span, text, certain=False),)
    return lints.TAG_UNKNOWN.at(name.span, fixes=fixes, hint=known, name=name.text, other=known)


def _given(node: tree.Declaration) -> Iterator[tree.Name]:
    """The tags that actions give."""
    for listed in walk.action_lists(node):
        for action in walk.actions(listed):
            if isinstance(action, tree.Do) and action.tag is not None:
                yield action.tag


def role_like(tag: str) -> str | None:
    """The role that a tag is one slip away from, or the names of which a word makes one."""
    spellings = [spelling for says in ROLES.values() for spelling in says]
    if tag in spellings or tag in _OWN_WORDS:
        return None
    parts = _JOINED.split(tag)
    if len(parts) > 1 and all(parts) and not set(spellings).isdisjoint(parts):
        return "、".join(parts)
    return next((one for one in spellings if _one_slip(tag, one)), None)


def tag_like(tag: str, uses: int, others: Sequence[tuple[str, int]]) -> str | None:
    """Of ``others``, the most used first, the first that ``tag`` may be a slip of; only one that
    is used more often than ``uses`` times counts."""
    for other, often in others:
        if often <= uses:
            return None
        if _one_slip(tag, other) or tag in [other + ending for ending in _ENDINGS]:
            return other
    return None


def _one_slip(tag: str, other: str) -> bool:
    """Whether one letter is more, less, other or moved, and not to tell the two apart."""
    left, right = tag.casefold(), other.casefold()
    differ = set(left) ^ set(right)
    if len(differ) > 2 or abs(len(left) - len(right)) > 1 or distance(left, right) != 1:
        return False
    moved = sorted(left) == sorted(right)
    if not moved and differ & _APART:
        return False
    short = min(len(left), len(right))
    if left.isascii() or right.isascii():
        return short >= 4 or moved or f"{right}s" == left
    return short >= 2 and bool(set(left) & set(right))
