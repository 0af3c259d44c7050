"""What a glance at a text lets go holds no trace of any word."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from dodging import dodged

from policyq.events.community import Parameters, generate
from policyq.text.engine.glance import LONGEST, glance, tell
from policyq.text.engine.sights import Sights
from policyq.text.engine.traces import traces, word_of
from policyq.text.folds import EVERY, LOOSELY
from policyq.text.words import Hit, Matcher, hits_slowly

WORDS = ["加微信", "加我微信", "加个微信", "微信同号", "扫码进群", "私聊领取", "进群领取"]
LISTS = {
    "Chinese": WORDS,
    "English": ["add me on whatsapp", "text me on telegram", "free money", "ass"],
    "short": ["猪", "v", "煞笔", "手机", "i"],
    "doubled": ["妈妈", "查信息", "hello", "aa"],
    "leet": ["a!s", "illicit", "a片"],
}
PIECES = [*"加微信我个同号扫码进群私聊领取家为新马妈查机片的了 ,.!$(+@|1034aehijlmosvwxt", "📱", "ℹ", "🐷", "\u200b", "\u0301", "ⓥ", "賭", "\ud800", "!!", "ll", "aaa", "wei", "jia", "vx", "shouji", "$(", "哈"]  # fmt: skip
SETS = (LOOSELY, LOOSELY | {"reversed"}, EVERY, LOOSELY - {"repeats"}, frozenset({"leet", "emoji"}), frozenset({"initials"}))  # fmt: skip


@pytest.mark.parametrize("folds", SETS, ids=[" ".join(sorted(each))[:30] for each in SETS])
@pytest.mark.parametrize("name", LISTS)
def test_what_has_a_trace_is_looked_at(name: str, folds: frozenset[str]) -> None:
    found = traces([word_of(word, folds) for word in LISTS[name]], folds)
    sights = Sights(found, folds)
    plain = tell(found, sights.numbers)
    assert plain is not None
    look = glance(plain)
    draw = random.Random(5)
    with_traces = let_go = 0
    for _ in range(1_500):
        text = "".join(draw.choices(PIECES, k=draw.randint(1, 9)))
        if sights.look(text)[0]:
            with_traces += 1
            assert look(text), text
        elif not look(text):
            let_go += 1
    assert with_traces > 20 or len(folds) < 3
    assert let_go > 20


def test_dodged_words_are_found() -> None:
    draw = random.Random(6)
    matcher = Matcher(WORDS, LOOSELY)
    found = 0
    for _ in range(150):
        text = dodged(draw, WORDS)
        expected = hits_slowly(WORDS, text, LOOSELY)
        assert matcher.hits(text) == expected
        found += bool(expected)
    assert found > 50


def test_most_of_what_people_say_is_let_go() -> None:
    found = traces([word_of(word, LOOSELY) for word in WORDS], LOOSELY)
    plain = tell(found, Sights(found, LOOSELY).numbers)
    assert plain is not None
    look = glance(plain)
    events = generate(Parameters())
    said = [event.text for event in islice(events, 3_000) if event.text]
    matcher = Matcher(WORDS, LOOSELY)
    kept = [text for text in said if look(text)]
    assert len(said) > 2_000
    assert len(kept) < len(said) / 10
    assert {text for text in said if matcher.hits(text)} <= set(kept)


def test_a_long_list_or_a_list_without_traces_has_no_glance() -> None:
    many = [chr(0x4E00 + 3 * number) + chr(0x5000 + 5 * number) for number in range(800)]
    found = traces([word_of(word, LOOSELY) for word in many], LOOSELY)
    assert tell(found, Sights(found, LOOSELY).numbers) is None
    assert Matcher(["+!", "加微信"], LOOSELY).hits("说 +!") == [Hit("+!", 2, 4)]


def test_words_stand_at_the_end_of_what_is_long_and_short() -> None:
    matcher = Matcher(WORDS, LOOSELY)
    for length in (1, LONGEST - 3, LONGEST - 2, LONGEST, 3 * LONGEST):
        assert [hit.start for hit in matcher.hits("好" * length + "加薇信")] == [length]
