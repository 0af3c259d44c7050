"""Numbers against numbers: what a comparison leaves possible, and two that leave nothing."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from policyq.check.scope import Scope
from policyq.diagnostics.catalog import meaning as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.vocabulary.types import UNITS

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_REAL = frozenset({"tenure", "silent", "late", "amount"})


class Range(NamedTuple):
    """Numbers from ``low`` to ``high``; nothing that is compared can be below zero."""

    low: float = 0
    above: bool = False
    """Whether ``low`` itself is not in it."""
    high: float = math.inf
    below: bool = False
    holes: frozenset[float] = frozenset()

    def __and__(self, other: Range) -> Range:
        low = max((self.low, self.above), (other.low, other.above))
        high = min((self.high, not self.below), (other.high, not other.below))
        return Range(low[0], low[1], high[0], not high[1], self.holes | other.holes)

    def is_empty(self) -> bool:
        """Whether no number is in it."""
        if self.low == self.high:
            return self.above or self.below or self.low in self.holes
        return self.low > self.high

    def is_everything(self) -> bool:
        """Whether every number from zero is in it."""
        return self.low <= 0 and not self.above and self.high == math.inf and not self.holes


ANY = Range()


def span_of_numbers(scope: Scope, atom: tree.Condition) -> Range | None:
    """What a comparison with a number that never changes leaves possible; else ``None``."""
    found = _compared(scope, atom, negated=False)
    return found[1] if found else None


def problems(scope: Scope, parts: Iterable[tree.Condition]) -> Iterator[Diagnostic]:
    """Two parts of one `and` that no number meets."""
    left: dict[Hashable, tuple[Range, list[tuple[Range, tree.Condition]]]] = {}
    for part in parts:
        negated = isinstance(part, tree.Not)
        found = _compared(scope, part.part if isinstance(part, tree.Not) else part, negated)
        if found is None or found[1].is_empty():
            continue
        key, allowed = found
        before, seen = left.get(key, (Range(), []))
        if not before.is_empty() and (before & allowed).is_empty():
            clash = next((one for other, one in seen if (other & allowed).is_empty()), seen[0][1])
            yield say.CONTRADICTION.at(part.span, clash.span)
        seen.append((allowed, part))
        left[key] = (before & allowed, seen)


def opposite(op: str) -> str:
    """The comparison that holds when ``op`` does not."""
    return _OPPOSITE[op]


def range_of(op: str, value: float, whole: bool) -> Range:
    """The numbers that ``op value`` leaves; only whole ones if ``whole``."""
    if op in ("=", "!="):
        possible = not whole or value == math.floor(value)
        if op == "=":
            return Range(value, False, value) if possible else Range(1, False, 0)
        return Range(holes=frozenset({value})) if possible else Range()
    if whole:
        if op in (">", ">="):
            return Range(max(0, math.floor(value) + 1 if op == ">" else math.ceil(value)))
        return Range(high=math.ceil(value) - 1 if op == "<" else math.floor(value))
    if op in (">", ">="):
        return Range(value, op == ">") if value >= 0 else Range()
    return Range(high=value, below=op == "<")


def _compared(scope: Scope, atom: tree.Condition, negated: bool) -> tuple[Hashable, Range] | None:
    """What is compared, and what the comparison leaves possible."""
    match atom:
        case tree.Compare(field, op, amount):
            key: Hashable = field
            whole = field not in _REAL
        case tree.Aggregate():
            op, amount = atom.op, atom.amount
            key = (
                atom.what,
                atom.of,
                atom.condition,
                frozenset(atom.per),
                atom.window,
                atom.across,
            )
            whole = atom.of != "amount"
        case _:
            return None
    value = constant(scope, amount)
    if value is None:
        return None
    return key, range_of(opposite(op) if negated else op, value, whole)


def constant(scope: Scope, amount: tree.Amount) -> float | None:
    """A number, or a length in microseconds; of a value, only if it never changes."""
    literal = _literal(scope, amount)
    if isinstance(literal, tree.Length):
        return literal.value * UNITS[literal.unit]
    return None if literal is None else literal.value


def length(scope: Scope, amount: tree.Amount) -> float | None:
    """A length in microseconds, as `constant`; of a number whose unit is missing nobody knows it."""
    return constant(scope, amount) if isinstance(_literal(scope, amount), tree.Length) else None


def _literal(scope: Scope, amount: tree.Amount) -> tree.Number | tree.Length | None:
    if not isinstance(amount, tree.Name):
        return amount
    value = scope.value(amount)
    return None if value is None or value.changes else value.first
