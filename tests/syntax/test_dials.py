"""The numbers of a policy by their names: which there are, and which one somebody means."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyq.apps import tuning
from policyq.apps.sources import load, of_text
from policyq.syntax.dials import Dial

CLUB = """policy "club" version 1
timezone UTC
value limit = 3
ladder standard within 30 days
  first warn "please"
  next mute 10 minutes
  next remove confirmed by 2 of owner or admin within 2 hours otherwise mute 1 day
rule flood when count(message per sender within 60 seconds) > 8 then mute 5 minutes
rule talk when count(message per sender within 1 hour) > limit and length > 9 then penalize by standard
rule rare when message unless tenure > 3 days then reply "hi" once within 10 minutes
section big when members > 200
  override rule flood when count(message per sender within 60 seconds) > 5 then mute 30 minutes
end
metric active = share who speak daily poor < 15%, good >= 25%
"""


def dials(text: str) -> list[Dial]:
    return tuning.dials_of(of_text(text))


def names(found: list[Dial], language: str = "en") -> list[str]:
    return [f"{dial.name(language)} {dial.written}" for dial in found]


def test_every_number_has_a_name_of_its_own() -> None:
    found = dials(CLUB)
    assert names(found) == [
        "limit.value 3",
        "standard.window 30 days",
        "standard.step2.mute 10 minutes",
        "standard.step3.quorum 2",
        "standard.step3.confirm 2 hours",
        "standard.step3.otherwise.mute 1 day",
        "flood.window 60 seconds",
        "flood.count 8",
        "flood.mute 5 minutes",
        "talk.window 1 hour",
        "talk.count 3",
        "talk.length 9",
        "rare.unless.tenure 3 days",
        "rare.once 10 minutes",
        "big.members 200",
        "big.flood.window 60 seconds",
        "big.flood.count 5",
        "big.flood.mute 30 minutes",
        "active.poor 15%",
        "active.good 25%",
    ]
    assert len({dial.name("zh") for dial in found}) == len(found)


def test_a_number_behind_the_name_of_a_value_is_the_value_s() -> None:
    found = {dial.name("en"): dial for dial in dials(CLUB)}
    assert found["talk.count"].through and found["talk.count"].span == found["limit.value"].span


def meant(found: list[Dial], written: str) -> list[str]:
    """Those that fit best, each number once."""
    fits = [(dial.fits(written), dial) for dial in found]
    most = max(how for how, _ in fits)
    spans = {dial.span: dial for how, dial in reversed(fits) if how == most and most}
    return sorted(dial.name("en") for dial in spans.values())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("flood.count", ["flood.count"]),
        ("FLOOD.次数", ["flood.count"]),
        ("big.flood.count", ["big.flood.count"]),
        ("big", ["big.members"]),
        ("limit", ["limit.value"]),
        ("talk.count", ["talk.count"]),
        ("standard.时长", ["standard.window"]),
        ("standard.step2", ["standard.step2.mute"]),
        ("standard.第2步.禁言", ["standard.step2.mute"]),
        ("standard.mute", ["standard.step2.mute", "standard.step3.otherwise.mute"]),
        ("talk", ["talk.count", "talk.length", "talk.window"]),
        ("rare.tenure", ["rare.unless.tenure"]),
        ("count", []),
        ("flood.count.2", []),
        ("", []),
        (".", []),
    ],
)
def test_what_is_not_needed_may_be_left_out(written: str, expected: list[str]) -> None:
    assert meant(dials(CLUB), written) == expected


def test_several_of_one_name_are_counted_in_the_order_of_the_text() -> None:
    text = CLUB.replace("length > 9", "length > 9 and length < 90")
    found = dials(text)
    assert [name for name in names(found) if "length" in name] == [
        "talk.length.1 9",
        "talk.length.2 90",
    ]
    assert meant(found, "talk.length.2") == ["talk.length.2"]
    assert meant(found, "talk.字数") == ["talk.length.1", "talk.length.2"]


BASE = {
    "base.policyq": CLUB,
    "club.policyq": """use "base.policyq"
override rule flood when count(message per sender within 30 seconds) > 4 then delete
override value limit = 5
disable rule rare
""",
}


def test_what_is_overridden_or_disabled_is_no_dial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in BASE.items():
        (tmp_path / name).write_text(
            text.replace("value limit = 3", "value limit = 3 adjustable 1 to 9")
        )
    found = tuning.dials_of(load("club.policyq"))
    told = names(found)
    assert "flood.count 4" in told and "flood.count 8" not in told
    assert "limit.value 5" in told and "limit.value 3" not in told
    assert not any(name.startswith("rare") for name in told)
    assert "big.flood.count 5" in told
    assert told.count("talk.count 5") == 1
