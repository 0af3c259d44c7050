"""What comes in and goes out, from the JSON Schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generating.chinese import sentence
from generating.language import contents
from generating.tables import table
from policyq.apps.schema import schema
from policyq.vocabulary.types import Said

PARTS = Path(__file__).resolve().parent.parent / "parts"
_OUTPUT = re.compile(r"^<!-- output: (\w+) -->$", re.MULTILINE)
_FIELDS = re.compile(r"^<!-- (fields|objects): (\w+) -->$", re.MULTILINE)
_HEADS = {"zh": ("字段", "类型", "意思"), "en": ("field", "type", "meaning")}
_PLAIN = {
    "string": Said("文本", "text"),
    "integer": Said("整数", "whole number"),
    "number": Said("数字", "number"),
    "boolean": Said("true 或 false", "boolean"),
}


def page(language: str) -> str:
    """The page of events and decisions in one language."""

    def filled(match: re.Match[str]) -> str:
        if match[1] == "fields":
            return fields(match[2], language)
        inside = parts_of(match[2], language)
        return "\n\n".join(f"#### {name}\n\n{about}\n\n{table}" for name, about, table in inside)

    text = (PARTS / f"events.{language}.part").read_text(encoding="utf-8")
    text = _FIELDS.sub(filled, text)
    return text.replace("<!-- contents -->", contents(text))


def outputs(language: str) -> str:
    """The page of what commands print for programs; an object of several outputs stands once."""
    shown: set[str] = set()

    def filled(match: re.Match[str]) -> str:
        about = sentence(schema(match[1])["description"], language)
        parts = [about, _table(schema(match[1]), language, null=True)]
        for name, says, rows in parts_of(match[1], language, null=True):
            if name not in shown:
                parts.append(f"#### {name}\n\n{says}\n\n{rows}")
                shown.add(name)
        return "\n\n".join(parts)

    text = (PARTS / f"outputs.{language}.part").read_text(encoding="utf-8")
    text = _OUTPUT.sub(filled, text)
    return text.replace("<!-- contents -->", contents(text))


def fields(which: str, language: str) -> str:
    """The table of one schema's fields; needed ones are marked with ``*``."""
    found = schema(which)
    return _table(found, language)


def parts_of(which: str, language: str, *, null: bool = False) -> list[tuple[str, str, str]]:
    """The objects inside a schema: name, sentence, table."""
    defs: Mapping[str, Any] = schema(which).get("$defs", {})
    return [
        (name, sentence(one.get("description", ""), language), _table(one, language, null=null))
        for name, one in sorted(defs.items())
        if one.get("type") == "object"
    ]


def _table(described: Mapping[str, Any], language: str, *, null: bool = False) -> str:
    needed = set(described.get("required", ()))
    return table(
        _HEADS[language],
        [
            (
                f"`{name}`" + ("*" if name in needed else ""),
                type_of(field, language) + _or_null(field, language) * null,
                sentence(field.get("description", ""), language),
            )
            for name, field in described["properties"].items()
        ],
    )


def _or_null(field: Mapping[str, Any], language: str) -> str:
    if {"type": "null"} not in field.get("anyOf", ()):
        return ""
    return Said(" 或 `null`", " or `null`").in_(language)


def type_of(field: Mapping[str, Any], language: str) -> str:
    """``text``, ``list of text``, ``one of `a` `b```; null means *may be left out* and is not said."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        names = " ".join(f"`{one}`" for one in field["enum"])
        return Said(f"其中之一：{names}", f"one of {names}").in_(language)
    if "anyOf" in field:
        kinds = [one for one in field["anyOf"] if one.get("type") != "null"]
        if {"type": "number"} in [{"type": one.get("type")} for one in kinds]:
            kinds = [one for one in kinds if one.get("type") != "integer"]  # which are numbers, too
        types = [type_of(one, language) for one in kinds]
        return Said(" 或 ", " or ").in_(language).join(dict.fromkeys(types))
    if field.get("type") == "array":
        items: dict[str, Any] = field.get("items") or next(iter(field.get("prefixItems", ())), {})
        inside = type_of(items, language)
        return Said(f"{inside}的列表", f"list of {inside}").in_(language)
    if field.get("format") == "date-time":
        return Said("时间", "time").in_(language)
    if field.get("format") == "date":
        return Said("日期", "date").in_(language)
    if isinstance(field.get("additionalProperties"), Mapping):
        inside = type_of(field["additionalProperties"], language)
        return Said(f"按名字，各一个{inside}", f"by name: {inside}").in_(language)
    plain = _PLAIN.get(str(field.get("type")))
    return plain.in_(language) if plain else json.dumps(field)
