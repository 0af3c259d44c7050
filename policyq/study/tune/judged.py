"""What every point of a grid comes to, how sure that is, and which points nothing beats.

A point is *beaten* if another one lets no more through with no more interventions, and is better in
one of the two; or is as good in both, and removes fewer, or mutes fewer while it removes no more. With
judged messages, what is let through is the share of violations that is missed, and another one must
not have more false positives either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.study.plan.budget import FIXED, SUPPRESSED
from policyq.study.plan.identity import Agreement
from policyq.study.plan.resampling import Estimate, Table
from policyq.study.plan.tally import Ground
from policyq.study.tune.runs import NUMBERS, Rows, Runs
from policyq.study.tune.varying import Axis, Point
from policyq.vocabulary.types import Said

#: What is told of every point: a place in `NUMBERS`, and how it is called.
MEASURES: Final[Mapping[str, Said]] = {
    "let_through": Said("放过的违规", "let through"),
    "interventions": Said("干预", "interventions"),
    "removals": Said("移出", "removals"),
    "mutes": Said("禁言", "mutes"),
    "administrator": Said("要管理员处理", "administrator"),
}
#: Of these the difference from the policy as it stands is estimated.
COMPARED: Final = ("let_through", "interventions")

_Goals: TypeAlias = tuple[float, ...]


class Score(NamedTuple):
    """One point in one view."""

    numbers: Mapping[str, int]
    """By the ids of `MEASURES`, in the whole log."""
    differences: Mapping[str, Estimate]
    """By the ids of `COMPARED`: minus the policy as it stands, for every 1,000 messages of the
    log. The intervals of one measure hold for all points at once."""
    prevented: int
    """Messages that were not sent."""


@dataclass(frozen=True, slots=True)
class Row:
    """One point."""

    number: int
    """0 is the policy as it stands."""
    point: Point
    program: nodes.Program
    scores: Mapping[str, Score]
    """By view."""
    best: bool
    """Whether nothing beats it."""
    same: bool
    """Whether it means what the policy as it stands means."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """Everything that a tuning came to."""

    axes: tuple[Axis, ...]
    rows: tuple[Row, ...]
    """The policy as it stands first, then the points in the order of the grid."""
    view: str
    """The one by which points are compared."""
    ground: Ground
    table: Table
    agreement: Agreement
    seed: int
    messages: int

    def row(self, point: Point) -> Row | None:
        """The row of a point."""
        return next((row for row in self.rows if row.point == point), None)


def judged(
    runs: Runs,
    axes: Sequence[Axis],
    points: Sequence[Point],
    which: Sequence[int],
    seed: int,
) -> Tuned:
    """The rows of some points; ``which``: of each point its place among the programs of the runs.

    The first point is the policy as it stands."""
    table = _table(runs, seed)
    scores = {name: _scores(runs, name, table) for name in runs.views}
    view = SUPPRESSED if SUPPRESSED in scores else FIXED
    goals = [_goals(score) for score in scores[view]]
    best = [not any(beats(other, mine) for other in goals) for mine in goals]
    rows = [
        Row(
            number,
            point,
            runs.programs[place],
            {name: some[place] for name, some in scores.items()},
            best[place],
            place == 0,
        )
        for number, (point, place) in enumerate(zip(points, which, strict=True))
    ]
    messages = sum(runs.ground.messages.values())
    agreement = runs.identity.agreement
    return Tuned(tuple(axes), tuple(rows), view, runs.ground, table, agreement, seed, messages)


def beats(one: _Goals, other: _Goals) -> bool:
    """Whether one is no worse in what matters, and better in some of it; of two that are equal
    there, the one with the milder penalties."""
    first, second = one[:-2], other[:-2]
    if first == second:
        return one[-2:] < other[-2:]
    return all(mine <= theirs for mine, theirs in zip(first, second, strict=True))


def _goals(score: Score) -> _Goals:
    """What is to be small; the last two only where all before is equal."""
    of = score.numbers
    return of["let_through"], of["interventions"], of["removals"], of["mutes"]


def _table(runs: Runs, seed: int) -> Table:
    """The clusters of the log: everybody who wrote, and everybody on whom something was done."""
    members = set(runs.ground.messages)
    members |= {(group, "") for group in runs.ground.groups}
    for sides in runs.views.values():
        for side in sides:
            members |= side.rows.keys()
    return Table(members, seed)


def _scores(runs: Runs, view: str, table: Table) -> list[Score]:
    sides = runs.views[view]
    sent = table.column(runs.ground.messages)
    differences: list[dict[str, Estimate]] = [{} for _ in sides]
    for name in COMPARED:
        place = NUMBERS.index(name)
        columns = [table.column(_of(side.rows, place)) for side in sides]
        pairs = {f"{n}": (column, columns[0], sent) for n, column in enumerate(columns)}
        for number, estimate in table.together(pairs).items():
            differences[int(number)][name] = _for_thousand(estimate)
    return [
        Score(
            {name: sum(_of(side.rows, NUMBERS.index(name)).values()) for name in MEASURES},
            differences[number],
            side.prevented,
        )
        for number, side in enumerate(sides)
    ]


def _of(rows: Rows, place: int) -> dict[tuple[str, str], int]:
    return {member: row[place] for member, row in rows.items()}


def _for_thousand(estimate: Estimate) -> Estimate:
    """Of 1,000 messages, to six digits."""
    value, low, high = (None if one is None else float(f"{1000 * one:.6g}") for one in estimate[:3])
    return estimate._replace(value=value, low=low, high=high)
