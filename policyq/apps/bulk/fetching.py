"""The events of a log in columns that are to be looked at, in the order in which they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from policyq.apps.logs import bulk
from policyq.events.order import settle
from policyq.live import Live
from policyq.replay.columns import Numbers
from policyq.replay.order import Sorted
from policyq.study.line import Line
from policyq.study.simulate import Foreseeing, foreseen
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


def line_of(live: Live, decided: Sorted) -> Line | None:
    """In which line all groups are decided together, if they are."""
    if decided.line is None:
        return None
    state = live.state(decided.log.groups[0][0])

    def come_to(at: Instant) -> None:
        state.shared.mark = max(state.shared.mark, at)

    return Line(decided.line, np.sort(decided.log.times), come_to)


class Fetching:
    """The events of the rows that are to be looked at: of each group once, in their order."""

    def __init__(
        self,
        told: Sequence[Foreseeing],
        paths: Sequence[str],
        found: Sorted,
    ) -> None:
        self._hot = np.flatnonzero(np.frombuffer(found.log.hot, np.uint8))
        wanted = found.rows[found.order[self._asked(found)]]
        table = bulk.chosen(paths, np.sort(wanted))
        # Groups are small, and are fetched and foreseen many at a time.
        events: Iterator[Event] = bulk.events(table, wanted.argsort().argsort())
        self._events = foreseen(events, *told)
        self._starts = {first: group for group, first, _ in found.log.groups}
        self._whole = found.log.whole

    def _asked(self, found: Sorted) -> Numbers:
        """The rows in the order in which their events are asked for: each when the one before it in its
        group is decided, and the first ones before all."""
        hot, line = self._hot, found.line
        if line is None:
            return hot
        when = np.empty(len(hot), np.int64)
        when[1:] = line[hot[:-1]]
        firsts = np.unique(hot.searchsorted([first for _, first, _ in found.log.groups]))
        when[firsts[firsts < len(hot)]] = -1
        return hot.take(when.argsort(kind="stable"))

    def __call__(self, first: int, end: int) -> Iterator[tuple[int, Event]]:
        start, stop = self._hot.searchsorted((first, end)).tolist()
        rows = self._hot[start:stop].tolist()
        events: Iterator[Event] = islice(self._events, len(rows))
        if self._starts[first] in self._whole:
            events = settle(events)
        return zip(rows, events, strict=True)
