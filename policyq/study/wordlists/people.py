"""Who is in a log, so that nobody's name is taken for a word.

A word is somebody's if it is a name or an account, whole or one of the pieces that other
characters part (王小明 of ``王小明-北京``), or two characters of a name of three, as people are
called by them (小明); and if it holds a Chinese name, which it would tell: all of one, or a piece
of three characters and more.
"""

from __future__ import annotations

import re
from typing import Final

from policyq.study.sharing import is_nobody
from policyq.text.fold import fold
from policyq.vocabulary.events import Event

LONGEST: Final = 100
"""Longer names are no names: nothing as long is suggested."""

_PIECES = re.compile("[\u4e00-\u9fff]{2,}|[a-z][a-z0-9]+")
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_PERSON = 3


class People:
    """The names and accounts of those who come by."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._pieces: set[str] = set()
        self._whole: set[str] = set()
        """Names in Chinese that a word must not hold."""

    def see(self, event: Event) -> None:
        """Take in whom an event names."""
        for name in (event.sender, event.name, event.target, *(event.mentions or ())):
            if name is not None and name not in self._seen:
                self._seen.add(name)
                self._take(name)

    def _take(self, name: str) -> None:
        if len(name) > LONGEST or is_nobody(name):
            return
        folded = fold(name).strip()
        for piece in _PIECES.findall(folded):
            self._pieces.add(piece)
            if piece[0] < "\u4e00" or len(piece) < _PERSON:
                continue
            self._whole.add(piece)
            if len(piece) == _PERSON:
                self._pieces |= {piece[:2], piece[1:]}
        if _HAN.fullmatch(folded):
            self._whole.add(folded)

    def are_named(self, word: str) -> bool:
        """Whether a folded word is, or tells, the name of somebody."""
        if word in self._pieces:
            return True
        length = range(2, len(word) + 1)
        return any(
            word[at : at + long] in self._whole
            for long in length
            for at in range(len(word) - long + 1)
        )
