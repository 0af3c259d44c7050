"""All laws in one list, and what keeps one of them from speaking after another."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.check import (
    actions,
    amounts,
    examples,
    fields,
    header,
    idle,
    ladders,
    meaning,
    names,
    promises,
    reach,
    rules,
    sections,
    texts,
    times,
)
from policyq.check.scope import Scope
from policyq.diagnostics.diagnostic import Diagnostic

_ALONE = (
    header.problems,
    names.problems,
    amounts.problems,
    times.problems,
    fields.problems,
    meaning.problems,
    sections.problems,
    rules.problems,
    examples.problems,
)
_WITH_ROADS = (actions.problems, ladders.problems, texts.problems, promises.problems)


def problems(scope: Scope, before: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What all laws find; ``before`` is what was found while the names were gathered."""
    found = [one for law in _ALONE for one in law(scope)]
    roads = reach.reach(scope)
    found += [one for law in _WITH_ROADS for one in law(scope, roads)]
    return found + list(idle.problems(scope, [*before, *found]))
