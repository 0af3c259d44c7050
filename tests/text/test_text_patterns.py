"""Patterns: folded like words, refused with a reason, never slow."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.patterns import LONGEST, Compiled, Problem, ascii_only_beside_han, compile


@pytest.mark.parametrize(
    ("pattern", "text", "span"),
    [
        ("微信|vx", "请加ＶＸ", (2, 4)),
        ("VX", "加vx", (1, 3)),
        (r"\d{3}", "号１２３", (1, 4)),
        ("（广告）", "看(广告)", (1, 5)),
        (r"\（广告\）", "看（广告）", (1, 5)),
        ("[（）]", "a）", (1, 2)),
        ("[Ａ-Ｚ]+", "号abc", (1, 4)),
        (r"\p{Han}+", "ab中文", (2, 4)),
        (r"a\/b", "a/b", (0, 3)),
        ("x", "\ud800\U0001f600x", (2, 3)),
        ("\ud800", "a\udfff", (1, 2)),
        ("\x00", "a\x00", (1, 2)),
        ("^a$", "b\na", None),
        ("微信", "微 信", None),
    ],
)
def test_where_a_pattern_matches(pattern: str, text: str, span: tuple[int, int] | None) -> None:
    compiled = compile(pattern)
    assert isinstance(compiled, Compiled)
    assert compiled.search(text) == span
    assert not compiled.matches_empty


@pytest.mark.parametrize(
    ("pattern", "problem", "offset"),
    [
        ("广(?=告)", "look_around", 1),
        ("广(?!告)", "look_around", 1),
        (r"\(?=a(?<=b)", "look_around", 5),
        ("ab(?<!c)", "look_around", 2),
        (r"(a)\1", "back_reference", 3),
        (r"(?P<n>a)\k<n>", "back_reference", 8),
        ("(?P<n>a)(?P=n)", "back_reference", 8),
        ("x{1001}", "too_big", 1),
        ("((a{1,100}){1,100}){1,100}", "too_big", 3),
        (r"\pL{900}" * 100, "too_big", 0),
        ("x" * (LONGEST + 1), "too_big", 0),
        ("x{5,2}", "syntax", 1),
        ("广(告", "syntax", 0),
        ("广[告", "syntax", 1),
        ("广**", "syntax", 1),
        (r"广\y", "syntax", 1),
        ("广\\", "syntax", 0),
        (r"\p{Foo}", "syntax", 0),
    ],
)
def test_why_a_pattern_is_refused(pattern: str, problem: str, offset: int) -> None:
    refused = compile(pattern)
    assert isinstance(refused, Problem)
    assert (refused.id, refused.offset) == (problem, offset)


@given(
    st.text(
        alphabet=st.sampled_from(r"ab微（）()[]{}\?*+|^$.1,=<P:-/bwdpQE" + "\ud800"), max_size=14
    )
)
def test_any_text_is_a_pattern_or_a_problem_in_it(pattern: str) -> None:
    result = compile(pattern)
    ascii_only_beside_han(pattern)
    if isinstance(result, Problem):
        assert 0 <= result.offset <= len(pattern)
    else:
        span = result.search("微ab（1）\udfff")
        assert span is None or 0 <= span[0] <= span[1] <= 7


def test_a_pattern_that_matches_everything_says_so() -> None:
    compiled = compile("a*|b")
    assert isinstance(compiled, Compiled)
    assert compiled.matches_empty


@pytest.mark.parametrize(
    ("pattern", "offset"),
    [
        (r"\b微信", 0),
        (r"微信\b", 2),
        (r"([\w]+)微", 1),
        (r"\w+(号)", 0),
        (r"\p{Han}\w", 7),
        (r"[\w\p{Han}]微", None),
        (r"\babc|微", None),
        (r"\bvx\b", None),
        (r"\\b微", None),
        (r"\Q\b微\E", None),
        (r"\d+微", None),
    ],
)
def test_marks_of_ascii_words_beside_chinese(pattern: str, offset: int | None) -> None:
    assert ascii_only_beside_han(pattern) == offset


def test_no_pattern_takes_long() -> None:
    with ends():
        compiled = compile("^(a+)+$")
        assert isinstance(compiled, Compiled)
        assert compiled.search("a" * 100_000 + "!") is None
        for hostile in (
            "[" * LONGEST,
            r"\p{" * 600,
            "(?<" * 600,
            r"\Q" * 999,
            "[[:" * 600,
            "[" * 10**6,
        ):
            compile(hostile)
            ascii_only_beside_han(hostile[:LONGEST])
