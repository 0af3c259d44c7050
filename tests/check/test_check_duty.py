"""Rosters: where a name may stand that means whoever is on duty."""

from __future__ import annotations

import pytest
from checking import names

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


def test_a_tier_does_not_ask_who_is_on_duty() -> None:
    """It would ask at the end of the day, when its members are long off duty."""
    tier = "tier crew when sender is support\n"
    uses = "rule links when has link unless sender is crew then delete\n"
    assert names(f"{ROSTER}{tier}{uses}") == ["tier-asks-event"]


def test_of_a_tier_and_a_roster_of_one_name_the_tier_is_asked() -> None:
    tier = "tier support when tenure > 9 days\ntier crew when sender is support\n"
    uses = "rule links when has link unless sender is crew then delete\n"
    assert "tier-asks-event" not in names(f"{ROSTER}{tier}{uses}")
