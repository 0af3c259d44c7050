"""What follows from the queue: means over repetitions, with intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from statistics import NormalDist, fmean, stdev
from typing import Final, NamedTuple

from policyq.study.staffing.cases import Case
from policyq.study.staffing.duty import covered, is_inside, minutes, stretches
from policyq.study.staffing.parameters import WAYS, Staffing, Way
from policyq.study.staffing.queue import Handled, Run, run
from policyq.vocabulary.types import MINUTE

LEVEL: Final = 0.95
_WEEK: Final = 7 * 24 * 60.0


class Estimate(NamedTuple):
    """A mean over repetitions, and the ends of its interval of `LEVEL` (Student's t)."""

    value: float
    low: float
    high: float


class Load(NamedTuple):
    """How much somebody has to do."""

    person: str
    hours: Estimate
    """Hours of work a week."""
    busy: Estimate
    """Work as a share of the time on duty; above 1 where work goes on behind the shift."""
    cases: Estimate
    """Cases a week."""


class Outcome(NamedTuple):
    """One of the three ways."""

    way: Way
    took: Estimate
    """Mean minutes from arrival until a case is settled or passed on, of those that arrive while
    somebody is on duty and that anybody ever came to."""
    median: Estimate
    ninth: Estimate
    """The 90th percentile."""
    waited: Estimate
    """Mean minutes until somebody begins, of the same cases."""
    all_took: Estimate
    """The mean of all cases, whenever they arrive."""
    passed_on: Estimate
    """The share that is passed on, of all."""
    content: Estimate
    """The share of members who are content, of all: rests on what is put in."""
    never: Estimate
    """The share that nobody ever came to."""
    loads: tuple[Load, ...]


class Figures(NamedTuple):
    """Everything that follows."""

    cases: int
    kinds: dict[str, int]
    weeks: float
    on_duty: float
    """The share of the cases that arrive while somebody is on duty."""
    outcomes: tuple[Outcome, ...]


def summarize(cases: Sequence[Case], staffing: Staffing, timezone: str) -> Figures:
    """What follows for some cases, sorted by time; at least one. The same seed, the same figures."""
    first, last = cases[0].time, cases[-1].time
    duty = [stretches(person, first, last, timezone) for person in staffing.people]
    weeks = max((last - first) / MINUTE, 1.0) / _WEEK
    made: list[Outcome] = []
    for way in WAYS:
        if way in staffing.ways:
            assumed, some = staffing.ways[way], duty if way != "machine" else []
            runs = [
                run(cases, assumed, some, f"{staffing.seed}/{way}/{number}")
                for number in range(staffing.repetitions)
            ]
            made.append(_outcome(way, runs, staffing, duty, weeks))
    kinds: dict[str, int] = {}
    for case in cases:
        kinds[case.kind] = kinds.get(case.kind, 0) + 1
    there = covered(duty)
    share = fmean(is_inside(there, (case.time - first) / MINUTE) for case in cases)
    return Figures(len(cases), dict(sorted(kinds.items())), weeks, share, tuple(made))


def _outcome(
    way: Way,
    runs: Sequence[Run],
    staffing: Staffing,
    duty: Sequence[tuple[tuple[float, float], ...]],
    weeks: float,
) -> Outcome:
    def over(figure: Callable[[Sequence[Handled]], float]) -> Estimate:
        return estimate([figure(one.handled) for one in runs])

    loads = () if way == "machine" else tuple(_loads(runs, staffing, duty, weeks))
    return Outcome(
        way,
        over(lambda some: _mean(one.took for one in _met(some))),
        over(lambda some: quantile(sorted(one.took for one in _met(some)), 0.5)),
        over(lambda some: quantile(sorted(one.took for one in _met(some)), 0.9)),
        over(lambda some: _mean(one.waited for one in _met(some))),
        over(lambda some: _mean(one.took for one in some if one.took < math.inf)),
        over(lambda some: _mean(float(one.passed_on) for one in some)),
        over(lambda some: _mean(float(one.content) for one in some)),
        over(lambda some: _mean(float(one.took == math.inf) for one in some)),
        loads,
    )


def _met(some: Sequence[Handled]) -> list[Handled]:
    return [one for one in some if one.on_duty and one.took < math.inf]


def _mean(values: Iterator[float]) -> float:
    some = list(values)
    return fmean(some) if some else math.nan


def _loads(
    runs: Sequence[Run],
    staffing: Staffing,
    duty: Sequence[tuple[tuple[float, float], ...]],
    weeks: float,
) -> Iterator[Load]:
    for number, person in enumerate(staffing.people):
        there = minutes(duty[number], weeks * _WEEK)
        yield Load(
            person.name,
            estimate([one.busy[number] / 60 / weeks for one in runs]),
            estimate([one.busy[number] / there if there else math.nan for one in runs]),
            estimate([sum(each.by == number for each in one.handled) / weeks for one in runs]),
        )


def quantile(values: Sequence[float], part: float) -> float:
    """The value at a share of sorted ones, between the nearest two where it falls between."""
    if not values:
        return math.nan
    at = part * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of independent repetitions, those that are not known left out."""
    known = [value for value in values if not math.isnan(value)]
    if len(known) < 2:
        value = known[0] if known else math.nan
        return Estimate(value, math.nan, math.nan)
    mean, half = fmean(known), student(len(known) - 1) * stdev(known) / math.sqrt(len(known))
    return Estimate(mean, mean - half, mean + half)


def student(freedom: int) -> float:
    """The quantile of Student's t for an interval of `LEVEL` on both sides: Cornish and Fisher's
    expansion (Abramowitz and Stegun 1964, 26.7.5), to three digits from four degrees on."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    more: float = sum(term / freedom**power for power, term in enumerate(terms, 1))
    return z + more
