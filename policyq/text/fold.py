"""Folding of case and width, one code point to one, so that offsets stay true.

Both foldings come from Unicode's own tables. Where Unicode folds one character to several
(``ß`` to ``ss``, ``ﬁ`` to ``fi``), the character keeps its place: its lower case if that is a
single one, else itself. Decided here, because no table decides it:

- ``İ`` (capital i with a dot) folds to ``i``; ``ı`` (small i without a dot) stays, as it does
  in Unicode's folding for all languages, so that ``I`` and ``i`` are one letter everywhere.
- Full-width and half-width forms fold to the ordinary character: ``Ａ`` to ``a``, ``，`` to
  ``,``, ``ｶ`` to ``カ``, the ideographic space to a space.
- A lone half of a surrogate pair folds to U+FFFD, so that a folded text can always be encoded.

Nothing else is folded: not traditional characters, not ``①``, not accents.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

LAST_CASED: Final = 0x1E943
"""No character after this one has a case; a test says so."""

WIDTHS: Final = ((0x3000, 0x3001), (0xFF00, 0xFFF0))
"""Where the full-width and half-width forms stand; a test says so."""

_BLOCK: Final = 256

SURROGATES: Final = range(0xD800, 0xE000)
BROKEN: Final = "\ufffd"


def fold(text: str) -> str:
    """``text`` with case and width folded: as long as before, and folding it again changes nothing."""
    if text.isascii():
        return text.lower()
    return text.translate(_tables()[2])


def folded(texts: Sequence[str]) -> list[str]:
    """Each of many texts, as `fold`."""
    return translated(texts, _tables()[2])


def translated(texts: Sequence[str], table: str) -> list[str]:
    """Each of many texts by a table that makes no line break of anything: at once, if it can be."""
    whole = "\n".join(texts)
    if whole.count("\n") != len(texts) - 1:
        return [text.translate(table) for text in texts]
    return whole.translate(table).split("\n")


def fold_case(text: str) -> str:
    """``text`` with only its case folded (and lone surrogates replaced)."""
    if text.isascii():
        return text.lower()
    return text.translate(_tables()[0])


def fold_width(text: str) -> str:
    """``text`` with only its width folded (and lone surrogates replaced)."""
    if text.isascii():
        return text
    return text.translate(_tables()[1])


def needed(piece: str, word: str) -> tuple[str, ...]:
    """Which folds make ``piece`` of a text equal to ``word``: ``"case"``, ``"width"``, both or none."""
    if piece == word:
        return ()
    case = fold_width(piece) != fold_width(word)
    width = fold_case(piece) != fold_case(word)
    return ("case",) * case + ("width",) * width


@cache
def _plain(last: int) -> array[int]:
    """The code points up to one, with `BROKEN` for halves of surrogate pairs."""
    codes = array("I", range(last + 1))
    codes[SURROGATES.start : SURROGATES.stop] = array("I", [ord(BROKEN)]) * len(SURROGATES)
    return codes


def _text(codes: array[int]) -> str:
    return codes.tobytes().decode("utf-32")  # without a mark, in the machine's own order


@cache
def cases() -> tuple[tuple[str, str], ...]:
    """Each character that the folding of case changes, and into what; without halves of surrogate pairs."""
    found: list[tuple[str, str]] = []
    text = _text(_plain(LAST_CASED))
    for first in range(0, LAST_CASED + 1, _BLOCK):
        block = text[first : first + _BLOCK]
        small = block.casefold()
        if small == block:  # most have none: quick to tell of all at once
            continue
        single = small if len(small) == len(block) else map(_single, block)
        pairs = zip(block, single, strict=True)
        found += [(one, other) for one, other in pairs if one != other and one != "\u0130"]
    return (*found, ("\u0130", "i"))


@cache
def widths() -> tuple[tuple[str, str], ...]:
    """The same of the folding of width."""
    return tuple((chr(code), plain) for code, plain in _widths())


@cache
def _tables() -> tuple[str, str, str]:
    """Case, width and both, each a text that holds at place n what character n becomes.

    A text is the quickest table that `str.translate` takes: it has no misses below its end,
    and beyond its end a character stays.
    """
    small = dict(cases())
    both = ((one, small.get(plain, plain)) for one, plain in widths())
    case, width = table_of(cases(), LAST_CASED), table_of(widths(), LAST_CASED)
    return case, width, table_of((*cases(), *both), LAST_CASED)


def table_of(changed: Iterable[tuple[str, str]], last: int) -> str:
    """A table up to a code point, by what is changed into what."""
    codes = _plain(last)[:]
    for one, other in changed:
        codes[ord(one)] = ord(other)
    return _text(codes)


def _single(character: str) -> str:
    folded = character.casefold()
    return folded if len(folded) == 1 else _lower(character)


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _widths() -> Iterator[tuple[int, str]]:
    for first, end in WIDTHS:
        for code in range(first, end):
            parts = unicodedata.decomposition(chr(code)).split()
            if len(parts) == 2 and parts[0] in ("<wide>", "<narrow>"):
                yield code, chr(int(parts[1], 16))
