"""The named folds: in which ways a piece of a text may differ from a word and still be it.

This module declares them; `policyq.text.characters` says what the folds of single characters do,
`policyq.text.needles` what the others do, and `policyq.text.definition` when a word is found.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from policyq.vocabulary.types import Said


class Fold(NamedTuple):
    """One way in which a piece of a text may differ from a word."""

    id: str
    name: Said
    about: Said
    example: tuple[str, str]
    """A word, and a text in which this fold alone finds it."""


FOLDS: Final = (
    Fold(
        "case",
        Said("大小写", "case"),
        Said("字母不分大小写", "letters in either case"),
        ("vx", "VX"),
    ),
    Fold(
        "width",
        Said("全角半角", "width"),
        Said("全角、半角算同一个字符", "full-width and half-width characters"),
        ("vx", "ｖｘ"),
    ),
    Fold(
        "traditional",
        Said("繁体", "traditional"),
        Said("繁体字、异体字算简体字", "traditional characters for simplified ones"),
        ("赌博", "賭博"),
    ),
    Fold(
        "styled",
        Said("花体", "styled"),
        Said(
            "带圈、带框、数学花体、上下标的字母和数字，罗马数字、中文数字和大写数字",
            "letters and digits in circles, squares, mathematical styles, raised or lowered; "
            "Roman, Chinese and financial numerals",
        ),
        ("vx", "ⓥⓧ"),
    ),
    Fold(
        "accents",
        Said("附加符号", "accents"),
        Said("带声调或附加符号的字母", "letters with accents or other marks"),
        ("fuck", "fùck"),
    ),
    Fold(
        "lookalike_letters",
        Said("形近字母", "look-alike letters"),
        Said(
            "西里尔、希腊等形近字母，康熙部首和兼容汉字",
            "Cyrillic, Greek and other letters that look Latin; Kangxi radicals and "
            "compatibility characters",
        ),
        ("fuck", "fuсk"),
    ),
    Fold(
        "repeats",
        Said("重复", "repeats"),
        Said("一个字写了好几遍", "a character written several times"),
        ("加微信", "加微微信"),
    ),
    Fold(
        "separators",
        Said("间隔", "separators"),
        Said(
            "字与字之间插了空格、标点、表情、换行（最多四个）或看不见的字符",
            "spaces, punctuation, emoji or line breaks between characters (at most four), "
            "and invisible characters",
        ),
        ("加微信", "加*微 信"),
    ),
    Fold(
        "leet",
        Said("数字代字母", "leet"),
        Said("用数字或符号代替字母", "digits and symbols for letters"),
        ("fuck", "fu(k"),
    ),
    Fold(
        "lookalike_han",
        Said("形近字", "look-alike Han"),
        Said("用字形相近的汉字代替", "Chinese characters that look alike"),
        ("赌博", "赌愽"),
    ),
    Fold(
        "split",
        Said("拆字", "split"),
        Said("把一个字拆成几个部件", "a character taken apart"),
        ("法轮", "氵去轮"),
    ),
    Fold(
        "pinyin",
        Said("谐音和拼音", "sound"),
        Said(
            "用同音字或拼音代替（不分声调；同音字不分 n 和 l、前后鼻音）",
            "characters of the same sound, or the sound in Latin letters, whatever the tone; "
            "characters with n for l or ng for n too",
        ),
        ("加微信", "加威xin"),
    ),
    Fold(
        "initials",
        Said("首字母", "initials"),
        Said("用拼音首字母代替", "the first letters of the sounds"),
        ("加微信", "jwx"),
    ),
    Fold(
        "emoji",
        Said("表情代字", "emoji"),
        Said("用表情代替一个字", "an emoji that stands for a character"),
        ("猪头", "🐷头"),
    ),
    Fold(
        "reversed",
        Said("倒写", "reversed"),
        Said("整个词倒过来写", "the word written backwards"),
        ("加微信", "信微加"),
    ),
    Fold(
        "shuffled",
        Said("乱序", "shuffled"),
        Said("打乱词里字的顺序", "the characters in another order"),
        ("加微信", "微加信"),
    ),
)

ORDER: Final = {fold.id: place for place, fold in enumerate(FOLDS)}
"""From a fold's id to its place; the folds of a hit are named in this order."""

STRICTLY: Final = frozenset({"case", "width"})
NORMALLY: Final = STRICTLY | {
    *("traditional", "styled", "accents", "lookalike_letters", "repeats", "separators"),
}
LOOSELY: Final = NORMALLY | {"leet", "lookalike_han", "split", "pinyin", "initials", "emoji"}
EVERY: Final = frozenset(ORDER)

SETS: Final = {"strictly": STRICTLY, "normally": NORMALLY, "loosely": LOOSELY}
"""The documented sets, from the narrowest to the widest."""

ONE_FOR_ONE: Final = STRICTLY | {"traditional", "styled", "accents", "lookalike_letters"}
"""The folds that take one character for another, whatever stands around it."""
