"""What a correct policy becomes: bases, overrides, sections, lists."""

from __future__ import annotations

from checking import HEAD, checked, names

from policyq.check import CheckedPolicy
from policyq.text.folds import NORMALLY
from policyq.text.listed import Listed, Word

PICTURES = "rule pictures when image then delete\n"
VOICES = "rule voices when voice then delete\n"


def good(text: str, **others: str) -> CheckedPolicy:
    policy, found = checked(text, **others)
    assert found == ()
    assert policy is not None
    return policy


def placed(policy: CheckedPolicy) -> list[tuple[str, str, list[str], str]]:
    return [
        (
            one.rule.name.text,
            one.section.name.text if one.section else "",
            [section.name.text for section in one.not_in],
            one.file,
        )
        for one in policy.rules
    ]


def test_rules_are_sorted_by_name() -> None:
    policy = good(VOICES + PICTURES)
    assert [one.rule.name.text for one in policy.rules] == ["pictures", "voices"]
    assert (policy.name, policy.version, policy.timezone) == ("x", 1, "Asia/Shanghai")


def test_a_base_and_an_override() -> None:
    text = (
        'use "a.policyq"\noverride rule pictures when image then mute 1 hour\ndisable rule voices\n'
    )
    policy = good(text, a_policyq=PICTURES + VOICES + "rule videos when video then delete\n")
    assert placed(policy) == [
        ("pictures", "", [], "main.policyq"),
        ("videos", "", [], "a.policyq"),
    ]


def test_a_base_keeps_its_header() -> None:
    policy = good('use "a.policyq"\n' + VOICES, a_policyq='policy "base" version 1\n' + PICTURES)
    assert policy.name == "x"
    assert len(policy.rules) == 2


def test_the_same_base_by_two_roads() -> None:
    policy = good(
        'use "b.policyq"\nuse "c.policyq"\n',
        a_policyq=PICTURES,
        b_policyq='use "a.policyq"\n' + VOICES,
        c_policyq='use "a.policyq"\nrule videos when video then delete\n',
    )
    assert [one.rule.name.text for one in policy.rules] == ["pictures", "videos", "voices"]


def test_two_versions_of_one_rule_by_two_roads() -> None:
    found = names(
        'use "b.policyq"\nuse "a.policyq"\n',
        a_policyq=PICTURES,
        b_policyq='use "a.policyq"\noverride rule pictures when image then mute 1 hour\n',
    )
    assert found == ["two-bases"]


def test_an_override_of_an_override() -> None:
    policy = good(
        'use "b.policyq"\noverride rule pictures when image then remove\n',
        a_policyq=PICTURES,
        b_policyq='use "a.policyq"\noverride rule pictures when image then mute 1 hour\n',
    )
    assert placed(policy) == [("pictures", "", [], "main.policyq")]


def test_what_a_base_disabled_can_be_brought_back() -> None:
    policy = good(
        'use "b.policyq"\noverride rule pictures when image then remove\n',
        a_policyq=PICTURES,
        b_policyq='use "a.policyq"\ndisable rule pictures\n' + VOICES,
    )
    assert len(policy.rules) == 2


def test_sections() -> None:
    policy = good(
        PICTURES
        + VOICES
        + "section big when members > 200\n  override rule pictures when image then mute 1 hour\n"
        + "  disable rule voices\n  rule videos when video then delete\nend\n"
        + "section huge when members > 1000\n  rule links when has link then delete\nend\n"
    )
    assert placed(policy) == [
        ("links", "huge", [], "main.policyq"),
        ("pictures", "", ["big"], "main.policyq"),
        ("pictures", "big", [], "main.policyq"),
        ("videos", "big", [], "main.policyq"),
        ("voices", "", ["big"], "main.policyq"),
    ]


def test_a_section_of_a_base() -> None:
    base = PICTURES + "section big when members > 200\n  disable rule pictures\nend\n"
    policy = good('use "a.policyq"\n', a_policyq=base)
    assert placed(policy) == [("pictures", "", ["big"], "a.policyq")]


def test_disabling_takes_the_sections_with_it() -> None:
    base = (
        PICTURES
        + VOICES
        + (
            "section big when members > 200\n"
            "  override rule pictures when image then mute 1 hour\nend\n"
        )
    )
    policy = good('use "a.policyq"\ndisable rule pictures\n', a_policyq=base)
    assert placed(policy) == [("voices", "", [], "a.policyq")]


def test_a_section_cannot_declare_a_rule_again() -> None:
    inside = "section big when members > 200\n  rule pictures when image then remove\nend\n"
    assert names(PICTURES + inside) == ["duplicate-name"]
    other = "section huge when members > 999\n  rule pictures when image then mute 1 hour\nend\n"
    assert names(inside + other) == ["duplicate-name"]


def test_lists() -> None:
    policy = good(
        'words ads = "Buy Now", "free gift" from "a.txt"\nsites study = zhihu.com, EDU.CN\n'
        "rule ads when text contains ads then delete\n"
        "rule links when any link not in study then delete\n",
        a_txt="买它\nbuy now\nＡＢＣ\n",
    )
    words = [Word(text, NORMALLY) for text in ("Buy Now", "free gift", "买它", "ＡＢＣ")]
    assert policy.words == {"ads": Listed(tuple(words))}
    assert policy.sites == {"study": ("edu.cn", "zhihu.com")}


def test_sites_from_a_file_and_in_punycode() -> None:
    policy = good(
        'sites study from "s.txt"\nrule links when any link not in study then delete\n',
        s_txt="# ours\nxn--fsqu00a.xn--0zwm56d\nzhihu.com.\n",
    )
    assert policy.sites == {"study": ("zhihu.com", "例子.测试")}


def test_examples_of_bases_are_tested_where_they_stand() -> None:
    example = 'example "a"\n  10:00 Ming image\n  expect delete\n'
    policy = good('use "a.policyq"\n' + VOICES, a_policyq=PICTURES + example)
    assert policy.examples == ()
    assert len(good(PICTURES + example).examples) == 1


def test_a_warning_does_not_refuse() -> None:
    policy, found = checked(PICTURES + "rule photos when image then delete\n")
    assert [one.kind.name for one in found] == ["same-rule"]
    assert policy is not None


def test_a_circle_of_policies_is_told_once_and_the_rest_is_checked() -> None:
    found = names(
        'use "a.policyq"\nrule r when time in nite then delete\n',
        a_policyq='use "b.policyq"\n' + PICTURES,
        b_policyq='use "a.policyq"\n' + VOICES,
    )
    assert sorted(found) == ["unknown-name", "use-circle"]


def test_a_policy_that_uses_itself() -> None:
    assert names('use "main.policyq"\n' + PICTURES) == ["use-circle"]


def test_diagnostics_come_in_order() -> None:
    _, found = checked(
        "rule b when length > 5 and length < 2 then delete\nrule a when time in nite then mute 3\n"
    )
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert len(found) == 3


def test_the_header_of_the_main_file_is_needed() -> None:
    assert names('use "a.policyq"\n', head="", a_policyq=HEAD + PICTURES) == ["no-header"]
