"""Known names in running text: of members, with or without ``@``, whatever the case of letters.

A name of Latin letters or digits must stand alone (``anna``, not in ``joanna``); a Chinese one
may stand anywhere, as there are no spaces around it. Where names overlap, the one that begins
first is taken, and of these the longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from policyq.text.words import MOST_WORDS

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: Shorter names are found behind an ``@`` only: they would be found in every other text.
SHORTEST: Final = 2
SHORTEST_LATIN: Final = 3

_SMALL = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ＠", "abcdefghijklmnopqrstuvwxyz@"
)  # as long as what it stands for, so that offsets hold
_SURROGATES = re.compile("[\ud800-\udfff]")


class NameHit(NamedTuple):
    """A name at ``text[start:end]``, the ``@`` not included."""

    start: int
    end: int
    stands_for: str


class Names:
    """Some names, each with what it stands for, ready to be found."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._stand: list[tuple[AhoCorasick, list[tuple[bool, str]]]] = []
        forms: dict[str, tuple[bool, str]] = {}
        for name, stands_for in names.items():
            plain = _plain(name).strip()
            if plain:
                forms.setdefault("@" + plain, (True, stands_for))
            if len(plain) >= (SHORTEST_LATIN if plain.isascii() else SHORTEST):
                forms.setdefault(plain, (False, stands_for))
        known = sorted(forms.items())
        for first in range(0, len(known), MOST_WORDS):
            self._stand.append(_automaton(known[first : first + MOST_WORDS]))

    def find(self, text: str) -> list[NameHit]:
        """The names in a text, in order; they never overlap."""
        plain = _plain(text)
        found = sorted(self._all(plain), key=lambda hit: (hit.start, -hit.end))
        kept: list[NameHit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _all(self, plain: str) -> Iterator[NameHit]:
        for automaton, forms in self._stand:
            for number, start, end in automaton.find_matches_as_indexes(plain):
                called, stands_for = forms[number]
                if _alone(plain, start, end, called):
                    yield NameHit(start + called, end, stands_for)


def _automaton(
    forms: list[tuple[str, tuple[bool, str]]],
) -> tuple[AhoCorasick, list[tuple[bool, str]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = [word for word, _ in forms]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), [one for _, one in forms]


def _plain(text: str) -> str:
    """Small letters, and nothing that the automaton refuses."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.translate(_SMALL))


def _alone(plain: str, start: int, end: int, called: bool) -> bool:
    if not called and _latin(plain[start]) and start and _latin(plain[start - 1]):
        return False
    return not (end < len(plain) and _latin(plain[end - 1]) and _latin(plain[end]))


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
