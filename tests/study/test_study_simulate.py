"""What a running policy would have prevented, one law at a time."""

from __future__ import annotations

import pytest
from study_made import (
    MIXED,
    START,
    by_owner,
    do,
    message,
    of_group,
    program,
    rule,
    says,
    stream,
)

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.simulate import MODES, Step, simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE

MUTE = program(rule("mute", says("bad"), do("mute", 10)))
REMOVE = program(rule("out", says("bad"), do("remove")))
LOCK = program(rule("lock", says("bad"), do("lock", 10)))
DELETE = program(rule("gone", says("bad"), do("delete")))


def run(policy: nodes.Program, events: list[Event], mode: str = "suppressed") -> list[Step]:
    return list(simulate(Reference(policy), events, mode))  # type: ignore[arg-type]


def prevented(policy: nodes.Program, *events: Event) -> dict[str, str]:
    """Event id → why it is prevented."""
    return {step.event.id: step.prevented for step in run(policy, list(events)) if step.prevented}


def test_a_mute_prevents_messages_and_edits_until_it_ends() -> None:
    assert prevented(
        MUTE,
        message(1, "bad"),
        message(2, minute=1),
        message(3, sender="hong", minute=2),
        message(4, minute=3, kind="edit", refers="e1"),
        message(5, None, minute=4, kind="reaction", refers="e3"),
        message(6, minute=9.99),
        message(7, minute=10),
    ) == {"e2": "muted", "e4": "muted", "e6": "muted"}


def test_nothing_is_prevented_when_observed() -> None:
    steps = run(MUTE, [message(1, "bad"), message(2, "bad", minute=1)], "observed")
    assert [step.prevented for step in steps] == ["", ""]
    assert [step.own is not None for step in steps] == [True, True]


def test_a_message_of_before_the_mute_that_comes_late_was_sent() -> None:
    assert prevented(MUTE, message(1, "bad", minute=5), message(2, minute=4)) == {}


def test_a_removal_prevents_everything_until_the_member_joins_again() -> None:
    assert prevented(
        REMOVE,
        message(1, "bad"),
        message(2, minute=1),
        message(3, None, minute=2, kind="click"),
        message(4, None, minute=3, kind="leave"),
        message(5, minute=4, group="other"),
        message(6, None, minute=5, kind="join"),
        message(7, minute=6),
    ) == {"e2": "removed", "e3": "removed", "e4": "removed"}


@pytest.mark.parametrize(
    ("role", "reason"),
    [("member", "locked"), ("guest", "locked"), (None, "locked"), ("owner", ""), ("admin", "")],
)
def test_a_lock_prevents_messages_of_all_but_owner_and_admins(role: str, reason: str) -> None:
    steps = run(LOCK, [message(1, "bad"), message(2, sender="hong", minute=1, role=role)])
    assert steps[1].prevented == reason


def test_a_lock_ends_and_prevents_no_joins() -> None:
    assert prevented(
        LOCK,
        message(1, "bad"),
        message(2, None, sender="hong", minute=1, kind="join"),
        message(3, minute=10),
    ) == {}  # fmt: skip


@pytest.mark.parametrize("kind", ["edit", "recall", "reaction", "click", "view", "share"])
def test_what_refers_to_a_deleted_message_is_prevented(kind: str) -> None:
    events = [message(1, "bad"), message(2), message(3, minute=1, kind=kind, refers="e1")]
    assert prevented(DELETE, *events) == {"e3": "deleted"}
    kept = [message(1, "bad"), message(2), message(3, minute=1, kind=kind, refers="e2")]
    assert prevented(DELETE, *kept) == {}


def test_what_refers_to_a_prevented_message_is_prevented() -> None:
    events = [
        message(1, "bad"),
        message(2, minute=1),
        message(3, None, sender="hong", minute=2, kind="reaction", refers="e2"),
    ]
    assert prevented(MUTE, *events) == {"e2": "muted", "e3": "deleted"}


def test_prevented_events_are_not_counted_and_deleted_ones_are() -> None:
    counter = nodes.Counter("n", "count", None, says("x"), ("sender",), 60 * MINUTE, ())
    many = nodes.Windowed("n", nodes.Fixed(60 * MINUTE), None, ">=", nodes.Fixed(3))
    policy = program(
        rule("bad", says("bad"), do("mute", 10)),
        rule("gone", says("x"), do("delete")),
        rule("many", many, do("record")),
        counters=(counter,),
    )
    events = [
        message(1, "x"),
        message(2, "bad", minute=1),
        message(3, "x", minute=2),
        message(4, "x", minute=20),
        message(5, "x", minute=21),
    ]
    fired = {
        step.event.id: [one.rule for one in step.own.fired] if step.own else None
        for step in run(policy, events)
    }
    assert fired == {
        "e1": ["gone"],
        "e2": ["bad"],
        "e3": None,
        "e4": ["gone"],
        "e5": ["gone", "many"],
    }


def test_what_waits_for_a_human_prevents_nothing_before_it_is_approved() -> None:
    policy = program(rule("out", says("bad"), do("remove", confirm=by_owner())))
    verdict = message(
        3, None, sender="boss", minute=2,
        kind="verdict", role="owner", refers="e1/penalty", result="approve",
    )  # fmt: skip
    events = [message(1, "bad"), message(2, minute=1), verdict, message(4, minute=3)]
    assert prevented(policy, *events) == {"e4": "removed"}


def test_ticks_are_decided_before_the_event_even_if_it_is_prevented() -> None:
    policy = program(rule("out", says("bad"), do("mute", confirm=by_owner(1, do("mute", 10)))))
    steps = run(policy, [message(1, "bad"), message(2, minute=65)])
    assert steps[1].prevented == "muted"
    assert [decision.event for decision in steps[1].decisions] == ["e1/penalty/timeout"]
    assert steps[1].own is None


def test_ticks_due_at_the_last_event_are_decided_and_later_ones_stay_open() -> None:
    confirm = nodes.Confirm((nodes.Who(role="owner"),), nodes.Fixed(0), (do("warn"),))
    at_once = program(rule("out", says("bad"), do("remove", confirm=confirm)))
    steps = run(at_once, [message(1, "bad")])
    assert [step.event.kind for step in steps] == ["text", "timeout"]
    later = program(rule("out", says("bad"), do("remove", confirm=by_owner())))
    assert [step.event.kind for step in run(later, [message(1, "bad")])] == ["text"]


@pytest.mark.parametrize("result", ["failed", "vetoed", "forgiven"])
def test_an_action_that_did_not_take_place_prevents_nothing(result: str) -> None:
    for policy in (MUTE, REMOVE, LOCK):
        outcome = message(
            2, None, minute=1, kind="outcome", sender=None, refers="e1", result=result
        )
        assert prevented(policy, message(1, "bad"), outcome, message(3, minute=2)) == {}


def test_lifting_by_hand_ends_it_and_a_mute_by_hand_adds_nothing() -> None:
    def by_hand(action: str) -> Event:
        return message(
            2, None, minute=1,
            kind="outcome", sender="boss", role="owner", target="ming", action=action, result="done",
        )  # fmt: skip

    assert prevented(MUTE, message(1, "bad"), by_hand("unmute"), message(3, minute=2)) == {}
    assert prevented(LOCK, message(1, "bad"), by_hand("unlock"), message(3, minute=2)) == {}
    assert prevented(MUTE, message(1, "ok"), by_hand("mute"), message(3, minute=2)) == {}


def test_a_repeated_event_is_not_decided_again() -> None:
    twice = message(1, "bad")
    steps = run(DELETE, [twice, twice, message(1, "bad", minute=61)], "observed")
    assert [len(step.decisions) for step in steps] == [1, 0, 1]


@pytest.mark.parametrize("seed", range(6))
def test_every_event_comes_out_once_in_its_place(seed: int) -> None:
    events = stream(seed)
    for mode in MODES:
        steps = run(MIXED, events, mode)
        assert [step.event for step in steps][: len(events)] == events
        for step in steps:
            assert all(decision.time <= step.event.time or decision is step.own
                       for decision in step.decisions)  # fmt: skip
            assert not (step.prevented and step.own)


@pytest.mark.parametrize("seed", range(4))
def test_groups_share_nothing(seed: int) -> None:
    events = stream(seed)
    for mode in MODES:
        together = [step for step in run(MIXED, events, mode) if step.event.group == "g1"]
        assert run(MIXED, list(of_group(events, "g1")), mode) == together


def test_the_same_instant_after_the_mute_is_prevented() -> None:
    assert prevented(MUTE, message(1, "bad"), message(2)) == {"e2": "muted"}
    assert message(1).time == START


def test_times_between_two_events_are_worked_out_once() -> None:
    """Months of silence before an event: what is due is not asked for anew after each tick."""
    at = nodes.And((nodes.KindIn(frozenset({"scheduled"})), nodes.At(nodes.Slot(450, 451))))
    made = program(rule("wake", at, do("lock", 10)))

    class Counting(Reference):
        asked = 0

        def due(self, group: str, until: int) -> tuple[Event, ...]:
            self.asked += 1
            return super().due(group, until)

    evaluator = Counting(made)
    events = [Event(str(n), DAY + n * 100 * DAY, "g", "text", sender="u", text="a") for n in (0, 1)]
    acted = [one for step in simulate(evaluator, events) for one in step.decisions if one.actions]
    assert len(acted) == 100
    assert evaluator.asked < 10
