"""Lexicon files: one word a line.

Space around a word (the ideographic space too) is not part of it; space inside is. A line
that starts with ``#`` is a comment, an empty line is nothing, a byte order mark at the start
is passed over, and any line end will do. Words that fold to the same text are one word, the
first one written.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from policyq.text.fold import fold

LONGEST: Final = 200
"""The most code points that a word may have; it bounds the work of the matcher."""

#: What nobody means to write: controls, invisible marks, lone surrogates, the sign of a broken byte.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n|\n|\r")


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
    """``too_long`` or ``unseen`` (a character that cannot be seen): the word is left out.
    ``repeated``: it folds to a word that was there before, and is left out as well."""
    line: int
    """From 1."""
    word: str
    first: int = 0
    """Of ``repeated``: the line of the word that it repeats."""


def read(text: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The words of a lexicon in their order, and the lines that were left out."""
    seen: dict[str, int] = {}
    words: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        word = line.strip()
        if not word or line.startswith("#"):
            continue
        problem = _problem(number, word, seen)
        if problem is None:
            words.append(word)
        else:
            problems.append(problem)
    return tuple(words), tuple(problems)


def _problem(number: int, word: str, seen: dict[str, int]) -> Problem | None:
    if len(word) > LONGEST:
        return Problem("too_long", number, word)
    if _UNSEEN.search(word):
        return Problem("unseen", number, word)
    first = seen.setdefault(fold(word), number)
    return None if first == number else Problem("repeated", number, word, first)
