"""The nearest of some words to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.diagnostics.near import distance


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
        slips = distance(word, other)
        if slips <= most and (best is None or slips < best[0]):
            best = (slips, other)
    return best[1] if best else None
