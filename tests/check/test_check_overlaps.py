"""Rules that meet: replies without a priority between them, rules that others make idle."""

from __future__ import annotations

import pytest
from checking import marked, names

PICTURES = "rule pictures when image then delete\n"


@pytest.mark.parametrize(
    "rules",
    [
        'rule a when join then reply "a"\nrule b when join then reply "b"\n',
        'rule a when text contains "a" then reply "1"\nrule b when text contains "b" then reply "2"\n',
        'rule a when text is "a", "b" then reply "1"\nrule b when text is "B" then reply "2"\n',
        'rule a when text is "a" then reply "1"\nrule b when image then reply "2"\n',
        'level 1 means reply "1"\nlevel 2 means treat as level 1\n'
        'rule a when image then treat as level 2\nrule b when image then reply "2"\n',
        'section big when members > 200\n  rule a when join then reply "a"\nend\n'
        'rule b when join then reply "b"\n',
    ],
)
def test_replies_that_can_meet_are_reported_once(rules: str) -> None:
    assert names(rules) == ["replies-meet"]


@pytest.mark.parametrize(
    "rules",
    [
        'rule a when join then reply "a"\n'
        'rule b priority 1 when join and sender is guest then reply "b"\n',
        'rule a when join then reply "a"\nrule b when leave then reply "b"\n',
        'rule a when text is "a" then reply "1"\nrule b when text is "b" then reply "2"\n',
        'rule a when image and sender is guest then reply "a"\n'
        'rule b when image and sender is not guest then reply "b"\n',
        'rule a when image and length > 9 then reply "a"\n'
        'rule b when image and length < 9 then reply "b"\n',
        'rule a when join then reply "a"\nrule b when join then reply "b" confirmed by owner\n',
        'rule a when join then reply "a"\n'
        'section big when members > 200\n  override rule a when join then reply "b"\nend\n',
    ],
)
def test_replies_that_cannot_meet_are_not(rules: str) -> None:
    assert names(rules) == []


@pytest.mark.parametrize(
    "rule",
    [
        "rule guests when image and sender is guest then delete",
        'rule guests when sender is guest and image unless sender is "u1" then delete',
        "section big when members > 200\n  rule guests when image then delete\nend",
    ],
)
def test_a_rule_that_another_covers_is_idle(rule: str) -> None:
    assert marked(PICTURES + rule) == [("idle-rule", "guests")]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("has contact", "has wechat id"),
        ("has no wechat id", "has no contact"),
        ("length >= 5", "has email"),
    ],
)
def test_one_contact_covers_another(wide: str, narrow: str) -> None:
    rules = f"rule wide when {wide} then delete\nrule narrow when {narrow} then delete\n"
    assert marked(rules) == [("idle-rule", "narrow")]
    assert names(rules.replace("then delete", "then warn", 1)) == []


def test_others_together_make_a_rule_idle() -> None:
    two = PICTURES + "rule warned when image and sender is guest then warn\n"
    both = "rule both when image and sender is guest then warn, delete\n"
    assert names(two + both) == ["idle-rule"]
    assert names(PICTURES + both) == []


@pytest.mark.parametrize(
    "rule",
    [
        "rule guests when image and sender is guest then warn",
        "rule guests when video or sender is guest then delete",
        'rule guests when image and sender is guest then delete, warn "{rule}"',
        "section big when members > 200\n  disable rule pictures\n"
        "  rule guests when image and sender is guest then delete\nend",
    ],
)
def test_a_rule_that_does_something_of_its_own_is_not(rule: str) -> None:
    assert names(PICTURES + rule) == []


def test_a_rule_whose_unless_expires_covers_nobody_for_sure() -> None:
    narrow = "rule pictures when image unless sender is guest until 2026-12-31 then delete\n"
    assert names(narrow + "rule all when image then delete") == ["idle-rule"]
