"""Streaks of generated programs."""

from __future__ import annotations

import hashlib
from typing import Any

from policyq.ir import nodes, show
from policyq.vocabulary.types import DAY, HOUR

_OPS = ("<", "<=", ">", ">=", "=", "!=", "%")


def in_row(programs: Any) -> nodes.Condition:
    """A condition on a streak, which the program keeps from then on."""
    kinds = programs.random.sample(("checkin", "text", "image", "purchase"), 2)
    condition: nodes.Condition = nodes.KindIn(frozenset(kinds))
    if programs.random.random() < 0.3:
        condition = nodes.And((condition, nodes.Compare("members", ">", nodes.Fixed(3))))
    id = "s" + hashlib.sha256(show.show_condition(condition).encode()).hexdigest()[:8]
    programs.streaks[id] = nodes.Streak(id, condition)
    lengths = (0, HOUR, DAY, DAY, 2 * DAY, 3 * DAY)
    amount = nodes.Fixed(programs.random.choice(lengths))
    return nodes.InRow(id, programs.random.choice(_OPS), amount)
