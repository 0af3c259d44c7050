"""Cutting a neighbourhood into the words of the dictionary."""

from __future__ import annotations

import pytest

from policyq.text.segments import LONGEST, around, count


@pytest.mark.parametrize(
    ("text", "piece", "words"),
    [
        ("他的行为信息", "为信", ["行为", "信息"]),
        ("加威信", "威信", ["威信"]),
        ("我是被动", "是被", ["是", "被动"]),
        ("abc，威信", "威信", ["威信"]),
        ("㐀㐁", "㐀㐁", []),
    ],
)
def test_the_words_around_a_piece(text: str, piece: str, words: list[str]) -> None:
    start = text.index(piece)
    found = around(text, start, start + len(piece))
    assert [text[first:last] for first, last in found if last - first] == words or not words


def test_only_the_neighbourhood_is_looked_at() -> None:
    text = "的" * 10_000 + "威信" + "的" * 10_000
    near = text[10_000 - LONGEST : 10_002 + LONGEST]
    shift = 10_000 - LONGEST
    assert around(text, 10_000, 10_002) == [
        (first + shift, last + shift) for first, last in around(near, LONGEST, LONGEST + 2)
    ]


def test_counts_are_those_of_the_dictionary() -> None:
    assert count("的") > count("微") > count("㐀㐁") == 0
