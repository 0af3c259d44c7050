"""The JSON Schemas (2020-12) of what is printed for programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from policyq.apps.outputs.findings import Diagnostics, Examples
from policyq.apps.outputs.mutate import Mutate
from policyq.apps.outputs.plan import Plan
from policyq.apps.outputs.records import Record
from policyq.apps.outputs.replay import Replay
from policyq.apps.outputs.tune import Tune

MODELS: dict[str, type[BaseModel]] = {
    "replay": Replay,
    "plan": Plan,
    "tune": Tune,
    "records": Record,
    "diagnostics": Diagnostics,
    "examples": Examples,
    "mutate": Mutate,
}


def describe(which: str) -> dict[str, Any]:
    """The JSON Schema of one of `MODELS`; raises `KeyError` for another name."""
    described = MODELS[which].model_json_schema()
    for shape in (described, *described.get("$defs", {}).values()):
        _never_null(shape)
    return described


def _never_null(shape: dict[str, Any]) -> None:
    """What may be left out is left out, and not written as null; and nobody is to think that what
    stands for it in the models is ever written."""
    needed = shape.get("required", ())
    for name, field in shape.get("properties", {}).items():
        if name in needed:
            continue
        field.pop("default", None)
        kinds = [one for one in field.pop("anyOf", ()) if one.get("type") != "null"]
        if len(kinds) == 1:
            field.update(kinds[0])
        elif kinds:
            field["anyOf"] = kinds
