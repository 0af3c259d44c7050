"""What every point of a grid comes to, how sure that is, and which points nothing beats.

A point is *beaten* if another one lets no more through with no more interventions, and is better in
one of the two; or is as good in both, and removes fewer, or mutes fewer while it removes no more. With
labels, what is let through is the estimated share of violations in which nothing is found (one
minus recall), and the share of false positives must be no greater either. Labels are about messages as
they were logged: shares are those of the log as it is, in every view.

The shares of each point are estimated by its own answers, so that all points are weighed alike; a
difference by the answers of the point and of the policy as it stands together, which is paired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.study.labels.estimating import appraise
from policyq.study.labels.figures import Appraisal, Figures
from policyq.study.labels.found import Found
from policyq.study.labels.label import Labels
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


class Shares(NamedTuple):
    """What the labels say of one point."""

    figures: Figures
    difference: Figures
    """Minus the policy as it stands."""


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
    shares: Shares | None = None
    """``None`` without labels."""


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
    appraisal: Appraisal | None = None
    """What the labels say of the policy as it stands, and how they met the log."""
    by_labels: bool = False
    """Whether points are compared by labels, too: not where there are none, or too few."""

    def row(self, point: Point) -> Row | None:
        """The row of a point."""
        return next((row for row in self.rows if row.point == point), None)


def judged(
    runs: Runs,
    axes: Sequence[Axis],
    points: Sequence[Point],
    which: Sequence[int],
    seed: int,
    labelled: tuple[Labels, Found] | None = None,
) -> Tuned:
    """The rows of some points; ``which``: of each point its place among the programs of the runs.

    The first point is the policy as it stands."""
    table = _table(runs, seed)
    scores = {name: _scores(runs, name, table) for name in runs.views}
    view = SUPPRESSED if SUPPRESSED in scores else FIXED
    appraisal, shares = _appraised(labelled, len(runs.programs), seed)
    by_labels = bool(shares) and all(
        one.figures.recall.value is not None and one.figures.false_positives.value is not None
        for one in shares
    )
    known = shares if by_labels else [None] * len(runs.programs)
    goals = [_goals(*both) for both in zip(scores[view], known, strict=True)]
    best = [not any(beats(other, mine) for other in goals) for mine in goals]
    rows = [
        Row(
            number,
            point,
            runs.programs[place],
            {name: some[place] for name, some in scores.items()},
            best[place],
            place == 0,
            shares[place] if shares else None,
        )
        for number, (point, place) in enumerate(zip(points, which, strict=True))
    ]
    messages = sum(runs.ground.messages.values())
    agreement = runs.identity.agreement
    return Tuned(
        tuple(axes),
        tuple(rows),
        view,
        runs.ground,
        table,
        agreement,
        seed,
        messages,
        appraisal,
        by_labels,
    )


def beats(one: _Goals, other: _Goals) -> bool:
    """Whether one is no worse in what matters, and better in some of it; of two that are equal
    there, the one with the milder penalties."""
    first, second = one[:-2], other[:-2]
    if first == second:
        return one[-2:] < other[-2:]
    return all(mine <= theirs for mine, theirs in zip(first, second, strict=True))


def _goals(score: Score, shares: Shares | None) -> _Goals:
    """What is to be small; the last two only where all before is equal."""
    of = score.numbers
    if shares is not None:
        recall, wrong = shares.figures.recall.value, shares.figures.false_positives.value
        assert recall is not None and wrong is not None
        return 1 - recall, wrong, of["interventions"], of["removals"], of["mutes"]
    return of["let_through"], of["interventions"], of["removals"], of["mutes"]


def _appraised(
    labelled: tuple[Labels, Found] | None, count: int, seed: int
) -> tuple[Appraisal | None, list[Shares]]:
    """What the labels say of every program."""
    if labelled is None:
        return None, []
    labels, found = labelled
    # By rule nothing is asked here.
    found.rules.clear()
    made = []
    first = appraise(labels, found.of(0), 1, seed)
    for side in range(count):
        mine = appraise(labels, found.of(side), 1, seed) if side else first
        paired = appraise(labels, found.of(0, side), 2, seed)
        assert paired.difference is not None
        made.append(Shares(mine.sides[0], paired.difference))
    return first, made


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
