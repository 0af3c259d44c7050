"""Where words stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyq.text.fold import fold
from policyq.text.words import Hit, Matcher, hits_slowly

LETTERS = "abAＡａ微信İß\ud800\udc00\ufffd\U0001f600"
WORD = st.text(alphabet=LETTERS, max_size=4)
TEXT = st.text(alphabet=LETTERS, max_size=30)


@given(st.lists(WORD, min_size=1, max_size=8), TEXT)
def test_a_hit_is_where_it_says(words: list[str], text: str) -> None:
    for hit in hits_slowly(words, text):
        assert hit.word in words
        assert fold(text[hit.start : hit.end]) == fold(hit.word)
        assert bool(hit.folds) <= (text[hit.start : hit.end] != hit.word)


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
