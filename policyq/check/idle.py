"""The law of use: what is declared is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.check import texts, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lints, names
from policyq.diagnostics.diagnostic import Diagnostic

_SORTS = ("hours", "words", "sites", "value", "ladder", "level")
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
