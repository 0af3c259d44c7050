"""The kinds of change that are tried, by id."""

from __future__ import annotations

from policyq.vocabulary.types import Said

#: Why an unnoticed change is shown without an example.
NOT_FOUND: dict[str, Said] = {
    "minutes": Said(
        "示例里的时间只到分钟，分不出这样的差别",
        "no example can tell: they have a clock of minutes",
    ),
    "unsaid": Said(
        "能看出差别的事，示例里写不出来",
        "what would tell them apart cannot be written in an example",
    ),
    "not_found": Said(
        "没有找到能注意到它的示例；也许它什么结果也不改变",
        "no example found that notices it; perhaps it changes nothing that happens",
    ),
}

KINDS: dict[str, Said] = {
    "amount": Said("数差一", "a number is one off"),
    "boundary": Said("边界算不算", "a boundary is in, or out"),
    "window": Said("时长减半或加倍", "a length of time is halved or doubled"),
    "hours": Said("时刻移半小时", "a time is half an hour off"),
    "days": Said("少一天", "a day less"),
    "negation": Said("条件反过来", "a condition is turned round"),
    "exception": Said("少一个例外", "an exception less"),
    "condition": Said("少一个条件", "a condition less"),
    "entry": Said("少一项", "an entry less"),
    "action": Said("少一个处置", "an action less"),
    "swap": Said("换一个处置", "another action"),
    "confirmation": Said("不需要确认", "nobody has to confirm"),
    "limit": Said("没有次数限制", "no limit of how often"),
    "step": Said("阶梯少一步", "a step of a ladder less"),
    "emptied": Said("词表清空", "a list is emptied"),
    "word": Said("词表少一个词", "a word of a list less"),
    "tier": Said("层级放宽或收窄", "a tier is wider, or narrower"),
}
