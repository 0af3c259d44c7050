"""Lexicon files: lists of words as plain text, CSV or YAML.

Plain text has one word a line: space around a word (the ideographic space too) is not part of it,
space inside is; a line that starts with ``#`` is a comment and an empty line is nothing. CSV and
YAML say more of each word, in the columns of `policyq.text.columns`. In all of them a byte order
mark at the start is passed over, and any line end will do.

A word of which nothing can be seen, or that is too long, is left out. Words of one category that
fold to the same text are one word, the first one written. Reading never raises: what is not as it
should be is a `Problem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from policyq.text.characters import hidden
from policyq.text.fold import fold
from policyq.text.folds import NORMALLY

LONGEST: Final = 200
"""The most code points that a word may have; it bounds the work of the matcher."""

#: What nobody means to write: controls, invisible marks, lone surrogates, the sign of a broken byte.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\ud800-\udfff]"
)
LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Entry(NamedTuple):
    """A word of a list, and what the list says of it."""

    text: str
    folds: frozenset[str] | None = None
    """Named folds of `policyq.text.folds`; ``None``: as the list says."""
    whole: bool | None = None
    """Whether it counts only as a whole word; ``None``: as the list says."""
    allowed: tuple[str, ...] = ()
    """Contexts in which it does not count: 正规发票 for 发票."""
    until: str = ""
    """The ISO date from which it no longer counts; "" for ever."""
    category: str = ""
    level: int | None = None
    """1 is the gravest."""
    owner: str = ""
    note: str = ""


class Problem(NamedTuple):
    """A line that is not as it should be."""

    id: str
    """``too_long``, ``unseen`` (a character that cannot be seen) or ``nothing`` (nothing can be
    seen): the word is left out. ``repeated``: it folds to a word that was there before, and is
    left out as well. The others, of CSV and YAML, are ids of `policyq.check.lexicons`."""
    line: int
    """From 1."""
    word: str
    """What is wrong, as it is written."""
    first: int = 0
    """Of what is there twice: the line of the first."""
    near: str = ""
    """What was probably meant."""


class Lexicon(NamedTuple):
    """What stands in a file."""

    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    """Where each entry stands, from 1."""
    problems: tuple[Problem, ...]


class Row(NamedTuple):
    """A word as it is written, with what is written of it, by the names of `Entry`."""

    line: int
    word: str
    more: Mapping[str, str] = {}


def read(text: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The words of a lexicon in plain text in their order, and the lines that were left out."""
    found = of_rows(_plain(text), [])
    return tuple(entry.text for entry in found.entries), found.problems


def of_file(text: str, name: str = "") -> Lexicon:
    """The words of a lexicon in their order; ``name`` tells by its ending which form it has."""
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        from policyq.text.lexicon_csv import from_csv

        return from_csv(text)
    if ending in ("yaml", "yml"):
        from policyq.text.lexicon_yaml import from_yaml

        return from_yaml(text)
    return of_rows(_plain(text), [])


def of_rows(rows: Iterable[Row], problems: list[Problem]) -> Lexicon:
    """The lexicon of some rows; ``problems``: what was found, and is found, on the way."""
    seen: dict[str | tuple[str, str], int] = {}
    entries: list[Entry] = []
    lines: list[int] = []
    for row in rows:
        entry = Entry(row.word) if not row.more else _entry(row, problems)
        problem = _problem(row.line, entry, seen)
        if problem is None:
            entries.append(entry)
            lines.append(row.line)
        else:
            problems.append(problem)
    problems.sort(key=lambda one: one.line)
    return Lexicon(tuple(entries), tuple(lines), tuple(problems))


def expired(entry: Entry, today: str) -> bool:
    """Whether the word no longer counts on an ISO date."""
    return bool(entry.until) and entry.until <= today


def _plain(text: str) -> Iterator[Row]:
    for number, line in enumerate(LINE_END.split(text.removeprefix("\ufeff")), 1):
        word = line.strip()
        if word and not line.startswith("#"):
            yield Row(number, word)


def _entry(row: Row, problems: list[Problem]) -> Entry:
    from policyq.text.columns import entry

    return entry(row, problems)


def _problem(number: int, entry: Entry, seen: dict[str | tuple[str, str], int]) -> Problem | None:
    word = entry.text
    if len(word) > LONGEST:
        return Problem("too_long", number, word)
    if _UNSEEN.search(word):
        return Problem("unseen", number, word)
    if not word[0].isalnum() and is_nothing(word, entry.folds):
        return Problem("nothing", number, word)
    form = fold(word)
    first = seen.setdefault((form, entry.category) if entry.category else form, number)
    return None if first == number else Problem("repeated", number, word, first)


def is_nothing(word: str, folds: frozenset[str] | None) -> bool:
    """Whether the folds leave nothing of a word that could be found."""
    return hidden(NORMALLY if folds is None else folds).keys() >= set(word)
