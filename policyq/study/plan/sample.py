"""The numbers of one view by cluster, and every measure estimated from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policyq.study.plan.budget import Filter
from policyq.study.plan.effects import COUNTED, PLACE
from policyq.study.plan.measures import MEASURES, Measure
from policyq.study.plan.resampling import Estimate, Floats, Table
from policyq.study.plan.tally import Ground, Member, Numbers, View
from policyq.vocabulary.types import WEEK


class Compared(NamedTuple):
    """One measure under both policies."""

    measure: str
    old: Estimate
    new: Estimate
    difference: Estimate


class Sample:
    """The numbers of one view, as they are resampled."""

    def __init__(self, table: Table, ground: Ground, view: View) -> None:
        self._table, self._ground, self._view = table, ground, view
        self.empty = not table.clusters
        """Whether nobody is in it, so that nothing can be said of what a policy would do."""
        sent = table.column(ground.messages)
        self._sent = tuple(sent - table.column(gone) for gone in view.missing)
        weeks = {(name, ""): one.covered / WEEK for name, one in ground.groups.items()}
        self._weeks = (
            table.column(weeks) if table.by == "group" else table.constant(sum(weeks.values()))
        )

    def compared(self, name: str) -> Compared:
        """A rate or a count under both policies, and its difference."""
        measure, table = MEASURES[name], self._table
        old, new = self.counts(measure.counted)
        if not measure.over:
            now, before = (_times(table.total(one), 1, least=0) for one in (new, old))
            return Compared(name, before, now, table.total(new - old))
        of_old, of_new = self._over(measure)
        return Compared(
            name,
            _times(table.ratio(old, of_old), measure.times, least=0),
            _times(table.ratio(new, of_new), measure.times, least=0),
            _times(table.difference(new, of_new, old, of_old), measure.times),
        )

    def growth(self, name: str, filter: Filter | None) -> Estimate:
        """By which part a measure grows."""
        measure = MEASURES[name]
        old, new = self.counts(measure.counted, filter)
        if measure.over:
            # The denominators are nearly alike; what little they differ by belongs to the rate.
            of_old, of_new = self._over(measure)
            ratio = of_old.sum() / of_new.sum() if of_new.sum() else 1.0
            new = new * ratio
        return _times(self._table.growth(new, old), 1, least=-1)

    def more(self, name: str, filter: Filter | None) -> Estimate:
        """By how many a count grows."""
        old, new = self.counts(MEASURES[name].counted, filter)
        return self._table.total(new - old)

    def now(self, name: str, filter: Filter | None) -> Estimate:
        """A measure under the new policy."""
        measure = MEASURES[name]
        _, new = self.counts(measure.counted, filter)
        if not measure.over:
            return _times(self._table.total(new), 1, least=0)
        ratio = self._table.ratio(new, self._over(measure)[1])
        return _times(ratio, measure.times, least=0)

    def rules(self) -> dict[str, Estimate]:
        """Violations for every 1,000 messages by rule: the differences, that hold together."""
        place, columns = PLACE["violations"], {}
        whole = self._sent[0]
        for filter, numbers in self._view.apart.items():
            if filter.dimension == "rule":
                old, new = self._columns(numbers, place)
                columns[filter.value] = (new, old, whole)
        found = self._table.together(dict(sorted(columns.items())))
        return {name: _times(one, 1000) for name, one in found.items()}

    def counts(self, counted: str, filter: Filter | None = None) -> tuple[Floats, Floats]:
        """Something that is counted, under the old policy and the new one, by cluster."""
        numbers = self._view.all if filter is None else self._view.apart.get(filter)
        return self._columns(numbers or Numbers(), PLACE[counted])

    def holds(self, filter: Filter) -> bool:
        """Whether anything at all is counted of it."""
        return filter in self._view.apart

    def _columns(self, numbers: Numbers, place: int) -> tuple[Floats, Floats]:
        old: Mapping[Member, int] = {member: row[place] for member, row in numbers.rows.items()}
        new = {member: row[place + len(COUNTED)] for member, row in numbers.rows.items()}
        return self._table.column(old), self._table.column(new)

    def _over(self, measure: Measure) -> tuple[Floats, Floats]:
        return (self._sent[0], self._sent[1]) if measure.over == "messages" else (self._weeks,) * 2


def table_of(ground: Ground, views: Mapping[str, View], seed: int) -> Table:
    """The clusters of a log: everybody who wrote, and everybody on whom something was done."""
    members = set(ground.messages)
    members |= {(group, "") for group in ground.groups}
    for view in views.values():
        members |= view.all.rows.keys()
    return Table(members, seed)


def _times(estimate: Estimate, factor: float, least: float | None = None) -> Estimate:
    """The same estimate in another unit; ``least``: no end lies below it."""

    def scaled(number: float | None) -> float | None:
        if number is None:
            return None
        result = float(f"{number * factor:.6g}")
        return result if least is None else max(least, result)

    return estimate._replace(
        value=scaled(estimate.value), low=scaled(estimate.low), high=scaled(estimate.high)
    )
