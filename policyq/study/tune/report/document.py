"""A tuning as JSON: the same bytes for the same policy, grid, log and seed, whenever it is made."""

from __future__ import annotations

import json

from policyq.study.plan.report.document import books
from policyq.study.plan.resampling import DRAWS, LEVEL, Estimate
from policyq.study.tune.judged import Row, Score
from policyq.study.tune.report import labels
from policyq.study.tune.report.report import Report
from policyq.study.tune.spelling import spelled

#: Raised when a reader of this document would have to change.
FORMAT = 1


def to_json(report: Report) -> str:
    """The report as indented JSON with sorted keys; it ends with a line feed."""
    text = json.dumps(document(report), ensure_ascii=False, sort_keys=True, indent=2)
    # A lone surrogate in a name cannot be written as UTF-8; escaped it can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def document(report: Report) -> dict[str, object]:
    """The report as plain values. Counts are of the whole log, differences for 1,000 messages."""
    tuned, table = report.tuned, report.tuned.table
    return {
        "format": FORMAT,
        "tool": f"policyq {report.tool}",
        "policy": {
            "file": report.name,
            "name": report.program.name,
            "digest": report.program.digest,
        },
        "log": books(report.log, tuned.ground),
        "agreement": tuned.agreement.share,
        "intervals": {
            "level": LEVEL,
            "draws": DRAWS,
            "seed": tuned.seed,
            "by": table.by if table.enough else None,
            "clusters": table.clusters,
        },
        "view": tuned.view,
        "by_labels": tuned.by_labels,
        "labels": labels.drawn(report),
        "varied": [
            {
                "name": {language: axis.dial.name(language) for language in ("zh", "en")},
                "file": axis.dial.span.source,
                "now": axis.dial.written,
                "values": [spelled(axis.dial, value) for value in axis.values],
            }
            for axis in tuned.axes
        ],
        "points": [_point(row, report) for row in tuned.rows],
        "chosen": None if report.chosen is None else report.chosen.number,
        "patch": report.patch or None,
    }


def _point(row: Row, report: Report) -> dict[str, object]:
    axes = report.tuned.axes
    return {
        "number": row.number,
        "values": [
            spelled(axis.dial, amount) for axis, amount in zip(axes, row.point, strict=True)
        ],
        "digest": row.program.digest,
        "best": row.best,
        "same": row.same,
        "labels": labels.document(row),
        "views": {name: _score(score) for name, score in row.scores.items()},
    }


def _score(score: Score) -> dict[str, object]:
    return {
        **score.numbers,
        "prevented": score.prevented,
        "differences": {name: _estimate(one) for name, one in score.differences.items()},
    }


def _estimate(one: Estimate) -> dict[str, object]:
    return {"value": one.value, "low": one.low, "high": one.high, "why": one.why or None}
