"""What people's labels say of every point: precision, recall, false positives, against now."""

from __future__ import annotations

from policyq.study.labels import wording
from policyq.study.labels.figures import MEASURES
from policyq.study.report.labels import counts, estimate, figures
from policyq.study.report.words import NOTHING, Say, Section
from policyq.study.tune.judged import Row, Shares
from policyq.study.tune.report.report import Report

#: Of these the difference from the policy as it stands is told.
_COMPARED = ("recall", "false_positives")


def section(report: Report, names: list[str], rows: list[list[str]], say: Say) -> Section | None:
    """All points; ``rows``: the number and the values of each, ``names``: their heads."""
    tuned = report.tuned
    if tuned.appraisal is None:
        return None
    columns = (
        *names, *(say(*one) for one in MEASURES.values()),
        *(
            say(f"{MEASURES[name].zh}，与现在之差", f"{MEASURES[name].en}, minus now")
            for name in _COMPARED
        ),
    )  # fmt: skip
    table = [
        (*cells, *_cells(row.shares, row.number == 0))
        for cells, row in zip(rows, tuned.rows, strict=True)
        if row.shares is not None
    ]
    says = [*wording.lines(tuned.appraisal, say)]
    says += wording.unknowns(tuned.appraisal.sides[0], say)
    if not tuned.by_labels:
        says.append(
            say(
                "标注不够，放过多少仍按各种取法互相比较",
                "too few labels: what is let through is still told by comparing points",
            )
        )
    title = say("人工标注怎么说（照记录）", "what people's labels say (as logged)")
    return Section(title, tuple(says), columns, tuple(table), len(names))


def _cells(shares: Shares, now: bool) -> list[str]:
    told = [wording.cell(getattr(shares.figures, name)) for name in MEASURES]
    for name in _COMPARED:
        one = getattr(shares.difference, name)
        told.append(NOTHING if now else wording.cell(one, signed=True))
    return told


def missed(row: Row) -> float | None:
    """The share of violations in which nothing is found."""
    recall = None if row.shares is None else row.shares.figures.recall.value
    return None if recall is None else float(f"{1 - recall:.6g}")


def wrong(row: Row) -> float | None:
    """The share of decent messages in which something is found."""
    return None if row.shares is None else row.shares.figures.false_positives.value


def document(row: Row) -> dict[str, object] | None:
    """What the labels say of a point, for JSON."""
    if row.shares is None:
        return None
    return {"figures": figures(row.shares.figures), "difference": _difference(row.shares)}


def _difference(shares: Shares) -> dict[str, object]:
    return {name: estimate(getattr(shares.difference, name)) for name in MEASURES}


def drawn(report: Report) -> dict[str, object] | None:
    """What all of it rests on, for JSON."""
    appraisal = report.tuned.appraisal
    return None if appraisal is None else counts(appraisal)
