"""Examples: the tests that stand beside the rules."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then delete\n\n"
_LATE = "rule late when time in 23:00 to 07:00 then delete\n\n"

NO_EXPECT = Kind(
    code="PQ601",
    name="no-expectation",
    severity=Severity.ERROR,
    title=Words("示例“{title}”没有写应当怎样", "example `{title}` expects nothing"),
    label=Words("什么也没有检查", "checks nothing"),
    help=Words(
        "加一行：应当 …，或：应当 放行",
        "end it with a line such as: expect delete, or: expect nothing",
    ),
    bad=_HEAD + _PICTURES + 'example "a picture"\n  10:00 Ming image\n',
    good=_HEAD + _PICTURES + 'example "a picture"\n  10:00 Ming image\n  expect delete\n',
    why=Words("不检查的示例总是通过", "an example that checks nothing always passes"),
)
NOTHING_YET = Kind(
    code="PQ602",
    name="nothing-happened",
    severity=Severity.ERROR,
    title=Words("这个“应当”之前什么也没有发生", "nothing happened before this expectation"),
    label=Words("没有可检查的", "nothing to check"),
    help=Words("把发生的事写在它前面", "write what happens before it"),
    bad=_HEAD
    + _PICTURES
    + 'example "a picture"\n  expect nothing\n  10:00 Ming image\n  expect delete\n',
    good=_HEAD + _PICTURES + 'example "a picture"\n  10:00 Ming image\n  expect delete\n',
    why=Words(
        "应当检查的是从上一个“应当”以来的结果",
        "it checks what came of the events since the one before",
    ),
)
NEVER_DONE = Kind(
    code="PQ603",
    name="never-done",
    severity=Severity.WARNING,
    title=Words(
        "没有规则会`{action}`，这个示例不会通过",
        "no rule does `{action}`, so the example will fail",
    ),
    label=Words("没有规则会这样做", "done by no rule"),
    help=Words("检查规则，或改正示例", "check the rules, or correct the example"),
    bad=_HEAD + _PICTURES + 'example "a picture"\n  10:00 Ming image\n  expect mute 10 minutes\n',
    good=_HEAD + _PICTURES + 'example "a picture"\n  10:00 Ming image\n  expect delete\n',
    why=Words("示例和规则说的不是一回事", "the example and the rules disagree"),
)
CLOCK_BACK = Kind(
    code="PQ604",
    name="clock-goes-back",
    severity=Severity.ERROR,
    title=Words("示例里的时间倒退了", "time goes backwards in an example"),
    label=Words("早于上一件事", "before what happened last"),
    also=Words("上一件事", "what happened last"),
    help=Words("如果是第二天，请写“次日”", "write `next day` if it is the day after"),
    bad=_HEAD + _LATE + 'example "late"\n  22:30 Ming: "hi"\n  06:30 Ming: "hi"\n  expect delete\n',
    good=_HEAD
    + _LATE
    + 'example "late"\n  22:30 Ming: "hi"\n  next day 06:30 Ming: "hi"\n  expect delete\n',
    why=Words("事件按时间先后判断", "events are decided in the order of time"),
)
GIVEN_TYPE = Kind(
    code="PQ606",
    name="given-of-another-type",
    severity=Severity.ERROR,
    title=Words("{field}应当是{wanted}", "{field} should be {wanted}"),
    label=Words("不是{wanted}", "is not {wanted}"),
    bad=_HEAD
    + _PICTURES
    + 'example "a picture"\n  given members = "many"\n  10:00 Ming image\n  expect delete\n',
    good=_HEAD
    + _PICTURES
    + 'example "a picture"\n  given members = 300\n  10:00 Ming image\n  expect delete\n',
    why=Words("群人数是数字，名字不是", "a number of members is a number, and a name is none"),
)
JUMP_TOO_FAR = Kind(
    code="PQ605",
    name="jump-too-far",
    severity=Severity.ERROR,
    title=Words("示例一次跳过的天数太多", "an example jumps too many days"),
    label=Words("最多 {most} 天", "at most {most} days"),
    help=Words("群规记住的时间不会更长", "no policy remembers more than that"),
    bad=_HEAD
    + _PICTURES
    + 'example "a picture"\n  10:00 Li join\n  after 5000 days 10:00 Ming image\n  expect delete\n',
    good=_HEAD
    + _PICTURES
    + 'example "a picture"\n  10:00 Li join\n  after 50 days 10:00 Ming image\n  expect delete\n',
    why=Words("跳得更远不会多检查到什么", "nothing more is checked by going further"),
)

KINDS = (
    NO_EXPECT,
    NOTHING_YET,
    NEVER_DONE,
    CLOCK_BACK,
    JUMP_TOO_FAR,
    GIVEN_TYPE,
)
