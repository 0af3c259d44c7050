"""What is left of a condition once some of its leaves are settled.

Keeps Kleene's truth: ``and``, ``or`` and ``not`` over constants, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from policyq.ir import nodes

TRUE = nodes.Always(True)
FALSE = nodes.Always(False)


def settle(
    condition: nodes.Condition, leaf: Callable[[nodes.Condition], nodes.Condition]
) -> nodes.Condition:
    """``condition`` with every leaf replaced by what ``leaf`` makes of it, constants worked out."""
    match condition:
        case nodes.And(inner):
            return _joined(nodes.And, (settle(part, leaf) for part in inner), TRUE, FALSE)
        case nodes.Or(inner):
            return _joined(nodes.Or, (settle(part, leaf) for part in inner), FALSE, TRUE)
        case nodes.Not(part):
            left = settle(part, leaf)
            return (
                nodes.Always(not left.value) if isinstance(left, nodes.Always) else nodes.Not(left)
            )
        case nodes.Surely(part):
            left = settle(part, leaf)
            return left if isinstance(left, nodes.Always) else nodes.Surely(left)
    return leaf(condition)


def _joined(
    join: type[nodes.And] | type[nodes.Or],
    inner: Iterable[nodes.Condition],
    nothing: nodes.Always,
    decides: nodes.Always,
) -> nodes.Condition:
    """``and`` or ``or`` of what is left: flat, without ``nothing``, or just ``decides``."""
    left: list[nodes.Condition] = []
    for part in inner:
        if part == decides:
            return decides
        if part != nothing:
            left += part.parts if isinstance(part, join) else (part,)
    if not left:
        return nothing
    return left[0] if len(left) == 1 else join(tuple(left))
