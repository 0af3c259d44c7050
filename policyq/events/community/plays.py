"""Who plays for points: members check in, praise each other, show what they made, and redeem.

Some play for the points alone: they write one text again and again, and two of them praise each
other all day long. How many take part, `Parameters.points` says; nobody earns anything here, which
is a policy's business.
"""

from __future__ import annotations

from zlib import crc32

from policyq.events.community.dice import Dice
from policyq.events.community.parameters import Parameters
from policyq.events.community.people import Member, People
from policyq.events.community.phrases import Phrases
from policyq.events.community.scenes import Line

_HOUR = 3600
_FROM, _UNTIL = 8 * _HOUR, 22 * _HOUR
#: One in so many members plays for the points alone.
_FARMERS = 12
_WORKS = ("【作品】", "[Work] ")
_WORDS = ("兑换贴纸", "redeem stickers")
_HEADS = (
    "今天做了这个，花了一个下午，大家看看还能怎么改：",
    "made this today, tell me what to change: ",
)


class Plays:
    """The players of one group. Its chance is its own, so that all else stays as it was."""

    def __init__(self, told: Parameters, phrases: Phrases, people: People, index: int) -> None:
        self._told, self._phrases, self._people = told, phrases, people
        self._dice = Dice(told.seed, "plays", index)
        self._idle = index % 3 == 0
        self._place = 0 if told.language == "zh" else 1

    def day(self) -> list[Line]:
        """What the players do on a day; in one group of three nobody plays."""
        if self._idle:
            return []
        lines: list[Line] = []
        before: Member | None = None
        for who in self._people.talkers:
            if _farms(who):
                lines += self._farmed(who, before)
                before = who
            elif self._dice.random() < self._told.points:
                lines += self._played(who)
        return lines

    def _played(self, who: Member) -> list[Line]:
        dice = self._dice
        lines = [Line(self._when(), who, "checkin")]
        for _ in range(dice.times(0.8)):
            other = self._people.talker()
            if other is not who:
                lines.append(Line(self._when(), who, "reaction", target=other.account))
        if dice.random() < 0.15:
            lines.append(Line(self._when(), who, "text", self._work()))
        if dice.random() < 0.08:
            lines.append(Line(self._when(), who, "text", _WORDS[self._place]))
        return lines

    def _farmed(self, who: Member, before: Member | None) -> list[Line]:
        work = self._work()
        lines = [Line(self._when(), who, "checkin") for _ in range(3)]
        lines += [Line(self._when(), who, "text", work) for _ in range(3)]
        lines.append(Line(self._when(), who, "text", _WORDS[self._place]))
        if before is not None:
            for one, other in ((who, before), (before, who)) * 4:
                lines.append(Line(self._when(), one, "reaction", target=other.account))
        return lines

    def _work(self) -> str:
        said = self._dice.pick(self._phrases.photos or self._phrases.nods)
        return _WORKS[self._place] + _HEADS[self._place] + said

    def _when(self) -> int:
        return self._dice.between(_FROM, _UNTIL - 1)


def _farms(who: Member) -> bool:
    return who.role == "member" and crc32(who.account.encode()) % _FARMERS == 0
