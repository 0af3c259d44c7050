"""The fast matcher finds what the definition finds: one text at a time, and many at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from unittest.mock import patch

import pytest
from glimpsing import let_go
from hanging import ends
from hypothesis import given
from hypothesis import strategies as st

from policyq.text.engine import direct
from policyq.text.engine.alphabet import NARROW, Alphabet
from policyq.text.engine.automaton import Automaton, Place
from policyq.text.engine.searched import STRIDE
from policyq.text.fold import fold, needed
from policyq.text.folds import NORMALLY, STRICTLY
from policyq.text.words import CHUNK, MOST_HITS, SHORT, Hit, Matcher, hits_slowly

#: Letters with and without case, width, style and accent, what folds to them, traditional and
#: simplified, separators, what is hidden, broken and large characters.
LETTERS = (
    "abAＡａ微信我们12İßK\u212aⓐà赌賭вa\u0301"
    "\u200b\u200d\ufe0f ,，.+!\n\u3000➕\ud800\udc00\ufffd\U0001f600\U0001d41a\U0010ffff\x00"
)
WORD = st.text(alphabet=LETTERS, max_size=5)
TEXT = st.text(alphabet=LETTERS, max_size=30)

SETS = (
    STRICTLY,
    NORMALLY,
    NORMALLY - {"separators"},
    NORMALLY - {"repeats"},
    STRICTLY | {"separators"},
    STRICTLY | {"repeats"},
    frozenset({"accents"}),
    frozenset(),
)
FOLDS = st.sampled_from(SETS)


def same(words: Sequence[str], texts: Sequence[str], folds: frozenset[str] = STRICTLY) -> None:
    """One by one and at once, what the definition says, and inside the texts."""
    expected = [hits_slowly(words, text, folds) for text in texts]
    answers(Matcher(words, folds), texts, expected)
    assert let_go(words, texts, expected, folds) == []
    with patch.object(direct, "LARGE", 0):  # as if there were very many words
        many = Matcher(words, folds)
        assert [many.hits(text) for text in texts] == expected
    for text, hits in zip(texts, expected, strict=True):
        assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


def same_far(words: Sequence[str], texts: Sequence[str]) -> None:
    """As `same`, `STRICTLY`, for texts and words that are too long for the definition."""
    forms = {fold(word): word for word in words}
    expected = []
    for text in texts:
        hits = [
            Hit(word, at, at + len(form), needed(text[at : at + len(form)], word))
            for form, word in forms.items()
            for at in _places(form, fold(text))
        ]
        hits.sort(key=lambda hit: (hit.start, hit.end, hit.word))
        expected.append(hits[:MOST_HITS])
    answers(Matcher(words), texts, expected)
    matcher = Matcher(words)
    some = [text for text, hits in zip(texts, expected, strict=True) if text and hits]
    assert all(map(matcher.may_be_in, some))


def _places(form: str, folded: str) -> Iterator[int]:
    at = folded.find(form)
    while at >= 0:
        yield at
        at = folded.find(form, at + 1)


def answers(matcher: Matcher, texts: Sequence[str], expected: list[list[Hit]]) -> None:
    assert [matcher.hits(text) for text in texts] == expected
    assert matcher.batch(texts) == expected
    assert [matcher.found(text) for text in texts] == list(map(bool, expected))


@given(st.lists(WORD, max_size=8), st.lists(TEXT, max_size=6))
def test_the_two_references_agree(words: list[str], texts: list[str]) -> None:
    """Strictly, what is found is a folded word in a folded text, for the evaluator too."""
    same_far(sorted({fold(word): word for word in words if word}.values()), texts)


@given(FOLDS, st.lists(WORD, max_size=8), st.lists(TEXT, max_size=6))
def test_the_matcher_is_the_definition(
    folds: frozenset[str], words: list[str], texts: list[str]
) -> None:
    same(words, texts, folds)


@given(FOLDS, st.lists(st.text(max_size=3), max_size=8), st.lists(st.text(max_size=30), max_size=6))
def test_any_characters_at_all(folds: frozenset[str], words: list[str], texts: list[str]) -> None:
    same(words, [*texts, "".join(texts), "".join(words)], folds)


# -- seams -------------------------------------------------------------------------------------


@given(st.integers(-60, 60), st.lists(st.integers(1, 40), min_size=1, max_size=3))
def test_a_long_text_is_searched_to_its_end_without_seams(at: int, lengths: list[int]) -> None:
    words = ["词" * length for length in lengths]
    same_far(words, ["。" * (STRIDE + at) + "词" * 40 + "。" * 50])


def test_a_word_longer_than_a_stride_is_found() -> None:
    word = "长" * (STRIDE + 10)
    same_far([word, "长尾"], ["短" + word + "尾", word * 2 + "尾"])


def test_no_word_lies_across_two_messages() -> None:
    same_far(["微信"], ["加微", "信", "", "微", "信", "微信"])
    same_far(["a\x00", "\x00"], ["a", "\x00", "a", "\x00\x00"])


def test_what_is_left_out_joins_nothing() -> None:
    same_far(["微信", "信号", "微信号码"], ["微信和信号", "信微号信", "微信号，号码"])


CLOSE = {
    "a run is left whole": ("加微信", "加微微信，加微微微，加加微信信"),
    "a doubled character": ("妈妈说", "妈说妈妈妈说"),
    "separators up to four": ("微信", "微 信微....信微.....信微\u200b.\u200b.信"),
    "a vetoed piece is another's place": ("微信", "我们微，信。微微，信。微，信信"),
    "letters with something between": ("sb", "s b, as b, s bc, s s b"),
    "a separator that is the word's": ("c++", "c++ c + + c+ c++++ C＋＋"),
    "white space may be missing": ("free money", "free money freemoney free.money f r e e money"),
    "nothing but separators": ("+!", "+! + ! +\u200b! ++!!"),
    "begins and ends with separators": ("!加!", "!加! ！！加加!! 加! !加"),
    "two words in one string": ("加v", "加v 加v! 加 v ! 加vv!"),
}


def test_texts_are_searched_as_they_are_written() -> None:
    """What is in each is found, whether it needs a fold, a spelling, or more than 16 bits."""
    words = ["vx", "一S十", "加,好", "好\U00020000", "c.a", "微", "加微"]
    texts = [
        *("加微vx", "加微VX", "vx ok", "VX ok", "\U0001f600\U0001f600好\U00020000微", "一十一ſ十"),
        *("加，好", "加,好", "c．A", "\ud83d加微", "\ud840\udc00微", "乀倀加", "微" * 2_000, ""),
    ]
    same(words, texts)
    # Too many ways to write what is between.
    same(["加,好,不,好,啊,微"], ["加，好,不，好,啊,微", "微"])
    same(["\ufffd", "\U0001f600"], ["\ud83d\ude00", "\U0001f600\ufffd", "\udfff"])


@pytest.mark.parametrize(("word", "text"), CLOSE.values(), ids=CLOSE)
def test_what_stands_close(word: str, text: str) -> None:
    for folds in SETS:
        same([word], [text, text * 2, ""], folds)
        same([word, "加v!", "微", "信", "妈", "money"], [text], folds)


def test_many_messages_are_searched_in_parts_of_all_sizes() -> None:
    sizes = [0, 1, 7, SHORT - 1, SHORT, SHORT + 1, 50, 0, 5_000, STRIDE + 1, 3]
    texts = ["加微信" + "字" * size + "加微信" for size in sizes] + [""] * 10
    same_far(["微信", "加微信", "信加"], texts * 3 + ["字" * 97] * CHUNK)


@pytest.mark.parametrize("count", [NARROW - 2, NARROW - 1, NARROW + 1])
def test_an_alphabet_of_any_size(count: int) -> None:
    codes = [code for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000]
    letters = list(dict.fromkeys("".join(map(chr, codes))))[-count - 200 :]
    words = [a + b for a, b in zip(letters[::2], letters[1::2], strict=False)]
    assert Alphabet(words, STRICTLY, False).width == (2 if len(set("".join(words))) < NARROW else 4)
    picked = random.Random(1).sample(words, 40)
    matcher = Matcher(words)
    for text, hits in zip(picked, matcher.batch(picked), strict=True):
        assert hits == matcher.hits(text) == [Hit(text, 0, 2)]
    assert (
        matcher.hits("".join(map("".join, zip(letters[1::2], letters[::2], strict=False)))[:9000])
        == []
    )


# -- hostile input -----------------------------------------------------------------------------


def test_very_many_hits_are_cut_alike() -> None:
    words = ["a" * length for length in range(1, 8)]
    same(words, ["a" * 3 * MOST_HITS, "b", "a" * 500, "ab" * MOST_HITS])


def test_two_thousand_words_in_one_another() -> None:
    words = ["a" * length for length in range(1, 2_001)]
    texts = ["a" * 1_999, "a" * 20_000, "b" + "a" * 3]
    matcher = Matcher(words)
    found = matcher.batch(texts)
    assert found == [matcher.hits(text) for text in texts]
    assert [(hit.start, hit.end) for hit in found[1]] == [
        (0, end) for end in range(1, MOST_HITS + 1)
    ]
    assert len(matcher.hits("a" * 1_000_000)) == MOST_HITS
    assert found[2] == hits_slowly(words, texts[2])


@pytest.mark.parametrize("folds", [STRICTLY, NORMALLY], ids=["strictly", "normally"])
def test_words_in_one_another_cost_a_batch_no_more_than_single_texts(
    folds: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["哈" * length for length in (2, 3, 20, 900)] * 5 + ["好"] * 20
    work = 0

    def counted(self: Automaton, longest: Iterable[Place]) -> Iterator[Place]:
        nonlocal work
        for place in every(self, longest):
            work += 1
            yield place

    every = Automaton.all
    matcher = Matcher(["哈" * length for length in range(1, 2_001)], folds)
    monkeypatch.setattr(Automaton, "all", counted)
    expected = [matcher.hits(text) for text in texts]
    one_by_one, work = work, 0
    assert matcher.batch(texts) == expected
    # A text with more hits than count is looked at as far as those, and then by itself.
    assert work <= one_by_one + sum(map(len, expected)) + len(texts)


@pytest.mark.parametrize("start", ["a", "词", "a" * 190])
def test_a_hundred_thousand_words_that_begin_alike(start: str) -> None:
    matcher = Matcher([f"{start}{number}" for number in range(100_000)])
    assert matcher.hits(f"看{start}99999")[-1] == Hit(f"{start}99999", 1, 6 + len(start))
    assert matcher.batch(["看", f"看{start}99999"])[1][-1].word == f"{start}99999"


HOSTILE = {
    "laughter": "哈" * 1_600,
    "nothing to see": "\u200b" * 1_000_000,
    "directions": "\u202a\u202c" * 100_000,
    "halves": "\ud800\udc00\udfff\ud800" * 10_000,
    "joiners": "\u200d" * 10_000 + "微\u200d信",
    "nearly": "加微" * 300_000,
    "hits": "微信" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts(text: str) -> None:
    words = ["微信", "加微信", "哈哈哈", "\ud800", "信\ud800", "a" * 200]
    same_far(words, [text, "", text[:1_000], "x" + text[:SHORT]])


KINDS = {
    "random": "".join(random.Random(2).choices("加微信的了是在我有和，。 abAＢ", k=5_000)),
    "no hit": "字",
    "hits": "微信",
    "nearly": "加微",
    "parted": "加     微 ",
    "hidden": "\u200b",
}


@pytest.mark.long
@pytest.mark.parametrize("folds", [STRICTLY, NORMALLY], ids=["strictly", "normally"])
@pytest.mark.parametrize("unit", KINDS.values(), ids=KINDS)
def test_a_large_text_takes_no_time_to_speak_of(unit: str, folds: frozenset[str]) -> None:
    """How time grows is measured by ``tests/bench/bench_matcher.py``."""
    matcher = Matcher(["微信", "加微信", "加微加微加信", "ab", "aBaB"], folds)
    text = unit * (1_000_000 // len(unit))
    with ends():
        matcher.hits(text)
        matcher.hits("加" + text)
        matcher.batch([text[at : at + 500] for at in range(0, len(text), 500)])


# -- the price ---------------------------------------------------------------------------------

BUILD = """
import random, resource, sys
from policyq.text.folds import SETS
from policyq.text.words import Matcher
draw = random.Random(3)
letters = [chr(0x4e00 + number) for number in range(5_000)]
words = {"".join(draw.choices(letters, k=draw.randint(2, 6))) for _ in range(61_000)}
folds = SETS[sys.argv[1]]
Matcher(["热"], folds).batch(["热身", "热"])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
matcher = Matcher(words, folds)
print(len(words))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is told in other units")
@pytest.mark.parametrize("folds", ["strictly", "normally"])
def test_sixty_thousand_words_are_built_in_150_megabytes(folds: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BUILD, folds], capture_output=True, text=True, check=True
    )
    count, kilobytes = ran.stdout.split()
    assert int(count) >= 60_000
    assert int(kilobytes) < 150_000


# -- fuzzing -----------------------------------------------------------------------------------


def _fuzz(draw: random.Random) -> None:
    """One list of words and some texts, made of what the words are made of."""
    pool = draw.choices(LETTERS, k=draw.randint(1, 8)) + [
        chr(draw.choice([0x20, 0x41, 0x4E00, 0xFF21, 0x1F600, 0x10400]) + draw.randrange(40))
        for _ in range(draw.randint(0, 5))
    ]
    words = ["".join(draw.choices(pool, k=draw.randint(0, 6))) for _ in range(draw.randint(0, 20))]
    parts = [*pool, *words, "字", *(word.swapcase() for word in words)]
    parts += [draw.choice(" ,\u200b").join(word) for word in words if draw.random() < 0.5]
    parts += ["".join(one * draw.randint(1, 3) for one in word) for word in words]
    texts = ["".join(draw.choices(parts, k=draw.randint(0, 20))) for _ in range(draw.randint(1, 6))]
    same(words, texts, draw.choice(SETS))


def test_made_up_lists_and_texts() -> None:
    draw = random.Random(4)
    for _ in range(120):
        _fuzz(draw)


@pytest.mark.long
def test_fuzz() -> None:
    seconds = float(os.environ.get("POLICYQ_FUZZ_SECONDS", "3600"))
    end, seed = time.monotonic() + seconds, int(time.time())
    while time.monotonic() < end:
        seed += 1
        try:
            _fuzz(random.Random(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
