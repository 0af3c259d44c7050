"""The gate: a log is compared only if the old policy does on it what the log says was done."""

from __future__ import annotations

import random

import pytest
from plan_made import OLD, log, program, reported, run
from study_made import message

from policyq.events.order import settle
from policyq.study.plan.identity import Agreement
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR

POLICY = program(OLD)


def agreement(events: list[Event]) -> Agreement:
    return run(POLICY, POLICY, settle(events)).identity.agreement


@pytest.fixture(scope="module")
def recorded() -> list[Event]:
    return list(reported(POLICY, log(11)))


def test_a_log_as_it_was_is_reproduced(recorded: list[Event]) -> None:
    found = agreement(recorded)
    assert found.share == 1
    assert found.reported == found.decided == found.both > 100
    assert not found.reasons


def test_a_log_without_outcomes_says_nothing() -> None:
    found = agreement(log(11))
    assert found.share is None
    assert found.reported == 0


def test_a_thinned_log_is_caught(recorded: list[Event]) -> None:
    dice = random.Random(1)
    thinned = [one for one in recorded if one.kind == "outcome" or dice.random() > 0.1]
    found = agreement(thinned)
    assert found.share is not None and found.share < 0.95
    assert found.reasons["not_there"] > 10


def test_a_log_with_outcomes_missing_is_caught(recorded: list[Event]) -> None:
    dice = random.Random(1)
    found = agreement([one for one in recorded if one.kind != "outcome" or dice.random() > 0.1])
    assert found.share is not None and found.share < 0.95
    assert found.reasons.keys() == {"not_reported"}


def test_a_shuffled_log_is_caught(recorded: list[Event]) -> None:
    """Messages that are written down in another order, and stamped in it."""
    times = [one.time for one in recorded]
    shuffled = recorded[:]
    random.Random(1).shuffle(shuffled)
    found = agreement([one._replace(time=at) for one, at in zip(shuffled, times, strict=True)])
    assert found.share is not None and found.share < 0.9


def test_lines_out_of_order_are_caught(recorded: list[Event]) -> None:
    shuffled = recorded[:]
    random.Random(1).shuffle(shuffled)
    found = agreement(shuffled)
    assert found.share is not None and found.share < 0.95


@pytest.mark.parametrize("hours", [1, -1, 8])
def test_a_shifted_clock_is_caught_where_rules_ask_for_the_time(
    recorded: list[Event], hours: int
) -> None:
    found = agreement([one._replace(time=one.time + hours * HOUR) for one in recorded])
    assert found.share is not None and found.share < 0.97
    assert found.reasons["not_decided"] > 0 and found.reasons["not_reported"] > 0


def test_another_policy_than_the_one_that_ran_is_caught(recorded: list[Event]) -> None:
    other = program(OLD.replace("next mute 10 minutes", "next mute 20 minutes"))
    found = run(other, other, recorded).identity.agreement
    assert found.share is not None and found.share < 1
    assert found.reasons["otherwise"] > 0


def test_what_people_did_by_hand_is_no_outcome_of_the_policy() -> None:
    by_hand = Event(
        "x",
        message(1).time,
        "g",
        "outcome",
        sender="ann",
        result="done",
        action="mute",
        target="ming",
    )
    found = agreement([message(1), by_hand])
    assert found.share is None


def test_ids_with_slashes_and_reports_about_questions_are_found() -> None:
    recorded = list(reported(POLICY, [message(1, "buy this", id="a/b/c")]))
    assert [one.refers for one in recorded if one.kind == "outcome"] == ["a/b/c", "a/b/c"]
    assert agreement(recorded).share == 1


def test_a_failed_action_was_decided_all_the_same(recorded: list[Event]) -> None:
    failed = [
        one._replace(result="failed") if one.kind == "outcome" and one.action == "delete" else one
        for one in recorded
    ]
    assert agreement(failed).share == 1


def test_what_was_decided_long_before_the_first_report_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, recorded: list[Event]
) -> None:
    monkeypatch.setattr("policyq.study.plan.identity.REMEMBERED", 3)
    silent = [one for one in recorded if one.kind != "outcome"]
    start = recorded[len(recorded) // 2].time
    late = [one for one in recorded if one.kind == "outcome" and one.time > start]
    found = agreement(sorted([*silent, *late], key=lambda one: one.time))
    assert found.share is not None and found.share > 0.97
