"""The penalties that may be forgiven as JSON, and back; groups without any say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyq.ir import nodes
from policyq.ir.memory import Penalty, Standing
from policyq.live.codec import from_json, read, to_json


def penalties_to_json(standing: Standing) -> dict[str, Any]:
    """What there is to save of them, as a part of the group's state."""
    if not standing.penalties:
        return {}
    return {"penalties": {who: to_json(of) for who, of in sorted(standing.penalties.items())}}


def penalties_from_json(
    program: nodes.Program, standing: Standing, given: Mapping[str, Any]
) -> None:
    """Reads them from a group's state; a policy that never forgives has no use for them."""
    for member, of in given.get("penalties", {}).items() if program.forgives else ():
        standing.penalties[read(str, member)] = from_json(tuple[Penalty, ...], of)
