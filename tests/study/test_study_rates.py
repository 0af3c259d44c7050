"""The rates, checked against counting by hand and against their definitions, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_made import LADDER, MIXED, by_owner, do, message, program, rule, says, stream

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.numbers import Rates, band_of, together
from policyq.study.rates import Tally, rates
from policyq.study.simulate import Step, simulate
from policyq.text.folds import STRICTLY
from policyq.text.listed import Listed, Word
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE


def replayed(policy: nodes.Program, events: list[Event], mode: str = "observed") -> Rates:
    return rates(policy, simulate(Reference(policy), events, mode))  # type: ignore[arg-type]


# -- the definitions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "violation"),
    [
        (do("delete"), 1),
        (do("warn"), 1),
        (do("mute", 10), 1),
        (do("remove"), 1),
        (do("remove", confirm=by_owner()), 1),
        (nodes.Climb("standard"), 1),
        (do("notify", to=(nodes.Who(role="owner"),), level=1), 1),
        (do("notify", to=(nodes.Who(role="owner"),)), 0),
        (do("reply"), 0),
        (do("record"), 0),
        (do("tag", tag="new"), 0),
        (do("lock", 10), 0),
        (do("handover", to=(nodes.Who(role="owner"),)), 0),
    ],
)
def test_what_a_violation_is(effect: nodes.Effect, violation: int) -> None:
    policy = program(rule("r", says("bad"), effect), ladders=(LADDER,))
    counted = replayed(policy, [message(1, "bad"), message(2, "good", minute=1)]).all
    assert (counted.messages, counted.violations) == (2, violation)


@pytest.mark.parametrize(
    ("effects", "interventions", "replies", "administrator", "automatic", "asked"),
    [
        ((do("delete"), do("warn")), 2, 0, 0, 2, 0),
        ((do("warn"), do("mute", 10)), 1, 0, 0, 1, 0),
        ((do("reply"), do("record"), do("tag", tag="x")), 0, 1, 0, 1, 0),
        ((do("notify", to=(nodes.Who(role="owner"),)),), 0, 0, 0, 0, 0),
        ((do("handover", to=(nodes.Who(role="owner"), nodes.Who(tag="duty"))),), 0, 0, 1, 0, 0),
        ((do("remove", confirm=by_owner()), do("delete")), 1, 0, 1, 1, 1),
        ((do("remove", confirm=by_owner()), do("delete", confirm=by_owner())), 0, 0, 1, 0, 2),
        ((do("unmute"), do("unlock")), 2, 0, 0, 2, 0),
    ],
)
def test_what_an_intervention_is(
    effects: tuple[nodes.Effect, ...],
    interventions: int,
    replies: int,
    administrator: int,
    automatic: int,
    asked: int,
) -> None:
    counted = replayed(program(rule("r", says("bad"), *effects)), [message(1, "bad")]).all
    assert (counted.interventions, counted.replies) == (interventions, replies)
    assert (counted.administrator, counted.automatic, counted.asked) == (
        administrator,
        automatic,
        asked,
    )


def test_joining_a_question_asks_nobody_again_and_an_approval_is_not_automatic() -> None:
    policy = program(rule("out", says("bad"), do("remove", confirm=by_owner())))
    verdict = message(
        3, None, sender="boss", minute=2,
        kind="verdict", role="owner", refers="e1/penalty", result="approve",
    )  # fmt: skip
    found = replayed(policy, [message(1, "bad"), message(2, "bad", minute=1), verdict])
    assert (found.all.administrator, found.all.asked, found.all.automatic) == (1, 1, 0)
    assert found.all.interventions == 1
    assert found.questions == {"asked": 1, "joined": 1, "approved": 1}
    assert found.open == 0


def test_what_a_time_out_does_is_automatic_and_open_questions_are_told() -> None:
    policy = program(rule("out", says("bad"), do("remove", confirm=by_owner(1, do("mute", 9)))))
    found = replayed(policy, [message(1, "bad"), message(2, sender="b", minute=61),
                              message(3, "bad", sender="b", minute=62)])  # fmt: skip
    assert (found.all.interventions, found.all.automatic, found.all.asked) == (1, 1, 2)
    assert (found.questions["timed_out"], found.open, found.ticks) == (1, 1, 1)


def test_a_week_counts_only_where_the_log_covers_it() -> None:
    events = [
        message(1, group="a"),
        message(2, group="b", minute=60),
        message(3, group="a", minute=24 * 60),
        message(4, group="b", minute=30 * 60),
        message(5, group="c", minute=99 * 60),
        message(6, group="b", minute=29 * 60),
    ]
    assert replayed(MIXED, events).all.covered == DAY + 29 * HOUR


def test_a_gap_of_more_than_a_week_is_not_covered() -> None:
    week = 7 * 24 * 60
    assert replayed(MIXED, [message(1), message(2, minute=week)]).all.covered == 7 * DAY
    gap = [message(1), message(2, minute=60), message(3, minute=week + 61)]
    assert replayed(MIXED, gap).all.covered == HOUR


def test_prevented_events_cover_time_and_are_no_messages() -> None:
    policy = program(rule("mute", says("bad"), do("mute", 600)))
    found = replayed(policy, [message(1, "bad"), message(2, minute=5)], "suppressed")
    assert (found.all.messages, found.events, found.all.covered) == (1, 2, 5 * MINUTE)
    assert (found.prevented, found.prevented_messages) == ({"muted": 1}, 1)


def test_the_size_band_is_of_the_roster_else_of_the_members_seen() -> None:
    said = [message(1, members=50), message(2, minute=1), message(3, minute=2, members=201)]
    found = replayed(MIXED, said)
    assert {band: c.messages for band, c in found.bands.items()} == {"middle": 2, "large": 1}
    assert found.all.sized == 3
    assert found.bands["middle"].covered == 2 * MINUTE
    assert [found.bands[band].groups for band in ("middle", "large")] == [1, 1]

    seen = [message(n, sender=f"u{n}", minute=n) for n in range(60)]
    found = replayed(MIXED, seen)
    assert {band: c.messages for band, c in found.bands.items()} == {"small": 49, "middle": 11}
    assert found.all.sized == 0
    assert found.bands["small"].covered == 49 * MINUTE


@pytest.mark.parametrize(
    ("members", "band"),
    [(0, "small"), (49, "small"), (50, "middle"), (200, "middle"), (201, "large")],
)
def test_the_bounds_of_the_bands(members: int, band: str) -> None:
    assert band_of(members) == band


def test_hours_are_local() -> None:
    found = replayed(MIXED, [message(1), message(2, minute=59), message(3, minute=60)])
    assert {hour: counts.messages for hour, counts in found.hours.items()} == {8: 2, 9: 1}


def test_words_and_hosts_behind_the_violations_each_once_a_message() -> None:
    policy = program(
        rule("ads", nodes.And((says("buy"), nodes.Text("contains", ("list",), ()))), do("delete")),
        rule("links", nodes.Link(False, True, (), ("good.example",)), do("delete")),
        rule("note", says("note"), do("record")),
        words=(nodes.WordList("list", Listed((Word("never", STRICTLY), Word("now", STRICTLY)))),),
    )
    events = [
        message(1, "buy now! buy now!"),
        message(2, "note buy now http://bad.example/1 http://bad.example/2", minute=1),
        message(3, "note now", minute=2),
    ]
    found = replayed(policy, events)
    assert found.words == {("", "buy"): 2, ("list", "now"): 2}
    assert found.hosts == {"bad.example": 1}


def test_contacts_behind_the_violations_are_known_by_their_kind() -> None:
    policy = program(
        rule("contacts", nodes.Contact(frozenset({"phone", "qq"})), do("delete")),
    )
    events = [
        message(1, "13800138000, 13900139000"),
        message(2, "QQ 123456", minute=1),
        message(3, "vx abc1234", minute=2),
    ]
    found = replayed(policy, events)
    assert found.words == {("contact:phone", ""): 1, ("contact:qq", ""): 1}
    assert found.hosts == {}


# -- against counting by hand ------------------------------------------------------------------


def by_hand(steps: list[Step]) -> dict[str, object]:
    """The same numbers from the whole list at once, without state."""
    decided = [step for step in steps if step.own]
    spoken = [step for step in decided if step.event.kind in MESSAGES]
    broken = {"ads", "flood", "links", "night"}
    all_decisions = [decision for step in steps for decision in step.decisions]
    intervening = {"warn", "mute", "unmute", "remove", "delete", "lock", "unlock"}
    acts = [act for decision in all_decisions for act in decision.actions]
    spans = 0
    for group in {step.event.group for step in steps}:
        times = [step.event.time for step in steps if step.event.group == group]
        spans += max(times[0], *times) - times[0] if len(times) > 1 else 0
    violating = [s for s in spoken if s.own and {fired.rule for fired in s.own.fired} & broken]
    return {
        "messages": len(spoken),
        "violations": len(violating),
        "interventions": sum(act.action in intervening for act in acts),
        "replies": sum(act.action == "reply" for act in acts),
        "administrator": sum(
            any(not question.joined for question in decision.pending)
            or any(act.action == "handover" for act in decision.actions)
            for decision in all_decisions
        ),
        "covered": spans,
        "actions": Counter(act.action for act in acts),
        "fired": Counter(fired.rule for d in all_decisions for fired in d.fired),
        "unknown": Counter(name for d in all_decisions for name in d.unknown),
        "senders": Counter(step.event.sender for step in violating),
        "prevented": Counter(step.prevented for step in steps if step.prevented),
        "targets": Counter(act.target for act in acts if act.action in intervening and act.target),
    }


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
@pytest.mark.parametrize("seed", range(5))
def test_the_numbers_agree_with_counting_by_hand(seed: int, mode: str) -> None:
    events = stream(seed)
    if seed % 2:
        events = [event._replace(role=None, members=None) for event in events]
    steps = list(simulate(Reference(MIXED), events, mode))  # type: ignore[arg-type]
    found, expected = rates(MIXED, steps), by_hand(steps)
    for name in ("messages", "violations", "interventions", "replies", "administrator", "covered"):
        assert getattr(found.all, name) == expected[name], name
        assert sum(getattr(band, name) for band in found.bands.values()) == expected[name], name
        if name != "covered":
            assert sum(getattr(hour, name) for hour in found.hours.values()) == expected[name], name
    assert found.actions == expected["actions"]
    assert found.prevented == expected["prevented"]
    assert Counter({r: c.fired for r, c in found.rules.items() if c.fired}) == expected["fired"]
    assert (
        Counter({r: c.unknown for r, c in found.rules.items() if c.unknown}) == expected["unknown"]
    )
    assert (
        Counter({m: c.violations for m, c in found.members.items() if c.violations})
        == expected["senders"]
    )
    assert (
        Counter({m: c.interventions for m, c in found.members.items() if c.interventions})
        == expected["targets"]
    )
    assert found.events == len(events)
    assert found.all.violations > 0


# -- adding up ---------------------------------------------------------------------------------


def parts_of(seed: int, part: Callable[[str], int], mode: str = "observed") -> list[Rates]:
    """The rates of each part of the groups, counted apart."""
    events = stream(seed, 120)
    tallies: dict[int, list[Event]] = {}
    for event in events:
        tallies.setdefault(part(event.group), []).append(event)
    return [replayed(MIXED, some, mode) for some in tallies.values()]


@settings(max_examples=15)
@given(st.integers(0, 3), st.lists(st.integers(0, 2), min_size=4, max_size=4), st.booleans())
def test_any_split_by_group_adds_up_to_the_whole(
    seed: int, places: list[int], suppressed: bool
) -> None:
    mode = "suppressed" if suppressed else "observed"
    whole = replayed(MIXED, stream(seed, 120), mode)
    parts = parts_of(seed, lambda group: places[int(group[1])], mode)
    assert together(parts) == whole
    assert together(reversed(parts)) == whole


def test_adding_is_associative_and_changes_nothing_it_adds() -> None:
    first, second, third, *_ = parts_of(1, lambda group: int(group[1]))
    before = repr((first, second, third))
    assert (first + second) + third == first + (second + third)
    assert first + second == second + first
    assert first + Rates() == first
    assert reduce(Rates.__add__, (first, second, third)) == together((first, second, third))
    assert repr((first, second, third)) == before
    assert {field.name for field in fields(Rates)} == set(Rates.__slots__)


# -- the two modes -----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_suppressed_never_exceeds_observed(seed: int) -> None:
    """True of policies whose windows only ask for more than a number."""
    events = stream(seed)
    observed, suppressed = (replayed(MIXED, events, mode) for mode in ("observed", "suppressed"))
    assert suppressed.all.messages + suppressed.prevented_messages == observed.all.messages
    assert suppressed.all.violations <= observed.all.violations
    assert not observed.prevented
    for name, one in suppressed.rules.items():
        assert one.messages <= observed.rules[name].messages


def test_a_tally_counts_as_it_goes() -> None:
    tally = Tally(MIXED)
    for step in simulate(Reference(MIXED), [message(1), message(2, "buy", minute=1)]):
        tally.add(step)
    assert (tally.rates.all.messages, tally.rates.all.violations) == (2, 1)
