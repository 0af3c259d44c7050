"""What a word leaves in a text under the wide folds, however it is written.

Each character of a word is written as a *whole* (one character for another), *spelled* (letters)
or in *parts*. So wherever a word stands, separators aside, the text has at least one of these:

- two parts of a character beside one another;
- something whole beside something spelled, in the order of two neighbours in the word;
- the first two characters of the word, both whole;
- the letters of the whole word, if everything is spelled;
- an emoji for two characters, beside the one before or after them;
- for a word of one character, the character.

The first letters of sounds count only where no other letters touch them
(`policyq.text.vetoes`), so of those it is known where they begin and end. Separators within words
are left out of all this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise, permutations, product
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from policyq.text.characters import canonical, hidden, separators
from policyq.text.engine.keys import Keys, Spelled, keys_of
from policyq.text.engine.pairs import Pairs, lists, products
from policyq.text.needles import MOST_SHUFFLED
from policyq.text.standins import emoji, emoji_of_two
from policyq.text.vetoes import LEAST_INITIALS, is_telling, solid
from policyq.vocabulary.han import is_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SPELLINGS: Final = 16
"""A word that may be spelled in more ways is looked for by its beginning."""

BEGINS, ENDS, SIDES = 1, 2, 4
"""No other letters may stand right before, or right behind, what is spelled."""


class Word(NamedTuple):
    """A word, as far as it is not separators or hidden."""

    word: str
    characters: str
    emoji: dict[int, frozenset[int]]
    """For places in it, the keys of emoji that stand for the character there and the next."""
    held: frozenset[str]
    """The separators, as the folds make them, that a piece must have."""
    parted: bool
    """Whether separators of its own are between its characters."""
    pair: str
    """What the folds make of a word of two Han, if other Han stand for them by sound or shape alone
    and in their order; else nothing."""


class Traces(NamedTuple):
    """What to look for. Words have numbers; characters of words have those after them."""

    characters: list[str]
    pairs: Pairs
    """Two keys beside one another: of which words, or characters of words, they tell."""
    alone: dict[int, list[int]]
    """A key by itself: of which words."""
    spelled: dict[str, list[int]]
    """Letters: of which words, times `SIDES`, and whether they must be by themselves (`BEGINS`,
    `ENDS`)."""


def word_of(word: str, folds: frozenset[str]) -> Word:
    table, passed, apart = canonical(folds), hidden(folds), separators()
    seen = [one for one in word if one not in passed]
    places = [place for place, one in enumerate(seen) if one not in apart]
    twos: dict[int, frozenset[int]] = {}
    for at, place in enumerate(places[:-1] if "emoji" in folds else ()):
        pair = "".join(seen[place : place + 2]).translate(table)
        shown = [each for _, some in emoji_of_two(folds).get(pair, ()) for each in some]
        if shown:
            twos[at] = frozenset(map(ord, "".join(shown).translate(table)))
    held = (one for one in seen if one in apart and (not places or not one.isspace()))
    return Word(
        word,
        "".join(seen[place] for place in places),
        twos,
        frozenset("".join(held).translate(table)),
        bool(places) and places[-1] - places[0] >= len(places),
        _pair(word, folds) if not twos else "",
    )


def _pair(word: str, folds: frozenset[str]) -> str:
    table = canonical(folds)
    same = word.translate(table)
    if len(word) != 2 or folds & {"reversed", "shuffled"} or not all(map(is_han, word + same)):
        return ""
    shown = (each for one in word + same for each in emoji().get(one, ""))
    return "" if any(map(is_han, "".join(shown).translate(table))) else same


def traces(words: Sequence[Word], folds: frozenset[str]) -> Traces:
    characters = sorted(set().union(*(each.characters for each in words)))
    keys = [keys_of(one, folds) for one in characters]
    by_character = dict(zip(characters, keys, strict=True))
    alone: dict[int, list[int]] = defaultdict(list)
    spelled: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(words):
        own = [by_character[one] for one in each.characters]
        for key in _alone(each, own):
            alone[key].append(number)
        for letters, bounds in _spelled(each, own, folds):
            spelled[letters].append(SIDES * number + bounds)
    pairs = _pairs(words, characters, keys, folds)
    return Traces(characters, pairs, dict(alone), dict(spelled))


def _alone(word: Word, keys: Sequence[Keys]) -> Iterator[int]:
    if len(keys) == 1:
        yield from keys[0].whole
    if len(keys) == 2:
        yield from word.emoji.get(0, ())


# -- pairs -----------------------------------------------------------------------------------------


def _pairs(
    words: Sequence[Word], characters: Sequence[str], keys: Sequence[Keys], folds: frozenset[str]
) -> Pairs:
    import numpy as np

    places = {one: place for place, one in enumerate(characters)}
    starts: list[tuple[int, int, int]] = []
    every: list[tuple[int, int, int]] = []
    extra: list[tuple[int, int, int]] = []
    for number, each in enumerate(words):
        own = [places[one] for one in each.characters]
        starts += [(*pair, number) for pair in _beginnings(own, folds)]
        every += [(*pair, number) for pair in _neighbours(own, folds)]
        if each.emoji:
            by_place = [keys[one] for one in own]
            extra += ((*pair, number) for pair in _with_emoji(each, by_place, folds))
    for place, one in enumerate(keys):
        extra += ((*pair, len(words) + place) for pair in one.parts)
    whole = lists([one.whole for one in keys])
    first, last = (
        lists([one.first_letters for one in keys]),
        lists([one.last_letters for one in keys]),
    )
    found: list[tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]] = []
    for some, left, right in ((starts, whole, whole), (every, whole, first), (every, last, whole)):
        table = np.array(some, np.intp).reshape(-1, 3)
        which, *two = products(left, right, table[:, 0], table[:, 1])
        found.append((two[0], two[1], table[which, 2].astype(np.uint32)))
    more = np.array(extra, np.uint32).reshape(-1, 3)
    found.append((more[:, 0], more[:, 1], more[:, 2]))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def _beginnings(own: Sequence[int], folds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Two characters of a word of which, in any order that counts, some are beside one another."""
    yield from pairwise(own[:2])
    if "reversed" in folds:
        yield from pairwise(own[:-3:-1])
    if "shuffled" in folds and len(own) <= MOST_SHUFFLED:
        yield from product(own[:1], own[1:])
        yield from product(own[1:], own[:1])


def _neighbours(own: Sequence[int], folds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Two characters of a word that may be beside one another."""
    if "shuffled" in folds and len(own) <= MOST_SHUFFLED:
        yield from permutations(own, 2)
        return
    yield from pairwise(own)
    if "reversed" in folds:
        yield from pairwise(own[::-1])


def _with_emoji(
    word: Word, keys: Sequence[Keys], folds: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """An emoji for two characters, and what may be beside it."""
    for place, shown in word.emoji.items():
        before = [place - 1] if place else []
        behind = [place + 2] if place + 2 < len(keys) else []
        if "shuffled" in folds:
            before = behind = [at for at in range(len(keys)) if at not in (place, place + 1)]
        for at in before:
            yield from product(keys[at].whole | keys[at].last_letters, shown)
        for at in behind:
            yield from product(shown, keys[at].whole | keys[at].first_letters)
            yield from product(shown, word.emoji.get(at, ()))


# -- letters ---------------------------------------------------------------------------------------


def _spelled(word: Word, keys: Sequence[Keys], folds: frozenset[str]) -> Iterator[tuple[str, int]]:
    if not keys or not all(each.spelled for each in keys):
        return
    yield from _in_order(word, keys)
    if "reversed" in folds:
        yield from _in_order(word, keys[::-1])
    if "shuffled" in folds and len(keys) <= 3:
        for order in permutations(keys):
            yield from _in_order(word, order)
    elif "shuffled" in folds and len(keys) <= MOST_SHUFFLED:
        for each in keys[1:]:
            for way in (*_ways((keys[0], each)), *_ways((each, keys[0]))):
                yield together("".join(each.letters for each in way)), 0


def _in_order(word: Word, keys: Sequence[Keys]) -> Iterator[tuple[str, int]]:
    few = len(solid(word.word)) < LEAST_INITIALS
    ways = _spellings(keys)
    bounds = BEGINS | (ENDS if len(ways) == len(keys) else 0)
    # One character after another, as many ways begin alike: how they read, and how long they are.
    begun = [("", 0, False)]
    for each in ways:
        begun = [
            (
                letters + more[1:] if letters[-1:] == more[0] else letters + more,
                size + len(one.letters),
                initial or one.initial,
            )
            for letters, size, initial in begun
            for one, more in each
        ]
    for letters, size, initial in begun:
        if not initial:
            yield letters, 0
        elif not few or (size == 2 and is_telling(letters)):
            yield letters, bounds


def _spellings(keys: Sequence[Keys]) -> list[list[tuple[Spelled, str]]]:
    """For each character of a word, or of its beginning, how it is spelled, and `together`."""
    return [[(one, together(one.letters)) for one in some] for some in _few_ways(keys)]


def _ways(keys: Sequence[Keys]) -> Iterator[tuple[Spelled, ...]]:
    """The ways to spell a word, or the beginning of one that has very many."""
    return product(*_few_ways(keys))


def _few_ways(keys: Sequence[Keys]) -> list[tuple[Spelled, ...]]:
    ways = [each.spelled for each in keys]
    while prod(map(len, ways)) > MOST_SPELLINGS and len(ways) > 2:
        ways.pop()
    return ways


@lru_cache(maxsize=1 << 12)
def together(letters: str) -> str:
    """With one letter for each run of the same."""
    return "".join(one for one, _ in groupby(letters))
