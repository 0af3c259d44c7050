"""Times at the door: text and numbers to instants, and back. Instants never become floats."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from policyq.apps.problems import refuse
from policyq.diagnostics.catalog.logs import UNKNOWN_ZONE
from policyq.vocabulary.types import MINUTE, SECOND, Duration, Instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_SECONDS = 86_400
_LOOSE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?",
    re.ASCII,
)

_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_SECONDS = {f"{second:02}": second * SECOND for second in range(60)}
_REMEMBERED = 4096
_minutes: dict[str, Instant] = {}
_written: dict[tuple[int, tzinfo], tuple[str, str]] = {}
_LENGTH = len("2026-05-01T08:00:00+08:00")

#: From this many on, a number counts milliseconds, not seconds (the year 5138, if seconds).
MILLISECONDS_FROM = 10**11

#: What can be told apart from a mistake, and still be printed in every zone.
EARLIEST: Instant = -70 * 365 * 86_400 * SECOND
LATEST: Instant = (datetime(8999, 12, 31, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


class ZoneNeeded(ValueError):
    """A time that says neither offset nor zone, read without a zone."""


def zone(name: str) -> tzinfo:
    """The time zone called ``name``, such as ``Asia/Shanghai``; refuses an unknown one."""
    if name.upper() in ("UTC", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        from policyq.check import zones

        refuse(UNKNOWN_ZONE, hint=zones.meant(name), found=name[:60])


def instant(moment: datetime) -> Instant:
    """The instant of an aware ``moment``, exactly."""
    since = moment - _EPOCH
    return (since.days * _DAY_SECONDS + since.seconds) * SECOND + since.microseconds


def stamp(text: str) -> Instant:
    """The instant of a text with an offset, as `read` finds it, but quicker in a log.

    Times of one minute differ in two characters: the minute is read once and remembered.
    """
    start = _minutes.get(text[:17] + text[19:])
    second = _SECONDS.get(text[17:19])
    if start is not None and second is not None:
        return start + second
    found = read(text)
    if second is not None and _MINUTE.match(text):
        if len(_minutes) >= _REMEMBERED:
            _minutes.clear()
        _minutes[text[:17] + text[19:]] = found - second
    return found


def read(value: object, assumed: tzinfo | None = None) -> Instant:
    """The instant that a text or number means.

    A text is RFC 3339 (and what ISO 8601 writes otherwise); without an offset it is a local
    time in ``assumed``, the earlier one where the hour is repeated. A number counts seconds
    since 1970, or milliseconds if it has twelve digits or more; fractions are rounded to
    microseconds.

    Raises `ZoneNeeded` where a zone is wanted and `ValueError` for everything else.
    """
    if type(value) is str:
        found = _of_text(value, assumed)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a time")
    else:
        found = _of_number(value)
    if not EARLIEST <= found <= LATEST:
        raise ValueError("out of range")
    return found


def _of_text(text: str, assumed: tzinfo | None) -> Instant:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _loosely(text)
    if moment.tzinfo is None:
        if len(text) <= 10 and ":" not in text:
            raise ValueError("a date, not a time")
        if assumed is None:
            raise ZoneNeeded(text)
        moment = moment.replace(tzinfo=assumed)
    return instant(moment)


def _loosely(text: str) -> datetime:
    """Other spellings: small ``t`` and ``z``, ``2026/5/1 8:00``, blanks around."""
    stripped = text.strip()
    found = _LOOSE.fullmatch(stripped)
    if found is None:
        return datetime.fromisoformat(stripped.upper())
    year, month, day, hour, minute, second, fraction = found.groups()
    if hour is None:
        raise ValueError("a date, not a time")
    clock = (int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
    return datetime(int(year), int(month), int(day), *clock)  # noqa: DTZ001


def _of_number(value: int | float) -> Instant:
    if abs(value) > 10**16 or value != value:
        raise ValueError("out of range")
    unit = SECOND // 1000 if abs(value) >= MILLISECONDS_FROM else SECOND
    return value * unit if isinstance(value, int) else round(value * unit)


def read_date(value: str, zone: tzinfo) -> Instant:
    """The instant of a time, or of the start of a date in ``zone``; raises as `read` does."""
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = _LOOSE.fullmatch(text)
        if found is None or found[4] is not None:
            return read(text, zone)
        moment = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone)
    at = instant(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    if not EARLIEST <= at <= LATEST:
        raise ValueError("out of range")
    return at


def write(at: Instant, zone: tzinfo = UTC) -> str:
    """RFC 3339 in ``zone``; ``Z`` for UTC; a fraction only where there is one.

    An instant after the year 9998 is written as the end of that year.
    """
    minute, rest = divmod(at, MINUTE)
    around = _written.get((minute, zone))
    if around is None:
        text = _write(minute * MINUTE, zone)
        if text[16:19] != ":00" or len(text) > _LENGTH:
            return _write(at, zone)
        if len(_written) >= _REMEMBERED:
            _written.clear()
        around = _written[minute, zone] = (text[:17], text[19:])
    second, fraction = divmod(rest, SECOND)
    precise = f".{fraction:06}" if fraction else ""
    return f"{around[0]}{second:02}{precise}{around[1]}"


def _write(at: Instant, zone: tzinfo) -> str:
    try:
        moment = (_EPOCH + timedelta(microseconds=at)).astimezone(zone)
    except (OverflowError, ValueError):
        return "9998-12-31T23:59:59Z" if at > 0 else "0001-01-02T00:00:00Z"
    text = moment.isoformat(timespec="microseconds" if at % SECOND else "seconds")
    return text[:-6] + "Z" if zone is UTC else text


def seconds(length: Duration) -> int:
    """A length in whole seconds, rounded up."""
    return -(-length // SECOND)
