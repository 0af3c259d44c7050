"""How a line looks in a terminal: what is shown for each code point, and in which cells.

Underlines are laid out in *cells*, never in characters: `且` takes two, a combining mark none,
a family emoji of five code points two, a tab as many as it needs. What a terminal would hide
or obey (controls, zero-width and direction marks, lone surrogates) is spelled out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

TAB = 4

_ZWJ = "\u200d"

# Everything that would not show, or would do something, if it were printed as it is.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is shown. Code point ``i`` stands in the cells ``starts[i]`` to ``ends[i]``."""

    shown: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    width: int

    def cells(self, start: int, end: int) -> tuple[int, int]:
        """The cells of the code points ``[start, end)``; at least one cell wide."""
        if start >= len(self.starts):
            return self.width, self.width + 1
        first = self.starts[start]
        last = self.ends[min(end, len(self.ends)) - 1] if end > start else first + 1
        return first, max(last, first + 1)


def lay_out(text: str) -> Row:
    """Lay out one line (or a piece of one)."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece, width, length in _pieces(text):
        if piece == "\t":
            width = TAB - at % TAB
            piece = " " * width
        shown.append(piece)
        starts += [at] * length
        ends += [at + width] * length
        at += width
    return Row("".join(shown), tuple(starts), tuple(ends), at)


def width_of(text: str) -> int:
    """The cells that ``text`` takes, hidden characters spelled out."""
    return lay_out(text).width


def visible(text: str) -> str:
    """``text`` with everything hidden spelled out, tabs and line ends included."""
    return "".join(
        _spell(piece) if piece == "\t" else piece for piece, _width, _length in _pieces(text)
    )


def _pieces(text: str) -> list[tuple[str, int, int]]:
    """(what is shown, its cells, how many code points it stands for); a tab is left to the caller."""
    if text.isascii() and text.isprintable():
        return [(character, 1, 1) for character in text]
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for match in _HIDDEN.finditer(text):
        start, character = match.start(), match.group()
        if character == _ZWJ and _joins(text, start):
            continue
        pieces += _graphemes(text[at:start])
        pieces.append((character, 0, 1) if character == "\t" else _spelled(character))
        at = start + 1
    return pieces + _graphemes(text[at:])


def _joins(text: str, position: int) -> bool:
    """Whether the joiner here makes one picture of two emoji (anywhere else it only hides)."""
    before = text[:position].rstrip("\ufe0f")[-1:]
    after = text[position + 1 : position + 2]
    return bool(before and after) and _pictures(before) and _pictures(after)


def _pictures(character: str) -> bool:
    return "\u2600" <= character <= "\u27bf" or "\U0001f000" <= character <= "\U0001faff"


def _spelled(character: str) -> tuple[str, int, int]:
    spelled = _spell(character)
    return spelled, len(spelled), 1


def _spell(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _graphemes(text: str) -> list[tuple[str, int, int]]:
    if text.isascii():
        return [(character, 1, 1) for character in text]
    from wcwidth import iter_graphemes

    return [(cluster, _cluster_width(cluster), len(cluster)) for cluster in iter_graphemes(text)]


@lru_cache(maxsize=4096)
def _cluster_width(cluster: str) -> int:
    from wcwidth import wcswidth

    return max(0, wcswidth(cluster))
