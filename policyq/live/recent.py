"""Members' latest messages as JSON, and back; groups without any say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyq.ir import nodes, recent
from policyq.ir.memory import Message, Standing
from policyq.live.codec import from_json, read, to_json


def recent_to_json(standing: Standing) -> dict[str, Any]:
    """What there is to save of them, as a part of the group's state."""
    if not standing.recent:
        return {}
    return {"recent": {who: to_json(held) for who, held in sorted(standing.recent.items())}}


def recent_from_json(program: nodes.Program, standing: Standing, given: Mapping[str, Any]) -> None:
    """Reads them from a group's state; a policy without a text that tells them has no use for them."""
    if recent.asked(program):
        for who, held in given.get("recent", {}).items():
            standing.recent[read(str, who)] = from_json(tuple[Message, ...], held)
