"""What else may stand for a character of a word: the folds that are not one character for one.

The tables know most characters in their simplified form only, so a character that is not in one
is looked up as what the other folds make of it, and then needs those folds too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from policyq.text.characters import bits, canonical, cost, rows

_LEET_ROWS = "a4@ b8 c(< e3€ g9 h# i1!| l1|£ o0 s5$ t7+ uµ x*× y¥ z2"
LEET: Final = {row[0]: row[1:] for row in _LEET_ROWS.split(" ")}
"""What is written for a letter."""

NASALS: Final = ("an", "en", "in")
"""Ends of syllables that are one with and without a ``g``."""


class Standin(NamedTuple):
    """Something that stands for a character."""

    mask: int
    """The folds that it needs, as `policyq.text.characters.bits`."""
    path: tuple[frozenset[str], ...]
    """One of these, then one of those: the characters of the text, one after another."""


def standins(one: str, folds: frozenset[str]) -> Iterator[Standin]:
    """All that stands for ``one`` under ``folds``, besides itself."""
    if "leet" in folds:
        yield from _found(LEET, one, "leet", folds)
    if "lookalike_han" in folds:
        yield from _found(_lookalikes(), one, "lookalike_han", folds)
    if "split" in folds:
        yield from _split(one, folds)
    if "emoji" in folds:
        yield from _found(_emoji(), one, "emoji", folds)
    if folds & {"pinyin", "initials"}:
        yield from _sounds(one, folds)


@cache
def emoji_of_two(folds: frozenset[str]) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """From what the folds make of a word of two characters to its spellings, with their emoji."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word, emoji in _emoji().items():
        if len(word) == 2:
            found[word.translate(canonical(folds))].append((word, frozenset(emoji)))
    return {word: tuple(spellings) for word, spellings in found.items()}


@cache
def syllables() -> frozenset[str]:
    """Every syllable that a character is said with, without its tone: ``wei``, ``lv``."""
    return frozenset(row.split(" ")[0] for row in rows("pinyin"))


def _found(
    table: Mapping[str, str], one: str, fold: str, folds: frozenset[str]
) -> Iterator[Standin]:
    known, needed = _known(one, table, folds)
    if known in table:
        yield Standin(needed | bits((fold,)), (frozenset(table[known]),))


def _known(one: str, table: Mapping[str, object], folds: frozenset[str]) -> tuple[str, int]:
    """The character to look up for ``one``, and the folds that lead to it."""
    other = one if one in table else one.translate(canonical(folds))
    return other, cost(one, other, folds) or 0


# -- shapes ----------------------------------------------------------------------------------------


@cache
def _lookalikes() -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in rows("lookalike_han"):
        for one in group:
            found[one] |= set(group) - {one}
    return {one: "".join(sorted(others)) for one, others in found.items()}


def _split(one: str, folds: frozenset[str]) -> Iterator[Standin]:
    known, needed = _known(one, _ways(), folds)
    for way in _ways().get(known, ()):
        path = tuple(frozenset(part + _parts().get(part, "")) for part in way)
        yield Standin(needed | bits(("split",)), path)


@cache
def _ways() -> dict[str, list[str]]:
    return {row[0]: row[2:].split(" ") for row in rows("split")}


@cache
def _parts() -> dict[str, str]:
    return {row[0]: row[2:] for row in rows("parts")}


# -- emoji -----------------------------------------------------------------------------------------


@cache
def _emoji() -> dict[str, str]:
    """From a word to the emoji that stand for it."""
    found: dict[str, str] = defaultdict(str)
    for row in rows("emoji"):
        emoji, *words = row.split(" ")
        for word in words:
            found[word] += emoji
    return dict(found)


# -- sounds ----------------------------------------------------------------------------------------


class _Sounds(NamedTuple):
    said: dict[str, list[str]]
    """From a character to its syllables, the usual one first."""
    usual: dict[str, str]
    """From a syllable without the ``g`` of its nasal to the characters that are usually said so."""


@cache
def _table() -> _Sounds:
    said: dict[str, list[str]] = defaultdict(list)
    usual: dict[str, str] = defaultdict(str)
    later: list[tuple[str, str]] = []
    for row in rows("pinyin"):
        syllable, first, *also = row.split(" ")
        usual[_merged(syllable)] += first
        for one in first:
            said[one].append(syllable)
        later += [(one, syllable) for one in "".join(also)]
    for one, syllable in later:
        said[one].append(syllable)
    return _Sounds(dict(said), dict(usual))


def _merged(syllable: str) -> str:
    bare = syllable.removesuffix("g")
    merged = bare if bare.endswith(NASALS) else syllable
    return "l" + merged[1:] if merged.startswith("n") else merged


def _sounds(one: str, folds: frozenset[str]) -> Iterator[Standin]:
    known, needed = _known(one, _table().said, folds)
    said = _table().said.get(known, ())
    for merged in dict.fromkeys(map(_merged, said)) if "pinyin" in folds else ():
        alike = frozenset(_table().usual.get(merged, "")) - {one}
        yield Standin(needed | bits(("pinyin",)), (alike,))
        if "emoji" in folds:
            emoji = frozenset("".join(_emoji().get(each, "") for each in alike))
            yield Standin(needed | bits(("pinyin", "emoji")), (emoji,))
    for syllable in said if "pinyin" in folds else ():
        for letters in dict.fromkeys((syllable, syllable.replace("v", "u"))):
            path = tuple(map(frozenset, letters))
            yield Standin(needed | bits(("pinyin",)), path)
    if "initials" in folds:
        for letter in dict.fromkeys(syllable[0] for syllable in said):
            path = (frozenset("wv" if letter == "w" else letter),)  # 微信 is vx to everybody
            yield Standin(needed | bits(("initials",)), path)
