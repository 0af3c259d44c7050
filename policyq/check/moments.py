"""When a step of an example happens: the first time that its clock shows that, after the step before.

In the night in which clocks go back an hour comes twice; a time in it that stands behind a later one
is that of its second pass.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from policyq.syntax import tree


def moment(day: date, at: tree.Clock, zone: str, before: datetime | None) -> datetime | None:
    """When a clock in a zone shows a time on a day, as UTC; ``None`` if only before ``before``.

    In a skipped hour it is as long after the jump as the time is into it. What no calendar holds, a
    date that is refused elsewhere, is the end of time.
    """
    try:
        return _moment(day, at, zone, before)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _moment(day: date, at: tree.Clock, zone: str, before: datetime | None) -> datetime | None:
    wall = datetime(day.year, day.month, day.day, at.hour % 24, at.minute, tzinfo=ZoneInfo(zone))
    wall += timedelta(days=at.hour // 24)
    for fold in (0, 1):
        passed = wall.replace(fold=fold).astimezone(UTC)
        if before is None or passed >= before:
            return passed
    return None
