"""What to look for so that no word is missed: byte strings over an alphabet, and what each says.

Characters that are passed over are not in the text that is searched, so those of a word are not
in its string. A repeated character at the beginning or the end of a word needs no care. In its
middle it does: for each run there is a string that ends with one character more than the run has,
for there a text with repeats leaves the word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from policyq.text.engine.alphabet import PASSED, Alphabet


class Sought(NamedTuple):
    """What a string says where it stands."""

    word: int
    """The word's place in the list."""
    whole: bool
    """Whether the string is the word; else the word may begin here, with repeats."""


class Strings(NamedTuple):
    """What is looked for."""

    words: list[bytes]
    """Each word without what is passed over."""
    strings: list[bytes]
    """All different."""
    says: Callable[[int], Sequence[Sought]]
    """What each string says, by its number."""


def strings(forms: Sequence[str], alphabet: Alphabet, repeats: bool) -> Strings:
    """``forms``: words as the folds make them."""
    words = list(_numbers(forms, alphabet))
    whole: dict[bytes, list[int]] = {}
    begun: dict[bytes, list[int]] = {}
    for index, word in enumerate(words):
        whole.setdefault(word, []).append(index)
        if repeats and len(word) > 2 * alphabet.width:
            for beginning in _leaving(word, alphabet.width):
                begun.setdefault(beginning, []).append(index)
    every = [*(whole | begun)]

    @cache
    def says(number: int) -> Sequence[Sought]:
        one = every[number]
        ends = [Sought(index, True) for index in whole.get(one, ())]
        return ends + [Sought(index, False) for index in begun.get(one, ())]

    return Strings(words, every, says)


@lru_cache(maxsize=1 << 12)
def runs(string: bytes, width: int) -> list[tuple[bytes, int]]:
    """The characters one after another, and how often each."""
    each = (string[at : at + width] for at in range(0, len(string), width))
    return [(one, len(list(run))) for one, run in groupby(each)]


def _leaving(string: bytes, width: int) -> Iterator[bytes]:
    """For each run of characters but the first and the last: all up to its end, and one more of it."""
    first, begins = string[:width], width
    while string[begins : begins + width] == first:
        begins += width
    for end in range(begins + width, len(string), width):
        one = string[end - width : end]
        if string[end : end + width] != one:
            yield string[:end] + one


def _numbers(forms: Sequence[str], alphabet: Alphabet) -> Iterator[bytes]:
    """Each word as numbers, without what is passed over."""
    stream = alphabet.numbers(alphabet.apart.join([*forms, ""])).tobytes()
    passes = len(stream.translate(None, PASSED)) < len(stream)
    at = 0
    for form in forms:
        end = at + len(form) * alphabet.width
        yield stream[at:end].translate(None, PASSED) if passes else stream[at:end]
        at = end + alphabet.width
