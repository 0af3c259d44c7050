"""What everything else is made of: two-language sentences, instants, three-valued truth.

Truth is three-valued (Kleene): ``True``, ``False`` and ``None`` for *unknown*.
An instant is an ``int``: microseconds since 1970-01-01T00:00:00Z. A duration is an
``int`` of microseconds too, so that no decision ever rests on a rounded float.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Said(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The Chinese text for ``"zh"``, the English one otherwise."""
        return self.zh if language == "zh" else self.en


Truth: TypeAlias = bool | None
Instant: TypeAlias = int
Duration: TypeAlias = int

SECOND: Duration = 1_000_000
MINUTE: Duration = 60 * SECOND
HOUR: Duration = 60 * MINUTE
DAY: Duration = 24 * HOUR
WEEK: Duration = 7 * DAY

#: Units of duration by id. A day is 24 hours here; a calendar day is a bucket, not a duration.
UNITS: dict[str, Duration] = {
    "second": SECOND,
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "week": WEEK,
}

#: Calendar buckets, by id, in the group's time zone; weeks start on Monday.
BUCKETS: tuple[str, ...] = ("hour", "day", "week", "month")

#: How often tiers are refreshed, by the ids of the buckets at whose end that happens.
BEATS: tuple[str, ...] = ("day", "week", "month")

#: Days that only a calendar knows, by id.
DAYS: tuple[str, ...] = ("workday", "holiday")

#: How a rule is taken: only recorded, told to people, or done.
MODES: dict[str, Said] = {
    "shadow": Said("试运行", "shadow"),
    "advise": Said("仅建议", "advise"),
    "enforce": Said("正式执行", "enforce"),
}

#: How far out of order an event may come and still find its windows whole.
LATENESS: Duration = 10 * MINUTE

#: The newest version of the language that this tool reads.
LANGUAGE_VERSION = 1


def and_(left: Truth, right: Truth) -> Truth:
    """Kleene's conjunction."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def or_(left: Truth, right: Truth) -> Truth:
    """Kleene's disjunction."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def not_(value: Truth) -> Truth:
    """Kleene's negation."""
    return None if value is None else not value
