"""The tree of a policy file: what was written, sugar and all, in neither language.

Spans say where, and never take part in a comparison: two files that say the same in
different languages, or with different spacing, have equal trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from policyq.diagnostics.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that stands somewhere."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as the author wrote it."""

    text: str


@dataclass(frozen=True, slots=True)
class Str(Node):
    """A text in quotes, without them, escapes resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Option(Node):
    """How words are looked for: an id of the keywords' group ``option``."""

    id: str


@dataclass(frozen=True, slots=True)
class Word(Str):
    """A text in quotes with options: ``"vx" wholly``. Without any it is a `Str`."""

    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern(Node):
    """A pattern between slashes, as written; ``/ab+c/``."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, without unit or with a counting word (条, 人, times), which has no meaning."""

    value: int | float
    counter: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Percent(Number):
    """A share, ``15%``: ``value`` is 0.15."""


@dataclass(frozen=True, slots=True)
class Length(Node):
    """A length of time, ``10 minutes``: ``unit`` is an id of `policyq.vocabulary.types.UNITS`."""

    value: int | float
    unit: str


Amount: TypeAlias = "Number | Length | Name"
"""A literal, or the name of a `Value`."""


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A calendar date."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Weekday(Node):
    """A day of the week, Monday is 0."""

    number: int


@dataclass(frozen=True, slots=True)
class DayNamed(Node):
    """``workdays``, ``holidays``: an id of `policyq.vocabulary.types.DAYS`."""

    id: str


@dataclass(frozen=True, slots=True)
class Days(Node):
    """From one day to another, both included; two weekdays or two dates. One day, or the days of
    a `DayNamed`: ``last`` is None."""

    first: Weekday | Date | DayNamed
    last: Weekday | Date | None = None


@dataclass(frozen=True, slots=True)
class Clock(Node):
    """A local wall time; 24:00 may end an interval."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Slot(Node):
    """``Monday to Friday 07:30 to 09:00``. No days: those of the slot before it, else every day.
    No clocks: all day."""

    days: tuple[Days, ...]
    start: Clock | None
    end: Clock | None


# -- who ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Role(Node):
    """An id of `policyq.vocabulary.events.ROLES`."""

    id: str


@dataclass(frozen=True, slots=True)
class Account(Node):
    """A member by account, written in quotes."""

    text: str


Who: TypeAlias = "Role | Name | Account"
"""A bare `Name` is a tag."""


# -- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KindIs(Node):
    """``message``, ``join``: an id of `policyq.vocabulary.events.KINDS`, or ``"message"``."""

    kind: str


Operand: TypeAlias = "Str | Name | Pattern"
"""What a text is compared with; a bare `Name` is a word list."""


@dataclass(frozen=True, slots=True)
class Near(Node):
    """``near prices, "x" within 10 characters``."""

    operands: tuple[Operand, ...]
    within: Number


@dataclass(frozen=True, slots=True)
class TextIs(Node):
    """``text contains ads, "x"``; ``op`` is contains, equals, starts or matches."""

    op: str
    operands: tuple[Operand, ...]
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class LinkIs(Node):
    """``any link not in study``; no sites: ``has link``. ``quantifier`` is any or all."""

    quantifier: str
    negated: bool
    sites: tuple[Name | Str, ...]


@dataclass(frozen=True, slots=True)
class ContactIs(Node):
    """``has wechat id``: an id of `policyq.vocabulary.contacts.CONTACTS`, or ``"any"``."""

    kind: str


@dataclass(frozen=True, slots=True)
class TimeIn(Node):
    """``time in night``, ``time in Monday 07:00 to 09:00``, ``today is Monday``."""

    hours: Name | Slot
    negated: bool = False


@dataclass(frozen=True, slots=True)
class WhoIs(Node):
    """``sender is admin, teacher``; ``subject`` is sender or target."""

    subject: str
    negated: bool
    who: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class MentionIs(Node):
    """``mentions everyone`` (``who`` is empty), ``mentions admin, "account"``."""

    who: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class GroupIs(Node):
    """``group is "reading club"`` by name or id; ``group has tag vip``; ``platform is wechat``.

    ``field`` is group, group_tags or platform; platforms are ids of the vocabulary."""

    field: str
    negated: bool
    operands: tuple[Str | Name, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``length > 200``, ``tenure < 24 hours``; ``op`` is one of ``< <= > >= = !=``."""

    field: str
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Known(Node):
    """``tenure is known``."""

    field: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Trailing(Node):
    """``within 60 seconds``."""

    length: Amount


@dataclass(frozen=True, slots=True)
class Bucket(Node):
    """``daily``: an id of `policyq.vocabulary.types.BUCKETS`."""

    id: str


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """``count(message per sender within 60 seconds) > 8``.

    ``what`` is count, distinct (of sender, text, host, target) or sum (of length, amount)."""

    what: str
    of: str | None
    condition: Condition
    per: tuple[str, ...]
    window: Trailing | Bucket
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class MetricIs(Node):
    """``daily_active < 15%``, ``daily_active is good`` (``op`` is the grade), ``… is known``.
    Stands in watches only."""

    metric: Name
    op: str
    limit: Number | Name | None = None


@dataclass(frozen=True, slots=True)
class And(Node):
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    part: Condition


Condition: TypeAlias = (
    "KindIs | TextIs | LinkIs | ContactIs | TimeIn | WhoIs | MentionIs | GroupIs | Compare | Known"
    " | Aggregate | MetricIs | And | Or | Not"
)


# -- actions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirm(Node):
    """``confirmed by owner within 2 hours otherwise mute 1 day``."""

    judges: tuple[Who, ...]
    within: Amount | None = None
    otherwise: Action | None = None


@dataclass(frozen=True, slots=True)
class Once(Node):
    """``once per sender within 10 minutes``, ``once daily``; ``per``: sender, or nothing."""

    per: tuple[str, ...]
    window: Trailing | Bucket


@dataclass(frozen=True, slots=True)
class Do(Node):
    """``mute 10 minutes``: ``action`` is an id of `policyq.vocabulary.actions.ACTIONS`."""

    action: str
    text: Str | None = None
    duration: Amount | None = None
    to: tuple[Who, ...] = ()
    tag: Name | None = None
    confirm: Confirm | None = None
    once: Once | None = None


@dataclass(frozen=True, slots=True)
class Penalize(Node):
    """``penalize by standard``."""

    ladder: Name
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class TreatAs(Node):
    """``treat as level 3``."""

    level: Number
    confirm: Confirm | None = None


Action: TypeAlias = "Do | Penalize | TreatAs"


# -- declarations ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """``policy "Exam study group" version 1``: the version is that of the language."""

    name: Str
    version: Number | None


@dataclass(frozen=True, slots=True)
class Timezone(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class Holidays(Node):
    """``holidays from "calendars/cn.yaml"``."""

    path: Str


@dataclass(frozen=True, slots=True)
class Quiet(Node):
    """``bot quiet in night``."""

    hours: Name | Slot


@dataclass(frozen=True, slots=True)
class Hours(Node):
    name: Name
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Words(Node):
    """A word list: inline, from files, or both; ``categories``: only these of the files' words;
    ``contexts``: where none of its words counts."""

    name: Name
    items: tuple[Str, ...] = ()
    files: tuple[Str, ...] = ()
    options: tuple[Option, ...] = ()
    categories: tuple[Str, ...] = ()
    contexts: tuple[Str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sites(Node):
    """Hosts: inline, from files, or both; a host covers its subdomains."""

    name: Name
    hosts: tuple[Str, ...] = ()
    files: tuple[Str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt(Node):
    who: tuple[Who, ...]
    owner: Str | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Ladder(Node):
    name: Name
    window: Amount
    steps: tuple[tuple[Action, ...], ...]


@dataclass(frozen=True, slots=True)
class Level(Node):
    number: Number
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Value(Node):
    """``value limit = 2, from 2026-12-01 = 1``; ``changes`` in file order."""

    name: Name
    first: Number | Length
    changes: tuple[tuple[Date, Number | Length], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule(Node):
    name: Name
    description: Str | None
    when: Condition
    unless: Condition | None
    actions: tuple[Action, ...]
    priority: Number | None = None
    override: bool = False
    unless_owner: Str | None = None
    unless_until: Date | None = None


@dataclass(frozen=True, slots=True)
class Disable(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class Use(Node):
    path: Str


@dataclass(frozen=True, slots=True)
class Section(Node):
    """``section big when members > 200 … end``."""

    name: Name
    when: Condition
    items: tuple[Rule | Disable, ...]


@dataclass(frozen=True, slots=True)
class Promise(Node):
    """``never remove when target is admin``; ``actions`` are ids; ``always``: checked only."""

    name: Name
    always: bool
    actions: tuple[str, ...]
    when: Condition


# -- metrics and watches -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BuiltIn(Node):
    """``share who speak``: an id of `policyq.vocabulary.metrics.MEASURES`."""

    id: str


@dataclass(frozen=True, slots=True)
class Counted(Node):
    """``count(image)``, ``sum(amount of purchase)``: as `Aggregate`, over the metric's period.
    ``what`` may be share: of all messages."""

    what: str
    of: str | None
    condition: Condition


Measure: TypeAlias = "BuiltIn | Counted | Name"
"""A `Name` is another metric."""


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """``link clicks per messages``."""

    top: Measure
    bottom: Measure


@dataclass(frozen=True, slots=True)
class Grading(Node):
    """``good >= 25%``: ``grade`` is an id of `policyq.vocabulary.metrics.GRADES`."""

    grade: str
    op: str
    limit: Number | Name


@dataclass(frozen=True, slots=True)
class Metric(Node):
    """``metric daily_active = share who speak daily warn < 15%, good >= 25%``."""

    name: Name
    measure: Measure | Ratio
    period: str | None = None
    """day or week; ``None``: day."""
    grades: tuple[Grading, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch(Node):
    """``watch low when daily_active < 15% for 3 days then notify owner afterwards …``."""

    name: Name
    description: Str | None
    when: Condition
    run: Length | None
    actions: tuple[Action, ...]
    afterwards: tuple[Action, ...] = ()


# -- examples ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given(Node):
    """``given members = 300``, ``given platform = qq``, ``given group tag = vip``."""

    field: str
    value: Number | Name | Str


@dataclass(frozen=True, slots=True)
class Jump(Node):
    """How far the example's calendar moves before the event: ``next day``, ``after 3 days``,
    or to a date."""

    days: int = 0
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Happens(Node):
    """``23:30 Ming (admin): "hello"``, ``next day 07:00 Ming join``, ``10:00 Li purchase 30``,
    ``10:05 Boss (owner) approves``.

    A kind of event, or ``approve`` / ``reject`` (of the latest open question), or ``day_end``
    or ``heartbeat`` (without a member). ``who`` inside the brackets are the member's role and tags."""

    jump: Jump | None
    clock: Clock
    member: Name | None
    who: tuple[Role | Name, ...]
    kind: str
    text: Str | None = None
    amount: Number | None = None


@dataclass(frozen=True, slots=True)
class Expected(Node):
    """``mute 10 minutes``; what is not stated is not compared. ``pending``: parked, not done."""

    action: str
    text: Str | None = None
    duration: Length | None = None
    to: tuple[Who, ...] = ()
    tag: Name | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """Exactly the effects since the expectation before it; none: the events are let through.

    ``bound`` may be ``at_least`` (others may come, too) or ``at_most`` (some may be missing)."""

    effects: tuple[Expected, ...]
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Example(Node):
    """``table``: what stands before each expectation is a case of its own, and begins anew."""

    title: Str
    givens: tuple[Given, ...]
    steps: tuple[Happens | Expect, ...]
    table: bool = False


Declaration: TypeAlias = (
    "Policy | Timezone | Holidays | Quiet | Hours | Words | Sites | Exempt | Ladder | Level | Value | Rule"
    " | Disable | Use | Section | Promise | Metric | Watch | Example"
)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """``# …`` to the end of its line, without the mark."""

    text: str


@dataclass(frozen=True, slots=True)
class File(Node):
    """One policy file.

    ``comments`` are kept for the formatter. ``broken`` holds every word that stands in a
    declaration that could not be read, so that nobody reports the absence of what it declared
    or the idleness of what it used.
    """

    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    broken: frozenset[str] = field(default=frozenset(), compare=False)
