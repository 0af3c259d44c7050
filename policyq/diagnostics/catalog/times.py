"""Clocks, dates and slots."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_HELLO = 'rule hello when join then reply "hello"\n'
_QUIET = "rule quiet when time in night then delete\n"

END_OF_DAY = Kind(
    code="PQ315",
    name="end-of-day",
    severity=Severity.ERROR,
    title=Words("24:00 只能是时段的结束", "24:00 can only end a range"),
    label=Words("这里不能写 24:00", "not possible here"),
    help=Words("第二天开始的时刻写 00:00", "write 00:00 for the first minute of a day"),
    bad=_HEAD + "hours night = 24:00 to 07:00\n" + _QUIET,
    good=_HEAD + "hours night = 00:00 to 07:00\n" + _QUIET,
    why=Words(
        "24:00 是一天的尽头，没有事情发生在那时",
        "24:00 is the end of a day, and nothing happens then",
    ),
)
EMPTY_SLOT = Kind(
    code="PQ317",
    name="empty-slot",
    severity=Severity.ERROR,
    title=Words("时段从 {clock} 到 {clock}，长度为零", "from {clock} to {clock} is no time at all"),
    label=Words("开始和结束相同", "begins and ends at once"),
    help=Words("要整天，请写“全天”", "write `all day` if the whole day is meant"),
    bad=_HEAD + "hours night = 07:00 to 07:00\n" + _QUIET,
    good=_HEAD + "hours night = 23:00 to 07:00\n" + _QUIET,
    why=Words("看不出是整天还是没有", "it could mean the whole day or nothing"),
)
DATES_REVERSED = Kind(
    code="PQ318",
    name="dates-reversed",
    severity=Severity.ERROR,
    title=Words("日期的先后颠倒了", "the dates run backwards"),
    label=Words("结束早于开始", "ends before it begins"),
    help=Words("把早的日期写在前面", "write the earlier date first"),
    bad=_HEAD
    + "hours holiday = 2026-10-07 to 2026-10-01 all day\nrule quiet when time in holiday then delete\n",
    good=_HEAD
    + "hours holiday = 2026-10-01 to 2026-10-07 all day\nrule quiet when time in holiday then delete\n",
    why=Words("颠倒的日期永远不会到来", "such days never come"),
)
FAR_DATE = Kind(
    code="PQ319",
    name="far-date",
    severity=Severity.ERROR,
    title=Words("{year} 年太远了", "the year {year} is too far away"),
    label=Words("只能写 {first} 年到 {last} 年", "from {first} to {last} only"),
    help=Words(
        "检查年份；不会到期就不写日期", "check the year, and leave the date out if it never ends"
    ),
    bad=_HEAD + "exempt guest until 9999-12-31\nrule pictures when image then delete\n",
    good=_HEAD + "exempt guest until 2030-12-31\nrule pictures when image then delete\n",
    why=Words("这么远的日期多半是写错了", "a date that far away is mostly a slip"),
)
TWO_QUIETS = Kind(
    code="PQ370",
    name="two-quiets",
    severity=Severity.ERROR,
    title=Words("机器人静默写了两次", "the bot's quiet hours are stated twice"),
    label=Words("这是第二次", "the second"),
    help=Words(
        "只留一处；几段时间写成一个时段", "keep one; several times of the day are one `hours`"
    ),
    bad=_HEAD + "bot quiet in 23:00 to 07:00\nbot quiet in 12:00 to 13:00\n" + _HELLO,
    good=_HEAD + "hours rest = 23:00 to 07:00, 12:00 to 13:00\nbot quiet in rest\n" + _HELLO,
    why=Words(
        "两处不一样，就不知道什么时候能说话", "if they differ nobody knows when it may speak"
    ),
)
ALWAYS_QUIET = Kind(
    code="PQ371",
    name="always-quiet",
    severity=Severity.ERROR,
    title=Words(
        "机器人一周里没有一刻能说话", "there is no minute of the week in which the bot may speak"
    ),
    label=Words("整周都在静默", "the whole week"),
    help=Words("留出能说话的时间，或去掉不想要的回复", "leave it some time, or remove the replies"),
    bad=_HEAD + "bot quiet in Monday to Sunday all day\n" + _HELLO,
    good=_HEAD + "bot quiet in 23:00 to 07:00\n" + _HELLO,
    why=Words("等着说的话永远说不出来", "what waits would wait for ever"),
)
QUIET_IDLE = Kind(
    code="PQ372",
    name="nothing-to-keep-quiet",
    severity=Severity.WARNING,
    title=Words("机器人本来就不说话，静默没有作用", "the bot says nothing anyway"),
    label=Words("没有规则回复或通知", "no rule replies or notifies"),
    help=Words(
        "静默只管 `回复` 和 `通知`；警告照常", "only `reply` and `notify` wait, `warn` does not"
    ),
    bad=_HEAD + "bot quiet in 23:00 to 07:00\nrule pictures when image then delete\n",
    good=_HEAD + "bot quiet in 23:00 to 07:00\n" + _HELLO,
    why=Words("多半是想让别的什么安静下来", "probably something else was to be quiet"),
)

KINDS = (
    END_OF_DAY,
    EMPTY_SLOT,
    DATES_REVERSED,
    FAR_DATE,
    TWO_QUIETS,
    ALWAYS_QUIET,
    QUIET_IDLE,
)
