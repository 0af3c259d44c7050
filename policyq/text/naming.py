"""Known names in running text: of members, with or without ``@``, whatever the case of letters.

A name of Latin letters or digits must stand alone (``anna``, not in ``joanna``); a Chinese one
may stand anywhere, as there are no spaces around it. One that is very short, or an ordinary word
(`policyq.text.ordinary`), must be addressed: ``@the`` or, at the start, ``the: hello``. Where
names overlap, the one that begins first is taken, and of these the longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from policyq.text.ordinary import ORDINARY

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: Shorter names are found where they are addressed only: they would be found in every other text.
SHORTEST: Final = 2
SHORTEST_LATIN: Final = 3

MOST_WORDS: Final = 25_000
"""The most names in one automaton. Names that begin alike (``a1``, ``a2`` … ``a99999``) take time
quadratic in their number to build."""

_SMALL = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ＠", "abcdefghijklmnopqrstuvwxyz@"
)  # as long as what it stands for, so that offsets hold
_ADDRESSED = (":", "：")
_SURROGATES = re.compile("[\ud800-\udfff]")


class NameHit(NamedTuple):
    """A name at ``text[start:end]``, the ``@`` not included."""

    start: int
    end: int
    stands_for: str


class _Form(NamedTuple):
    """How a name may be written, and what it then stands for."""

    called: bool
    """Whether an ``@`` belongs to it."""
    addressed: bool
    """Whether it counts at the start of a text alone, before a colon."""
    stands_for: str


class Names:
    """Some names, each with what it stands for, ready to be found."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._stand: list[tuple[AhoCorasick, list[_Form]]] = []
        forms: dict[str, _Form] = {}
        for name, stands_for in names.items():
            plain = _plain(name).strip()
            if not plain:
                continue
            least = SHORTEST_LATIN if plain.isascii() else SHORTEST
            addressed = len(plain) < least or plain in ORDINARY
            forms.setdefault("@" + plain, _Form(True, False, stands_for))
            forms.setdefault(plain, _Form(False, addressed, stands_for))
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
                form = forms[number]
                if _alone(plain, start, end, form):
                    yield NameHit(start + form.called, end, form.stands_for)


def _automaton(
    forms: list[tuple[str, _Form]],
) -> tuple[AhoCorasick, list[_Form]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = [word for word, _ in forms]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), [one for _, one in forms]


def _plain(text: str) -> str:
    """Small letters, and nothing that the automaton refuses."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.translate(_SMALL))


def _alone(plain: str, start: int, end: int, form: _Form) -> bool:
    if form.addressed:
        return not start and plain[end : end + 1] in _ADDRESSED
    if not form.called and _latin(plain[start]) and start and _latin(plain[start - 1]):
        return False
    return not (end < len(plain) and _latin(plain[end - 1]) and _latin(plain[end]))


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
