"""Two sections may change one rule only if no group can be in both."""

from __future__ import annotations

import pytest
from checking import checked, marked, names

RULE = "rule r when image then delete\n"


def sections(one: str, other: str) -> str:
    return (
        f"{RULE}section one when {one}\n  override rule r when image then mute 1 hour\nend\n"
        f"section other when {other}\n  disable rule r\nend\n"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("members > 200", "members <= 200"),
        ("members > 200", "members < 201"),
        ("members > 200", "not members > 200"),
        ("members <= 200", "members > 200 and members < 1000"),
        ("platform is qq", "platform is telegram, discord"),
        ("platform is qq", "platform is not qq"),
        ('group is "a"', 'group is "b"'),
        ('group is "a"', 'group is not "a", "c"'),
        ("group has tag vip", "group has no tag vip"),
        ("group has tag vip", "not group has tag vip"),
        ("members > 200 and platform is qq", "members > 300 and platform is telegram"),
        ("members > 900 or members < 10", "members > 10 and members < 900"),
        ("not (members < 10 or platform is qq)", "members < 10 or platform is qq"),
    ],
)
def test_sections_that_exclude_each_other(one: str, other: str) -> None:
    assert names(sections(one, other)) == []
    assert names(sections(other, one)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("members > 200", "members > 1000"),
        ("members >= 200", "members <= 200"),
        ("members > 200", "platform is qq"),
        ('group is "a"', "group has tag vip"),
        ("group has tag vip", "group has tag big"),
        ("platform is qq, telegram", "platform is telegram, discord"),
        ("members > 900 or members < 10", "members > 10 and members < 902"),
        ("members is known", "members < 10"),
    ],
)
def test_sections_that_may_meet(one: str, other: str) -> None:
    assert names(sections(one, other)) == ["sections-collide"]
    assert names(sections(other, one)) == ["sections-collide"]


def test_a_value_that_changes_excludes_nothing() -> None:
    text = "value v = 200, from 2026-12-01 = 100\n" + sections("members > v", "members <= 200")
    assert names(text) == ["sections-collide"]


def test_different_rules_do_not_collide() -> None:
    text = (
        RULE + "rule s when video then delete\n"
        "section one when members > 200\n  disable rule r\nend\n"
        "section other when members > 300\n  disable rule s\nend\n"
    )
    assert names(text) == []


def test_only_the_group_can_be_asked() -> None:
    inside = "\n  rule x when image then delete\nend\n"
    assert marked("section one when members > 2 and image" + inside) == [
        ("not-about-the-group", "image")
    ]
    assert marked("section one when sender is admin" + inside) == [
        ("not-about-the-group", "sender is admin")
    ]
    count = "count((image and length > 3) daily) > 3"
    assert marked(f"section one when {count}" + inside) == [("not-about-the-group", count)]


def test_both_places_are_shown() -> None:
    _, found = checked(sections("members > 200", "members > 300"))
    assert len(found[0].labels) == 2
