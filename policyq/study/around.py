"""Who stands around a log that is counted in bulk (`policyq.study.inbulk`): who fills in its events, and
who writes down what they led to."""

from __future__ import annotations

from typing import Protocol

from policyq.study.simulate import Step
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Filling(Protocol):
    """Who knows what a log does not say of every event."""

    def fill(self, event: Event, /) -> Event:
        """An event as it is to be decided. Each is filled in once, in the order of its group."""
        ...

    def fill_alone(self, event: Event, /) -> Event:
        """The same of one that is noted with others."""
        ...

    def moved(self, event: Event, /) -> None:
        """Takes in that somebody joined or left: of the group of whatever is filled in next, in its
        order, where that was not filled in."""
        ...

    def joined(self, group: str, account: str, at: Instant, /) -> Instant | None:
        """When a member joined, as the events show it that were filled in."""
        ...

    def channel(self, group: str, account: str, /) -> str | None:
        """Where a member came from, likewise."""
        ...


class Out(Protocol):
    """Who writes down what a log led to, group by group."""

    def due(self, row: int, step: Step, /) -> object:
        """What a tick led to that is due before a row that is not looked at."""
        ...

    def add(self, row: int, step: Step, /) -> object:
        """What a row that is looked at led to."""
        ...

    def rest(self, step: Step, /) -> object:
        """What a tick behind the last row of its group led to."""
        ...


class Nobody:
    """Nobody writes anything down."""

    def due(self, row: int, step: Step) -> None:
        """As `Out`."""

    def add(self, row: int, step: Step) -> None:
        """As `Out`."""

    def rest(self, step: Step) -> None:
        """As `Out`."""


def removes(step: Step) -> bool:
    """Whether what it led to removes anybody."""
    return any(act.action == "remove" for one in step.decisions for act in one.actions)
