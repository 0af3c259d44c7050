"""Members' streaks as JSON, and back; groups without any say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyq.ir import nodes
from policyq.ir.memory import Runs, Standing
from policyq.live.codec import from_json, read, to_json


def streaks_to_json(standing: Standing) -> dict[str, Any]:
    """What there is to save of them, as a part of the group's state."""
    if not standing.streaks:
        return {}
    return {"streaks": [[*key, to_json(runs)] for key, runs in sorted(standing.streaks.items())]}


def streaks_from_json(
    program: nodes.Program, standing: Standing, given: Mapping[str, Any]
) -> set[str]:
    """Reads them from a group's state; the ids of those that the policy does not ask for."""
    known, strange = {streak.id for streak in program.streaks}, set()
    for streak, member, runs in given.get("streaks", ()):
        if streak in known:
            standing.streaks[read(str, streak), read(str, member)] = from_json(Runs, runs)
        else:
            strange.add(read(str, streak))
    return strange
