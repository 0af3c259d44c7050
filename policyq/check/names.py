"""The law of reference: every name that is asked for is declared, and is of the right sort."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import metrics
from policyq.diagnostics.catalog import names as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.clean import NAME
from policyq.syntax.keywords import keywords
from policyq.vocabulary.events import PLATFORMS

#: The sort with its article, where one is needed.
_A: dict[str, Words] = {
    "hours": Words("时段", "hours"),
    "words": Words("词库", "a word list"),
    "sites": Words("网站列表", "a site list"),
    "value": Words("数值", "a value"),
    "ladder": Words("阶梯", "a ladder"),
    "tier": Words("层级", "a tier"),
    "metric": Words("指标", "a metric"),
    "form": Words("内容形式", "a form of content"),
    "points": Words("积分", "points"),
    "reward": Words("奖励", "a reward"),
    "title": Words("头衔", "a title"),
    "rule": Words("规则", "a rule"),
}
#: Sorts whose names share one space; a rule may be called like anything else.
_SORTS = tuple(sort for sort in _A if sort != "rule")
#: Said of an unknown word list: what is written without quotes may be meant as a text.
_LITERALLY = Words(
    "；要找的就是这几个字，请加引号：`{text}`",
    "; to look for these very characters, write quotes: `{text}`",
)
#: Said of unknown hours that are called like days of the calendar.
_BY_CALENDAR = Words(
    "；要按日历问，请写 `今天 是 {text}`", "; to go by the calendar, write `today is {text}`"
)


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """One report for each use of a name that is unknown or of the wrong sort."""
    near = {sort: _names_of(scope, sort) for sort in (*_A, "level")}
    for node in scope.declarations:
        for use in walk.used(node):
            if scope.get(use.sort, use.name) is None:
                yield from _missing(scope, use, near[use.sort])
        yield from _platforms(node)


def _names_of(scope: Scope, sort: str) -> Near:
    known: tuple[str, ...] = ()
    if sort == "metric":
        known = tuple(s for row in keywords().groups["measure"].values() for s in row.spellings)
    return Near(lambda: (*(found.name for found in scope.of(sort)), *_lost(scope, sort), *known))


def _lost(scope: Scope, sort: str) -> Iterator[str]:
    """The names of declarations of a sort that could not be read."""
    if not scope.broken:
        return
    spellings = "|".join(map(re.escape, keywords().groups["keyword"][sort].spellings))
    begins = re.compile(rf"^[ \t]*(?:{spellings})[ \t]+`?({NAME.pattern})", re.M | re.I)
    for name in scope.files:
        source = scope.sources.get(name)
        if isinstance(source, Source):
            found = (match[1] for match in begins.finditer(source.text))
            yield from (one for one in found if one in scope.broken)


def _missing(scope: Scope, use: walk.Used, near: Near) -> Iterator[Diagnostic]:
    span = use.node.span
    if isinstance(use.node, tree.Number):
        if use.node.value == int(use.node.value) and not scope.may_exist(use.name):
            yield say.UNKNOWN_LEVEL.at(span, name=use.name)
        return
    for sort in _SORTS:
        other = scope.get(sort, use.name)
        if other is not None:
            yield say.WRONG_SORT.at(
                span, other.span, name=use.name, sort=_A[sort], wanted=_A[use.sort]
            )
            return
    if scope.may_exist(use.name):
        return
    if use.sort == "metric" and keywords().find("measure", use.name) is not None:
        yield metrics.NOT_NAMED.at(span, name=use.name)
        return
    hint = near.to(use.name)
    text = f'"{use.name}"' if use.sort == "words" else None
    day = use.sort == "hours" and keywords().find("day_named", use.name)
    meant = hint or text
    fixes = (Fix(span, meant, certain=False),) if meant else ()
    literally = _LITERALLY if text else _BY_CALENDAR if day else Words("", "")
    yield say.UNKNOWN_NAME.at(
        span,
        fixes=fixes,
        hint=hint,
        name=use.name,
        sort=say.SORTS[use.sort],
        literally=Words(*(words.format(text=text or use.name) for words in literally)),
    )


def _platforms(node: tree.Declaration) -> Iterator[Diagnostic]:
    for top in walk.tops(node):
        for condition in walk.conditions(top):
            if isinstance(condition, tree.GroupIs) and condition.field == "platform":
                for operand in condition.operands:
                    if operand.text not in PLATFORMS:
                        yield unknown_platform(operand)


def unknown_platform(operand: tree.Str | tree.Name) -> Diagnostic:
    """What is said of a platform that is not in the vocabulary."""
    spellings = {word for says in PLATFORMS.values() for word in says} | set(PLATFORMS)
    hint = Near(lambda: spellings).to(operand.text)
    known = Words(
        "、".join(says.zh for says in PLATFORMS.values()),
        ", ".join(says.en for says in PLATFORMS.values()),
    )
    return say.UNKNOWN_PLATFORM.at(operand.span, hint=hint, name=operand.text, known=known)
