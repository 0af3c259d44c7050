"""What a rule asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from policyq.syntax.tree.small import (
    Amount,
    Clock,
    Days,
    Name,
    Node,
    Number,
    Pattern,
    Slot,
    Str,
    Who,
)


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
    """``group is "reading club"`` by name or id; ``group has tag vip``; ``platform is wechat``;
    and of the sender ``channel is "account"``.

    ``field`` is group, group_tags, platform or channel; platforms are ids of the vocabulary."""

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

    ``what`` is count, distinct (of sender, text, host, target, group, platform) or sum (of
    length, amount). ``across``: ``across all groups`` that the policy is kept for."""

    what: str
    of: str | None
    condition: Condition
    per: tuple[str, ...]
    window: Trailing | Bucket
    op: str
    amount: Amount
    across: bool = False
    whole: bool = field(default=False, compare=False)
    """Whether `全群` was written, of which English has no word."""


@dataclass(frozen=True, slots=True)
class Becomes(Node):
    """``becomes core``, ``no longer zombie``: the event is a member's change of tier."""

    tier: Name
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Removed(Node):
    """``was removed for fraud within 90 days``: the sender was removed from some group. ``rules``:
    by one of these; none: by any, or by hand."""

    rules: tuple[Name, ...]
    within: Amount


@dataclass(frozen=True, slots=True)
class InRow(Node):
    """``streak(checkin) >= 7 days``: on how many days in a row the sender did it; ``op`` is also
    ``reaches``, and ``%`` for ``every full 7 days``: of both the first time on that day is meant."""

    condition: Condition
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Balance(Node):
    """``activity >= 100``: the sender's points."""

    points: Name
    op: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class AtTime(Node):
    """``at Monday 07:30``: the event is the tick of this time. No days: every day."""

    days: tuple[Days, ...]
    clock: Clock


@dataclass(frozen=True, slots=True)
class Ranked(Node):
    """A ranking is drawn up with the event; nobody writes it: see `Ranking`."""

    ranking: str


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
    " | Aggregate | Becomes | Removed | InRow | Balance | AtTime | Ranked | MetricIs | And | Or | Not"
)
