"""The words in which reports tell what labels say: the figures, what they rest on, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from policyq.study.labels.figures import LEAST_JUDGED, MEASURES, Appraisal, Figures
from policyq.study.report.words import NOTHING, Say, many, whole
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.study.plan.resampling import Estimate

#: Why there is no figure, or none with an interval.
WHY: Final[Mapping[str, Said]] = {
    "judged": Said(
        f"无法估计：判过的不到 {LEAST_JUDGED} 条",
        f"cannot be estimated: fewer than {LEAST_JUDGED} were judged",
    ),
    "passed": Said(
        "无法估计：放行的消息一条也没判过",
        "cannot be estimated: no message was judged in which nothing is found",
    ),
    "named": Said(
        "无法估计：标注没写违反哪条规则",
        "cannot be estimated: no label says which rule is broken",
    ),
    "nothing": Said("无法估计：没有可比的", "cannot be estimated: nothing to compare with"),
    "labels": Said(
        "无法估计：没有标注（--labels，或 policyq.yaml 里的 labels）",
        "cannot be estimated: there are no labels (--labels, or `labels` in policyq.yaml)",
    ),
}


def share(value: float | None, *, signed: bool = False) -> str:
    """A share in percent: one decimal, two where it is below one percent."""
    if value is None:
        return NOTHING
    digits = 2 if 0 < abs(value) < 0.01 else 1
    return f"{100 * value:{'+' if signed else ''}z.{digits}f} %"


def cell(estimate: Estimate, *, signed: bool = False) -> str:
    """A share with its interval; ``*`` marks one that rests on a handful of people."""
    if estimate.value is None:
        return NOTHING
    shown = share(estimate.value, signed=signed)
    if not estimate.known:
        return shown
    low, high = (share(end, signed=signed).removesuffix(" %") for end in estimate[1:3])
    return f"{shown} [{low}, {high}]" + ("*" if estimate.why == "rare" else "")


def columns(say: Say) -> tuple[str, ...]:
    """The heads of `row`."""
    return (
        say("规则", "rule"), *(say(*one) for one in MEASURES.values()),
        say("管对", "right"), say("误伤", "wrong"), say("漏网", "missed"), say("几人", "members"),
    )  # fmt: skip


def row(name: str, figures: Figures) -> tuple[str, ...]:
    """The figures of a policy or a rule, and on how many judged messages they rest."""
    return (
        name, *(cell(one) for one in figures[:3]),
        whole(figures.right), whole(figures.wrong), NOTHING if figures.missed is None else whole(figures.missed),
        whole(figures.members),
    )  # fmt: skip


def unknowns(figures: Figures, say: Say) -> Iterator[str]:
    """Which figures there are not, and why."""
    for name, said in MEASURES.items():
        estimate: Estimate = getattr(figures, name)
        if estimate.value is None:
            yield say(f"{said.zh}：{WHY[estimate.why].zh}", f"{said.en}: {WHY[estimate.why].en}")


def lines(judged: Appraisal, say: Say) -> Iterator[str]:
    """What the figures are, how the messages were drawn, and what does not count."""
    fine = judged.judged - judged.bad
    yield say(
        f"人工判过 {whole(judged.judged)} 条：违规 {whole(judged.bad)}，正常 {whole(fine)}",
        f"{many(judged.judged, 'message')} judged by people: {whole(judged.bad)} violations, "
        f"{whole(fine)} fine",
    )
    yield say(
        "管对的比例：群规认定违规的消息里，人也说违规的；管到的比例：人说违规的消息里，群规认定违规的；"
        "误伤率：人说正常的消息里，群规认定违规的",
        "precision: of the messages in which the policy finds a violation, those that people call "
        "one; recall: of those that people call one, those that it finds; false positives: of those "
        "that people call fine, those in which it finds a violation",
    )
    yield from _drawn(judged, say)
    yield from _intervals(judged, say)
    yield from _left_out(judged, say)


def _drawn(judged: Appraisal, say: Say) -> Iterator[str]:
    design = judged.labels.design
    if design == "strata":
        yield say(
            "按抽样时各层的消息数加权，说的是整份记录",
            "weighted by the number of messages in each stratum: the figures are of the whole log",
        )
    elif design == "weights":
        yield say(
            "按文件里的权重加权，说的是整份记录",
            "weighted as the file says: the figures are of the whole log",
        )
    else:
        yield say(
            "文件没写这些消息是怎么挑的：只说得了这些判过的消息，说不了整份记录",
            "nothing says how these messages were chosen: the figures are of the judged messages "
            "alone, not of the log",
        )
    if judged.elsewhere:
        drawn, messages = judged.labels.population, judged.messages
        yield say(
            f"标注抽自 {whole(drawn)} 条消息，这份记录有 {whole(messages)} 条：不是同一份，比例只能参考",
            f"the labels were drawn from {whole(drawn)} messages, and this log has {whole(messages)}: "
            "it is not the same, and the figures are a hint",
        )


def _intervals(judged: Appraisal, say: Say) -> Iterator[str]:
    number, seed = judged.clusters, judged.seed
    if judged.by == "group":
        yield say(
            f"方括号是 95 % 的区间，同一个群的消息算在一起（{whole(number)} 个群，种子 {seed}）",
            f"in brackets the interval of 95 %; the messages of a group go together "
            f"({whole(number)} groups, seed {seed})",
        )
    elif judged.by == "member":
        yield say(
            f"方括号是 95 % 的区间，同一个人的消息算在一起（{whole(number)} 人，种子 {seed}）",
            f"in brackets the interval of 95 %; the messages of a member go together "
            f"({whole(number)} members, seed {seed})",
        )
    else:
        yield say(
            f"方括号是 95 % 的区间（种子 {seed}）；判过的人太少，换一批人会怎样，说不了",
            f"in brackets the interval of 95 % (seed {seed}); too few members were judged to say "
            "how it would be with others",
        )
    every = [*judged.sides, *(one for rule in judged.rules.values() for one in rule.sides)]
    if any(estimate.why == "rare" for one in every for estimate in one[:3]):
        yield say("* 只来自不到五个人（群）的消息", "* of fewer than five members (groups)")


def _left_out(judged: Appraisal, say: Say) -> Iterator[str]:
    for number, zh, en in (
        (judged.unsure, "条判的人说不准", "of which nobody could tell"),
        (judged.labels.contradicted, "条的标注自相矛盾", "with labels that contradict each other"),
        (len(judged.absent), "条不在记录里", "that are not in the log"),
        (len(judged.ambiguous), "条的 id 在几个群里都有", "with an id that several groups have"),
        (
            len(judged.prevented),
            "条按这份群规不会发出",
            "that the policy itself would have prevented",
        ),
    ):
        if number:
            yield say(f"没有算：{whole(number)} {zh}", f"left out: {many(number, 'message')} {en}")
