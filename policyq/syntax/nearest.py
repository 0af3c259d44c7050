"""The nearest of some words to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of ``known`` that ``word`` was probably meant to be, ``None`` if none is near.

    One slip (a letter more, less, other, or two swapped) in a short word, two in a word of
    more than five letters. A Chinese word must share a character.
    """
    best: tuple[int, str] | None = None
    for other in sorted(known, key=lambda one: (-len(one), one)):
        most = 2 if min(len(word), len(other)) > 5 else 1
        if word == other or abs(len(word) - len(other)) > most:
            continue
        if min(len(word), len(other)) < 2 or not set(word) & set(other):
            continue
        slips = _slips(word, other)
        if slips <= most and (best is None or slips < best[0]):
            best = (slips, other)
    return best[1] if best else None


def _slips(left: str, right: str) -> int:
    """The distance of Damerau and Levenshtein, neighbours swapped once."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
