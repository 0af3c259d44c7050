"""The ten rules as straight Python: as a bot's author writes them, and tuned.

Both say which rules an event breaks, the step on the ladder and the strongest penalty. Neither
knows of fields that are missing, events that are late or come twice, evidence, confirmations,
what was lost and why, or of saving what is remembered; nothing in them is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import ahocorasick_rs

from peers.workload import (
    ASKED,
    CATEGORIES,
    FLOOD,
    MENTIONS,
    MONTH,
    NEW,
    OFFSET,
    RULES,
    SITES,
    ZONE,
)
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE, Instant

LINK: Final = re.compile(r"https?://([A-Za-z0-9.-]+)")
STEPS: Final = ("警告", "禁言10分钟", "禁言1天", "移出")
ON_LADDER: Final = frozenset(("外链", "广告", "引流"))
_DIRECTLY: Final = {"诈骗": "全员禁言", "辱骂": "禁言1小时", "刷屏": "禁言10分钟"}
_WARNED: Final = frozenset(("夜间", "新人链接", "提醒"))
_GRAVITY: Final = ("", "警告", "禁言10分钟", "禁言1小时", "禁言1天", "移出")
_RULE_OF: Final = dict(zip(CATEGORIES, RULES[2:6], strict=True))


class Answer(NamedTuple):
    """What a program by hand says of an event."""

    fired: tuple[str, ...]
    step: int | None
    penalty: str


NOTHING: Final = Answer((), None, "")


class Ladder:
    """Who stepped it when."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], deque[Instant]] = defaultdict(deque)

    def settle(self, event: Event, fired: Sequence[str]) -> Answer:
        """The answer where some rules fired."""
        step = None
        penalties = [_DIRECTLY[name] for name in fired if name in _DIRECTLY]
        if not _WARNED.isdisjoint(fired):
            penalties.append("警告")
        if not ON_LADDER.isdisjoint(fired):
            counted = count(self._times[event.group, event.sender or ""], event.time, MONTH)
            step = min(counted, len(STEPS))
            penalties.append(STEPS[step - 1])
        known = [one for one in penalties if one in _GRAVITY]
        return Answer(tuple(fired), step, max(known, key=_GRAVITY.index, default=""))


def count(times: deque[Instant], now: Instant, window: int) -> int:
    """How many there are in the window with this one."""
    times.append(now)
    while times[0] <= now - window:
        times.popleft()
    return len(times)


class ByHand:
    """As one writes it: an alternation for each list, a date for the hour."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = [
            (_RULE_OF[name], re.compile("|".join(map(re.escape, some))))
            for name, some in words.items()
        ]
        self._zone = ZoneInfo(ZONE)
        self._floods: dict[tuple[str, str], deque[Instant]] = defaultdict(deque)
        self._ladder = Ladder()

    def decide(self, event: Event) -> Answer:
        flood = count(self._floods[event.group, event.sender or ""], event.time, MINUTE)
        if event.role in ("owner", "admin"):
            return NOTHING
        fired: list[str] = []
        hour = datetime.fromtimestamp(event.time / 1e6, self._zone).hour
        if hour >= 23 or hour < 7:
            fired.append("夜间")
        text = unicodedata.normalize("NFKC", event.text or "").lower()
        hosts = LINK.findall(text)
        if any(not allowed(host) for host in hosts):
            fired.append("外链")
        fired += [rule for rule, pattern in self._words if pattern.search(text)]
        if flood > FLOOD:
            fired.append("刷屏")
        if hosts and event.joined is not None and event.time - event.joined < NEW:
            fired.append("新人链接")
        if len(event.mentions or ()) > MENTIONS:
            fired.append("提醒")
        if text in ASKED:
            fired.append("资料")
        return self._ladder.settle(event, fired) if fired else NOTHING


def allowed(host: str) -> bool:
    """Whether a host is on one of the sites."""
    return any(host == site or host.endswith(f".{site}") for site in SITES)


class Found:
    """Which lists have a word in a text: one automaton for all of them."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        spelt = [(unicodedata.normalize("NFKC", word).lower(), name)
                 for name, some in words.items() for word in some]  # fmt: skip
        self._names = [name for _, name in spelt]
        self._automaton = ahocorasick_rs.AhoCorasick([word for word, _ in spelt])

    def names(self, text: str) -> list[str]:
        """The lists, in no order; a hit that overlaps another counts, too."""
        if not self._automaton.find_matches_as_indexes(text):
            return []
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return list({self._names[number] for number, _, _ in hits})


class Tuned:
    """The same, with the work that most messages do not need left out, and no dates."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._find = Found(words).names
        self._floods: dict[tuple[str, str | None], list[Instant]] = {}
        self._ladder = Ladder()

    def decide(self, event: Event) -> Answer:
        time, text, mentions = event.time, event.text or "", event.mentions
        key = (event.group, event.sender)
        times = self._floods.get(key)
        if times is None:
            times = self._floods[key] = []
        times.append(time)
        # Only who is about to write too much has his old messages dropped.
        if len(times) > FLOOD:
            del times[: bisect_right(times, time - MINUTE)]
        if event.role == "admin" or event.role == "owner":
            return NOTHING
        if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        text = text.lower()
        found = self._find(text)
        minute = (time + OFFSET) % DAY // MINUTE
        if (
            not found
            and 420 <= minute < 1380
            and "://" not in text
            and len(times) <= FLOOD
            and (not mentions or len(mentions) <= MENTIONS)
            and text not in ASKED
        ):
            return NOTHING
        return self._rest(event, text, found, minute, len(times))

    def _rest(self, event: Event, text: str, found: list[str], minute: int, flood: int) -> Answer:
        fired = [] if 420 <= minute < 1380 else ["夜间"]
        hosts = LINK.findall(text)
        if any(not allowed(host) for host in hosts):
            fired.append("外链")
        fired += [_RULE_OF[name] for name in found]
        if flood > FLOOD:
            fired.append("刷屏")
        if hosts and event.joined is not None and event.time - event.joined < NEW:
            fired.append("新人链接")
        if len(event.mentions or ()) > MENTIONS:
            fired.append("提醒")
        if text in ASKED:
            fired.append("资料")
        return self._ladder.settle(event, fired) if fired else NOTHING
