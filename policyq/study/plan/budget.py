"""A budget: how much a change of a policy may do, as a project says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policyq.study.plan.measures import RATES

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
    """One limit. Exactly one of ``at_most`` and ``increase`` is set."""

    measure: str
    """An id of `policyq.study.plan.measures.MEASURES`."""
    filter: Filter | None = None
    at_most: Amount | None = None
    """The most that the measure may be under the new policy."""
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
        return (FIXED, SUPPRESSED) if self.view == "worst" else (self.view,)

    @property
    def limit(self) -> Amount:
        """What may not be exceeded."""
        limit = self.at_most if self.at_most is not None else self.increase
        assert limit is not None, "one of the two is set"
        return limit


def wrong(budget: Budget) -> str:
    """What a budget asks that cannot be: ``percent`` where a rate may only grow by percent,
    ``number`` where a limit may be no percent, ``filter`` where a rate cannot be kept apart."""
    rate = budget.measure in RATES
    if rate and budget.filter is not None:
        return "filter"
    if rate and budget.increase is not None and not budget.increase.percent:
        return "percent"
    share = budget.measure == "violation_rate"
    if share and budget.at_most is not None and not budget.at_most.percent:
        return "percent"
    if not share and budget.at_most is not None and budget.at_most.percent:
        return "number"
    return ""
