"""Lexicon files: what is a word, what is not, and how fast."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.fold import fold
from policyq.text.lexicon import LONGEST, Problem, read


def test_words_comments_and_empty_lines() -> None:
    words, problems = read(
        "\ufeff# 广告\n\n  加微信 \r\n\u3000日结 工资\u3000\r#不是词\n C# 课程\n"
    )
    assert words == ("加微信", "日结 工资", "C# 课程")
    assert problems == ()


def test_an_empty_file_has_no_words() -> None:
    assert read("") == ((), ())
    assert read("\ufeff\r\n# nothing\n") == ((), ())


def test_problems_name_their_lines() -> None:
    words, problems = read(
        f"加V\n加ｖ\n{'长' * (LONGEST + 1)}\n微\u200b信\n\x00\n\ud800\n刷\ufffd单\n加Q"
    )
    assert words == ("加V", "加Q")
    assert problems == (
        Problem("repeated", 2, "加ｖ", 1),
        Problem("too_long", 3, "长" * (LONGEST + 1)),
        Problem("unseen", 4, "微\u200b信"),
        Problem("unseen", 5, "\x00"),
        Problem("unseen", 6, "\ud800"),
        Problem("unseen", 7, "刷\ufffd单"),
    )


@given(st.text(alphabet="ab#A \n\r\ufeff\u200b\ud800ａ", max_size=40))
def test_every_line_is_a_word_or_a_problem_or_nothing(text: str) -> None:
    words, problems = read(text)
    assert len({fold(word) for word in words}) == len(words)
    assert all(word == word.strip() and word for word in words)
    lines = text.count("\n") + text.count("\r") + 1
    assert len(words) + len(problems) <= lines
    assert all(1 <= problem.line <= lines for problem in problems)


@pytest.mark.parametrize("count", [100_000])
def test_a_hundred_thousand_words_take_a_moment(count: int) -> None:
    text = "\n".join(f"词{number}号" for number in range(count))
    with ends():
        words, problems = read(text)
    assert (len(words), len(problems)) == (count, 0)
