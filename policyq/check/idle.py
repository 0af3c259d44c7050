"""The law of use: what is declared is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.check import texts, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lints, names
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree

_SORTS = ("hours", "words", "sites", "value", "ladder", "level", "reward", "title")
#: What guards a group without anybody seeing it: an override that drops one is told.
_GUARDS = ("words", "sites")
_EXPLAINS = {names.UNKNOWN_NAME.code, names.UNKNOWN_LEVEL.code, names.WRONG_SORT.code}


def problems(scope: Scope, before: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Declarations of the main file that nothing uses.

    Silent where an unknown name, or a declaration that could not be read, explains it."""
    excused = {str(one.args.get("sort", "")) for one in before if one.code in _EXPLAINS}
    excused |= {str(names.SORTS["level"]) for one in before if one.code == names.UNKNOWN_LEVEL.code}
    wrong = any(one.code == names.WRONG_SORT.code for one in before)
    asked = {(use.sort, use.name) for node in scope.declarations for use in walk.used(node)}
    asked |= {("value", name) for node in scope.declarations for name in texts.values_in(node)}
    for sort in _SORTS:
        if wrong or str(names.SORTS[sort]) in excused:
            continue
        for found in scope.of(sort):
            used = (sort, found.name) in asked or scope.may_exist(found.name)
            if found.file == scope.main and not used:
                yield lints.UNUSED.at(found.span, sort=names.SORTS[sort], name=found.name)
    if not wrong and not scope.partial:
        yield from _left_out(scope)


def _left_out(scope: Scope) -> Iterator[Diagnostic]:
    """Lists of a base that only a rule asked for which the main file overrides."""
    held = {id(placed.rule) for placed in scope.placed}
    asked = {
        (use.sort, use.name)
        for node in scope.declarations
        if not isinstance(node, tree.Rule) or id(node) in held
        for use in walk.used(node)
    }
    for rule in scope.files[scope.main].declarations:
        if not isinstance(rule, tree.Rule) or not rule.override:
            continue
        dropped = {
            (use.sort, use.name)
            for old in scope.declarations
            if isinstance(old, tree.Rule)
            and old.name.text == rule.name.text
            and id(old) not in held
            for use in walk.used(old)
        }
        for sort, name in sorted(dropped - asked):
            found = scope.get(sort, name)
            if sort in _GUARDS and found is not None and found.file != scope.main:
                yield lints.LEFT_OUT.at(
                    rule.name.span,
                    found.span,
                    sort=names.SORTS[sort],
                    name=name,
                    rule=rule.name.text,
                )
