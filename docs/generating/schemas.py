"""What comes in and goes out, from the JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generating.tables import table
from policyq.apps.schema import schema

_HEADS = {"zh": ("字段", "类型", "意思"), "en": ("field", "type", "meaning")}


def fields(which: str) -> str:
    """The table of one schema's fields; needed ones are marked with ``*``."""
    found = schema(which)
    return _table(found, found.get("$defs", {}))


def parts_of(which: str) -> list[tuple[str, str, str]]:
    """The objects inside a schema: name, sentence, table."""
    defs: Mapping[str, Any] = schema(which).get("$defs", {})
    return [
        (name, one.get("description", ""), _table(one, defs))
        for name, one in sorted(defs.items())
        if one.get("type") == "object"
    ]


def _table(described: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    needed = set(described.get("required", ()))
    return table(
        _HEADS["en"],
        [
            (
                f"`{name}`" + ("*" if name in needed else ""),
                type_of(field),
                field.get("description", "").replace("\n", " "),
            )
            for name, field in described["properties"].items()
        ],
    )


def type_of(field: Mapping[str, Any]) -> str:
    """``text``, ``list of text``, ``one of `a` `b```; null means *may be left out* and is not said."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return "one of " + " ".join(f"`{one}`" for one in field["enum"])
    if "anyOf" in field:
        types = [type_of(one) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(types))
    if field.get("type") == "array":
        items = field.get("items") or next(iter(field.get("prefixItems", ())), {})
        return f"list of {type_of(items)}"
    if field.get("format") == "date-time":
        return "time"
    return {"string": "text", "integer": "whole number"}.get(
        str(field.get("type")), str(field.get("type", json.dumps(field)))
    )
