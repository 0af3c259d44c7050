"""What can be measured of a group, declared once as data: built-in measures and the grades.

How each is computed stands in `policyq.ir.measuring`; the periods are calendar days and weeks.
"""

from __future__ import annotations

from typing import NamedTuple

from policyq.vocabulary.types import Said


class Measure(NamedTuple):
    """A row of `MEASURES`."""

    id: str
    says: Said
    """The name; the keyword table spells it."""
    sentence: Said
    unit: str
    """``count`` (of things) or ``share`` (a part of one, written as a percentage)."""


MEASURES: dict[str, Measure] = {
    row.id: row
    for row in (
        Measure(
            "messages", Said("消息数", "messages"),
            Said("消息的条数，修改不算", "how many messages there were, edits not counted"), "count",
        ),
        Measure(
            "speakers", Said("发言人数", "speakers"),
            Said("发过消息的人数", "how many members sent a message"), "count",
        ),
        Measure(
            "active_share", Said("活跃占比", "share who speak"),
            Said(
                "发过消息的人数除以群人数；不知道群人数就是未知",
                "members who sent a message over all members; unknown while the group's size is",
            ), "share",
        ),
        Measure(
            "mentions", Said("提及数", "mentions"),
            Said("提及了人的消息条数", "how many messages mention somebody"), "count",
        ),
        Measure(
            "link_clicks", Said("链接点击数", "link clicks"),
            Said("点击链接的次数", "how often a link was clicked"), "count",
        ),
        Measure(
            "joins", Said("入群数", "joins"), Said("入群的人次", "how often somebody joined"), "count",
        ),
        Measure(
            "leaves", Said("退群数", "leaves"), Said("退群的人次", "how often somebody left"), "count",
        ),
        Measure(
            "new_speakers", Said("新人发言数", "new members who speak"),
            Said(
                "入群不到 7 天而发过消息的人数",
                "how many members who joined within the last 7 days sent a message",
            ), "count",
        ),
        Measure(
            "reply_share", Said("回复占比", "share of replies"),
            Said(
                "回复别的消息的条数除以消息条数",
                "messages that answer another one over all messages",
            ), "share",
        ),
        Measure(
            "decay", Said("衰减率", "decay"),
            Said(
                "最近 30 天的消息比再往前 30 天少了多少；两段里各要有 15 天是已知的，按已知的天平均",
                "by how much the messages of the last 30 days fall short of the 30 days before, as "
                "means of the known days; each half needs 15 of them",
            ), "share",
        ),
    )
}  # fmt: skip

#: From bad to good; ``fair`` is what is neither poor nor good.
GRADES: dict[str, Said] = {
    "poor": Said("预警", "poor"),
    "fair": Said("一般", "fair"),
    "good": Said("达标", "good"),
    "excellent": Said("优秀", "excellent"),
}

#: What a metric is computed for: ids of `policyq.vocabulary.types.BUCKETS`.
PERIODS: dict[str, Said] = {"day": Said("每天", "daily"), "week": Said("每周", "weekly")}

#: `decay`: the days of each half, and how many of them must be known.
DECAY_DAYS = 30
DECAY_KNOWN = 15
