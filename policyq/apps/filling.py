"""Events as they are to be decided, and what a log says of itself by them."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.events.assume import Assumption
from policyq.ir import nodes
from policyq.study.beyond import Beyond
from policyq.study.supply import Passed, Supply
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


class Noted:
    """What stands in the books of the events that were filled in, or passed over."""

    def __init__(self, programs: Iterable[nodes.Program]) -> None:
        self.supply = Supply()
        self.beyond = {program.digest: Beyond(program) for program in programs}
        self.groups: set[str] = set()
        self.back = self.late = 0

    def pass_over(self, passed: Passed) -> None:
        """Takes in events that nobody looked at."""
        self.supply.pass_over(passed)
        self.back += passed.back
        self.late += passed.late
        for beyond in self.beyond.values():
            for at in passed.hours:
                beyond.see(at)

    def add(self, other: Noted) -> None:
        """Takes in what was noted of other groups."""
        self.supply.add(other.supply)
        self.groups |= other.groups
        self.back += other.back
        self.late += other.late
        for digest, beyond in self.beyond.items():
            beyond.add(other.beyond[digest])


class Filler:
    """Fills in events, and notes them in the books for some programs."""

    def __init__(self, programs: Iterable[nodes.Program]) -> None:
        self.noted = Noted(programs)
        self._assumption = Assumption()

    def fill(self, event: Event) -> Event:
        """An event as it is to be decided."""
        filled = self._assumption.take(event)
        assumed = []
        if event.role is None and filled.role is not None:
            assumed.append("role")
        if event.tags is None and filled.tags is not None:
            assumed.append("tags")
        noted = self.noted
        noted.supply.see(filled, assumed)
        noted.groups.add(filled.group)
        for beyond in noted.beyond.values():
            beyond.see(filled.time)
        return filled

    def fill_alone(self, event: Event) -> Event:
        """The same of one that is noted with others (`Noted.pass_over`)."""
        self.noted.groups.add(event.group)
        return self._assumption.take(event)

    def moved(self, event: Event) -> None:
        """Takes in that somebody joined or left, of which no more is noted."""
        self._assumption.take(event)

    def joined(self, group: str, account: str, at: Instant) -> Instant | None:
        """When a member joined, as the log showed it until now."""
        return self._assumption.joined(group, account, at)

    def channel(self, group: str, account: str) -> str | None:
        """Where a member came from, likewise."""
        return self._assumption.channel(group, account)
