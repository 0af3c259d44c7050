"""Amounts and fields: numbers, lengths of time, values, and what an aggregate may add up."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then mute 10 minutes\n"
_LIMIT = (
    "# --- base.policyq\nvalue limit = 2{}\n"
    "rule flood when count(message per sender daily) > limit then delete\n"
)

NEEDS_UNIT = Kind(
    code="PQ301",
    name="needs-unit",
    severity=Severity.ERROR,
    title=Words("{what}要写时间单位", "{what} needs a unit of time"),
    label=Words("只有数字，没有单位", "a number without a unit"),
    help=Words(
        "例如 {amount}分钟、{amount}小时、{amount}天",
        "such as {amount} minutes, {amount} hours or {amount} days",
    ),
    bad=_HEAD + "rule pictures when image then mute 3\n",
    good=_HEAD + "rule pictures when image then mute 3 minutes\n",
    why=Words("3 秒和 3 天差得很远", "3 seconds and 3 days are far apart"),
)
NEEDS_NUMBER = Kind(
    code="PQ302",
    name="needs-number",
    severity=Severity.ERROR,
    title=Words("{what}是数字，不是时长", "{what} is a number, not a length of time"),
    label=Words("这里应当只写数字", "a bare number is needed here"),
    help=Words("去掉时间单位", "leave the unit of time out"),
    bad=_HEAD
    + "rule flood when count(message per sender within 1 minute) > 8 minutes then delete\n",
    good=_HEAD + "rule flood when count(message per sender within 1 minute) > 8 then delete\n",
    why=Words("次数不能和时长比较", "a count cannot be compared with a length of time"),
)
VALUE_UNIT = Kind(
    code="PQ303",
    name="value-of-another-unit",
    severity=Severity.ERROR,
    title=Words(
        "数值 `{name}` 是{got}，{what}要的是{wanted}",
        "value `{name}` is {got}, but {what} needs {wanted}",
    ),
    label=Words("这里要的是{wanted}", "{wanted} is needed here"),
    also=Words("声明在这里", "declared here"),
    bad=_HEAD + "value limit = 3\nrule pictures when image then mute limit\n",
    good=_HEAD + "value limit = 3 minutes\nrule pictures when image then mute limit\n",
    why=Words("数字和时长不能互换", "numbers and lengths of time are not interchangeable"),
)
ZERO_LENGTH = Kind(
    code="PQ304",
    name="zero-length",
    severity=Severity.ERROR,
    title=Words("{what}不能是零", "{what} cannot be zero"),
    label=Words("时长为零", "no time at all"),
    help=Words("写一个大于零的时长", "write a length of time above zero"),
    bad=_HEAD + "rule pictures when image then mute 0 minutes\n",
    good=_HEAD + _PICTURES,
    why=Words("零长的禁言或窗口不起作用", "a mute or a window of no length does nothing"),
)
TOO_LONG = Kind(
    code="PQ305",
    name="too-long",
    severity=Severity.ERROR,
    title=Words("{what}太长", "{what} is too long"),
    label=Words("最长 {limit}", "at most {limit}"),
    help=Words("确认单位没有写错", "check the unit"),
    bad=_HEAD + "rule flood when count(message per sender within 500 days) > 8 then delete\n",
    good=_HEAD + "rule flood when count(message per sender within 50 days) > 8 then delete\n",
    why=Words(
        "太长的窗口要一直记住历史，太长的处罚多半是写错了单位",
        "a long window must remember all that time, and a long penalty is mostly a slip of the unit",
    ),
)
NOT_WHOLE = Kind(
    code="PQ306",
    name="not-whole",
    severity=Severity.ERROR,
    title=Words("{what}应当是从 {least} 开始的整数", "{what} is a whole number from {least}"),
    label=Words("不能写 {amount}", "{amount} is not possible"),
    bad=_HEAD + "rule pictures priority 1.5 when image then delete\n",
    good=_HEAD + "rule pictures priority 2 when image then delete\n",
    why=Words("级别和优先用整数排序", "levels and priorities are ranks"),
)
VALUE_MIXED = Kind(
    code="PQ307",
    name="value-changes-unit",
    severity=Severity.ERROR,
    title=Words(
        "数值 `{name}` 前后单位不一致", "value `{name}` changes between numbers and lengths of time"
    ),
    label=Words("和开头的单位不同", "of another unit than the first"),
    also=Words("开头是这样", "the first"),
    bad=_HEAD + "value limit = 2, from 2026-12-01 = 1 hour\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    good=_HEAD + "value limit = 2, from 2026-12-01 = 1\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    why=Words("用到它的地方只接受一种", "the places that use it take only one of them"),
)
VALUE_ORDER = Kind(
    code="PQ308",
    name="value-dates-out-of-order",
    severity=Severity.ERROR,
    title=Words(
        "数值 `{name}` 的日期没有依次往后", "the dates of value `{name}` do not go forward"
    ),
    label=Words("不晚于前一个日期", "not after the date before it"),
    also=Words("前一个日期", "the date before it"),
    help=Words("从早到晚写，每个日期只写一次", "write them from early to late, each date once"),
    bad=_HEAD + "value limit = 3, from 2026-12-01 = 2, from 2026-11-01 = 1\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    good=_HEAD + "value limit = 3, from 2026-11-01 = 2, from 2026-12-01 = 1\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    why=Words("按顺序写，读的人才看得出现在是多少", "in order, a reader sees what holds today"),
)
NOT_ADJUSTABLE = Kind(
    code="PQ398",
    name="value-not-adjustable",
    severity=Severity.ERROR,
    title=Words("数值 `{name}` 没有说可以改", "value `{name}` may not be set by others"),
    label=Words("引用的群规没有允许改它", "the used policy does not allow it"),
    also=Words("声明在这里", "declared here"),
    help=Words(
        "在声明它的地方写明范围，例如：可调 1 到 5",
        "state its bounds where it is declared: adjustable 1 to 5",
    ),
    bad=_HEAD + 'use "base.policyq"\noverride value limit = 3\n' + _LIMIT.format(""),
    good=_HEAD
    + 'use "base.policyq"\noverride value limit = 3\n'
    + _LIMIT.format(" adjustable 1 to 5"),
    why=Words(
        "能改多少，由写下它的群规决定",
        "how far a group may go is for the policy to say that all groups share",
    ),
)
OUT_OF_BOUNDS = Kind(
    code="PQ399",
    name="value-out-of-bounds",
    severity=Severity.ERROR,
    title=Words("数值 `{name}` 超出了可调的范围", "value `{name}` is outside of its bounds"),
    label=Words("应当在 {least} 到 {most} 之间", "from {least} to {most} is possible"),
    also=Words("范围在这里", "the bounds"),
    bad=_HEAD
    + 'use "base.policyq"\noverride value limit = 9\n'
    + _LIMIT.format(" adjustable 1 to 5"),
    good=_HEAD
    + 'use "base.policyq"\noverride value limit = 5\n'
    + _LIMIT.format(" adjustable 1 to 5"),
    why=Words("范围是所有群共同的底线", "the bounds are what all groups have agreed on"),
)
BOUNDS_ORDER = Kind(
    code="PQ374",
    name="bounds-out-of-order",
    severity=Severity.ERROR,
    title=Words(
        "数值 `{name}` 的范围写反了", "the bounds of value `{name}` are the wrong way round"
    ),
    label=Words("比后面的大", "more than the one behind it"),
    help=Words("先写小的，再写大的", "write the least first"),
    bad=_HEAD + "value limit = 3 adjustable 5 to 1\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    good=_HEAD + "value limit = 3 adjustable 1 to 5\n"
    "rule flood when count(message per sender daily) > limit then delete\n",
    why=Words("写反的范围里什么都没有", "there is nothing between them"),
)
AGGREGATE_INSIDE = Kind(
    code="PQ310",
    name="count-inside-count",
    severity=Severity.ERROR,
    title=Words("统计里不能再统计", "a count cannot hold another count"),
    label=Words("里面的统计", "the inner one"),
    also=Words("外面的统计", "the outer one"),
    help=Words("用“且”把两个统计并列", "put the two side by side with `and`"),
    bad=_HEAD
    + "rule flood when count((message and count(image per sender daily) > 1) per sender daily) > 8\n"
    "  then delete\n",
    good=_HEAD
    + "rule flood when count(message per sender daily) > 8 and count(image per sender daily) > 1\n"
    "  then delete\n",
    why=Words("嵌套的统计没有明确的含义", "a nested count has no clear meaning"),
)
PROMISE_COUNTS = Kind(
    code="PQ311",
    name="promise-that-counts",
    severity=Severity.ERROR,
    title=Words("承诺的条件里不能统计", "a promise cannot hold a count"),
    label=Words("这里在统计", "this counts"),
    help=Words(
        "承诺只问对象是谁、在哪个群、什么时候", "ask who the target is, in which group, or when"
    ),
    bad=_HEAD
    + 'rule bad when text contains "buy now" then remove\n'
    + "promise kept never remove when count(message per sender daily) > 3\n",
    good=_HEAD
    + 'rule bad when text contains "buy now" then remove\n'
    + "promise kept never remove when target is admin\n",
    why=Words(
        "承诺在裁决时还要再问一遍，那时的统计已经不同了",
        "a promise is asked again at the verdict, when the counts are others",
    ),
)
AGGREGATE_CARRIER = Kind(
    code="PQ312",
    name="events-without-field",
    severity=Severity.ERROR,
    title=Words(
        "{kinds}没有{field}，无法这样统计",
        "{kinds} has no such thing as {field}, so it cannot be counted by it",
    ),
    label=Words("没有{field}", "without {field}"),
    help=Words("去掉这一项，或统计别的事件", "leave it out, or count other events"),
    bad=_HEAD + "rule joins when count(join per text within 1 hour) > 3 then lock for 1 hour\n",
    good=_HEAD + "rule joins when count(join within 1 hour) > 3 then lock for 1 hour\n",
    why=Words("没有的东西无法归类", "what an event does not have cannot tell it apart"),
)
MENTION_WHO = Kind(
    code="PQ313",
    name="mention-of-role",
    severity=Severity.ERROR,
    title=Words("提及只能写账号或所有人", "a mention is of an account or of everyone"),
    label=Words("不是账号", "not an account"),
    help=Words(
        "账号写在引号里；谁也不能提及一种身份",
        "write accounts in quotes; nobody can mention a role or a tag",
    ),
    bad=_HEAD + "rule calls when mentions admin then delete\n",
    good=_HEAD + 'rule calls when mentions "wxid_1" then delete\n',
    why=Words(
        "平台只告诉我们提及了哪些账号",
        "platforms tell which accounts are mentioned, and nothing else",
    ),
)

KINDS = (
    NEEDS_UNIT,
    NEEDS_NUMBER,
    VALUE_UNIT,
    ZERO_LENGTH,
    TOO_LONG,
    NOT_WHOLE,
    VALUE_MIXED,
    VALUE_ORDER,
    NOT_ADJUSTABLE,
    OUT_OF_BOUNDS,
    BOUNDS_ORDER,
    AGGREGATE_INSIDE,
    PROMISE_COUNTS,
    AGGREGATE_CARRIER,
    MENTION_WHO,
)
