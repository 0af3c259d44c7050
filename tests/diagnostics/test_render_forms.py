"""The forms for machines, the wording of values, and the application of fixes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from policyq.diagnostics.diagnostic import Fix, Kind, Severity, Words
from policyq.diagnostics.render import (
    apply_fixes,
    certain_fixes,
    fill,
    missing,
    placeholders,
    render,
    summary,
)
from policyq.diagnostics.source import NOWHERE, Source, Span
from policyq.vocabulary.types import Said

KIND = Kind(
    "PQ201",
    "unknown-list",
    Severity.ERROR,
    title=Words("没有词库 `{name}`", "no word list `{name}`"),
    label=Words("这里", "here"),
    help=Words("现有：{known}", "known: {known}"),
)
SOURCES = {"群规,一.policyq": Source("群规,一.policyq", "群规 “一” 100%\n含 广告x\n")}
FOUND = KIND.at(
    Span("群规,一.policyq", 14, 17),
    name="广告x",
    known=("广告", "辱骂"),
    hint="广告",
    fixes=(Fix(Span("群规,一.policyq", 16, 17), ""),),
)


def test_plain() -> None:
    assert render([FOUND], SOURCES, language="en", form="plain") == (
        "群规,一.policyq:2:3: error PQ201: no word list `广告x`; here (did you mean `广告`?)\n"
    )
    assert render([FOUND], SOURCES, language="zh", form="plain") == (
        "群规,一.policyq:2:3: error PQ201: 没有词库 `广告x`；这里（是不是想写 `广告`？）\n"
    )
    nowhere = KIND.at(NOWHERE, name="x", known=())
    assert render([nowhere], {}, language="en", form="plain").startswith("-: error PQ201: ")


def test_json() -> None:
    document = json.loads(render([FOUND], SOURCES, language="zh", form="json"))
    assert document["version"] == 1
    assert document["summary"] == {"error": 1, "warning": 0, "advice": 0}
    (row,) = document["diagnostics"]
    place = {"line": 2, "column": 3, "end_line": 2, "end_column": 6, "start": 14, "end": 17}
    assert place.items() <= row.items()
    assert row["file"] == "群规,一.policyq"
    assert (row["code"], row["name"], row["severity"]) == ("PQ201", "unknown-list", "error")
    assert (row["message"], row["help"]) == ("没有词库 `广告x`", "现有：广告、辱骂")
    assert row["hint"] == "广告"
    assert place.items() <= row["labels"][0].items()
    assert row["labels"][0]["message"] == "这里"
    (fix,) = row["fixes"]
    assert (fix["start"], fix["end"], fix["replacement"], fix["certain"]) == (16, 17, "", True)
    assert json.loads(render([], {}, language="en", form="json"))["diagnostics"] == []


def test_github() -> None:
    assert render([FOUND], SOURCES, language="en", form="github") == (
        "::error file=群规%2C一.policyq,line=2,endLine=2,col=3,endColumn=6,"
        "title=PQ201 unknown-list::no word list `广告x`; here (did you mean `广告`?)%0Aknown: 广告, 辱骂\n"
    )
    long = KIND.at(Span("群规,一.policyq", 0, 14), name="100%:,", known=())
    line = render([long], SOURCES, language="en", form="github")
    assert "line=1,endLine=2,title=" in line
    assert "`100%25:,`" in line


def test_reports_come_in_the_order_of_the_source() -> None:
    sources = {name: Source(name, "x" * 9) for name in ("main", "base")}
    spans = [Span("base", 1, 2), Span("main", 5, 6), Span("main", 2, 3)]
    found = [KIND.at(span, name="x", known=()) for span in spans]
    lines = render(found, sources, language="en", form="plain").splitlines()
    assert [line.split(": ")[0] for line in lines] == ["main:1:3", "main:1:6", "base:1:2"]


def test_values_in_sentences() -> None:
    words = Words("`{a}` 和 {b}", "`{a}` and {b}")
    assert fill(words, {"a": ("x", "y"), "b": Said("群主", "owner")}, "zh") == "`x`、`y` 和 群主"
    assert fill(words, {"a": {"y", "x"}, "b": 3}, "en") == "`x`, `y` and 3"
    assert fill(words, {"a": "{b}", "b": "a\nb"}, "en") == "`{b}` and a<U+000A>b"
    assert fill(words, {"a": "x"}, "en") == "`x` and {b}"
    assert len(fill(words, {"a": "y" * 10**6, "b": ""}, "en")) < 200
    assert placeholders(words.en) == {"a", "b"}
    assert missing(KIND.at(NOWHERE, name="x")) == {"known"}
    assert missing(FOUND) == set()


def test_summary() -> None:
    advice = Kind("PQ401", "a", Severity.WARNING, Words("", ""), Words("", "")).at(NOWHERE)
    assert summary([FOUND, FOUND, advice], "en") == "2 errors, 1 warning"
    assert summary([FOUND, FOUND, advice], "zh") == "2 个错误，1 个警告"
    assert summary([], "en") == "no problems"
    assert summary([], "zh") == "没有发现问题"


def fix(start: int, end: int, text: str, certain: bool = True) -> Fix:
    return Fix(Span("a", start, end), text, certain)


def test_fixes_are_applied() -> None:
    assert apply_fixes("abcdef", [fix(4, 5, "E"), fix(0, 1, "A"), fix(2, 2, "-")]) == "Ab-cdEf"
    assert apply_fixes("abc", [fix(0, 1, "A", False)]) == "abc"
    assert apply_fixes("abc", [fix(0, 1, "A", False)], unsure=True) == "Abc"
    assert apply_fixes("abc", [fix(0, 2, "X"), fix(1, 3, "Y"), fix(0, 2, "X")]) == "Xc"
    assert apply_fixes("abc", [fix(1, 1, "-"), fix(1, 1, "-"), fix(1, 2, "B")]) == "a-Bc"
    assert apply_fixes("abc", [fix(2, 9, "x"), fix(-1, 1, "y"), fix(2, 1, "z")]) == "abc"


def test_a_report_is_mended_whole_or_not_at_all() -> None:
    whole = KIND.at(NOWHERE, fixes=(fix(0, 1, ""), fix(2, 3, "")))
    half = KIND.at(NOWHERE, fixes=(fix(4, 5, ""), fix(6, 7, "", False)))
    assert certain_fixes([whole, half]) == {"a": whole.fixes}


def test_of_two_reports_on_one_place_the_first_is_mended() -> None:
    first = KIND.at(Span("a", 0, 3), fixes=(fix(0, 2, "x"), fix(8, 9, "y")))
    second = KIND.at(Span("a", 1, 4), fixes=(fix(1, 3, "z"), fix(5, 6, "w")))
    third = KIND.at(Span("a", 5, 6), fixes=(fix(5, 6, "w"), fix(8, 9, "y")))
    elsewhere = KIND.at(Span("b", 0, 0), fixes=(Fix(Span("b", 0, 0), "v"),))
    for reports in ([first, second, third, elsewhere], [elsewhere, third, second, first]):
        found = certain_fixes(reports)
        assert found == {
            "a": (fix(0, 2, "x"), fix(5, 6, "w"), fix(8, 9, "y")),
            "b": elsewhere.fixes,
        }
    again = KIND.at(Span("a", 9, 9), fixes=(fix(2, 2, "p"),))
    beside = KIND.at(Span("a", 9, 9), fixes=(fix(2, 2, "q"),))
    assert certain_fixes([again, beside, first])["a"] == (
        fix(0, 2, "x"),
        fix(2, 2, "p"),
        fix(8, 9, "y"),
    )


@given(
    st.text(max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.text(max_size=3)), max_size=6),
)
def test_fixes_leave_the_rest_alone(text: str, changes: list[tuple[int, int, str]]) -> None:
    fixes = [fix(start, end, words) for start, end, words in changes]
    untouched = set(range(len(text)))
    for each in fixes:
        untouched -= set(range(each.span.start, each.span.end))
    rest = iter(apply_fixes(text, fixes))
    assert all(text[position] in rest for position in sorted(untouched))
