"""The fast matcher finds what the definition finds, under the wide folds too."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from string import ascii_lowercase

import pytest
from glimpsing import let_go
from hanging import ends

from policyq.text.characters import canonical, hidden, rows, separators
from policyq.text.engine.keys import keys_of, shared
from policyq.text.engine.loosely import MOST_PARTS
from policyq.text.folds import EVERY, LOOSELY, NORMALLY, STRICTLY
from policyq.text.needles import _ways
from policyq.text.standins import emoji, standins, usual
from policyq.text.words import MOST_HITS, Hit, Matcher, hits_slowly

SETS = (
    LOOSELY,
    LOOSELY | {"reversed"},
    LOOSELY | {"shuffled"},
    EVERY,
    LOOSELY - {"separators"},
    LOOSELY - {"repeats"},
    LOOSELY - {"case"},
    LOOSELY - {"accents", "styled"},
    NORMALLY | {"pinyin", "initials"},
    NORMALLY | {"leet", "emoji"},
    NORMALLY | {"shuffled"},
    STRICTLY | {"split", "separators"},
    STRICTLY | {"leet", "split", "separators", "repeats", "emoji", "pinyin"},
    *map(frozenset, (["leet"], ["lookalike_han"], ["split"], ["pinyin"], ["initials"], ["emoji"])),
)


def same(words: Sequence[str], texts: Sequence[str], folds: frozenset[str]) -> int:
    """One by one and at once, what the definition says; how many hits that is."""
    expected = [hits_slowly(words, text, folds) for text in texts]
    matcher = Matcher(words, folds)
    assert [matcher.hits(text) for text in texts] == expected
    assert matcher.batch(texts) == expected
    assert let_go(words, texts, expected, folds) == []
    for text, hits in zip(texts, expected, strict=True):
        assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
        assert hits == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.word))
    return sum(map(len, expected))


# -- what is relied on ---------------------------------------------------------------------------


def _characters() -> list[str]:
    tables = ("pinyin", "lookalike_han", "split", "traditional", "styled")
    every = {one for name in tables for row in rows(name) for one in row}
    return sorted(every | set("!$()+*@😀🐷ÀＡ\ud800\x00"))


@pytest.mark.parametrize("folds", [LOOSELY, LOOSELY - {"emoji", "traditional"}, EVERY - {"pinyin"}])
@pytest.mark.parametrize("many", [600, pytest.param(100_000, marks=pytest.mark.long)])
def test_what_stands_for_a_character_has_a_key_of_it(folds: frozenset[str], many: int) -> None:
    characters = _characters()
    known = shared(folds)

    def keys(one: str) -> set[int]:
        return {ord(one), *known.get(one, ())}

    for one in random.Random(1).sample(characters, min(many, len(characters))):
        wanted = keys_of(one, folds)
        spelled = {each.letters for each in wanted.spelled}
        singles, several = _ways(one, folds, 0)
        for other in singles:
            assert other in spelled or keys(other) & wanted.whole, (one, other)
            assert keys(other) & wanted.first
            assert keys(other) & wanted.inside
        for path in several:
            assert all(keys(other) & wanted.first for other in path[0])
            assert all(keys(other) & wanted.inside for accepts in path for other in accepts)
            if all(set(ascii_lowercase).issuperset(accepts) for accepts in path):
                assert "".join(min(accepts) for accepts in path) in spelled
            else:
                two = {(ord(left), ord(right)) for left in path[0] for right in path[1]}
                assert two <= wanted.parts
                assert not set(ascii_lowercase) & set().union(*path)


def test_every_character_may_be_in_a_word() -> None:
    characters = "".join(_characters())
    words = [characters[at : at + 3] for at in range(0, len(characters), 3)]
    picked = random.Random(1).sample(words, 20)
    for word, hits in zip(picked, Matcher(words, LOOSELY).batch(picked), strict=True):
        spans = {(hit.start, hit.end) for hit in hits}
        assert spans >= {(hit.start, hit.end) for hit in hits_slowly([word], word, LOOSELY)}


def test_what_the_traces_take_for_granted() -> None:
    assert max(len(way) for row in rows("split") for way in row[2:].split(" ")) == MOST_PARTS
    assert not any(list(standins(one, LOOSELY)) for one in separators())
    assert ascii_lowercase.translate(canonical(EVERY)) == ascii_lowercase
    assert separators().issuperset("".join(separators()).translate(canonical(EVERY)))
    table = canonical(EVERY)
    for characters in usual().values():
        alike = set(characters.translate(table))
        shown = "".join(emoji().get(one, "") for one in characters).translate(table)
        assert {one for one in shown if "\u4e00" <= one <= "\u9fff"} <= alike
    assert hidden(EVERY).keys().isdisjoint(separators())


# -- small cases ---------------------------------------------------------------------------------

CLOSE = {
    "a look-alike beside a homophone": ("加微信", "咖薇信，加徽心"),
    "letters and Han": ("加微信", "加weixin jia微x 加vx,加VX了 加w信"),
    "first letters with other letters": ("加微信", "jwx ajwx jwxb j.w.x jjwx jwxx 1jwx jwx1"),
    "two first letters": ("煞笔", "sb 你sb。s b sbb asb s.b sB"),
    "parts beside letters": ("法轮", "氵去lun 氵去轮 fa车仑 氵 去 车 仑"),
    "emoji for one and for two": ("卖手机", "卖📱 mai📱 🐷📱 卖📱📱 卖😀📱 📱"),
    "an emoji for a whole word": ("手机", "📱 📱📱 📱.📱"),
    "an emoji that is a letter": ("查信息", "chaℹ 查ℹ chai 查i"),
    "leet": ("fuck", "fu(k fu((k f.u.(.k fu<k !fu(k( fuuu(kkk"),
    "leet and Han": ("a片", "@片 @pian a片 apian 4片 a.片"),
    "separators of its own": ("t.me", "t.me 7.me 7 . me t.!.!.!.!.!.!.me 7.!.!.!.!.!.!.3"),
    "separators of its own between leet": ("a!s", "@!$ @!!!!!!!!!!$ a!+!+!+!+!s @+!+!+!+!+!+!+!$"),
    "white space that may be missing": ("hot sex", "hotsex h0t $3x hot.....sex hot $3x"),
    "nothing but separators": ("+!", "+! + ! ++!! +\u200b!"),
    "a single character": ("猪", "zhu 朱 🐷 犭者 z 诸诸 z.h.u 株🐷"),
    "a single letter": ("v", "v V vv v.v.v ⓥ 加v v😀😀😀😀😀😀😀v"),
    "hidden between": ("加微信", "加\u200b\u200b威\u0301信 j\u200bw\u200bx"),
    "doubled": ("妈妈", "妈马 mama 妈，，，，妈 女马女马 mmmm 马马马妈"),
    "one sound": ("事实", "是是是 事事实实 shishi 是 事 实 shi实"),
    "too far": ("加微信", "加 , . ! ? 威信 加....威....信 加.....wei信"),
    "strokes": ("王八", "十一八 一十一八 干一八 一土八"),
    "numerals": ("三八", "叁扒 3八 38 三巴 一三八"),
    "longer than eight": ("加微信看美女直播吧", "jiaweixinkanmeinvzhiboba jwxkmnzbb 加薇信看美女直波吧"),
    "half a pair": ("\ud800加", "\udc00加 \ud800家"),
}  # fmt: skip


@pytest.mark.parametrize(("word", "text"), CLOSE.values(), ids=CLOSE)
def test_what_stands_close(word: str, text: str) -> None:
    for folds in SETS[:6]:
        same([word], [text, text[::-1], text * 2, *text.split(" ")], folds)
    same([word, word[:1], word[::-1], "微信", "信", "i"], [text, text.upper()], LOOSELY)


def test_hits_do_not_depend_on_what_was_searched_before() -> None:
    texts = ["大家威信高", "加威信", "是是", "sb", "asb", "氵去轮", "加 威 信", "威信。sb"]
    matcher = Matcher(["加微信", "事实", "法轮", "sb"], LOOSELY)
    expected = [hits_slowly(["加微信", "事实", "法轮", "sb"], text, LOOSELY) for text in texts]
    for order in (texts, texts[::-1], texts * 2):
        for text in order:
            assert matcher.hits(text) == expected[texts.index(text)]


def test_no_word_lies_across_two_messages() -> None:
    matcher = Matcher(["加微信", "sb", "ab"], LOOSELY)
    texts = ["加", "威信", "", "s", "b", "sb", "jia", "wei", "xin", "加威信"]
    assert matcher.batch(texts) == [matcher.hits(text) for text in texts]
    assert [bool(hits) for hits in matcher.batch(texts)] == [False] * 5 + [True] + [False] * 3 + [True]  # fmt: skip


# -- hostile input -------------------------------------------------------------------------------

HOSTILE = {
    "laughter": "哈",
    "one sound": "是事",
    "one sound in letters": "shi",
    "letters": "jiaweixin",
    "strokes": "十一",
    "nothing but separators": " ,!😀",
    "leet": "(!$+",
    "hidden": "\u200b",
    "directions": "\u202a\u202c",
    "halves": "\ud800\udc00加\ud800",
    "nearly": "加微",
    "found": "加威信",
    "emoji": "📱🐷",
}
WORDS = ["加微信", "微信", "哈哈", "哈哈哈", "事实", "是是非非", "t.me", "c++", "free money", "ass", "fuck", "+!", "法轮", "王八", "卖手机", "旅馆"]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_searched_as_the_definition_does(unit: str) -> None:
    text = unit * (240 // len(unit))
    same(WORDS, [text, f"加{text}微信", text[1:]], LOOSELY)


@pytest.mark.long
@pytest.mark.parametrize("folds", [LOOSELY, LOOSELY | {"reversed"}, EVERY], ids=["loosely", "reversed", "every"])  # fmt: skip
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_large_hostile_text(unit: str, folds: frozenset[str]) -> None:
    text = unit * (100_000 // len(unit))
    with ends():
        hits = Matcher(WORDS, folds).hits(text)
        assert len(hits) <= MOST_HITS


def test_very_many_hits_are_cut_alike() -> None:
    same(["加微信", "微", "信"], ["加威信" * 700], LOOSELY)
    assert len(Matcher(["微"], LOOSELY).hits("威" * 5_000)) == MOST_HITS


def test_nested_words() -> None:
    same(["哈" * length for length in range(1, 12)], ["哈" * 40, "ha" * 20], LOOSELY)


def test_very_many_words_that_begin_alike() -> None:
    matcher = Matcher([f"词{number}" for number in range(20_000)], LOOSELY)
    assert matcher.hits("看词19999")[-1] == Hit("词19999", 1, 7)


BUILD = """
import random, resource
from policyq.text.folds import LOOSELY
from policyq.text.words import Matcher
draw = random.Random(3)
letters = [chr(0x4e00 + 7 * number) for number in range(2_500)]
words = {"".join(draw.choices(letters, k=draw.choice((2, 2, 3, 4)))) for _ in range(1_200)}
Matcher(["热"], LOOSELY).batch(["热身", "热"])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
matcher = Matcher(words, LOOSELY)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is told in other units")
def test_a_list_is_built_in_150_megabytes() -> None:
    ran = subprocess.run([sys.executable, "-c", BUILD], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 150_000


# -- fuzzing -------------------------------------------------------------------------------------

HAN = "加微信薇威伟为未心新芯妈马骂吗猪朱主赌堵博搏伯法轮氵去车仑嫖女票好子口古胡月明日卖手机支付宝色情一二三八壹贰九人大小不是事实时十了的门们闷啊阿二儿鹿路木林森双又对寸息亻言讠兑说"
OTHERS = [*"abeijknuvwxyzsgho0138451@!$(+*|£µ¥<#ÀａＢⓥàса ,.。，\n\u200b\u200d\ufe0f\u0301🐷🐖🐴😀➕❤📱ℹ💰👩⺍⺗㇏™⌚", "\ud800", "\x00", "\U0010ffff"]  # fmt: skip
GAPS = ["", "", "", " ", ".", "\u200b", "!", "+", "🐷", " . "]


def _dodged(draw: random.Random, word: str, folds: frozenset[str]) -> str:
    """A word as somebody may write it, or nearly."""
    characters = list(word)
    if "reversed" in folds and draw.random() < 0.3:
        characters.reverse()
    if "shuffled" in folds and draw.random() < 0.3:
        draw.shuffle(characters)
    parts: list[str] = []
    at = 0
    while at < len(characters):
        shown = emoji().get("".join(characters[at : at + 2]))
        if shown and draw.random() < 0.5:
            parts.append(draw.choice(shown))
            at += 2
            continue
        ways = [characters[at]]
        for _, path in standins(characters[at], folds):
            ways.append("".join(draw.choice(sorted(place)) if place else "" for place in path))
        way = draw.choice(ways) if draw.random() < 0.7 else characters[at]
        parts.append(way.upper() if draw.random() < 0.15 else way)
        at += 1
    gap, dodged = draw.choice(GAPS), ""
    for part in parts:
        if draw.random() < 0.15:
            part += part[-1:] * draw.randint(1, 2)
        if draw.random() < 0.05:
            part = gap.join(part)
        dodged += part + (gap if draw.random() < 0.6 else "")
    return dodged


def _fuzz(draw: random.Random) -> int:
    folds = draw.choice(SETS) if draw.random() < 0.5 else LOOSELY
    pool = draw.choices(HAN, k=draw.randint(1, 8)) + draw.choices(OTHERS, k=draw.randint(0, 5))
    words = [
        "".join(draw.choices(pool, k=draw.choice([1, 2, 2, 2, 3, 3, 4, 5, 6])))
        for _ in range(draw.randint(1, 9))
    ]
    if draw.random() < 0.3:
        middle = draw.choice(sorted(emoji()))
        words.append(draw.choice(["", "加", "a"]) + middle + draw.choice(["", "好", "信息"]))
    parts = [_dodged(draw, word, folds) for word in words for _ in range(3)]
    parts += ["!!!!!!!", "。", " ", "the ", "shi", "🐷" * 7]
    others = [*pool, *OTHERS, *HAN]
    texts = []
    for _ in range(draw.randint(1, 5)):
        pieces = (
            draw.choice(parts)
            if draw.random() < 0.6
            else "".join(draw.choices(others, k=draw.randint(0, 5)))
            for _ in range(draw.randint(0, 7))
        )
        texts.append("".join(pieces))
    return same(words, texts, folds)


def test_made_up_lists_and_dodged_texts() -> None:
    assert sum(_fuzz(random.Random(seed)) for seed in range(30)) > 60


@pytest.mark.long
def test_fuzz() -> None:
    """For ``POLICYQ_FUZZ_SECONDS``, an hour if not said otherwise."""
    end = time.monotonic() + float(os.environ.get("POLICYQ_FUZZ_SECONDS", "3600"))
    seed, hits = int(time.time()), 0
    began = seed
    while time.monotonic() < end:
        seed += 1
        try:
            hits += _fuzz(random.Random(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
    print(f"\n{seed - began:,} lists, {hits:,} hits")
