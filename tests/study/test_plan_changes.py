"""What counts as a change in meaning, through what it reaches which rules, what is forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from plan_made import HEAD, OLD, program

from policyq.apps.sources import load
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.plan.canonical import Key, Parts
from policyq.study.plan.changes import Changes, changes
from policyq.syntax.format import format_text

POLICIES = Path(__file__).parents[2] / "policies"


def changed(before: str, after: str) -> Changes:
    return changes(program(before), program(after))


def told(found: Changes) -> dict[tuple[str, str], str]:
    return {(one.key.kind, one.key.name): one.how for one in found.parts}


def test_layout_comments_order_and_spelling_change_nothing() -> None:
    head, *declarations = OLD.removeprefix(HEAD).split("\n" + "rule ")
    reordered = (
        HEAD
        + "# a comment\n\n"
        + "\n\n".join(["rule " + one for one in reversed(declarations)] + [head])
    )
    assert not changed(OLD, reordered)
    assert not changed(OLD, OLD.replace('"buy", "sell"', '"sell", "buy"'))
    assert not changed(OLD, OLD.replace("message and time in night", "time in night and message"))
    assert not changed(
        OLD, OLD.replace("then delete, penalize by standard", "then penalize by standard, delete")
    )


@pytest.mark.parametrize("name", sorted(path.name for path in POLICIES.glob("*.policyq")))
def test_translation_of_keywords_changes_nothing(name: str) -> None:
    path = str(POLICIES / name)
    before = load(path)
    found = before.texts[before.main]
    assert isinstance(found, Source)
    other = "en" if ".zh." in name else "zh"
    text, _ = format_text(found, other)
    assert text is not None
    after = load(path, instead={before.main: text})
    programs = [compile_policy(one.texts, one.main, one.parsed).program for one in (before, after)]
    assert programs[0] is not None and programs[1] is not None
    assert after.texts[after.main] != found
    assert not changes(programs[0], programs[1])


def test_rules_come_go_and_change() -> None:
    found = changed(OLD, OLD.replace("rule ask", "rule ask2").replace("see the list", "look"))
    assert told(found) == {("rules", "ask"): "removed", ("rules", "ask2"): "added"}
    assert told(changed(OLD, OLD.replace("it is late", "sleep"))) == {("rules", "night"): "changed"}
    assert changed(OLD, OLD.replace("> limit", ">= limit")).rules == {"flood"}


@pytest.mark.parametrize(
    ("before", "after", "kind", "name", "rules"),
    [
        ('"sell"', '"cheap"', "words", "ads", {"ads"}),
        ("23:00", "22:00", "TimeIn", "night", {"night"}),
        ("limit = 3", "limit = 4", "values", "limit", {"flood"}),
        ("next mute 10", "next mute 20", "ladders", "standard", {"ads"}),
    ],
)
def test_what_rules_use_reaches_them(
    before: str, after: str, kind: str, name: str, rules: set[str]
) -> None:
    found = changed(OLD, OLD.replace(before, after))
    assert told(found) == {(kind, name): "changed", **{("rules", one): "through" for one in rules}}
    for one in found.parts:
        if one.key.kind == "rules":
            assert one.through == (Key(kind, name),)
    assert not found.forgotten


def test_words_that_came_and_went_are_named() -> None:
    found = changed(OLD, OLD.replace('"buy", "sell"', '"buy", "cheap", "free"'))
    words = next(one for one in found.parts if one.key.kind == "words")
    assert (words.gone, words.come) == (("sell",), ("cheap", "free"))


def test_what_is_changed_itself_and_through_another_is_changed() -> None:
    text = OLD.replace('"sell"', '"cheap"').replace("then delete, penalize", "then penalize")
    rule = next(one for one in changed(OLD, text).parts if one.key == ("rules", "ads"))
    assert rule.how == "changed"
    assert rule.through == (Key("words", "ads"),)


def test_a_new_name_for_the_same_is_a_renaming() -> None:
    found = changed(OLD, OLD.replace(" ads", " adverts").replace("rule adverts", "rule ads"))
    assert told(found) == {("words", "ads"): "renamed"}
    found = changed(OLD, OLD.replace("rule ask", "rule asked"))
    assert [(one.key.name, one.how, one.now) for one in found.parts] == [
        ("ask", "renamed", "asked")
    ]


def test_counts_are_kept_by_what_they_count() -> None:
    assert not changed(OLD, OLD.replace("> limit", "> 7")).forgotten
    assert not changed(OLD, OLD.replace("60 seconds", "30 seconds")).forgotten
    longer = changed(OLD, OLD.replace("60 seconds", "90 seconds")).forgotten
    assert [(one.kind, one.rules) for one in longer] == [("shorter", ("flood",))]
    other = changed(OLD, OLD.replace("count(message per", "count(image per")).forgotten
    assert [(one.kind, one.rules) for one in other] == [("counter", ("flood",))]
    ladder = changed(OLD, OLD.replace("standard", "usual"))
    assert told(ladder) == {("ladders", "standard"): "renamed"}
    assert [(one.kind, one.name, one.rules) for one in ladder.forgotten] == [
        ("ladder", "standard", ("ads",))
    ]


def test_an_amnesty_changes_a_ladder_and_forgets_nothing() -> None:
    pardoned = OLD.replace("30 days", "30 days amnesty from 2026-12-01")
    for before, after in (
        (OLD, pardoned),
        (pardoned, OLD),
        (pardoned, pardoned.replace("12-01", "12-02")),
    ):
        found = changed(before, after)
        assert told(found) == {("ladders", "standard"): "changed", ("rules", "ads"): "through"}
        assert not found.forgotten
    assert not changed(pardoned, pardoned.replace("2026-12-01", "2026年12月1日"))


def test_settings_of_the_whole_policy() -> None:
    found = changed(OLD, OLD.replace("timezone UTC", "timezone Asia/Shanghai"))
    assert [(one.name, one.before, one.after) for one in found.settings] == [
        ("timezone", "UTC", "Asia/Shanghai")
    ]
    assert not changed(OLD, OLD.replace('"club"', '"other"'))


def test_the_bot_s_quiet_is_compared_by_its_hours_never_by_their_name() -> None:
    named = OLD + "bot quiet in night\n"
    assert [one.name for one in changed(OLD, named).settings] == ["quiet"]
    assert not changed(named, OLD + "bot quiet in 23:00 to 07:00\n")
    later = named.replace("23:00 to 07:00", "22:00 to 07:00")
    found = changed(named, later)
    assert [one.name for one in found.settings] == ["quiet"]
    assert told(found) == {("TimeIn", "night"): "changed", ("rules", "night"): "through"}


def test_days_of_a_calendar_are_compared() -> None:
    plain = program(OLD)
    first, second = (
        replace(plain, calendar=nodes.Calendar((2026,), off, ())) for off in (("2026-05-01",), ())
    )
    assert [one.name for one in changes(first, second).settings] == ["calendar"]
    assert not changes(first, replace(first, calendar=nodes.Calendar((2026,), ("2026-05-01",), ())))


@dataclass(frozen=True, slots=True)
class _Club:
    """A kind of part that the comparison has never heard of."""

    name: str
    condition: nodes.Condition


@dataclass(frozen=True, slots=True)
class _InClub:
    clubs: frozenset[str]


@dataclass(frozen=True)
class _Wider(nodes.Program):
    clubs: tuple[_Club, ...] = ()
    holidays: tuple[str, ...] = ()


def _wider(limit: int, **more: object) -> _Wider:
    plain = program(OLD)
    values = {name: getattr(plain, name) for name in nodes.Program.__dataclass_fields__}
    rule = replace(plain.rules[0], name="of clubs", condition=_InClub(frozenset({"core"})))  # type: ignore[arg-type]
    club = _Club("core", nodes.Compare("length", ">", nodes.Fixed(limit)))
    return _Wider(**{**values, "rules": (*plain.rules, rule)}, clubs=(club,), **more)  # type: ignore[arg-type]


def test_nodes_it_has_never_heard_of_are_compared_like_all_others() -> None:
    assert not changes(_wider(3), _wider(3))
    found = changes(_wider(3), _wider(4))
    assert told(found) == {("clubs", "core"): "changed", ("rules", "of clubs"): "through"}
    found = changes(_wider(3), _wider(3, holidays=("2026-10-01",)))
    assert [one.name for one in found.settings] == ["holidays"]
    assert not found.parts


def test_programs_that_mean_the_same_have_the_same_digest_or_differ_in_order_alone() -> None:
    """What the comparison calls no change, the evaluator cannot tell apart (by its own forms)."""
    parts = Parts(program(OLD))
    assert {key.kind for key in parts.keys} == {"rules", "words", "values", "ladders", "TimeIn"}
    assert parts.uses(Key("rules", "ads")) == {Key("words", "ads"), Key("ladders", "standard")}
