"""What is aimed at another member: complaints, and what follows from them."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Our group" version 1\ntimezone Asia/Shanghai\n\n'

NOT_AIMED = Kind(
    code="PQ680",
    name="not-at-a-member",
    severity=Severity.ERROR,
    title=Words("`{action}`不是对成员做的", "`{action}` is done to no member"),
    label=Words("前后的“对对方”没有意义", "so `against the other` means nothing here"),
    help=Words("去掉“对对方”", "leave `against the other` out"),
    bad=_HEAD + "rule told when complaint then record against the other\n",
    good=_HEAD + "rule told when complaint then warn against the other\n",
    why=Words(
        "警告、禁言、移出、撤回、解除禁言才有对象",
        "only warnings, mutes, removals, deletions and what lifts a mute have somebody to hit",
    ),
)
NOBODY_THERE = Kind(
    code="PQ681",
    name="no-other-here",
    severity=Severity.ERROR,
    title=Words("{kinds}没有针对谁", "{kinds} is aimed at nobody"),
    label=Words("这时没有“对方”", "there is no other to punish then"),
    help=Words(
        "只在投诉、点赞时写“对对方”", "write `against the other` of complaints and reactions only"
    ),
    bad=_HEAD + "rule told when message then penalize by standard against the other\n"
    "ladder standard within 30 days first warn next mute 1 day\n",
    good=_HEAD + "rule told when complaint then penalize by standard against the other\n"
    "ladder standard within 30 days first warn next mute 1 day\n",
    why=Words(
        "只有投诉和点赞有对象",
        "only complaints and reactions are aimed at another member",
    ),
)

WRONG_ONE = Kind(
    code="PQ682",
    name="punishes-who-complains",
    severity=Severity.WARNING,
    title=Words("罚的是投诉的人", "who complains is punished"),
    label=Words("对发起的人做", "done to the sender"),
    also=Words("统计的是针对谁", "counts by whom it is aimed at"),
    help=Words("在前面写“对对方”", "write `against the other` behind it"),
    bad=_HEAD
    + "rule told when complaint and distinct(sender of complaint per target within 1 day) >= 3\n"
    "  then mute 1 day\n",
    good=_HEAD
    + "rule told when complaint and distinct(sender of complaint per target within 1 day) >= 3\n"
    "  then mute 1 day against the other\n",
    why=Words(
        "处罚没有特别说明就落在发起的人身上",
        "a penalty that says nothing hits the sender of the event",
    ),
)

SELF_PARDON = Kind(
    code="PQ683",
    name="forgives-itself",
    severity=Severity.WARNING,
    title=Words("谁都可以给自己撤销处罚", "members forgive themselves"),
    label=Words("不用谁同意", "and nobody has to agree"),
    help=Words(
        "在后面写“需 群主 确认”；要用积分换的，写在奖励里",
        "write `confirmed by owner` behind it; what points buy stands in a reward",
    ),
    bad=_HEAD + "rule appeals when appeal then forgive within 7 days\n",
    good=_HEAD + "rule appeals when appeal then forgive within 7 days confirmed by owner\n",
    why=Words(
        "撤销的是发起的人自己的处罚，不用确认就当场撤销",
        "what is forgiven is a penalty of whoever sets the rule off, at once if nobody confirms",
    ),
)

KINDS = (NOT_AIMED, NOBODY_THERE, WRONG_ONE, SELF_PARDON)
"""Of this area, in the order of their codes."""
