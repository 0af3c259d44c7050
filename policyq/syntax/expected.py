"""What could have stood here, in words that an author knows; never the name of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from policyq.diagnostics.diagnostic import Words
from policyq.syntax import grammar
from policyq.syntax.build import builder
from policyq.syntax.build_small import Reading
from policyq.syntax.keywords import Keyword, keywords

#: More than this many is no help.
_MOST = 7

#: A beginning after which exactly the things of one sort may follow.
_SORTS = {
    "rule x when": Words("一个条件", "a condition"),
    "rule x when image then": Words("一个动作", "an action"),
    ")": Words("新的一段", "a new declaration"),
    'example "x"': Words("一个步骤", "a step of the example"),
}
_THINGS = {
    "IDENT": Words("名称", "a name"),
    "STRING": Words("引号里的文字", "a text in quotes"),
    "PATTERN": Words("/模式/", "a /pattern/"),
    "NUMBER": Words("数字", "a number"),
    "COUNTED": Words("数字", "a number"),
    "SCORED": Words("数字", "a number"),
    "LENGTH": Words("时长", "a length of time"),
    "GRADE": Words("级别，例如 3级", "a level such as 3级"),
    "LATER": Words("几天后", "a number of days"),
    "CLOCK": Words("时刻，例如 07:30", "a time such as 07:30"),
    "DATE": Words("日期，例如 2026-12-01", "a date such as 2026-12-01"),
    "WEEKDAY": Words("星期几", "a day of the week"),
    "DAY_NAMED": Words("工作日或节假日", "workdays or holidays"),
    "HOST": Words("网址，例如 example.com", "a host such as example.com"),
    "ZONE": Words("时区，例如 Asia/Shanghai", "a time zone such as Europe/Berlin"),
    "COMMA": Words("逗号", "a comma"),
    "COLON": Words("冒号", "a colon"),
    "LPAR": Words("左括号", "`(`"),
    "RPAR": Words("右括号", "`)`"),
    "$END": Words("文件结尾", "the end of the file"),
}
#: Signs that only stand for a keyword that is named anyway.
_SILENT = frozenset({"DASH", "BETWEEN"})


@lru_cache(maxsize=512)
def words_of(accepts: frozenset[str]) -> frozenset[str]:
    """The single words, in small letters, among the terminals."""
    return frozenset(w for w in keywords().words if grammar.terminal(w) in accepts)


@lru_cache(maxsize=512)
def in_words(accepts: frozenset[str]) -> Words:
    """What the terminals mean, as a list in each language."""
    left = set(accepts) - _SILENT
    said: list[Words] = []
    for sort, name in _sorts():
        if sort and sort <= left:
            said.append(name)
            left -= sort
    plain = _plain(left)
    zh = [w.zh for w in said] + [*plain[0]]
    en = [w.en for w in said] + [*plain[1]]
    return Words(_listed(zh, "、", "等"), _listed(en, ", ", ", …"))


def _plain(left: set[str]) -> tuple[dict[str, None], dict[str, None]]:
    zh: dict[str, None] = {}
    en: dict[str, None] = {}
    for terminal, thing in _THINGS.items():
        if terminal in left:
            zh.setdefault(thing.zh)
            en.setdefault(thing.en)
    for row in _rows(left):
        if row.zh:
            zh.setdefault(f"`{row.zh[0]}`")
        if row.en:
            en.setdefault(f"`{row.en[0]}`")
    for word in () if zh and en else sorted(words_of(frozenset(left))):
        (en if word.isascii() else zh).setdefault(f"`{word}`")
    return zh or en, en or zh


def _rows(left: set[str]) -> Iterator[Keyword]:
    """The keywords of which every spelling may begin here."""
    for row in keywords().grammatical:
        firsts = {grammar.terminal(s.lower().split()[0]) for s in row.spellings}
        if firsts <= left:
            yield row


def _listed(items: list[str], comma: str, more: str) -> str:
    items = list(dict.fromkeys(items))
    return comma.join(items[:_MOST]) + (more if len(items) > _MOST else "")


@cache
def _sorts() -> tuple[tuple[frozenset[str], Words], ...]:
    found = []
    maker = builder()
    for beginning, name in _SORTS.items():
        maker.reading = Reading("", beginning, beginning)
        stop = grammar.run(maker, beginning)
        accepts = stop.accepts if isinstance(stop, grammar.Stop) else frozenset()
        found.append((accepts - {"$END"}, name))
    return tuple(found)
