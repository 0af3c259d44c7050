"""What a policy means, sugar gone: predicates, windowed aggregates, ladders, dated values, effects.

Everything is a frozen value with a stable order, so that equal policies are equal programs.
Each condition says by its type how it is decided: *per event* (`PER_EVENT`), or *windowed*
(`Windowed`), which needs memory. Engines go by that, never by guessing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policyq.ir.contents import Agenda as Agenda
from policyq.ir.contents import At as At
from policyq.ir.contents import Form as Form
from policyq.ir.contents import Item as Item
from policyq.ir.contents import Kept as Kept
from policyq.ir.contents import Lottery as Lottery
from policyq.ir.contents import Ranked as Ranked
from policyq.ir.contents import Ranking as Ranking
from policyq.ir.contents import Streak as Streak
from policyq.ir.deeds import Climb as Climb
from policyq.ir.deeds import Confirm as Confirm
from policyq.ir.deeds import Do as Do
from policyq.ir.deeds import Effect as Effect
from policyq.ir.deeds import Hole as Hole
from policyq.ir.deeds import Ladder as Ladder
from policyq.ir.deeds import Once as Once
from policyq.ir.deeds import Piece as Piece
from policyq.ir.deeds import Quoted as Quoted
from policyq.ir.deeds import Template as Template
from policyq.ir.deeds import Trial as Trial
from policyq.ir.deeds import Who as Who
from policyq.ir.duty import OnDuty as OnDuty
from policyq.ir.duty import Roster as Roster
from policyq.ir.incentives import Holds as Holds
from policyq.ir.incentives import Limit as Limit
from policyq.ir.incentives import Points as Points
from policyq.ir.incentives import Reward as Reward
from policyq.ir.incentives import Title as Title
from policyq.ir.incentives import Titled as Titled
from policyq.ir.literals import Amount as Amount
from policyq.ir.literals import Dated as Dated
from policyq.ir.literals import Fixed as Fixed
from policyq.ir.measures import Decay as Decay
from policyq.ir.measures import Grading as Grading
from policyq.ir.measures import Measure as Measure
from policyq.ir.measures import Members as Members
from policyq.ir.measures import Metric as Metric
from policyq.ir.measures import MetricIs as MetricIs
from policyq.ir.measures import Quotient as Quotient
from policyq.ir.measures import Total as Total
from policyq.ir.measures import Watch as Watch
from policyq.ir.of_members import Changed as Changed
from policyq.ir.of_members import InRow as InRow
from policyq.ir.of_members import InTier as InTier
from policyq.ir.of_members import Removed as Removed
from policyq.ir.of_members import Silent as Silent
from policyq.text.listed import Listed, Word
from policyq.vocabulary.types import Duration

# -- conditions, per event ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Always:
    """True or False, whatever happens."""

    value: bool


@dataclass(frozen=True, slots=True)
class KindIn:
    """The event's kind is one of these."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """The text contains, equals or starts with a word of a list or a literal, or matches a pattern.

    ``op``: contains, equals, starts, matches (``literals`` are RE2 patterns, no lists). What is
    contained is looked for as each word says (`policyq.text.listed`), ``literals`` under folds of
    case and width only; ``equals`` and ``starts`` compare under these, and a word of a list that
    no longer counts is none. Not a message: False. No text known: unknown.
    """

    op: str
    lists: tuple[str, ...]
    literals: tuple[str, ...]
    words: tuple[Word, ...] = ()
    """Of ``contains``: literals with folds of their own."""


@dataclass(frozen=True, slots=True)
class Near:
    """Something that ``some`` contains and something that ``others`` contains stand in the text
    with at most ``within`` characters that can be seen between them, in any order."""

    some: Text
    others: Text
    within: int


@dataclass(frozen=True, slots=True)
class Link:
    """Some link's host (``all``: every link's, and there is one) is inside, or outside, the sites.

    ``sites`` are names in `Program.sites`, ``hosts`` literal hosts; both empty: any link at all.
    """

    all: bool
    outside: bool
    sites: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """The text holds a contact of one of these kinds, ids of the vocabulary's ``CONTACTS``.

    Not a message: False. No text known: unknown.
    """

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly or dated interval of local wall time, ``[start, end)`` in minutes of the day.

    ``weekdays``: Monday is 0; ``dates``: first and last day, both included, as ISO dates.
    ``named``: ids of the vocabulary's ``DAYS``, which `Program.calendar` knows. None of the three:
    every day. ``end <= start`` runs across midnight and belongs to the day it starts on.
    """

    start: int
    end: int
    weekdays: frozenset[int] | None = None
    dates: tuple[tuple[str, str], ...] = ()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeIn:
    """The event's local wall time is inside one of the slots. ``name``: how the policy calls them.
    Unknown where a slot is on days that the calendar does not know."""

    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class WhoIs:
    """The sender (= the target) has one of these roles or tags, or is one of these accounts."""

    roles: frozenset[str]
    tags: frozenset[str]
    accounts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everyone is mentioned (``everyone``), or one of these accounts is."""

    everyone: bool
    accounts: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroupIs:
    """The group's id or name, one of its tags, its platform, or the channel that the sender came
    from is one of these."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compare:
    """``field op amount`` for tenure, length, mention_count, link_count, amount, members."""

    field: str
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Known:
    """The field is known: two-valued."""

    field: str


@dataclass(frozen=True, slots=True)
class Before:
    """The event's local date is before this ISO date: an exemption that expires."""

    date: str


PER_EVENT = (
    Always, KindIn, Text, Near, Link, Contact, TimeIn, WhoIs, OnDuty, Mentions, GroupIs, Compare,
    Known, Before, Changed, At,
)  # fmt: skip


# -- conditions, windowed ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Windowed:
    """``counter`` of `Program.counters` over a window, compared with an amount.

    Exactly one of ``trailing`` (a duration) and ``bucket`` (an id of the vocabulary's
    ``BUCKETS``) is set. The window includes the current event.
    """

    counter: str
    trailing: Amount | None
    bucket: str | None
    op: str
    amount: Amount


# -- conditions, joined ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Surely:
    """True if the part is true, False if it is false or unknown: where a section holds."""

    part: Condition


Condition: TypeAlias = (
    Always | KindIn | Text | Near | Link | Contact | TimeIn | WhoIs | OnDuty | Mentions | GroupIs
    | Compare | Known | Before | Changed | At | InTier | InRow | Silent | Removed | Holds | Titled
    | Windowed | MetricIs | Ranked | And | Or | Not | Surely
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counter:
    """What is remembered for aggregates. Its identity is its meaning: ``what``, ``of``,
    ``condition`` and ``per``; never a threshold, a length or a place in the file.

    ``what``: count, distinct, sum. ``of``: sender, text, host, target, group, platform (distinct);
    length, amount (sum). ``per``: sender, target, text, host, alike (nearly the same text:
    `policyq.text.alike`), in this order. The group is part of the key, unless the counter is
    ``shared`` by all groups, in which a sender is a person.
    ``keep``: the longest trailing window that is asked of it, 0 for none; ``buckets``: the
    calendar buckets that are asked of it.
    """

    id: str
    what: str
    of: str | None
    condition: Condition
    per: tuple[str, ...]
    keep: Duration
    buckets: tuple[str, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are holidays (``off``), and which Saturdays and Sundays are workdays all the same
    (``work``): ISO dates, sorted. It knows its ``years`` and no other."""

    years: tuple[int, ...]
    off: tuple[str, ...]
    work: tuple[str, ...]


# -- the program -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """``periods``: (ISO date from which it holds or ``""``, value), by date; dates are local."""

    name: str
    periods: tuple[tuple[str, int | float], ...]
    lengths: bool = False
    """Whether it is a length of time, in microseconds."""


@dataclass(frozen=True, slots=True)
class WordList:
    name: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class SiteList:
    name: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Fires on an event for which ``condition`` is true: ``when``, ``unless``, the exemptions and
    the section all stand in it."""

    name: str
    description: str
    condition: Condition
    effects: tuple[Effect, ...]
    priority: int = 0
    level: int | None = None
    """The gravest (smallest) level that it treats an event as."""
    watch: Watch | None = None
    """Of a watch: ``condition`` being true of a period is not enough."""
    trial: Trial | None = None
    """While it is on trial, what it would do is told only."""


@dataclass(frozen=True, slots=True)
class Tier:
    """The members for whom ``condition`` is true at its refresh, until the next one.

    ``beat``: an id of the vocabulary's ``BEATS``; the refresh is at the end of its last day."""

    name: str
    beat: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Promise:
    name: str
    always: bool
    actions: frozenset[str]
    condition: Condition


@dataclass(frozen=True, slots=True)
class Program:
    """A whole policy. Tuples are sorted by name (id), so that order in a file means nothing."""

    name: str
    version: int
    timezone: str
    digest: str
    """SHA-256 of everything else here, as `policyq.ir.show` writes it; the first 16 digits."""
    words: tuple[WordList, ...]
    sites: tuple[SiteList, ...]
    values: tuple[Value, ...]
    counters: tuple[Counter, ...]
    ladders: tuple[Ladder, ...]
    rules: tuple[Rule, ...]
    """Ordinary rules, then watches."""
    promises: tuple[Promise, ...]
    calendar: Calendar | None = None
    quiet: TimeIn | None = None
    """When replies and notices wait."""
    tiers: tuple[Tier, ...] = ()
    """In the order of evaluation: those that a tier asks for before it, else by name."""
    metrics: tuple[Metric, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    forms: tuple[Form, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    lotteries: tuple[Lottery, ...] = ()
    points: tuple[Points, ...] = ()
    rewards: tuple[Reward, ...] = ()
    titles: tuple[Title, ...] = ()
    rosters: tuple[Roster, ...] = ()
    streaks: tuple[Streak, ...] = ()
    spared: tuple[Condition, ...] = ()
    """Who is exempt, asked of those whom a program would hit that ``aims``: at whom events are."""
    aims: bool = False
    removals: Duration = 0
    """For how long anybody asks whether a person was removed; 0: nobody does."""
    forgives: Duration = 0
    """For how long a penalty can be forgiven; 0: none ever is."""
    tries: str = ""
    """The ISO date from which on no rule is on trial; ``""``: none ever is."""
