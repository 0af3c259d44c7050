"""What is counted: for each counter and key the entries that some window still remembers.

An event counts before anything is asked about it, and sees itself. Part of `policyq.ir.meaning`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from policyq.ir import clock, facts, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Entry, Group, Key, Memory, Shared
from policyq.text import alike
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS

Counts: TypeAlias = Mapping[tuple[str, Key], tuple[Entry, ...]]
"""(counter, key) → what was counted, by time."""

Kept: TypeAlias = dict[tuple[str, Key], tuple[Entry, ...]]
"""The same, while it is made."""


class Scene(NamedTuple):
    """An event, what is remembered of its group and of all, and what the event adds to that."""

    program: nodes.Program
    group: Group
    event: Event
    own: Counts = MappingProxyType({})
    shared: Shared = Shared()

    def of(self, counter: nodes.Counter) -> Group | Shared:
        """Where a counter is kept."""
        return self.shared if counter.shared else self.group


def arrived(program: nodes.Program, memory: Memory, event: Event) -> Scene:
    """The scene of an event before anything has counted it."""
    group = memory.groups.get(event.group, Group())
    shared = memory.shared
    return Scene(
        program,
        replace(group, watermark=max(group.watermark, event.time)),
        event,
        shared=replace(shared, watermark=max(shared.watermark, event.time)),
    )


def make_room(
    counter: nodes.Counter, key: Key, added: tuple[Entry, ...], kept: Kept, scene: Scene
) -> None:
    """No counter by similar text remembers more than `MOST` texts: before one more is remembered,
    the half of them goes that was met the longest ago."""
    held = {place: of for place, of in kept.items() if place[0] == counter.id and of}
    new = any(remembers(counter, entry, scene) for entry in added)
    if not new or (counter.id, key) in held or len(held) < alike.MOST:
        return
    for place in sorted(held, key=lambda one: (held[one][-1].time, one[1]))[: len(held) // 2]:
        del kept[place]


def filled(counts: Counts) -> Counts:
    return {place: entries for place, entries in counts.items() if entries}


def counted(scene: Scene) -> tuple[Counts, Counts]:
    """What is remembered after the event, of its group and of all: what was, and what it added. An
    event that comes too late for every window is seen by itself only."""
    counters = {counter.id: counter for counter in scene.program.counters}
    here, everywhere = dict(scene.group.counts), dict(scene.shared.counts)
    for (id, key), entries in scene.own.items():
        counts = everywhere if counters[id].shared else here
        added = [entry for entry in entries if remembers(counters[id], entry, scene)]
        if added:
            all_of_key = [*counts.get((id, key), ()), *added]
            counts[id, key] = tuple(sorted(all_of_key, key=lambda entry: entry.time))
    return here, everywhere


def remembers(counter: nodes.Counter, entry: Entry, scene: Scene) -> bool:
    """Whether any window of the counter still remembers the entry."""
    return _in_reach(counter, entry, scene) or any(
        _open(counter, bucket, entry, scene) for bucket in counter.buckets
    )


def _in_reach(counter: nodes.Counter, entry: Entry, scene: Scene) -> bool:
    return counter.keep > 0 and entry.time > scene.of(counter).watermark - counter.keep - LATENESS


def _open(counter: nodes.Counter, bucket: str, entry: Entry, scene: Scene) -> bool:
    """Whether the entry's bucket had not ended by the time up to which events may be late."""
    end = clock.bucket_end(bucket, entry.time, scene.program.timezone)
    return end > scene.of(counter).watermark - LATENESS


def total(condition: nodes.Windowed, scene: Scene) -> int | float | None:
    """The aggregate at the event's time; the greatest if the event is counted under several keys
    (a message with links to two hosts). Unknown if part of its key is unknown."""
    counter = next(c for c in scene.program.counters if c.id == condition.counter)
    keys = facts.keys(counter.per, scene.event, counter.shared)
    if keys is None:
        return None
    return max((_total(counter, _seen(condition, counter, key, scene)) for key in keys), default=0)


def bucket_total(counter: str, bucket: str, scene: Scene) -> int | float:
    """What a counter without keys holds in the bucket that the event is in."""
    return total(nodes.Windowed(counter, None, bucket, ">", nodes.Fixed(0)), scene) or 0


def by_member(counter: str, bucket: str, scene: Scene) -> dict[str, int | float]:
    """What a counter by sender holds in the bucket that the event is in, by account."""
    counted = next(one for one in scene.program.counters if one.id == counter)
    asked = nodes.Windowed(counter, None, bucket, ">", nodes.Fixed(0))
    keys = {key for id, key in (*scene.group.counts, *scene.own) if id == counter}
    return {key[0]: _total(counted, _seen(asked, counted, key, scene)) for key in keys}


def _seen(
    condition: nodes.Windowed, counter: nodes.Counter, key: Key, scene: Scene
) -> Iterator[Entry]:
    """The entries of a key that are in the window: those still remembered, and the event's own."""
    for entry in _under(key, counter, scene.of(counter).counts):
        reached = (
            _in_reach(counter, entry, scene)
            if condition.bucket is None
            else _open(counter, condition.bucket, entry, scene)
        )
        if reached and _within(condition, entry, scene):
            yield entry
    for entry in _under(key, counter, scene.own):
        if _within(condition, entry, scene):
            yield entry


def _under(key: Key, counter: nodes.Counter, counts: Counts) -> Iterator[Entry]:
    for (id, other), entries in counts.items():
        if id == counter.id and facts.same_key(counter.per, key, other):
            yield from entries


def _within(condition: nodes.Windowed, entry: Entry, scene: Scene) -> bool:
    now, zone = scene.event.time, scene.program.timezone
    if condition.bucket is not None:
        same = clock.bucket(condition.bucket, clock.local(now, zone))
        return clock.bucket(condition.bucket, clock.local(entry.time, zone)) == same
    assert condition.trailing is not None
    return now - amount(condition.trailing, scene) < entry.time <= now


def _total(counter: nodes.Counter, entries: Iterable[Entry]) -> int | float:
    values = [entry.value for entry in entries]
    if counter.what == "sum":
        return sum(int(value) for value in values) / facts.SUM_UNIT
    return len(set(values)) if counter.what == "distinct" else len(values)


def amount(amount: nodes.Amount, scene: Scene) -> int | float:
    """A number, or the dated value on the event's local date."""
    return amount_at(amount, scene.program, scene.event.time)
