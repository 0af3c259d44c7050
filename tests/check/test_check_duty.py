"""Rosters: where a name may stand that means whoever is on duty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from checking import HEAD, names

from policyq import resources
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy

ROSTER = "roster support\n  all day Ming\n"


@pytest.mark.parametrize(
    "asks",
    [
        'rule help when text is "help" then notify support',
        'rule help when text is "help" then hand over to support',
        'rule help when text is "help" then remove confirmed by support',
        'rule help when text is "help" and sender is support then delete',
        'rule help when text is "help" unless sender is support then delete',
        "exempt support\nrule pictures when image then delete",
        "promise safe never remove when target is support\nrule pictures when image then remove",
        "rule busy when count((message and sender is support) daily) > 9 then notify owner",
    ],
)
def test_whatever_asks_for_a_roster_uses_it(asks: str) -> None:
    assert names(f"{ROSTER}{asks}\n") == []


def test_a_roster_in_an_example_only_is_not_used() -> None:
    rule = 'rule help when text is "help" then notify owner\n'
    example = 'example "who"\n  10:00 Ming: "help"\n  expect notify owner\n'
    assert names(f"{ROSTER}{rule}{example}") == ["roster-never-asked"]


@pytest.mark.parametrize(
    ("tag", "asked"), [("suport", True), ("supports", True), ("helpers", False), ("sales", False)]
)
def test_a_tag_like_a_roster_is_asked_about(tag: str, asked: bool) -> None:
    rule = f'rule help when text is "help" then notify support, hand over to {tag}\n'
    assert names(f"{ROSTER}{rule}") == ["tag-like-roster"] * asked


def test_a_tier_does_not_ask_who_is_on_duty() -> None:
    """It would ask at the end of the day, when its members are long off duty."""
    tier = "tier crew when sender is support\n"
    uses = "rule links when has link unless sender is crew then delete\n"
    assert names(f"{ROSTER}{tier}{uses}") == ["tier-asks-event"]


def test_of_a_tier_and_a_roster_of_one_name_the_tier_is_asked() -> None:
    tier = "tier support when tenure > 9 days\ntier crew when sender is support\n"
    uses = "rule links when has link unless sender is crew then delete\n"
    assert "tier-asks-event" not in names(f"{ROSTER}{tier}{uses}")


# -- reminders ---------------------------------------------------------------------------------


def reminds(clause: str, shift: str = "Tuesday 00:05 to 08:00 Ming") -> nodes.Rule:
    """The rule that a reminder stands for."""
    policy = f"{HEAD}roster support\n  {shift}\n  gaps notify owner\n  {clause}\n"
    program = compile_policy({"p": Source("p", policy)}, "p").program
    assert program is not None
    (rule,) = program.rules
    return rule


@pytest.mark.parametrize("wrong", ["1 day", "30 seconds", "1.5 minutes"])
def test_a_reminder_comes_whole_minutes_before_a_shift_and_less_than_a_day(wrong: str) -> None:
    assert names(f"{ROSTER}  remind {wrong} before each shift\n") == ["reminder-too-early"]
    assert names(f"{ROSTER}  remind 23 hours before each shift\n") == []


@pytest.mark.parametrize(
    ("shift", "at"),
    [
        ("Tuesday 00:15 to 08:00 Ming", nodes.Slot(5, 5, frozenset({1}))),
        ("Tuesday 00:05 to 08:00 Ming", nodes.Slot(1435, 1435, frozenset({0}))),
        ("Monday to Wednesday 00:05 to 08:00 Ming", nodes.Slot(1435, 1435, frozenset({6, 0, 1}))),
        (
            "2026-03-01 00:05 to 08:00 Ming",
            nodes.Slot(1435, 1435, frozenset(), (("2026-02-28", "2026-02-28"),)),
        ),
        ("all day Ming", nodes.Slot(1430, 1430)),
    ],
)
def test_a_reminder_before_midnight_is_on_the_day_before(shift: str, at: nodes.Slot) -> None:
    rule = reminds("remind 10 minutes before each shift", shift)
    assert [one.slot for one in _parts(rule.condition) if isinstance(one, nodes.At)] == [at]


def test_of_a_workday_nobody_knows_the_day_before_so_every_day_is_asked() -> None:
    policy = 'holidays from "calendars/cn.yaml"\nroster support\n  workdays 00:05 to 08:00 Ming\n'
    policy += "  gaps notify owner\n  remind 10 minutes before each shift\n"
    read = resources.read_text("policies/calendars/cn.yaml")
    sources = {
        one.name: one for one in (Source("p", HEAD + policy), Source("calendars/cn.yaml", read))
    }
    program = compile_policy(sources, "p").program
    assert program is not None
    (at,) = (one for one in _parts(program.rules[0].condition) if isinstance(one, nodes.At))
    assert at.slot == nodes.Slot(1435, 1435)


def test_a_day_that_does_not_exist_is_told_and_nothing_breaks() -> None:
    roster = "roster support\n  2026-02-30 00:05 to 08:00 Ming\n  gaps notify owner\n"
    assert "no-such-date" in names(f"{roster}  remind 10 minutes before each shift\n")
    early = roster.replace("2026-02-30", "0001-01-01")
    assert "reminder-too-early" not in names(f"{early}  remind 10 minutes before each shift\n")


def test_a_reminder_speaks_the_language_of_the_roster_if_it_says_nothing_itself() -> None:
    (do,) = reminds("remind 10 minutes before each shift").effects
    assert isinstance(do, nodes.Do) and do.text is not None
    assert do.text.pieces[0] == "your shift begins in 10 minutes; questions that wait: "
    (do,) = reminds("接班前0分钟 提醒", "00:05-08:00 小明").effects
    assert isinstance(do, nodes.Do) and do.text is not None
    assert do.text.pieces == ("现在接班，等人确认的有 ", nodes.Hole("waiting"), " 件")
    (do,) = reminds('remind 10 minutes before each shift "soon"').effects
    assert isinstance(do, nodes.Do) and do.text is not None and do.text.pieces == ("soon",)


def _parts(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    yield condition
    for part in getattr(condition, "parts", ()):
        yield from _parts(part)
