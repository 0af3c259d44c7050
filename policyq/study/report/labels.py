"""What messages judged by people say of a policy, in a report; or what cannot be known without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.study.labels import wording
from policyq.study.labels.figures import MEASURES, Figures, Judged
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section

if TYPE_CHECKING:
    from policyq.study.plan.resampling import Estimate

#: How many rules a table shows; JSON has all of them.
SHOWN = 30


def section(report: Report, say: Say) -> Section | None:
    """Precision, recall and false positives, of all and of each rule."""
    judged = report.judged
    if judged is None:
        return None
    rows = [wording.row(say("全部", "all"), judged.sides[0])]
    rows += [wording.row(name, one.sides[0]) for name, one in list(judged.rules.items())[:SHOWN]]
    says = (*wording.lines(judged, say), *wording.unknowns(judged.sides[0], say))
    title = say("人工标注怎么说", "what people's labels say")
    return Section(title, says, wording.columns(say), tuple(rows))


def document(report: Report) -> dict[str, object]:
    """``labels`` as plain values, if there are any."""
    judged = report.judged
    if judged is None:
        return {}
    return {
        "labels": {
            **counts(judged),
            "all": figures(judged.sides[0]),
            "rules": {name: figures(one.sides[0]) for name, one in judged.rules.items()},
        }
    }


def counts(judged: Judged) -> dict[str, object]:
    """What the figures rest on, as plain values."""
    labels = judged.labels
    return {
        "drawn_by": labels.design or None,
        "drawn_from": labels.population or None,
        "messages": judged.messages,
        "judged": judged.judged,
        "violations": judged.bad,
        "unsure": judged.unsure,
        "contradicting": labels.contradicted,
        "repeated": labels.repeated,
        "not_in_log": len(judged.absent),
        "in_several_groups": len(judged.ambiguous),
        "prevented": len(judged.prevented),
        "together": judged.by or None,
        "clusters": judged.clusters,
        "seed": judged.seed,
    }


def figures(one: Figures) -> dict[str, object]:
    """The figures of a policy or a rule as plain values."""
    return {
        **{name: estimate(getattr(one, name)) for name in MEASURES},
        "right": one.right,
        "wrong": one.wrong,
        "missed": one.missed,
        "members": one.members,
    }


def estimate(one: Estimate) -> dict[str, object]:
    """A share and its interval as plain values; ``why`` there is none."""
    known = [one.low, one.high] if one.known else None
    return {"share": one.value, "interval": known, "why": one.why or None}
