"""The guide's table for rules by size band, rebuilt: a model with two numbers, fitted to three.

Members answer to rules. Were nothing said, a share of all messages (*habit*) would break a rule; of
those that a rule forbids, a share (*heed*) is never written, because members know the rule; and a
group's rules cover a share of what groups usually forbid (*completeness*, the guide's own):

    meant = habit × (1 − heed × completeness)

What is meant and what a replay finds differ a little: night talk before midnight counts alike,
some quarrels come to nothing, lively talk is now and then a flood. Between two communities with
fewer and more violations that is taken for a straight line in each band, and then the two numbers
that come nearest to the guide's three violation rates (least squares) are the solution of a linear
system. How often the administrators are needed is no part of the fit: it is the prediction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generating.community import PARTS
from generating.stock import POLICIES
from generating.tables import table
from policyq.apps.replaying import Options, decide_all
from policyq.apps.sources import load
from policyq.events.community import Parameters, generate, of_kind
from policyq.events.order import settle
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.report import report as of
from policyq.study.report.report import GUIDE
from policyq.vocabulary.types import Said

POLICY = "study-group.zh.policyq"
#: Where the straight lines are measured: what is meant, as factors of the guide's rates.
LESS, MORE = 0.7, 1.3
WEEKS = 4
#: The seed of the communities that the lines are measured on, and that of the prediction.
FITTED, PREDICTED = 1, 2
_BANDS = {
    "small": Said("不到 50 人", "under 50"),
    "middle": Said("50 到 200 人", "50 to 200"),
    "large": Said("200 人以上", "over 200"),
}


class Found(NamedTuple):
    """What a replay found in the groups of one band."""

    rate: float
    """The violation rate."""
    administrator: float
    """Administrator's interventions a group and week."""
    weeks: float
    """The weeks of all groups together: what the number above is a mean of."""


class Fit(NamedTuple):
    """The two numbers of the model, and what a fresh community with them came to."""

    habit: float
    heed: float
    meant: Mapping[str, float]
    found: Mapping[str, Found]


def fit() -> Fit:
    """Measure the lines, solve, and replay the prediction."""
    program = _program()
    told = of_kind("study", seed=FITTED, days=7 * WEEKS)
    ends = {
        factor: _replay(program, _meant({b: factor * GUIDE[b].violation_rate for b in GUIDE}, told))
        for factor in (LESS, MORE)
    }
    rows = []
    for band in told.bands:
        less, more = (ends[factor][band.name].rate for factor in (LESS, MORE))
        goal = GUIDE[band.name].violation_rate
        slope = (more - less) / ((MORE - LESS) * goal)
        start = less - slope * LESS * goal
        # found = start + slope × habit − slope × completeness × (habit × heed)
        rows.append((slope, -slope * band.completeness, goal - start))
    habit, both = solve(rows)
    answering = replace(told, seed=PREDICTED, habit=habit, heed=both / habit)
    meant = {band.name: answering.violations_in(band) for band in answering.bands}
    return Fit(habit, both / habit, meant, _replay(program, answering))


def solve(rows: list[tuple[float, float, float]]) -> tuple[float, float]:
    """The x and y for which a·x + b·y is nearest to c over the rows (a, b, c), by least squares."""
    aa, ab, bb = (sum(r[i] * r[j] for r in rows) for i, j in ((0, 0), (0, 1), (1, 1)))
    ac, bc = (sum(r[i] * r[2] for r in rows) for i in (0, 1))
    under = aa * bb - ab * ab
    return (ac * bb - bc * ab) / under, (bc * aa - ac * ab) / under


def _meant(rates: Mapping[str, float], told: Parameters) -> Parameters:
    bands = tuple(replace(band, violations=rates[band.name]) for band in told.bands)
    return replace(told, bands=bands)


def _program() -> nodes.Program:
    read = load(POLICIES / POLICY)
    program = compile_policy(read.texts, read.main, read.parsed).program
    if program is None:
        raise AssertionError(f"{POLICY} has errors")
    return program


def _replay(program: nodes.Program, told: Parameters) -> dict[str, Found]:
    bands = decide_all(program, settle(generate(told)), Options()).bands
    return {
        name: Found(
            of.violation_rate(counts) or 0.0,
            of.per_week(counts.administrator, counts) or 0.0,
            of.weeks(counts),
        )
        for name, counts in bands.items()
    }


# -- the pages ---------------------------------------------------------------------------------


def pages() -> Iterator[tuple[str, str]]:
    """The page in both languages. Takes a minute or two: twelve weeks of 60 groups are replayed."""
    fitted = fit()
    for language, name in (("en", "guide-table.md"), ("zh", "guide-table.zh.md")):
        yield f"explanation/{name}", page(fitted, language)


def page(fitted: Fit, language: str) -> str:
    """What the model is, what it was fitted to, and what it predicts with which error."""
    rows, errors = [], []
    for band, guide in GUIDE.items():
        found = fitted.found[band]
        off = found.rate - guide.violation_rate
        error = found.administrator / guide.administrator_per_week - 1
        errors.append(error)
        rows.append((
            _BANDS[band].in_(language), f"{100 * guide.violation_rate:.0f} %",
            f"{100 * fitted.meant[band]:.1f} %", f"{100 * found.rate:.1f} %", f"{100 * off:+.1f}",
            f"{guide.administrator_per_week:g}", f"{found.administrator:.1f}", f"{100 * error:+.0f} %",
        ))  # fmt: skip
    text = (PARTS / f"guide-table.{language}.part").read_text(encoding="utf-8")
    return text.format(
        habit=f"{100 * fitted.habit:.1f} %",
        heed=f"{100 * fitted.heed:.1f} %",
        rates=table(_HEAD.in_(language).split(","), rows),
        weeks=f"{sum(found.weeks for found in fitted.found.values()):.0f}",
        worst=f"{100 * max(abs(error) for error in errors):.0f} %",
        long=WEEKS,
        policy=POLICY,
    )


_HEAD = Said(
    "群规模,违规率（指南）,模型里想违规的,重放测得,差（百分点）,管理员/群周（指南）,预测,误差",
    "members,violation rate (guide),meant (model),found,off by (points),admin/week (guide),"
    "predicted,error",
)
