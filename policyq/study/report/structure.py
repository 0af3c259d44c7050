"""The structure of groups in a report: tiers, silent members, how long members stay, and what the
guide has for such communities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from policyq.study.numbers import Stays, Structure
from policyq.study.report import report as of
from policyq.study.report.words import Say, Section, decimal, many, percent, whole
from policyq.vocabulary.types import DAY, Said

#: A month, as a mean of the calendar's.
MONTH = 365.25 * DAY / 12

#: How many months a table shows; JSON has every week.
_MONTHS_SHOWN = 24


class Guided(NamedTuple):
    """What the guide has for a kind of community: to compare with, not truths."""

    says: Said
    core: tuple[float, float]
    """The share of core members: more than twenty messages a month."""
    silent: tuple[float, float]
    """The share of those silent for more than thirty days."""
    months: float
    """How long members stay."""


SOURCE = Said("一份中文微信群运营指南", "a Chinese guide to running WeChat groups")

GUIDED: Mapping[str, Guided] = {
    "interest": Guided(Said("兴趣", "interest"), (0.08, 0.12), (0.0, 0.30), 4.2),
    "business": Guided(Said("商务", "business"), (0.03, 0.05), (0.40, 0.60), 2.8),
    "study": Guided(Said("学习", "study"), (0.05, 0.08), (0.25, 0.45), 5.1),
}


# -- as values ---------------------------------------------------------------------------------


def document(report: of.Report) -> dict[str, object]:
    """The structure as plain values."""
    rates, names = report.rates, tier_names(report)
    return {
        "end": _values(rates.ended, names),
        "weeks": [
            {"sunday": sunday, **_values(one, names)}
            for sunday, one in sorted(rates.structure.items())
        ],
        "stays": {
            "here": rates.stays.here,
            "left": rates.stays.left,
            "share_here": of.share(rates.stays.here, rates.stays.here + rates.stays.left),
            "mean_months": mean_months(rates.stays),
            "mean_months_of_those_who_left": months_left(rates.stays),
        },
        "reference": {
            "source": SOURCE.en,
            "community": report.community,
            "communities": {
                name: {
                    "core": list(one.core),
                    "silent": list(one.silent),
                    "mean_months": one.months,
                }
                for name, one in _compared(report)
            },
        },
    }


def _values(one: Structure, names: list[str]) -> dict[str, object]:
    return {
        "members": one.members,
        "silent": one.silent,
        "silent_share": of.share(one.silent, one.members),
        "silent_unknown": one.unclear,
        "tiers": {
            name: {
                "members": one.tiers.get(name, 0),
                "share": of.share(one.tiers.get(name, 0), one.members),
                "unknown": one.unknown.get(name, 0),
            }
            for name in names
        },
    }


def tier_names(report: of.Report) -> list[str]:
    """The tiers of the policy by name."""
    return sorted(tier.name for tier in report.program.tiers)


def mean_months(stays: Stays) -> float | None:
    """How long everybody stayed, those who are still there until the end of the log."""
    return _months(stays.here_for + stays.left_after, stays.here + stays.left)


def months_left(stays: Stays) -> float | None:
    """How long those stayed who left."""
    return _months(stays.left_after, stays.left)


def _months(length: int, members: int) -> float | None:
    return round(length / members / MONTH, 2) if members else None


def _compared(report: of.Report) -> list[tuple[str, Guided]]:
    """The kind of community that was named, else all of them."""
    return [(name, one) for name, one in GUIDED.items() if report.community in (None, name)]


# -- in words ----------------------------------------------------------------------------------


def section(report: of.Report, say: Say) -> Section | None:
    """The table over time, and under it the end."""
    ended, names = report.rates.ended, tier_names(report)
    if not ended.members:
        return None
    columns = (
        say("时间", "when"), say("成员", "members"), say("沉默", "silent"),
        say("说不准", "unclear"), *names,
    )  # fmt: skip
    rows = [_row(month, one, names) for month, one in months(report.rates.structure)]
    rows = [*rows[-_MONTHS_SHOWN:], _row(say("最后", "at the end"), ended, names)]
    title = say("成员结构与留存", "structure of the members, and how long they stay")
    return Section(title, tuple(_says(report, say)), columns, tuple(rows), key="structure")


def months(weeks: Mapping[str, Structure]) -> Iterator[tuple[str, Structure]]:
    """Of each month its last Sunday."""
    last: dict[str, str] = {}
    for sunday in sorted(weeks):
        last[sunday[:7]] = sunday
    yield from ((date.fromisoformat(one).isoformat(), weeks[one]) for one in last.values())


def _row(when: str, one: Structure, names: list[str]) -> tuple[str, ...]:
    return (
        when,
        whole(one.members),
        percent(of.share(one.silent, one.members)),
        percent(of.share(one.unclear, one.members)),
        *(percent(of.share(one.tiers.get(name, 0), one.members)) for name in names),
    )


def _says(report: of.Report, say: Say) -> Iterator[str]:
    stays = report.rates.stays
    here = percent(of.share(stays.here, stays.here + stays.left))
    mean, left = decimal(mean_months(stays)), decimal(months_left(stays))
    yield say(
        "沉默：超过 30 天没有消息；说不准：记录开始之前可能发过言",
        "silent: no message for more than 30 days; unclear: may have written before the log began",
    )
    if not report.log.roster:
        yield say(
            "没有名册：从不出现在记录里的成员没有算进来",
            "without a roster: members who never stand in the log are not counted",
        )
    unknown = report.rates.ended.unknown
    for name in tier_names(report):
        if unknown.get(name):
            yield say(
                f"层级 {name}：最近一次更新有 {whole(unknown[name])} 人无法判断，不算在内",
                f"tier {name}: its last refresh could not tell of {many(unknown[name], 'member')}, "
                "who are not in it",
            )
    yield say(
        f"留存：平均已留 {mean} 个月，{here} 仍在群里；已离开的平均留了 {left} 个月",
        f"retention: {mean} months on average so far, {here} are still there; "
        f"those who left had stayed {left} months",
    )
    for _, one in _compared(report):
        core, silent = _range(one.core), _range(one.silent)
        yield say(
            f"参考（{one.says.zh}群）：核心 {core}，沉默 {silent}，留存 {one.months} 个月",
            f"reference ({one.says.en}): core {core}, silent {silent}, {one.months} months",
        )
    yield say(f"参考来自{SOURCE.zh}，只供对照", f"reference: {SOURCE.en}, to compare with")


def _range(ends: tuple[float, float]) -> str:
    low, high = (f"{100 * end:.0f}" for end in ends)
    return f"≤ {high} %" if not ends[0] else f"{low}-{high} %"
