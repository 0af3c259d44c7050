"""Actions, ladders, levels, texts, amounts, promises and examples."""

from __future__ import annotations

import pytest
from checking import checked, marked, names

LADDER = 'ladder std within 30 days\n  first warn "x"\n  next mute 1 hour\n'
CLIMB = "rule p when image then penalize by std\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # amounts
        ("rule r when image then mute 3\n", [("needs-unit", "3")]),
        ("rule r when length > 3 hours then delete\n", [("needs-number", "3 hours")]),
        ("rule r when tenure < 5 then delete\n", [("needs-unit", "5")]),
        ("rule r when count(message within 60) > 5 then delete\n", [("needs-unit", "60")]),
        ("rule r when image then mute 0 minutes\n", [("zero-length", "0 minutes")]),
        ("rule r when image then mute 11 weeks\n", []),
        ("rule r when image then mute 5000 days\n", [("too-long", "5000 days")]),
        ("value v = 0 seconds\nrule r when image then mute v\n", [("zero-length", "0 seconds")]),
        ("value v = 2\nrule r when image then mute v\n", [("value-of-another-unit", "v")]),
        ("value v = 2 days\nrule r when length > v then delete\n", [("value-of-another-unit", "v")]),
        ("ladder std within 500 days\n  first mute 1 hour\n  next remove\n" + CLIMB,
         [("too-long", "500 days")]),
        ("rule r when image then remove confirmed by owner within 0 hours\n",
         [("zero-length", "0 hours")]),
        ("level 0 means delete\n", [("not-whole", "0"), ("unused", "0")]),
        # who and what
        ("rule r when join then delete\n", [("nothing-to-delete", "delete")]),
        ("rule r when image or join then delete\n", [("nothing-to-delete", "delete")]),
        ("rule r when day end then remove\n", [("no-target", "remove")]),
        ('rule r when day end then notify owner "x"\n', []),
        (LADDER + CLIMB + "rule r when day end then penalize by std\n",
         [("ladder-without-member", "penalize by std")]),
        ("level 1 means delete\nrule r when join then treat as level 1\n",
         [("nothing-to-delete", "delete")]),
        ("rule r when image then notify bot, bot \"x\"\n", None),
        ("rule r when image then remove confirmed by bot\n", [("no-judge", "bot")]),
        ("rule r when image then mute 1 hour, unmute\n", [("opposite-actions", "unmute")]),
        ("rule r when image then delete, delete\n", [("same-action-twice", "delete")]),
        ("rule r when image then mute 1 hour, mute 2 hours confirmed by owner\n", []),
        ("rule r when image then tag a, tag b\n", []),
        ("rule r when image then tag a, tag a\n", [("same-action-twice", "tag a")]),
        # ladders and levels
        (LADDER + CLIMB, []),
        (LADDER.replace("days", "days amnesty from 2027-01-01, from 2027-07-01") + CLIMB, []),
        (LADDER.replace("days", "days amnesty from 2027-01-01, 2027-01-01") + CLIMB,
         [("amnesties-out-of-order", "2027-01-01")]),
        (LADDER.replace("days", "days amnesty from 2027-01-01, from 2026-13-01") + CLIMB,
         [("no-such-date", "2026-13-01")]),
        (LADDER.replace("days", "days amnesty from 2999-01-01") + CLIMB,
         [("far-date", "2999-01-01")]),
        (LADDER.replace("days", "days amnesty from 2027-01-01 amnesty from 2027-07-01") + CLIMB,
         [("unexpected", "amnesty")]),
        (LADDER.replace("days", "days amnesty") + CLIMB, [("unexpected", "first")]),
        ("ladder std within 30 days\n  first mute 1 hour\n  next warn \"x\"\n" + CLIMB,
         [("weaker-step", 'warn "x"')]),
        ("ladder std within 30 days\n  first mute 1 hour\n  next mute 60 minutes, delete\n  next remove\n"
         + CLIMB, []),
        ("level 1 means treat as level 1\nrule r when image then treat as level 1\n",
         [("circle", "treat as level 1")]),
        ("level 1 means penalize by std\nladder std within 1 day\n  first delete\n"
         "  next treat as level 1\nrule r when image then treat as level 1\n",
         [("circle", "treat as level 1")]),
        (LADDER + "level 1 means penalize by std\nladder hard within 1 day\n  first delete\n"
         "  next treat as level 1\nrule r when image then penalize by hard\n",
         [("ladder-inside-ladder", "treat as level 1")]),
        # texts
        ('rule r when image then warn "{membr}"\n', [("unknown-placeholder", "{membr}")]),
        ('rule r when image then warn "a\\n\\"{membr}"\n', [("unknown-placeholder", "{membr}")]),
        ('rule r when image then warn "{{member}} {成员} {member}"\n', []),
        ('rule r when image then warn "a } b"\n', [("unmatched-brace", "}")]),
        ('rule r when join then reply "{原文}"\n', [("placeholder-not-here", "{原文}")]),
        ('rule r when day end then notify owner "{member}"\n', [("placeholder-not-here", "{member}")]),
        ('rule r when image then warn "{step}"\n', [("step-outside-ladder", "{step}")]),
        (LADDER.replace('"x"', '"{step}"') + CLIMB, []),
        ('level 1 means warn "{step}"\nrule r when image then treat as level 1\n',
         [("step-outside-ladder", "{step}")]),
        (LADDER.replace('"x"', '"{text}"') + "rule r when join then penalize by std\n",
         [("placeholder-not-here", "{text}")]),
        ("rule r when text matches /a(b/ then delete\n", [("bad-pattern", "a(b")]),
        ("rule r when text matches /(a)\\1/ then delete\n", [("unsupported-pattern", "\\1")]),
        ("rule r when text matches /x*/ then delete\n", [("empty-text", "/x*/")]),
        ('rule r when text starts with "" then delete\n', [("empty-text", '""')]),
        ('rule r when text is "" then delete\n', []),
        ('rule r when text matches /\\w+微信/ then delete\n', [("ascii-class-beside-han", "\\w")]),
        # fields
        ('rule r when mentions "a", teacher then delete\n', [("mention-of-role", "teacher")]),
        ("rule r when count(day end per sender daily) > 1 then unlock\n", None),
        ("rule r when sum(amount of join daily) > 5 then unlock\n", [("events-without-field", "join")]),
        # sites
        ("rule r when any link in \"http://a.cn/b\" then delete\n", [("bad-site", '"http://a.cn/b"')]),
        # promises
        ("rule r when image then delete\npromise p never remove when target is admin\n",
         [("idle-promise", "p")]),
        ("rule r when image then delete\npromise p never delete when join\n", [("idle-promise", "p")]),
        ("rule r when image then delete\npromise p never delete when target is admin\n", []),
        # rules
        ('rule a when text is "Q" then reply "1"\nrule b when text is "q", "z" then reply "2"\n',
         [("replies-meet", 'reply "2"')]),
    ],
)  # fmt: skip
def test_one_report_at_its_place(text: str, expected: list[tuple[str, str]] | None) -> None:
    found = marked(text)
    if expected is None:
        assert len(found) <= 1
    else:
        assert sorted(found) == sorted(expected)


EXAMPLE = 'rule r when image then mute 10 minutes\nexample "e"\n'


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("10:00 Ming image\nexpect mute\n", []),
        ("10:00 Ming image\n", ["no-expectation"]),
        ("expect nothing\n10:00 Ming image\nexpect mute\n", ["nothing-happened"]),
        ("10:00 Ming image\nexpect mute\nexpect mute\n", ["nothing-happened"]),
        ("10:00 Ming image\nexpect delete\n", ["never-done"]),
        ("10:00 Ming image\n09:00 Ming image\nexpect mute\n", ["clock-goes-back"]),
        ("10:00 Ming image\nnext day 09:00 Ming image\nexpect mute\n", []),
        ("2026-03-01 10:00 Ming image\n2026-02-01 11:00 Ming image\nexpect mute\n", ["clock-goes-back"]),
        ("10:00 Ming image\n2020-02-01 11:00 Ming image\nexpect mute\n", ["clock-goes-back"]),
        ("2020-02-01 11:00 Ming image\nexpect mute\n", []),
        ("24:00 Ming image\nexpect mute\n", ["end-of-day"]),
        ("given members = 300, platform = qq\n10:00 Ming image\nexpect mute\n", []),
        ('given members = "x"\n10:00 Ming image\nexpect mute\n', ["given-of-another-type"]),
        ("given platform = qqq\n10:00 Ming image\nexpect mute\n", ["unknown-platform"]),
        ("10:00 Ming image\nafter 99999999999 days 10:00 Ming image\nexpect mute\n", ["jump-too-far"]),
    ],
)  # fmt: skip
def test_examples(steps: str, expected: list[str]) -> None:
    assert names(EXAMPLE + steps) == expected


def test_every_mistake_of_a_file_in_one_run() -> None:
    text = (
        "hours a = 07:00 to 07:00\nrule b when time in a then mute 3\n"
        'rule c when join and length > 3 then delete\nrule d when image then warn "{oops}"\n'
        "rule e when image then treat as level 9\nrule f when sender is admni then delete\n"
    )
    assert sorted(names(text)) == sorted(
        ["empty-slot", "needs-unit", "no-such-event", "unknown-placeholder", "unknown-level",
         "role-like-tag"]
    )  # fmt: skip


def test_no_unit_is_guessed() -> None:
    for text in ("规则 图片 当 图片 则 禁言3\n", "rule r when image then mute 3\n"):
        _, found = checked(text)
        assert [(one.kind.name, one.fixes, one.hint) for one in found] == [("needs-unit", (), None)]


def test_a_date_that_the_parser_refused_is_not_told_twice() -> None:
    text = "hours h = 2026-02-30 to 2026-02-28 all day\nrule r when time in h then delete\n"
    assert len(names(text)) == 1
    text = "hours h = 00:00 to 25:00\nrule r when time in h then delete\n"
    assert len(names(text)) == 1
    text = (
        "value v = 2, from 2026-02-01 = 1, from 2026-02-30 = 3\n"
        "rule r when count(message daily) > v then delete\n"
    )
    assert len(names(text)) == 1


def test_an_amnesty_rests_on_local_time() -> None:
    pardoned = LADDER.replace("days", "days amnesty from 2027-01-01") + CLIMB
    assert names(LADDER + CLIMB, head='policy "x" version 1\n') == []
    assert names(pardoned, head='policy "x" version 1\n') == ["no-timezone"]


def test_an_amnesty_of_a_used_policy_comes_with_its_ladder() -> None:
    base = 'policy "b" version 1\n' + LADDER.replace("days", "days amnesty from 2027-01-01")
    policy, found = checked('use "b.policyq"\n' + CLIMB, b_policyq=base)
    assert not found and policy is not None
    assert [(day.year, day.month, day.day) for day in policy.ladders["std"].amnesties] == [
        (2027, 1, 1)
    ]
