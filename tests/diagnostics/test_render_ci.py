"""SARIF and JUnit: what their published schemas ask of the parts that are written here."""

from __future__ import annotations

from datetime import date

import pytest
from ci_shapes import check_junit, check_sarif, path_of

from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.diagnostic import Kind, Severity, Suppressed, Words
from policyq.diagnostics.render import render
from policyq.diagnostics.render.ci import Finding, as_junit, as_sarif
from policyq.diagnostics.source import NOWHERE, Source, Span

KIND = Kind(
    "PQ201",
    "unknown-list",
    Severity.ERROR,
    title=Words("没有词库 `{name}`", "no word list `{name}`"),
    label=Words("这里", "here"),
    help=Words("现有：{known}", "known: {known}"),
)
ADVICE = Kind("PQ450", "idle", Severity.WARNING, Words("没有用到", "not used"), Words("这", "this"))
NAME = "群规/夜,里 100%.policyq"
SOURCES = {
    NAME: Source(NAME, "群规 “一” 100%\n含 广告x😀\n"),
    "good.policyq": Source("good.policyq", "x"),
}
FOUND = KIND.at(Span(NAME, 14, 17), Span(NAME, 0, 2), name="广告x", known=("广告",))
IDLE = ADVICE.at(Span(NAME, 0, 0))
ALLOWED = Suppressed(IDLE, Span(NAME, 0, 1), date(2026, 12, 31), "the old bot <reads> it")


def test_sarif_holds_places_and_what_is_allowed() -> None:
    text = render([FOUND], SOURCES, language="zh", form="sarif", suppressed=[ALLOWED])
    (run,) = check_sarif(text)["runs"]
    error, idle = run["results"]
    assert error["message"]["text"] == "没有词库 `广告x`"
    physical = error["locations"][0]["physicalLocation"]
    assert path_of(physical["artifactLocation"]["uri"]) == NAME
    assert physical["region"] == {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6}
    assert error["relatedLocations"][0]["message"]["text"] == "另见此处"
    assert "suppressions" not in error
    assert idle["suppressions"] == [
        {"kind": "inSource", "justification": "the old bot <reads> it (2026-12-31)"}
    ]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["PQ201", "PQ450"]


def test_junit_has_a_suite_a_file_and_fails_for_errors_alone() -> None:
    text = render([FOUND, IDLE], SOURCES, language="en", form="junit", suppressed=[ALLOWED])
    root = check_junit(text)
    bad, good = root
    assert (bad.attrib["tests"], bad.attrib["failures"], bad.attrib["skipped"]) == ("3", "1", "1")
    assert (good.attrib["name"], good.attrib["tests"], good.attrib["failures"]) == (
        "good.policyq",
        "1",
        "0",
    )
    failure = bad.find("testcase/failure")
    assert failure is not None and failure.attrib["message"] == "no word list `广告x`"
    assert bad.find("testcase/system-out") is not None


def test_nothing_found_is_a_document_too() -> None:
    (run,) = check_sarif(render([], SOURCES, language="en", form="sarif"))["runs"]
    assert run["results"] == []
    assert len(check_junit(render([], SOURCES, language="en", form="junit"))) == 2


def test_fingerprints_stay_when_lines_move() -> None:
    moved = {**SOURCES, NAME: Source(NAME, "\n\n" + SOURCES[NAME].text)}
    later = KIND.at(Span(NAME, 16, 19), name="广告x", known=("广告",))
    prints = [
        check_sarif(render([one], sources, language="zh", form="sarif"))["runs"][0]["results"][0][
            "partialFingerprints"
        ]
        for one, sources in ((FOUND, SOURCES), (later, moved))
    ]
    assert prints[0] == prints[1]


def test_every_kind_of_the_catalog_and_any_character() -> None:
    strange = "a\x00\x1b\ud800\ufffe]]>&<b"
    found = [
        kind.at(Span(NAME, 3, 5), **dict.fromkeys(("name", "path", "key", "found"), strange))
        for kind in all_kinds().values()
    ]
    found.append(KIND.at(NOWHERE, name=strange, known=()))
    for language in ("zh", "en"):
        assert len(
            check_sarif(render(found, SOURCES, language=language, form="sarif"))["runs"][0][
                "results"
            ]
        ) == len(found)
        render(found, SOURCES, language=language, form="sarif").encode()
        check_junit(render(found, SOURCES, language=language, form="junit"))


def test_findings_of_others() -> None:
    some = [
        Finding("plan-budget", "mutes", "error", "over"),
        Finding("plan-budget", "removals", "note", "within"),
    ]
    (run,) = check_sarif(as_sarif(some, "1.0"))["runs"]
    assert run["tool"]["driver"]["version"] == "1.0"
    assert run["tool"]["driver"]["rules"][0]["name"] == "PlanBudget"
    assert check_junit(as_junit(some, name="policyq plan")).attrib["name"] == "policyq plan"
    assert "./c%3A" in as_sarif([Finding("a", "b", "note", "t", "c:x.policyq")])


@pytest.mark.parametrize(
    "name",
    [
        "群规/夜里.policyq",
        "two words/my policy.policyq",
        "a#b?c=d&e.policyq",
        "100%/50%25 20%.policyq",
        "a+b;c,d@e!f'g(h)*.policyq",
        '[x]/{y}|z^`"<>.policyq',
        "c:/x.policyq",
        "back\\slash.policyq",
        "../up/./here.policyq",
        "/abs/群 规#1.policyq",
        "//two/slashes.policyq",
        "😀\u0301é/ñ.policyq",
        "new\nline\ttab.policyq",
    ],
)
def test_a_path_is_read_back_from_its_uri(name: str) -> None:
    sources = {name: Source(name, "a\nb\n")}
    found = [KIND.at(Span(name, 2, 3), name="b", known=())]
    (run,) = check_sarif(render(found, sources, language="zh", form="sarif"))["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    path = path_of(physical["artifactLocation"]["uri"])
    assert path.removeprefix("./").removeprefix("/.") == name.removeprefix("./")
    root = check_junit(render(found, sources, language="zh", form="junit"))
    assert root[0].attrib["name"] == name
