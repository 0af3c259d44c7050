"""What metrics are worth: computed once, at the end of a day, for all periods that end with it.

    measure(program, standing, event, total, by_member)

The engines say what their counters hold; everything else is here. A period is unknown if nothing
happened in it and no heartbeat came: nobody knows then whether the bot was there to see.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from policyq.ir import clock, keeping, lotteries, nodes
from policyq.ir.amounts import COMPARE, amount_at
from policyq.ir.keeping import ByMember
from policyq.ir.memory import Standing
from policyq.vocabulary.decisions import Measured
from policyq.vocabulary.events import Event
from policyq.vocabulary.metrics import DECAY_DAYS, DECAY_KNOWN
from policyq.vocabulary.types import Instant, Truth

Total: TypeAlias = Callable[[str, str], "int | float"]
"""What a counter without keys holds in the bucket that the event is in: (counter, bucket)."""

Number: TypeAlias = "int | float | None"

_BEST_FIRST = ("excellent", "good", "poor")


def measure(
    program: nodes.Program, standing: Standing, event: Event, total: Total, by_member: ByMember
) -> None:
    """Puts into ``standing`` what ends with a `day_end`: metrics, and what of calendars was kept,
    and rankings and lotteries; anything else is ignored."""
    if event.kind != "day_end":
        return
    _note_days(program, standing, event, total)
    keeping.keep(program, standing, event, total)
    keeping.rank(
        program,
        standing,
        event,
        lambda period: ends(period, event.time, program.timezone),
        by_member,
    )
    lotteries.draw(
        program, standing, event, lambda period: ends(period, event.time, program.timezone)
    )
    standing.measured = tuple(
        _measured(program, metric, standing, event, total)
        for metric in program.metrics
        if ends(metric.period, event.time, program.timezone)
    )


def ends(period: str, at: Instant, timezone: str) -> bool:
    """Whether a period ends with the day that an instant is in: a week with its Sunday."""
    day = clock.local(at, timezone)
    if period == "month":
        return (day + timedelta(days=1)).day == 1
    return period == "day" or day.weekday() == 6


def first_day(period: str, at: Instant, timezone: str) -> date:
    """The first day of the period that an instant is in."""
    return date.fromisoformat(clock.bucket(period, clock.local(at, timezone)))


def _measured(
    program: nodes.Program, metric: nodes.Metric, standing: Standing, event: Event, total: Total
) -> Measured:
    value: Number = None
    if total(metric.present, metric.period):
        value = _value(metric.measure, metric.period, program, standing, event, total)
    start = first_day(metric.period, event.time, program.timezone).isoformat()
    return Measured(metric.name, start, value, grade(metric, value, program, event.time))


def grade(metric: nodes.Metric, value: Number, program: nodes.Program, at: Instant) -> str | None:
    """The best grade that a value has; none if it is unknown or the metric has no grades."""
    if value is None or not metric.grades:
        return None
    holding = {
        one.grade
        for one in metric.grades
        if COMPARE[one.op](value, amount_at(one.amount, program, at))
    }
    return next((one for one in _BEST_FIRST if one in holding), "fair")


def is_so(
    condition: nodes.MetricIs, standing: Standing, program: nodes.Program, event: Event
) -> Truth:
    """Whether the metric of the period that ends with the event is as a condition says."""
    if event.kind != "day_end":
        return False
    found = next((one for one in standing.measured if one.metric == condition.metric), None)
    if found is None:
        return False
    if condition.amount is None:
        return found.value is not None
    if found.value is None:
        return None
    return COMPARE[condition.op](found.value, amount_at(condition.amount, program, event.time))


def _value(
    one: nodes.Measure,
    period: str,
    program: nodes.Program,
    standing: Standing,
    event: Event,
    total: Total,
) -> Number:
    match one:
        case nodes.Total(counter, doubt):
            return None if doubt is not None and total(doubt, period) else total(counter, period)
        case nodes.Members():
            return event.members if event.members is not None else standing.about.members
        case nodes.Quotient(top, bottom):
            over = _value(top, period, program, standing, event, total)
            under = _value(bottom, period, program, standing, event, total)
            return over / under if over is not None and under else None
        case nodes.Kept():
            return keeping.share(one, period, program, standing, event)
        case nodes.Decay(counter):
            today = clock.local(event.time, program.timezone).date().toordinal()
            return _decay(standing.days.get(counter, ()), today)


def _decay(days: tuple[tuple[int, int | float], ...], today: int) -> Number:
    middle = today - DECAY_DAYS
    late = [value for day, value in days if middle < day <= today]
    early = [value for day, value in days if middle - DECAY_DAYS < day <= middle]
    if min(len(late), len(early)) < DECAY_KNOWN or not sum(early):
        return None
    return 1 - (sum(late) * len(early)) / (sum(early) * len(late))


def _note_days(program: nodes.Program, standing: Standing, event: Event, total: Total) -> None:
    """What each counter that a decay asks for held today, if the day is known."""
    today = clock.local(event.time, program.timezone).date().toordinal()
    for counter, present in sorted(_decaying(program)):
        kept = {
            day: value
            for day, value in standing.days.get(counter, ())
            if day > today - 2 * DECAY_DAYS
        }
        if total(present, "day"):
            kept[today] = total(counter, "day")
        standing.days[counter] = tuple(sorted(kept.items()))


def _decaying(program: nodes.Program) -> set[tuple[str, str]]:
    """The counters that decays ask for, each with that of whatever happens."""
    found = set()
    for metric in program.metrics:
        waiting = [metric.measure]
        for one in waiting:
            if isinstance(one, nodes.Quotient):
                waiting += (one.top, one.bottom)
            elif isinstance(one, nodes.Decay):
                found.add((one.counter, metric.present))
    return found


def day_before(day: date, period: str) -> date:
    """The first day of the period before the one that starts on a day."""
    return day - timedelta(days=1 if period == "day" else 7)
