"""Local time: everything that a policy says of hours, days and dates goes through here.

An instant is inside ``[start, end)`` if its local wall time is: an hour that the clock repeats
counts twice, one that it skips never.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from policyq.ir import nodes
from policyq.vocabulary.types import SECOND, Instant, Truth, or_

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone called ``name`` in the IANA database."""
    return ZoneInfo(name)


def local(instant: Instant, timezone: str) -> datetime:
    """The wall time of an instant in a time zone."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(zone(timezone))


def instant(wall: datetime) -> Instant:
    """The instant of a time with zone; in a skipped hour the first one after it."""
    return (wall.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)


def midnight(day: date, timezone: str) -> Instant:
    """The first instant of a calendar day."""
    return at(day, 0, timezone)


def at(day: date, minute: int, timezone: str) -> Instant:
    """The instant of a local time of day; in a skipped hour the first after it, in a repeated one
    its first pass."""
    wall = datetime.combine(day, time(), zone(timezone)) + minute * timedelta(minutes=1)
    found = instant(wall)
    if local(found, timezone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    low, high = instant(wall.replace(fold=1)), found
    before = local(low, timezone).utcoffset()
    while high - low > SECOND:
        middle = (low + high) // 2 // SECOND * SECOND
        if local(middle, timezone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def inside(slot: nodes.Slot, wall: datetime, calendar: nodes.Calendar | None = None) -> Truth:
    """Whether a wall time is inside a slot. One that runs across midnight belongs to the day on
    which it starts. Unknown on a day that the calendar would have to know."""
    minute = wall.hour * 60 + wall.minute
    today = wall.date()
    if slot.start < slot.end:
        return on(slot, today, calendar) if slot.start <= minute < slot.end else False
    if minute >= slot.start:
        return on(slot, today, calendar)
    return on(slot, today - _DAY, calendar) if minute < slot.end else False


def on(slot: nodes.Slot, day: date, calendar: nodes.Calendar | None) -> Truth:
    """Whether a slot is on a day; unknown likewise."""
    if slot.weekdays is None and not slot.dates and not slot.named:
        return True
    written = day.isoformat()
    truth: Truth = day.weekday() in (slot.weekdays or ()) or any(
        first <= written <= last for first, last in slot.dates
    )
    for name in slot.named:
        truth = or_(truth, is_day(name, day, calendar))
    return truth


def is_day(name: str, day: date, calendar: nodes.Calendar | None) -> Truth:
    """Whether a day is a ``workday`` or a ``holiday``; unknown if the calendar does not know its
    year. A workday is one from Monday to Friday that is no holiday, or one that makes up for one."""
    if calendar is None or day.year not in calendar.years:
        return None
    written = day.isoformat()
    off = written in calendar.off
    if name == "holiday":
        return off
    return not off and (day.weekday() < _SATURDAY or written in calendar.work)


def bucket(kind: str, wall: datetime) -> str:
    """The calendar bucket of a wall time, as a key that sorts by time: ``2026-12-01``.

    A repeated hour is one bucket for both its passes."""
    day = wall.date()
    match kind:
        case "hour":
            return f"{day.isoformat()}T{wall.hour:02d}"
        case "day":
            return day.isoformat()
        case "week":
            return (day - timedelta(days=day.weekday())).isoformat()
    return f"{day.isoformat()[:7]}-01"


def bucket_end(kind: str, at: Instant, timezone: str) -> Instant:
    """The instant after which the bucket that ``at`` is in does not come again."""
    day = datetime.fromisoformat(bucket(kind, local(at, timezone)))
    match kind:
        case "hour":
            wall = day + timedelta(hours=1)
        case "day":
            wall = day + _DAY
        case "week":
            wall = day + 7 * _DAY
        case _:
            wall = (day + 31 * _DAY).replace(day=1)
    both = (wall.replace(tzinfo=zone(timezone), fold=fold) for fold in (0, 1))
    # A repeated wall time: its second pass. A skipped one: not before the clock jumps.
    return max(instant(one) for one in both)


def value_at(value: nodes.Value, wall: datetime) -> int | float:
    """A dated value on the local date of ``wall``."""
    today = wall.date().isoformat()
    return [number for since, number in value.periods if since <= today][-1]
