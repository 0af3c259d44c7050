"""What a policy may do, declared once as data. Engines decide; hosts act."""

from __future__ import annotations

from typing import NamedTuple

from policyq.vocabulary.types import Said


class Action(NamedTuple):
    """A row of `ACTIONS`."""

    id: str
    says: Said
    dimension: str
    """Actions compete only inside the dimension ``penalty``, and only for one target."""
    strength: int = 0
    """Among penalties: warn < mute < remove. Two mutes are compared by length."""
    personal: bool = False
    """Whether it is aimed at a member, and so has no target on a tick."""
    intervenes: bool = True
    """Whether it counts as an intervention: replies and records do not."""
    breaks: bool = False
    """Whether a rule that does it finds a violation (deletes or penalizes)."""
    asks_human: bool = False
    """Whether a person has to do something."""


def _rows(*rows: Action) -> dict[str, Action]:
    return {row.id: row for row in rows}


ACTIONS: dict[str, Action] = _rows(
    Action("warn", Said("警告", "warn"), "penalty", 1, personal=True, breaks=True),
    Action("mute", Said("禁言", "mute"), "penalty", 2, personal=True, breaks=True),
    Action("remove", Said("移出", "remove"), "penalty", 3, personal=True, breaks=True),
    Action("delete", Said("撤回", "delete"), "delete", personal=True, breaks=True),
    Action("unmute", Said("解除禁言", "unmute"), "unmute", personal=True),
    Action("forgive", Said("撤销处罚", "forgive"), "forgive", personal=True),
    Action("lock", Said("全员禁言", "lock"), "lock"),
    Action("unlock", Said("解除全员禁言", "unlock"), "unlock"),
    Action("reply", Said("回复", "reply"), "reply", intervenes=False),
    Action("notify", Said("通知", "notify"), "notify", intervenes=False),
    Action(
        "handover",
        Said("转交", "hand over to"),
        "handover",
        intervenes=False,
        asks_human=True,
    ),
    Action("tag", Said("标记", "tag"), "tag", personal=True, intervenes=False),
    Action("record", Said("记录", "record"), "record", intervenes=False),
    Action("award", Said("加", "award"), "award", personal=True, intervenes=False),
    Action("deduct", Said("扣", "deduct"), "deduct", personal=True, intervenes=False),
    Action("redeem", Said("兑换", "redeem"), "redeem", personal=True, intervenes=False),
    Action("grant", Said("授予", "grant"), "grant", personal=True, intervenes=False),
)

#: What is carried out in the group's own books, by nobody on the platform.
BOOKED: frozenset[str] = frozenset({"award", "deduct", "redeem", "grant"})

PENALTIES: frozenset[str] = frozenset(a.id for a in ACTIONS.values() if a.dimension == "penalty")

#: The order in which the actions of one decision are listed.
ORDER: dict[str, int] = {
    name: place
    for place, name in enumerate(
        (
            "delete", "remove", "mute", "warn", "unmute", "forgive", "lock", "unlock",
            "reply", "notify", "handover", "tag", "record",
            "award", "deduct", "redeem", "grant",
        )
    )
}  # fmt: skip


class Placeholder(NamedTuple):
    """What a text may hold in braces, beside the names of values."""

    id: str
    says: Said
    spellings: Said
    needs: str | None = None
    """An id of `policyq.vocabulary.events.FIELDS` whose carriers it needs, or ``"ladder"``."""


PLACEHOLDERS: dict[str, Placeholder] = {
    row.id: row
    for row in (
        Placeholder(
            "member", Said("成员的名字", "the member's name"), Said("成员", "member"), "sender"
        ),
        Placeholder(
            "other",
            Said("投诉、点赞所针对的人", "whom the complaint or the reaction is aimed at"),
            Said("对方", "other"),
            "aimed",
        ),
        Placeholder("group", Said("群的名字", "the group's name"), Said("群", "group")),
        Placeholder("rule", Said("违反的规则", "the rule that fired"), Said("违反的规则", "rule")),
        Placeholder(
            "rules",
            Said("全部规则的说明", "the descriptions of all rules"),
            Said("全部群规", "rules"),
        ),
        Placeholder("time", Said("当地时间", "the local time"), Said("时间", "time")),
        Placeholder("text", Said("消息原文", "the message's text"), Said("原文", "text"), "text"),
        Placeholder(
            "recent",
            Said(
                "成员最近一天里最后的消息，连时间和名字，最多5条，每条最多200字，一行一条",
                "the member's last messages of a day with time and name: up to 5, of up to 200 "
                "characters each, one a line",
            ),
            Said("最近消息", "recent messages"),
            "sender",
        ),
        Placeholder(
            "step", Said("阶梯的第几步", "the ladder's step"), Said("第几次", "step"), "ladder"
        ),
        Placeholder(
            "ranking",
            Said("排行的名次，一行一个", "the places of the ranking, one a line"),
            Said("榜单", "ranking"),
            "ranking",
        ),
        Placeholder(
            "advice",
            Said("试运行的规则建议做什么", "what the rule on trial would have done"),
            Said("建议", "advice"),
            "advice",
        ),
        Placeholder(
            "streak",
            Said("连续的天数", "how many days in a row"),
            Said("连续天数", "streak"),
            "sender",
        ),
        Placeholder(
            "waiting",
            Said("群里等人确认的有几件", "how many questions wait for an answer in the group"),
            Said("待确认数", "waiting"),
        ),
        Placeholder(
            "titles",
            Said("成员现有的头衔", "the titles that the member holds"),
            Said("头衔", "titles"),
            "sender",
        ),
    )
}
