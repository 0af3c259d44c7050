"""Which duties a policy covers is told from what its rules ask and do, and from nothing else."""

from __future__ import annotations

import pytest

from policyq.apps import checklist
from policyq.check.checked import CheckedPolicy
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.completeness import Checklist, Completeness, completeness
from policyq.study.completeness_words import document, in_words
from policyq.study.traits import ASKED, DONE, traits

HEAD = 'policy "p" version 1\ntimezone Asia/Shanghai\n'
STOCK = checklist.stock()


def compiled(text: str, **others: str) -> tuple[CheckedPolicy, nodes.Program]:
    sources = {"p.policyq": Source("p.policyq", HEAD + text)}
    for name, content in others.items():
        sources[f"{name}.policyq"] = Source(f"{name}.policyq", HEAD + content)
    made = compile_policy(sources, "p.policyq")
    assert made.program is not None and made.checked is not None, made.diagnostics
    return made.checked, made.program


def gone_through(text: str, those: Checklist = STOCK, **others: str) -> Completeness:
    return completeness(*compiled(text, **others), those)


def covered(text: str, **others: str) -> set[str]:
    return {one.duty.id for one in gone_through(text, **others).duties if one.by}


#: For each duty of the stock list something that covers it, and something alike that does not.
PAIRS = {
    "quiet_hours": (
        "rule a when message and time in 23:00 to 07:00 then delete",
        "rule a when message and time in 12:00 to 13:00 then delete",
    ),
    "words": (
        'rule a when text contains "x1" then delete',
        'rule a when count((text contains "x1") per sender daily) > 2 then delete',
    ),
    "quarrels": (
        'rule a when text contains "x1" then delete\nrule b when text contains "y1" then warn',
        'rule a when text contains "x1" then delete\nrule b when text contains "y1" then record',
    ),
    "links": ("rule a when has link then delete", "rule a when has link then record"),
    "flooding": (
        "rule a when count(message per sender within 60 seconds) > 8 then mute 10 minutes",
        "rule a when count(message within 60 seconds) > 8 then lock for 10 minutes",
    ),
    "repeating": (
        "rule a when count(message per sender, text within 10 minutes) > 2 then delete",
        "rule a when count(message per sender within 10 minutes) > 2 then delete",
    ),
    "ladder": (
        "ladder l within 1 day first warn next mute 1 hour\nrule a when image then penalize by l",
        "ladder l within 1 day first warn\nrule a when image then penalize by l",
    ),
    "confirmed_removal": (
        "ladder l within 1 day first warn next remove\n"
        "rule a when image then penalize by l confirmed by owner",
        "ladder l within 1 day first warn next remove confirmed by owner\n"
        "rule a when image then penalize by l\nrule b when video then remove",
    ),
    "exemptions": ("exempt owner\nrule a when image then delete", "rule a when image then delete"),
    "people": ("rule a when image then notify owner", "rule a when join then notify owner"),
    "welcome": ('rule a when join then reply "hi"', 'rule a when leave then reply "bye"'),
    "rules_told": (
        'rule a when join then reply "read: {rules}"\nrule b "no pictures" when image then delete',
        'rule a when join then reply "hi"\nrule b "no pictures" when image then delete',
    ),
    "newcomers": (
        "rule a when image and joined within 1 day then delete",
        "rule a when join then record",
    ),
    "promotions": (
        "rule a when count(image per sender daily) > 2 then delete",
        "rule a when count(image per sender hourly) > 2 then delete",
    ),
    "contacts": ("rule a when card then delete", "rule a when message then delete"),
    "mentions": ("rule a when mentions everyone then delete", "rule a when image then delete"),
    "crowd": (
        'rule a when distinct(sender of (text contains "x1") within 1 hour) > 4 then notify owner',
        'rule a when text contains "x1" then notify owner',
    ),
    "handover": (
        'rule a when text contains "x1" then hand over to support',
        'rule a when text contains "x1" then reply "no"',
    ),
    "answers": ('rule a when text is "x1" then reply "y"', 'rule a when image then reply "y"'),
    "records": ("rule a when image then record", "rule a when image then delete"),
    "activity": ("rule a when day end then notify owner", "rule a when image then notify owner"),
    "size": (
        "rule a when image then delete\nsection s when members > 200\n"
        "  override rule a when image then warn\nend",
        "rule a when image then delete",
    ),
    "promise": (
        "rule a when image then delete\npromise p never remove when target is admin",
        "rule a when image then delete",
    ),
    "reasons": (
        'rule a "no pictures" when image then delete',
        'rule a "hello" when join then reply "hi"\nrule b when image then delete',
    ),
}  # fmt: skip


def test_each_duty_has_a_pair() -> None:
    assert set(PAIRS) == {duty.id for duty in STOCK.duties if not duty.unseen}


@pytest.mark.parametrize("duty", PAIRS)
def test_a_duty_is_known_by_what_rules_ask_and_do(duty: str) -> None:
    good, bad = PAIRS[duty]
    assert duty in covered(good)
    assert duty not in covered(bad)


def test_names_mean_nothing() -> None:
    assert covered("rule quiet_hours_welcome_flood when image then record") == {"records"}


def test_watches_contacts_and_words_near_one_another_cover_duties() -> None:
    found = gone_through(
        "metric sent = messages\n"
        "watch a_low when sent < 2 then record afterwards notify owner\n"
        "rule cards when has phone number then delete\n"
        'rule jobs when text contains "job" near "phone" within 5 characters then delete\n'
    )
    by = {one.duty.id: [(each.what, each.name) for each in one.by] for one in found.duties}
    assert by["activity"] == [("watch", "a_low")]
    assert by["contacts"] == [("rule", "cards")]
    assert by["words"] == [("rule", "jobs")]
    assert found.others == ()


def test_a_denied_condition_is_not_asked_for() -> None:
    _, program = compiled(
        "rule a when image and not mentions everyone and time not in 07:00 to 23:00 then delete"
    )
    mine = traits(program, program.rules[0])
    assert mine.asks == {"time", "night"}
    assert mine.does == {"delete"}
    assert mine.kinds == {"image"}


@pytest.mark.parametrize("who", ["sender is admin", "sender is vip", "sender is core"])
def test_roles_tags_and_tiers_tell_who_the_sender_is(who: str) -> None:
    tier = "tier core when count(message within 30 days) > 20\n"
    _, program = compiled(f"{tier}rule a when image and {who} then record")
    assert traits(program, program.rules[0]).asks == {"who"}


def test_all_traits_are_declared() -> None:
    """Every trait of the stock policies is one that a checklist may ask for."""
    for one in ("study-group.zh", "shop.zh", "interest.zh", "company-customer.zh", "base.en"):
        from policyq.apps.sources import load

        found = load(f"policies/{one}.policyq")
        program = compile_policy(found.texts, found.main, found.parsed).program
        assert program is not None
        for rule in program.rules:
            mine = traits(program, rule)
            assert mine.asks <= set(ASKED) and mine.does <= set(DONE)


def test_rules_of_sections_alone_cover_half() -> None:
    text = "rule a when image then record\nsection s when members > 9\n  rule b when has link then delete\nend"
    found = {one.duty.id: one for one in gone_through(text).duties}
    assert found["links"].partly and not found["records"].partly
    assert gone_through(text).points("base") == (0.5, 10)


def test_base_rules_are_told_with_their_file() -> None:
    result = gone_through(
        'use "b.policyq"\nrule a when card then delete', b="rule links when has link then delete"
    )
    text = in_words(result, "p.policyq", "p.policyq", "en")
    assert "+ links  <- links (b.policyq)\n" in text
    assert "+ cards and ways to get in touch  <- a\n" in text


def test_the_result_as_values() -> None:
    result = gone_through('rule a when has link then delete\nrule z when voice then reply "?"')
    values = document(result, "p.policyq")
    assert values["percent"] == 4.2
    assert values["parts"] == {"base": 10.0, "detail": 0.0}
    assert values["other_rules"] == ["z"]
    assert [one["id"] for one in values["duties"] if one["covered"] == "yes"] == ["links"]
    assert {one["id"] for one in values["unseen"]} == {"announcement", "duty", "appeal", "review"}
    assert values["reference"][0] == {"below": 50, "percent": 60.0}
