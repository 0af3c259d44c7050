"""The columns of a lexicon in CSV or YAML: headings and values, in Chinese or English.

| column | values |
|---|---|
| 词, word | the word; the only column that must be there |
| 类别, category | any text |
| 级别, level | 1 to 99, 1 is the gravest |
| 匹配, folds | a set (严格, 正常, 宽松; strictly, normally, loosely) and folds besides; or without, |
| | with a minus before them; folds without a set are added to 正常 |
| 整词, whole | 是, 否; yes, no |
| 除外, allowed | contexts, parted by ``、`` ``;`` or a line break |
| 负责人, owner | any text |
| 截止, until | a date: from that day on the word no longer counts |
| 备注, note | any text |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from policyq.text.fold import fold
from policyq.text.folds import FOLDS, NORMALLY, SETS
from policyq.text.lexicon import Entry, Problem, Row

COLUMNS: Final = {
    "word": ("词", "word"),
    "category": ("类别", "category"),
    "level": ("级别", "level"),
    "folds": ("匹配", "folds"),
    "whole": ("整词", "whole"),
    "allowed": ("除外", "allowed"),
    "owner": ("负责人", "owner"),
    "until": ("截止", "until"),
    "note": ("备注", "note"),
}
"""From a column's id to its headings, in Chinese and in English."""

MOST_LEVELS: Final = 99

LONGEST_SHOWN: Final = 60
"""The most characters of what is wrong that are shown."""

_HEADINGS = {heading: id for id, both in COLUMNS.items() for heading in both}
#: What others call our columns: for "did you mean", never read.
_USUAL = {
    "词语": "词", "关键词": "词", "敏感词": "词", "单词": "词", "words": "word", "keyword": "word",
    "text": "word", "term": "word", "分类": "类别", "类型": "类别", "type": "category",
    "tag": "category", "等级": "级别", "severity": "level", "匹配方式": "匹配", "fold": "folds",
    "match": "folds", "全词": "整词", "wholly": "whole", "例外": "除外", "白名单": "除外",
    "except": "allowed", "allow": "allowed", "维护人": "负责人", "到期": "截止", "有效期": "截止",
    "expires": "until", "expiry": "until", "说明": "备注", "comment": "note", "notes": "note",
}  # fmt: skip
_SET_NAMES = {"严格": "strictly", "正常": "normally", "宽松": "loosely"}
_FOLD_NAMES = {"谐音": "pinyin", "拼音": "pinyin", "同音": "pinyin", "繁简": "traditional"}
_YES = frozenset(("是", "对", "整词", "yes", "y", "true", "1", "√", "✓", "whole", "wholly"))
_NO = frozenset(("否", "不", "no", "n", "false", "0", "×", "✗"))
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?", re.ASCII)
_PARTED = re.compile(r"[、;；\n]")
_COMMAS = re.compile(r"[、,，;；+]")


# -- values ----------------------------------------------------------------------------------------


def entry(row: Row, problems: list[Problem]) -> Entry:
    """What a row says of its word; a value that cannot be understood is as if it was not there."""
    said = row.more
    folds = whole = level = None
    until = ""
    if written := said.get("folds"):
        folds, unknown = folds_of(written)
        if unknown:
            problems.append(Problem("folds", row.line, unknown, near=_near_fold(unknown)))
    if written := said.get("whole"):
        whole = fold(written) in _YES
        if not whole and fold(written) not in _NO:
            whole = None
            problems.append(Problem("whole", row.line, written))
    if written := said.get("level"):
        level = _level(written)
        if level is None:
            problems.append(Problem("level", row.line, written))
    if written := said.get("until"):
        until = day_of(written)
        if not until:
            problems.append(Problem("until", row.line, written))
    contexts = (one.strip() for one in _PARTED.split(said.get("allowed", "")))
    return Entry(
        text=row.word,
        folds=folds,
        whole=whole,
        allowed=tuple(dict.fromkeys(one for one in contexts if one)),
        until=until,
        category=said.get("category", ""),
        level=level,
        owner=said.get("owner", ""),
        note=said.get("note", ""),
    )


@lru_cache(maxsize=1 << 8)
def folds_of(written: str) -> tuple[frozenset[str] | None, str]:
    """The folds that are named, and the first name that is not known."""
    found: frozenset[str] | None = None
    added: set[str] = set()
    removed: set[str] = set()
    for piece in _COMMAS.split(written):
        for name in _names_in(piece.split()):
            minus = name.startswith(("-", "－", "不"))
            key = _key(name[1:] if minus else name)
            chosen = None if minus else SETS.get(_SET_NAMES.get(key, key))
            if chosen is not None:
                found = chosen if found is None else found | chosen
            elif key in _named():
                (removed if minus else added).add(_named()[key])
            else:
                return None, name
    if found is None and not added and not removed:
        return None, ""
    return ((NORMALLY if found is None else found) | added) - removed, ""


def folds_as_written(folds: frozenset[str], language: str) -> str:
    """Names by which `folds_of` finds the same folds again."""
    chinese = language == "zh"
    base = min(SETS, key=lambda name: len(SETS[name] ^ folds))
    shown = {there: name for name, there in _SET_NAMES.items()}[base] if chinese else base
    names = {one.id: one.name.zh if chinese else one.id for one in FOLDS}
    more = [names[one.id] for one in FOLDS if one.id in folds - SETS[base]]
    less = [f"-{names[one.id]}" for one in FOLDS if one.id in SETS[base] - folds]
    return " ".join([shown, *more, *less])


def day_of(written: str) -> str:
    """The ISO date that is written; "" if none is."""
    found = _DATE.fullmatch(written)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _level(written: str) -> int | None:
    number = int(written) if written.isdecimal() and len(written) < 3 else 0
    return number if 1 <= number <= MOST_LEVELS else None


def _names_in(tokens: list[str]) -> Iterator[str]:
    """Names, of which some have a space in English: ``look-alike letters``."""
    place = 0
    while place < len(tokens):
        two = " ".join(tokens[place : place + 2])
        together = place + 1 < len(tokens) and _key(two.lstrip("-")) in _named()
        yield two if together else tokens[place]
        place += 1 + together


def _key(name: str) -> str:
    return re.sub(r"[-_ ]", "", fold(name))


@cache
def _named() -> dict[str, str]:
    names = _FOLD_NAMES | {_key(one.id): one.id for one in FOLDS}
    return names | {_key(name): one.id for one in FOLDS for name in one.name}


def _near_fold(name: str) -> str:
    from difflib import get_close_matches

    known = [*_SET_NAMES, *SETS, *(one.name.zh for one in FOLDS), *(one.id for one in FOLDS)]
    return next(iter(get_close_matches(name.lstrip("-").lower(), known, 1)), "")


# -- headings --------------------------------------------------------------------------------------


class Headings(NamedTuple):
    """Which columns stand where; "" for one that is not read."""

    ids: tuple[str, ...]
    problems: tuple[Problem, ...]


def heading(written: str) -> str:
    return _HEADINGS.get(fold(written.strip()), "")


def near_heading(written: str) -> str:
    from difflib import get_close_matches

    plain = fold(written.strip())
    return _USUAL.get(plain) or next(iter(get_close_matches(plain, _HEADINGS, 1, 0.7)), "")


def headings(cells: list[str], line: int) -> Headings:
    ids: list[str] = []
    problems: list[Problem] = []
    for cell in cells:
        id = heading(cell)
        if id and id in ids:
            problems.append(Problem("column_twice", line, cell.strip(), line))
            id = ""
        elif not id and cell.strip():
            problems.append(Problem("column", line, cell.strip(), near=near_heading(cell)))
        ids.append(id)
    if "word" not in ids:
        shown = [cell.strip() for cell in cells if cell.strip()]
        meant = [cell for cell in shown if near_heading(cell) in COLUMNS["word"]]
        first = (meant or shown or [""])[0][:LONGEST_SHOWN]
        near = near_heading(first) if meant else ""
        return Headings((), (Problem("no_word_column", line, first, near=near),))
    return Headings(tuple(ids), tuple(problems))


def one_row(line: int, said: dict[str, str], shown: str, problems: list[Problem]) -> Iterator[Row]:
    word = said.pop("word", "")
    if word:
        yield Row(line, word, said)
    else:
        problems.append(Problem("no_word", line, shown.strip()))
