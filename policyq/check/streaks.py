"""The law of streaks: a text that tells one can tell which."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.check.texts import Places, braces
from policyq.diagnostics.catalog import streaks as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.vocabulary.actions import PLACEHOLDERS


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Texts that tell a streak, where the rule asks for none and the policy not for just one."""
    if len({one.condition for node in scope.declarations for one in _asked(node)}) == 1:
        return
    for node in scope.declarations:
        for item in node.items if isinstance(node, tree.Section) else (node,):
            if not isinstance(item, tree.Rule) or not any(_asked(item)):
                yield from _told(scope, item)


def _asked(node: tree.Declaration) -> Iterator[tree.InRow]:
    for top in walk.tops(node):
        yield from (one for one in walk.conditions(top) if isinstance(one, tree.InRow))


def _told(scope: Scope, node: tree.Declaration) -> Iterator[Diagnostic]:
    for text in walk.texts(node):
        for name, start, end in braces(text.text):
            if (name or "").strip() in PLACEHOLDERS["streak"].spellings:
                yield say.WHICH.at(Places(scope, text).at(start, end))
