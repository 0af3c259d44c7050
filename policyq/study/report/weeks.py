"""The last seven days of a log beside the seven before them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from policyq.study.report.report import Report

DAYS = 7


class Week(NamedTuple):
    """Some days in a row, and what was counted in them."""

    first: date
    last: date
    messages: int
    violations: int
    active: int
    """The sum over the days of the members who wrote."""
    joined: int
    left: int


def eventful(report: Report) -> list[str]:
    """The calendar days on which something was counted, as ISO dates, in their order."""
    presence = report.rates.presence
    return sorted({*report.rates.days, *presence.active, *presence.joined, *presence.left})


def days_of(report: Report) -> list[str]:
    """Every calendar day of the log, those on which nothing happened too, as ISO dates."""
    found = eventful(report)
    if not found:
        return []
    first, last = date.fromisoformat(found[0]), date.fromisoformat(found[-1])
    return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]


def weeks(report: Report) -> tuple[Week | None, Week | None]:
    """The last seven days of the log, and the seven before; ``None`` where it has no seven, and for
    seven of which it holds nothing at all: such a gap the log does not cover."""
    days, found = days_of(report), set(eventful(report))
    last, before = days[-DAYS:], days[-2 * DAYS : -DAYS]
    return _week(report, last), _week(report, before) if found.intersection(before) else None


def _week(report: Report, days: list[str]) -> Week | None:
    if len(days) < DAYS:
        return None
    counted = [report.rates.days[day] for day in days if day in report.rates.days]
    presence = report.rates.presence

    def total(counter: Mapping[str, int]) -> int:
        return sum(counter.get(day, 0) for day in days)

    return Week(
        first=date.fromisoformat(days[0]),
        last=date.fromisoformat(days[-1]),
        messages=sum(one.messages for one in counted),
        violations=sum(one.violations for one in counted),
        active=total(presence.active),
        joined=total(presence.joined),
        left=total(presence.left),
    )
