"""What came of streaks in a log: who has one at its end, how long it is, at which length others broke.

A member's run of days is that of the evaluator: it *stands* if its last day is the local day of the
group's newest event, or the day before; else it *broke*. *Active* is everybody but bots who did
anything in a group that happened; the *doers* are those of them whose days were counted. Members
are those of one group: who is in two counts in each. Whole numbers only, which add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policyq.ir import clock
from policyq.ir.evaluator import Evaluator
from policyq.ir.memory import Runs
from policyq.study.simulate import Step
from policyq.vocabulary.events import TICKS
from policyq.vocabulary.types import Instant

#: The lengths that are told together, in days: the least and the most, both included.
LENGTHS: dict[str, tuple[int, int | None]] = {
    "1-2": (1, 2),
    "3-6": (3, 6),
    "7-13": (7, 13),
    "14+": (14, None),
}


def length_of(days: int) -> str:
    """The id of `LENGTHS` that a number of days falls to."""
    return next(id for id, (_, most) in LENGTHS.items() if most is None or days <= most)


@dataclass(slots=True)
class Streaks:
    """What was counted; a streak goes by its id in the program."""

    standing: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """(streak, group, days) → members with a streak of so many days at the end."""
    broken: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """(streak, group, days) → streaks that ended at that length."""
    doers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(streak, group) → members who ever had one."""
    active: Counter[str] = field(default_factory=Counter)
    """Group → members who did anything."""

    def add(self, other: Streaks) -> None:
        """Adds what was counted of other groups."""
        for one in ("standing", "broken", "doers", "active"):
            getattr(self, one).update(getattr(other, one))

    @property
    def groups(self) -> list[str]:
        """The groups in which anybody did anything."""
        return sorted(self.active)


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, evaluator: Evaluator, into: Streaks) -> None:
        self._evaluator, self._into = evaluator, into
        self._zone = evaluator.program.timezone
        self._streaks = [streak.id for streak in evaluator.program.streaks]
        self.asks = bool(self._streaks)
        """Whether there is anything to count."""
        self._runs: dict[tuple[str, str, str], Runs] = {}
        self._active: dict[str, set[str]] = {}
        self._newest: dict[str, int] = {}

    def add(self, step: Step) -> None:
        """Takes in what one event led to: what was prevented did not happen."""
        event = step.event
        if event.kind in TICKS:
            return
        group = event.group
        self._newest[group] = max(event.time, self._newest.get(group, event.time))
        if step.own is None or event.sender is None or event.role == "bot":
            return
        self._active.setdefault(group, set()).add(event.sender)
        for streak in self._streaks:
            found = self._evaluator.runs_of(group, streak, event.sender)
            if found:
                key = (streak, group, event.sender)
                self._runs[key] = tuple(_joined(self._runs.get(key, ()), found))

    def spoke(self, group: str, account: str, at: Instant) -> None:
        """A member, no bot, did something until an instant that no streak counts, or that was counted
        on its day."""
        if self.asks:
            self._newest[group] = max(at, self._newest.get(group, at))
            self._active.setdefault(group, set()).add(account)

    def close(self) -> None:
        """After the last event."""
        into = self._into
        for (streak, group, _), runs in self._runs.items():
            today = clock.local(self._newest[group], self._zone).date().toordinal()
            into.doers[streak, group] += 1
            for first, last in runs:
                which = into.standing if last >= today - 1 else into.broken
                which[streak, group, last - first + 1] += 1
        for group, members in self._active.items():
            into.active[group] += len(members)
        self._runs, self._active = {}, {}


def _joined(before: Runs, found: Runs) -> Iterator[tuple[int, int]]:
    """The runs of before that did not grow into one of those found, and these."""
    yield from (
        run for run in before if all(run[1] + 1 < one[0] or one[1] + 1 < run[0] for one in found)
    )
    yield from found


def longest(lengths: Iterable[tuple[str, str, int]], streak: str, group: str | None = None) -> int:
    """The greatest number of days of a streak, of one group or of all; 0 where there is none."""
    return max(
        (days for id, at, days in lengths if id == streak and group in (None, at)), default=0
    )
