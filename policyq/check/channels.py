"""The law of channels: each is called something, and everywhere the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import channels as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Channels without a name, and those that are spelled in two ways."""
    seen: dict[str, tree.Str | tree.Name] = {}
    for node in scope.declarations:
        for one in _named(node):
            alike = "".join(unicodedata.normalize("NFKC", one.text).casefold().split())
            if not alike:
                yield say.EMPTY.at(one.span)
                continue
            first = seen.setdefault(alike, one)
            if first.text != one.text:
                yield say.TWO_SPELLINGS.at(one.span, first.span, one=first.text, other=one.text)


def _named(node: tree.Declaration) -> Iterator[tree.Str | tree.Name]:
    """Where a declaration names a channel."""
    if isinstance(node, tree.Example):
        for step in node.steps:
            if isinstance(step, tree.Happens) and step.channel is not None:
                yield step.channel
    for top in walk.tops(node):
        for condition in walk.conditions(top):
            if isinstance(condition, tree.GroupIs) and condition.field == "channel":
                yield from condition.operands
