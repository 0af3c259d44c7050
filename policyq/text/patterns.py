"""Patterns that an admin writes, searched by RE2: no pattern and no text can take long.

A pattern is searched in the text with its width folded and without regard to case, as words
are; offsets are those of the original text. So that a full-width character in a pattern still
means itself, the pattern is folded too: ``（`` becomes ``\\(``, never a group.

RE2 knows no look-around and no back-reference, and its ``\\w`` and ``\\b`` know only ASCII:
`ascii_only_beside_han` finds those that will disappoint beside Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from policyq.text.fold import fold_width

LONGEST: Final = 2000
"""The most code points of a pattern; a longer one is ``too_big``, before it costs anything."""

MOST_MEMORY: Final = 8 << 20
"""Bytes that a compiled pattern may take."""

_OPERATORS = frozenset("\\.+*?()|[]{}^$-")
_LOOK = re.compile(r"\(\?<?[=!]")
_BACK = re.compile(r"\\[1-9gk]|\(\?P[=>]")
_SIZE = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_TOKEN = re.compile(
    r"""\\(?:[pPx]\{[^}]*\}|Q.*?(?:\\E|\Z)|.)   # an escape
    | \[\^?\]?(?:\\.|\[:\w*:\]|[^\]\\])*\]      # a class
    | \(\?(?:P?<[^>=!]*>|P[=>]|<?[=!]|[\w-]*:?) # the start of a special group
    | [*+?]+ | \{\d*,?\d*\}                     # how often
    | .""",
    re.VERBOSE | re.DOTALL,
)
_ASCII_ONLY = re.compile(r"\\[bBwW]")
_HAN = re.compile(
    r"\\p\{?\^?Han|[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Problem(NamedTuple):
    """Why a pattern cannot be used."""

    id: str
    """``look_around``, ``back_reference``, ``too_big`` or ``syntax``."""
    offset: int
    """Where in the pattern, in code points; 0 if it cannot be told."""
    detail: str = ""
    """The piece of the pattern that it stopped at; may be empty."""


class Compiled:
    """A pattern that can be searched. It keeps no state and may be shared between threads."""

    __slots__ = ("_regexp", "pattern")

    def __init__(self, pattern: str, regexp: Any) -> None:
        self.pattern = pattern
        self._regexp = regexp

    def search(self, text: str) -> tuple[int, int] | None:
        """The first match, as ``[start, end)`` in code points of ``text``."""
        match = self._regexp.search(fold_width(text))
        return None if match is None else (match.start(), match.end())

    @property
    def matches_empty(self) -> bool:
        """Whether it matches the empty text, and so every text."""
        return self.search("") is not None


def compile(pattern: str) -> Compiled | Problem:
    """``pattern`` as written between slashes, without them (``\\/`` is a slash)."""
    import re2

    if len(pattern) > LONGEST:
        return Problem("too_big", 0)
    options = re2.Options()
    options.max_mem = MOST_MEMORY
    options.log_errors = False
    options.case_sensitive = False
    folded = _folded(pattern)
    try:
        return Compiled(pattern, re2.compile("".join(folded), options))
    except re2.error as error:
        said = error.args[0]
        message = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return _problem(pattern, folded, *_split(message))


def _folded(pattern: str) -> list[str]:
    """One piece for each character: its width folded, quoted if it would become an operator."""
    pieces: list[str] = []
    quoted = False
    for written, plain in zip(pattern, fold_width(pattern), strict=True):
        operator = plain != written and plain in _OPERATORS
        pieces.append("\\" + plain if operator and not quoted else plain)
        quoted = written == "\\" and not quoted
    return pieces


def _split(message: str) -> tuple[str, str]:
    """RE2's message and the piece of the pattern that it names."""
    what, _, piece = message.partition(": ")
    return what, piece


def _problem(pattern: str, folded: list[str], what: str, piece: str) -> Problem:
    if what == "invalid repetition size":
        problem = "too_big" if _in_order(piece) else "syntax"
    elif "too large" in what or "nest" in what:
        return Problem("too_big", 0)
    elif _LOOK.match(piece):
        problem = "look_around"
    elif piece == "(?P" and (place := _first(pattern, "(?P=", "(?P>")) is not None:
        return Problem("back_reference", place, piece)
    elif _BACK.match(piece):
        problem = "back_reference"
    else:
        problem = "syntax"
    return Problem(problem, _place(pattern, folded, piece), piece)


def _in_order(size: str) -> bool:
    match = _SIZE.fullmatch(size)
    return not match or not match[2] or int(match[1]) <= int(match[2])


def _place(pattern: str, folded: list[str], piece: str) -> int:
    """Where the piece stands: as a token of its own if it can be, else anywhere."""
    token = _first(pattern, piece)
    if token is not None:
        return token
    position = max("".join(folded).find(piece), 0) if piece else 0
    for offset, part in enumerate(folded):
        if position < len(part):
            return offset
        position -= len(part)
    return 0


def _first(pattern: str, *pieces: str) -> int | None:
    for offset, token in _tokens(pattern):
        if token.startswith(pieces) and pieces != ("",):
            return offset
    return None


def _tokens(pattern: str) -> Iterator[tuple[int, str]]:
    for match in _TOKEN.finditer(pattern):
        yield match.start(), match[0]


def ascii_only_beside_han(pattern: str) -> int | None:
    """Where the first ``\\b`` or ``\\w`` (or ``\\B``, ``\\W``) stands right beside Han; else None.

    Brackets and repetitions between the two do not part them; ``[\\w\\p{Han}]`` is as it should
    be. Ask it of patterns that compile: those are not too long.
    """
    atoms = [
        (offset, token)
        for offset, token in _tokens(pattern)
        if not token.startswith(("(", ")", "*", "+", "?", "{"))
    ]
    for (left_at, left), (right_at, right) in pairwise(atoms):
        if _is_ascii_only(left) and _HAN.search(right):
            return left_at
        if _is_ascii_only(right) and _HAN.search(left):
            return right_at
    return None


def _is_ascii_only(token: str) -> bool:
    return bool(_ASCII_ONLY.search(token)) and not _HAN.search(token)
