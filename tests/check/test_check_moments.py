"""When the steps of an example happen, where the clock is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from policyq.check.moments import moment
from policyq.diagnostics.source import Span
from policyq.syntax import tree

AUTUMN = date(2026, 10, 25)


def _at(
    hour: int,
    minute: int,
    before: str | None = None,
    day: date = AUTUMN,
    zone: str = "Europe/Berlin",
) -> str | None:
    past = None if before is None else datetime.fromisoformat(before).replace(tzinfo=UTC)
    found = moment(day, tree.Clock(hour, minute, span=Span("", 0, 0)), zone, past)
    return None if found is None else found.strftime("%Y-%m-%dT%H:%M")


def test_the_first_pass_unless_it_is_over() -> None:
    assert _at(2, 30) == "2026-10-25T00:30"
    assert _at(2, 30, "2026-10-25T00:30") == "2026-10-25T00:30"
    assert _at(2, 30, "2026-10-25T00:31") == "2026-10-25T01:30"
    assert _at(2, 30, "2026-10-25T01:30") == "2026-10-25T01:30"
    assert _at(2, 30, "2026-10-25T01:31") is None


def test_an_hour_that_comes_once() -> None:
    assert _at(4, 0, "2026-10-25T03:00") == "2026-10-25T03:00"
    assert _at(4, 0, "2026-10-25T03:01") is None


def test_a_skipped_hour_is_after_the_jump() -> None:
    assert _at(2, 15, day=date(2026, 3, 29)) == "2026-03-29T01:15"  # 03:15 there


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_days_beyond_the_calendar(day: date, zone: str) -> None:
    assert _at(24, 0, day=day, zone=zone) is not None
