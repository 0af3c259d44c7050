"""From streaks of the tree to conditions.

`streak(C) reaches 7 days` is sugar: C, and it is the first C of the sender's local day, and the
streak is 7 days long; so that a reward is given once. `every full 7 days` likewise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.ir import nodes
from policyq.ir.streaks import named as named
from policyq.syntax import tree

if TYPE_CHECKING:
    from policyq.ir.from_checked import Conditions


def in_row(one: tree.InRow, lowering: Conditions) -> nodes.Condition:
    """How many days in a row, compared; or that so many are reached with the event."""
    counted, amount = lowering.counted(one.condition), lowering.amount(one.amount)
    op = "=" if one.op == "reaches" else one.op
    long = nodes.InRow(lowering.streak(counted), op, amount)
    if one.op not in ("reaches", "%"):
        return long
    counter = nodes.Counter("", "count", None, counted, ("sender",), 0, ())
    today = lowering.counter(counter, bucket="day")
    return nodes.And((counted, nodes.Windowed(today, None, "day", "=", nodes.Fixed(1)), long))
