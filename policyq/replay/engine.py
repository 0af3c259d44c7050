"""`Replay` decides many events at once; between them it is a `policyq.live.Live`, with its memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from operator import lt
from typing import Final, TypeAlias

from policyq.ir import nodes
from policyq.live import Live
from policyq.live.evaluator import names_of
from policyq.live.memory import State
from policyq.live.searching import Searches
from policyq.live.sorts import FALSE, OTHER, settled
from policyq.live.source import source
from policyq.replay.columns import Columns
from policyq.replay.screen import Screen, Sifted, can_screen
from policyq.replay.tallies import Tally, put
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

CHUNK: Final = 8_192
"""So many events are held in columns at a time."""

_decision = tuple.__new__

Decisions: TypeAlias = tuple[Decision, ...]
_Decides: TypeAlias = Callable[[Event], Decisions]
_Counts: TypeAlias = Callable[[State, Event], object]

_NEVER: Final = 1 << 70


class Replay(Live):
    """Decides events as `Live` does, many at a time where it can."""

    def __init__(self, program: nodes.Program) -> None:
        super().__init__(program)
        self._screen: Screen | None = None
        self._counting: dict[str, _Counts | None] = {}
        if can_screen(program):
            self._screen = Screen(program, self._names, frozenset(self._settling))
            self._counting = _counting(program)

    def decide_many(self, events: Iterable[Event]) -> list[Decision]:
        """The decision on each event, as `decide` gives it: ticks that are overdue are not made."""
        made: list[Decision] = []
        for some in _chunks(events):
            made += [one[-1] for one in self._decided(some, self._alone, False)]
        return made

    def feed_many(self, events: Iterable[Event]) -> Iterator[Decisions]:
        """For each event the decisions that `feed` gives, as they come."""
        for some in _chunks(events):
            yield from self._decided(some, self.feed, True)

    def _decided(self, events: Sequence[Event], decide: _Decides, ticks: bool) -> list[Decisions]:
        """The decisions on each of some events; those of one group in their order, and groups, which
        know nothing of one another, one after the other."""
        if self._screen is None:
            return [decide(event) for event in events]
        columns = self._screen.columns(events)
        sifted = self._screen.sift(columns, self._states)
        by_group: dict[str, list[int]] = {}
        for row, group in enumerate(columns.column("group")):
            by_group.setdefault(group, []).append(row)
        made: list[Decisions] = [()] * len(events)
        times = columns.column("time")
        for group, rows in by_group.items():
            if self._is_late(group, [times[row] for row in rows]):
                for row in rows:
                    made[row] = decide(events[row])
            else:
                self._in_order(group, rows, columns, sifted, decide, ticks, made)
        return made

    def _is_late(self, group: str, times: Sequence[Instant]) -> bool:
        """Whether one of the times is before one that was there already."""
        state = self._states.get(group)
        mark = 0 if state is None else state.mark
        return times[0] < mark or any(map(lt, islice(times, 1, None), times))

    def _in_order(
        self,
        group: str,
        rows: Sequence[int],
        columns: Columns,
        sifted: Sifted,
        decide: _Decides,
        ticks: bool,
        made: list[Decisions],
    ) -> None:
        """Decides the events of one group, none of which is late."""
        events = columns.events
        ids, times = columns.column("id"), columns.column("time")
        nothing, last = self._nothing, times[rows[-1]]
        if group not in self._states:
            made[rows[0]] = decide(events[rows[0]])
            rows = rows[1:]
        state = self._states[group]
        due = self._next_due(group, state, last) if ticks else _NEVER
        decided, hot, tallies = state.decided, sifted.hot, sifted.tallies
        waiting: list[int] = []
        for row in rows:
            id, time = ids[row], times[row]
            if hot[row] or time >= due or id in decided:
                if waiting:
                    self._catch_up(state, tallies, waiting, columns, time)
                    waiting = []
                made[row] = decide(events[row])
                due = self._next_due(group, state, last) if ticks else _NEVER
                decided = state.decided
                continue
            if self._ticks:
                state.standing.about = state.standing.about.after(events[row])
            if tallies is None:
                state.mark = time
                self._count(state, events[row])
            else:
                waiting.append(row)
            decided[id] = time
            made[row] = (_decision(Decision, (id, group, time, *nothing)),)
        if waiting:
            self._catch_up(state, tallies, waiting, columns, last)
        if len(decided) > state.decided_limit:
            state.forget_decided()

    def _catch_up(
        self,
        state: State,
        tallies: Sequence[Tally] | None,
        rows: Sequence[int],
        columns: Columns,
        now: Instant,
    ) -> None:
        """Counts rows that nobody has asked about until now."""
        times = columns.column("time")
        if tallies:
            put(tallies, state.stores, rows, [times[row] for row in rows], now)
        state.mark = times[rows[-1]]

    def _count(self, state: State, event: Event) -> None:
        """Counts an event as `Live` does."""
        count = self._counting.get(event.kind, self._counting[OTHER])
        if count is not None:
            count(state, event)

    def _alone(self, event: Event) -> Decisions:
        return (self.decide(event),)

    def _next_due(self, group: str, state: State, last: Instant) -> Instant:
        """When the next tick of a group is due, if it is by the time of the last event."""
        if state.waits():
            due = self.due(group, last)
            return due[0].time if due else _NEVER
        if not self._ticks:
            return _NEVER
        if state.next_tick <= state.mark:
            state.next_tick = self._next_tick(state.mark)
        return state.next_tick if state.mark else -1


def _chunks(events: Iterable[Event]) -> Iterator[list[Event]]:
    left = iter(events)
    while some := list(islice(left, CHUNK)):
        yield some


def _counting(program: nodes.Program) -> dict[str, _Counts | None]:
    """For each kind of event what counts it, as `policyq.live` does, and asks for nothing;
    ``None`` where nothing counts it."""
    bare = replace(program, rules=(), promises=(), tiers=())
    generated = source(bare)
    # What is counted here holds no words.
    space = {**names_of(bare, generated, Searches(bare)), "scan": lambda text, time: 0}
    exec(compile(generated.text, "<counting>", "exec"), space)
    made: dict[str, _Counts | None] = {}
    for kind, called in generated.sorts.items():
        conditions = (settled(counter.condition, kind) for counter in program.counters)
        counts = any(condition != FALSE for condition in conditions)
        made[kind] = space[f"on_{called}"] if counts else None
    return made
