"""The law of reference: every name that is asked for is declared, and is of the right sort."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import names as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.near import Near
from policyq.syntax import tree
from policyq.vocabulary.events import PLATFORMS

#: The sort with its article, where one is needed.
_A: dict[str, Words] = {
    "hours": Words("时段", "hours"),
    "words": Words("词库", "a word list"),
    "sites": Words("网站列表", "a site list"),
    "value": Words("数值", "a value"),
    "ladder": Words("阶梯", "a ladder"),
}
_SORTS = tuple(_A)


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """One report for each use of a name that is unknown or of the wrong sort."""
    near = {sort: _names_of(scope, sort) for sort in (*_SORTS, "level")}
    for node in scope.declarations:
        for use in walk.used(node):
            if scope.get(use.sort, use.name) is None:
                yield from _missing(scope, use, near[use.sort])
        yield from _platforms(node)


def _names_of(scope: Scope, sort: str) -> Near:
    return Near(lambda: (found.name for found in scope.of(sort)))


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
    hint = near.to(use.name)
    fixes = (Fix(span, hint, certain=False),) if hint else ()
    yield say.UNKNOWN_NAME.at(span, fixes=fixes, hint=hint, name=use.name, sort=say.SORTS[use.sort])


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
