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
    interventions: int
    active: int
    """The sum over the days of the members who wrote."""
    joined: int
    left: int


def days_of(report: Report) -> list[str]:
    """Every calendar day of the log, those on which nothing happened too, as ISO dates."""
    found = report.rates.days.keys() | report.rates.presence.active.keys()
    if not found:
        return []
    first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]


def weeks(report: Report) -> tuple[Week | None, Week | None]:
    """The last seven days of the log, and the seven before; ``None`` where it has no seven."""
    days = days_of(report)
    last = _week(report, days[-DAYS:])
    return last, _week(report, days[-2 * DAYS : -DAYS])


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
        interventions=sum(one.interventions for one in counted),
        active=total(presence.active),
        joined=total(presence.joined),
        left=total(presence.left),
    )
