"""What messages judged by people say of a policy, in a report; or what cannot be known without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyq.study.labels import wording
from policyq.study.labels.figures import MEASURES, Appraisal, Figures
from policyq.study.page.page import Tile
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, whole

if TYPE_CHECKING:
    from policyq.study.plan.resampling import Estimate

#: How many rules a table shows; JSON has all of them.
SHOWN = 30


def section(report: Report, say: Say) -> Section | None:
    """Precision, recall and false positives, of all and of each rule."""
    found = report.appraisal
    if found is None:
        return None
    rows = [wording.row(say("全部", "all"), found.sides[0])]
    rows += [wording.row(name, one.sides[0]) for name, one in list(found.rules.items())[:SHOWN]]
    says = (*wording.lines(found, say), *wording.unknowns(found.sides[0], say))
    title = say("人工标注怎么说", "what people's labels say")
    return Section(title, says, wording.columns(say), tuple(rows))


def document(report: Report) -> dict[str, object]:
    """``labels`` as plain values, if there are any."""
    found = report.appraisal
    if found is None:
        return {}
    return {
        "labels": {
            **counts(found),
            "all": figures(found.sides[0]),
            "rules": {name: figures(one.sides[0]) for name, one in found.rules.items()},
        }
    }


def counts(found: Appraisal) -> dict[str, object]:
    """What the figures rest on, as plain values."""
    labels = found.labels
    return {
        "drawn_by": labels.design or None,
        "drawn_from": labels.population or None,
        "messages": found.messages,
        "judged": found.judged,
        "violations": found.bad,
        "unsure": found.unsure,
        "contradicting": labels.contradicted,
        "repeated": labels.repeated,
        "not_in_log": len(found.absent),
        "in_several_groups": len(found.ambiguous),
        "prevented": len(found.prevented),
        "together": found.by or None,
        "clusters": found.clusters,
        "seed": found.seed,
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


def wrongly(found: Appraisal, say: Say) -> Tile | None:
    """Whether somebody is wrongly punished, by what people judged; ``None``: they cannot tell."""
    one = found.sides[0]
    precision = one.precision
    if precision.value is None:
        return None
    wrong = wording.share(1 - precision.value)
    says = [
        say(
            "群规认定违规的消息里，人说正常的占这么多",
            "of the messages in which the policy finds a violation, so many are fine to people",
        )
    ]
    if precision.low is not None and precision.high is not None:
        low, high = wording.share(1 - precision.high), wording.share(1 - precision.low)
        says.append(say(f"95% 区间：{low} 至 {high}", f"95 % interval: {low} to {high}"))
    judged = one.right + one.wrong
    says.append(
        say(
            f"判过 {whole(judged)} 条，误伤 {whole(one.wrong)} 条；"
            f"人说正常的消息里误伤 {wording.cell(one.false_positives)}",
            f"{many(judged, 'message')} judged, {whole(one.wrong)} wrong; of what people call fine "
            f"{wording.cell(one.false_positives)} is punished",
        )
    )
    return Tile(say("有没有罚错？", "wrongly punished?"), wrong, tuple(says))
