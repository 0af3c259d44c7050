"""Rosters: gaps, shifts written twice, leave, deputies, rosters that nothing uses."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = (
    'policy "Customers" version 1\ntimezone Asia/Shanghai\n\n'
    'rule complaint when text contains "complaint" then notify support\n'
)
_ROSTER = _HEAD + "roster support\n"
_ALL_DAY = _ROSTER + "  all day Ming deputy Hong\n"

GAP = Kind(
    code="PQ671",
    name="gap-in-roster",
    severity=Severity.WARNING,
    title=Words(
        "值班表 `{name}` 每周有 {hours} 小时没有人",
        "roster `{name}` leaves {hours} hours of a week to nobody",
    ),
    label=Words("没有人：{gaps}", "nobody: {gaps}"),
    help=Words(
        "排上人，或者写明空档时找谁：空档 通知 群主",
        "put somebody there, or say whom it concerns then: gaps notify owner",
    ),
    bad=_ROSTER + "  Monday to Friday 09:00 to 18:00 Ming\n",
    good=_ROSTER + "  Monday to Friday 09:00 to 18:00 Ming\n  gaps notify owner\n",
    why=Words(
        "没有人值班的时候，要找人的事都会落到群主头上",
        "while nobody is on duty, whatever needs a human falls to the owner",
    ),
)
TWICE = Kind(
    code="PQ672",
    name="on-duty-twice",
    severity=Severity.WARNING,
    title=Words(
        "`{who}` 在值班表 `{name}` 的这段时间里排了两次",
        "`{who}` is on roster `{name}` twice at this time",
    ),
    label=Words("这些时间都已经排过", "is there all this time already"),
    also=Words("在这里", "here"),
    help=Words("删掉一处", "take one of them out"),
    bad=_ROSTER + "  all day Ming\n  Monday 09:00 to 18:00 Ming\n",
    good=_ROSTER + "  all day Ming\n  Monday 09:00 to 18:00 Hong\n",
    why=Words(
        "多半是抄错了人或者时间，真正该排的没有排上",
        "most likely the person or the time is a slip, and somebody else is missing",
    ),
)
NOT_ON_ROSTER = Kind(
    code="PQ673",
    name="on-leave-without-duty",
    severity=Severity.ERROR,
    title=Words("`{who}` 不在值班表 `{name}` 上", "`{who}` is not on roster `{name}`"),
    label=Words("没有班，不用请假", "has no shift to be away from"),
    help=Words(
        "写成值班表里的名字，或者删掉这一行", "use a name of the roster, or take the line out"
    ),
    bad=_ALL_DAY + "  on leave Mong 2026-12-01\n",
    good=_ALL_DAY + "  on leave Ming 2026-12-01\n",
    why=Words(
        "名字写错了，请假的人就照样被找",
        "with a slip in the name, who is away would still be asked",
    ),
)
OWN_DEPUTY = Kind(
    code="PQ674",
    name="own-deputy",
    severity=Severity.ERROR,
    title=Words("`{who}` 不能替自己的班", "`{who}` cannot be their own deputy"),
    label=Words("就是这个班的人", "is on this very shift"),
    help=Words("换一个替补", "name another deputy"),
    bad=_ROSTER + "  all day Ming deputy Ming\n",
    good=_ROSTER + "  all day Ming deputy Hong\n",
    why=Words("本人不在的时候，就没有人顶上", "while they are away, nobody would take their place"),
)
UNREPLACED = Kind(
    code="PQ675",
    name="leave-without-deputy",
    severity=Severity.WARNING,
    title=Words(
        "`{who}` 请假时，值班表 `{name}` 有的班没有人",
        "with `{who}` on leave a shift of roster `{name}` has nobody",
    ),
    label=Words("这几天不在", "is away these days"),
    also=Words("这个班没有人顶", "nobody takes this shift"),
    help=Words(
        "给这个班写上不请假的替补：替补 小红",
        "give the shift a deputy who is not away: deputy Hong",
    ),
    bad=_ROSTER + "  all day Ming\n  on leave Ming 2026-12-01 to 2026-12-03\n",
    good=_ROSTER + "  all day Ming deputy Hong\n  on leave Ming 2026-12-01 to 2026-12-03\n",
    why=Words(
        "请假的那几天，这个班的事只能找空档的人",
        "on those days whatever comes in that shift goes to those for the gaps",
    ),
)
UNUSED = Kind(
    code="PQ676",
    name="roster-never-asked",
    severity=Severity.WARNING,
    title=Words("没有什么用到值班表 `{name}`", "nothing asks for roster `{name}`"),
    label=Words("没有用到", "is not used"),
    help=Words(
        "写到要用它的地方：通知 {name}，转交 {name}，需 {name} 确认，除非 发言人 是 {name}",
        "name it where it is meant: notify {name}, hand over to {name}, confirmed by {name}, "
        "unless sender is {name}",
    ),
    bad=_ROSTER.replace("notify support", "notify owner") + "  all day Ming\n",
    good=_ROSTER + "  all day Ming\n",
    why=Words("排了班，却没有人会被找", "they are on duty, and nobody will ask them"),
)

REMINDER = Kind(
    code="PQ677",
    name="reminder-too-early",
    severity=Severity.ERROR,
    title=Words(
        "接班前的提醒要提前整分钟，不到一天",
        "a reminder comes a whole number of minutes before a shift, less than a day",
    ),
    label=Words("太早，或者不是整分钟", "too early, or a part of a minute"),
    help=Words("例如：接班前 10分钟 提醒", "for example: remind 10 minutes before each shift"),
    bad=_ALL_DAY + "  remind 2 days before each shift\n",
    good=_ALL_DAY + "  remind 10 minutes before each shift\n",
    why=Words(
        "时间按分钟走；提前一天以上，提醒的就不是这一班了",
        "times go by minutes, and a day ahead it would be a reminder of another shift",
    ),
)

LIKE_ROSTER = Kind(
    code="PQ678",
    name="tag-like-roster",
    severity=Severity.ADVICE,
    title=Words(
        "标签 `{name}` 很像值班表 `{other}`", "the tag `{name}` looks like the roster `{other}`"
    ),
    label=Words("会当作标签", "is read as a tag"),
    also=Words("值班表在这里", "the roster"),
    help=Words(
        "如果指的是正在值班的人，请写值班表的名字", "if who is on duty is meant, name the roster"
    ),
    bad=_ROSTER.replace("notify support", "notify support, hand over to suport")
    + "  all day Ming\n",
    good=_ROSTER.replace("notify support", "notify support, hand over to support")
    + "  all day Ming\n",
    why=Words(
        "没有声明的名字会当作标签，打错了也能通过，却没有人带着它",
        "a name that is not declared is taken for a tag, so a misspelt one passes, and nobody bears it",
    ),
)

KINDS: tuple[Kind, ...] = (
    GAP, TWICE, NOT_ON_ROSTER, OWN_DEPUTY, UNREPLACED, UNUSED, REMINDER, LIKE_ROSTER,
)  # fmt: skip
