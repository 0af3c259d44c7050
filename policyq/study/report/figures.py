"""The figures of a replay, by the section that they belong to."""

from __future__ import annotations

from collections.abc import Callable

from policyq.ir import nodes
from policyq.study.numbers import BANDS
from policyq.study.page.charts import Figure, Limit, Row, columns, lines, named, rows
from policyq.study.page.scales import in_number, in_percent
from policyq.study.plan.resampling import DRAWS, LEAST_GROUPS, Estimate, Table
from policyq.study.report import daily, ladders, measured, structure
from policyq.study.report import report as of
from policyq.study.report.report import GUIDE, Report
from policyq.study.report.sections import reason
from policyq.study.report.words import BAND_NAMES, Say, percent, whole
from policyq.vocabulary.metrics import GRADES

_SEED = 1


def figures(report: Report, say: Say) -> dict[str, tuple[Figure, ...]]:
    """All figures that there is anything for, by `Section.key`."""
    made: dict[str, Callable[[Report, Say], tuple[Figure, ...]]] = {
        "days": daily.figures,
        "hours": _hours,
        "bands": _bands,
        "reasons": _reasons,
        "ladders": ladders.figures,
        "structure": _structure,
        "trends": _trends,
    }
    return {key: found for key, make in made.items() if (found := make(report, say))}


# -- by hour -----------------------------------------------------------------------------------


def _hours(report: Report, say: Say) -> tuple[Figure, ...]:
    labels = [f"{hour:02}" for hour, _ in report.hours]
    rate = say("违规率，按钟点", "violation rate by hour")
    sent = say("消息，按钟点", "messages by hour")
    rates = [of.violation_rate(counts) for _, counts in report.hours]
    numbers = [float(counts.messages) for _, counts in report.hours]
    if not sum(numbers):
        return ()
    worst = max(range(24), key=lambda hour: rates[hour] or 0.0)
    most = max(range(24), key=lambda hour: numbers[hour])
    return (
        Figure(
            rate,
            columns(labels, [rates], in_percent, rate, _peak(worst, percent(rates[worst]), say)),
        ),
        Figure(
            sent,
            columns(
                labels, [numbers], in_number, sent, _peak(most, whole(int(numbers[most])), say)
            ),
        ),
    )


def _peak(hour: int, value: str, say: Say) -> str:
    return say(f"{hour} 点最高，{value}", f"most from {hour:02}:00 on, {value}")


# -- by size of group --------------------------------------------------------------------------


def intervals(report: Report) -> dict[str, Estimate]:
    """Violation rates by size band, with intervals from drawing whole groups anew; a band of too few
    groups has none (`policyq.study.plan.resampling`)."""
    found = {}
    for band in BANDS:
        groups = {
            (group, ""): one
            for (where, group), one in sorted(report.rates.groups.items())
            if where == band and one.messages
        }
        if len(groups) < LEAST_GROUPS:
            continue
        table = Table(groups, _SEED)
        found[band] = table.ratio(
            table.column({key: one.violations for key, one in groups.items()}),
            table.column({key: one.messages for key, one in groups.items()}),
        )
    return found


def _bands(report: Report, say: Say) -> tuple[Figure, ...]:
    found = intervals(report)
    bars = []
    for band, counts in report.bands:
        if not counts.messages:
            continue
        rate, one = of.violation_rate(counts), found.get(band, Estimate(None))
        low, high = one.low, one.high
        said = percent(rate)
        if low is not None and high is not None:
            low = max(0.0, low)
            said += f" ({100 * low:.1f} – {100 * high:.1f})"
        label = say(*BAND_NAMES[band])
        bars.append(Row(label, rate, said, low, high, GUIDE[band].violation_rate))
    title = say("违规率，按群规模", "violation rate by size of group")
    says = say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars)
    legend = say(
        f"黑线：95% 区间，整群重抽 {DRAWS} 次（种子 {_SEED}），不到 {LEAST_GROUPS} 个群的不估计；◆ 指南的参考值",
        f"black: 95 % interval, whole groups drawn anew {DRAWS} times (seed {_SEED}), none below "
        f"{LEAST_GROUPS} groups; ◆ the guide's figure",
    )
    return (Figure(title, rows(bars, title, says), legend),) if bars else ()


# -- words, members, metrics -------------------------------------------------------------------


def _reasons(report: Report, say: Say) -> tuple[Figure, ...]:
    bars = [
        Row(" · ".join(reason(name, word, say)), float(number), whole(number))
        for (name, word), number in report.top_words
    ]
    bars += [
        Row(f"{host} · {say('网站', 'host')}", float(number), whole(number), hatched=True)
        for host, number in report.top_hosts
    ]
    title = say("违规消息数，按词和网站", "violations by word and host")
    says = say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars[:5])
    legend = say(
        "一条消息可以有几个原因；斜纹：网站", "one message can have several; hatched: hosts"
    )
    return (Figure(title, rows(bars, title, says), legend),) if bars else ()


def _structure(report: Report, say: Say) -> tuple[Figure, ...]:
    ended = report.rates.ended
    if not ended.members:
        return ()
    parts = [(say("沉默", "silent"), ended.silent), (say("说不准", "unclear"), ended.unclear)]
    parts += [(name, ended.tiers.get(name, 0)) for name in structure.tier_names(report)]
    bars = [
        Row(name, of.share(number, ended.members) or 0.0,
            f"{whole(number)} ({percent(of.share(number, ended.members))})",
            hatched=place < 2)
        for place, (name, number) in enumerate(parts)
    ]  # fmt: skip
    title = say("成员结构，记录结束时", "members at the end of the log")
    all = say(f"共 {whole(ended.members)} 人", f"of {whole(ended.members)}")
    says = say("；", "; ").join([all, *(f"{bar.label}: {bar.shown}" for bar in bars)])
    legend = say(
        f"{all}；斜纹：不是层级；层级可以重叠", f"{all}; hatched: no tiers; tiers may overlap"
    )
    made = [Figure(title, rows(bars, title, says), legend)]
    months = list(structure.months(report.rates.structure))
    if len(months) > 1:
        title = say("沉默成员占比，按月", "share of silent members by month")
        shares = [of.share(one.silent, one.members) for _, one in months]
        says = f"{percent(shares[0])} → {percent(shares[-1])}"
        chart = lines([when[2:7] for when, _ in months], shares, in_percent, title, says)
        made.append(Figure(title, chart))
    return tuple(made)


def _trends(report: Report, say: Say) -> tuple[Figure, ...]:
    """Each metric by week, with the limits of its grades."""
    made = []
    for metric in report.program.metrics:
        means = [(week[5:], one.mean) for week, one in measured.weeks(report, metric.name)]
        known = [mean for _, mean in means if mean is not None]
        if len(known) < 2:
            continue
        first, last = (measured.written(metric, one) for one in (known[0], known[-1]))
        limits, shown = _limits(metric, say), in_percent if metric.share else in_number
        chart = lines(
            [week for week, _ in means], [mean for _, mean in means], shown,
            metric.name, f"{first} → {last}", limits,
        )  # fmt: skip
        made.append(Figure(metric.name, chart, named(limits, shown)))
    return tuple(made)


def _limits(metric: nodes.Metric, say: Say) -> list[Limit]:
    """Where its grades begin or end; a limit that changes with the date has no line."""
    return [
        Limit(float(one.amount.value), say(*GRADES[one.grade]))
        for one in metric.grades
        if isinstance(one.amount, nodes.Fixed)
    ]
