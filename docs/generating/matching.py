"""What the matcher finds, by running it: each way to dodge a word, and what is left alone."""

from __future__ import annotations

from typing import NamedTuple

from generating.tables import table
from policyq.text.definition import MOST_HITS, MOST_SEPARATORS, hits_slowly
from policyq.text.folds import FOLDS, LOOSELY, SETS
from policyq.text.needles import MOST_SHUFFLED
from policyq.text.vetoes import LEAST_INITIALS, LEAST_LETTERS
from policyq.vocabulary.types import Said


class Case(NamedTuple):
    """A way to write a word, or a text that only looks like it."""

    about: Said
    word: str
    text: str


DODGES = (
    Case(Said("大小写", "upper case"), "vx", "VX"),
    Case(Said("全角字母", "full-width letters"), "fuck", "ｆｕｃｋ"),
    Case(Said("繁体", "traditional characters"), "赌博", "賭博"),
    Case(Said("带圈字母", "circled letters"), "fuck", "Ⓕⓤc⒦"),
    Case(Said("数学花体", "mathematical letters"), "fuck", "𝐟𝐮𝐜𝐤"),
    Case(Said("方框字母", "squared letters"), "fu", "🅵🆄"),
    Case(Said("各种数字", "digits of all kinds"), "9024983", "9⓿二肆⁹₈③"),
    Case(Said("重复的字", "repeated characters"), "加微信", "加加微微信信"),
    Case(Said("英文标点隔开", "ASCII punctuation between"), "加微信", "加*微#信"),
    Case(Said("空格隔开", "spaces between"), "加微信", "加 微 信"),
    Case(Said("字母隔开", "spaced letters"), "fuck", "f u c k"),
    Case(Said("中文标点隔开", "Chinese punctuation between"), "加微信", "加，微。信"),
    Case(Said("表情隔开", "emoji between"), "加微信", "加😀微😀信"),
    Case(Said("换行隔开", "line breaks between"), "加微信", "加\n微\n信"),
    Case(
        Said("零宽字符隔开", "zero-width characters between"), "加微信", "加\u200b微\u200b\u2060信"
    ),
    Case(Said("词里的空格省掉", "a space of the word left out"), "free money", "freemoney"),
    Case(Said("附加符号", "accents"), "fuck", "fùck"),
    Case(Said("叠加符号", "combining marks"), "fuck", "fu\u0336\u0336c\u0336k"),
    Case(Said("西里尔字母", "Cyrillic letters"), "fuck", "fuсk"),
    Case(Said("康熙部首", "Kangxi radicals"), "色情", "⾊情"),
    Case(Said("数字符号代字母", "leet"), "fuck", "fu(k"),
    Case(Said("同音字", "a character of the same sound"), "加微信", "加威信"),
    Case(Said("拼音", "pinyin"), "加微信", "jia weixin"),
    Case(Said("带声调的拼音", "pinyin with tones"), "加微信", "jiā wēi xìn"),
    Case(Said("拼音夹汉字", "pinyin among characters"), "加微信", "加wei信"),
    Case(Said("首字母", "first letters"), "加微信", "加vx"),
    Case(Said("形近字", "look-alike characters"), "赌博", "赌愽"),
    Case(Said("拆字", "a character taken apart"), "法轮", "氵去轮"),
    Case(Said("表情代字", "emoji for a character"), "猪头", "🐖头"),
    Case(Said("表情代谐音", "emoji for a sound"), "加微信", "➕薇❤️"),
    Case(Said("倒写", "written backwards"), "加微信", "信微加"),
    Case(Said("乱序", "another order"), "加微信", "微加信"),
)

LEFT_ALONE = (
    Case(Said("中间有别的字", "other characters between"), "加微信", "加了微信"),
    Case(Said("隔得太远", "too far apart"), "加微信", "加 ， 、 ！微信"),
    Case(Said("重叠的词只写了一遍", "half of a doubled word"), "妈妈", "妈"),
    Case(Said("英文词的一部分，中间有空格", "parts of other English words"), "ass", "as soon"),
    Case(Said("两字词的同音词也是词", "a dictionary word of the same sound"), "微信", "威信"),
    Case(Said("正好同音，其实属于别的词", "parts of other words"), "微信", "行为信息"),
    Case(
        Said("从别的词中间开始", "a piece that begins inside another word"), "加微信", "大家威信高"
    ),
    Case(Said("两个都是常用字", "two everyday characters"), "色情", "射请"),
    Case(Said("两字词隔开又谐音", "two characters apart and of the same sound"), "微信", "威 信"),
    Case(Said("两个一样的首字母", "twice the same first letter"), "妹妹", "mm"),
    Case(Said("两个大写字母", "two capital letters"), "微信", "WX"),
    Case(Said("数里的数字", "digits inside numbers"), "三八", "1938年"),
    Case(Said("标点两边是别的词", "other words on both sides of a comma"), "朋友", "老朋，友好"),
    Case(Said("别的字母里的首字母", "first letters inside other letters"), "加微信", "ajwxb"),
    Case(Said("单字的拼音", "the sound of a single character"), "门", "men"),
    Case(Said("拼不成音节的字母", "letters that are no syllables"), "西安", "xianzrp"),
    Case(Said("单独一个表情", "an emoji alone"), "手机", "📱"),
    Case(Said("大半不是字母", "hardly a letter left"), "sbcd", "5804"),
    Case(Said("音译、暗语、新词", "code words and new slang"), "微信", "绿泡泡"),
    Case(Said("图片里的字", "words in pictures"), "微信", "[图片]"),
)

_WORDS = {
    "zh": (
        "# 怎么算找到了一个词",
        "群里的人会换着写法躲词表。下面每一种写法叫一种*折叠*，三套折叠从严到宽：`strictly` 只认原样，"
        "`normally` 认一眼能看出来的花样，`loosely` 连谐音、拆字也认。"
        "本页的表格是运行匹配器得来的；`policyq match 文字 --words 词` 可以自己试。"
        "链接和联系方式另有[一页](contacts.zh.md)。[English](matching.md)",
        "## 各种写法",
        ("写法", "代号", "说明", "例：词", "例：写成", *SETS),
        "## 躲词表的办法，找不找得到",
        "✓ 找到；– 没找到。最后一列是用到的折叠。`reversed` 和 `shuffled` 不属于任何一套，要另外指定。",
        ("办法", "词", "写成", *SETS, "用到的折叠"),
        "## 有意不找的",
        "宽松的折叠容易冤枉人，所以下面这些用 `loosely` 也不算：",
        ("情形", "词", "文字"),
        "## 规则",
        (
            "同一处的结果取最短的一段，并说明最少需要哪几种折叠；不同的词可以重叠，全都算。",
            f"两个字之间最多隔 {MOST_SEPARATORS} 个空格、标点、符号或表情；看不见的字符不限。"
            "由标点组成的词不许隔开；词里的空格可以省掉。",
            "重复只能多写，不能少写：词里有两个“妈”，文字里也要有两个。",
            "英文词一旦隔开，前后就不能再紧挨着别的字母或数字。",
            f"首字母前后不能有别的字母；不到 {LEAST_INITIALS} 个字的词只认单独写的两个不同的小写字母，"
            "常见的缩写不算。",
            "用数字代替中文数字时，前后不能有别的数字或字母；两个字的词，中间的标点两边如果是别的词，不算。",
            f"单字的拼音至少要 {LEAST_LETTERS} 个字母；拼音前后的字母也要拼得成音节。",
            "两个字的词靠同音或形近找到时要再查词典：属于另一个词的不算，两个字平时都常单独用的不算，"
            "叠字和隔开的不算。",
            "靠同音或形近找到的汉字，不能从另一个词的中间开始，也不能在另一个词的中间结束。",
            f"乱序只用于 {MOST_SHUFFLED} 个字以内的词。",
            f"一条消息最多报 {MOST_HITS} 处。",
        ),
    ),
    "en": (
        "# When a word is found",
        "People write words in other ways so that lists miss them. Each such way is a *fold*, and "
        "there are three sets of folds: `strictly` takes words as they are, `normally` what anybody "
        "sees at a glance, `loosely` sounds and split characters too. The tables on this page were "
        "made by running the matcher; try it with `policyq match TEXT --words WORD`. "
        "Links and contacts have [a page](contacts.md) of their own. [中文](matching.zh.md)",
        "## The folds",
        ("fold", "id", "what it takes for a word", "word", "written", *SETS),
        "## Ways to dodge a word, and whether it is found",
        "✓ is found, – is not. The last column names the folds that were needed. `reversed` and "
        "`shuffled` belong to no set: they are asked for.",
        ("way", "word", "written", *SETS, "folds needed"),
        "## What is left alone on purpose",
        "Wide folds blame the innocent easily. These are not found, not even by `loosely`:",
        ("case", "word", "text"),
        "## Rules",
        (
            "Of what can be read as a word at one place the shortest piece counts, with the fewest "
            "folds that find it. Different words may overlap, and all count.",
            f"Between two characters there may be {MOST_SEPARATORS} spaces, punctuation marks, "
            "symbols or emoji; what cannot be seen has no limit. A word of nothing but such "
            "characters has nothing between; white space within a word may be missing.",
            "A character may come more often than in the word, never less: 妈妈 needs two.",
            "Latin letters with something between them must not touch other letters or digits.",
            "First letters must not touch other letters; for words of fewer than "
            f"{LEAST_INITIALS} characters they are two different small letters that stand alone, and "
            "no everyday abbreviation.",
            "A digit for a numeral must not touch other digits or letters. In a word of two "
            "characters a comma or the like does not count if it parts two other words.",
            f"The sound of a single character needs {LEAST_LETTERS} letters; letters beside pinyin "
            "must be pinyin too.",
            "Words of two characters that are found by sound or shape are looked up in a dictionary: "
            "they do not count as part of another word, nor if both characters are often written "
            "alone or are the same, nor with something between them.",
            "Han that are found by sound or shape must not begin or end inside another word of the "
            "dictionary.",
            f"Another order is found in words of up to {MOST_SHUFFLED} characters.",
            f"A message has at most {MOST_HITS} hits.",
        ),
    ),
}


def page(language: str) -> str:
    """The whole page in one language."""
    title, about, folds, head, dodges, legend, dodged, alone, why, left, rules, points = _WORDS[
        language
    ]
    parts = [
        *(title, about, folds, table(head, [_fold_row(fold.id, language) for fold in FOLDS])),
        *(dodges, legend, table(dodged, [_dodge_row(case, language) for case in DODGES])),
        *(alone, why, table(left, [_left_row(case, language) for case in LEFT_ALONE])),
        *(rules, "\n".join(f"- {point}" for point in points)),
    ]
    return "\n\n".join(parts) + "\n"


def _fold_row(name: str, language: str) -> tuple[str, ...]:
    fold = next(fold for fold in FOLDS if fold.id == name)
    word, text = fold.example
    marks = ("✓" if name in folds else "–" for folds in SETS.values())
    about = (fold.name.in_(language), f"`{name}`", fold.about.in_(language))
    return (*about, _shown(word), _shown(text), *marks)


def _dodge_row(case: Case, language: str) -> tuple[str, ...]:
    marks = ["✓" if hits_slowly([case.word], case.text, folds) else "–" for folds in SETS.values()]
    needed: tuple[str, ...] = ()
    for folds in (*SETS.values(), LOOSELY | {"reversed"}, LOOSELY | {"shuffled"}):
        hits = hits_slowly([case.word], case.text, folds)
        if hits:
            needed = hits[0].folds
            break
    else:
        raise AssertionError(f"not found: {case}")
    names = [fold.name.in_(language) for fold in FOLDS if fold.id in needed]
    joined = ("、" if language == "zh" else ", ").join(names)
    return (case.about.in_(language), _shown(case.word), _shown(case.text), *marks, joined or "–")


def _left_row(case: Case, language: str) -> tuple[str, ...]:
    found = hits_slowly([case.word], case.text, LOOSELY)
    assert not found, f"found: {case}"
    return case.about.in_(language), _shown(case.word), _shown(case.text)


def _shown(text: str) -> str:
    """What can be seen in a table: line breaks and hidden characters by their signs."""
    signs = {"\n": "⏎", "\u200b": "&lt;200B&gt;", "\u2060": "&lt;2060&gt;", "*": "\\*", "#": "\\#"}
    return "".join(signs.get(one, one) for one in text)
