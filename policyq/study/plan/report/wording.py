"""The words of a plan: kinds of part, views, numbers with their intervals."""

from __future__ import annotations

from policyq.study.labels.wording import WHY as LABEL_WHY
from policyq.study.plan.budget import Budget
from policyq.study.plan.measures import MEASURES, SHARES
from policyq.study.plan.resampling import Estimate
from policyq.study.report.words import NOTHING, Say, decimal, percent, whole
from policyq.vocabulary.events import ROLES
from policyq.vocabulary.types import Said

KINDS: dict[str, Said] = {
    "rules": Said("规则", "rule"),
    "promises": Said("承诺", "promise"),
    "ladders": Said("阶梯", "ladder"),
    "words": Said("词库", "words"),
    "sites": Said("网站", "sites"),
    "values": Said("数值", "value"),
    "TimeIn": Said("时段", "hours"),
    "tiers": Said("层级", "tier"),
    "metrics": Said("指标", "metric"),
    "watches": Said("监测", "watch"),
    "agendas": Said("日历", "calendar of posts"),
    "Item": Said("日历的一项", "entry"),
    "forms": Said("形式", "form"),
    "rankings": Said("排行", "ranking"),
    "timezone": Said("时区", "time zone"),
    "version": Said("语言版本", "language version"),
    "calendar": Said("节假日", "calendar"),
    "quiet": Said("机器人静默", "the bot's quiet"),
}
HOW: dict[str, Said] = {
    "added": Said("新增", "added"),
    "removed": Said("删去", "removed"),
    "renamed": Said("改名", "renamed"),
    "changed": Said("有改动", "changed"),
    "through": Said("受牵连", "changed through others"),
}
DIMENSIONS: dict[str, Said] = {
    "role": Said("角色", "role"),
    "band": Said("群规模", "size of group"),
    "hour": Said("钟点", "hour"),
    "platform": Said("平台", "platform"),
    "tier": Said("层级", "tier"),
    "rule": Said("规则", "rule"),
    "tag": Said("标签", "tag"),
}
WHY: dict[str, Said] = {
    "clusters": Said("无法估计：群和成员都太少", "cannot be estimated: too few groups and members"),
    "nothing": Said("无法估计：没有可比的", "cannot be estimated: nothing to compare with"),
    "empty": Said("无法估计：记录里什么都没有", "cannot be estimated: the log holds nothing"),
    "uneven": Said(
        "无法估计：全看一两个群或一两个人",
        "cannot be estimated: it hangs on one or two groups or members",
    ),
    **LABEL_WHY,
    "view": Said("没有重放这一种", "this view was not replayed"),
}
STATES: dict[str, Said] = {
    "within": Said("以内", "within"),
    "over": Said("超出", "over"),
    "unknown": Said("无法判断，按超出算", "nobody can tell: counts as over"),
    "excepted": Said("超出，已特批", "over, excepted"),
}


def kind_of(kind: str, say: Say) -> str:
    """What a kind of part is called; one that is not in the table by its own name."""
    return say(*KINDS[kind]) if kind in KINDS else kind


def named(budget: Budget, say: Say) -> str:
    """What a budget is called: its measure, and what is counted alone."""
    name = say(*MEASURES[budget.measure].says)
    if budget.filter is None:
        return name
    dimension, value = budget.filter.dimension, budget.filter.value
    if dimension == "role" and value in ROLES:
        value = say(*ROLES[value])
    return f"{name} ({say(*DIMENSIONS[dimension])} {value})"


def view_of(view: str, say: Say) -> str:
    """What a view is called."""
    if view == "fixed":
        return say("照记录", "as logged")
    if view == "suppressed":
        return say("扣除", "suppressed")
    if view == "worst":
        return say("最坏的一种", "the worst")
    share = view.removeprefix("deterred ")
    return say(f"假定 {share} 被震住", f"assuming {share} deterred")


def number(measure: str, value: float | None, *, signed: bool = False) -> str:
    """A value of a measure; ``signed``: a difference."""
    if value is None:
        return NOTHING
    sign = "+" if signed and value > 0 else ""
    if measure in SHARES:
        shown = f"{100 * value:z.2f}" if signed else f"{100 * value:z.2f} %"
        return sign + shown
    if MEASURES[measure].over or value != int(value):
        return sign + decimal(value)
    return sign + whole(int(value))


def growth(value: float | None) -> str:
    """A part by which something grows."""
    if value is None:
        return NOTHING
    return ("+" if value > 0 else "") + percent(value)


def interval(measure: str, estimate: Estimate, say: Say, *, signed: bool = True) -> str:
    """From where to where, or why nobody knows."""
    if estimate.low is None or estimate.high is None:
        return say(*WHY[estimate.why]) if estimate.why in WHY else NOTHING
    ends = (number(measure, end, signed=signed) for end in (estimate.low, estimate.high))
    mark = " *" if estimate.why == "rare" else ""
    return say(" 至 ", " to ").join(ends) + mark
