"""Which dictionary words a stretch of Chinese is made of: the likeliest cut, by how often each
word is written.

The dictionary is jieba's; its file is read and the package is not imported, so nothing is
trained, and no file is written. It is read when something is first asked of it, which takes about
half a second, and kept.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from typing import Final

from policyq.resources import read_text_of
from policyq.vocabulary.han import is_han

LONGEST: Final = 8
"""Longer dictionary words are passed over, so that a neighbourhood is enough to cut by."""

_UNKNOWN: Final = 1
"""How often a character that is no word of its own is taken to be written."""


def count(word: str) -> int:
    """How often ``word`` is written, in the texts that the dictionary was counted in."""
    return _counts().get(word, 0)


def around(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words, as ``[start, end)`` of ``text``, that a piece of it is in or made of.

    Only the piece and `LONGEST` characters on either side are looked at, and no further than
    where the Chinese ends.
    """
    first = start
    while first > max(0, start - LONGEST) and is_han(text[first - 1]):
        first -= 1
    last = end
    while last < min(len(text), end + LONGEST) and is_han(text[last]):
        last += 1
    words, place = [], first
    for length in _cut(text[first:last]):
        if place < end and place + length > start:
            words.append((place, place + length))
        place += length
    return words


@lru_cache(maxsize=1 << 14)
def _cut(stretch: str) -> tuple[int, ...]:
    """The lengths of the words of the likeliest cut."""
    counts, total = _counts(), _total()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(stretch) + 1):
        best.append(
            max(
                (best[start][0] + log(often) - total, end - start)
                for start in range(max(0, end - LONGEST), end)
                if (often := counts.get(stretch[start:end], _UNKNOWN if end - start == 1 else 0))
            )
        )
    lengths = []
    end = len(stretch)
    while end:
        lengths.append(best[end][1])
        end -= lengths[-1]
    return tuple(reversed(lengths))


@cache
def _total() -> float:
    return log(sum(_counts().values()) or 1)


@cache
def _counts() -> dict[str, int]:
    counts = {}
    for line in (read_text_of("jieba", "dict.txt") or "").split("\n"):
        word, _, rest = line.partition(" ")
        often = rest.partition(" ")[0]
        if often.isdecimal() and int(often) and len(word) <= LONGEST:
            counts[word] = int(often)
    return counts
