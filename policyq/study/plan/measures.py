"""The measures of a plan: what they count, over what, in which unit.

Rates are those of the language: violations over messages sent, interventions for every 1,000 of
them, administrator's interventions a week of a group. Counts are of the whole log. What people's
labels say is a part of what they judged, weighed as it was drawn.
"""

from __future__ import annotations

from typing import NamedTuple

from policyq.study.labels.figures import MEASURES as FIGURES
from policyq.vocabulary.types import Said


class Measure(NamedTuple):
    """A row of `MEASURES`."""

    id: str
    says: Said
    counted: str = ""
    """An id of `policyq.study.plan.effects.COUNTED`; ``""`` where labels say what is right."""
    over: str = ""
    """``messages`` or ``weeks`` for a rate; ``""`` for a count."""
    times: float = 1


def _rows(*rows: Measure) -> dict[str, Measure]:
    return {row.id: row for row in rows}


RATES: dict[str, Measure] = _rows(
    Measure("violation_rate", Said("违规率", "violation rate"), "violations", "messages"),
    Measure(
        "interventions_per_1000",
        Said("每千条干预", "interventions per 1,000"),
        "interventions",
        "messages",
        1000,
    ),
    Measure(
        "administrator_per_week",
        Said("管理员每群每周", "administrator per group and week"),
        "administrator",
        "weeks",
    ),
)
COUNTS: dict[str, Measure] = _rows(
    Measure("removals", Said("移出", "removals"), "removals"),
    Measure("mutes", Said("禁言", "mutes"), "mutes"),
    Measure("warnings", Said("警告", "warnings"), "warnings"),
    Measure("deletions", Said("撤回", "deletions"), "deletions"),
    Measure("violations", Said("违规", "violations"), "violations"),
    Measure("interventions", Said("干预", "interventions"), "interventions"),
    Measure("administrator", Said("管理员干预", "administrator"), "administrator"),
)
#: Shares that messages judged by people give (`policyq.study.labels.figures`).
JUDGED: dict[str, Measure] = _rows(*(Measure(id, says) for id, says in FIGURES.items()))
MEASURES: dict[str, Measure] = {**RATES, **COUNTS, **JUDGED}
#: Of these more is better.
GOOD: frozenset[str] = frozenset(JUDGED) - {"false_positives"}
#: Those that are parts of one, and read as percent.
SHARES: frozenset[str] = frozenset({"violation_rate", *JUDGED})
