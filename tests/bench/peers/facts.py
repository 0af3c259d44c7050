"""What other engines have to be given: they keep no counts, know no time of day, and find no links.

The facts are prepared by the tuned code of `peers.by_hand`; the ladder is settled by it, too. So
each of them is measured with the best program around it that we know how to write.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from peers.by_hand import LINK, NOTHING, Answer, Found, Ladder, allowed
from peers.workload import CATEGORIES, FLOOD, OFFSET
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE, SECOND, Instant

Facts: TypeAlias = dict[str, Any]
"""``admin``, ``minute`` of the day, ``hits`` (lists of which a word was found), ``outside`` and
``links`` (how many), ``tenure`` in seconds, ``flood`` (messages within a minute), ``mentions``, ``text``."""

Decide: TypeAlias = Callable[[Facts], Sequence[str]]
"""The rules that fire by some facts."""

LONG_AGO = 10**9


class Preparing:
    """Makes facts of events, one after another; it remembers what is counted."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._find = Found(words).names
        self._floods: dict[tuple[str, str | None], list[Instant]] = {}

    def facts(self, event: Event) -> Facts:
        time, text = event.time, event.text or ""
        times = self._floods.setdefault((event.group, event.sender), [])
        times.append(time)
        if len(times) > FLOOD:
            del times[: bisect_right(times, time - MINUTE)]
        if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = text.lower()
        hosts = LINK.findall(text) if "://" in text else []
        return {
            "admin": event.role == "admin" or event.role == "owner",
            "minute": (time + OFFSET) % DAY // MINUTE,
            "hits": self._find(text),
            "outside": sum(not allowed(host) for host in hosts),
            "links": len(hosts),
            "tenure": LONG_AGO if event.joined is None else (time - event.joined) // SECOND,
            "flood": min(len(times), FLOOD + 1),
            "mentions": len(event.mentions or ()),
            "text": text,
        }


class Around:
    """An engine with the program around it: from the raw event to the answer."""

    def __init__(self, words: Mapping[str, Sequence[str]], engine: Decide) -> None:
        self._facts = Preparing(words).facts
        self._engine = engine
        self._ladder = Ladder()

    def decide(self, event: Event) -> Answer:
        fired = self._engine(self._facts(event))
        return self._ladder.settle(event, fired) if fired else NOTHING


def by_hand(facts: Facts) -> list[str]:
    """The rules over facts, as straight Python."""
    if facts["admin"]:
        return []
    fired = [] if 420 <= facts["minute"] < 1380 else ["夜间"]
    if facts["outside"]:
        fired.append("外链")
    hits = facts["hits"]
    if hits:
        fired += [rule for rule, name in _HITS if name in hits]
    if facts["flood"] > FLOOD:
        fired.append("刷屏")
    if facts["links"] and facts["tenure"] < 86_400:
        fired.append("新人链接")
    if facts["mentions"] > 5:
        fired.append("提醒")
    if facts["text"] in ("资料", "学习资料"):
        fired.append("资料")
    return fired


_HITS = tuple(zip(("诈骗", "辱骂", "广告", "引流"), CATEGORIES, strict=True))
