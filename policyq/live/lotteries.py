"""The rounds of lotteries as JSON, and back; groups without any say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyq.ir import nodes
from policyq.ir.memory import Round, Standing
from policyq.live.codec import read, to_json


def rounds_to_json(standing: Standing) -> dict[str, Any]:
    """What there is to save of them, as a part of the group's state."""
    if not standing.rounds:
        return {}
    return {"rounds": {name: to_json(round) for name, round in sorted(standing.rounds.items())}}


def rounds_from_json(
    program: nodes.Program, standing: Standing, given: Mapping[str, Any]
) -> set[str]:
    """Reads them from a group's state; the names of those that the policy no longer has."""
    known, strange = {lottery.name for lottery in program.lotteries}, set()
    for name, round in given.get("rounds", {}).items():
        if name in known:
            standing.rounds[name] = read(Round, round)
        else:
            strange.add(read(str, name))
    return strange
