"""The form for people: what stands under what, however wide, long or strange the source is."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from policyq.diagnostics.diagnostic import Diagnostic, Fix, Kind, Label, Severity, Words
from policyq.diagnostics.render import render
from policyq.diagnostics.source import NOWHERE, Source, Span

KIND = Kind(
    "PQ201",
    "unknown-list",
    Severity.ERROR,
    title=Words("没有词库 `{name}`", "no word list `{name}`"),
    label=Words("没有叫这个名字的词库", "no list has this name"),
    help=Words("先声明它", "declare it first"),
)
BARE = Kind("PQ999", "bare", Severity.WARNING, Words("标题", "title"), Words("此处", "here"))


def show(diagnostic: Diagnostic, *texts: str, language: str = "en") -> list[str]:
    sources = {name: Source(name, text) for name, text in zip("abc", texts, strict=False)}
    return render([diagnostic], sources, language=language).splitlines()


def test_one_label() -> None:
    text = "policy x\nrule r when message contains ads then delete\n"
    found = KIND.at(
        Span("a", 38, 41), name="ads", hint="adverts", fixes=(Fix(Span("a", 38, 41), "adverts"),)
    )
    assert show(found, text) == [
        "error[PQ201]: no word list `ads`",
        " --> a:2:30",
        "  |",
        "2 | rule r when message contains ads then delete",
        "  |                              ^^^ no list has this name",
        "  |",
        "  = help: declare it first",
        "  = did you mean `adverts`?",
        "2 | rule r when message contains adverts then delete",
        "  |                              ~~~~~~~",
    ]


def test_chinese() -> None:
    text = "规则 广告 当 消息 含 广告此 则 撤回"
    assert show(KIND.at(Span("a", 13, 16), name="广告此"), text, language="zh")[:5] == [
        "错误[PQ201]：没有词库 `广告此`",
        " --> a:1:14",
        "  |",
        "1 | 规则 广告 当 消息 含 广告此 则 撤回",
        "  |                      ^^^^^^ 没有叫这个名字的词库",
    ]


def test_several_labels_on_one_line() -> None:
    found = BARE.at(
        Span("a", 4, 7),
        Label(Span("a", 0, 3), Words("一", "first")),
        Label(Span("a", 8, 11), Words("二", "last")),
    )
    assert show(found, "aaa bbb ccc")[3:] == [
        "1 | aaa bbb ccc",
        "  | --- ^^^ --- last",
        "  | |   |",
        "  | |   here",
        "  | first",
    ]


def test_labels_in_other_lines_and_files() -> None:
    found = BARE.at(Span("a", 9, 10), Span("a", 0, 1), Label(Span("b", 2, 3), Words("彼", "there")))
    assert show(found, "x\n\n\n\n\n\n\n\ny", "??z")[1:] == [
        " --> a:9:1",
        "  |",
        "1 | x",
        "  | - see also here",
        "...",
        "9 | y",
        "  | ^ here",
        " ::: b:1:3",
        "  |",
        "1 | ??z",
        "  |   - there",
    ]


def test_a_span_over_several_lines() -> None:
    found = BARE.at(Span("a", 4, 21))
    assert show(found, "one two\nthree\n  four five")[3:] == [
        "1 | one two",
        "  |     ^^^",
        "...",
        "3 |   four five",
        "  |   ^^^^^ here",
    ]


def test_the_end_of_the_text() -> None:
    assert show(BARE.at(Span("a", 3, 3)), "abc")[3:] == ["1 | abc", "  |    ^ here"]
    assert show(BARE.at(Span("a", 4, 4)), "abc\n")[3:] == ["2 |", "  | ^ here"]
    assert show(BARE.at(Span("a", 900, 1900)), "abc\r\n")[1] == " --> a:2:1"


def test_without_a_source() -> None:
    assert show(BARE.at(Span("lost.txt", 3, 4)))[1:] == [" --> lost.txt"]
    assert show(BARE.at(NOWHERE)) == ["warning[PQ999]: title"]


def test_what_hides_is_spelled_out() -> None:
    found = BARE.at(Span("a", 5, 6))
    lines = show(found, "\ta\u200bb\x00ce\u0301\ud800\u202e")
    assert lines[3] == "1 |     a<U+200B>b<U+0000>ce\u0301<U+D800><U+202E>"
    assert lines[4] == "  | " + " " * 22 + "^ here"


@pytest.mark.parametrize("line_end", ["\n", ""])
def test_a_very_long_line_is_cropped(line_end: str) -> None:
    text = "啊" * 30_000_000 + "这里" + "哦" * 20_000_000 + line_end
    source = Source("a", text)
    with ends():
        found = [BARE.at(Span("a", at, at + 2)) for at in [30_000_000] * 20]
        lines = render(found, {"a": source}, language="zh").splitlines()
    assert max(wcswidth(line) for line in lines) < 140
    assert lines[3].startswith("1 | …啊啊")
    assert lines[3].endswith("哦…")
    assert wcswidth(lines[3][: lines[3].index("这里")]) == lines[4].index("^^^^ 此处")


def test_far_labels_of_a_long_line_are_shown_apart() -> None:
    text = "a" * 1000 + "B" + "a" * 1000 + "C" + "a" * 1000
    lines = show(BARE.at(Span("a", 1000, 1001), Span("a", 2001, 2002)), text)
    assert [line.count("…") for line in lines if line.startswith("1 |")] == [2, 2]
    assert sum("^" in line for line in lines) == sum("- see" in line for line in lines) == 1


def test_a_fix_may_remove_or_add_lines() -> None:
    gone = BARE.at(Span("a", 0, 2), fixes=(Fix(Span("a", 0, 2), "", False),))
    assert show(gone, "a b")[-2:] == ["  = perhaps:", "1 | b"]
    more = BARE.at(Span("a", 0, 1), fixes=(Fix(Span("a", 1, 1), "\nxx\ny"),))
    assert show(more, "a b")[-5:] == ["1 | a", "2 | xx", "  | ~~", "3 | y b", "  | ~"]


def test_colour_changes_nothing_else() -> None:
    import re

    found = KIND.at(Span("a", 0, 1), Span("a", 2, 3), name="a", fixes=(Fix(Span("a", 0, 1), "q"),))
    sources = {"a": Source("a", "a b")}
    bare = render([found], sources, language="zh")
    painted = render([found], sources, language="zh", colour=True)
    assert painted != bare
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == bare


#: What one grapheme looks like, as (code points, what is shown).
CLUSTERS = [
    ("a", "a"),
    ("且", "且"),
    ("，", "，"),
    ("“", "“"),
    ("e\u0301", "e\u0301"),
    ("👍🏽", "👍🏽"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("❤\ufe0f", "❤\ufe0f"),
    ("🇨🇳", "🇨🇳"),
    ("\u200b", "<U+200B>"),
    ("\x07", "<U+0007>"),
    ("한", "한"),
    (" ", " "),
]


@given(
    st.lists(st.sampled_from(CLUSTERS), max_size=5),
    st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=3),
    st.lists(st.sampled_from(CLUSTERS), max_size=5),
)
def test_marks_stand_under_what_they_mark(
    before: list[tuple[str, str]], marked: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    # `|` keeps neighbours from growing together into one grapheme.
    head, body, tail = ("|".join(c for c, _ in part) for part in (before, marked, after))
    text = f"{head}|{body}|{tail}"
    lines = show(BARE.at(Span("a", len(head) + 1, len(head) + 1 + len(body))), text)
    assert lines[3] == f"1 | {'|'.join(s for _, s in before)}|{'|'.join(s for _, s in marked)}|" + (
        "|".join(s for _, s in after)
    ).rstrip(" ")
    prefix = "|".join(shown for _, shown in before) + "|"
    width = wcswidth("|".join(shown for _, shown in marked))
    assert lines[4] == "  | " + " " * wcswidth(prefix) + "^" * max(width, 1) + " here"


@given(st.text(max_size=60), st.integers(-2, 70), st.integers(-2, 70), st.text(max_size=9))
def test_nothing_breaks_it(text: str, start: int, end: int, replacement: str) -> None:
    span = Span("a", start, end)
    found = BARE.at(span, Span("a", end, start), fixes=(Fix(span, replacement),))
    sources = {"a": Source("a", text)}
    for form in ("human", "plain", "json", "github"):
        shown = render([found], sources, language="zh", form=form)
        assert shown.endswith("\n")
        shown.encode("utf-8")
        if form != "human":
            assert form == "json" or shown.count("\n") == 1
