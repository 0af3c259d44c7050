"""The queue against what queueing theory says of it, and what is asked of its figures."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from policyq.diagnostics.source import Source
from policyq.ir import clock
from policyq.pipeline import compile_policy
from policyq.study.staffing.cases import Case
from policyq.study.staffing.duty import covered, is_inside, minutes, stretches
from policyq.study.staffing.figures import quantile, student, summarize
from policyq.study.staffing.parameters import (
    Assumed,
    Content,
    Person,
    Shift,
    Spread,
    Staffing,
    guide,
)
from policyq.study.staffing.queue import run
from policyq.study.staffing.rosters import people
from policyq.vocabulary.types import DAY, HOUR, MINUTE

ALWAYS = Shift(0, 0)
MONDAY = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp()) * 1_000_000


def poisson(rate: float, count: int, seed: int) -> list[Case]:
    """Arrivals at random, ``rate`` a minute."""
    dice, at, cases = random.Random(seed), 0.0, []
    for _ in range(count):
        at += dice.expovariate(rate)
        cases.append(Case(MONDAY + round(at * MINUTE), "violation"))
    return cases


def erlang_c(servers: int, offered: float) -> float:
    """The share of arrivals that wait in M/M/c (Erlang 1917)."""
    waits = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return waits / (sum(offered**k / math.factorial(k) for k in range(servers)) + waits)


def means(
    servers: int, rate: float, work: Spread, count: int, repetitions: int
) -> tuple[list[float], list[float]]:
    """Mean waits of each repetition, each with arrivals of its own; and how busy people are."""
    waits, busy = [], []
    for seed in range(repetitions):
        cases = poisson(rate, count, seed)
        duty = [
            stretches(Person("A", (ALWAYS,)), cases[0].time, cases[-1].time, "UTC")
            for _ in range(servers)
        ]
        made = run(cases, Assumed(handles=work), duty, str(seed))
        waits.append(sum(one.waited for one in made.handled[count // 10 :]) / (count - count // 10))
        busy.append(sum(made.busy) / servers / ((cases[-1].time - cases[0].time) / MINUTE))
    return waits, busy


def holds(values: list[float], expected: float) -> bool:
    """Whether the interval of the repetitions' mean holds a value; of 999 in 1,000."""
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - 1))
    return abs(mean - expected) < 3.3 * spread / math.sqrt(len(values))


def _against_theory(count: int, repetitions: int) -> None:
    for servers, offered in ((1, 0.6), (2, 1.4), (5, 3.5)):
        rate, mean = offered / 10, 10.0
        waits, busy = means(servers, rate, Spread("exponential", mean), count, repetitions)
        expected = erlang_c(servers, offered) * mean / (servers - offered)
        assert holds(waits, expected), (servers, waits, expected)
        assert holds(busy, offered / servers)
    # M/G/1 (Pollaczek and Khinchine): with fixed work half the wait of M/M/1, with wide more.
    for work, square in ((Spread("fixed", 10), 0.0), (Spread("gamma", 10, 0.5), 0.25)):
        waits, _ = means(1, 0.06, work, count, repetitions)
        assert holds(waits, 0.6 / 0.4 * 10 * (1 + square) / 2)


def test_waits_are_those_of_queueing_theory() -> None:
    _against_theory(2_500, 12)


@pytest.mark.long
def test_waits_are_those_of_queueing_theory_in_long_runs() -> None:
    _against_theory(40_000, 40)


def test_as_many_wait_as_little_says() -> None:
    """Little (1961): the mean number that waits is the rate times the mean wait."""
    cases = poisson(0.08, 4_000, 3)
    duty = [stretches(Person("A", (ALWAYS,)), cases[0].time, cases[-1].time, "UTC")]
    made = run(cases, Assumed(handles=Spread("exponential", 10)), duty, "1")
    ends = sorted((one.arrived + one.waited, -1) for one in made.handled)
    steps = sorted([(one.arrived, 1) for one in made.handled] + ends)
    area, number, before = 0.0, 0, 0.0
    for at, change in steps:
        area, number, before = area + number * (at - before), number + change, at
    total = sum(one.waited for one in made.handled)
    assert math.isclose(area, total, rel_tol=1e-9)
    assert number == 0


@pytest.mark.parametrize("kind", ["fixed", "exponential", "lognormal", "gamma", "empirical"])
def test_a_spread_has_its_mean(kind: str) -> None:
    spread = Spread(kind, 10, 0.7, (4.0, 16.0))  # type: ignore[arg-type]
    dice = random.Random(1)
    drawn = [spread.draw(dice) for _ in range(20_000)]
    assert min(drawn) >= 0
    assert math.isclose(sum(drawn) / len(drawn), 10, rel_tol=0.03)


def test_the_gravest_goes_first_and_then_the_oldest() -> None:
    at = MONDAY + 9 * HOUR
    cases = [Case(at, "violation", 3), Case(at + 1, "violation", 3), Case(at + 2, "violation", 1)]
    duty = [stretches(Person("A", (ALWAYS,)), at, at, "UTC")]
    made = run(cases, Assumed(handles=Spread("fixed", 10)), duty, "1")
    assert [round(one.waited) for one in made.handled] == [0, 20, 10]


def test_nobody_is_called_out_of_hours_and_what_is_begun_is_finished() -> None:
    shift = Shift(9 * 60, 10 * 60)
    cases = [Case(MONDAY + 8 * HOUR, "violation"), Case(MONDAY + 10 * HOUR, "violation")]
    duty = [stretches(Person("A", (shift,)), cases[0].time, cases[-1].time, "UTC")]
    made = run(cases, Assumed(handles=Spread("fixed", 90)), duty, "1")
    assert [round(one.waited) for one in made.handled] == [60, 23 * 60]
    assert [one.on_duty for one in made.handled] == [False, False]


def test_what_waits_too_long_is_passed_on() -> None:
    cases = [Case(MONDAY + 8 * HOUR, "violation"), Case(MONDAY + 9 * HOUR, "question")]
    duty = [stretches(Person("A", (Shift(540, 600),)), cases[0].time, cases[-1].time, "UTC")]
    assumed = Assumed(handles=Spread("fixed", 5), limit=30, content=Content(1, 1, 0))
    made = run(cases, assumed, duty, "1")
    assert [(one.took, one.passed_on, one.content) for one in made.handled] == [
        (30, True, False),
        (5, False, True),
    ]


def test_without_anybody_nothing_is_ever_settled() -> None:
    made = run([Case(MONDAY, "violation")], Assumed(handles=Spread("fixed", 5)), [], "1")
    assert made.handled[0].took == math.inf


def test_the_same_seed_gives_the_same_figures_and_another_others() -> None:
    cases = poisson(0.02, 200, 5)
    staffing = replace(guide(), repetitions=5)
    once = summarize(cases, staffing, "Asia/Shanghai")
    assert repr(once) == repr(summarize(cases, staffing, "Asia/Shanghai"))
    assert once != summarize(cases, replace(staffing, seed=2), "Asia/Shanghai")


def test_two_share_the_work_of_one() -> None:
    cases = poisson(0.05, 800, 6)
    ways = {"people": Assumed(handles=Spread("exponential", 10))}
    one = Staffing((Person("A", (ALWAYS,)),), ways, 6)  # type: ignore[arg-type]
    two = replace(one, people=(Person("A", (ALWAYS,)), Person("B", (ALWAYS,))))
    alone, both = (summarize(cases, each, "UTC").outcomes[0] for each in (one, two))
    assert both.waited.high < alone.waited.low
    assert math.isclose(
        sum(load.hours.value for load in both.loads), alone.loads[0].hours.value, rel_tol=0.1
    )


def test_shifts_go_by_the_clock_of_the_place() -> None:
    """On the night when the clock skips an hour a night shift is one hour shorter."""
    first = int(datetime(2026, 3, 28, 12, tzinfo=UTC).timestamp()) * 1_000_000
    found = stretches(
        Person("A", (Shift(22 * 60, 6 * 60, frozenset({5})),)), first, first, "Europe/Berlin"
    )
    assert [end - start for start, end in found[:2]] == [7 * 60, 8 * 60]
    assert is_inside(found, found[0][0])
    assert not is_inside(found, found[0][1])
    assert covered([found, found]) == found
    assert minutes(found, found[0][0] + 30) == 30


def test_quantiles_of_students_t_and_of_lists() -> None:
    assert math.isclose(student(4), 2.776, abs_tol=0.005)
    assert math.isclose(student(39), 2.023, abs_tol=0.001)
    assert quantile([1.0, 2.0, 4.0], 0.5) == 2
    assert quantile([1.0, 2.0], 0.9) == 1.9


def test_the_preset_gives_the_rows_of_the_guide_where_there_is_nothing_to_wait_for() -> None:
    at, cases = MONDAY, []
    for day in range(28):
        cases += [Case(at + (day * 24 + hour) * HOUR, "violation") for hour in (9, 11, 13, 16, 18)]
    found = {one.way: one for one in summarize(cases, guide(), "UTC").outcomes}
    for way, took, passed_on, content in (
        ("people", 32, 0.18, 0.76),
        ("together", 9, 0.06, 0.89),
        ("machine", 2, 0.35, 0.62),
    ):
        assert math.isclose(found[way].took.value, took, rel_tol=0.12)  # type: ignore[index]
        assert math.isclose(found[way].passed_on.value, passed_on, abs_tol=0.015)  # type: ignore[index]
        assert math.isclose(found[way].content.value, content, abs_tol=0.025)  # type: ignore[index]


def test_people_on_a_roster_are_there_as_it_says_leave_and_deputies_included() -> None:
    policy = """policy "p" version 1
timezone Asia/Shanghai
roster support
  Monday to Friday 09:00 to 18:00 "ann" deputy "bob"
  Saturday 22:00 to 02:00 admin
  on leave "ann" 2026-03-03
  gaps notify owner
rule help when text is "help" then notify support
"""
    program = compile_policy({"p": Source("p", policy)}, "p").program
    assert program is not None
    monday = clock.midnight(date(2026, 3, 2), program.timezone)
    first, last = monday + 12 * HOUR, monday + 6 * DAY
    found = {one.name: one for one in people(program, program.rosters, first, last)}
    assert set(found) == {"admin", "ann", "bob"}

    def hours(name: str) -> list[tuple[float, float]]:
        some = stretches(found[name], first, last, program.timezone)
        return [((start / 60 + 12), (end / 60 + 12)) for start, end in some if start < 6 * 1440]

    assert hours("ann")[:2] == [(12, 18), (57, 66)]
    assert hours("bob")[:1] == [(33, 42)]
    assert hours("admin")[:1] == [(142, 146)]
