"""Sentences that the tables need and no declaration holds."""

from __future__ import annotations

from policyq.vocabulary.types import Said

#: For each action: how it is written, and what it does.
ACTION_SENTENCES: dict[str, tuple[Said, Said]] = {
    "warn": (
        Said('警告 "请注意"', 'warn "please mind the rules"'),
        Said("警告发言人；文本可以不写", "warns the sender; the text may be left out"),
    ),
    "mute": (
        Said("禁言10分钟", "mute 10 minutes"),
        Said("发言人在这段时间里不能发言", "the sender cannot write for that time"),
    ),
    "remove": (Said("移出", "remove"), Said("把发言人移出群", "takes the sender out of the group")),
    "delete": (Said("撤回", "delete"), Said("撤回这条消息", "takes the message down")),
    "unmute": (Said("解除禁言", "unmute"), Said("提前解除发言人的禁言", "ends the sender's mute")),
    "forgive": (
        Said("撤销处罚 7天内", "forgive within 7 days"),
        Said(
            "收回发言人的一次处罚：阶梯减一步，禁言解除；不写时间是 7 天",
            "takes a penalty of the sender back: its step, its mute; without a time 7 days",
        ),
    ),
    "lock": (
        Said("全员禁言30分钟", "lock for 30 minutes"),
        Said("只有群主和管理员能发言", "only owners and admins can write"),
    ),
    "unlock": (Said("解除全员禁言", "unlock"), Said("提前解除全员禁言", "ends the lock")),
    "reply": (Said('回复 "请看置顶"', 'reply "see the pinned note"'), Said("答复", "answers")),
    "notify": (
        Said('通知 群主 和 值班 "请看一下"', 'notify owner and duty "please look"'),
        Said("告知群里的某些人", "tells somebody"),
    ),
    "handover": (
        Said("转交 客服", "hand over to support"),
        Said("交给人来处理", "leaves it to a human"),
    ),
    "tag": (Said("标记 可疑", "tag suspect"), Said("给发言人加标签", "gives the sender a tag")),
    "record": (
        Said('记录 "看过"', 'record "seen"'),
        Said("只记下来，什么也不做", "writes it down, and does nothing"),
    ),
    "award": (
        Said("加2分 活跃分", "award 2 activity"),
        Said(
            "给发言人加分；`给对方` 加给所针对的成员，`给上榜者` 加给上榜的人",
            "points for the sender; `to the other` for whom it is aimed at, `to the winners`",
        ),
    ),
    "deduct": (
        Said("扣5分 活跃分", "deduct 5 activity"),
        Said("扣发言人的分，最多扣到零", "takes points of the sender away, down to none"),
    ),
    "redeem": (
        Said("兑换 书券", "redeem voucher"),
        Said("发言人用积分换奖励", "the sender gets a reward for points"),
    ),
    "grant": (
        Said("授予 月度之星", "grant star"),
        Said("授予发言人头衔", "gives the sender a title"),
    ),
}

#: The types of fields.
TYPES: dict[str, Said] = {
    "text": Said("文本", "text"),
    "hosts": Said("域名", "hosts"),
    "time": Said("时间", "time"),
    "who": Said("人", "member"),
    "duration": Said("时长", "length of time"),
    "number": Said("数字", "number"),
    "accounts": Said("账号", "accounts"),
    "group": Said("群", "group"),
    "message": Said("消息", "message"),
}

#: What the groups of the keyword table are about.
GROUPS: dict[str, Said] = {
    "keyword": Said("关键词", "keyword"),
    "test": Said("文本", "text"),
    "has": Said("联系方式", "contacts"),
    "has_no": Said("联系方式", "contacts"),
    "compare": Said("比较", "comparison"),
    "per": Said("按什么计数", "count by"),
    "same": Said("按什么计数", "count by"),
    "various": Said("不同的什么", "distinct"),
    "beat": Said("多久更新一次", "refreshed"),
    "option": Said("怎么找", "how words are looked for"),
    "bucket": Said("日历区间", "calendar"),
    "measure": Said("指标", "metric"),
    "standard": Said("评价", "grade"),
    "grade": Said("级别", "level"),
    "later": Said("示例", "example"),
    "score": Said("积分", "points"),
    "most": Said("最多", "at most"),
    "each_most": Said("最多", "at most"),
    "worth": Said("奖励", "reward"),
    "day_named": Said("日历上的日子", "days of a calendar"),
    "weekday": Said("星期", "weekday"),
}
