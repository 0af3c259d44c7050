"""A text as plain letters and digits, with the place of each character in the original.

What links and contacts are looked for in. It knows nothing of the folds of words, and only what
reads as the same letter or digit to everybody is changed: full-width, circled, squared,
mathematical, raised and lowered forms, and the digits of other scripts. Case stays, for it counts
in the path of a link. What shows nothing (zero-width characters, joiners, direction marks,
variation selectors, the frame of a keycap) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from policyq.text.characters import hidden
from policyq.text.fold import BROKEN, SURROGATES, WIDTHS, fold_width

LAST_STYLED: Final = 0x1FBF9
"""No character after this one is changed, but for those that show nothing; a test says so."""

#: Tags and more selectors, which show nothing: so far away that no table should reach them.
_FAR = re.compile("[\U000e0000-\U000e0fff]")
_NOTHING = "\u200b"
#: Capitals in brackets, circles and squares of which Unicode's tables do not say that they are letters, and
#: the letters of flags.
_CAPITALS = (0x1F110, 0x1F150, 0x1F170, 0x1F1E6)
_SMALL = 0x249C


class Plain(NamedTuple):
    """A text, made plain."""

    text: str
    places: Sequence[int] | None
    """Where each character stood; ``None``: where it stands."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A piece that is not empty, in the original text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Letters and digits of every style, and full-width marks, as the ordinary ones."""
    return _made(text, _all())


def plain_letters(text: str, marks: str) -> Plain:
    """Letters of every style, full-width letters and digits, and these full-width ``marks``."""
    return _made(text, _letters(marks))


def small_letters(text: str) -> str:
    """In small letters, each in its place: ``İ``, which would become two, becomes one."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower()[0] for one in text)


def _made(text: str, table: str) -> Plain:
    if text.isascii():
        return Plain(text, None)
    changed = _FAR.sub(_NOTHING, text.translate(table))
    if _NOTHING not in changed:
        return Plain(changed, None)
    places = [place for place, one in enumerate(changed) if one != _NOTHING]
    return Plain(changed.replace(_NOTHING, ""), places)


# -- the tables ------------------------------------------------------------------------------------


@cache
def _all() -> str:
    return _table({**_widths(), **dict(_styled_letters()), **dict(_digits())})


@cache
def _letters(marks: str) -> str:
    taken = {one: other for one, other in _widths().items() if one in marks or other.isalnum()}
    return _table({**taken, **dict(_styled_letters())})


def _table(changes: dict[str, str]) -> str:
    table = list(map(chr, range(LAST_STYLED + 1)))
    for code in SURROGATES:
        table[code] = BROKEN
    for one in (*hidden(frozenset({"separators"})), "\u20e3"):
        if ord(one) <= LAST_STYLED:
            table[ord(one)] = _NOTHING
    for one, other in changes.items():
        table[ord(one)] = other
    return "".join(table)


def _widths() -> dict[str, str]:
    every = (chr(code) for first, end in WIDTHS for code in range(first, end))
    return {one: other for one in every if (other := fold_width(one)) != one}


def _styled_letters() -> Iterator[tuple[str, str]]:
    for one in map(chr, range(0x80, LAST_STYLED + 1)):
        if unicodedata.decomposition(one).startswith("<"):
            other = unicodedata.normalize("NFKC", one)
            if len(other) == 1 and other.isascii() and other.isalpha():
                yield one, other
    for first in _CAPITALS:
        yield from ((chr(first + place), chr(ord("A") + place)) for place in range(26))
    yield from ((chr(_SMALL + place), chr(ord("a") + place)) for place in range(26))


def _digits() -> Iterator[tuple[str, str]]:
    for one in map(chr, range(0x80, LAST_STYLED + 1)):
        if one.isdigit():
            yield one, str(unicodedata.digit(one))
