"""Words that mean a keyword and resemble none, as people write them who have not read the table."""

from __future__ import annotations

from collections.abc import Collection

#: What people write, and the keywords' words that may be meant, the likeliest first;
#: none, if what is meant cannot be told.
_MEANT: dict[str, tuple[str, ...]] = {
    "如果": ("当",),
    "若": ("当",),
    "假如": ("当",),
    "那么": ("则",),
    "就": ("则",),
    "从": ("自", "来自"),
    "而且": ("且",),
    "不在": (),  # 有链接 不在, or 链接 都不在: nobody can tell
    "对方": ("对对方",),  # and no condition: `对象` is somebody else
    "每人": ("同一人",),
    "每个人": ("同一人",),
    "除了": ("除非",),
    "删除": ("撤回",),
    "删": ("撤回",),
    "踢": ("移出",),
    "踢出": ("移出",),
    "踢人": ("移出",),
    "拉黑": ("移出",),
    "封号": ("移出",),
    "静音": ("禁言",),
    "封禁": ("移出",),
    "永久禁言": ("禁言",),
    "什么都不做": ("放行",),
    "不处理": ("放行",),
    "不管": ("放行",),
    "不应当": (),  # the opposite of what 应当 says
    "踢出群": ("移出",),
    "踢出群聊": ("移出",),
    "移出群": ("移出",),
    "移出群聊": ("移出",),
    "移除": ("移出",),
    "赶出": ("移出",),
    "然后": ("再",),
    "接着": ("再",),
    "批准": ("同意",),
    "等待确认": ("待确认",),
    "撤销": ("撤销处罚",),
    "取消处罚": ("撤销处罚",),
    "免除处罚": ("撤销处罚",),
    "免罚": ("撤销处罚",),
    "赦免": ("撤销处罚",),
    "上诉": ("申诉",),
    "举报": ("投诉",),
    "全体禁言": ("全员禁言",),
    "发送": ("回复",),
    "发出": ("回复",),
    "提醒": ("回复",),
    "提示": ("回复",),
    "文字": ("文本",),
    "内容": ("文本",),
    "包括": ("含",),
    "含有": ("含",),
    "包含有": ("含",),
    "带有": ("含",),
    "出现": ("含",),
    "发言": ("消息",),
    "说话": ("消息",),
    "发消息": ("消息",),
    "进群": ("入群",),
    "加群": ("入群",),
    "新人入群": ("入群",),
    "新人进群": ("入群",),
    "新成员入群": ("入群",),
    "新成员": ("入群",),
    "有人入群": ("入群",),
    "有人进群": ("入群",),
    "有新人": ("入群",),
    "if": ("when",),
    "do": ("then",),
    "kick": ("remove",),
    "ban": ("remove",),
    "block": ("remove",),
    "expel": ("remove",),
    "silence": ("mute",),
    "erase": ("delete",),
    "pardon": ("forgive",),
    "revoke": ("forgive",),
    "report": ("complaint",),
    "joins": ("join",),
    "joined": ("join",),
    "leaves": ("leave",),
    "posts": ("message",),
    "says": ("message",),
    "includes": ("contains",),
    "except": ("unless",),
}
#: Words that people join the items of a list with, which are no keywords.
JOINTS = frozenset({"并", "然后", "以及", "同时", "接着", "和", "及", "并且", "外加", "and"})
_UNITS = {
    "分": "分钟",
    "时": "小时",
    "钟头": "小时",
    "个钟头": "小时",
    "礼拜": "周",
    "sec": "seconds",
    "secs": "seconds",
    "mins": "minutes",
    "hr": "hours",
    "hrs": "hours",
}


def meant(word: str, accepted: Collection[str]) -> str | None:
    """The keyword's word of ``accepted`` that ``word`` is another word for."""
    return next((one for one in _MEANT.get(word, ()) if one in accepted), None)


def is_known(word: str) -> bool:
    """Whether ``word`` is in the table, so that likeness must not be trusted: `block` is no lock."""
    return word in _MEANT


def unit(word: str) -> str | None:
    """The unit that ``word`` is another word for."""
    return _UNITS.get(word)
