"""A replay day by day: a section and figures of a page, and plain values for JSON."""

from __future__ import annotations

from policyq.study.numbers import Counts
from policyq.study.page.charts import Figure, Limit, columns, lines, named
from policyq.study.page.scales import in_number, in_percent
from policyq.study.presence import TAKEN_BACK
from policyq.study.report import report as of
from policyq.study.report.report import GUIDE, Report
from policyq.study.report.weeks import days_of, eventful
from policyq.study.report.words import BAND_NAMES, Say, Section, many, percent, whole

#: More days than these are drawn week by week.
_DAYS_DRAWN = 92


def section(report: Report, say: Say) -> Section | None:
    presence = report.rates.presence
    columns = (
        say("日期", "day"), say("消息", "messages"), say("违规", "violations"),
        say("违规率", "violation rate"), say("干预", "interv."), say("管理员", "admin"),
        say("发言人数", "who wrote"), say("入群", "joined"), say("退群", "left"),
    )  # fmt: skip
    table = []
    for day in eventful(report):
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
    left_out = len(days_of(report)) - len(table)
    says = say(
        f"有 {whole(left_out)} 天什么也没有，没有列出",
        f"{many(left_out, 'day')} on which nothing happened left out",
    )
    more = (says,) if left_out else ()
    return Section(say("按日", "by day"), more, columns, tuple(table), key="days")


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


def figures(report: Report, say: Say) -> tuple[Figure, ...]:
    labels, found, weekly = _periods(report)
    rest = len(days_of(report)) % 7
    if len(found) < 2:
        return ()
    limits = _limits(report, say)
    by = say("按周", "by week") if weekly else say("按日", "by day")
    title = say(f"违规率，{by}", f"violation rate {by}")
    rates = [of.violation_rate(one) for one in found]
    known = [rate for rate in rates if rate is not None]
    says = say(
        f"最低 {percent(min(known, default=None))}，最高 {percent(max(known, default=None))}",
        f"from {percent(min(known, default=None))} to {percent(max(known, default=None))}",
    )
    chart = lines(labels, rates, in_percent, title, says, limits)
    legend = say("虚线：", "dashed: ") + named(limits, in_percent) if limits else ""
    sent = say(f"消息，{by}", f"messages {by}")
    numbers = [float(one.messages) for one in found]
    total = say(f"共 {whole(int(sum(numbers)))} 条", f"{whole(int(sum(numbers)))} in all")
    short = say("最后一周不满七天", "the last week is not whole") if weekly and rest else ""
    return (
        Figure(title, chart, legend),
        Figure(sent, columns(labels, [numbers], in_number, sent, total), short),
    )


def _limits(report: Report, say: Say) -> list[Limit]:
    """What the violation rate should stay below: the project's budget, and the guide's figures for
    the sizes of group that are there."""
    found = []
    if report.limit is not None:
        found.append(Limit(report.limit, say("预算", "budget")))
    for band, counts in report.bands:
        if counts.messages:
            zh, en = BAND_NAMES[band]
            found.append(Limit(GUIDE[band].violation_rate, say(f"指南（{zh}）", f"guide ({en})")))
    return found


# -- JSON --------------------------------------------------------------------------------------


def document(report: Report) -> dict[str, object]:
    """The days, the silences of the log, and what people took back."""
    presence = report.rates.presence
    days = []
    for day in eventful(report):
        counts = report.rates.days.get(day, Counts())
        days.append(
            {
                "day": day,
                "messages": counts.messages,
                "violations": counts.violations,
                "violation_rate": of.violation_rate(counts),
                "interventions": counts.interventions,
                "administrator": counts.administrator,
                "active": presence.active[day],
                "joined": presence.joined[day],
                "left": presence.left[day],
            }
        )
    hours, offline = [hours for _, hours in presence.silences], presence.offline
    return {
        "days": days,
        "silences": {
            "heartbeats": presence.beats.total(),
            "heartbeats_every_hours": presence.rhythm,
            "hours": sum(hours),
            "longest_hours": max(hours, default=0),
            "offline_hours": None if offline is None else sum(hours for _, hours in offline),
        },
        "taken_back": {result: presence.taken_back[result] for result in TAKEN_BACK},
    }
