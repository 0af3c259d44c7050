"""A first look at a log: its groups, kinds, gaps and repeats, and what its events say and do not.

One pass, event by event in the order of the log. Memory grows with groups, members and days,
never with events.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from policyq.study.supply import ATTRIBUTES
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import HOUR, MINUTE, Instant

#: A silence is a time without any event that is at least as long.
SILENCE = 6 * HOUR
#: How many silences of a group are kept: the longest.
KEPT = 16
#: Among how many messages, at least, one that stands there twice is found.
REMEMBERED = 500_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TURN = 15 * MINUTE  # the clock of no zone changes between two of these
_TURNS = 100_000
_ASKED = tuple(ATTRIBUTES)
_PLACES = tuple(Event._fields.index(name) for name in _ASKED)


class Silence(NamedTuple):
    """Nothing happened in a group between two events."""

    start: Instant
    end: Instant

    @property
    def length(self) -> int:
        return self.end - self.start


class Gap(NamedTuple):
    """Days without any event, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(slots=True, eq=False)
class OfGroup:
    """What was seen of one group."""

    first: Instant
    last: Instant
    name: str | None = None
    """The newest name that was said."""
    platform: str | None = None
    events: int = 0
    messages: int = 0
    members: set[str] = field(default_factory=set)
    """The accounts that did anything."""
    days: set[int] = field(default_factory=set)
    silences: list[Silence] = field(default_factory=list)

    def see(self, event: Event, day: int) -> None:
        self.events += 1
        self.messages += event.kind in MESSAGES
        self.name = event.group_name or self.name
        self.platform = event.platform or self.platform
        if event.sender is not None:
            self.members.add(event.sender)
        self.days.add(day)
        time = event.time
        if time > self.last:
            self._silent(self.last, time)
            self.last = time
        elif time < self.first:
            self._silent(time, self.first)
            self.first = time
        elif self.silences and time < self.last:
            self._broken(time)

    def _silent(self, start: Instant, end: Instant) -> None:
        if end - start < SILENCE:
            return
        self.silences.append(Silence(start, end))
        if len(self.silences) > KEPT:
            self.silences.remove(min(self.silences, key=lambda one: one.length))

    def _broken(self, time: Instant) -> None:
        """An event that comes late, amid what was taken for a silence."""
        for one in self.silences:
            if one.start < time < one.end:
                self.silences.remove(one)
                self._silent(one.start, time)
                self._silent(time, one.end)
                return

    @property
    def gaps(self) -> list[Gap]:
        """The stretches of days without any event, the longest first."""
        days = sorted(self.days)
        found = [
            Gap(date.fromordinal(before + 1), date.fromordinal(after - 1))
            for before, after in pairwise(days)
            if after - before > 1
        ]
        return sorted(found, key=lambda gap: (-gap.days, gap.first))

    @property
    def longest(self) -> list[Silence]:
        """The silences that were kept, the longest first."""
        return sorted(self.silences, key=lambda one: (-one.length, one.start))


class OfField(NamedTuple):
    """How many events could say something, and how many did."""

    events: int
    said: int


class Survey:
    """Watches the events of a log. Days are those of ``zone``."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.kinds: Counter[str] = Counter()
        self.groups: dict[str, OfGroup] = {}
        self.members: Counter[str] = Counter()
        """Messages by account."""
        self.roles: dict[str, str] = {}
        """The newest role of each account of which the log says one."""
        self.repeated = 0
        """Messages that stand there twice, with another id: same sender, text and time."""
        self._patterns: Counter[tuple[object, ...]] = Counter()
        self._days: dict[int, int] = {}
        self._recent: set[int] = set()
        self._older: set[int] = set()

    def see(self, event: Event, *, repeated: bool = False) -> None:
        """Take in one event; ``repeated``: its id was there before."""
        self.kinds[event.kind] += 1
        group = self.groups.get(event.group)
        if group is None:
            group = self.groups[event.group] = OfGroup(event.time, event.time)
        group.see(event, self._day(event.time))
        self._patterns[(event.kind, *[event[place] is None for place in _PLACES])] += 1
        if event.sender is not None:
            self.members[event.sender] += event.kind in MESSAGES
            if event.role is not None:
                self.roles[event.sender] = event.role
        if event.text and not repeated:
            self._same(hash((event.group, event.sender, event.time, event.text)))

    def _same(self, key: int) -> None:
        if key in self._recent or key in self._older:
            self.repeated += 1
            return
        self._recent.add(key)
        if len(self._recent) > REMEMBERED:
            self._older, self._recent = self._recent, set()

    def _day(self, at: Instant) -> int:
        """The day of an instant, as `date.toordinal` numbers it."""
        turn = at // _TURN
        day = self._days.get(turn)
        if day is None:
            if len(self._days) >= _TURNS:
                self._days.clear()
            moment = _EPOCH + timedelta(microseconds=turn * _TURN)
            day = self._days[turn] = moment.astimezone(self.zone).toordinal()
        return day

    @property
    def fields(self) -> dict[str, OfField]:
        """By attribute of an event, of those that some event could have had."""
        could: Counter[str] = Counter()
        said: Counter[str] = Counter()
        for (kind, *unknown), count in self._patterns.items():
            lacking = dict(zip(_ASKED, unknown, strict=True))
            # Links are found in texts as well.
            lacking["links"] = lacking["links"] and lacking["text"]
            for name, lacks in lacking.items():
                if kind in ATTRIBUTES[name]:
                    could[name] += count
                    said[name] += 0 if lacks else count
        return {name: OfField(could[name], said[name]) for name in _ASKED if could[name]}

    @property
    def days_without(self) -> int:
        """Over all groups, the days within its span on which nothing happened."""
        return sum(gap.days for group in self.groups.values() for gap in group.gaps)

    @property
    def span(self) -> tuple[Instant, Instant] | None:
        """The first and the last instant."""
        groups = self.groups.values()
        if not groups:
            return None
        return min(one.first for one in groups), max(one.last for one in groups)
