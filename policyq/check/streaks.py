"""The law of streaks: a text that tells one can tell which."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.check.texts import Places, braces
from policyq.diagnostics.catalog import streaks as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.actions import PLACEHOLDERS


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Texts that tell a streak where nobody can tell which, or only by the order of a condition."""
    only = len({one.condition for node in scope.declarations for one in _asked(node)}) == 1
    for node in scope.declarations:
        for item in node.items if isinstance(node, tree.Section) else (node,):
            asked = list(_asked(item)) if isinstance(item, tree.Rule) else []
            if not asked and not only:
                yield from (say.WHICH.at(span) for span in _told(scope, item))
            elif len({one.condition for one in asked}) > 1:
                first = asked[0].span
                yield from (say.SEVERAL.at(span, first) for span in _told(scope, item))


def _asked(node: tree.Declaration) -> Iterator[tree.InRow]:
    for top in walk.tops(node):
        yield from (one for one in walk.conditions(top) if isinstance(one, tree.InRow))


def _told(scope: Scope, node: tree.Declaration) -> Iterator[Span]:
    """Where a text tells a streak."""
    for text in walk.texts(node):
        for name, start, end in braces(text.text):
            if (name or "").strip() in PLACEHOLDERS["streak"].spellings:
                yield Places(scope, text).at(start, end)
