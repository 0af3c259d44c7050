"""One event at a time: a program becomes Python, and decides as `policyq.ir.meaning` says.

evaluator = to_python(program)
decision = evaluator.decide(event)
state = evaluator.save()
"""

from __future__ import annotations

from collections.abc import Sequence

from policyq.ir import nodes
from policyq.live.evaluator import Live
from policyq.live.searching import glimpses
from policyq.live.source import source
from policyq.live.state import Restored, StateError
from policyq.text.engine.building import uncollected
from policyq.text.glimpse import Glimpse

__all__ = ["Live", "Restored", "StateError", "glimpses_of", "to_python"]


def glimpses_of(program: nodes.Program) -> tuple[Glimpse, ...]:
    """What rules most texts out before an evaluator's search for words is made."""
    return glimpses(program, source(program).names.scanned)


def to_python(
    program: nodes.Program,
    *,
    lazily: bool = False,
    glimpses: Sequence[Glimpse] = (),
    beside: Live | None = None,
) -> Live:
    """The evaluator of a program, with nothing remembered; ``lazily``: its search for words is made
    when the first text comes, or with ``glimpses`` the first that may have one; ``beside``: another
    one that is asked of the same events."""
    with uncollected():
        return Live(program, lazily=lazily, glimpses=glimpses, beside=beside)
