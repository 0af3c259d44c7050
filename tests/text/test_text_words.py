"""The fast matcher finds what the definition finds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.fold import fold
from policyq.text.words import MOST_HITS, MOST_WORDS, STRIDE, Hit, Matcher, hits_slowly

LETTERS = "abAＡａ微信İß\ud800\udc00\ufffd\U0001f600"
WORD = st.text(alphabet=LETTERS, max_size=4)
TEXT = st.text(alphabet=LETTERS, max_size=30)


@given(st.lists(WORD, max_size=8), TEXT)
def test_the_matcher_is_the_definition(words: list[str], text: str) -> None:
    matcher = Matcher(words)
    hits = hits_slowly(words, text)
    assert matcher.hits(text) == hits
    assert matcher.hits(text, fold(text)) == hits
    assert matcher.found(text) == bool(hits)


@given(st.lists(WORD, min_size=1, max_size=8), TEXT)
def test_a_hit_is_where_it_says(words: list[str], text: str) -> None:
    for hit in hits_slowly(words, text):
        assert hit.word in words
        assert fold(text[hit.start : hit.end]) == fold(hit.word)
        assert bool(hit.folds) <= (text[hit.start : hit.end] != hit.word)


@given(st.integers(0, 2 * STRIDE + 50), st.lists(st.integers(1, 40), min_size=1, max_size=3))
def test_a_long_text_is_searched_to_its_end_without_seams(at: int, lengths: list[int]) -> None:
    words = ["词" * length for length in lengths]
    text = "。" * at + "词" * 40 + "。" * 50
    assert Matcher(words).hits(text) == hits_slowly(words, text)


def test_hits_overlap_and_lie_inside_one_another() -> None:
    assert Matcher(["广告", "广告诉", "告诉"]).hits("看广告诉我") == [
        Hit("广告", 1, 3),
        Hit("广告诉", 1, 4),
        Hit("告诉", 2, 4),
    ]
    assert [hit.start for hit in Matcher(["aa"]).hits("aaaa")] == [0, 1, 2]


def test_offsets_are_code_points_of_the_original() -> None:
    assert Matcher(["vx"]).hits("\U0001f600加ＶＸ") == [Hit("vx", 2, 4, ("case", "width"))]


def test_one_word_in_two_spellings_is_one() -> None:
    assert hits_slowly(["vx", "VX"], "vX") == [Hit("VX", 0, 2, ("case",))]


def test_no_words_no_hits() -> None:
    assert Matcher([]).hits("anything") == Matcher([""]).hits("anything") == []
    assert not Matcher([""]).found("anything")


def test_lone_surrogates_match_like_any_broken_character() -> None:
    assert [(hit.start, hit.end) for hit in Matcher(["a\ud800"]).hits("a\udfffb")] == [(0, 2)]


def test_very_many_hits_are_cut_alike() -> None:
    words = ["a" * length for length in range(1, 8)]
    text = "a" * 3 * STRIDE
    hits = Matcher(words).hits(text)
    assert len(hits) == MOST_HITS
    assert hits == hits_slowly(words, text)


def test_a_very_large_list_is_searched_in_all_its_parts() -> None:
    words = [f"词{number}" for number in range(2 * MOST_WORDS + 1)]
    text = "词0，词49999"
    assert [hit.word for hit in Matcher(words).hits(text)] == [
        *("词0", "词4", "词49", "词499", "词4999", "词49999"),
    ]


@pytest.mark.parametrize("count", [100_000])
def test_a_hundred_thousand_words_and_a_hostile_text(count: int) -> None:
    began = time.process_time()
    matcher = Matcher([f"词{number}" for number in range(count)] + ["a" * n for n in range(1, 201)])
    assert len(matcher.hits("a" * 100_000)) == MOST_HITS
    assert matcher.hits("看词99999")[-1] == Hit("词99999", 1, 7)
    assert time.process_time() - began < 30
