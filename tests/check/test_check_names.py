"""Names: one report for each mistake, at its place, and none for what follows from it."""

from __future__ import annotations

import pytest
from checking import HEAD, checked, marked, names

from policyq.diagnostics.near import Near, distance
from policyq.diagnostics.source import Failure, Span
from policyq.syntax import tree

NIGHT = "hours night = 23:00 to 07:00\n"
QUIET = "rule quiet when time in night then delete\n"
LADDER = 'ladder std within 30 days\n  first warn "x"\n  next mute 1 hour\n'
PICTURES = "rule pictures when image then delete\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NIGHT + QUIET, []),
        ("rule r when time in nite then delete\n", [("unknown-name", "nite")]),
        ("rule r when text contains adz then delete\n", [("unknown-name", "adz")]),
        ("rule r when any link in studi then delete\n", [("unknown-name", "studi")]),
        ("rule r when image then penalize by st\n", [("unknown-name", "st")]),
        ("rule r when image then mute lenth\n", [("unknown-name", "lenth")]),
        ("rule r when image then treat as level 3\n", [("unknown-level", "3")]),
        ("disable rule r\n" + PICTURES, [("unknown-rule", "r")]),
        ("override rule r when image then delete\n", [("unknown-rule", "r")]),
        (NIGHT + "rule r when text contains night then delete\n", [("wrong-sort", "night")]),
        (LADDER + "rule r when time in std then delete\n", [("wrong-sort", "std")]),
        (LADDER + "rule r when image then mute std\n", [("wrong-sort", "std")]),
        (NIGHT + NIGHT + QUIET, [("duplicate-name", "night")]),
        (PICTURES + PICTURES, [("duplicate-name", "pictures")]),
        ("level 1 means delete\nlevel 1 means remove\nrule r when image then treat as level 1\n",
         [("duplicate-name", "1")]),
        ("promise p never delete when image\npromise p never delete when video\n"
         "rule r when message then delete\n", [("duplicate-name", "p")]),
        (NIGHT + PICTURES, [("unused", "night")]),
        (LADDER + PICTURES, [("unused", "std")]),
        ('words ads = "buy now"\n' + PICTURES, [("unused", "ads")]),
        ("sites study = zhihu.com\n" + PICTURES, [("unused", "study")]),
        ("value lim = 3\n" + PICTURES, [("unused", "lim")]),
        ('value lim = 3\nrule r when image then warn "{lim} a day"\n', []),
        ("level 3 means delete\n" + PICTURES, [("unused", "3")]),
        ("exempt admins\n" + PICTURES, [("role-like-tag", "admins")]),
        ("豁免 管理\n" + PICTURES, [("role-like-tag", "管理")]),
        ("豁免 群主和管理员\n" + PICTURES, [("role-like-tag", "群主和管理员")]),
        ("豁免 群主或班委\n" + PICTURES, [("role-like-tag", "群主或班委")]),
        ("豁免 和平大使\n" + PICTURES, []),
        ("豁免 群友, 老师\n" + PICTURES, []),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


def test_one_report_a_use() -> None:
    text = "rule a when time in nite then delete\nrule b when image and time in nite then delete\n"
    assert marked(text) == [("unknown-name", "nite"), ("unknown-name", "nite")]


def test_an_unknown_name_excuses_the_unused_one() -> None:
    assert names(NIGHT + "rule r when time in nihgt then delete\n") == ["unknown-name"]


def test_a_declaration_that_cannot_be_read_excuses_names() -> None:
    _, found = checked("hours night = 23:00 to to\n" + QUIET)
    assert [one.code[2] for one in found] == ["1"]


def test_a_missing_base_excuses_names() -> None:
    text = 'use "b.policyq"\n' + QUIET + "disable rule flood\nrule r when image then mute lim\n"
    assert names(text) == ["missing-file"]
    assert names(text, b_policyq=Failure("encoding")) == ["unknown-encoding"]


def test_a_missing_list_is_one_report() -> None:
    text = 'words ads from "a.txt"\nrule r when text contains ads then delete\n'
    assert names(text) == ["missing-file"]
    assert names(text, a_txt="buy now\n") == []


@pytest.mark.parametrize("path", ["/etc/passwd", "C:/x.txt", "..\\\\x.txt", "../x.txt", "\\\\x"])
def test_paths_that_leave_the_folder(path: str) -> None:
    text = f'words ads from "{path}"\nrule r when text contains ads then delete\n'
    assert names(text) == ["outside-file"]


def test_headers() -> None:
    assert names(PICTURES, head="") == ["no-header"]
    assert names("", head="") == ["no-header"]
    assert names(PICTURES, head='policy "x"\n') == ["no-version"]
    assert names(PICTURES, head=HEAD + HEAD) == ["two-headers", "two-headers"]
    assert names(PICTURES, head='policy "x" version 1\ntimezone Asia/Shangai\n') == [
        "unknown-timezone"
    ]
    assert names(NIGHT + QUIET, head='policy "x" version 1\n') == ["no-timezone"]


def test_the_fix_for_the_version_follows_the_language() -> None:
    _, found = checked(PICTURES, head='群规 "x"\n')
    assert [fix.replacement for fix in found[0].fixes] == [" 版本 1"]
    _, found = checked(PICTURES, head='policy "x"\n')
    assert [fix.replacement for fix in found[0].fixes] == [" version 1"]
    assert found[0].fixes[0].certain


def test_did_you_mean() -> None:
    near = Near(lambda: ["night", "lunch", "广告词", "争吵"])
    assert near.to("nihgt") == "night"
    assert near.to("nght") == "night"
    assert near.to("广告次") == "广告词"
    assert near.to("广告") == "广告词"
    assert near.to("weekend") is None
    assert near.to("x") is None
    assert near.to("n" * 500) is None


def test_did_you_mean_among_many() -> None:
    near = Near(lambda: [f"name{number}" for number in range(5000)])
    assert near.to("nmae4711") == "name4711"
    assert near.to("elsewhere") is None


@pytest.mark.parametrize(
    ("left", "right", "steps"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "axc", 1), ("abcd", "acbd", 1),
     ("kitten", "sitting", 3)],
)  # fmt: skip
def test_distance(left: str, right: str, steps: int) -> None:
    assert distance(left, right) == distance(right, left) == steps


def test_trees_without_places_are_checked_too() -> None:
    from policyq.check import check

    rule = tree.Rule(tree.Name("r"), None, tree.KindIs("image"), None, (tree.Do("delete"),))
    header = tree.Policy(tree.Str("x"), tree.Number(1))
    policy, found = check({"m": tree.File((header, rule))}, "m", {})
    assert policy is not None
    assert found == ()
    assert policy.timezone == "UTC"


def test_the_main_file_may_be_missing() -> None:
    from policyq.check import check

    policy, found = check({}, "m.policyq", {"m.policyq": Failure("encoding")})
    assert policy is None
    assert [one.kind.name for one in found] == ["unknown-encoding"]
    assert found[0].span == Span("m.policyq", 0, 0)
