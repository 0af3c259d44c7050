"""What both policies do over one log: the same as each of them replayed alone, side by side."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from plan_made import HEAD, OLD, log, program, run
from study_made import MIXED, START, message, rule, says, stream
from study_made import do as do_

from policyq.events.roster import Roster, Row
from policyq.live import to_python
from policyq.study.plan.budget import Filter
from policyq.study.plan.differing import Differences
from policyq.study.plan.effects import COUNTED, PLACE
from policyq.study.plan.plan import planned
from policyq.study.plan.runs import Asked, Runs
from policyq.study.plan.tally import View
from policyq.study.rates import rates
from policyq.study.simulate import Mode, simulate
from policyq.vocabulary.events import MESSAGES
from policyq.vocabulary.types import DAY

STRICTER = replace(
    MIXED,
    digest="1" * 16,
    rules=tuple(sorted(
        (*(one for one in MIXED.rules if one.name != "ask"), rule("oks", says("ok"), do_("mute", 5))),
        key=lambda one: one.name,
    )),
)  # fmt: skip


def total(view: View, side: int, counted: str) -> int:
    place = PLACE[counted] + side * len(COUNTED)
    return sum(row[place] for row in view.all.rows.values())


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_numbers_are_those_of_two_replays(mode: Mode, seed: int) -> None:
    events = stream(seed, 400)
    runs = run(MIXED, STRICTER, events)
    view = runs.views["fixed" if mode == "observed" else "suppressed"]
    for side, policy in enumerate((MIXED, STRICTER)):
        alone = rates(policy, simulate(to_python(policy), events, mode))
        assert total(view, side, "violations") == alone.all.violations
        assert total(view, side, "interventions") == alone.all.interventions
        for name in ("violations", "interventions"):
            by_day = {day: getattr(one, name)[side] for day, one in view.days.items()}
            told = {day: getattr(counts, name) for day, counts in alone.days.items()}
            assert {day: n for day, n in by_day.items() if n} == {
                d: n for d, n in told.items() if n
            }
        assert total(view, side, "administrator") == alone.all.administrator
        for action, counted in {
            "remove": "removals",
            "mute": "mutes",
            "warn": "warnings",
            "delete": "deletions",
        }.items():
            assert total(view, side, counted) == alone.actions[action]
        sent = sum(runs.ground.messages.values()) - sum(view.missing[side].values())
        assert sent == alone.all.messages
        assert view.prevented[side] == alone.prevented
        assert sum(one.covered for one in runs.ground.groups.values()) == alone.all.covered
        found = {name: one for name, one in alone.rules.items() if one.messages}
        for name, one in found.items():
            rows = (
                view.apart[Filter("rule", name)].rows.values()
                if Filter("rule", name) in view.apart
                else ()
            )
            place = PLACE["interventions"] + side * len(COUNTED)
            assert sum(row[place] for row in rows) == one.interventions


def test_every_message_stands_in_the_matrix_once_and_in_every_dimension() -> None:
    events = stream(5, 400)
    runs = run(MIXED, STRICTER, events)
    seen: set[str] = set()
    messages = 0
    for event in events:
        messages += event.kind in MESSAGES and event.id not in seen
        seen.add(event.id)
    assert sum(runs.ground.messages.values()) == messages == sum(runs.ground.slices.values())
    for view in runs.views.values():
        listed = sum(view.transitions.values())
        assert 0 < listed < messages
        gained = sum(one.gained for one in view.slices.values())
        lost = sum(one.lost for one in view.slices.values())
        quiet = {"allowed", "prevented"}
        assert gained == sum(
            n for (a, b), n in view.transitions.items() if a in quiet and b not in quiet
        )
        assert lost == sum(
            n for (a, b), n in view.transitions.items() if a not in quiet and b in quiet
        )


def test_the_same_policy_twice_differs_nowhere() -> None:
    runs = run(MIXED, MIXED, stream(7, 400), Asked(shares=(0.5,)))
    for view in runs.views.values():
        assert view.differing == 0
        assert all(before == after for before, after in view.transitions)
        for row in view.all.rows.values():
            assert row[: len(COUNTED)] == row[len(COUNTED) :]


def test_what_rules_gain_and_lose() -> None:
    events = [message(1, "buy this"), message(2, "price?", minute=1), message(3, "ok", minute=2)]
    view = run(MIXED, STRICTER, events).views["fixed"]
    assert (view.rules["ask"].before, view.rules["ask"].after, view.rules["ask"].lost) == (1, 0, 1)
    assert (view.rules["oks"].gained, view.rules["oks"].lost) == (1, 0)
    assert view.rules["ads"].gained == view.rules["ads"].lost == view.rules["ads"].changed == 0
    assert view.transitions == Counter(
        {("deleted", "deleted"): 1, ("handed", "allowed"): 1, ("allowed", "muted"): 1}
    )


def test_roles_and_tags_that_are_asked_for_are_counted_apart() -> None:
    events = [
        message(1, "ok", "ann", role="guest"),
        message(2, "ok", "ben", tags=frozenset({"vip"}), minute=1),
        message(3, "ok", "cat", minute=2),
    ]
    wanted = frozenset({Filter("role", "guest"), Filter("tag", "vip")})
    view = run(MIXED, STRICTER, events, Asked(wanted=wanted)).views["fixed"]
    muted = PLACE["mutes"] + len(COUNTED)
    assert [row[muted] for row in view.apart[Filter("role", "guest")].rows.values()] == [1]
    assert view.apart[Filter("tag", "vip")].rows.keys() == {("g", "ben")}


def test_messages_are_told_apart_by_the_tier_that_the_old_policy_has_their_sender_in() -> None:
    tiered = OLD + "tier keen refreshed daily when count(message within 30 days) > 1\n"
    old, new = program(tiered), program(OLD.replace('"sell"', '"cheap"'))
    texts = ("hello", "sell it", "sell it", "sell it", "cheap")
    told = zip(texts, ("ann", "ann", "ben", "ann", "ben"), (0, 1, 2, 1440, 1441), strict=True)
    events = [
        message(number, text, sender, minute=720 + minute)
        for number, (text, sender, minute) in enumerate(told)
    ]
    runs = run(old, new, events)
    _, views, _ = planned(runs, (), date.min)
    for name in ("fixed", "suppressed"):
        assert {tier: row[:3] for tier, row in views[name].slices["tier"].items()} == {
            "-": (4, 2, 1),
            "keen": (1, 1, 0),
        }
    backwards = run(new, old, events)
    _, views, _ = planned(backwards, (), date.min)
    assert "tier" not in views["fixed"].slices


def test_a_roster_brings_who_is_silent_into_the_tiers_of_both_policies() -> None:
    silent = HEAD + "tier gone refreshed daily when silent over 1 day\n"
    old = program(silent + 'rule seen when becomes gone then warn "still there?"\n')
    new = program(silent + "rule seen when becomes gone then remove\n")
    events = [message(n, "hello", "ann", minute=20 * 60 * n) for n in range(4)]
    roster = Roster([Row("g", "zoe", joined=START - 9 * DAY)])
    alone = run(old, new, events)
    known = run(old, new, events, roster=roster)
    for name in ("fixed", "suppressed"):
        assert alone.views[name].all.rows == {}
        assert known.views[name].all.rows.keys() == {("g", "zoe")}
        assert total(known.views[name], 0, "warnings") == 1
        assert total(known.views[name], 1, "removals") == 1


def test_examples_are_few_the_same_and_of_different_members() -> None:
    old, new = program(OLD), program(OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"'))
    events = log(1)
    first = run(old, new, events).views["fixed"].examples
    again = run(old, new, [*events, *log(2, groups=1)]).views["fixed"].examples
    assert first is not None and again is not None
    for sort, number in first.sorts:
        some = first.of(sort)
        assert 1 <= len(some) <= 2 <= max(2, number)
        assert len({(one.event.group, one.event.sender) for one in some}) == len(some)
    ids = {one.event.id for sort, _ in first.sorts for one in first.of(sort)}
    shuffled = events[:]
    random.Random(3).shuffle(shuffled)
    runs = Runs((old, new), to_python, Asked())
    sorts = [sort for sort, _ in first.sorts]
    for event in sorted(shuffled, key=lambda event: (event.group, event.time)):
        runs.see(event)
    other = runs.views["fixed"].examples
    assert other is not None
    assert {one.event.id for sort in sorts for one in other.of(sort)} == ids


# -- deterrence ------------------------------------------------------------------------------------


def test_the_more_are_deterred_the_less_happens_and_all_of_it_is_less_than_suppressed() -> None:
    old, new = program(OLD), program(OLD.replace('"sell"', '"sell", "cheap"'))
    runs = run(old, new, log(3), Asked(shares=(0.25, 0.5, 1.0)))
    for side in (0, 1):
        names = ["suppressed", "deterred 25 %", "deterred 50 %", "deterred 100 %"]
        violations = [total(runs.views[name], side, "violations") for name in names]
        assert violations == sorted(violations, reverse=True)
        assert violations[0] > violations[-1] > 0
        deterred = [runs.views[name].prevented[side]["deterred"] for name in names]
        assert deterred[0] == 0 < deterred[1] < deterred[2]


def test_all_deterred_means_nobody_breaks_a_rule_again_after_an_intervention() -> None:
    policy = program(OLD.replace("within 60 seconds", "within 30 seconds"))
    events = [message(n, "buy this", minute=n * 60) for n in range(5)]
    view = run(policy, policy, events, Asked(shares=(1.0,))).views["deterred 100 %"]
    assert total(view, 0, "violations") == 1
    assert view.prevented[0]["deterred"] == 4
    later = message(9, "buy this", minute=60 * 24 * 31)
    view = run(policy, policy, [*events, later], Asked(shares=(1.0,))).views["deterred 100 %"]
    assert total(view, 0, "violations") == 2, "after thirty days nobody is deterred any more"


def test_chances_go_by_the_seed() -> None:
    policy = program(OLD)
    found = [
        run(policy, policy, log(4), Asked(shares=(0.5,), seed=seed))
        .views["deterred 50 %"]
        .prevented[0]
        for seed in (1, 1, 2)
    ]
    assert found[0] == found[1] != found[2]


def test_a_reply_that_waits_for_the_end_of_the_bot_s_quiet_is_a_difference() -> None:
    old = program(OLD)
    new = program(OLD + "bot quiet in 00:00 to 23:59\n")
    view = run(old, new, [message(1, "price?", minute=600), message(2, minute=601)]).views["fixed"]
    assert view.transitions == {("replied", "replied"): 1}
    assert view.differing == 1


ASKING = HEAD + 'words ads = "sell"\nrule ads when message contains ads then %s\n'
ASKED = "remove confirmed by owner within 10 minutes otherwise mute 1 hour"


def test_what_ticks_do_counts_for_no_role_whoever_wrote_next() -> None:
    old, new = program(ASKING % "delete"), program(ASKING % ASKED)
    events = [
        message(1, "sell", "ann", minute=720, role="guest"),
        message(2, "hello", "ann", minute=740, role="guest"),
    ]
    view = run(old, new, events, Asked(wanted=frozenset({Filter("role", "guest")}))).views["fixed"]
    assert total(view, 1, "mutes") == 1
    muted = PLACE["mutes"] + len(COUNTED)
    assert sum(row[muted] for row in view.apart[Filter("role", "guest")].rows.values()) == 0


def test_ticks_of_several_groups_differ_though_their_ids_are_the_same() -> None:
    old, new = program(ASKING % "delete"), program(ASKING % ASKED)
    # What is asked for late is overdue when the log ends.
    events = [
        message(*one, "ann", minute=minute, group=group)
        for group, late in (("h", 1), ("g", 0))
        for one, minute in (((2, "hello"), 800), ((1, "sell"), 720 + late))
    ]
    differences = Differences()
    runs = Runs((old, new), to_python, Asked(suppressed=False), None, differences)
    for event in events:
        runs.see(event)
    runs.end()
    found = [
        (one.about.group, one.about.event.rpartition("/")[2]) for one in differences.in_order()
    ]
    assert found == [("g", "e1"), ("h", "e1"), ("g", "timeout"), ("h", "timeout")]
