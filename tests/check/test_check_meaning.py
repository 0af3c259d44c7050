"""Conditions that can never hold are found, and those that can are left alone."""

from __future__ import annotations

import pytest
from checking import marked, names

NIGHT = (
    "hours night = 23:00 to 07:00\nhours lunch = 12:00 to 13:00\nhours all_week = all day\n"
    "hours early = 05:00 to 09:00\n"
    "hours workdays = Monday to Friday all day\nhours weekend = Saturday, Sunday all day\n"
    "hours may = 2026-05-01 to 2026-05-31 all day\nhours june = 2026-06-01 to 2026-06-30 all day\n"
    'words ads = "buy now"\nvalue ten = 10\nvalue grows = 10, from 2026-12-01 = 20\n'
)

IMPOSSIBLE = [
    ("length > 5 and length < 3", "contradiction"),
    ("length > 5 and length <= 5", "contradiction"),
    ("length > 5 and length < 6", "contradiction"),
    ("length = 5 and length != 5", "contradiction"),
    ("length > ten and length < 10", "contradiction"),
    ("not length < 5 and length < 5", "contradiction"),
    ("tenure < 1 hour and tenure > 2 hours", "contradiction"),
    ("tenure < 60 minutes and tenure >= 1 hour", "contradiction"),
    ("joined within 1 hour and joined over 1 day ago", "contradiction"),
    ("length < 0", "never-true"),
    ("length = 2.5", "never-true"),
    ("count(message per sender daily) < 0", "never-true"),
    (
        "count(message per sender daily) > 8 and count(message per sender daily) < 3",
        "contradiction",
    ),
    ("time in night and time not in night", "contradiction"),
    ("time in night and time in lunch", "contradiction"),
    ("time in workdays and time in weekend", "contradiction"),
    ("time in may and time in june", "contradiction"),
    ("time not in workdays and time not in weekend", "contradiction"),
    ("time not in all_week", "never-true"),
    ("not time in all_week", "never-true"),
    ("today is Monday and time in weekend", "contradiction"),
    ("time in Monday 23:00 to 01:00 and time in Wednesday 00:00 to 02:00", "contradiction"),
    ("sender is owner and sender is admin", "contradiction"),
    ("sender is admin and sender is not admin", "contradiction"),
    ('sender is "a" and sender is "b"', "contradiction"),
    ('text is "a" and text is "b"', "contradiction"),
    ('text is "abc" and text contains "x"', "contradiction"),
    ('text is "abc" and text does not contain "B"', "contradiction"),
    ("text contains ads and text does not contain ads", "contradiction"),
    ('text contains "x" and text does not contain "y", "x"', "contradiction"),
    ("platform is qq and platform is telegram", "contradiction"),
    ('channel is "a" and channel is "b"', "contradiction"),
    ('channel is "a" and channel is not known', "contradiction"),
    ('channel is not "a" and channel is not known', "contradiction"),
    ('day end and channel is "a"', "no-such-event"),
    ("(image or video) and not image and not video", "no-such-event"),
    ("(has link or length > 5) and has no link and length <= 5", "contradiction"),
    ("has link and has no link", "contradiction"),
    ("has contact and has no contact", "contradiction"),
    ("has wechat id and has no contact", "contradiction"),
    ("join and has phone number", "no-such-event"),
    ("join and has no email", "no-such-event"),
    ('join and text contains "x"', "no-such-event"),
    ("join and leave", "no-such-event"),
    ("day end and sender is admin", "no-such-event"),
    ("amount > 5 and length > 5", None),
    ("message and amount > 5", None),
    ("image and amount > 5", "no-such-event"),
    ("message and not message", "no-such-event"),
]
POSSIBLE = [
    "length > 5 and length < 7",
    "length >= 5 and length <= 5",
    "length > 5 or length < 3",
    "length > grows and length < 10",
    "tenure >= 1 hour and tenure <= 1 hour",
    "amount > 1 and amount < 2",
    "count(message per sender daily) > 8 and count(message per sender hourly) < 3",
    "count(message per sender daily) > 8 and count(image per sender daily) < 3",
    "time in night and time not in early",
    "time in night and time in may",
    "time in workdays and time not in may",
    "today is Monday and time in night",
    "today is Sunday and time in Saturday 23:00 to 01:00",
    "sender is owner, admin and sender is admin, guest",
    'sender is admin and sender is "a"',
    "sender is teacher and sender is helper",
    'text is "a", "b" and text is "B", "c"',
    'text is "abc" and text contains "B"',
    'text contains "x" and text does not contain "y"',
    'text contains "x", "y" and text does not contain "y"',
    "group has tag a and group has tag b",
    "has link and not image",
    "has contact and has no wechat id",
    "has wechat id and has no phone number",
    "(join or image) and sender is guest",
    "platform is qq, telegram and platform is telegram",
]


@pytest.mark.parametrize(("condition", "name"), IMPOSSIBLE)
def test_what_can_never_hold(condition: str, name: str | None) -> None:
    found = [
        one for one in names(f"{NIGHT}rule r when {condition} then tag x\n") if one != "unused"
    ]
    assert found == ([name] if name else [])


@pytest.mark.parametrize("condition", POSSIBLE)
def test_what_can_hold_is_left_alone(condition: str) -> None:
    found = names(f"{NIGHT}rule r when {condition} then tag x\n")
    assert [one for one in found if one != "unused"] == []


def test_unless_takes_part() -> None:
    found = marked("rule r when length > 5 unless length > 3 then delete\n")
    assert found == [("contradiction", "length > 3")]


def test_the_section_takes_part() -> None:
    text = (
        "section big when members > 200\n  rule r when members < 100 and image then delete\nend\n"
    )
    assert marked(text) == [("contradiction", "members < 100")]


def test_a_contradiction_inside_a_count() -> None:
    text = "rule r when count((length > 5 and length < 3) daily) > 3 then delete\n"
    assert marked(text) == [("contradiction", "length < 3")]


def test_both_parts_are_shown() -> None:
    text = "rule r when join and length > 2 then delete\n"
    assert marked(text) == [("no-such-event", "length > 2")]


@pytest.mark.parametrize("condition", ["length >= 0", "length != 2.5", "members >= 0"])
def test_always_true(condition: str) -> None:
    assert names(f"rule r when image and {condition} then delete\n") == ["always-true"]


def test_an_unknown_name_has_no_meaning() -> None:
    text = (
        "rule r when time in nite and length > limi and count(message daily) > limi then delete\n"
    )
    assert set(names(text)) == {"unknown-name"}
    assert len(names(text)) == 3
