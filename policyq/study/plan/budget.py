"""A budget: how much a change of a policy may do, as a project says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policyq.study.plan.measures import GOOD, JUDGED, RATES, SHARES

#: The ways of replaying that a budget is judged in.
FIXED, SUPPRESSED = "fixed", "suppressed"


class Filter(NamedTuple):
    """Numbers that are kept apart: of one rule, of one role, of one tag."""

    dimension: str
    """``rule``, ``role``, ``tag``."""
    value: str


class Amount(NamedTuple):
    """A number; ``percent``: it was written so, and is a part of one here."""

    number: float
    percent: bool = False

    def __str__(self) -> str:
        return f"{100 * self.number:g} %" if self.percent else f"{self.number:g}"


class Override(NamedTuple):
    """Somebody answers for it that a budget is exceeded."""

    reason: str
    owner: str
    until: date
    """The last day on which it holds."""


@dataclass(frozen=True, slots=True)
class Budget:
    """One limit. Exactly one of ``at_most``, ``at_least`` and ``increase`` is set."""

    measure: str
    """An id of `policyq.study.plan.measures.MEASURES`."""
    filter: Filter | None = None
    at_most: Amount | None = None
    """The most that the measure may be under the new policy."""
    at_least: Amount | None = None
    """The least, of a measure of which more is better."""
    increase: Amount | None = None
    """The most by which it may grow: in percent of what it was, or by a number."""
    by: str = "interval"
    """``interval``: by its pessimistic end; ``log``: by what this log shows, no more."""
    view: str = "worst"
    """``fixed``, ``suppressed``; ``worst``: the worse of those that were replayed."""
    override: Override | None = None
    place: str = ""
    """Where it is written."""

    @property
    def views(self) -> tuple[str, ...]:
        """The views that it may be judged in."""
        if self.measure in JUDGED:
            return (FIXED,)
        return (FIXED, SUPPRESSED) if self.view == "worst" else (self.view,)

    @property
    def limit(self) -> Amount:
        """What may not be exceeded."""
        limits = (self.at_most, self.at_least, self.increase)
        return next(limit for limit in limits if limit is not None)


def wrong(budget: Budget) -> str:
    """What a budget asks that cannot be: ``negative`` where a limit is below nothing, ``above``
    where a share may be more than all; ``percent`` where a rate may only grow by percent,
    ``number`` where a limit may be no percent, ``filter`` where a rate cannot be kept apart;
    ``at_least`` where that, ``at_most`` where the other limit belongs; ``rule`` where a share of
    what was judged is asked for some members, ``view`` where it is asked in another than the fixed
    view."""
    if budget.limit.number < 0:
        return "negative"
    if budget.measure in JUDGED:
        return _wrong_share(budget)
    if budget.at_least is not None:
        return "at_most"
    rate = budget.measure in RATES
    if rate and budget.filter is not None:
        return "filter"
    if rate and budget.increase is not None and not budget.increase.percent:
        return "percent"
    share = budget.measure in SHARES
    if share and budget.at_most is not None:
        if not budget.at_most.percent:
            return "percent"
        return "above" if budget.at_most.number > 1 else ""
    if not share and budget.at_most is not None and budget.at_most.percent:
        return "number"
    return ""


def _wrong_share(budget: Budget) -> str:
    """Of a share of what people judged."""
    limit = budget.at_least if budget.measure in GOOD else budget.at_most
    if limit is None:
        return "at_least" if budget.measure in GOOD else "at_most"
    if not limit.percent:
        return "percent"
    if limit.number > 1:
        return "above"
    if budget.filter is not None and budget.filter.dimension != "rule":
        return "rule"
    return "view" if budget.view == SUPPRESSED else ""
