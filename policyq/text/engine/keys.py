"""What a character of a text and the character of a word that it may be part of have in common.

Under the wide folds hundreds of characters may stand for one. But each has few *keys*: a number
for itself, one for its sound, one for each group of look-alikes that it is in. Where a character
stands for another, or is the beginning or the end of something that does, they share a key. They
may share one where it does not, so what is found by keys is only where a word may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from string import ascii_lowercase
from typing import Final, NamedTuple

from policyq.text.characters import bits, canonical
from policyq.text.standins import emoji, groups, groups_of, merged, said, standins, usual

LEAST_FREE: Final = 0x110000
"""Keys below are the code points of characters, as the folds make them."""

_GROUPS: Final = LEAST_FREE + 1_000
_OTHERS: Final = frozenset({"pinyin", "lookalike_han"})
_LETTERS: Final = frozenset(ascii_lowercase)
_INITIALS: Final = bits(("initials",))


class Spelled(NamedTuple):
    """Letters that stand for a character."""

    letters: str
    initial: bool
    """Whether they are no more than the first letter of its sound."""


class Keys(NamedTuple):
    """What stands for a character of a word."""

    whole: frozenset[int]
    """The keys of single characters that do, but for those that are `spelled`."""
    spelled: tuple[Spelled, ...]
    parts: frozenset[tuple[int, int]]
    """The first two of several characters that do."""
    first: frozenset[int]
    """The keys of every character that anything of it may begin with."""
    inside: frozenset[int]
    """The keys of every character that may be part of it."""

    @property
    def first_letters(self) -> frozenset[int]:
        """What it may begin with if it is spelled."""
        return frozenset(ord(each.letters[0]) for each in self.spelled)

    @property
    def last_letters(self) -> frozenset[int]:
        return frozenset(ord(each.letters[-1]) for each in self.spelled)


@lru_cache(maxsize=1 << 14)
def keys_of(one: str, folds: frozenset[str]) -> Keys:
    """The keys of a character of a word."""
    table = canonical(folds)
    same = one.translate(table)
    whole, inside = _shared_by(one, folds), set[int]()
    spelled: dict[Spelled, None] = {}
    if same in _LETTERS:
        spelled[Spelled(same, False)] = None
    elif "pinyin" not in folds or not said(one, folds):
        whole.add(ord(same))
    if "pinyin" in folds:
        for syllable in said(one, folds):
            spelled[Spelled(syllable, False)] = spelled[
                Spelled(syllable.replace("v", "u"), False)
            ] = None
    parts: set[tuple[int, int]] = set()
    first: set[int] = set()
    for mask, path in standins(one, folds - _OTHERS):
        places = [{ord(each) for each in "".join(place).translate(table)} for place in path]
        if mask & _INITIALS:
            spelled |= dict.fromkeys(Spelled(chr(code), True) for code in sorted(places[0]))
        elif len(places) == 1:
            whole |= places[0]
        else:
            parts |= {(left, right) for left in places[0] for right in places[1]}
            first |= places[0]
            inside = inside.union(*places)
    letters = "".join(each.letters for each in spelled)
    first |= whole | {ord(each.letters[0]) for each in spelled}
    return Keys(
        frozenset(whole),
        tuple(spelled),
        frozenset(parts),
        frozenset(first),
        frozenset(first | inside | set(map(ord, letters))),
    )


def _shared_by(one: str, folds: frozenset[str]) -> set[int]:
    """The keys of a character of a word for its sounds and its shape."""
    found: set[int] = set()
    if "pinyin" in folds:
        found |= {_sounds()[merged(syllable)] for syllable in said(one, folds)}
    if "lookalike_han" in folds:
        found |= {_GROUPS + number for number in groups_of(one, folds)}
    return found


@cache
def shared(folds: frozenset[str]) -> Mapping[str, tuple[int, ...]]:
    """The keys of characters of a text for sound and shape, by what the folds make of them."""
    table = canonical(folds)
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for syllable, characters in usual().items() if "pinyin" in folds else ():
        key, alike = _sounds()[syllable], characters
        if "emoji" in folds:
            alike += "".join(emoji().get(each, "") for each in characters)
        for one in alike.translate(table):
            found[one][key] = None
    for number, group in enumerate(groups()) if "lookalike_han" in folds else ():
        for one in group.translate(table):
            found[one][_GROUPS + number] = None
    return {one: tuple(keys) for one, keys in found.items()}


@cache
def sharing(folds: frozenset[str]) -> Mapping[int, tuple[str, ...]]:
    """The characters that share a key: `shared`, the other way round."""
    found: dict[int, list[str]] = defaultdict(list)
    for one, keys in shared(folds).items():
        for key in keys:
            found[key].append(one)
    return {key: tuple(characters) for key, characters in found.items()}


def characters_of(keys: Iterable[int], folds: frozenset[str]) -> frozenset[str]:
    """The characters of a text that have one of some keys, as the folds make them."""
    return frozenset(
        one
        for key in keys
        for one in ((chr(key),) if key < LEAST_FREE else sharing(folds).get(key, ()))
    )


@cache
def _sounds() -> dict[str, int]:
    return {syllable: LEAST_FREE + number for number, syllable in enumerate(usual())}
