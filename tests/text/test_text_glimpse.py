"""What a first look lets go holds no word; and it lets go most of what people say."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from dodging import dodged
from glimpsing import let_go
from hypothesis import given
from hypothesis import strategies as st

from policyq.events.community import Parameters, generate
from policyq.text.characters import hidden, separators
from policyq.text.definition import hits_slowly
from policyq.text.engine.glimpses import glimpse
from policyq.text.folds import EVERY, LOOSELY, NORMALLY, STRICTLY
from policyq.text.glimpse import look
from policyq.text.words import Matcher

WORDS = ["加微信", "加我微信", "加个微信", "微信同号", "扫码进群", "私聊领取", "进群领取", "qq群"]
LISTS = (
    WORDS,
    ["add me on whatsapp", "text me on telegram", "free money", "ass", "1-800"],
    ["猪", "v", "煞笔", "手机", "i", "①"],
    ["妈妈", "查信息", "hello", "aa", "ⓐⓐ", "哈哈"],
    ["a!s", "illicit", "a片", "加.微.信", "เสี่ยง", "a\u0301b"],
)
PIECES = [*"加微信我个同号扫码进群私聊领取家为新马妈查机片的了 ,.!$(+@|1034aehijlmosvwxtqAＡ①", "📱", "ℹ", "🐷", "\u200b", "\u0301", "ⓥ", "賭", "\ud800", "!!", "ll", "aaa", "wei", "jia", "vx", "shouji", "$(", "哈", "\u3164", "\ue020", "เ", "สี่", "ยง"]  # fmt: skip
SETS = (STRICTLY, NORMALLY, NORMALLY - {"separators"}, NORMALLY - {"repeats"}, NORMALLY - {"accents"}, LOOSELY, EVERY, frozenset[str](), frozenset({"repeats"}))  # fmt: skip


@pytest.mark.parametrize("folds", SETS, ids=[f"{len(each)} folds" for each in SETS])
def test_what_holds_a_word_is_not_let_go(folds: frozenset[str]) -> None:
    draw = random.Random(8)
    pieces = [*PIECES, *(one for words in LISTS for one in words)]
    found = 0
    for words in LISTS:
        texts = ["".join(draw.choices(pieces, k=draw.randint(1, 9))) for _ in range(300)]
        hits = Matcher(words, folds).batch(texts)
        assert let_go(words, texts, hits, folds) == []
        found += sum(map(bool, hits))
    assert found > 100


@given(st.sampled_from(SETS[:5]), st.lists(st.text(max_size=3), max_size=4), st.text(max_size=30))
def test_any_characters_at_all(folds: frozenset[str], words: list[str], text: str) -> None:
    texts = [text, *words, "".join(words), f"{text}{text[:3]}.{''.join(words)}"]
    hits = [hits_slowly(words, one, folds) for one in texts]
    assert let_go(words, texts, hits, folds) == []


def test_dodged_words_are_not_let_go() -> None:
    draw = random.Random(9)
    texts = [dodged(draw, WORDS) for _ in range(400)]
    for folds in (NORMALLY, LOOSELY):
        hits = Matcher(WORDS, folds).batch(texts)
        assert any(hits) and let_go(WORDS, texts, hits, folds) == []


def test_whatever_is_passed_over_falls_out() -> None:
    for folds in (NORMALLY, LOOSELY):
        made = glimpse(["加微信"], folds)
        assert made is not None
        may_hold = look(made)
        passed = sorted(hidden(folds)) + sorted(separators())
        assert all(may_hold(f"加{one}微{one}信") for one in passed)
        assert not may_hold("加了微信")


def test_most_of_what_people_say_is_let_go() -> None:
    said = [event.text for event in islice(generate(Parameters()), 2_000) if event.text]
    for folds in (STRICTLY, NORMALLY, LOOSELY):
        made = glimpse(WORDS, folds)
        assert made is not None
        kept = sum(map(look(made), said))
        assert kept < len(said) / 10


def test_a_list_of_which_a_text_may_show_nothing_has_none() -> None:
    assert glimpse(["加微信", "!!!"], NORMALLY) is None
    assert glimpse(["!!!", "加微信"], LOOSELY) is None
    nothing = glimpse([], NORMALLY)
    assert nothing is not None and not look(nothing)("加微信")
