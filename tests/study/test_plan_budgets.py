"""Budgets are judged by the pessimistic end, on the worst view; overrides end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from plan_made import OLD, log, program, run

from policyq.study.plan.budget import Amount, Budget, Filter, Override, wrong
from policyq.study.plan.budgets import Judged, judge
from policyq.study.plan.effects import COUNTED, PLACE
from policyq.study.plan.plan import samples_of
from policyq.study.plan.runs import Asked, Runs
from policyq.study.plan.sample import Sample, table_of
from policyq.study.plan.tally import Ground, View

TODAY = date(2026, 6, 1)
STRICTER = OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"')


def samples(new: str = STRICTER, groups: int = 12, members: int = 6) -> Mapping[str, Sample]:
    runs: Runs = run(program(OLD), program(new), log(5, groups, members), Asked())
    return samples_of(runs, table_of(runs.ground, runs.views, 1))


@pytest.fixture(scope="module")
def stricter() -> Mapping[str, Sample]:
    return samples()


def judged(
    found: Mapping[str, Sample], measure: str, today: date = TODAY, **more: object
) -> Judged:
    budget = Budget(measure, **more)  # type: ignore[arg-type]
    return judge([budget], found, today)[0]


def test_the_pessimistic_end_decides_not_the_estimate(stricter: Mapping[str, Sample]) -> None:
    loose = judged(stricter, "violation_rate", at_most=Amount(0.99, True))
    assert loose.state == "within"
    value, high = loose.estimate.value, loose.estimate.high
    assert value is not None and high is not None and value < high
    between = Amount((value + high) / 2, True)
    assert judged(stricter, "violation_rate", at_most=between).state == "over"
    assert judged(stricter, "violation_rate", at_most=between, by="log").state == "within"
    assert (
        judged(stricter, "violation_rate", at_most=Amount(value - 0.001, True), by="log").state
        == "over"
    )


def test_growth_in_percent_and_in_numbers(stricter: Mapping[str, Sample]) -> None:
    percent = judged(stricter, "deletions", increase=Amount(10, True), view="fixed")
    number = judged(stricter, "deletions", increase=Amount(10**6), view="fixed")
    old, new = stricter["fixed"].counts("deletions")
    assert percent.estimate.value == pytest.approx(new.sum() / old.sum() - 1, rel=1e-5)
    assert number.estimate.value == new.sum() - old.sum() > 0
    assert judged(stricter, "deletions", increase=Amount(0)).state == "over"
    assert judged(stricter, "deletions", increase=Amount(0, True)).state == "over"


def test_what_does_not_change_keeps_a_budget_of_nothing() -> None:
    found = samples(OLD.replace("see the list", "look at the list"))
    for measure in ("removals", "mutes", "deletions", "violations", "interventions"):
        assert judged(found, measure, increase=Amount(0)).state == "within"
        assert judged(found, measure, increase=Amount(0, True)).state == "within"


def test_what_was_never_done_may_not_grow_by_any_percent(stricter: Mapping[str, Sample]) -> None:
    only = Filter("rule", "price_mute")
    text = OLD + 'rule price_mute when message contains "price" then mute 1 hour\n'
    found = samples(text)
    grown = judged(found, "mutes", filter=only, increase=Amount(9, True))
    assert (grown.state, grown.bound) == ("over", None)
    assert judged(found, "mutes", filter=only, at_most=Amount(0)).state == "over"
    assert judged(stricter, "mutes", filter=only, at_most=Amount(0)).state == "within"


def test_the_worse_of_the_views_counts(stricter: Mapping[str, Sample]) -> None:
    both = judged(stricter, "violations", at_most=Amount(1))
    one = [
        judged(stricter, "violations", at_most=Amount(1), view=view)
        for view in ("fixed", "suppressed")
    ]
    assert both.view == "fixed"
    assert both.bound == max(single.bound or 0 for single in one)


def test_where_nothing_can_be_estimated_the_budget_is_not_kept() -> None:
    few = samples(groups=1, members=4)
    found = judged(few, "violation_rate", at_most=Amount(0.99, True))
    assert (found.state, found.kept, found.estimate.why) == ("unknown", False, "clusters")
    assert judged(few, "violation_rate", at_most=Amount(0.99, True), by="log").state == "within"
    missing = judged({"fixed": few["fixed"]}, "mutes", at_most=Amount(5), view="suppressed")
    assert (missing.state, missing.estimate.why) == ("unknown", "view")


def test_over_a_log_of_nothing_no_budget_is_kept_nor_exceeded() -> None:
    empty = samples(groups=0)
    for more in ({"at_most": Amount(5)}, {"increase": Amount(0)}, {"increase": Amount(10, True)}):
        for by in ("interval", "log"):
            found = judged(empty, "mutes", by=by, **more)
            assert (found.state, found.estimate.why) == ("unknown", "empty")


def test_no_count_lies_below_nothing_and_nothing_shrinks_by_more_than_all() -> None:
    """However uneven the groups are: of all mutes a few groups have most, and lose them."""
    ground, view = Ground("UTC"), View((program(OLD), program(STRICTER)))
    for number in range(12):
        member, row = (f"g{number}", "m"), [0] * 2 * len(COUNTED)
        row[PLACE["mutes"]] = 40 + number if number < 4 else 1
        row[PLACE["mutes"] + len(COUNTED)] = 0 if number < 4 else 1
        view.all.rows[member], ground.messages[member] = row, 100
    sample = Sample(table_of(ground, {"fixed": view}, 1), ground, view)
    assert (sample.compared("mutes").old.value, sample.compared("mutes").old.low) == (174, 0)
    assert sample.growth("mutes", None).low == -1


def test_an_override_holds_through_its_last_day(stricter: Mapping[str, Sample]) -> None:
    override = Override("a week's trial", "wang", date(2026, 6, 7))
    asked = {"increase": Amount(0), "override": override}
    for today, state, kept, expired in (
        (date(2026, 6, 7), "excepted", True, False),
        (date(2026, 6, 8), "over", False, True),
    ):
        found = judged(stricter, "deletions", today, **asked)
        assert (found.state, found.kept, found.expired) == (state, kept, expired)
    within = judged(stricter, "deletions", increase=Amount(10**6), override=override)
    assert within.state == "within"


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (Budget("violation_rate", at_most=Amount(0.07, True)), ""),
        (Budget("violation_rate", at_most=Amount(7)), "percent"),
        (Budget("violation_rate", increase=Amount(1)), "percent"),
        (Budget("violation_rate", increase=Amount(0.1, True)), ""),
        (Budget("interventions_per_1000", at_most=Amount(50)), ""),
        (Budget("mutes", at_most=Amount(0.1, True)), "number"),
        (Budget("violation_rate", Filter("rule", "x"), at_most=Amount(0.07, True)), "filter"),
        (Budget("mutes", Filter("rule", "x"), increase=Amount(0)), ""),
    ],
)
def test_what_a_budget_cannot_ask(budget: Budget, reason: str) -> None:
    assert wrong(budget) == reason


def test_the_rates_are_what_they_are_called(stricter: Mapping[str, Sample]) -> None:
    sample = stricter["fixed"]
    old, new = sample.counts("interventions")
    compared = sample.compared("interventions_per_1000")
    rate = sample.compared("violation_rate")
    violations, _ = sample.counts("violations")
    messages = violations.sum() / (rate.old.value or 1)
    assert compared.old.value == pytest.approx(1000 * old.sum() / messages, rel=1e-4)
    assert compared.difference.value == pytest.approx(1000 * (new - old).sum() / messages, rel=1e-4)
    assert np.count_nonzero(old) > 5
