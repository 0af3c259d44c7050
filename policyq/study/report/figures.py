"""The figures of a replay, by the section that they belong to; those sections only a page has."""

from __future__ import annotations

from collections.abc import Callable

from policyq.study.numbers import BANDS, Counts
from policyq.study.page.charts import Limit, Row, columns, lines, rows
from policyq.study.page.page import Figure
from policyq.study.plan.resampling import DRAWS, LEAST_GROUPS, Estimate, Table
from policyq.study.report import report as of
from policyq.study.report import structure
from policyq.study.report.report import GUIDE, Report
from policyq.study.report.sections import reason
from policyq.study.report.weeks import days_of
from policyq.study.report.words import BAND_NAMES, Say, Section, percent, whole

#: More days than these are drawn week by week.
_DAYS_DRAWN = 92
_SEED = 1


def figures(report: Report, say: Say) -> dict[str, tuple[Figure, ...]]:
    """All figures that there is anything for, by `Section.key`."""
    made: dict[str, Callable[[Report, Say], tuple[Figure, ...]]] = {
        "days": _days,
        "hours": _hours,
        "bands": _bands,
        "reasons": _reasons,
        "ladders": _ladders,
        "structure": _structure,
    }
    return {key: found for key, make in made.items() if (found := make(report, say))}


def extra(report: Report, say: Say) -> list[Section]:
    """The sections of a page that a terminal does not have: day by day, and the ladders."""
    return [one for one in (_by_day(report, say), _funnels(report, say)) if one is not None]


# -- by day ------------------------------------------------------------------------------------


def _by_day(report: Report, say: Say) -> Section | None:
    presence = report.rates.presence
    columns = (
        say("日期", "day"), say("消息", "messages"), say("违规", "violations"),
        say("违规率", "violation rate"), say("干预", "interv."), say("管理员", "admin"),
        say("发言人数", "who wrote"), say("入群", "joined"), say("退群", "left"),
    )  # fmt: skip
    table = []
    for day in days_of(report):
        counts = report.rates.days.get(day, Counts())
        table.append(
            (
                day, whole(counts.messages), whole(counts.violations),
                percent(of.violation_rate(counts)), whole(counts.interventions),
                whole(counts.administrator), whole(presence.active[day]),
                whole(presence.joined[day]), whole(presence.left[day]),
            )
        )  # fmt: skip
    if len(table) < 2:
        return None
    return Section(say("按日", "by day"), (), columns, tuple(table), key="days")


def _periods(report: Report) -> tuple[list[str], list[Counts], bool]:
    """The days, or of a long log the weeks, with their numbers; and whether they are weeks."""
    days = days_of(report)
    weekly = len(days) > _DAYS_DRAWN
    step = 7 if weekly else 1
    labels, found = [], []
    for start in range(0, len(days), step):
        total = Counts()
        for day in days[start : start + step]:
            counts = report.rates.days.get(day, Counts())
            total.messages += counts.messages
            total.violations += counts.violations
        labels.append(days[start][2 if weekly else 5 :])
        found.append(total)
    return labels, found, weekly


def _days(report: Report, say: Say) -> tuple[Figure, ...]:
    labels, found, weekly = _periods(report)
    if len(found) < 2:
        return ()
    limits = [
        Limit(GUIDE[band].violation_rate, _limit_of(band, say))
        for band, counts in report.bands
        if counts.messages
    ]
    by = say("按周", "by week") if weekly else say("按日", "by day")
    title = say(f"违规率，{by}", f"violation rate {by}")
    rates = [of.violation_rate(one) for one in found]
    known = [rate for rate in rates if rate is not None]
    says = say(
        f"最低 {percent(min(known, default=None))}，最高 {percent(max(known, default=None))}",
        f"from {percent(min(known, default=None))} to {percent(max(known, default=None))}",
    )
    chart = lines(labels, rates, _percent, title, says, limits)
    legend = say("虚线：指南里各种规模的群的参考值", "dashed: the guide's figures by size of group")
    sent = say(f"消息，{by}", f"messages {by}")
    numbers = [float(one.messages) for one in found]
    total = say(f"共 {whole(int(sum(numbers)))} 条", f"{whole(int(sum(numbers)))} in all")
    return (
        Figure(title, chart, legend),
        Figure(sent, columns(labels, [numbers], _whole, sent, total)),
    )


def _limit_of(band: str, say: Say) -> str:
    return say(f"参考：{BAND_NAMES[band][0]}", f"guide: {BAND_NAMES[band][1]}")


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
            columns(labels, [rates], _percent, rate, _peak(worst, percent(rates[worst]), say)),
        ),
        Figure(
            sent,
            columns(labels, [numbers], _whole, sent, _peak(most, whole(int(numbers[most])), say)),
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


# -- words, ladders, members -------------------------------------------------------------------


def _reasons(report: Report, say: Say) -> tuple[Figure, ...]:
    bars = [
        Row(" · ".join(reason(name, word, say)), float(number), whole(number))
        for (name, word), number in report.top_words
    ]
    bars += [
        Row(f"{host} · {say('网站', 'host')}", float(number), whole(number), hatched=True)
        for host, number in report.top_hosts
    ]
    title = say("违规多由哪些词和链接引起", "words and links behind the violations")
    says = say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars[:5])
    legend = say("违规消息数；斜纹：网站", "messages that broke a rule; hatched: hosts")
    return (Figure(title, rows(bars, title, says), legend),) if bars else ()


def _steps(report: Report) -> list[tuple[str, list[tuple[int, int]]]]:
    """The ladders on which anybody took a step, by name, each step with members and times."""
    climbs = report.rates.climbs
    found = [
        (ladder.name, climbs.funnel(ladder.name, len(ladder.steps)))
        for ladder in report.program.ladders
    ]
    return [(name, steps) for name, steps in found if any(times for _, times in steps)]


def _funnels(report: Report, say: Say) -> Section | None:
    table = tuple(
        (name, whole(at), whole(members), percent(of.share(members, steps[0][0])), whole(times))
        for name, steps in _steps(report)
        for at, (members, times) in enumerate(steps, 1)
    )
    columns = (
        say("阶梯", "ladder"), say("步", "step"), say("走到这里的人", "members who came so far"),
        say("占第一步", "of the first step"), say("次数", "times"),
    )  # fmt: skip
    says = (
        say(
            "每人按走得最远的一步算一次；从第几步重犯开始，见群规",
            "each member counts once, by the furthest step; a ladder that forgets may be climbed anew",
        ),
    )
    title = say("阶梯走到哪一步", "how far the ladders are climbed")
    return Section(title, says, columns, table, key="ladders") if table else None


def _ladders(report: Report, say: Say) -> tuple[Figure, ...]:
    made = []
    for name, steps in _steps(report):
        bars = [
            Row(
                say(f"第 {at} 步", f"step {at}"), float(members),
                say(f"{whole(members)} 人", whole(members))
                + f" ({percent(of.share(members, steps[0][0]))})",
            )
            for at, (members, _) in enumerate(steps, 1)
        ]  # fmt: skip
        says = say("；", "; ").join(f"{bar.label}: {bar.shown}" for bar in bars)
        made.append(Figure(name, rows(bars, name, says)))
    return tuple(made)


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
    legend = say(f"{all}；层级可以重叠", f"{all}; tiers may overlap")
    made = [Figure(title, rows(bars, title, says), legend)]
    months = list(structure.months(report.rates.structure))
    if len(months) > 1:
        title = say("沉默成员占比，按月", "share of silent members by month")
        shares = [of.share(one.silent, one.members) for _, one in months]
        says = f"{percent(shares[0])} → {percent(shares[-1])}"
        chart = lines([when[2:7] for when, _ in months], shares, _percent, title, says)
        made.append(Figure(title, chart))
    return tuple(made)


def _percent(value: float) -> str:
    return f"{100 * value:.3g} %"


def _whole(value: float) -> str:
    return f"{value:,.3g}" if value < 10 else whole(int(value))
