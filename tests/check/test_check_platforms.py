"""What is decided can be done where the policy holds."""

from __future__ import annotations

import pytest
from checking import HEAD, MAIN

from policyq.check import check
from policyq.diagnostics.source import Source
from policyq.syntax.parse import parse
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.platforms import FALLBACKS, SURFACES


def found(text: str, *surfaces: str) -> list[tuple[str, str, str]]:
    """Name, surface in English and marked text of each report about platforms."""
    whole = HEAD + text
    source = Source(MAIN, whole)
    _, reports = check({MAIN: parse(source)[0]}, MAIN, {MAIN: source}, surfaces)
    return [
        (one.kind.name, one.args["surface"].en, whole[one.span.start : one.span.end])  # type: ignore[attr-defined]
        for one in reports
        if one.code.startswith("PQ48")
    ]


PICTURES = "rule pictures when image then {}\n"


def test_without_a_platform_nothing_is_said() -> None:
    assert found(PICTURES.format("mute 60 days, delete")) == []


def test_the_user_says_where() -> None:
    text = PICTURES.format("mute 60 days, delete")
    assert found(text, "matrix") == []
    assert found(text, "discord") == [("longer-than-taken", "Discord", "mute 60 days")]
    assert found(text, "onebot12") == [("only-by-hand", "QQ (OneBot 12)", "mute 60 days")]
    assert sorted(found(text, "wechat", "telegram")) == [
        ("nobody-can", "WeChat", "delete"),
        ("nobody-can", "WeChat", "mute 60 days"),
    ]


def test_a_policy_says_where() -> None:
    text = "section wx when platform is wechat\n  rule one when image then mute 1 hour\nend\n"
    assert found(text) == [("nobody-can", "WeChat", "mute 1 hour")]
    assert found(text, "telegram") == []
    assert found("rule one when image and platform is slack then mute 1 hour\n") == [
        ("nobody-can", "Slack", "mute 1 hour")
    ]
    assert found("rule one when image unless platform is wechat then mute 1 hour\n", "wechat") == []
    assert found("rule one when image and platform is not slack then mute 1 hour\n") == []


def test_places_flow_through_levels_and_ladders() -> None:
    text = (
        "ladder standard within 30 days\n  first warn\n  next mute 1 hour\n"
        "  next remove confirmed by owner otherwise mute 2 hours\n"
        "level 2 means penalize by standard\n"
        "section wx when platform is wechat\n  rule one when image then treat as level 2\nend\n"
        "rule two when video then mute 3 hours\n"
    )
    assert sorted(found(text)) == [
        ("nobody-can", "WeChat", "mute 1 hour"),
        ("only-by-hand", "WeChat", "remove confirmed by owner otherwise mute 2 hours"),
        ("only-by-hand", "WeChat", "warn"),
    ]


def test_one_report_for_one_trouble_with_all_its_places() -> None:
    text = "".join(
        f"rule r{n} when image and length > {n} then mute {n} hours\n" for n in range(1, 9)
    )
    source = Source(MAIN, HEAD + text)
    _, reports = check({MAIN: parse(source)[0]}, MAIN, {MAIN: source}, ("wechat",))
    mine = [one for one in reports if one.code == "PQ480"]
    assert [len(one.labels) for one in mine] == [4]


def test_lengths_that_are_values_and_their_changes() -> None:
    text = "value pause = 1 hour, from 2027-01-01 = 40 days\n" + PICTURES.format("mute pause")
    assert found(text, "onebot11") == [("longer-than-taken", "QQ (OneBot 11)", "mute pause")]
    assert found(PICTURES.format("mute 30 days"), "onebot11") == []
    assert found(PICTURES.format("mute 30 seconds"), "onebot11", "telegram") == [
        ("shorter-than-taken", "QQ (OneBot 11)", "mute 30 seconds")
    ]


@pytest.mark.parametrize("surface", SURFACES.values(), ids=lambda one: one.id)
def test_every_row_is_whole(surface: object) -> None:
    assert surface.platform in PLATFORMS  # type: ignore[attr-defined]
    for action in ACTIONS:
        able = surface.ability(action)  # type: ignore[attr-defined]
        assert (able.who == "bot") == (able.instead is None)
        assert able.instead is None or able.instead in FALLBACKS
    assert surface.ability("record").who == "bot"  # type: ignore[attr-defined]


def test_every_platform_has_a_surface_and_every_fallback_is_used() -> None:
    assert {one.platform for one in SURFACES.values()} == set(PLATFORMS)
    used = {able.instead for one in SURFACES.values() for able in one.limits.values()}
    assert used - {None} == set(FALLBACKS)
