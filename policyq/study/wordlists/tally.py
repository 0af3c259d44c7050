"""What the words of a list do in messages: how many each hits, whose, and how often rightly.

A message is *bad* if a label says so, *decent* if a label says that, and else neither. Memory grows
with the messages that are hit, and only a few of them are kept as examples.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from policyq.study.wordlists.finding import Finder, Found
from policyq.study.wordlists.intervals import Share
from policyq.text.folds import STRICTLY
from policyq.text.lexicon import Entry

TOGETHER: Final = 4_000
"""How many messages are looked at at a time."""

EXAMPLES: Final = 3
"""How many examples of each word are kept, at most."""

ANY, WHOLE, EXACT = 1, 2, 4
"""A word is in a message; it is there as a word by itself; it is there as it is written."""


class Message(NamedTuple):
    """A text, who wrote it, and whether it is bad."""

    text: str
    member: str | None = None
    bad: bool | None = None


class Record(NamedTuple):
    """A message in which something was found."""

    words: dict[int, int]
    """From the place of a word to how it is there, as bits."""
    member: str | None
    bad: bool | None


class Tally:
    """Counts messages as they come by."""

    def __init__(self, entries: Sequence[Entry], finder: Finder) -> None:
        self.entries = entries
        self._finder = finder
        self.messages = self.bad = self.decent = 0
        self.members: set[str] = set()
        self.hits: Counter[int] = Counter()
        """By word: how often it stands somewhere."""
        self.records: list[Record] = []
        self.examples: dict[int, list[Message]] = defaultdict(list)
        """By word; a decent one first, if there is one."""

    def see(self, messages: Iterable[Message]) -> None:
        """Take in messages."""
        rest = iter(messages)
        while some := list(islice(rest, TOGETHER)):
            for message, found in zip(
                some, self._finder.batch([one.text for one in some]), strict=True
            ):
                self._one(message, found)

    def _one(self, message: Message, found: Sequence[Found]) -> None:
        self.messages += 1
        self.bad += message.bad is True
        self.decent += message.bad is False
        if message.member is not None:
            self.members.add(message.member)
        words: dict[int, int] = {}
        for word, hit, whole in found:
            self.hits[word] += 1
            exact = STRICTLY.issuperset(hit.folds)
            words[word] = words.get(word, 0) | ANY | WHOLE * whole | EXACT * exact
        if words:
            self.records.append(Record(words, message.member, message.bad))
        for word in words:
            self._keep(self.examples[word], message)

    def _keep(self, examples: list[Message], message: Message) -> None:
        wrong = message.bad is False
        if len(examples) < EXAMPLES or (wrong and examples[0].bad is not False):
            examples.insert(0 if wrong else len(examples), message)
            del examples[EXAMPLES:]

    def share(self) -> Share:
        """How many of the messages with a label are bad."""
        return Share(self.bad, self.bad + self.decent)


class OfWord(NamedTuple):
    """What one word does, or one way of it."""

    messages: int
    members: int
    right: Share
    """The bad ones among the messages with a label that it hits."""
    alone: int
    """Messages that no other word hits."""
    right_alone: Share


def count(
    records: Iterable[Record], without: Collection[int] = (), having: int = 0, lacking: int = 0
) -> dict[int, OfWord]:
    """By word, what it does in a list ``without`` some words; only hits that are of the ways
    ``having`` and not of those ``lacking`` count."""
    messages: Counter[int] = Counter()
    members: dict[int, set[str]] = defaultdict(set)
    judged: Counter[int] = Counter()
    bad: Counter[int] = Counter()
    alone: Counter[int] = Counter()
    judged_alone: Counter[int] = Counter()
    bad_alone: Counter[int] = Counter()
    for record in records:
        words = [word for word in record.words if word not in without]
        for word in words:
            how = record.words[word]
            if how & having != having or how & lacking:
                continue
            single = len(words) == 1
            messages[word] += 1
            alone[word] += single
            if record.member is not None:
                members[word].add(record.member)
            if record.bad is not None:
                judged[word] += 1
                judged_alone[word] += single
                bad[word] += record.bad
                bad_alone[word] += single and record.bad
    return {
        word: OfWord(
            number,
            len(members[word]),
            Share(bad[word], judged[word]),
            alone[word],
            Share(bad_alone[word], judged_alone[word]),
        )
        for word, number in messages.items()
    }
