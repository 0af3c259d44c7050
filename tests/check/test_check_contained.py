"""What is said to be found wherever another word is, is found there."""

from __future__ import annotations

from random import Random

import pytest

from policyq.check.contained import Parts
from policyq.text.definition import hits_slowly
from policyq.text.folds import LOOSELY, NORMALLY, STRICTLY
from policyq.text.listed import Word

CHARACTERS = "加微信号广告发38三A a.b"
BESIDE = ("，", " ", "a", "8", "号", "诉", "·", "", "", "")


def within(part: Word, whole: Word, *, roughly: bool = False) -> bool:
    return part in set(Parts([part], roughly=roughly).within(whole))


@pytest.mark.parametrize(
    ("part", "whole", "surely"),
    [
        (Word("加微信", NORMALLY), Word("请加微信", NORMALLY), True),
        (Word("加微信", NORMALLY), Word("请加微信", STRICTLY), True),
        (Word("加微信", STRICTLY), Word("请加微信", NORMALLY), False),
        (Word("加微信", LOOSELY), Word("请加微信", LOOSELY), False),
        (Word("加微信", LOOSELY), Word("加微信", LOOSELY), True),
        (Word("加微信", LOOSELY), Word("加微信", NORMALLY), True),
        (Word("加微信", NORMALLY, whole=True), Word("请加微信", NORMALLY), False),
        (Word("加微信", NORMALLY, allowed=("不加微信",)), Word("请加微信", NORMALLY), False),
        (Word("加微信", NORMALLY, until="2026-01-01"), Word("加微信", NORMALLY), False),
        (Word("加微信", NORMALLY), Word("请加微信", NORMALLY, whole=True), True),
        (Word("微信", NORMALLY), Word("加微信", NORMALLY), False),
        (Word("微信", STRICTLY), Word("加微信", STRICTLY), True),
        (Word("ss", NORMALLY), Word("pass", NORMALLY), False),
        (Word("ss", STRICTLY), Word("pass", STRICTLY), True),
        (Word("vx", NORMALLY), Word("加vx", NORMALLY), True),
        (Word("賭博网", NORMALLY), Word("上赌博網", NORMALLY), True),
    ],
)
def test_what_is_certain(part: Word, whole: Word, surely: bool) -> None:
    assert within(part, whole) == surely


def test_a_whole_word_is_itself() -> None:
    word = Word("滚", NORMALLY, whole=True)
    assert within(word, word)
    assert not within(word, word._replace(whole=False))


def test_it_is_so_in_texts() -> None:
    random = Random(11)
    tried = 0
    for _ in range(700):
        whole = "".join(random.choices(CHARACTERS, k=random.randint(2, 5)))
        start = random.randrange(len(whole))
        part = whole[start : start + random.randint(1, 4)]
        one = Word(part, random.choice((STRICTLY, NORMALLY, LOOSELY)))
        other = Word(whole, random.choice((STRICTLY, NORMALLY)))
        if not part.strip() or not within(one, other):
            continue
        tried += 1
        for _ in range(6):
            text = "".join(piece + random.choice(BESIDE) for piece in whole)
            text = random.choice(BESIDE) + text
            if hits_slowly([whole], text, other.folds):
                assert hits_slowly([part], text, one.folds), (one, other, text)
    assert tried > 40
