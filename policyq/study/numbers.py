"""Numbers that add up: what is counted for a slice of a replay, and for each rule and member.

Whole numbers only, so that adding them in any order gives the same sums, and shares of one log
that were counted apart can be put together byte for byte. Ratios are taken once, at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import TypeVar

from policyq.study.across import Across
from policyq.study.appeals import Appeals
from policyq.study.channels import Channels
from policyq.study.climbs import Climbs
from policyq.study.complaints import Complaints
from policyq.study.contents import Contents
from policyq.study.duty import OnShift
from policyq.study.handled import Handled
from policyq.study.incentives import Incentives
from policyq.study.labels.found import Found
from policyq.study.lotteries import Lotteries
from policyq.study.measured import OfMetric, Place, Turn
from policyq.study.presence import Presence
from policyq.study.streaks import Streaks
from policyq.study.trials import Hit, Tried
from policyq.vocabulary.types import Duration, Instant

#: The size bands of the guide, by id: the fewest and the most members, both included.
BANDS: dict[str, tuple[int, int | None]] = {
    "small": (0, 49),
    "middle": (50, 200),
    "large": (201, None),
}


def band_of(members: int) -> str:
    """The size band of a group with so many members."""
    return next(band for band, (_, most) in BANDS.items() if most is None or members <= most)


@dataclass(slots=True)
class Counts:
    """One slice: all, a size band, an hour of the day, a day."""

    groups: int = 0
    """Groups that were ever in the slice."""
    messages: int = 0
    """Messages that were decided, edits included."""
    violations: int = 0
    """Those for which a rule fired that deletes, penalizes, steps a ladder or raises a level."""
    interventions: int = 0
    """Actions carried out on a member or the group; not replies, notices, records, tags."""
    replies: int = 0
    administrator: int = 0
    """Decisions that need a human: a question that is asked, a hand-over."""
    automatic: int = 0
    """Interventions and replies without a human."""
    asked: int = 0
    """Interventions and replies that a human is asked to confirm."""
    covered: Duration = 0
    """Time that the log covers: from each group's first event to its last, long gaps left out."""
    sized: int = 0
    """Messages whose group's size the log or the roster said; the others' is of members seen."""


@dataclass(slots=True)
class OfRule:
    """One rule. What several rules ask for together counts for each of them."""

    fired: int = 0
    messages: int = 0
    """Messages on which it fired."""
    interventions: int = 0
    administrator: int = 0
    unknown: int = 0
    """Events on which it did not fire because something was unknown."""


@dataclass(slots=True)
class OfGroup:
    """One group while it was in one size band: what intervals are drawn from."""

    messages: int = 0
    violations: int = 0


@dataclass(slots=True)
class OfMember:
    """One account, in all its groups."""

    messages: int = 0
    violations: int = 0
    interventions: int = 0


@dataclass(slots=True)
class Structure:
    """Who was in the groups at one moment; bots are none of the members."""

    members: int = 0
    silent: int = 0
    """Without a message for more than thirty days."""
    unclear: int = 0
    """Of whom nobody can tell: they may have written before the log begins."""
    tiers: Counter[str] = field(default_factory=Counter)
    """By tier: how many are in it."""
    unknown: Counter[str] = field(default_factory=Counter)
    """By tier: of how many its last refresh could not tell, so that they are not in it."""


@dataclass(slots=True)
class Stays:
    """How long members stay, from their joining, or from when they are first known, if nobody
    says when they joined, until they leave or the log of their group ends."""

    here: int = 0
    """Who were still there."""
    here_for: Duration = 0
    """The time that these had stayed, together."""
    left: int = 0
    left_after: Duration = 0


@dataclass(slots=True)
class Rates:
    """Everything counted over a replay, or over some of its groups."""

    all: Counts = field(default_factory=Counts)
    bands: dict[str, Counts] = field(default_factory=dict)
    hours: dict[int, Counts] = field(default_factory=dict)
    """By hour of the day, in the policy's time zone; a tick's by its own time."""
    days: dict[str, Counts] = field(default_factory=dict)
    """By calendar day, as an ISO date, likewise."""
    groups: dict[tuple[str, str], OfGroup] = field(default_factory=dict)
    """(size band, group): in memory only."""
    rules: dict[str, OfRule] = field(default_factory=dict)
    members: dict[str, OfMember] = field(default_factory=dict)
    """By account: in memory only, a report shows pseudonyms."""
    actions: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(list, word) → violations that it was a reason for."""
    hosts: Counter[str] = field(default_factory=Counter)
    prevented: Counter[str] = field(default_factory=Counter)
    """Events that would not have happened, by reason; empty when observed."""
    prevented_messages: int = 0
    questions: Counter[str] = field(default_factory=Counter)
    """``asked``, ``joined``, and every result of an `policyq.vocabulary.decisions.Answer`."""
    promises: Counter[str] = field(default_factory=Counter)
    waited: Counter[str] = field(default_factory=Counter)
    """Replies and notices that waited for the end of the bot's quiet hours, by action."""
    structure: dict[str, Structure] = field(default_factory=dict)
    """At the ends of weeks, by the ISO date of the Sunday."""
    ended: Structure = field(default_factory=Structure)
    """At the last event of each group."""
    stays: Stays = field(default_factory=Stays)
    metrics: dict[Place, OfMetric] = field(default_factory=dict)
    watches: Counter[Turn] = field(default_factory=Counter)
    hot: Counter[str] = field(default_factory=Counter)
    """As `policyq.study.hotwords.HotWords.messages`; empty unless they were asked for."""
    hot_days: Counter[str] = field(default_factory=Counter)
    group_days: int = 0
    contents: Contents = field(default_factory=Contents)
    channels: Channels = field(default_factory=Channels)
    incentives: Incentives = field(default_factory=Incentives)
    lotteries: Lotteries = field(default_factory=Lotteries)
    handled: Handled = field(default_factory=Handled)
    appeals: Appeals = field(default_factory=Appeals)
    presence: Presence = field(default_factory=Presence)
    climbs: Climbs = field(default_factory=Climbs)
    streaks: Streaks = field(default_factory=Streaks)
    complaints: Complaints = field(default_factory=Complaints)
    across: Across = field(default_factory=Across)
    duty: Counter[OnShift] = field(default_factory=Counter)
    trials: Counter[Tried] = field(default_factory=Counter)
    tried_members: Counter[Hit] = field(default_factory=Counter)
    judged: Found = field(default_factory=Found)
    """What became of messages with labels; empty unless there are any."""
    events: int = 0
    """Events of the log: decided, repeated and prevented ones, without ticks."""
    ticks: int = 0
    repeated: int = 0
    first: Instant | None = None
    last: Instant | None = None

    @property
    def open(self) -> int:
        """Questions that nobody answered and whose time was not over at the end of the log."""
        settled = ("approved", "rejected", "timed_out")
        return self.questions["asked"] - sum(self.questions[result] for result in settled)

    def __add__(self, other: Rates) -> Rates:
        """Both together, if no group is in both. Associative and commutative."""
        total = Rates()
        for part in (self, other):
            add(total, part)
        return total


_Slice = TypeVar("_Slice", Counts, OfRule, OfGroup, OfMember, Structure, Stays, OfMetric)


def together(parts: Iterable[Rates]) -> Rates:
    """The sum of some rates over different groups."""
    total = Rates()
    for part in parts:
        add(total, part)
    return total


def add(total: Rates, part: Rates) -> None:
    """Adds ``part`` to ``total`` in place."""
    _add(total.all, part.all)
    _add_each(total.bands, part.bands, Counts)
    _add_each(total.hours, part.hours, Counts)
    _add_each(total.days, part.days, Counts)
    _add_each(total.groups, part.groups, OfGroup)
    _add_each(total.rules, part.rules, OfRule)
    _add_each(total.members, part.members, OfMember)
    _add_each(total.structure, part.structure, Structure)
    _add(total.ended, part.ended)
    _add(total.stays, part.stays)
    _add_each(total.metrics, part.metrics, OfMetric)
    total.contents.add(part.contents)
    total.channels.add(part.channels)
    total.incentives.add(part.incentives)
    total.lotteries.add(part.lotteries)
    total.handled.add(part.handled)
    total.appeals.add(part.appeals)
    total.presence.add(part.presence)
    total.climbs.add(part.climbs)
    total.streaks.add(part.streaks)
    total.complaints.add(part.complaints)
    total.across.add(part.across)
    total.judged.add(part.judged)
    for counter in fields(Rates):
        mine, theirs = getattr(total, counter.name), getattr(part, counter.name)
        if isinstance(mine, Counter):
            mine.update(theirs)
        elif isinstance(mine, int) and counter.name not in ("first", "last"):
            setattr(total, counter.name, mine + theirs)
    ends = [end for end in (total.first, part.first) if end is not None]
    total.first = min(ends, default=None)
    ends = [end for end in (total.last, part.last) if end is not None]
    total.last = max(ends, default=None)


def _add(total: _Slice, part: _Slice) -> None:
    for one in fields(total):
        setattr(total, one.name, getattr(total, one.name) + getattr(part, one.name))


def _add_each(total: dict[_Key, _Slice], part: dict[_Key, _Slice], new: type[_Slice]) -> None:
    for key, value in part.items():
        _add(total.setdefault(key, new()), value)


_Key = TypeVar("_Key", str, int, tuple[str, str], Place)
