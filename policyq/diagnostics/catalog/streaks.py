"""Streaks: what a member did on so many days in a row."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Readers" version 1\ntimezone Asia/Shanghai\n\n'

NOT_BY_MEMBER = Kind(
    code="PQ630",
    name="streak-of-others",
    severity=Severity.ERROR,
    title=Words("连续的天数只按成员算", "a streak is of one member"),
    label=Words("这里写的是别的", "says something else"),
    help=Words("写“同一人”，或者什么都不写", "leave it out: a streak is by sender"),
    bad=_HEAD + "rule on when 全群 连续 打卡 达到 7天 then record\n",
    good=_HEAD + "rule on when checkin and streak(checkin) >= 7 days then record\n",
    why=Words(
        "连续几天是一个人的事；全群的用监测“连续3天”",
        "a streak is one member's; of a whole group a watch says `for 3 days`",
    ),
)
WHICH = Kind(
    code="PQ631",
    name="which-streak",
    severity=Severity.ERROR,
    title=Words("不知道说的是连续做什么", "nobody can tell which streak is meant"),
    label=Words("这条规则没有问连续的天数", "the rule asks for no streak"),
    help=Words(
        "在条件里加上“连续 打卡 达到 1天”这样的话",
        "ask for it in the condition: `streak(checkin) >= 1 day`",
    ),
    bad=_HEAD + 'rule on when checkin then reply "day {streak}"\n',
    good=_HEAD + 'rule on when checkin and streak(checkin) >= 1 day then reply "day {streak}"\n',
    why=Words(
        "文字里的天数，说的是条件里问的那一个",
        "a text tells the streak that the condition asks for",
    ),
)

KINDS = (NOT_BY_MEMBER, WHICH)
"""Of this area, in the order of their codes."""
