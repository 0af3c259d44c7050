"""What an evaluator remembers of a group: counts, what stands, what was decided.

Everything is kept by event time and dropped by it: nothing here knows a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.ir.books import Books
from policyq.ir.endings import Endings
from policyq.ir.steps import Entry as Entry
from policyq.ir.steps import Key as Key
from policyq.ir.steps import Steps
from policyq.ir.wanted import Wanted
from policyq.vocabulary.decisions import Act, Decision, Measured, Ranking
from policyq.vocabulary.decisions import Entry as Kept
from policyq.vocabulary.draws import Draw, Sealed
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR, Instant

#: How long the id of a decided event is remembered, in event time.
REMEMBERED = HOUR

Runs: TypeAlias = tuple[tuple[int, int], ...]
"""Runs of days, by the ordinals of their first and last, none beside another."""


@dataclass(frozen=True, slots=True)
class Round:
    """A lottery until it is drawn: who entered, and what witnesses committed to, by account."""

    period: str
    entrants: tuple[str, ...] = ()
    sealed: tuple[Sealed, ...] = ()


class Removal(NamedTuple):
    """A person was removed from a group: when, by which event, and by which rules (none: by hand)."""

    time: Instant
    event: str
    """Named with its group."""
    rules: tuple[str, ...] = ()


class Until(NamedTuple):
    """A mute or lock that runs: until when (None: a human ends it), and the event it came from."""

    until: Instant | None
    event: str


def _until(mute: Until) -> Instant | None:
    return mute.until


def _itself(until: Instant) -> Instant | None:
    return until


class Penalty(NamedTuple):
    """A penalty that a member was given, and that may be forgiven."""

    time: Instant
    event: str
    """The event on which it was carried out."""
    about: str
    """The event that it answers, which stepped the ladders: another one, where somebody had to agree."""
    action: str
    rules: tuple[str, ...]
    """None: a human did it by hand."""
    judges: tuple[str, ...] = ()
    """Who agreed to it, or did it."""
    upheld: bool = False
    """Whether somebody was asked to forgive it, and would not."""


class Parked(NamedTuple):
    """An action that waits for a human."""

    id: str
    slot: tuple[str, str]
    """The dimension and the target: there is one question for each."""
    wanted: Wanted
    """What is asked for, by which rules, about which event; without its confirmation."""
    confirm: nodes.Confirm
    asked: Instant
    deadline: Instant
    approved: tuple[str, ...] = ()
    """Who approved so far, where several must."""


class Member(NamedTuple):
    """What is known of a member of a group, for tiers."""

    since: Instant
    """When the group first knew them."""
    seen: Instant
    """The time of the newest event that told their name, role and tags."""
    joined: Instant | None = None
    spoke: Instant | None = None
    """Their last message."""
    name: str | None = None
    role: str | None = None
    tags: frozenset[str] | None = None
    tiers: frozenset[str] = frozenset()
    """The tiers that they are in until the next refresh."""
    channel: str | None = None
    """Where they came from."""


class Message(NamedTuple):
    """One of a member's latest messages, as `policyq.ir.recent` tells them."""

    time: Instant
    event: str
    kind: str
    text: str | None
    """Its beginning, where it is long."""
    name: str
    """What its author was called; else their account."""


class Held(NamedTuple):
    """What is said to one recipient when the bot's quiet hours are over."""

    act: Act
    texts: tuple[str, ...]
    """What it is joined from, each once."""
    until: Instant


class About(NamedTuple):
    """What the latest events said of their group; the ends of days carry it on."""

    members: int | None = None
    group_name: str | None = None
    group_tags: frozenset[str] | None = None
    platform: str | None = None

    def after(self, event: Event) -> About:
        """What is known after an event; what it does not say stays."""
        members, name, tags, platform = self
        said = (event.members, event.group_name, event.group_tags, event.platform)
        if said in (self, _NOTHING):
            return self
        return About(
            members if said[0] is None else said[0],
            name if said[1] is None else said[1],
            tags if said[2] is None else said[2],
            platform if said[3] is None else said[3],
        )


UNHEARD = About()
_NOTHING = tuple(UNHEARD)


class Run(NamedTuple):
    """How a watch stands: the ordinal of the first day of the period that it judged last, how many
    in a row its condition was true of, and whether it is on alarm."""

    day: int = 0
    length: int = 0
    alarm: bool = False


@dataclass(slots=True)
class Standing:
    """What stands in one group beside the counts. Mutable: its owner copies it to keep it pure."""

    ladders: Steps = field(default_factory=Steps)
    """(ladder, member) → the events that stepped it, by time."""
    mutes: Endings[Until] = field(default_factory=partial(Endings, _until))
    lock: Until | None = None
    human: Endings[Instant] = field(default_factory=partial(Endings, _itself))
    """Member (``""``: the group, for locks) → until when a human's decision beats the machine's."""
    questions: dict[str, Parked] = field(default_factory=dict)
    held: dict[tuple[str, str], Held] = field(default_factory=dict)
    """(action, recipient; ``""`` for replies) → what waits for the end of the quiet hours."""
    said: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    """(rule, action, member or ``""``) → when it last said what it says now and then only."""
    members: MutableMapping[str, Member] = field(default_factory=dict)
    """By account; kept for programs with tiers or rankings only."""
    changes: dict[str, Event] = field(default_factory=dict)
    """The changes of the last refresh that were not decided yet, by id, in their order."""
    unknown: dict[str, int] = field(default_factory=dict)
    """By tier: of how many members its last refresh could not tell."""
    about: About = UNHEARD
    days: dict[str, tuple[tuple[int, int | float], ...]] = field(default_factory=dict)
    """Counter → what it held on each known day, by the day's ordinal; for decays."""
    watches: dict[str, Run] = field(default_factory=dict)
    measured: tuple[Measured, ...] = ()
    """The metrics of the latest end of a day."""
    weeks: dict[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    """Calendar → of each of its last days the ordinal, and how many entries were kept and missed."""
    kept: tuple[Kept, ...] = ()
    """The entries of calendars on the latest day that ended."""
    ranked: tuple[Ranking, ...] = ()
    """The rankings of the latest end of a day."""
    books: Books = field(default_factory=Books)
    streaks: dict[tuple[str, str], Runs] = field(default_factory=dict)
    """(streak, member) → the runs of days that can still grow."""
    recent: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    """Member → their latest messages, by time; kept for programs with a text that tells them."""

    penalties: dict[str, tuple[Penalty, ...]] = field(default_factory=dict)
    """Member → the penalties that may be forgiven, by time; kept for programs that forgive."""
    rounds: dict[str, Round] = field(default_factory=dict)
    """Lottery → its round."""
    draws: tuple[Draw, ...] = ()
    """The lotteries drawn at the latest end of a day."""
    trial: Standing | None = None
    """What would stand if the rules on trial were enforced: see `policyq.ir.trials`."""

    def copy(self) -> Standing:
        """An independent copy; what it holds is frozen."""
        return Standing(
            self.ladders.copy(), self.mutes.copy(), self.lock, self.human.copy(), dict(self.questions),
            dict(self.held), dict(self.said),
            dict(self.members), dict(self.changes), dict(self.unknown),
            self.about, dict(self.days), dict(self.watches), self.measured,
            dict(self.weeks), self.kept, self.ranked, self.books.copy(),
            dict(self.streaks),
            dict(self.recent),
            dict(self.penalties),
            dict(self.rounds), self.draws,
            None if self.trial is None else self.trial.copy(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Everything remembered of one group."""

    watermark: Instant = 0
    """The latest event time seen."""
    counts: Mapping[tuple[str, Key], tuple[Entry, ...]] = field(default_factory=dict)
    """(counter, key) → what was counted, by time."""
    standing: Standing = field(default_factory=Standing)
    decided: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(slots=True)
class Common:
    """What stands over all groups beside the counts. Mutable, as `Standing`."""

    ladders: Steps = field(default_factory=Steps)
    """(ladder, person) → the events that stepped it, by time; an event is named with its group."""
    removals: dict[str, tuple[Removal, ...]] = field(default_factory=dict)
    """Person → their removals, by time; kept where somebody asks."""
    trial: Common | None = None
    """As `Standing.trial`."""

    @property
    def size(self) -> int:
        """How many things it holds."""
        more = 0 if self.trial is None else self.trial.size
        return len(self.ladders) + len(self.removals) + more

    def copy(self) -> Common:
        """An independent copy; what it holds is frozen."""
        trial = None if self.trial is None else self.trial.copy()
        return Common(self.ladders.copy(), dict(self.removals), trial)


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything remembered that all groups share."""

    watermark: Instant = 0
    """The latest event time seen in any group."""
    counts: Mapping[tuple[str, Key], tuple[Entry, ...]] = field(default_factory=dict)
    """As `Group.counts`."""
    common: Common = field(default_factory=Common)


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything remembered: by group, and what a policy says is shared by all groups."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)
