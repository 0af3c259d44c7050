"""The law of use: what is declared is used, and who is named is not a misspelt role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.check import texts, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lints, names
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.near import distance
from policyq.syntax import tree
from policyq.vocabulary.events import ROLES

_SORTS = ("hours", "words", "sites", "value", "ladder", "level")
_EXPLAINS = {names.UNKNOWN_NAME.code, names.UNKNOWN_LEVEL.code, names.WRONG_SORT.code}


def problems(scope: Scope, before: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Declarations of the main file that nothing uses, and tags that look like roles.

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
    yield from _tags(scope)


def _tags(scope: Scope) -> Iterator[Diagnostic]:
    judged: dict[str, str | None] = {}
    for node in scope.declarations:
        for who in walk.people(node):
            if isinstance(who, tree.Name):
                if who.text not in judged:
                    judged[who.text] = role_like(who.text)
                role = judged[who.text]
                if role is not None:
                    fixes = (Fix(who.span, role, certain=False),)
                    yield lints.ROLE_LIKE_TAG.at(who.span, fixes=fixes, hint=role, name=who.text)


def role_like(tag: str) -> str | None:
    """The role that a tag is one slip away from. Of a role of two letters, only one letter more
    counts: too many good tags differ from 群主 in one letter."""
    for says in ROLES.values():
        for spelling in says:
            close = abs(len(tag) - len(spelling)) <= 1
            near = close and distance(tag.casefold(), spelling) == 1
            if near and (len(spelling) > 3 or (len(tag) > len(spelling) and spelling in tag)):
                return spelling
            if (
                near
                and len(spelling) == 3
                and (spelling == "管理员" or sorted(tag) == sorted(spelling))
            ):
                return spelling
    return None
