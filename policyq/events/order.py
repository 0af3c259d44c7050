"""The order in which events are decided: within a group, by (time, arrival).

`in_order` sorts what is already here. `settle` sorts a stream with a bounded buffer, and lets
what comes too late stand where it came. `Clock` only watches: how often and how far a source
steps back in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from operator import itemgetter

from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Duration, Instant

_time = itemgetter(Event._fields.index("time"))


def in_order(events: Iterable[Event]) -> list[Event]:
    """All events by (time, arrival): those of one instant stay as they came."""
    return sorted(events, key=_time)


def settle(events: Iterable[Event], lateness: Duration = LATENESS) -> Iterator[Event]:
    """A stream in the order (time, arrival), holding back ``lateness`` of each group.

    An event that is later than that comes out at once, after what was decided before it: its
    group's order is then by arrival there. Groups are held apart, so that the order *between*
    groups is not that of the input. No more than ``lateness`` of each group is in memory.
    """
    groups: dict[str, _Held] = {}
    for arrival, event in enumerate(events):
        held = groups.get(event.group)
        if held is None:
            held = groups[event.group] = _Held(event.time)
        heappush(held.heap, (event.time, arrival, event))
        held.newest = max(held.newest, event.time)
        while held.heap[0][0] <= held.newest - lateness:
            yield heappop(held.heap)[2]
            if not held.heap:
                break
    for held in groups.values():
        while held.heap:
            yield heappop(held.heap)[2]


class _Held:
    """What one group holds back, and the newest time it has seen."""

    __slots__ = ("heap", "newest")

    def __init__(self, newest: Instant) -> None:
        self.heap: list[tuple[Instant, int, Event]] = []
        self.newest = newest


class Clock:
    """Watches a stream for steps back in time, group by group."""

    def __init__(self, lateness: Duration = LATENESS) -> None:
        self._newest: dict[str, Instant] = {}
        self._lateness = lateness
        self.back = 0
        """Events earlier than the newest one of their group before them."""
        self.late = 0
        """Those that were more than the lateness behind."""
        self.most: Duration = 0
        """The furthest that one was behind."""

    def see(self, event: Event) -> Duration:
        """How far the event is behind the newest of its group; 0 if it is not."""
        newest = self._newest.get(event.group)
        if newest is None or event.time >= newest:
            self._newest[event.group] = event.time
            return 0
        behind = newest - event.time
        self.back += 1
        self.late += behind > self._lateness
        self.most = max(self.most, behind)
        return behind


def come_to(events: Iterable[Event]) -> Iterator[tuple[Instant, int, Event]]:
    """Each event of a stream in which every group is in its own order, with what it is sorted by
    among those of other groups: the newest time of its group so far, and its place in the stream.
    Sorted by that, all groups are decided together, and each in the order that it had."""
    newest: dict[str, Instant] = {}
    for place, event in enumerate(events):
        at = newest[event.group] = max(newest.get(event.group, event.time), event.time)
        yield at, place, event


def together(events: Iterable[Event]) -> list[Event]:
    """The events of all groups in one order, for what they share."""
    return [event for _, _, event in sorted(come_to(events), key=itemgetter(0, 1))]
