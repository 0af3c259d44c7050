"""Content: entries of calendars, the numbers that forms want, and where rankings are told."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_HOURS = "hours posting = Monday to Friday 07:30 to 09:00\n"
_FORM = 'form tip when text starts with "[Tip]"\n'
_CALENDAR = _HEAD + _HOURS + _FORM + "calendar weekly in posting\n"

OUTSIDE = Kind(
    code="PQ367",
    name="entry-outside-window",
    severity=Severity.ERROR,
    title=Words(
        "日历 `{name}` 的 {clock} 不在 `{hours}` 里",
        "{clock} of calendar `{name}` is not in `{hours}`",
    ),
    label=Words("这时不能发", "nothing may be posted then"),
    also=Words("可以发的时间", "when it may"),
    help=Words(
        "把时刻移进窗口，或者把窗口放宽；写了几天的，每一天都要在窗口里",
        "move it into a window, or widen the window; of several days each must have one",
    ),
    bad=_CALENDAR + "  Monday 12:00 tip\n",
    good=_CALENDAR + "  Monday 08:00 tip\n",
    why=Words(
        "窗口是大家有空看的时间，日历答应只在那时发",
        "windows are when people have time to read, and the calendar promises to post then only",
    ),
)
TWICE = Kind(
    code="PQ368",
    name="entries-at-one-time",
    severity=Severity.WARNING,
    title=Words(
        "日历 `{name}` 有两项在同一时刻", "two entries of calendar `{name}` are at one time"
    ),
    label=Words("又是这个时刻", "the same time again"),
    also=Words("前一项在这里", "the other entry"),
    help=Words(
        "错开几分钟；同一时刻只发得出一条",
        "let them be some minutes apart; of two posts at one time only one is made",
    ),
    bad=_CALENDAR + "  Monday 08:00 tip\n  Monday to Friday 08:00 tip\n",
    good=_CALENDAR + "  Monday 08:00 tip\n  Tuesday to Friday 08:00 tip\n",
    why=Words(
        "一个事件只有一个回复，两项里会少发一项",
        "an event has one reply, so one of the two would be left out",
    ),
)
WANTED = Kind(
    code="PQ369",
    name="number-cannot-be-wanted",
    severity=Severity.ERROR,
    title=Words("这个数不能这样要求", "such a number cannot be asked for"),
    label=Words("{problem}", "{problem}"),
    also=Words("和这里比", "against this one"),
    help=Words("例如：每周 3 至 5次", "for example: 3 to 5 weekly"),
    bad=_HEAD + 'form tip 5 to 3 weekly when text starts with "[Tip]"\n',
    good=_HEAD + 'form tip 3 to 5 weekly when text starts with "[Tip]"\n',
    why=Words("没有哪一周做得到", "no week could reach it"),
)
EMPTY = Kind(
    code="PQ376",
    name="empty-entry",
    severity=Severity.ERROR,
    title=Words("这一项什么也不要求", "this entry asks for nothing"),
    label=Words("既没有形式也没有动作", "neither a form nor an action"),
    help=Words(
        "写上要发的形式，或者 `则` 和要做的事",
        "name the form that is to be posted, or write `then` and what to do",
    ),
    bad=_CALENDAR + "  Monday 08:00\n",
    good=_CALENDAR + "  Monday 08:00 tip\n",
    why=Words("没有什么可以算作完成", "there is nothing that could be kept"),
)
WAITS = Kind(
    code="PQ377",
    name="entry-in-quiet",
    severity=Severity.WARNING,
    title=Words(
        "这一项落在机器人静默里，要等静默结束才说",
        "this entry is in the bot's quiet hours, and waits until they are over",
    ),
    label=Words("这时机器人不说话", "the bot says nothing then"),
    help=Words("换个时刻，或者缩短静默", "choose another time, or shorten the quiet"),
    bad=_HEAD
    + "hours posting = 07:30 to 09:00\nbot quiet in 22:00 to 08:30\n"
    + 'calendar weekly in posting\n  Monday 08:00 then reply "good morning"\n',
    good=_HEAD
    + "hours posting = 07:30 to 09:00\nbot quiet in 22:00 to 07:00\n"
    + 'calendar weekly in posting\n  Monday 08:00 then reply "good morning"\n',
    why=Words(
        "回复和通知在静默里都要等，日历上的时刻就不准了",
        "replies and notices wait in the quiet, so the time in the calendar would not hold",
    ),
)
NO_RANKING = Kind(
    code="PQ378",
    name="no-ranking-here",
    severity=Severity.ERROR,
    title=Words("这里没有排行，填不了 `{name}`", "there is no ranking here for `{name}`"),
    label=Words("只能写在排行的动作里", "only the actions of a ranking can tell it"),
    help=Words(
        "先声明排行，在它的 `则` 后面写出来：排行 名字 = 每周 消息 则 …",
        "declare a ranking and tell it behind its `then`: ranking name = weekly count(message) then …",
    ),
    bad=_HEAD + 'rule best when day end then reply "{ranking}"\n',
    good=_HEAD + 'ranking best = weekly count(message) top 3 then reply "{ranking}"\n',
    why=Words("榜单在一周或一个月结束时才算出来", "a ranking is drawn up when its period ends"),
)

KINDS: tuple[Kind, ...] = (OUTSIDE, TWICE, WANTED, EMPTY, WAITS, NO_RANKING)
