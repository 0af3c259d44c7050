"""What the definition finds: one case after another, then what holds of all of them."""

from __future__ import annotations

import pytest
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.characters import cost, hidden, names
from policyq.text.definition import (
    MOST_HITS,
    MOST_SEPARATORS,
    MOST_STARTS,
    Hit,
    _as_long,
    _pieces,
    form,
    formed,
    hits_slowly,
)
from policyq.text.folds import FOLDS, LOOSELY, NORMALLY, SETS, STRICTLY, Fold

FOUND = [
    # What the best-known library finds.
    ("strictly", "fuck", "ｆｕｃｋ", ("width",)),
    ("normally", "fuck", "Ⓕⓤc⒦", ("styled",)),
    ("normally", "赌博", "賭博", ("traditional",)),
    ("normally", "9024983", "9⓿二肆⁹₈③", ("styled",)),
    ("normally", "加微信", "加加微信信", ()),
    ("normally", "加微信", "加微微信", ("repeats",)),
    ("normally", "加微信", "加*微#信", ("separators",)),
    # What it misses.
    ("normally", "加微信", "加 微 信", ("separators",)),
    ("normally", "加微信", "加，微。信", ("separators",)),
    ("normally", "加微信", "加·微\n信", ("separators",)),
    ("normally", "加微信", "加\u200b微\u2060\u2060\u2060\u2060\u2060\u2060信", ("separators",)),
    ("normally", "加微信", "加😀微😀信", ("separators",)),
    ("normally", "fuck", "𝐟𝐮𝐜𝐤", ("styled",)),
    ("normally", "fu", "🅵🆄", ("styled",)),
    ("normally", "fuck", "fuсk", ("lookalike_letters",)),
    ("normally", "fuck", "fùck", ("accents",)),
    ("normally", "fuck", "fu\u0300\u0335\u0335\u0335\u0335\u0335ck", ("accents",)),
    ("loosely", "fuck", "fu(k", ("leet",)),
    ("normally", "色情", "⾊情", ("lookalike_letters",)),
    ("loosely", "加微信", "加威信", ("pinyin",)),
    ("loosely", "加微信", "jia weixin", ("separators", "pinyin")),
    ("loosely", "加微信", "jia wei xin", ("separators", "pinyin")),
    ("loosely", "加微信", "加wei信", ("pinyin",)),
    ("loosely", "加微信", "加vx", ("initials",)),
    ("loosely", "法轮", "氵去轮", ("split",)),
    ("loosely", "赌博", "赌愽", ("lookalike_han",)),
    ("reversed", "加微信", "信微加", ("reversed",)),
    ("shuffled", "加微信", "微加信", ("shuffled",)),
    ("normally", "fuck", "f u c k", ("separators",)),
    ("loosely", "加微信", "加➕薇❤️", ("pinyin", "emoji")),
    ("normally", "vx", "ⓥⓧ", ("styled",)),
    # Others.
    ("strictly", "ab", "aB", ("case",)),
    ("normally", "妈妈", "妈 妈", ("separators",)),
    ("normally", "free money", "freemoney", ("separators",)),
    ("normally", "free money", "free money", ()),
    ("normally", "c++", "c + +", ("separators",)),
    ("normally", "t.me", "t. me", ("separators",)),
    ("loosely", "猪头", "🐖头", ("emoji",)),
    ("loosely", "妈的", "🐴的", ("pinyin", "emoji")),
    ("loosely", "卖手机", "卖📱", ("emoji",)),
    ("loosely", "嫖的", "女票的", ("split",)),
    ("loosely", "旅馆", "lüguan", ("accents", "pinyin")),
    ("loosely", "旅馆", "lvguan", ("pinyin",)),
    ("loosely", "加微信", "jīawēixìn", ("accents", "pinyin")),
    ("loosely", "加微信", "加w.x", ("separators", "initials")),
    ("loosely", "煞笔", "sb", ("initials",)),
    ("normally", "三八", "38", ("styled",)),
    ("normally", "赌博", "赌，博", ("separators",)),
]

NOT_FOUND = [
    # a set, a word, a text
    ("strictly", "加微信", "加 微信"),
    ("strictly", "赌博", "賭博"),
    ("normally", "加微信", "加威信"),
    ("normally", "妈妈", "妈"),
    ("normally", "加微信", "加 , . ! ? 微信"),
    ("normally", "加微信", "加了微信"),
    ("normally", "ass", "as soon"),
    ("normally", "ass", "was so"),
    ("normally", "加微信", "信微加"),
    ("normally", "c++", "c+"),
    ("loosely", "微信", "威信"),
    ("loosely", "微信", "行为信息"),
    ("loosely", "微信", "WX"),
    ("loosely", "微信", "wx.x"),
    ("loosely", "妹妹", "mm"),
    ("loosely", "爱到", "ad"),
    ("normally", "三八", "1938年"),
    ("normally", "朋友", "我老朋，友好"),
    ("loosely", "路路", "鹿鹿"),
    ("loosely", "加微信", "大家威信高"),
    ("loosely", "手机", "📱"),
    ("loosely", "加微信", "ajwxb"),
    ("loosely", "门", "men"),
    ("loosely", "西安", "xianzrp"),
    ("loosely", "sbcd", "5804"),
    ("loosely", "微信", "卫 星"),
]

TO_SET = {
    **SETS,
    "reversed": LOOSELY | {"reversed"},
    "shuffled": LOOSELY | {"shuffled"},
}


@pytest.mark.parametrize(("folds", "word", "text", "needed"), FOUND)
def test_it_is_found(folds: str, word: str, text: str, needed: tuple[str, ...]) -> None:
    assert [hit.folds for hit in hits_slowly([word], text, TO_SET[folds])] == [needed]
    surrounded = f"请{text}吧"
    (hit,) = hits_slowly([word], surrounded, TO_SET[folds])
    assert set(hit.folds) <= TO_SET[folds]


@pytest.mark.parametrize(("folds", "word", "text"), NOT_FOUND)
def test_it_is_not_found(folds: str, word: str, text: str) -> None:
    assert hits_slowly([word], text, TO_SET[folds]) == []


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.id)
def test_each_fold_finds_its_example_alone_and_nothing_without_it(fold: Fold) -> None:
    word, text = fold.example
    (hit,) = hits_slowly([word], text, frozenset({fold.id}))
    assert hit.folds == (fold.id,)
    assert hits_slowly([word], text, STRICTLY - {fold.id}) == []


def test_spans_are_those_of_the_original_and_tight() -> None:
    text = "😀请加\u200b 微\u200b\u200b信信"
    assert hits_slowly(["加微信"], text, NORMALLY) == [Hit("加微信", 2, 9, ("separators",))]


def test_all_overlapping_hits_of_all_words_count() -> None:
    assert hits_slowly(["sex", "sexy", "微信", "加微信"], "s e x y 加.微信", NORMALLY) == [
        Hit("sex", 0, 5, ("separators",)),
        Hit("sexy", 0, 7, ("separators",)),
        Hit("加微信", 8, 12, ("separators",)),
        Hit("微信", 10, 12, ()),
    ]


def test_separators_have_a_limit_and_hidden_characters_have_none() -> None:
    assert hits_slowly(["微信"], "微" + "." * MOST_SEPARATORS + "信", NORMALLY)
    assert not hits_slowly(["微信"], "微" + "." * (MOST_SEPARATORS + 1) + "信", NORMALLY)
    assert hits_slowly(["微信"], "微" + "\u200b" * 5000 + "信", NORMALLY)


def test_a_vetoed_piece_hides_neither_a_longer_one_nor_another_word() -> None:
    # 票的 sounds like 嫖的 and is vetoed; 女票的 is 嫖的 taken apart.
    assert hits_slowly(["嫖的", "女票"], "女票的", LOOSELY) == [
        Hit("女票", 0, 2, ()),
        Hit("嫖的", 0, 3, ("split",)),
    ]


def test_a_word_of_which_nothing_is_seen_is_nowhere() -> None:
    for folds in SETS.values():
        assert hits_slowly(["", "\u200b\u200b"], "a\u200bb", folds) == []


def test_a_word_of_separators_has_no_gaps() -> None:
    assert hits_slowly(["!!"], "! ! !!", NORMALLY) == [Hit("!!", 4, 6, ())]


LETTERS = "abAàⓐа加微信薇妈马賭赌 ,.\u200b\u0301😀🐴\ud8001一壹氵去法\n"
WORD = st.text(alphabet=LETTERS, max_size=4)
TEXT = st.text(alphabet=LETTERS, max_size=14)
FOLDED = st.sampled_from([*SETS.values(), TO_SET["shuffled"], TO_SET["reversed"]])


@given(st.lists(WORD, max_size=5), TEXT, FOLDED)
def test_a_hit_is_found_again_by_its_folds_alone(
    words: list[str], text: str, folds: frozenset[str]
) -> None:
    for hit in hits_slowly(words, text, folds):
        assert hit.word in words
        assert 0 <= hit.start < hit.end <= len(text)
        if any(one in hidden(folds) for one in hit.word):
            continue  # what is hidden in the word costs nothing
        alone = hits_slowly([hit.word], text, frozenset(hit.folds))
        assert any(hit.start <= other.start and other.end == hit.end for other in alone), hit


@given(st.lists(WORD, max_size=5), TEXT)
def test_a_wider_set_finds_what_a_narrower_one_finds_or_less_of_it(
    words: list[str], text: str
) -> None:
    for narrow, wide in ((STRICTLY, NORMALLY), (NORMALLY, LOOSELY)):
        found = hits_slowly(words, text, wide)
        for hit in hits_slowly(words, text, narrow):
            if hit.word.strip("\u200b\u0301"):
                assert any(hit.start <= other.start and other.end <= hit.end for other in found), (
                    hit
                )


@given(st.lists(WORD, max_size=5), TEXT)
def test_one_character_for_one_is_the_same_done_quickly(words: list[str], text: str) -> None:
    folds = STRICTLY | {"traditional", "styled", "lookalike_letters"}
    quickly = sorted(_as_long(words, text, folds), key=lambda each: (each[0], each[1]))
    assert quickly == sorted(_pieces(words, text, folds), key=lambda each: (each[0], each[1]))


@given(st.characters(), st.characters())
def test_costs_are_symmetric(one: str, other: str) -> None:
    assert cost(one, other, NORMALLY) == cost(other, one, NORMALLY)
    assert set(names(cost(one, other, NORMALLY) or 0)) <= NORMALLY


HOSTILE = {
    "one character": "哈" * 20_000,
    "a short run": "哈" * 1600,
    "zero-width": "加" + "\u200b" * 1_000_000 + "微信",
    "bidi": "加\u202e微\u202d信" * 20_000,
    "lone surrogates": "\ud800\udc00加\ud800微信" * 10_000,
    "unpaired joiners": "👨\u200d" * 50_000,
    "marks": "f" + "\u0301" * 300_000 + "uck",
    "begun again and again": "加," * 50_000,
    "a megabyte": "今天天气不错，我们去公园吧。" * 25_000,
    "pinyin": "jiawei" * 15_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("folds", ["normally", "loosely"])
def test_a_hostile_text_takes_time_in_proportion(name: str, folds: str) -> None:
    words = ["加微信", "哈哈", "哈哈哈", "赌博", "fuck", "c++", "free money"]
    with ends():
        hits = hits_slowly(words, HOSTILE[name], SETS[folds])
        assert len(hits) <= MOST_HITS
        assert all(0 <= hit.start < hit.end <= len(HOSTILE[name]) for hit in hits)


def test_nested_words_are_all_found_and_cut_at_the_limit() -> None:
    words = ["哈" * length for length in range(1, 61)]
    hits = hits_slowly(words, "哈" * 80, NORMALLY)
    assert len(hits) == MOST_HITS
    assert hits[:60] == [Hit("哈" * length, 0, length, ()) for length in range(1, 61)]
    assert MOST_STARTS > 1


@given(
    st.lists(st.text("aAＡ賭\n\u200bf\u0301\ud800 ß\x00", max_size=4), max_size=5),
    st.sampled_from((STRICTLY, NORMALLY, LOOSELY, frozenset())),
)
def test_many_words_are_folded_at_once_as_one_by_one(
    words: list[str], folds: frozenset[str]
) -> None:
    assert formed(words, folds) == [form(word, folds) for word in words]
