"""The steps that members took on ladders, kept small: there is a ladder for each active member.

It reads as a mapping from (ladder, member) to the steps by time. Inside, the ladder is named once
for all its members, and the steps of a member stand in one tuple: time, event, time, event.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple, TypeAlias

from policyq.vocabulary.types import Instant

Key: TypeAlias = tuple[str, ...]


class Entry(NamedTuple):
    """One thing counted: when, by which event, and what it adds."""

    time: Instant
    event: str
    value: str | int


class Steps(MutableMapping[Key, tuple[Entry, ...]]):
    """(ladder, member) → the events that stepped it, by time. Each adds 1."""

    __slots__ = ("_by",)

    def __init__(self) -> None:
        self._by: dict[str, dict[str, tuple[Any, ...]]] = {}

    def __getitem__(self, key: Key) -> tuple[Entry, ...]:
        ladder, member = key
        flat = self._by[ladder][member]
        return tuple(Entry(flat[at], flat[at + 1], 1) for at in range(0, len(flat), 2))

    def __setitem__(self, key: Key, entries: tuple[Entry, ...]) -> None:
        ladder, member = key
        flat = tuple(part for one in entries for part in (one.time, one.event))
        self._by.setdefault(ladder, {})[member] = flat

    def __delitem__(self, key: Key) -> None:
        ladder, member = key
        del self._by[ladder][member]

    def __iter__(self) -> Iterator[Key]:
        for ladder, members in self._by.items():
            for member in members:
                yield ladder, member

    def __len__(self) -> int:
        return sum(map(len, self._by.values()))

    def step(self, key: Key, time: Instant, event: str, floor: Instant) -> tuple[Instant, ...]:
        """Adds a step and drops those that are not after ``floor``; the times of what is left."""
        ladder, member = key
        members = self._by.get(ladder)
        if members is None:
            members = self._by[ladder] = {}
        flat = members.get(member, ())
        if flat and (flat[0] <= floor or flat[-2] > time):
            entries = [one for one in self[key] if one.time > floor]
            entries.append(Entry(time, event, 1))
            self[key] = tuple(sorted(entries, key=lambda one: one.time))
        else:
            # As most steps are: the latest, and none is forgotten.
            members[member] = (*flat, time, event)
        return members[member][::2]

    def copy(self) -> Steps:
        """An independent copy."""
        made = Steps()
        made._by = {ladder: members.copy() for ladder, members in self._by.items()}
        return made

    def pack(self, known: dict[str, str]) -> None:
        """Takes no more room than it needs. Members that are ``known`` become that object: each of
        them came with another event."""
        for ladder, by_member in self._by.items():
            self._by[ladder] = {known.setdefault(who, who): of for who, of in by_member.items()}

    def take_back(
        self,
        events: Container[str | None],
        ladders: Container[str] | None = None,
        members: Container[str | None] | None = None,
    ) -> None:
        """Takes back the steps that some events stepped: on some ladders and of some members, or of
        all."""
        for ladder, by_member in self._by.items():
            if ladders is not None and ladder not in ladders:
                continue
            for member, flat in by_member.items():
                if members is not None and member not in members:
                    continue
                left = [at for at in range(0, len(flat), 2) if flat[at + 1] not in events]
                if 2 * len(left) < len(flat):
                    # Of a key that is there already: the mapping keeps its size while it is walked.
                    by_member[member] = tuple(part for at in left for part in flat[at : at + 2])

    def forget(self, floors: Mapping[str, Instant], other: Instant) -> None:
        """Drops the steps that are not after the floor of their ladder, or after ``other``."""
        for ladder, by_member in self._by.items():
            floor = floors.get(ladder, other)
            gone = [who for who, flat in by_member.items() if not flat or flat[0] <= floor]
            for member in gone:
                flat = by_member[member]
                first = next((at for at in range(0, len(flat), 2) if flat[at] > floor), None)
                if first is None:
                    del by_member[member]
                else:
                    by_member[member] = flat[first:]
