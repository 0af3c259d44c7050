"""Streaks are whole days, and a text that tells one can tell which."""

from __future__ import annotations

import pytest
from checking import marked, names

DAILY = "rule a when checkin and streak(checkin) >= {} then record\n"


@pytest.mark.parametrize("length", ["36 hours", "90 minutes", "7"])
def test_a_streak_is_of_whole_days(length: str) -> None:
    assert marked(DAILY.format(length)) == [("streak-in-whole-days", length)]


@pytest.mark.parametrize("length", ["1 day", "48 hours", "2 weeks"])
def test_whole_days_may_be_written_in_any_unit(length: str) -> None:
    assert names(DAILY.format(length)) == []


def test_a_value_is_looked_at_where_it_is_written() -> None:
    value = "value enough = 7 days, from 2026-12-01 = 12 hours\n"
    assert marked(value + DAILY.format("enough")) == [("streak-in-whole-days", "12 hours")]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("streak(checkin) reaches 2 days and streak(image) >= 2 days", ["one-of-several-streaks"]),
        ("streak(checkin) >= 2 days and not streak(checkin) >= 5 days", []),
        ("streak(checkin) >= 2 days", []),
    ],
)
def test_a_text_tells_one_streak(condition: str, said: list[str]) -> None:
    assert names(f'rule a when {condition} then reply "day {{streak}}"\n') == said


def test_several_streaks_that_no_text_tells_are_no_matter() -> None:
    both = "streak(checkin) reaches 2 days and streak(image) >= 2 days"
    assert names(f'rule a when {both} then reply "well done"\n') == []
