"""Amounts at a time: a number as it is, a dated value on the event's local date; and comparing them."""

from __future__ import annotations

import operator
from collections.abc import Callable

from policyq.ir import clock, nodes
from policyq.vocabulary.types import Instant

COMPARE: dict[str, Callable[[int | float, int | float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def amount_at(amount: nodes.Amount, program: nodes.Program, at: Instant) -> int | float:
    """What an amount is at an instant; a value that `check` let pass is always there."""
    if isinstance(amount, nodes.Fixed):
        return amount.value
    named = next(value for value in program.values if value.name == amount.name)
    return clock.value_at(named, clock.local(at, program.timezone))
