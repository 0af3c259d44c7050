"""What metrics were worth over a replay: slices, grades, weeks, incidents, and both forms."""

from __future__ import annotations

import json
from random import Random

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import clock, nodes
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.explain import explain, in_words
from policyq.study.measured import OfMetric, incidents
from policyq.study.numbers import together
from policyq.study.phrases import Phrases
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.rates import Tally
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.report.measured import bars
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR

POLICY = """
policy "measured" version 1
timezone Asia/Shanghai
metric active = share who speak poor < 15%, good >= 25%, excellent > 40%
metric sent = messages weekly
watch low when active is poor for 2 days then notify owner afterwards record
"""


def program(text: str = POLICY) -> nodes.Program:
    source = Source("measured.policyq", text)
    made = compile_policy({source.name: source}, source.name).program
    assert made is not None
    return made


PROGRAM = program()
#: Monday, 2026-03-02, 12:00 in Shanghai.
NOON = 1772380800_000000 + 12 * HOUR


def said(day: int, *senders: str, group: str = "g", **more: object) -> list[Event]:
    return [
        Event(f"{group}{day}{sender}", NOON + day * DAY, group, "text", sender=sender, text="hi",
              members=10, **more)  # type: ignore[arg-type]
        for sender in senders
    ]  # fmt: skip


def rates_of(events: list[Event], policy: nodes.Program = PROGRAM):
    tally = Tally(policy)
    for step in simulate(Reference(policy), events, "observed"):
        tally.add(step)
    return tally.rates


#: Two poor days, a fair one, a good one, an excellent one; then a silent Saturday.
WEEK = [
    *said(0, "a"), *said(1, "a"), *said(2, "a", "b"), *said(3, "a", "b", "c"),
    *said(4, *"abcde"), *said(6, "a"), *said(7, "a"),
]  # fmt: skip


def test_grades_means_and_unknown_periods_are_counted() -> None:
    rates = rates_of(WEEK)
    one = rates.metrics["active", "all", ""]
    assert (one.known, one.unknown) == (6, 1)
    assert (one.poor, one.fair, one.good, one.excellent) == (3, 1, 1, 1)
    assert one.mean == pytest.approx((0.1 + 0.1 + 0.2 + 0.3 + 0.5 + 0.1) / 6)
    week = rates.metrics["sent", "week", "2026-03-02"]
    assert (week.known, week.mean, week.grades) == (1, 13.0, None)


def test_slices_are_the_sizes_and_tags_of_groups() -> None:
    tags = frozenset({"exam", "vip"})
    rates = rates_of([*said(0, "a", group_tags=tags), *said(1, "a")])
    assert {place[1:] for place in rates.metrics if place[0] == "active"} == {
        ("all", ""), ("band", "small"), ("week", "2026-03-02"), ("tag", "exam"), ("tag", "vip"),
    }  # fmt: skip


def test_an_incident_has_its_days_and_may_be_open() -> None:
    rates = rates_of(WEEK)
    found = incidents(rates.watches)
    days = [
        [str(clock.local(at, "Asia/Shanghai").date()) if at else None for at in one[2:]]
        for one in found
    ]
    assert days == [["2026-03-03", "2026-03-04"]]
    assert rates.rules["low"].fired == 1
    longer = [*WEEK, *said(8, "a"), *said(9, "a")]
    assert incidents(rates_of(longer).watches)[-1].ended is None


@pytest.mark.parametrize("seed", range(2))
def test_groups_counted_apart_add_up_to_the_same(seed: int) -> None:
    dice = Random(seed)
    events = [
        event
        for day in range(12)
        for group in ("g", "h", "k")
        for event in said(day, *dice.sample("abcdefg", dice.randrange(5)), group=group)
    ]
    parts = [rates_of([e for e in events if e.group == group]) for group in ("h", "k", "g")]
    whole = rates_of(events)
    assert together(parts).metrics == whole.metrics
    assert together(parts).watches == whole.watches
    assert incidents(together(parts).watches) == incidents(whole.watches)


def report(events: list[Event], policy: nodes.Program = PROGRAM) -> Report:
    return Report(policy, "observed", Log(), rates_of(events, policy), Pseudonyms("k"), "0")


def test_the_report_shows_metrics_trend_and_watches() -> None:
    text = to_text(report(WEEK), "en")
    assert "active (daily)" in text
    assert "21.7 %" in text  # the mean
    assert "trend by week" in text
    assert "low" in text
    assert "g-" in text
    document = json.loads(to_json(report(WEEK)))
    active, sent = document["metrics"]
    assert active["all"]["grades"] == {
        "poor": 0.5, "fair": 0.166667, "good": 0.166667, "excellent": 0.166667,
    }  # fmt: skip
    assert sent["weeks"] == [
        {"week": "2026-03-02", "known": 1, "unknown": 0, "mean": 13.0, "grades": None}
    ]
    assert document["watches"] == [
        {"watch": "low", "group": Pseudonyms("k").of_group("g"), "began": "2026-03-03",
         "ended": "2026-03-04"}
    ]  # fmt: skip


def test_a_policy_without_metrics_says_nothing_of_them() -> None:
    plain = program('policy "p" version 1\nrule r when image then delete\n')
    document = json.loads(to_json(report(WEEK, plain)))
    assert "metrics" not in document and "watches" not in document
    assert "metrics" not in to_text(report(WEEK, plain), "en")


def test_bars_stand_between_the_least_and_the_greatest() -> None:
    assert bars([0, None, 1, 0.5]) == "▁ █▅"
    assert bars([3, 3]) == "▁▁"
    assert bars([]) == ""
    assert OfMetric().mean is None


# -- explanations ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (1, ["watch low: holds", "active < 15%  [10%]", "1 of 2 days in a row"]),
        (2, ["watch low: holds", "2 of 2 days in a row: it fires"]),
        (3, ["2 of 2 days in a row: on alarm already"]),
    ],
)
def test_an_explanation_says_how_far_a_watch_has_come(days: int, says: list[str]) -> None:
    history = [event for day in range(days) for event in said(day, "a")]
    end = Event("end", history[-1].time + HOUR, "g", "day_end")
    found = explain(to_python(PROGRAM), history, end)
    text = in_words(found, Phrases(PROGRAM, "en"))
    assert all(one in text for one in says), text
    assert "监测 low" in in_words(found, Phrases(PROGRAM, "zh"))


# -- state -------------------------------------------------------------------------------------


def test_a_run_goes_on_after_saving_and_is_dropped_with_its_watch() -> None:
    live = to_python(PROGRAM)
    for event in [*said(0, "a"), *said(1, "a")]:
        live.feed(event)
    state = json.loads(json.dumps(live.save()))
    again = to_python(PROGRAM)
    assert again.restore(state).watches == ()
    fired = [f.rule for d in again.feed(said(2, "a")[0]) for f in d.fired]
    assert fired == ["low"]
    other = to_python(program(POLICY.replace("watch low", "watch lower")))
    assert other.restore(state).watches == ("low",)


def test_what_is_remembered_of_a_group_does_not_grow_with_time() -> None:
    policy = program(POLICY + "metric loss = decay\n")
    live = to_python(policy)
    sizes = []
    for day in range(400):
        for event in said(day, "a", "b"):
            live.feed(event)
        if day in (70, 399):
            sizes.append(len(json.dumps(live.save())))
    assert sizes[1] <= sizes[0] * 1.05
