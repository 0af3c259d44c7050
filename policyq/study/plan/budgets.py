"""Budgets: how much a change of a policy may do, and whether it stays within.

A budget is judged by the *pessimistic end* of its interval: what may be true must be affordable,
not only what is likely. Where there is no interval, nobody can tell, and the budget is not kept.
It is judged in each of the views that it names; the worst one counts. The views that rest on an
assumption are never judged. Shares of what people judged are those of the log as it is; without
labels nobody can tell.

An override lets a budget be exceeded: for a reason, by somebody, until a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from policyq.study.labels.figures import Appraisal, Figures
from policyq.study.plan.budget import FIXED, Budget, Filter
from policyq.study.plan.measures import JUDGED, MEASURES
from policyq.study.plan.resampling import Estimate
from policyq.study.plan.sample import Sample


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a budget."""

    budget: Budget
    view: str
    """The view that decided."""
    estimate: Estimate
    state: str
    """``within``, ``over``, ``unknown`` (nobody can tell: as bad as over), ``excepted`` (over or
    unknown, and overridden)."""
    expired: bool = False
    """Whether there is an override that held until a day that is over."""
    nobody: bool = False
    """Whether the budget is for a tag, and under neither policy anything is done about a member that
    bears it."""

    @property
    def bound(self) -> float | None:
        """The number that was compared with the limit."""
        if self.budget.by == "log":
            return self.estimate.value
        return self.estimate.high if self.budget.at_least is None else self.estimate.low

    @property
    def kept(self) -> bool:
        """Whether the gate may open as far as this budget goes."""
        return self.state in ("within", "excepted")


def judge(
    budgets: Iterable[Budget],
    samples: Mapping[str, Sample],
    today: date,
    appraisal: Appraisal | None = None,
) -> tuple[Judged, ...]:
    """Each budget, judged on the views that were replayed, and on what labels say of both
    policies."""
    made = []
    for budget in budgets:
        if budget.measure in JUDGED:
            worst = _by_labels(budget, appraisal)
        else:
            worst = _in_views(budget, samples)
        made.append(_excepted(worst, today))
    return tuple(made)


def _in_views(budget: Budget, samples: Mapping[str, Sample]) -> Judged:
    found = [_in_view(budget, view, samples[view]) for view in budget.views if view in samples] or [
        Judged(budget, budget.view, Estimate(None, why="view"), "unknown")
    ]
    worst, tag = max(found, key=_badness), budget.filter
    if tag is None or tag.dimension != "tag":
        return worst
    return replace(worst, nobody=not any(one.holds(tag) for one in samples.values()))


def _by_labels(budget: Budget, appraisal: Appraisal | None) -> Judged:
    """A share of what people judged, under the new policy."""
    if appraisal is None:
        return Judged(budget, FIXED, Estimate(None, why="labels"), "unknown")
    figures: Figures | None = appraisal.sides[1]
    if budget.filter is not None:
        rule = appraisal.rules.get(budget.filter.value)
        figures = None if rule is None else rule.sides[1]
    estimate = Estimate(None, why="nothing")
    if figures is not None:
        estimate = getattr(figures, budget.measure)
    judged = Judged(budget, FIXED, estimate, "unknown")
    bound, limit = judged.bound, budget.limit.number
    if bound is None:
        return judged
    over = bound > limit + 1e-12 if budget.at_least is None else bound < limit - 1e-12
    return Judged(budget, FIXED, estimate, "over" if over else "within")


def _excepted(worst: Judged, today: date) -> Judged:
    """With the budget's override, if it is not kept."""
    override = worst.budget.override
    if worst.kept or override is None:
        return worst
    if override.until < today:
        return replace(worst, expired=True)
    return replace(worst, state="excepted")


def _badness(judged: Judged) -> tuple[int, float]:
    bound = judged.bound
    return ("within", "over", "unknown").index(judged.state), 0 if bound is None else bound


def _in_view(budget: Budget, view: str, sample: Sample) -> Judged:
    if sample.empty:
        return Judged(budget, view, Estimate(None, why="empty"), "unknown")
    estimate = _estimate(budget, sample)
    judged = Judged(budget, view, estimate, "unknown")
    if judged.bound is None:
        if estimate.why == "nothing" and _none_before(budget, sample):
            # There was none, and there are some: no share of nothing allows that.
            return Judged(budget, view, estimate, "over")
        return judged
    over = judged.bound > budget.limit.number + 1e-12
    return Judged(budget, view, estimate, "over" if over else "within")


def _estimate(budget: Budget, sample: Sample) -> Estimate:
    if budget.at_most is not None:
        return sample.now(budget.measure, budget.filter)
    assert budget.increase is not None
    if budget.increase.percent:
        return sample.growth(budget.measure, budget.filter)
    return sample.more(budget.measure, budget.filter)


def _none_before(budget: Budget, sample: Sample) -> bool:
    if budget.at_most is not None:
        return False
    old, _ = sample.counts(MEASURES[budget.measure].counted, budget.filter)
    return not old.any()


def filters(budgets: Iterable[Budget]) -> Iterator[Filter]:
    """What has to be counted apart."""
    return (budget.filter for budget in budgets if budget.filter is not None)
