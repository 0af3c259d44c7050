"""What became of appeals, in a report."""

from __future__ import annotations

from dataclasses import fields

from policyq.study.appeals import BY_HAND
from policyq.study.explain import LOST
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, many, percent, whole


def appeals(report: Report, say: Say) -> Section | None:
    """How many appeals there were, what became of them, and against which rules."""
    found = report.rates.appeals
    asked, vain = found.asked.total(), found.in_vain.total()
    if not asked + vain:
        return None
    forgiven, rejected = found.forgiven.total(), found.rejected.total()
    unanswered = found.unanswered.total()
    left = max(0, asked - forgiven - rejected - unanswered)
    says = [
        say(
            f"问到人的 {whole(asked)} 次，撤销 {whole(forgiven)}（{percent(of.share(forgiven, asked))}），"
            f"驳回 {whole(rejected)}，没人答复 {whole(unanswered)}，还在等或没有撤成 {whole(left)}",
            f"{whole(asked)} put to somebody: {whole(forgiven)} forgiven "
            f"({percent(of.share(forgiven, asked))}), {whole(rejected)} rejected, "
            f"{whole(unanswered)} not answered, {whole(left)} still open or without effect",
        )
    ]
    for reason, times in sorted(found.in_vain.items()):
        zh, en = LOST.get(reason, (reason, reason))
        says.append(
            say(
                f"没有问人的 {whole(times)} 次：{zh}",
                f"{many(times, 'appeal')} put to nobody: {en}",
            )
        )
    columns = (
        say("处罚它的规则", "rule that gave the penalty"), say("处罚", "penalties"),
        say("申诉", "appeals"), say("撤销", "forgiven"), say("驳回", "rejected"),
        say("没人答复", "not answered"),
    )  # fmt: skip
    rows = tuple(
        (
            say("管理员手动处罚，或早于记录", "by hand, or before the log") if rule == BY_HAND else rule,
            whole(found.penalties[rule]), whole(times), whole(found.forgiven[rule]),
            whole(found.rejected[rule]), whole(found.unanswered[rule]),
        )
        for rule, times in sorted(found.asked.items(), key=lambda one: (-one[1], one[0]))
    )  # fmt: skip
    return Section(say("申诉", "appeals"), tuple(says), columns, rows)


def document(report: Report) -> dict[str, object]:
    """The same as plain values; by rule, ``""`` is by hand."""
    found = report.rates.appeals
    return {"appeals": {one.name: dict(getattr(found, one.name)) for one in fields(found)}}
