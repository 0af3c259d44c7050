"""What a plan says, in Chinese or English: sections of sentences and tables, without any form."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir import clock
from policyq.study.plan.budgets import Judged
from policyq.study.plan.effects import CLASSES
from policyq.study.plan.measures import MEASURES
from policyq.study.plan.plan import Plan, SliceRow, Viewed, main_view
from policyq.study.plan.report import by_day, details, labels, meaning
from policyq.study.plan.report.wording import (
    DIMENSIONS,
    STATES,
    WHY,
    growth,
    interval,
    named,
    number,
    view_of,
)
from policyq.study.plan.resampling import DRAWS, LEAST_GROUPS
from policyq.study.report.report import share
from policyq.study.report.words import NOTHING, Say, Section, many, percent, whole
from policyq.vocabulary.types import Said


def sections(plan: Plan, language: str) -> tuple[list[Section], list[Section]]:
    """All sections that have something to say: those that a reviewer reads first, and the others."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    view = main_view(plan)
    made = [
        _head(plan, say),
        _budgets(plan, say),
        meaning.changed(plan, say, language),
        meaning.forgotten(plan, say),
        _identity(plan, say),
        _rates(plan, say),
        labels.section(plan, say),
    ]
    more = [_transitions(plan, name, say) for name in ("fixed", "suppressed")]
    if view is not None:
        more += [
            details.rules(view, say),
            by_day.section(plan, say),
            _slices(view, say),
            details.members(plan, say),
            details.examples(plan, say),
        ]
    more.append(_rests(plan, say))
    first, others = ([one for one in some if one is not None] for some in (made, more))
    return first, others


def verdict(plan: Plan, say: Say) -> str:
    """The answer in one line."""
    if plan.refused:
        return say(
            "无法比较：旧群规重放不出记录里的处置",
            "refused: the old policy does not reproduce the log",
        )
    if not plan.changes:
        return say("意思没有变", "no change in meaning")
    if plan.ground is not None and not plan.ground.events:
        return say(
            "记录里没有事件：改动会怎样，说不了",
            "the log holds no events: what the change would do cannot be told",
        )
    over = sum(not judged.kept for judged in plan.budgets)
    if over:
        unknown = sum(judged.state == "unknown" for judged in plan.budgets)
        return say(
            f"超出预算：{over} 项" + (f"（其中 {unknown} 项无法判断）" if unknown else ""),
            f"over budget: {over} of {len(plan.budgets)}"
            + (f" ({unknown} cannot be judged)" if unknown else ""),
        )
    excepted = sum(judged.state == "excepted" for judged in plan.budgets)
    if excepted:
        return say(
            f"有改动，在预算以内（特批 {excepted} 项）",
            f"changed, within budget ({excepted} of {len(plan.budgets)} excepted)",
        )
    if plan.budgets:
        return say("有改动，在预算以内", "changed, within budget")
    return say("有改动，没有设预算", "changed; there are no budgets")


def _head(plan: Plan, say: Say) -> Section:
    old, new = plan.names
    says = [verdict(plan, say)]
    digests = " → ".join(program.digest for program in plan.programs)
    says.append(
        say(
            f"群规 {plan.programs[1].name}：{digests}", f"policy {plan.programs[1].name}: {digests}"
        )
    )
    ground, log = plan.ground, plan.log
    if ground is not None and log is not None and ground.span is not None:
        first, last = (clock.local(end, ground.zone) for end in ground.span)
        messages = sum(ground.messages.values())
        says.append(
            say(
                f"记录：{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}（{ground.zone}），"
                f"{whole(len(ground.groups))} 个群，{whole(messages)} 条消息",
                f"log: {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} ({ground.zone}), "
                f"{many(len(ground.groups), 'group')}, {many(messages, 'message')}",
            )
        )
    return Section(say(f"改动预演：{old} → {new}", f"plan: {old} → {new}"), tuple(says))


# -- budgets -----------------------------------------------------------------------------------


def _budgets(plan: Plan, say: Say) -> Section | None:
    columns = (
        say("预算", "budget"), say("视角", "view"), say("结果", "state"),
        say("上限", "limit"), say("估计", "estimate"), say("最坏", "pessimistic end"),
    )  # fmt: skip
    rows = tuple(budget_row(judged, say) for judged in plan.budgets)
    title = say("预算", "budgets")
    says = (*_unknown(plan, say), *_overrides(plan, say))
    return Section(title, says, columns, rows, left=3, key="budgets") if rows else None


def budget_row(judged: Judged, say: Say) -> tuple[str, ...]:
    """A budget: what, in which view, its state, its limit, the estimate and the bound."""
    budget = judged.budget

    def shown(value: float | None) -> str:
        if budget.increase is None:
            return number(budget.measure, value)
        return (
            growth(value) if budget.increase.percent else number(budget.measure, value, signed=True)
        )

    sign = "+" if budget.increase is not None else ""
    if budget.at_least is not None:
        sign = "≥ "
    return (
        named(budget, say), view_of(judged.view, say), say(*STATES[judged.state]),
        f"{sign}{budget.limit}", shown(judged.estimate.value), shown(judged.bound),
    )  # fmt: skip


def _unknown(plan: Plan, say: Say) -> Iterator[str]:
    """Why nobody can tell whether a budget is kept."""
    for judged in plan.budgets:
        if judged.bound is None and judged.state != "over" and judged.estimate.why in WHY:
            name, why = named(judged.budget, say), WHY[judged.estimate.why]
            yield say(f"{name}：{why.zh}", f"{name}: {why.en}")


def _overrides(plan: Plan, say: Say) -> Iterator[str]:
    for judged in plan.budgets:
        override = judged.budget.override
        name = named(judged.budget, say)
        if override is None or judged.state == "within":
            continue
        if judged.expired:
            yield say(
                f"{name} 的特批到 {override.until} 为止，已经过期（{override.owner}）",
                f"the override of {name} ended on {override.until} ({override.owner})",
            )
        else:
            yield say(
                f"{name} 特批到 {override.until}：{override.reason}（{override.owner}）",
                f"{name}: overridden until {override.until} by {override.owner}: {override.reason}",
            )


# -- the gate ----------------------------------------------------------------------------------


_REASONS: dict[str, Said] = {
    "not_there": Said("处置的消息不在记录里", "what they were about is not in the log"),
    "not_decided": Said("旧群规没有这样处置", "the old policy decides no such thing"),
    "otherwise": Said("处置的时长不同", "the action lasts otherwise"),
    "not_reported": Said("旧群规会处置，记录里没有", "decided by the old policy, not in the log"),
}


def _identity(plan: Plan, say: Say) -> Section | None:
    agreement = plan.agreement
    if agreement is None:
        return None
    title = say("旧群规能否重现记录", "does the old policy reproduce the log")
    if agreement.share is None:
        text = say(
            "记录里没有处置结果，无从核对：记录是否完整、群规是否就是当时那一份，都不知道",
            "the log holds no outcomes, so that nobody can tell whether it is whole, and whether "
            "this is the policy that ran",
        )
        return Section(title, (text,))
    says = [
        say(
            f"吻合 {percent(agreement.share)}：记录里 {whole(agreement.reported)} 次处置，"
            f"重放 {whole(agreement.decided)} 次，相同 {whole(agreement.both)} 次",
            f"agreement {percent(agreement.share)}: {whole(agreement.reported)} actions in the "
            f"log, {whole(agreement.decided)} replayed, {whole(agreement.both)} in both",
        )
    ]
    if plan.refused:
        least = percent(plan.least)
        says.append(
            say(
                f"低于 {least}，下面不再比较：先找出记录、名册、时区、群规版本哪里对不上",
                f"below {least}, so that nothing is compared: find out first what differs, the "
                "log, the roster, the time zone or the version of the policy",
            )
        )
    log = plan.log
    if log is not None and log.late and agreement.share < 1:
        says.append(
            say(
                f"{whole(log.late)} 个事件来得太晚：记录的顺序乱了",
                f"{many(log.late, 'event')} came too late: the log is out of order",
            )
        )
    if agreement.reasons.get("not_there"):
        says.append(
            say(
                "被处置的消息不在记录里：记录不全，或被旧群规处置过（撤回的没有留下），少算的不知有多少",
                "messages that were acted on are not in the log: it is not whole, or shaped by the "
                "old policy (what was deleted is gone); how much is missing, nobody knows",
            )
        )
    rows = tuple((say(*_REASONS[name]), whole(count)) for name, count in agreement.reasons.items())
    columns = (say("不吻合之处", "where they differ"), say("次数", "times"))
    return Section(title, tuple(says), columns, rows)


# -- numbers -----------------------------------------------------------------------------------


def _rates(plan: Plan, say: Say) -> Section | None:
    if plan.table is None:
        return None
    rows = []
    for name, view in plan.views.items():
        for one in (*view.rates, *view.totals):
            if one.old.value == one.new.value == 0 and one.measure not in ("violation_rate",):
                continue
            rows.append(
                (
                    view_of(name, say), say(*MEASURES[one.measure].says),
                    number(one.measure, one.old.value), number(one.measure, one.new.value),
                    number(one.measure, one.difference.value, signed=True),
                    interval(one.measure, one.difference, say),
                )
            )  # fmt: skip
    columns = (
        say("视角", "view"), say("量", "measure"), say("旧", "old"), say("新", "new"),
        say("差", "difference"), say("95% 区间", "95 % interval"),
    )  # fmt: skip
    return Section(
        say("会有多大变化", "how much changes"), tuple(_sure(plan, say)), columns, tuple(rows), 2
    )


def _sure(plan: Plan, say: Say) -> Iterator[str]:
    table = plan.table
    assert table is not None
    if not table.enough:
        yield say(
            f"只有 {whole(table.clusters)} 个成员，群不到 {LEAST_GROUPS} 个：不能说改动在别处、"
            "以后会怎样，只能说这份记录里怎样",
            f"{many(table.clusters, 'member')} in fewer than {LEAST_GROUPS} groups: this is what "
            "happened in this log, and nothing can be said beyond it",
        )
        return
    seed = plan.asked.seed
    if table.by == "group":
        yield say(
            f"区间：整群重抽 {DRAWS} 次（{whole(table.clusters)} 个群，种子 {seed}），两份群规成对比较",
            f"intervals: whole groups drawn anew {DRAWS} times ({whole(table.clusters)} groups, "
            f"seed {seed}), both policies together",
        )
    else:
        yield say(
            f"区间：群不到 {LEAST_GROUPS} 个，按成员重抽 {DRAWS} 次（{whole(table.clusters)} 人，"
            f"种子 {seed}）；只说得了这几个群，说不了别的群",
            f"intervals: fewer than {LEAST_GROUPS} groups, so that members are drawn anew {DRAWS} "
            f"times ({whole(table.clusters)} members, seed {seed}); they speak of these groups only",
        )
    estimates = [
        one.difference for view in plan.views.values() for one in (*view.rates, *view.totals)
    ]
    if any(one.why == "rare" for one in estimates):
        yield say(
            "* 只有个别群或人有变化，区间很宽", "* rests on a handful of groups or members: wide"
        )
    yield say(
        "照记录：被禁言、移出的人照样发言，次数偏多；扣除：拦住的不再计算，但没人知道他们会改做什么",
        "as logged: whoever is muted or removed goes on, which counts too much; suppressed: what is "
        "prevented is out, and nobody knows what they would have done instead",
    )
    if plan.asked.shares:
        yield say(
            "“假定被震住”是假设，不是数据：被处置过的人 30 天内再犯，其中这么多不会发生",
            "`deterred` is an assumption, no data: of what members would break again within 30 days "
            "of an intervention, so much does not happen",
        )
    else:
        yield say(
            "处置会不会让人不再犯，这里没有算；--deter 25,50 按假定的比例再算",
            "whether interventions deter is not asked here; --deter 25,50 assumes that they do",
        )


def _transitions(plan: Plan, name: str, say: Say) -> Section | None:
    view = plan.views.get(name)
    if view is None:
        return None
    pairs = view.transitions
    olds = [one for one in CLASSES if any(pair[0] == one for pair in pairs)]
    news = [one for one in CLASSES if any(pair[1] == one for pair in pairs)]
    rows = tuple(
        (say(*CLASSES[old]), *(_cell(pairs.get((old, new), 0)) for new in news)) for old in olds
    )
    columns = (say("旧＼新", "old \\ new"), *(say(*CLASSES[new]) for new in news))
    changed = sum(count for (old, new), count in pairs.items() if old != new)
    says = (
        say(
            f"{whole(changed)} 条消息的结果变了类别；{whole(view.differing)} 个事件的处置有不同",
            f"{many(changed, 'message')} fall into another class; "
            f"{many(view.differing, 'event')} are treated in some other way",
        ),
    )
    title = say(
        f"消息的结果（{view_of(name, say)}）", f"what becomes of messages ({view_of(name, say)})"
    )
    return Section(title, says, columns, rows, key=f"transitions {name}")


def _cell(count: int) -> str:
    return whole(count) if count else NOTHING


def _slices(view: Viewed, say: Say) -> Section | None:
    rows = []
    for dimension, values in view.slices.items():
        for value, row in values.items():
            if row.gained or row.lost or row.changed:
                rows.append(_slice(dimension, value, row, say))
    columns = (
        say("按", "by"), "", say("消息", "messages"), say("旧", "old"), say("新", "new"),
        say("多管", "gained"), say("少管", "lost"), say("改管", "changed"),
    )  # fmt: skip
    title = say("变化在哪里（照记录）", "where it changes (as logged)")
    return Section(title, (), columns, tuple(rows), 2, "slices") if rows else None


def _slice(dimension: str, value: str | int, row: SliceRow, say: Say) -> tuple[str, ...]:
    return (say(*DIMENSIONS[dimension]), details.value_of(dimension, value, say), *map(whole, row))


# -- what it rests on --------------------------------------------------------------------------


def _rests(plan: Plan, say: Say) -> Section | None:
    says = tuple(_remarks(plan, say))
    return Section(say("须知", "to be borne in mind"), says) if says else None


def _remarks(plan: Plan, say: Say) -> Iterator[str]:
    log = plan.log
    if log is None:
        return
    if plan.views and plan.appraisal is None:
        yield say(
            "没有人工标注：哪些是误伤、哪些是漏网，这份报告说不了",
            "without messages judged by people nobody can tell here which are wrongly punished",
        )
    if log.assumed:
        all = percent(share(log.assumed.get("any", 0), log.messages))
        yield say(
            f"{all} 的消息按普通成员推定",
            f"{all} of the messages take their sender for an ordinary member",
        )
    for name, fields in sorted(log.silenced.items()):
        yield say(
            f"规则 {name} 不起作用：记录里没有 {'、'.join(fields)}",
            f"rule {name} is silent: the log never says {' or '.join(fields)}",
        )
    if log.rejected:
        rows = sum(log.rejected.values())
        yield say(f"{whole(rows)} 行读不了", f"{many(rows, 'row')} could not be read")
    if log.late:
        yield say(
            f"{whole(log.late)} 个事件来得太晚，按到达时所知判断",
            f"{many(log.late, 'event')} came too late and met what was known on arrival",
        )
