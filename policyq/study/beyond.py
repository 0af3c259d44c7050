"""Days of a log that the policy's calendar does not know: there a rule that asks for workdays or
holidays is unknown, and so does not fire. A rate that does not say so misleads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from policyq.ir import clock, nodes
from policyq.vocabulary.types import Instant


class Days(NamedTuple):
    """Days beyond a calendar."""

    first: date
    last: date
    days: int
    rules: tuple[str, ...]
    """The rules that ask for what it does not know, sorted."""


class Beyond:
    """Watches the days on which events happen."""

    def __init__(self, program: nodes.Program) -> None:
        self._zone = program.timezone
        self._rules = tuple(sorted({rule.name for rule in program.rules if _asks(program, rule)}))
        years = program.calendar.years if program.calendar is not None else ()
        self._known = [
            (clock.midnight(date(year, 1, 1), self._zone), _end(year, self._zone)) for year in years
        ]
        self.found: set[date] = set()
        """The days beyond the calendar."""

    def see(self, at: Instant) -> None:
        """Takes in the time of an event."""
        if self._rules and not any(start <= at < end for start, end in self._known):
            self.found.add(clock.local(at, self._zone).date())

    def add(self, other: Beyond) -> None:
        """Takes in what another saw of the same source, for the same program."""
        self.found |= other.found

    @property
    def days(self) -> Days | None:
        """The days beyond the calendar, if it matters that there are any."""
        if not self.found:
            return None
        return Days(min(self.found), max(self.found), len(self.found), self._rules)


def _end(year: int, zone: str) -> Instant:
    return clock.midnight(date(year + 1, 1, 1), zone)


def _asks(program: nodes.Program, rule: nodes.Rule) -> bool:
    """Whether a rule asks for days that only a calendar knows, in what it and its tiers count too."""
    counters = {counter.id: counter.condition for counter in program.counters}
    tiers = {tier.name: tier.condition for tier in program.tiers}
    waiting = [rule.condition]
    while waiting:
        for one in _parts(waiting.pop()):
            if isinstance(one, nodes.TimeIn) and any(slot.named for slot in one.slots):
                return True
            if isinstance(one, nodes.At) and one.slot.named:
                return True
            waiting += [counters.pop(id) for id in _counters(program, one) if id in counters]
            if isinstance(one, nodes.InTier | nodes.Changed):
                waiting += [tiers.pop(name) for name in sorted(one.tiers) if name in tiers]
    return False


def _counters(program: nodes.Program, condition: nodes.Condition) -> list[str]:
    """The counters that a condition asks, those of a metric too, by id."""
    match condition:
        case nodes.Windowed(counter):
            return [counter]
        case nodes.MetricIs(name):
            measures = [one.measure for one in program.metrics if one.name == name]
            return [id for one in measures for id in _of_measure(one)]
    return []


def _of_measure(measure: nodes.Measure) -> Iterator[str]:
    match measure:
        case nodes.Total(counter) | nodes.Decay(counter):
            yield counter
        case nodes.Quotient(top, bottom):
            yield from _of_measure(top)
            yield from _of_measure(bottom)


def _parts(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    yield condition
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _parts(part)
        case nodes.Not(part) | nodes.Surely(part):
            yield from _parts(part)
