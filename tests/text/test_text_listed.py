"""What of a list counts: whole words, exceptions, days, choices, and what is near one another."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.definition import hits_slowly
from policyq.text.folds import LOOSELY, NORMALLY, STRICTLY
from policyq.text.listed import Listed, Searcher, Word, chosen, hits, near
from policyq.text.whole import is_whole
from policyq.text.words import Hit, Matcher

TODAY = "2026-06-08"


def word(text: str, folds: frozenset[str] = NORMALLY, **more: object) -> Word:
    return Word(text, folds, **more)


def judged(listed: Listed, text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], why) for hit, why in Searcher(listed).judged(text, TODAY)]


@pytest.mark.parametrize(
    ("text", "piece", "whole"),
    [
        ("你给我滚", "滚", True),
        ("滚动条", "滚", False),
        ("翻滚", "滚", False),
        ("滾動", "滾", False),
        ("加vx吧", "vx", True),
        ("vxworks", "vx", False),
        ("avx", "vx", False),
        ("vx2", "vx", False),
        ("ⓥⓧ１", "ⓥⓧ", False),
        ("vx\u200b9", "vx", False),
        ("vx_9", "vx", True),
        ("三vx", "vx", True),
        ("спам", "спам", True),
        ("спама", "спам", False),
        ("キロ", "キ", True),
        ("", "", True),
    ],
)
def test_a_whole_word(text: str, piece: str, whole: bool) -> None:
    start = text.index(piece)
    if piece:
        assert is_whole(text, start, start + len(piece)) == whole


def test_what_stands_far_away_does_not_matter() -> None:
    around = "滚动条" * 100 + "，你给我滚，" + "滚动条" * 100
    place = around.index("我滚") + 1
    assert is_whole(around, place, place + 1)


def test_each_word_has_folds_of_its_own() -> None:
    listed = Listed((word("加微信", LOOSELY), word("代购", STRICTLY), word("赌博")))
    assert judged(listed, "加威信 代 购 賭博") == [("加威信", ""), ("賭博", "")]


def test_reasons() -> None:
    listed = Listed(
        (
            word("发票", allowed=("发票抬头",)),
            word("滚", whole=True),
            word("ad", until=TODAY),
            word("ads", until="2026-06-09"),
        ),
        allowed=("正规发票",),
    )
    assert judged(listed, "正 规 发 票，发票抬头，滚动，ads，发票") == [
        ("发 票", "allowed"),
        ("发票", "allowed"),
        ("滚", "whole"),
        ("ad", "expired"),
        ("ads", ""),
        ("发票", ""),
    ]


def test_a_context_is_found_by_the_folds_of_the_word() -> None:
    strict, loose = (word("发票", folds, allowed=("正规发票",)) for folds in (STRICTLY, LOOSELY))
    text = "正龟发票"
    assert judged(Listed((strict,)), text) == [("发票", "")]
    assert judged(Listed((loose,)), text) == [("发票", "allowed")]


def test_of_equal_words_the_freest_counts() -> None:
    one, other = word("发票", whole=True, allowed=("发票",)), word("發票")
    for words in ((one, other), (other, one)):
        assert judged(Listed(words), "发票") == [("发票", "")]


def test_a_rejected_hit_hides_no_other() -> None:
    listed = Listed((word("微信"), word("加微信", allowed=("加微信群",))), choice="longest")
    assert [hit.word for hit in hits(listed, "加微信", TODAY)] == ["加微信"]
    assert [hit.word for hit in hits(listed, "加微信群", TODAY)] == ["微信"]


SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from("ab")), max_size=8, unique=True
)


@given(SPANS)
def test_choices_as_they_are_defined(spans: list[tuple[int, int, str]]) -> None:
    some = sorted(Hit(word, start, start + length) for start, length, word in spans)
    some.sort(key=lambda hit: (hit.start, hit.end, hit.word))
    assert chosen("all", some) == some
    assert chosen("longest", some) == [
        hit
        for hit in some
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in some
        )
    ]
    left, first = some[:], []
    while left:
        one = min(left, key=lambda hit: (hit.start, -hit.end, hit.word))
        first.append(one)
        left = [hit for hit in left if hit.start >= one.end]
    assert chosen("first", some) == first


@given(SPANS, SPANS, st.integers(1, 4))
def test_near_as_it_is_defined(
    one: list[tuple[int, int, str]], other: list[tuple[int, int, str]], within: int
) -> None:
    text = "".join(Random(3).choice("a\u200b") for _ in range(20))
    some, others = ([Hit(w, start, start + length) for start, length, w in x] for x in (one, other))

    def are_near(hit: Hit, its: Hit) -> bool:
        first, last = sorted((hit, its), key=lambda each: each.start)
        between = text[first.end : last.start].replace("\u200b", "")
        return first.end <= last.start and len(between) <= within

    assert near(some, others, text, within) == (
        [hit for hit in some if any(are_near(hit, its) for its in others)],
        [its for its in others if any(are_near(hit, its) for hit in some)],
    )


def test_the_quick_search_finds_the_same() -> None:
    listed = Listed(
        (word("微信", whole=True), word("加微信", LOOSELY, allowed=("不加微信",)), word("vx")),
        ("正规微信",),
        "longest",
    )
    quick = Searcher(listed, Matcher)
    random = Random(5)
    pieces = ("加", "微", "信", "威", "不", "正规", "v", "x", " ", "❤️", "号", "jia", "w")
    for _ in range(300):
        text = "".join(random.choices(pieces, k=random.randrange(12)))
        assert quick.judged(text, TODAY) == Searcher(listed).judged(text, TODAY), text


def test_hits_of_a_text_that_is_hostile_take_no_longer_than_they_must() -> None:
    listed = Listed((word("微信", whole=True),), ("正规微信",))
    text = "正规微信微信\u200b" * 3000
    quick = Searcher(listed, Matcher)
    found = quick.judged(text, TODAY)
    assert len(found) == 1000
    assert {why for _, why in found} <= {"", "allowed", "whole"}
    assert hits_slowly(["微信"], text)[0].start == 2
