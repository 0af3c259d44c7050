"""Metrics and watches in a report: sections for people, and plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policyq.ir import clock, nodes
from policyq.study.measured import Incident, OfMetric, incidents
from policyq.study.numbers import BANDS
from policyq.study.report.report import Report
from policyq.study.report.words import BAND_NAMES, NOTHING, Say, Section, many, percent, whole
from policyq.vocabulary.metrics import GRADES, PERIODS
from policyq.vocabulary.types import Instant

#: How many incidents a table shows; JSON has all of them.
SHOWN = 30
#: How many weeks a trend shows: the latest.
WEEKS_SHOWN = 26
_BARS = "▁▂▃▄▅▆▇█"


def metrics(report: Report, say: Say) -> Section | None:
    """Every metric: of all groups, of each size band and tag of groups that it was measured in."""
    graded = [grade for grade in GRADES if any(one.grades for one in report.program.metrics)]
    rows = [row for metric in report.program.metrics for row in _rows(report, metric, graded, say)]
    columns = (
        say("指标", "metric"), say("哪些群", "groups"), say("已知", "known"), say("未知", "unknown"),
        say("平均", "mean"), *(say(*GRADES[grade]) for grade in graded),
    )  # fmt: skip
    return Section(say("指标", "metrics"), (), columns, tuple(rows), left=2) if rows else None


def _rows(
    report: Report, metric: nodes.Metric, graded: Sequence[str], say: Say
) -> Iterator[tuple[str, ...]]:
    for sort, which, one in slices(report, metric.name):
        shares = one.grades or {}
        where = say("全部", "all") if sort == "all" else which
        if sort == "band":
            where = say(*BAND_NAMES[which])
        name = f"{metric.name}（{PERIODS[metric.period].zh}）"
        yield (
            say(name, f"{metric.name} ({PERIODS[metric.period].en})"), where,
            whole(one.known), whole(one.unknown), written(metric, one.mean),
            *(percent(shares.get(grade)) for grade in graded),
        )  # fmt: skip


def slices(report: Report, metric: str) -> Iterator[tuple[str, str, OfMetric]]:
    """(sort, which, numbers): all groups; size bands, if there is more than one; tags."""
    found = report.rates.metrics
    everything = found.get((metric, "all", ""))
    if everything is None:
        return
    yield "all", "", everything
    bands = [band for band in BANDS if (metric, "band", band) in found]
    for band in bands if len(bands) > 1 else ():
        yield "band", band, found[metric, "band", band]
    tags = sorted(which for name, sort, which in found if (name, sort) == (metric, "tag"))
    for tag in tags:
        yield "tag", tag, found[metric, "tag", tag]


def weeks(report: Report, metric: str) -> list[tuple[str, OfMetric]]:
    """The weeks in their order, by the dates of their Mondays."""
    return sorted(
        (which, one)
        for (name, sort, which), one in report.rates.metrics.items()
        if (name, sort) == (metric, "week")
    )


def trends(report: Report, say: Say) -> Section | None:
    """The mean of each metric by week, as a line of bars between its least and its greatest."""
    rows = []
    for metric in report.program.metrics:
        means = [(week, one.mean) for week, one in weeks(report, metric.name)][-WEEKS_SHOWN:]
        known = [(week, mean) for week, mean in means if mean is not None]
        if not known:
            continue
        values = [mean for _, mean in known]
        rows.append(
            (
                metric.name, bars(mean for _, mean in means), known[0][0], known[-1][0],
                written(metric, values[0]), written(metric, values[-1]),
                written(metric, min(values)), written(metric, max(values)),
            )
        )  # fmt: skip
    columns = (
        say("指标", "metric"), say("每周一格", "a bar a week"), say("从", "from"), say("到", "to"),
        say("第一周", "first"), say("最后一周", "last"), say("最低", "least"), say("最高", "greatest"),
    )  # fmt: skip
    title = say("按周走势", "trend by week")
    return Section(title, (), columns, tuple(rows), 4, "trends") if rows else None


def bars(means: Iterable[float | None]) -> str:
    """``▁▃█`` for the values between the least and the greatest; a blank is unknown."""
    values = list(means)
    known = [value for value in values if value is not None]
    low = min(known, default=0.0)
    wide = (max(known, default=0.0) - low) or 1
    last = len(_BARS) - 1
    return "".join(" " if v is None else _BARS[round((v - low) / wide * last)] for v in values)


def watched(report: Report, say: Say) -> Section | None:
    """When watches fired, and when what they watched for was over."""
    found = incidents(report.rates.watches)
    if not any(rule.watch for rule in report.program.rules):
        return None
    rows = tuple(
        (
            one.watch, _group(report, one), _day(report, one.began),
            say("还在", "still on") if one.ended is None else _day(report, one.ended),
        )
        for one in found[:SHOWN]
    )  # fmt: skip
    says: tuple[str, ...] = ()
    if not found:
        says = (say("没有一次触发", "none fired"),)
    elif len(found) > SHOWN:
        more = len(found) - SHOWN
        says = (say(f"另有 {more} 次，见 --json", f"and {many(more, 'more')}, see --json"),)
    columns = (say("监测", "watch"), say("群", "group"), say("触发", "fired"), say("结束", "ended"))
    return Section(say("监测", "watches"), says, columns if rows else (), rows, left=4)


def _group(report: Report, one: Incident) -> str:
    return report.pseudonyms.of_group(one.group) if report.pseudonyms else one.group


def _day(report: Report, at: Instant) -> str:
    return f"{clock.local(at, report.program.timezone):%Y-%m-%d}"


def written(metric: nodes.Metric, value: float | None) -> str:
    """A share in per cent, a number with as many decimals as it needs."""
    if value is None:
        return NOTHING
    return percent(value) if metric.share else f"{value:,.1f}".removesuffix(".0")


# -- JSON --------------------------------------------------------------------------------------


def document(report: Report) -> dict[str, object]:
    """``metrics`` and ``watches`` as plain values; nothing where the policy has no metrics."""
    if not report.program.metrics:
        return {}
    return {
        "metrics": [_metric(report, metric) for metric in report.program.metrics],
        "watches": [
            {
                "watch": one.watch,
                "group": _group(report, one),
                "began": _day(report, one.began),
                "ended": None if one.ended is None else _day(report, one.ended),
            }
            for one in incidents(report.rates.watches)
        ],
    }


def _metric(report: Report, metric: nodes.Metric) -> dict[str, object]:
    made: dict[str, object] = {
        "metric": metric.name,
        "period": metric.period,
        "share": metric.share,
        "all": _numbers(OfMetric()),
        "bands": {},
        "tags": {},
    }
    for sort, which, one in slices(report, metric.name):
        if sort == "all":
            made["all"] = _numbers(one)
        else:
            part = made["bands" if sort == "band" else "tags"]
            assert isinstance(part, dict)
            part[which] = _numbers(one)
    made["weeks"] = [{"week": week, **_numbers(one)} for week, one in weeks(report, metric.name)]
    return made


def _numbers(one: OfMetric) -> dict[str, object]:
    return {"known": one.known, "unknown": one.unknown, "mean": one.mean, "grades": one.grades}
