"""What the published schemas of SARIF and JUnit ask of the parts that are written here."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as Tree

#: Of the published schema sarif-schema-2.1.0: the properties that an object may have, those that
#: it must have, for the objects that are written here.
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"$schema", "version", "runs", "inlineExternalProperties", "properties"}, {"version", "runs"}),
    "run": (
        {"tool", "columnKind", "results", "originalUriBaseIds", "artifacts", "invocations", "language"},
        {"tool"},
    ),
    "driver": (
        {"name", "version", "semanticVersion", "rules", "informationUri", "fullName", "language"},
        {"name"},
    ),
    "rule": (
        {"id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"},
        {"id"},
    ),
    "result": (
        {
            "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations",
            "partialFingerprints", "fingerprints", "suppressions", "fixes", "kind",
        },
        {"message"},
    ),
    "location": ({"id", "physicalLocation", "message", "logicalLocations"}, set()),
    "physical": ({"artifactLocation", "region", "contextRegion"}, set()),
    "region": ({"startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"}, set()),
    "suppression": ({"kind", "justification", "status", "location", "guid"}, {"kind"}),
}  # fmt: skip


def _fits(value: dict[str, Any], shape: str) -> None:
    may, must = SHAPES[shape]
    assert must <= value.keys() <= may, (shape, value.keys())


def check_sarif(text: str) -> dict[str, Any]:
    """The document, if it is as the schema wants it."""
    document: dict[str, Any] = json.loads(text)
    _fits(document, "log")
    assert document["version"] == "2.1.0"
    for run in document["runs"]:
        _fits(run, "run")
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        driver = run["tool"]["driver"]
        _fits(driver, "driver")
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            _fits(rule, "rule")
            assert rule["shortDescription"]["text"]
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for result in run["results"]:
            _check_result(result, ids)
    return document


def _check_result(result: dict[str, Any], ids: list[str]) -> None:
    _fits(result, "result")
    assert result["level"] in ("none", "note", "warning", "error")
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["message"]["text"]
    assert all(isinstance(one, str) for one in result["partialFingerprints"].values())
    for location in [*result.get("locations", []), *result.get("relatedLocations", [])]:
        _fits(location, "location")
        physical = location["physicalLocation"]
        _fits(physical, "physical")
        uri = physical["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), uri
        region = physical.get("region")
        if region is not None:
            _fits(region, "region")
            assert region["startLine"] >= 1 and region["startColumn"] >= 1
            start = (region["startLine"], region["startColumn"])
            assert start < (region["endLine"], region["endColumn"])
    for suppression in result.get("suppressions", []):
        _fits(suppression, "suppression")
        assert suppression["kind"] in ("inSource", "external")


def check_junit(text: str) -> Tree.Element:
    """The root, if it is as CI servers read it (the schema of Jenkins' junit plug-in)."""
    root = Tree.fromstring(text.encode())
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.keys())
        assert all(case.tag == "testcase" for case in suite)
        assert int(suite.attrib["tests"]) == len(suite) >= 1
        for counted, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            assert int(suite.attrib[counted]) == len(suite.findall(f"testcase/{tag}"))
        for case in suite:
            assert {"name", "classname"} <= set(case.keys())
            assert {child.tag for child in case} <= {"failure", "error", "skipped", "system-out"}
            assert len(case) <= 1
    return root
