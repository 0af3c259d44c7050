"""What else may stand for a character of a word: the folds that are not one character for one.

The tables know most characters in their simplified form only, so a character that is not in one
is looked up as what the other folds make of it, and then needs those folds too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
        yield from _found(emoji(), one, "emoji", folds)
    if folds & {"pinyin", "initials"}:
        yield from _sounds(one, folds)


@cache
def emoji_of_two(folds: frozenset[str]) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """From what the folds make of a word of two characters to its spellings, with their emoji."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word, shown in emoji().items():
        if len(word) == 2:
            found[word.translate(canonical(folds))].append((word, frozenset(shown)))
    return {word: tuple(spellings) for word, spellings in found.items()}


def said(one: str, folds: frozenset[str]) -> Sequence[str]:
    """The syllables that a character is said with, the usual one first."""
    return _table().said.get(_known(one, _table().said, folds)[0], ())


def usual() -> Mapping[str, str]:
    """From a syllable, as `merged`, to the characters that are usually said so."""
    return _table().usual


def merged(syllable: str) -> str:
    """One for all syllables that characters may stand in for one another by."""
    bare = syllable.removesuffix("g")
    alike = bare if bare.endswith(NASALS) else syllable
    return "l" + alike[1:] if alike.startswith("n") else alike


def groups_of(one: str, folds: frozenset[str]) -> Sequence[int]:
    """The numbers of the groups of look-alike Han that a character is in."""
    return _in_groups().get(_known(one, _in_groups(), folds)[0], ())


@cache
def groups() -> tuple[str, ...]:
    """Han that look alike."""
    return tuple(rows("lookalike_han"))


@cache
def emoji() -> Mapping[str, str]:
    """From a word to the emoji that stand for it."""
    found: dict[str, str] = defaultdict(str)
    for row in rows("emoji"):
        shown, *words = row.split(" ")
        for word in words:
            found[word] += shown
    return dict(found)


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
    return {
        one: "".join(sorted(set().union(*(groups()[number] for number in numbers)) - {one}))
        for one, numbers in _in_groups().items()
    }


@cache
def _in_groups() -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups()):
        for one in dict.fromkeys(group):
            found[one].append(number)
    return dict(found)


def _split(one: str, folds: frozenset[str]) -> Iterator[Standin]:
    known, needed = _known(one, _ways(), folds)
    ways = _ways().get(known)
    for way in ways.split(" ") if ways else ():
        path = tuple(frozenset(part + _parts().get(part, "")) for part in way)
        yield Standin(needed | bits(("split",)), path)


@cache
def _ways() -> dict[str, str]:
    """From a character to the ways in which it is split, with spaces between them."""
    return {row[0]: row[2:] for row in rows("split")}


@cache
def _parts() -> dict[str, str]:
    return {row[0]: row[2:] for row in rows("parts")}


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
        usual[merged(syllable)] += first
        for one in first:
            said[one].append(syllable)
        later += [(one, syllable) for one in "".join(also)]
    for one, syllable in later:
        said[one].append(syllable)
    return _Sounds(dict(said), dict(usual))


def _sounds(one: str, folds: frozenset[str]) -> Iterator[Standin]:
    needed = _known(one, _table().said, folds)[1]
    known = said(one, folds)
    for syllable in dict.fromkeys(map(merged, known)) if "pinyin" in folds else ():
        others = frozenset(usual().get(syllable, "")) - {one}
        yield Standin(needed | bits(("pinyin",)), (others,))
        if "emoji" in folds:
            shown = frozenset("".join(emoji().get(each, "") for each in others))
            yield Standin(needed | bits(("pinyin", "emoji")), (shown,))
    for syllable in known if "pinyin" in folds else ():
        for letters in dict.fromkeys((syllable, syllable.replace("v", "u"))):
            path = tuple(map(frozenset, letters))
            yield Standin(needed | bits(("pinyin",)), path)
    if "initials" in folds:
        for letter in dict.fromkeys(syllable[0] for syllable in known):
            path = (frozenset("wv" if letter == "w" else letter),)  # 微信 is vx to everybody
            yield Standin(needed | bits(("initials",)), path)
