"""The workload: 200 groups of a made-up study community that talk, and break ten rules now and then.

Everything is drawn from one seed, so that it is the same on every machine. The words that are
looked for stand in no ordinary sentence, so that what breaks a rule is known beforehand.
"""

from __future__ import annotations

import random
from itertools import islice
from typing import Final, NamedTuple

from policyq.events.community import Parameters, generate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND, Instant

CATEGORIES: Final = ("诈骗词", "辱骂词", "广告词", "引流词")
SITES: Final = ("zhihu.com", "bilibili.com", "icourse163.org", "xuetangx.com", "edu.cn", "gov.cn")
ZONE: Final = "Asia/Shanghai"
OFFSET: Final = 8 * HOUR
"""How far the zone is from UTC; it has had no summer time for long."""

RULES: Final = (
    *("夜间", "外链", "诈骗", "辱骂", "广告", "引流"),
    *("刷屏", "新人链接", "提醒", "资料"),
)
"""What breaks a rule, by the names that every engine is to give. With the ladder that 外链, 广告 and
引流 step, these are the ten rules and the ladder of the policy."""

MONTH: Final = 30 * DAY
START: Final = 1_772_294_400_000_000
"""Midnight of a Sunday in the zone."""
DAYS: Final = 20
FLOOD: Final = 8
MENTIONS: Final = 5
NEW: Final = DAY
ASKED: Final = ("资料", "学习资料")

#: Of a hundred thousand messages so many break the rule.
SHARES: Final = {
    "night": 1_500,
    "outside": 900,
    "newcomer": 300,
    "诈骗词": 400,
    "辱骂词": 500,
    "广告词": 700,
    "引流词": 600,
    "burst": 60,
    "mentions": 300,
    "asks": 500,
}
_BURST = 12
_LETTERS = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感"


class Workload(NamedTuple):
    """Events in their order, and the words that are looked for in them."""

    events: tuple[Event, ...]
    words: dict[str, tuple[str, ...]]
    """The words of each of `CATEGORIES`."""


def workload(events: int = 200_000, words: int = 1_200, groups: int = 200) -> Workload:
    """The workload of some size."""
    phrases = _phrases()
    lists = made_words(words, "\n".join(phrases))
    return Workload(tuple(_Talk(groups, phrases, lists).events(events)), lists)


def made_words(count: int, ordinary: str) -> dict[str, tuple[str, ...]]:
    """So many words, none of which stands in a text, spread over `CATEGORIES`."""
    draw = random.Random("words")
    found: dict[str, None] = {}
    while len(found) < count:
        length = draw.choices((2, 3, 4, 5, 6), (25, 25, 35, 10, 5))[0]
        word = "".join(draw.choice(_LETTERS) for _ in range(length))
        if word not in ordinary:
            found[word] = None
    every = list(found)
    return {name: tuple(every[place::4]) for place, name in enumerate(CATEGORIES)}


def _phrases() -> list[str]:
    """What the made-up community says that breaks no rule."""
    chat = islice(generate(Parameters(groups=20, days=7)), 30_000)
    said = {one.text for one in chat if one.kind == "text" and one.text and one.role == "member"}
    return sorted(text for text in said if "." not in text and "/" not in text)


class _Talk:
    """Draws the messages one after another."""

    def __init__(self, groups: int, phrases: list[str], words: dict[str, tuple[str, ...]]) -> None:
        self._draw = random.Random("talk")
        self._groups = groups
        self._phrases = phrases
        self._words = words
        self._weights = [1 / (place + 3) for place in range(groups)]
        self._joined: dict[str, Instant] = {}
        self._kinds = [*SHARES, ""]
        self._shares = [*SHARES.values(), 100_000 - sum(SHARES.values())]

    def events(self, count: int) -> list[Event]:
        draw = self._draw
        made: list[Event] = []
        while len(made) < count:
            kind = draw.choices(self._kinds, self._shares)[0]
            group = draw.choices(range(self._groups), self._weights)[0]
            if kind == "burst":
                made += self._burst(group)
            else:
                made.append(self._message(kind, group, self._time(kind == "night")))
        made.sort(key=lambda one: one.time)
        return [event._replace(id=f"m{place}") for place, event in enumerate(made[:count])]

    def _time(self, night: bool) -> Instant:
        hour = self._draw.choice((23, 24, 25, 30)) if night else self._draw.randrange(7, 23)
        day = self._draw.randrange(DAYS)
        return START + day * DAY + hour * HOUR + self._draw.randrange(HOUR // SECOND) * SECOND

    def _message(self, kind: str, group: int, time: Instant) -> Event:
        draw = self._draw
        mentions: tuple[str, ...] = ()
        text = draw.choice(self._phrases)
        size = 30 + group % 7 * 60
        sender = f"g{group}u{int(draw.paretovariate(0.8)) % size}"
        joined = self._joined.setdefault(sender, START - draw.randrange(2, 400) * DAY)
        if draw.random() < 0.15:
            text = f"{text}，{draw.choice(self._phrases)}"
        if kind in self._words:
            place = draw.randrange(len(text) + 1)
            text = text[:place] + draw.choice(self._words[kind]) + text[place:]
        elif kind == "outside":
            text += f" https://www.example{draw.randrange(50)}.com/{draw.randrange(10**6)}"
        elif kind == "newcomer":
            sender, joined = f"g{group}new{draw.randrange(10**6)}", time - draw.randrange(NEW)
            text += f" https://www.{draw.choice(SITES)}/{draw.randrange(10**6)}"
        elif kind == "mentions":
            mentions = tuple(f"g{group}u{one}" for one in draw.sample(range(size), MENTIONS + 3))
        elif kind == "asks":
            text = draw.choice(ASKED)
        elif draw.random() < 0.02:
            text += f" https://www.{draw.choice(SITES)}/{draw.randrange(10**6)}"
        elif draw.random() < 0.03:
            mentions = (f"g{group}u{draw.randrange(size)}",)
        role = "admin" if draw.random() < 0.03 else "member"
        return Event(
            "", time, f"g{group}", "text", sender, "小明", role, frozenset(), joined, text, (),
            mentions, members=size, platform="wechat",
        )  # fmt: skip

    def _burst(self, group: int) -> list[Event]:
        """One member who writes more than `FLOOD` messages in a minute."""
        first = self._message("", group, self._time(False))
        times = sorted(self._draw.randrange(MINUTE // SECOND) for _ in range(_BURST))
        return [
            first._replace(time=first.time + later * SECOND, text=self._draw.choice(self._phrases))
            for later in times
        ]
