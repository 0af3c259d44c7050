"""What happens in a group, one scene at a time: a conversation, a joke, a quarrel, a flood.

A scene puts lines into the day's notebook; it knows nothing of ids and instants. Times are
seconds since the group's local midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policyq.events.community.dice import Dice, Weighted
from policyq.events.community.parameters import Parameters
from policyq.events.community.people import Member, People
from policyq.events.community.phrases import Phrases
from policyq.vocabulary.types import DAY, SECOND, Duration, Instant

DAY_SECONDS = 86_400
#: From this second of a day on, a change of the clock on that day has happened.
CHANGED = 3 * 3600
EVERYONE = ("*",)
_GAPS = (4.0, 9.0, 15.0, 25.0, 45.0)
_MEDIA = ("image", "image", "image", "sticker", "sticker", "sticker", "voice", "file")


class Line(NamedTuple):
    """What will be one event."""

    second: int
    who: Member
    kind: str
    text: str | None = None
    links: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    about: Line | None = None
    """Of a recall: the line that is recalled; of a complaint: what was said of it; of a view, a share
    or an answer: the post."""
    amount: float | None = None
    target: str | None = None
    """Of a complaint: the account."""


class Scenes:
    """The notebook of one group's day."""

    def __init__(self, told: Parameters, phrases: Phrases, people: People, dice: Dice) -> None:
        self._told, self._phrases, self._people, self._dice = told, phrases, people, dice
        self._hosts = told.good_hosts or phrases.hosts
        self._by_day, self._by_night = _curves(told)
        self._quiet = [_is_quiet(hour, told.quiet) for hour in range(24)]
        self._midnight: Instant = 0
        self._shift: Duration = 0
        self.lines: list[Line] = []

    def start(self, midnight: Instant, shift: Duration) -> None:
        """Turn to a clean page. On a day on which the clock is changed, ``shift`` is the change."""
        self._midnight, self._shift = midnight, shift
        self.lines = []

    # --- ordinary life ------------------------------------------------------------------

    def conversation(self, count: int) -> None:
        """A few members talk about one thing; ``count`` messages, fewer if the night falls."""
        dice, phrases, told = self._dice, self._phrases, self._told
        random = dice.random
        second: float = self._awake()
        people = self._people.several(dice.between(2, 6))
        topic, short = dice.pick(phrases.topics), phrases.short
        gap = dice.pick(_GAPS) if len(people) > 2 else 30.0
        plain = 1.0 - told.media - told.links - told.mentions
        add, quiet = self.lines.append, self._quiet
        for _ in range(count):
            second += 2.0 + dice.wait(gap)
            if second >= DAY_SECONDS or quiet[int(second) // 3600]:
                return
            who = people[int(random() * len(people))]
            chance = random()
            if chance < plain:
                texts = short if chance < plain * 0.22 else topic
                line = Line(int(second), who, "text", texts[int(random() * len(texts))])
            else:
                line = self._unusual(int(second), who, people, chance - plain)
            add(line)
            if random() < told.recalls:
                self._recall(line)

    def chorus(self) -> None:
        """Several members write the same within a minute."""
        people = self._people.several(self._dice.between(3, 7))
        if len(people) >= 3:
            text = self._dice.pick(self._phrases.chorus)
            self._together(people, lambda: text, 40)

    def rush(self) -> None:
        """Somebody gives a red packet, and many say thanks."""
        dice = self._dice
        people = self._people.several(dice.between(15, 60))
        if len(people) < 5:
            return
        second = self._awake()
        amount = float(dice.between(1, 40) * 5)
        self.lines.append(Line(second, people[0], "red_packet", "", amount=amount))
        self._together(people[1:], lambda: dice.pick(self._phrases.thanks), 50, second + 3)

    def triple(self) -> None:
        """One member sends the same text three times, for want of a connection."""
        who, text, second = self._people.talker(), self._topical(), self._awake()
        for _ in range(3):
            self._say(second, who, text)
            second += self._dice.between(4, 18)

    def notice(self) -> None:
        """The owner or an administrator tells everybody something."""
        hour = self._dice.pick(self._told.notice_hours)
        second = hour * 3600 + self._dice.between(0, 1799)
        who = self._dice.pick(self._people.staff)
        if not self._quiet[hour] and who.left is None:
            self._say(second, who, self._dice.pick(self._phrases.notices))

    def checkin(self) -> None:
        self.lines.append(Line(self._awake(), self._people.talker(), "checkin"))

    def join(self, second: int | None = None) -> None:
        """A newcomer, who may say hello."""
        second = self._awake() if second is None else second
        who = self._people.join(self._at(second))
        self.lines.append(Line(second, who, "join"))
        if who.weight > 0 and self._dice.random() < 0.6:
            self._say(
                second + self._dice.between(20, 600), who, self._dice.pick(self._phrases.welcome)
            )

    def leave(self) -> None:
        """Somebody leaves, after what they had to say today."""
        who = self._people.leaver()
        if who is None:
            return
        last = max((line.second for line in self.lines if line.who is who), default=0)
        self._leave(who, max(last + 30, self._awake()))

    # --- what no group wants ------------------------------------------------------------

    def night(self, count: int) -> None:
        """Talk in the quiet hours."""
        if self._by_night is None:
            return
        culprit = self._people.culprit()
        friend = self._people.ordinary_talker()
        if culprit is None or friend is None:
            return
        second: float = self._in_hour(self._by_night.place(self._dice))
        for _ in range(count):
            if second >= DAY_SECONDS or not self._quiet[int(second) // 3600]:
                return
            who = culprit if self._dice.random() < 0.6 else friend
            night = self._dice.random() < 0.6
            text = self._dice.pick(self._phrases.night) if night else self._topical()
            self.lines.append(Line(int(second), who, "text", text))
            second += 5 + self._dice.wait(60)

    def bad_link(self) -> None:
        who = self._people.culprit()
        if who is not None:
            text = self._dice.pick(self._phrases.off_topic)
            self._say(self._awake(), who, text.replace("{link}", self._bad_link()))

    def advertise(self, texts: Sequence[str]) -> None:
        """An advertisement, by a member or by somebody who joined to post it."""
        second = self._awake()
        text = self._dice.pick(texts).replace("{link}", self._bad_link())
        if self._dice.random() >= self._told.fresh_advertisers:
            who = self._people.culprit()
            if who is not None:
                self._say(second, who, text)
            return
        who = self._people.join(self._at(second))
        self.lines.append(Line(second, who, "join"))
        said = second + self._dice.between(15, 900)
        if self._say(said, who, text) and self._dice.random() < 0.7:
            self._leave(who, said + self._dice.between(60, 3600))

    def quarrel(self) -> None:
        """Two members insult each other, and somebody says so."""
        first, second_one = self._people.culprit(), self._people.ordinary_talker()
        if first is None or second_one is None or first is second_one:
            return
        second = self._awake()
        for turn in range(self._dice.between(4, 8)):
            who, harsh = (first, 0.6) if turn % 2 == 0 else (second_one, 0.35)
            texts = self._phrases.abuses if self._dice.random() < harsh else self._phrases.sulks
            self._say(second, who, self._dice.pick(texts))
            second += self._dice.between(6, 25)

    def flood(self) -> None:
        """One member, nine messages and more within a minute."""
        who = self._people.culprit()
        if who is None:
            return
        texts, second = self._phrases.floods, self._awake()
        first = self._dice.between(0, len(texts) - 1)
        for turn in range(self._dice.between(9, 14)):
            self._say(second + turn * 4, who, texts[(first + turn) % len(texts)])

    def call_everyone(self) -> None:
        who = self._people.culprit()
        if who is not None:
            text = self._dice.pick(self._phrases.mass)
            self.lines.append(Line(self._awake(), who, "text", text, mentions=EVERYONE))

    # --- lines --------------------------------------------------------------------------

    def _say(self, second: int, who: Member, text: str) -> bool:
        """Write it down, unless it would fall into the quiet hours."""
        if second >= DAY_SECONDS or self._quiet[second // 3600]:
            return False
        self.lines.append(Line(second, who, "text", text))
        return True

    def _unusual(self, second: int, who: Member, people: list[Member], chance: float) -> Line:
        """Media, a welcome link, a mention: one by its share."""
        told, dice = self._told, self._dice
        if chance < told.media:
            return Line(second, who, dice.pick(_MEDIA), "")
        settled = self._at(second) - who.joined > 2 * DAY
        if chance < told.media + told.links and settled:
            link = f"https://{dice.pick(self._hosts)}/{dice.between(10**6, 10**8)}"
            if dice.random() < 0.3:
                return Line(second, who, "link", self._topical(), links=(link,))
            return Line(second, who, "text", dice.pick(self._phrases.links).replace("{link}", link))
        other = dice.pick(people)
        text = dice.pick(self._phrases.mention).replace("{name}", other.name)
        return Line(second, who, "text", text, mentions=(other.account,))

    def _recall(self, line: Line) -> None:
        second = line.second + self._dice.between(3, 100)
        if second < DAY_SECONDS:
            self.lines.append(Line(second, line.who, "recall", about=line))

    def _leave(self, who: Member, second: int) -> None:
        second = min(second, DAY_SECONDS - 1)
        if self._people.leave(who, self._at(second)):
            self.lines.append(Line(second, who, "leave"))

    def _together(
        self, people: list[Member], text: Callable[[], str], within: int, second: int | None = None
    ) -> None:
        start = self._awake() if second is None else second
        for who in people:
            self._say(start + self._dice.between(0, within), who, text())

    def _topical(self) -> str:
        return self._dice.pick(self._dice.pick(self._phrases.topics))

    def _bad_link(self) -> str:
        return f"http://{self._dice.pick(self._told.bad_hosts)}/{self._dice.between(10**4, 10**7)}"

    def _awake(self) -> int:
        return self._in_hour(self._by_day.place(self._dice))

    def _in_hour(self, hour: int) -> int:
        return hour * 3600 + int(self._dice.random() * 3600)

    def _at(self, second: int) -> Instant:
        return self._midnight + second * SECOND + (self._shift if second >= CHANGED else 0)


def _is_quiet(hour: int, quiet: tuple[int, int]) -> bool:
    start, end = quiet
    return start <= hour < end if start <= end else hour >= start or hour < end


def _curves(told: Parameters) -> tuple[Weighted, Weighted | None]:
    """Chances of the hours: awake, and in the quiet hours (most at their start, some at the end)."""
    quiet = [_is_quiet(hour, told.quiet) for hour in range(24)]
    day = [0.0 if quiet[hour] else told.hours[hour] for hour in range(24)]
    start, end = told.quiet
    length = (end - start) % 24
    night = [0.0] * 24
    for place in range(length):
        night[(start + place) % 24] = 1 / (1 + place) + (0.3 if place == length - 1 else 0)
    if sum(day) <= 0:
        day = [1.0] * 24
    return Weighted(day), Weighted(night) if length else None
