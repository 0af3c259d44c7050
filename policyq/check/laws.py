"""All laws in one list, and what keeps one of them from speaking after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.check import header, names
from policyq.check.scope import Scope
from policyq.diagnostics.diagnostic import Diagnostic

_LAWS = (header.problems, names.problems)


def problems(scope: Scope, before: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What all laws find; ``before`` is what was found while the names were gathered."""
    for law in _LAWS:
        yield from law(scope)
