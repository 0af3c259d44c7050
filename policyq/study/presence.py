"""Who was there, day by day: who wrote, who came and left; when nothing was heard; what was taken back.

*Active* on a day are the members of a group who wrote something then, bots left out; who writes in
two groups counts in each. *Heard* is every hour in which the log has an event or a heartbeat, whichever
group's: the others are silences. Only with heartbeats can anybody tell that the bot was *offline*: at
least two of them, as often as they usually come, are missing.
*Taken back* is what the log reports as vetoed or forgiven: people judged that it was wrong.

Whole numbers only, by calendar day of the policy's time zone: parts of a log add up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from itertools import pairwise
from statistics import median_low

from policyq.study.days import day_of
from policyq.study.simulate import Step
from policyq.vocabulary.events import MESSAGES, TICKS
from policyq.vocabulary.types import HOUR, Instant

#: The results of an outcome by which people take an action back.
TAKEN_BACK: tuple[str, ...] = ("forgiven", "vetoed")


@dataclass(slots=True)
class Presence:
    """What was counted."""

    active: Counter[str] = field(default_factory=Counter)
    """Day → members who wrote, summed over the groups."""
    joined: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    heard: Counter[int] = field(default_factory=Counter)
    """Hours since 1970 in UTC → events of the log, heartbeats included."""
    beats: Counter[int] = field(default_factory=Counter)
    """Likewise of the heartbeats alone."""
    taken_back: Counter[str] = field(default_factory=Counter)
    """By result, one of `TAKEN_BACK`."""

    def add(self, other: Presence) -> None:
        """Adds what was counted of other groups."""
        for one in fields(self):
            getattr(self, one.name).update(getattr(other, one.name))

    @property
    def silences(self) -> list[tuple[Instant, int]]:
        """When each silence began, and how many whole hours it lasted; in the order of time."""
        heard = sorted(self.heard)
        return [
            ((before + 1) * HOUR, after - before - 1)
            for before, after in pairwise(heard)
            if after - before > 1
        ]

    @property
    def rhythm(self) -> int | None:
        """How many hours usually lie between two heartbeats, at least one; ``None`` if the log has
        none, or all in one hour."""
        gaps = [after - before for before, after in pairwise(sorted(self.beats))]
        return median_low(gaps) if gaps else None

    @property
    def offline(self) -> list[tuple[Instant, int]] | None:
        """The silences in which heartbeats are missing; ``None`` where nobody can tell."""
        rhythm = self.rhythm
        if rhythm is None:
            return None
        return [(at, hours) for at, hours in self.silences if hours + 1 > 2 * rhythm]


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, zone: str, into: Presence) -> None:
        self._zone, self._into = zone, into
        self._today: dict[str, tuple[str, set[str]]] = {}
        """Group → its newest day, and who has written on it."""

    def add(self, step: Step) -> None:
        """Takes in what one event led to: what was prevented did not happen."""
        event, into = step.event, self._into
        if event.kind in TICKS and event.kind != "heartbeat":
            return
        into.heard[event.time // HOUR] += 1
        if event.kind == "heartbeat":
            into.beats[event.time // HOUR] += 1
        elif step.own is None:
            return
        elif event.kind in MESSAGES:
            if event.sender is not None and event.role != "bot":
                self._wrote(event.group, event.sender, day_of(event.time, self._zone))
        elif event.kind == "join":
            into.joined[day_of(event.time, self._zone)] += 1
        elif event.kind == "leave":
            into.left[day_of(event.time, self._zone)] += 1
        elif event.kind == "outcome" and event.result in TAKEN_BACK:
            into.taken_back[event.result] += 1

    def _wrote(self, group: str, sender: str, day: str) -> None:
        newest, seen = self._today.get(group, ("", set()))
        if day > newest:
            newest, seen = self._today[group] = day, set()
        # A message of a day that is over came late: who wrote then is no longer known.
        if day == newest and sender not in seen:
            seen.add(sender)
            self._into.active[day] += 1
