"""The words that a log talks about most, cut by jieba, without the words that it always says.

Which words those are is taken from the log itself: whoever counts the days of each group finds
*the*, *this* and *we* on nearly all of them, and a topic on few. So a word that stands in at least
half of the group-days is a stop word; a log of fewer than `FEWEST` group-days cannot tell, and
keeps all. Single characters, numbers, links and names behind an ``@`` are never words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from policyq.ir import clock
from policyq.text.links import find
from policyq.vocabulary.events import MESSAGES, Event

#: How many words are named.
MOST = 10
#: So many group-days are needed to tell stop words.
FEWEST = 14
#: A word in at least this share of the group-days is a stop word.
ALWAYS = 0.5
_MENTION = re.compile(r"@\S+")
#: How exports write stickers: ``[微笑]``.
_STICKER = re.compile(r"\[[^\[\]]{1,12}\]")
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")


class Hot(NamedTuple):
    """A hot word: in how many messages, and on how many group-days."""

    word: str
    messages: int
    days: int


class HotWords:
    """Counts words as the events of a log come by, those of a group in their order."""

    def __init__(self, timezone: str) -> None:
        self._timezone = timezone
        self._today: dict[str, tuple[str, set[str]]] = {}
        self.messages: Counter[str] = Counter()
        """Word → messages that it is in."""
        self.days: Counter[str] = Counter()
        """Word → group-days that it was said on."""
        self.group_days = 0
        """The group-days on which anything was said."""

    def add(self, event: Event) -> None:
        """Counts the words of a message; each once, and not those of edits."""
        if event.kind not in MESSAGES or event.kind == "edit" or not event.text:
            return
        words = set(words_of(event.text))
        self.messages.update(words)
        day = clock.local(event.time, self._timezone).date().isoformat()
        if self._today.get(event.group, ("", set()))[0] != day:
            self._today[event.group] = (day, set())
            self.group_days += 1
        new = words - self._today[event.group][1]
        self._today[event.group][1].update(new)
        self.days.update(new)


def hottest(
    messages: Mapping[str, int], days: Mapping[str, int], group_days: int
) -> tuple[list[Hot], int]:
    """The hottest words, the most first, and how many stop words were left out."""
    stop = stop_words(days, group_days)
    left = [Hot(word, count, days[word]) for word, count in messages.items() if word not in stop]
    left.sort(key=lambda one: (-one.messages, -one.days, one.word))
    return left[:MOST], len(stop)


def stop_words(days: Mapping[str, int], group_days: int) -> frozenset[str]:
    """The words that are said on so many group-days that they say nothing."""
    if group_days < FEWEST:
        return frozenset()
    return frozenset(word for word, count in days.items() if count >= ALWAYS * group_days)


def words_of(text: str) -> Iterator[str]:
    """The words of a text, in small letters."""
    for hit in reversed(find(text)):
        text = text[: hit.start] + " " + text[hit.end :]
    text = _STICKER.sub(" ", _MENTION.sub(" ", text)).casefold()
    for piece in _WORD.findall(text):
        if piece.isascii():
            yield piece
        else:
            yield from (word for word in _cutter().cut(piece) if len(word) > 1)


@cache
def _cutter() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()
