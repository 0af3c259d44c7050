"""One event at a time: a program becomes Python, and decides as `policyq.ir.meaning` says.

evaluator = to_python(program)
decision = evaluator.decide(event)
state = evaluator.save()
"""

from __future__ import annotations

from policyq.ir import nodes
from policyq.live.evaluator import Live
from policyq.live.state import Restored, StateError

__all__ = ["Live", "Restored", "StateError", "to_python"]


def to_python(program: nodes.Program, *, lazily: bool = False, beside: Live | None = None) -> Live:
    """The evaluator of a program, with nothing remembered; ``lazily``: its search for words is made
    when the first text comes; ``beside``: another one that is asked of the same events."""
    return Live(program, lazily=lazily, beside=beside)
