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
WHOLE_DAYS = Kind(
    code="PQ638",
    name="streak-in-whole-days",
    severity=Severity.ERROR,
    title=Words("连续的天数要写整天数", "a streak is so many whole days long"),
    label=Words("不是整天数", "not such a number of days"),
    help=Words("例如：达到 7天", "for example: `>= 7 days`"),
    bad=_HEAD + "rule on when checkin and streak(checkin) >= 36 hours then record\n",
    good=_HEAD + "rule on when checkin and streak(checkin) >= 2 days then record\n",
    why=Words(
        "连续按天算，一天里做了几次都是一天",
        "a day counts once, however much is done on it, and nothing counts for half a day",
    ),
)
SEVERAL = Kind(
    code="PQ639",
    name="one-of-several-streaks",
    severity=Severity.WARNING,
    title=Words("说的是先问的那个连续天数", "the streak that is asked for first is told"),
    label=Words("这条规则问了不止一个", "the rule asks for several"),
    also=Words("说的是这个", "this one is told"),
    help=Words(
        "把要说的写在最前面，再允许这个警告；或者拆成两条规则",
        "make two rules of it; or put the one that is meant first, and allow the warning",
    ),
    bad=_HEAD
    + "rule on\n  when streak(checkin) reaches 7 days and streak(image) >= 2 days\n"
    + '  then reply "day {streak}"\n',
    good=_HEAD
    + 'rule on when streak(checkin) reaches 7 days then reply "day {streak}"\n'
    + 'rule shown when streak(image) reaches 2 days then reply "day {streak} of pictures"\n',
    why=Words(
        "成员会把一个天数当成另一个",
        "members take one number of days for another",
    ),
)

KINDS = (NOT_BY_MEMBER, WHICH, WHOLE_DAYS, SEVERAL)
"""Of this area, in the order of their codes."""
