"""What all groups share: counts and ladders over several groups."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Our groups" version 1\ntimezone Asia/Shanghai\n\n'

ONE_GROUP_COUNTED = Kind(
    code="PQ610",
    name="groups-counted-in-one",
    severity=Severity.ERROR,
    title=Words(
        "不写“在所有群”，只数本群，不同{what}最多 1 个",
        "without `across all groups` one group is counted, and so 1 of its {what}",
    ),
    label=Words("数的是一个群里的不同{what}", "counts different {what} in one group"),
    help=Words(
        "在时间前面加上“在所有群”；指标只算一个群，不能数群和平台",
        "write `across all groups` before the time; a metric is of one group and cannot count them",
    ),
    bad=_HEAD + "rule spread when distinct(group of message per text within 1 hour) >= 3\n"
    "  then delete\n",
    good=_HEAD
    + "rule spread when distinct(group of message per text across all groups within 1 hour) >= 3\n"
    "  then delete\n",
    why=Words("统计没有特别说明时每个群各算各的", "a count that says nothing is kept by group"),
)
ONE_GROUP_ONLY = Kind(
    code="PQ611",
    name="shared-by-one-group",
    severity=Severity.WARNING,
    title=Words("写了“在所有群”，其实只有一个群", "`across all groups`, but there is only one"),
    label=Words("所有群合起来，也只有这一个群", "all groups together are this one"),
    also=Words("只留下一个群", "leaves one group only"),
    help=Words(
        "去掉“在所有群”，或者去掉群名的条件",
        "leave `across all groups` out, or the condition on the group's name",
    ),
    bad=_HEAD
    + 'rule posts when count((message and group is "news") per sender across all groups daily) > 2\n'
    "  then warn\n",
    good=_HEAD
    + "rule posts when count(message per sender across all groups daily) > 2\n  then warn\n",
    why=Words(
        "合起来算的群规要把所有群放在一起重放，没有必要时不要用",
        "what groups share must be replayed together; it is not needed here",
    ),
)
AT_TICK = Kind(
    code="PQ612",
    name="all-groups-at-a-tick",
    severity=Severity.ERROR,
    title=Words(
        "日终和到点时问不了所有群",
        "the end of a day and a time that is named cannot ask for all groups",
    ),
    label=Words("别的群这时可能还没有听完", "other groups may not have been heard until then"),
    help=Words(
        "改在消息上问，或者去掉“在所有群”",
        "ask it of messages, or leave `across all groups` out",
    ),
    bad=_HEAD + "rule silent when day end and count(message across all groups daily) < 10\n"
    "  then notify owner\n",
    good=_HEAD + "rule silent when day end and count(message daily) < 10\n  then notify owner\n",
    why=Words(
        "一个群的日终要等轮到这个群才判断，那时别的群已经过了这个时刻",
        "a group's day ends when the group is come to, and by then others are past that time",
    ),
)
IN_TIER = Kind(
    code="PQ613",
    name="all-groups-in-a-tier",
    severity=Severity.ERROR,
    title=Words("层级是一个群的，不能按所有群算", "tiers are of one group, not of all"),
    label=Words("按所有群算", "asks for all groups"),
    help=Words(
        "去掉“在所有群”，或者在规则里直接用这个条件",
        "leave `across all groups` out, or ask this in a rule",
    ),
    bad=_HEAD + "tier core when count(message per sender across all groups within 30 days) > 20\n"
    "rule praise when becomes core then record\n",
    good=_HEAD + "tier core when count(message within 30 days) > 20\n"
    "rule praise when becomes core then record\n",
    why=Words(
        "层级在每个群的日终更新，那时别的群还没有听完",
        "tiers are refreshed at the end of a group's day, when others have not all been heard",
    ),
)

SIMILAR = Kind(
    code="PQ614",
    name="similar-text-so",
    severity=Severity.ERROR,
    title=Words("近似的文本不能这样数", "similar texts cannot be counted like this"),
    label=Words("{problem}", "{problem}"),
    help=Words(
        "例如：近似文本 在所有群 1天内 消息 的不同 群 达到 3个",
        "for example: distinct(group of message per similar text across all groups within 1 day) >= 3",
    ),
    bad=_HEAD
    + "rule spread when count(message per similar text across all groups daily) > 3 then delete\n",
    good=_HEAD
    + "rule spread when count(message per similar text across all groups within 1 day) > 3\n"
    "  then delete\n",
    why=Words(
        "近似不传递：每条消息要和它前面一段时间的文本比",
        "similar is not the same: each text is compared with those of the time before it",
    ),
)

_FRAUD = 'rule fraud when text contains "send me the code" then {action}\n'
_AGAIN = "rule again when join and was removed for fraud within 90 days then remove\n"

REMOVES_NOBODY = Kind(
    code="PQ615",
    name="removes-nobody",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 不移出人", "rule `{name}` removes nobody"),
    label=Words("没有人会因此被移出", "nobody is removed for it"),
    also=Words("它的动作里没有移出", "nothing that it does removes"),
    help=Words(
        "写真正移出人的规则；不写“因”，什么原因移出的都算",
        "name a rule that removes; without `for`, whatever somebody was removed for counts",
    ),
    bad=_HEAD + _FRAUD.format(action="mute 1 day") + _AGAIN,
    good=_HEAD + _FRAUD.format(action="remove") + _AGAIN,
    why=Words("这个条件永远不成立", "the condition is never true"),
)

KINDS: tuple[Kind, ...] = (
    ONE_GROUP_COUNTED,
    ONE_GROUP_ONLY,
    AT_TICK,
    IN_TIER,
    SIMILAR,
    REMOVES_NOBODY,
)
