"""What can be wrong with a tuning: which numbers are varied, from where to where, which is chosen."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_POLICY = """# --- club.policyq
policy "Book club" version 1
timezone Asia/Shanghai

rule flood when count(message per sender within 60 seconds) > 8 then mute 10 minutes
rule talk when count(message per sender within 1 hour) > 90 and count(image per sender daily) > 9 then delete
"""
_GOOD = "flood.count=5..15\n" + _POLICY

NOTHING = Kind(
    "PQ781", "nothing-to-vary", Severity.ERROR,
    title=Words("群规里没有叫 `{name}` 的数", "the policy has no number called `{name}`"),
    label=Words("没有这样的数", "there is none"),
    help=Words(
        "写成 名称.哪个数，如 刷屏.次数；policyq tune 群规 --list 列出全部；"
        "钟点和日期不能这样调：改好一份，用 policyq plan 比较",
        "write the name and which number of it, as in `flood.count`; "
        "policyq tune POLICY --list names all; times of day and dates cannot be varied: change a "
        "copy and compare with policyq plan",
    ),
    bad="flod.count=5..15\n" + _POLICY,
    good=_GOOD,
    why=Words(
        "只有写在群规里的数和时长可以调",
        "what can be tuned is a number or a length that stands in the policy",
    ),
)  # fmt: skip

SEVERAL = Kind(
    "PQ782", "several-to-vary", Severity.ERROR,
    title=Words(
        "`{name}` 可以是 {count} 个数中的任何一个", "`{name}` may be any of {count} numbers"
    ),
    label=Words("哪一个？", "which one?"),
    also=Words("可以是这个", "this may be meant"),
    help=Words("写出是哪一个：{choices}", "say which one: {choices}"),
    bad="talk.count=5..15\n" + _POLICY,
    good="talk.count.1=5..15\n" + _POLICY,
    why=Words("调错一个数，比不调更糟", "to turn the wrong number is worse than to turn none"),
)  # fmt: skip

RANGE = Kind(
    "PQ783", "not-a-range", Severity.ERROR,
    title=Words("`{range}` 不是一个范围", "`{range}` is no range"),
    label=Words("这里要写从多少到多少", "from where to where?"),
    help=Words(
        "写成 5..15、5..15..2（每次加 2）或 5,8,12，小的在前；时长写成 7天..60天",
        "write `5..15`, `5..15..2` (in steps of 2) or `5,8,12`, the smaller end first; "
        "lengths like `7d..60d`",
    ),
    bad="flood.count=15..5\n" + _POLICY,
    good=_GOOD,
    why=Words(
        "范围写错了，整张表都不是想看的",
        "with a slip in the range the whole table is another one than was meant",
    ),
)  # fmt: skip

UNIT = Kind(
    "PQ784", "not-such-a-number", Severity.ERROR,
    title=Words(
        "`{value}` 不能代替群规里的 `{written}`",
        "`{value}` cannot stand for `{written}` in the policy",
    ),
    label=Words("不是同一种数", "not of the same kind"),
    help=Words(
        "次数、字数写整数，时长写上单位（秒、分、时、天、周），占比写 15%",
        "a count is a whole number, a length has a unit (s, min, h, d, w), a share is `15%`",
    ),
    bad="flood.count=5d..15d\n" + _POLICY,
    good=_GOOD,
    why=Words(
        "条数不能是几天，时长不能是几条", "a number of messages is no number of days, nor the other way"
    ),
)  # fmt: skip

TOO_MANY = Kind(
    "PQ785", "too-many-points", Severity.ERROR,
    title=Words(
        "这样有 {count} 种取法，最多 {most} 种",
        "these are {count} points; at most {most} are replayed",
    ),
    label=Words("这么多取法", "so many points"),
    help=Words(
        "少写几个值，用 --steps 让每个范围少取几个，或用 --points 放宽",
        "give fewer values, take fewer of each range with --steps, or allow more with --points",
    ),
    bad="flood.count=1..1000..1\n" + _POLICY,
    good=_GOOD,
    why=Words(
        "每一种都要把记录重放一遍", "each of them is one more replay of the log"
    ),
)  # fmt: skip

REFUSED = Kind(
    "PQ786", "point-with-errors", Severity.ERROR,
    title=Words(
        "取 {point} 时群规有错：{error}", "with {point} the policy has an error: {error}"
    ),
    label=Words("这些值里有不行的", "not all of these values will do"),
    help=Words("把范围收窄", "narrow the range"),
    bad="flood.window=0s,60s\n" + _POLICY,
    good=_GOOD,
    why=Words(
        "每一种取法都要是一份没有错的群规",
        "each point is a policy of its own, and must be a sound one",
    ),
)  # fmt: skip

TWICE = Kind(
    "PQ787", "varied-twice", Severity.ERROR,
    title=Words("`{name}` 调了两次", "`{name}` is varied twice"),
    label=Words("又调了一次", "once more"),
    also=Words("第一次在这里", "first here"),
    help=Words("合成一个范围", "make one range of both"),
    bad="flood.count=5..8\n# --- 2\nflood.count=9..15\n" + _POLICY,
    good=_GOOD,
    why=Words("同一个数不能同时是两个值", "one number cannot have two values at once"),
)  # fmt: skip

NO_POINT = Kind(
    "PQ788", "no-such-point", Severity.ERROR,
    title=Words("没有 `{name}` 这一种取法", "there is no point `{name}`"),
    label=Words("没有这一种", "none of the points"),
    help=Words(
        "写表里第一列的编号，0 到 {last}；或者把每个数的值都写出来：{example}",
        "give a number of the first column, 0 to {last}, or a value for each: {example}",
    ),
    bad="--choose …",
    good=_GOOD,
    why=Words("只能写出重放过的取法", "only what was replayed is written"),
)  # fmt: skip

NO_PATCH = Kind(
    "PQ789", "no-patch-of-utf-16", Severity.ERROR,
    title=Words("`{path}` 是 UTF-16，做不出补丁", "`{path}` is UTF-16: no patch can be made of it"),
    label=Words("这份文件", "this file"),
    help=Words(
        "存成 UTF-8，或用 --write 直接改这份文件",
        "save it as UTF-8, or let --write change the file itself",
    ),
    bad="--out …",
    good=_GOOD,
    why=Words(
        "git apply 和 patch 按字节找行，UTF-16 的行它们认不出",
        "git apply and patch find lines by their bytes, which are not those of UTF-16",
    ),
)  # fmt: skip

KINDS = (NOTHING, SEVERAL, RANGE, UNIT, TOO_MANY, REFUSED, TWICE, NO_POINT, NO_PATCH)
