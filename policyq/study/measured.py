"""What metrics were worth over a replay, and when watches fired: counted from the decisions.

Whole numbers only, as in `policyq.study.numbers`: values are summed in billionths, so that the
parts of a log that were counted apart add up to the same in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.metrics import GRADES
from policyq.vocabulary.types import Instant

UNIT = 1_000_000_000

Place: TypeAlias = tuple[str, str, str]
"""(metric, what the slice is of, which): ``all`` and nothing, ``band`` and its id, ``tag`` and a
tag of the group, ``week`` and the ISO date of its Monday."""


@dataclass(slots=True)
class OfMetric:
    """One metric in one slice, over the periods of its groups."""

    known: int = 0
    unknown: int = 0
    total: int = 0
    """The sum of the known values, in billionths."""
    poor: int = 0
    fair: int = 0
    good: int = 0
    excellent: int = 0

    @property
    def mean(self) -> float | None:
        """Of the known periods."""
        return round(self.total / UNIT / self.known, 9) if self.known else None

    @property
    def grades(self) -> dict[str, float] | None:
        """The share of each grade; none where nothing was graded."""
        counts = {grade: getattr(self, grade) for grade in GRADES}
        graded = sum(counts.values())
        if not graded:
            return None
        return {grade: round(count / graded, 6) for grade, count in counts.items()}


class Incident(NamedTuple):
    """A watch that fired, and when what it watched for was over."""

    watch: str
    group: str
    began: Instant
    ended: Instant | None


Turn: TypeAlias = tuple[str, str, Instant, bool]
"""(watch, group, when, whether it ended then)."""


def places(metric: str, period: str, band: str, tags: frozenset[str] | None) -> list[Place]:
    """The slices that a value counts in."""
    day = date.fromisoformat(period)
    monday = day - timedelta(days=day.weekday())
    made = [(metric, "all", ""), (metric, "band", band), (metric, "week", monday.isoformat())]
    return [*made, *((metric, "tag", tag) for tag in sorted(tags or ()))]


def count(
    metrics: dict[Place, OfMetric], decision: Decision, band: str, tags: frozenset[str] | None
) -> None:
    """Counts what was measured at the end of a day."""
    for one in decision.measured:
        for place in places(one.metric, one.period, band, tags):
            into = metrics.setdefault(place, OfMetric())
            if one.value is None:
                into.unknown += 1
                continue
            into.known += 1
            into.total += round(one.value * UNIT)
            if one.grade is not None:
                setattr(into, one.grade, getattr(into, one.grade) + 1)


def turns(decision: Decision, watches: frozenset[str]) -> Iterable[Turn]:
    """The watches that fired or ended with a decision."""
    for fired in decision.fired:
        if fired.rule in watches:
            yield fired.rule, decision.group, decision.time, fired.ended


def incidents(found: Iterable[Turn]) -> list[Incident]:
    """Each incident of each watch and group, by watch, then by time."""
    open: dict[tuple[str, str], Instant] = {}
    made: list[Incident] = []
    for watch, group, at, ended in sorted(found, key=lambda one: (one[2], one[0], one[1])):
        if ended and (watch, group) in open:
            made.append(Incident(watch, group, open.pop((watch, group)), at))
        elif not ended:
            open[watch, group] = at
    made += [Incident(watch, group, at, None) for (watch, group), at in open.items()]
    return sorted(made, key=lambda one: (one.watch, one.began, one.group))


def watches(program: nodes.Program) -> frozenset[str]:
    """The names of a program's watches."""
    return frozenset(rule.name for rule in program.rules if rule.watch is not None)
