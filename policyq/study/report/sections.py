"""What a report says, in Chinese or English: sections of sentences and tables, without any form."""

from __future__ import annotations

from policyq.ir import clock
from policyq.study.numbers import Counts
from policyq.study.report import (
    channels,
    complaints,
    contents,
    duty,
    incentives,
    labels,
    lotteries,
    streaks,
    structure,
    trials,
)
from policyq.study.report import report as of
from policyq.study.report.across import across
from policyq.study.report.appeals import appeals
from policyq.study.report.handled import handled
from policyq.study.report.hot import hot
from policyq.study.report.measured import metrics, trends, watched
from policyq.study.report.remarks import rests
from policyq.study.report.report import GUIDE, Report
from policyq.study.report.words import (
    BAND_NAMES,
    Say,
    Section,
    called,
    decimal,
    many,
    percent,
    whole,
)
from policyq.study.simulate import REASONS
from policyq.vocabulary.actions import ACTIONS, ORDER
from policyq.vocabulary.contacts import CONTACTS, IN_EVIDENCE
from policyq.vocabulary.types import DAY, WEEK, Said

#: How many rules a table shows; JSON has all of them.
RULES_SHOWN = 30


def sections(report: Report, language: str) -> list[Section]:
    """All sections that have something to say."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    made = [
        _head(report, say),
        _all(report, say),
        _actions(report, say),
        handled(report, say),
        appeals(report, say),
        _bands(report, say),
        _rules(report, say),
        labels.section(report, say),
        trials.section(report, say),
        structure.section(report, say),
        metrics(report, say),
        trends(report, say),
        watched(report, say),
        contents.calendars(report, say),
        contents.forms(report, say),
        contents.rankings(report, say),
        channels.section(report, say),
        channels.journeys(report, say),
        incentives.points(report, say),
        incentives.rewards(report, say),
        incentives.farming(report, say),
        streaks.lengths(report, say),
        streaks.groups(report, say),
        complaints.section(report, say),
        lotteries.section(report, say),
        duty.section(report, say),
        hot(report, say),
        across(report, say),
        _hours(report, say),
        _reasons(report, say),
        _members(report, say),
        _prevented(report, say),
        rests(report, say),
    ]
    return [section for section in made if section is not None]


# -- sections ----------------------------------------------------------------------------------


def _head(report: Report, say: Say) -> Section:
    log, rates, zone = report.log, report.rates, report.program.timezone
    events = rates.events + log.again
    read = say(
        f"读取 {whole(log.rows)} 行（{whole(log.files)} 个文件），"
        f"得到 {whole(events)} 个事件；{whole(sum(log.rejected.values()))} 行读不了",
        f"{whole(log.rows)} rows of {many(log.files, 'file')}, {many(events, 'event')}; "
        f"{many(sum(log.rejected.values()), 'row')} could not be read",
    )
    lines = [say(f"方式：{_mode(report, say)}", f"mode: {_mode(report, say)}"), read]
    if rates.first is not None and rates.last is not None:
        first, last = (clock.local(end, zone) for end in (rates.first, rates.last))
        lines.append(
            say(
                f"时间：{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}（{zone}）",
                f"period: {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} ({zone})",
            )
        )
    members = sum(1 for one in rates.members.values() if one.messages)
    lines.append(
        say(
            f"群：{whole(rates.all.groups)} 个；发言成员：{whole(members)} 人",
            f"{many(rates.all.groups, 'group')}, {many(members, 'member')} who wrote",
        )
    )
    title = say(
        f"重放报告：{report.program.name}（{report.program.digest}）",
        f"replay of {report.program.name} ({report.program.digest})",
    )
    return Section(title, tuple(lines))


def _mode(report: Report, say: Say) -> str:
    if report.mode == "suppressed":
        return say("扣除（群规已经拦住的不再计算）", "suppressed (what the policy prevents is out)")
    return say("照记录（记录里发生的都计算）", "observed (everything counts as it was logged)")


def _all(report: Report, say: Say) -> Section:
    counts = report.rates.all
    rows = (
        (say("消息", "messages"), whole(counts.messages)),
        (
            say("违规消息", "violations"),
            f"{whole(counts.violations)} ({percent(of.violation_rate(counts))})",
        ),
        (say("干预", "interventions"), whole(counts.interventions)),
        (
            say("　每千条消息", "  per 1,000 messages"),
            decimal(of.per_thousand(counts.interventions, counts)),
        ),
        (
            say("　每群每周", "  per group and week"),
            decimal(of.per_week(counts.interventions, counts)),
        ),
        (
            say("管理员干预", "administrator's interventions"),
            whole(counts.administrator),
        ),
        (
            say("　每群每周", "  per group and week"),
            decimal(of.per_week(counts.administrator, counts)),
        ),
        (say("回复", "replies"), whole(counts.replies)),
        (say("自动占比", "automatic share"), percent(of.automatic_share(counts))),
    )
    says: tuple[str, ...] = ()
    if counts.covered < DAY:
        says = (
            say(
                "记录合计不足一天，不按周推算",
                "the log covers less than a day of one group: nothing is said per week",
            ),
        )
    elif counts.covered < WEEK:
        says = (
            say(
                "记录合计不到一个“群·周”，按周的数是推算，仅供参考",
                "the log covers less than one week of one group: what is per week is extrapolated",
            ),
        )
    return Section(say("总计", "in all"), says, ("", say("数", "number")), rows)


def _actions(report: Report, say: Say) -> Section | None:
    done = sorted(report.rates.actions.items(), key=lambda one: ORDER[one[0]])
    rows = tuple((say(*ACTIONS[name].says), whole(number)) for name, number in done)
    columns = (say("动作", "action"), say("次数", "times"))
    return Section(say("做了什么", "what was done"), (), columns, rows) if rows else None


def _bands(report: Report, say: Say) -> Section:
    columns = (
        say("群规模", "members"), say("群", "groups"), say("消息", "messages"),
        say("违规率", "violation rate"), say("参考", "reference"),
        say("干预/千条", "interv./1,000"), say("干预/群周", "interv./week"),
        say("管理员/群周", "admin/week"), say("参考", "reference"), say("自动占比", "automatic"),
    )  # fmt: skip
    rows = [
        (
            say(*BAND_NAMES[band]), whole(counts.groups), whole(counts.messages),
            percent(of.violation_rate(counts)), f"{100 * GUIDE[band].violation_rate:.0f} %",
            decimal(of.per_thousand(counts.interventions, counts)),
            decimal(of.per_week(counts.interventions, counts)),
            decimal(of.per_week(counts.administrator, counts)),
            decimal(GUIDE[band].administrator_per_week), percent(of.automatic_share(counts)),
        )
        for band, counts in report.bands
    ]  # fmt: skip
    known = of.share(report.rates.all.sized, report.rates.all.messages)
    says = (
        say(
            f"群规模：{percent(known)} 的消息按记录或名册里的人数，其余按当时见过的发言人数",
            f"group sizes: for {percent(known)} of the messages as the log or roster says, "
            "for the others the members seen so far",
        ),
        say(
            "参考：一份中文微信群运营指南里学习群的数，只供对照",
            "reference: figures for study groups from a Chinese guide to running WeChat groups, "
            "to compare with",
        ),
    )
    return Section(say("按群规模", "by size of group"), says, columns, tuple(rows), key="bands")


def _rules(report: Report, say: Say) -> Section:
    columns = (
        say("规则", "rule"), say("命中", "fired"), say("占消息", "of messages"),
        say("干预", "interv."), say("管理员", "admin"), say("无法判断", "unknown"),
    )  # fmt: skip
    messages = report.rates.all.messages
    spoken = sorted(
        report.rates.rules.items(), key=lambda one: (-one[1].fired, -one[1].unknown, one[0])
    )
    rows = tuple(
        (
            name, whole(one.fired), percent(of.share(one.messages, messages)),
            whole(one.interventions), whole(one.administrator), whole(one.unknown),
        )
        for name, one in spoken[:RULES_SHOWN]
    )  # fmt: skip
    says: tuple[str, ...] = ()
    if len(spoken) > RULES_SHOWN:
        more = len(spoken) - RULES_SHOWN
        says = (say(f"另有 {more} 条规则，见 --json", f"and {more} more rules, see --json"),)
    return Section(say("按规则", "by rule"), says, columns, rows)


def _hours(report: Report, say: Say) -> Section:
    columns = (
        say("钟点", "hour"), say("消息", "messages"), say("违规", "violations"),
        say("违规率", "violation rate"), say("干预", "interv."), say("管理员", "admin"),
    )  # fmt: skip
    rows = tuple(
        (
            f"{hour:02}-{hour + 1:02}", whole(counts.messages), whole(counts.violations),
            percent(of.violation_rate(counts)), whole(counts.interventions),
            whole(counts.administrator),
        )
        for hour, counts in report.hours
        if counts != Counts()
    )  # fmt: skip
    zone = report.program.timezone
    return Section(
        say("按一天中的时间", "by hour of the day"),
        (say(f"时区：{zone}", f"time zone: {zone}"),),
        columns,
        rows,
        key="hours",
    )


def _reasons(report: Report, say: Say) -> Section | None:
    violations = report.rates.all.violations
    rows = [
        (*reason(name, word, say), whole(n), percent(of.share(n, violations)))
        for (name, word), n in report.top_words
    ] + [
        (host, say("网站", "host"), whole(n), percent(of.share(n, violations)))
        for host, n in report.top_hosts
    ]
    columns = (
        say("词或网站", "word or host"), say("词库", "list"),
        say("违规消息", "violations"), say("占违规", "of violations"),
    )  # fmt: skip
    title = say("违规多由哪些词和链接引起", "words and links behind the violations")
    return Section(title, (), columns, tuple(rows), 2, "reasons") if rows else None


def reason(name: str, word: str, say: Say) -> tuple[str, str]:
    """A word and its list, in words."""
    kind = CONTACTS.get(name.removeprefix(IN_EVIDENCE)) if name.startswith(IN_EVIDENCE) else None
    if kind is not None:
        return say(*kind), say("联系方式", "contact")
    return word, name or say("规则内", "in the rule")


def _members(report: Report, say: Say) -> Section | None:
    violations = report.rates.all.violations
    rows = tuple(
        (
            name, whole(one.messages), whole(one.violations),
            percent(of.share(one.violations, violations)), whole(one.interventions),
        )
        for name, one in report.top_members
    )  # fmt: skip
    says = called(report.pseudonyms, say)
    columns = (
        say("成员", "member"), say("消息", "messages"), say("违规", "violations"),
        say("占违规", "of violations"), say("干预", "interv."),
    )  # fmt: skip
    title = say("违规最多的成员", "members with the most violations")
    return Section(title, says, columns, rows) if rows else None


_PREVENTED: dict[str, Said] = {
    "removed": Said("已被移出", "the member was removed"),
    "deleted": Said("消息已不在", "the message was gone"),
    "muted": Said("正在禁言", "the member was muted"),
    "locked": Said("全员禁言", "the group was locked"),
}


def _prevented(report: Report, say: Say) -> Section | None:
    if report.mode != "suppressed":
        return None
    rates = report.rates
    rows = tuple((say(*_PREVENTED[reason]), whole(rates.prevented[reason])) for reason in REASONS)
    all, messages = sum(rates.prevented.values()), rates.prevented_messages
    says = (
        say(
            f"{whole(all)} 个事件不会发生，其中消息 {whole(messages)} 条",
            f"{many(all, 'event')} would not have happened, {many(messages, 'message')} of them",
        ),
    )
    return Section(say("被拦住的", "prevented"), says, (say("原因", "because"), ""), rows)
