"""The law of tiers, sentence by sentence."""

from __future__ import annotations

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import Compiled, compile_policy

USE = 'rule use when message and sender is a, b, c then reply "hello"\n'


def compiled(text: str) -> Compiled:
    source = Source("p.policyq", f'policy "p" version 1\ntimezone Asia/Shanghai\n{text}')
    return compile_policy({source.name: source}, source.name)


def codes(text: str) -> list[str]:
    return [one.code for one in compiled(text).diagnostics]


def program(text: str) -> nodes.Program:
    made = compiled(text).program
    assert made is not None, compiled(text).diagnostics
    return made


@pytest.mark.parametrize(
    "condition",
    [
        "message",
        'text contains "x"',
        "has link",
        "mentions everyone",
        "time in 08:00 to 09:00",
        "today is Monday",
        "length > 3",
        "link count > 1",
        "amount > 5",
        "mention count > 1",
        "text is known",
        "becomes b",
        "tenure > 1 day and not image",
    ],
)
def test_what_only_an_event_has_is_refused(condition: str) -> None:
    assert codes(f"tier a when {condition}\ntier b when tenure > 1 day\n{USE}") == ["PQ353"]


@pytest.mark.parametrize(
    "condition",
    [
        "silent over 30 days",
        "tenure > 1 day and tenure is known",
        'sender is admin, "wxid_1", teacher',
        "target is owner or members > 3",
        'group is "x" and group has tag vip and platform is qq',
        'count((text contains "x" and time in 08:00 to 09:00) monthly) > 3',
        "distinct(host of has link within 7 days) > 3",
        "sum(amount of purchase weekly) > 100 and not silent over 3 days",
        "count(becomes b within 60 days) > 1",
        "sender is b",
    ],
)
def test_what_a_member_has_may_be_asked(condition: str) -> None:
    assert codes(f"tier a when {condition}\ntier b when tenure > 1 day\n{USE}") == []


def test_what_is_counted_is_counted_by_member_in_both_languages() -> None:
    english = program("tier a when count(message within 30 days) > 20\n" + USE)
    spelled = program("tier a when count(message per sender within 30 days) > 20\n" + USE)
    chinese = program("层级 a 当 同一人 30天内 消息 超过 20条\n" + USE)
    assert english == spelled == chinese
    assert english.counters[0].per == ("sender",)
    assert codes("层级 a 当 全群 30天内 消息 超过 20条\n" + USE) == ["PQ354"]
    assert codes("tier a when count(message per host within 30 days) > 20\n" + USE) == ["PQ354"]


def test_a_count_inside_a_rule_stays_the_groups() -> None:
    made = program(
        'tier a when tenure > 1 day\nrule r when count(message daily) > 3 then record "x"\n' + USE
    )
    assert made.counters[0].per == ()


def test_circles_are_refused_with_their_road() -> None:
    text = "tier a when sender is b\ntier b when sender is c\ntier c when sender is a\n" + USE
    (found,) = compiled(text).diagnostics
    assert (found.code, found.args["road"]) == ("PQ352", "a → b → c → a")
    assert codes("tier a when sender is a or tenure > 1 day\n" + USE) == ["PQ352"]
    assert codes("tier a when count((message and sender is a) daily) > 1\n" + USE) == ["PQ352"]


def test_tiers_are_evaluated_after_those_they_ask_for_whatever_their_place() -> None:
    tiers = ["tier a when sender is c", "tier b when tenure > 1 day", "tier c when not sender is b"]
    for listed in (tiers, tiers[::-1]):
        made = program("\n".join(listed) + "\n" + USE)
        assert [tier.name for tier in made.tiers] == ["b", "c", "a"]


def test_many_tiers_in_a_row_are_followed() -> None:
    row = "".join(f"tier t{n} when sender is t{n + 1}\n" for n in range(2000))
    made = program(row + "tier t2000 when tenure > 1 day\n")
    assert [tier.name for tier in made.tiers][:2] == ["t2000", "t1999"]


def test_silence_is_asked_in_tiers_only() -> None:
    assert codes('rule r when message and silent over 1 day then reply "x"\n') == ["PQ355"]
    assert codes("tier a when count((message and silent over 1 day) daily) > 1\n" + USE) == [
        "PQ355"
    ]
    assert codes(
        "promise p never remove when silent over 1 day\nrule r when image then remove\n"
    ) == ["PQ355"]


def test_a_tier_is_no_recipient_no_judge_and_no_tag() -> None:
    head = "tier a when tenure > 1 day\n"
    assert codes(head + "rule r when image then notify a and admin\n") == ["PQ356"]
    assert codes(head + "rule r when image then remove confirmed by a\n") == ["PQ356"]
    assert codes(head + "rule r when image then tag a\n") == ["PQ356"]


def test_only_a_tier_can_be_become() -> None:
    assert codes('rule r when becomes core then reply "x"\n') == ["PQ210"]
    assert "PQ213" in codes(
        'words core = "x"\nrule r when becomes core then reply "x"\n'
        + "rule s when text contains core then delete\n"
    )


def test_a_slip_of_a_tiers_name_is_told() -> None:
    found = compiled(
        'tier zombie when silent over 3 days\nrule r when message and sender is zombei then reply "x"\n'
    )
    (one,) = found.diagnostics
    assert (one.code, one.hint) == ("PQ357", "zombie")


def test_a_change_is_its_own_kind_of_event() -> None:
    head = "tier a when tenure > 1 day\n"
    assert codes(head + "rule r when becomes a then delete\n") == ["PQ341"]
    assert codes(head + 'rule r when becomes a and text contains "x" then warn\n') == ["PQ330"]
    assert codes(head + "rule r when becomes a and no longer a then warn\n") == ["PQ330"]
    rule = program(head + 'rule r when becomes a then reply "x"\n').rules[0]
    assert rule.condition == nodes.And(
        (nodes.KindIn(frozenset({"tier_in"})), nodes.Changed(frozenset({"a"}), True))
    )


def test_a_zone_is_asked_for() -> None:
    source = Source("p.policyq", 'policy "p" version 1\ntier a when tenure > 1 day\n' + USE)
    found = compile_policy({source.name: source}, source.name).diagnostics
    assert [one.code for one in found] == ["PQ403"]
