"""One group, day by day: scenes are drawn, their lines sorted and stamped as events.

`policyq.events.community.scenes` says what a scene is; this module decides how many of which
sort a day has, so that the shares of `Parameters` come out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from operator import attrgetter

from policyq.events.community.dice import Dice
from policyq.events.community.occasions import Occasions
from policyq.events.community.parameters import Band, Parameters
from policyq.events.community.people import People
from policyq.events.community.phrases import Phrases
from policyq.events.community.plays import Plays
from policyq.events.community.posts import Posts
from policyq.events.community.scenes import CHANGED, DAY_SECONDS, Line
from policyq.events.roster import GroupRow, Row
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import SECOND, Duration, Instant

#: Groups take their band by this step through the shares: any number of them is well mixed.
_GOLDEN = 0.6180339887498949
#: How many messages of a scene count as violations, on average.
_NIGHT, _QUARREL, _FLOOD = 4.0, 2.9, 3.5
_CHORUS, _TALK = 4.6, 9.0
#: And how many messages a scene has that comes only in some kinds of group.
_QUESTION, _ORDER, _CHAIN, _ALBUM, _COMPLAINT = 2.5, 1.5, 7.5, 6.0, 2.0
_PROMOTED, _DISPUTE = 2.0, 1.2
_DAY = DAY_SECONDS * SECOND
_NO_TAGS: frozenset[str] = frozenset()
_second = attrgetter("second")


class Group:
    """One group and its chance. Call `day` for day 0, 1, 2 …, in this order."""

    def __init__(self, index: int, told: Parameters, phrases: Phrases) -> None:
        self._told = told
        self._dice = Dice(told.seed, "group", index)
        self._band = _band(index, told)
        self.id = f"g{index + 1:04}"
        self.name = phrases.group_name(self._dice)
        self._busy = 0.5 + self._dice.random()
        start = self._midnight(0)
        self._people = People(self.id, self._band, told, phrases, self._dice, start)
        self._scenes = Occasions(told, phrases, self._people, self._dice)
        self._posts = Posts(told, phrases, self._people, index)
        self._plays = Plays(told, phrases, self._people, index)
        self._phrases = phrases
        self._count = 0

    def day(self, day: int) -> list[tuple[Instant, Event]]:
        """The events of one day with their times of arrival, in that order."""
        here = len(self._people.members)
        self._people.redraw()
        midnight = self._midnight(day)
        shift = self._midnight(day + 1) - midnight - _DAY
        self._scenes.start(midnight, shift)
        self._plan(day)
        lines = self._scenes.lines
        if self._told.calendar:
            lines = [*lines, *self._posts.day(self._weekday(day))]
        if self._told.points:
            lines = [*lines, *self._plays.day()]
        lines = sorted(lines, key=_second)
        return self._stamped(lines, midnight, shift, here)

    def rows(self) -> list[Row]:
        """Everybody who was here until now, for a roster."""
        members = [*self._people.gone, *self._people.members]
        return [
            Row(
                self.id,
                one.account,
                one.name,
                one.role,
                one.tags,
                one.joined,
                one.left,
                channel=one.channel,
            )
            for one in sorted(members, key=attrgetter("account"))
        ]

    def about(self) -> GroupRow:
        """The group, for a roster."""
        return GroupRow(self.id, self.name, _NO_TAGS, platform=self._told.platform)

    def _midnight(self, day: int) -> Instant:
        moment = self._told.first_day + timedelta(days=day)
        return round(moment.replace(tzinfo=self._told.zone).timestamp()) * SECOND

    def _weekday(self, day: int) -> int:
        return (self._told.first_day + timedelta(days=day)).weekday()

    def _plan(self, day: int) -> None:
        """Draw the day's scenes. Those in which members come and go come last."""
        told, dice, band, scenes = self._told, self._dice, self._band, self._scenes
        weekday = self._weekday(day)
        mean = band.messages * told.weekdays[weekday] * self._busy * (0.7 + 0.6 * dice.random())
        bad = mean * told.violations_in(band)
        apart = told.questions + told.orders + told.chains + told.albums + told.complaints
        left = dice.times(max(0.0, mean - bad - mean * told.chorus - mean * apart))
        while left > 0:
            size = min(left, 1 + int(dice.wait(_TALK)))
            scenes.conversation(size)
            left -= size
        self._often(mean * told.chorus / _CHORUS, scenes.chorus)
        self._often(mean * told.triples, scenes.triple)
        self._often(told.rushes * len(self._people.members) / 100, scenes.rush)
        self._often(told.checkins * len(self._people.talkers), scenes.checkin)
        self._often(min(1.0, band.messages / 100) * told.notices, scenes.notice)
        self._seldom(mean * told.questions / _QUESTION, scenes.question)
        self._seldom(mean * told.orders / _ORDER, scenes.order)
        self._seldom(mean * told.chains / _CHAIN, scenes.chain)
        self._seldom(mean * told.albums / _ALBUM, scenes.album)
        self._seldom(mean * told.complaints / _COMPLAINT, scenes.complaint)
        self._misbehave(bad)
        self._seldom(told.bursts, scenes.burst)
        self._often(band.joins, scenes.join)
        self._often(band.leaves, scenes.leave)

    def _misbehave(self, bad: float) -> None:
        """Scenes that hold ``bad`` violations, on average."""
        share, dice, scenes, said = self._told.violations, self._dice, self._scenes, self._phrases
        total = share.night + share.links + share.ads + share.fraud + share.abuse
        total += share.floods + share.mentions + share.promotions + share.disputes
        total += share.private
        part = bad / total if total else 0.0
        self._often(
            part * share.night / _NIGHT, lambda: scenes.night(1 + int(dice.wait(_NIGHT - 0.5)))
        )
        self._often(part * share.links, scenes.bad_link)
        self._often(part * share.abuse / _QUARREL, scenes.quarrel)
        self._often(part * share.floods / _FLOOD, scenes.flood)
        self._often(part * share.mentions, scenes.call_everyone)
        self._often(part * share.ads, lambda: scenes.advertise(said.ads))
        self._often(part * share.fraud, lambda: scenes.advertise(said.frauds))
        self._seldom(part * share.promotions / _PROMOTED, scenes.promote)
        self._seldom(part * share.disputes / _DISPUTE, scenes.dispute)
        self._seldom(part * share.private, scenes.tell)
        self._seldom(bad * self._told.appeals, scenes.appeal)

    def _often(self, mean: float, scene: Callable[[], None]) -> None:
        for _ in range(self._dice.times(mean)):
            scene()

    def _seldom(self, mean: float, scene: Callable[[], None]) -> None:
        """As `_often`, but what never happens takes no chance away from the rest."""
        if mean > 0:
            self._often(mean, scene)

    def _stamped(
        self, lines: list[Line], midnight: Instant, shift: Duration, here: int
    ) -> list[tuple[Instant, Event]]:
        """Ids, instants, and what is known of the senders; some are stamped a second early."""
        told, random = self._told, self._dice.random
        recalled = {id(line.about): "" for line in lines if line.about is not None}
        stamped: list[tuple[Instant, Event]] = []
        new, id_of = tuple.__new__, f"{self.id}-%07d"
        group, name, platform, profile = self.id, self.name, told.platform, told.profile
        before, count = 0, self._count
        for line in lines:
            second, who, kind, text, links, mentions, about, amount, target = line
            count += 1
            id_, refers = id_of % count, None
            if recalled:
                if id(line) in recalled:
                    recalled[id(line)] = id_
                if about is not None:
                    refers = recalled[id(about)]
            if kind == "join" or kind == "leave":
                here += 1 if kind == "join" else -1
            arrived = midnight + second * SECOND
            if shift and second >= CHANGED:
                arrived = max(before, arrived + shift)
            time = arrived
            if random() < told.steps_back and before:
                time = before - (1 + int(random() * 2)) * SECOND
            before = arrived
            said = (text, links, mentions) if text is not None else _UNKNOWN
            known = (who.role, who.tags, who.joined) if profile else _UNKNOWN
            members = here if profile else None
            channel = who.channel if profile or kind == "join" else None
            event = new(
                Event,
                (
                    id_, time, group, kind, who.account, who.name, *known, *said,
                    amount, target, refers, None, None, None, members, name, None, platform, None,
                    channel,
                ),
            )  # fmt: skip
            stamped.append((arrived, event))
        self._count = count
        return stamped


_UNKNOWN = (None, None, None)


def _band(index: int, told: Parameters) -> Band:
    """The band of a group, by its number alone."""
    at = (index * _GOLDEN) % 1.0 * sum(band.share for band in told.bands)
    for band in told.bands:
        at -= band.share
        if at < 0:
            return band
    return told.bands[-1]
