"""What the published schemas of SARIF and JUnit ask, and what they cannot say.

The schemas stand in ``tests/schemas``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as Tree

from jsonschema import Draft4Validator
from xmlschema import XMLSchema

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def _sarif() -> Draft4Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


@cache
def _junit() -> XMLSchema:
    return XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def check_sarif(text: str) -> dict[str, Any]:
    """The document, if it is as the published schema wants it."""
    document: dict[str, Any] = json.loads(text)
    _sarif().validate(document)
    for run in document["runs"]:
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert len(set(ids)) == len(ids)
        for result in run["results"]:
            _check_result(result, ids)
    return document


def _check_result(result: dict[str, Any], ids: list[str]) -> None:
    """What a schema cannot say: numbers that name others, regions that are not empty."""
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["message"]["text"]
    for location in [*result.get("locations", []), *result.get("relatedLocations", [])]:
        physical = location["physicalLocation"]
        path_of(physical["artifactLocation"]["uri"])
        region = physical.get("region")
        if region is not None:
            start = (region["startLine"], region["startColumn"])
            assert start < (region["endLine"], region["endColumn"])


def path_of(uri: str) -> str:
    """The path that a relative reference leads to, as a reader of SARIF takes it (RFC 3986)."""
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), uri
    parts = urlsplit(uri)
    assert not (parts.scheme or parts.netloc or parts.query or parts.fragment), uri
    return unquote(parts.path, errors="strict")


def check_junit(text: str) -> Tree.Element:
    """The root, if it is as the published schema wants it, and its numbers are right."""
    _junit().validate(text)
    root = Tree.fromstring(text.encode())
    assert root.tag == "testsuites"
    for suite in root:
        assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.keys())
        assert int(suite.attrib["tests"]) == len(suite) >= 1
        for counted, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            assert int(suite.attrib[counted]) == len(suite.findall(f"testcase/{tag}"))
        for case in suite:
            assert {"name", "classname"} <= set(case.keys())
            assert len(case) <= 1
    return root
