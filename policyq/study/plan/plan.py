"""A plan: everything that is said of one change of a policy, gathered and estimated once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policyq.diagnostics.render.places import Place
from policyq.ir import nodes
from policyq.study.labels.figures import Appraisal
from policyq.study.plan.budget import FIXED, Budget
from policyq.study.plan.budgets import Judged, judge
from policyq.study.plan.changes import Changes
from policyq.study.plan.differing import Differing
from policyq.study.plan.effects import COUNTED, PLACE
from policyq.study.plan.examples import Example, Examples, Sort
from policyq.study.plan.identity import Agreement
from policyq.study.plan.measures import RATES
from policyq.study.plan.resampling import Estimate, Table
from policyq.study.plan.runs import Asked, Runs
from policyq.study.plan.sample import Compared, Sample, table_of
from policyq.study.plan.tally import Ground, Slice, Turns, View
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report.report import Log

#: What is said of every view beside its rates.
_TOTALS = ("removals", "mutes", "warnings", "deletions")
DIMENSIONS: tuple[str, ...] = Slice._fields


class OfMember(NamedTuple):
    """How often one account is muted and removed, over all groups."""

    mutes: tuple[int, int]
    """Under the old policy, and under the new one."""
    removals: tuple[int, int]


class Viewed(NamedTuple):
    """What one view comes to."""

    rates: tuple[Compared, ...]
    totals: tuple[Compared, ...]
    transitions: Mapping[tuple[str, str], int]
    """Of all messages, those that are allowed under both included."""
    prevented: tuple[Mapping[str, int], Mapping[str, int]]
    slices: Mapping[str, Mapping[str | int, SliceRow]]
    """By dimension and value."""
    rules: Mapping[str, Turns]
    by_rule: Mapping[str, Estimate]
    """Violations for every 1,000 messages: differences that hold together."""
    members: Mapping[str, OfMember]
    """Accounts that are muted or removed more or less often."""
    differing: int


class SliceRow(NamedTuple):
    """One value of one dimension."""

    messages: int
    before: int
    after: int
    gained: int
    lost: int
    changed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One change of one policy over one log."""

    names: tuple[str, str]
    """What the two sides are called by whoever asks."""
    programs: tuple[nodes.Program, nodes.Program]
    changes: Changes
    log: Log | None
    """The books of the reading; ``None`` if nothing changed, and nothing was read."""
    agreement: Agreement | None
    least: float
    """The agreement below which nothing is compared."""
    refused: bool
    views: Mapping[str, Viewed]
    table: Table | None
    ground: Ground | None
    examples: Examples | None
    budgets: tuple[Judged, ...]
    asked: Asked
    pseudonyms: Pseudonyms | None
    masked: Mapping[str, str]
    """The texts of the examples and of what differs as they may be shown, by (group, id) joined."""
    tool: str
    places: Mapping[str, tuple[str, Place]]
    """Where the rules of the new policy stand, by name: file and place."""
    appraisal: Appraisal | None = None
    """What messages judged by people say of both policies, if there are any."""
    differing: tuple[Differing, ...] = ()
    """Every decision that differs, if they were asked for."""

    @property
    def over(self) -> bool:
        """Whether a budget is not kept."""
        return not all(judged.kept for judged in self.budgets)

    @property
    def shown(self) -> list[tuple[Sort, int, list[Example]]]:
        """The examples that a report shows, by sort, the most frequent first."""
        if self.examples is None:
            return []
        return [
            (sort, number, self.examples.of(sort))
            for sort, number in self.examples.sorts[:SORTS_SHOWN]
        ]


#: Of how many sorts of difference examples are shown.
SORTS_SHOWN = 12


def viewed(runs: Runs, table: Table, samples: Mapping[str, Sample]) -> dict[str, Viewed]:
    """What every view comes to, estimated; those that rest on an assumption without rules apart."""
    return {
        name: _viewed(view, runs.ground, samples[name], assumed=name.startswith("deterred"))
        for name, view in runs.views.items()
    }


def samples_of(runs: Runs, table: Table) -> dict[str, Sample]:
    """The numbers of all views by cluster."""
    return {name: Sample(table, runs.ground, view) for name, view in runs.views.items()}


def planned(
    runs: Runs, budgets: Iterable[Budget], today: date, appraisal: Appraisal | None = None
) -> tuple[Table, dict[str, Viewed], tuple[Judged, ...]]:
    """The clusters, the views and the budgets of runs that have ended."""
    table = table_of(runs.ground, runs.views, runs.asked.seed)
    samples = samples_of(runs, table)
    return table, viewed(runs, table, samples), judge(budgets, samples, today, appraisal)


def _viewed(view: View, ground: Ground, sample: Sample, *, assumed: bool) -> Viewed:
    messages = sum(ground.messages.values())
    transitions = Counter(view.transitions)
    transitions["allowed", "allowed"] = messages - sum(transitions.values())
    return Viewed(
        rates=tuple(map(sample.compared, RATES)),
        totals=tuple(map(sample.compared, _TOTALS)),
        transitions=+transitions,
        prevented=view.prevented,
        slices=_slices(view, ground),
        rules=dict(sorted(view.rules.items())),
        by_rule={} if assumed else sample.rules(),
        members=_members(view),
        differing=view.differing,
    )


def _slices(view: View, ground: Ground) -> dict[str, dict[str | int, SliceRow]]:
    """The messages of the log by every dimension; by tiers, if the old policy has any."""
    slices = {name: _sliced(view, ground, name) for name in DIMENSIONS}
    if not slices["tier"].keys() - {""}:
        del slices["tier"]
    return slices


def _sliced(view: View, ground: Ground, dimension: str) -> dict[str | int, SliceRow]:
    """The messages of the log by one dimension."""
    rows: dict[str | int, list[int]] = {}
    for place, number in ground.slices.items():
        rows.setdefault(getattr(place, dimension), [0] * 6)[0] += number
    for place, one in view.slices.items():
        row = rows.setdefault(getattr(place, dimension), [0] * 6)
        for at, number in enumerate(_numbers(one), 1):
            row[at] += number
    return {value: SliceRow(*row) for value, row in sorted(rows.items(), key=_by_value)}


def _numbers(one: Turns) -> tuple[int, ...]:
    return one.before, one.after, one.gained, one.lost, one.changed


def _by_value(row: tuple[str | int, list[int]]) -> tuple[bool, str | int]:
    return isinstance(row[0], str), row[0]


def _members(view: View) -> dict[str, OfMember]:
    """The accounts that are muted or removed another number of times."""
    found: dict[str, list[int]] = {}
    places = [PLACE["mutes"], PLACE["removals"]]
    for (_, account), row in view.all.rows.items():
        numbers = [row[place + side * len(COUNTED)] for place in places for side in (0, 1)]
        if account and any(numbers):
            mine = found.setdefault(account, [0] * 4)
            for place, number in enumerate(numbers):
                mine[place] += number
    return {
        account: OfMember((one[0], one[1]), (one[2], one[3]))
        for account, one in sorted(found.items())
        if one[0] != one[1] or one[2] != one[3]
    }


def main_view(plan: Plan) -> Viewed | None:
    """The view that details are told of: the log as it is."""
    return plan.views.get(FIXED)
