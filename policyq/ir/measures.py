"""The nodes of metrics and watches.

A metric is computed at the end of each of its periods, from counters over the period's bucket. A
watch is a rule of the ends of days that fires once for each incident; `policyq.ir.watching` says
when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from policyq.ir.contents import Kept

if TYPE_CHECKING:
    from policyq.ir import nodes


@dataclass(frozen=True, slots=True)
class Total:
    """The aggregate of a counter without keys. Unknown if the counter ``doubt`` has counted:
    events of which it is not known whether they belong to it."""

    counter: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """How many members the group has."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """One measure over another; unknown over zero."""

    top: Measure
    bottom: Measure


@dataclass(frozen=True, slots=True)
class Decay:
    """By how much the mean of a counter's known days falls short of the mean before it, as a part
    of one; the days stand in `policyq.vocabulary.metrics`."""

    counter: str


Measure: TypeAlias = Total | Members | Quotient | Decay | Kept


@dataclass(frozen=True, slots=True)
class Grading:
    """``grade`` of the vocabulary's ``GRADES`` where ``value op amount``."""

    grade: str
    op: str
    amount: nodes.Amount


@dataclass(frozen=True, slots=True)
class Metric:
    """``period`` is day or week; ``present``: the counter of whatever happens, heartbeats too.
    A period in which it has counted nothing is unknown."""

    name: str
    period: str
    measure: Measure
    present: str
    share: bool
    """Whether it is written as a percentage."""
    grades: tuple[Grading, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricIs:
    """The metric of the period that ends with the event compares so with an amount; without one,
    it is known. False where no period of it ends."""

    metric: str
    op: str
    amount: nodes.Amount | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Of a rule: it fires at the end of the ``run``-th ``period`` (day or week) in a row for which
    its condition is true, and not again before it was false; then ``afterwards`` is done."""

    run: int
    period: str
    afterwards: tuple[nodes.Effect, ...] = ()
