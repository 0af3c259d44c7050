"""Two policies over a whole log, of which most messages are only counted: as `policyq.study.plan.runs`
has it, many at once.

An event is looked at under both policies if either may have something to say of it. What lies between
two of them is allowed under both, and only the ground of the comparison counts it: who wrote it, and
where it belongs. Only the view of the log as it is can be had so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from policyq.replay.columns import Numbers
from policyq.replay.order import Log
from policyq.study.days import QUARTER, hour_of
from policyq.study.numbers import BANDS
from policyq.study.passed import CatchUp, Fetch, Passing
from policyq.study.plan.identity import Met
from policyq.study.plan.runs import Runs
from policyq.study.plan.tally import Ground, Slice
from policyq.study.seen import Seen
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

_BANDS: Final = list(BANDS)
_HOURS: Final = 24


class Columns(NamedTuple):
    """What is known of a log beside what decides it: a number for each row, in its order."""

    places: Numbers
    """Who wrote it where, a place in ``known``."""
    known: Sequence[tuple[str, str]]
    """Role and platform."""
    ids: Numbers
    """The hash of id and group."""


class InBulk:
    """Has some plans take in a log, or a part of it; their runs are not ended."""

    def __init__(
        self,
        log: Log,
        columns: Columns,
        runs: Sequence[Runs],
        fill: Callable[[Event], Event],
        catch_up: Sequence[CatchUp],
    ) -> None:
        self._log, self._columns, self._runs, self._fill = log, columns, runs, fill
        evaluators = (one for run in runs for one in run.evaluators)
        self._sides = list(zip(evaluators, catch_up, strict=True))
        self._passing = Passing(log)

    def run(self, fetch: Fetch) -> None:
        """Takes in everything."""
        for group, first, end in self._log.groups:
            if group in self._log.whole:
                for _, event in fetch(first, end):
                    self._see(event, None)
            else:
                self._group(group, first, end, fetch)
        idle = self._passing.idle()
        for run in self._runs if len(idle) else ():
            self._count(run.ground, idle)

    def _see(self, event: Event, met: Met | None) -> None:
        filled = self._fill(event)
        for run in self._runs:
            run.see(filled, met)

    def _group(self, group: str, first: int, end: int, fetch: Fetch) -> None:
        there = There(self._log.times, self._columns.ids, first)
        place = first
        for row, event in fetch(first, end):
            self._pass(group, place, row)
            for _, catch_up in self._sides:
                catch_up(row, event)
            self._see(event, there.at(row))
            self._passing.mark(row, self._runs[0].ground.size(group))
            place = row + 1
        self._pass(group, place, end)

    def _pass(self, group: str, start: int, end: int) -> None:
        """The rows from one to another, which are only counted; ticks are due before some of them."""
        if start == end:
            return
        times = self._log.times
        last = int(times[end - 1])
        for run in self._runs:
            run.ground.cover(group, int(times[start]))
        for row in self._overdue(group, start, end):
            self._tick(group, row)
        for row, told in self._passing.news(group, start, end):
            for run in self._runs:
                size = run.ground.tell(told)
            self._passing.mark(row, size)
        for run in self._runs:
            run.ground.reach(group, last)

    def _overdue(self, group: str, start: int, end: int) -> Iterator[int]:
        """The rows before which ticks are due under any policy."""
        times = self._log.times
        while start < end:
            last = int(times[end - 1])
            due = [some[0].time for one, _ in self._sides if (some := one.due(group, last))]
            if not due:
                return
            start += int(times[start:end].searchsorted(min(due)))
            yield start

    def _tick(self, group: str, row: int) -> None:
        at = int(self._log.times[row])
        for evaluator, catch_up in self._sides:
            if due := evaluator.due(group, at):
                catch_up(row - 1, due[0])
        for run in self._runs:
            run.until(group, at)

    # -- what adds up --------------------------------------------------------------------------

    def _count(self, ground: Ground, idle: Numbers) -> None:
        """Counts the rows that were passed over, all at once."""
        log, groups = self._log, self._log.groups
        numbers = self._passing.numbers
        members = (numbers.take(idle) << 32) + log.senders.take(idle)
        messages: Counter[tuple[str, str]] = Counter()
        for one, count in _counted(members):
            messages[groups[one >> 32][0], log.accounts[one & 0xFFFFFFFF]] = count
        bands, _ = self._passing.sizes(idle)
        hours = _hours(log.times.take(idle), ground.zone)
        slices: Counter[Slice] = Counter()
        places = self._columns.places.take(idle)
        for one, count in _counted((places * len(_BANDS) + bands) * _HOURS + hours):
            rest, hour = divmod(one, _HOURS)
            place, band = divmod(rest, len(_BANDS))
            role, platform = self._columns.known[place]
            slices[Slice(role, _BANDS[band], hour, platform, "")] = count
        rows, gaps = self._passing.gaps(idle)
        # Whole microseconds, exact in floating point.
        covered = np.bincount(numbers.take(rows), gaps, minlength=len(groups)).tolist()
        of = {name: int(time) for (name, _, _), time in zip(groups, covered, strict=True) if time}
        ground.pass_over(messages, slices, of)


class There:
    """Which events of a group were there when another came, as if each of them had been replayed."""

    def __init__(self, times: Numbers, ids: Numbers, first: int) -> None:
        self._times, self._ids, self._next = times, ids, first
        self._seen: Seen[int] = Seen()

    def at(self, row: int) -> Met:
        """Who knows it at a row; of rows one after another."""

        def met(group: str, id: str) -> bool:
            self._until(row)
            return hash((id, group)) in self._seen

        return met

    def _until(self, row: int) -> None:
        start, self._next = self._next, max(self._next, row + 1)
        ids, times = self._ids[start : row + 1].tolist(), self._times[start : row + 1].tolist()
        newest: Instant
        for id, newest in zip(ids, times, strict=True):
            self._seen.repeats(id, newest, newest)


def _counted(codes: Numbers) -> Iterator[tuple[int, int]]:
    found, counts = np.unique(codes, return_counts=True)
    return zip(found.tolist(), counts.tolist(), strict=True)


def _hours(times: Numbers, zone: str) -> Numbers:
    quarters, where = np.unique(times // QUARTER, return_inverse=True)
    hours = [hour_of(one * QUARTER, zone) for one in quarters.tolist()]
    found: Numbers = np.array(hours, np.int64).take(where)
    return found
