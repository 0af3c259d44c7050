"""Metrics and watches: circles, thresholds, periods."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_ACTIVE = "metric active = share who speak"
_TELL = 'then notify owner "run an event"\n'

CIRCLE = Kind(
    code="PQ380",
    name="metrics-in-a-circle",
    severity=Severity.ERROR,
    title=Words("指标 `{name}` 绕回了自己", "metric `{name}` leads back to itself"),
    label=Words("{road}", "{road}"),
    help=Words("至少有一个要直接来自群里发生的事", "at least one must come from what happens"),
    bad=_HEAD + "metric a = b per messages\nmetric b = a per messages\n",
    good=_HEAD + "metric a = b per messages\nmetric b = link clicks\n",
    why=Words("这样的指标算不出来", "such a metric has no value"),
)
ORDER = Kind(
    code="PQ381",
    name="thresholds-out-of-order",
    severity=Severity.ERROR,
    title=Words(
        "指标 `{name}` 的界限次序不对", "the thresholds of metric `{name}` are out of order"
    ),
    label=Words("{problem}", "{problem}"),
    also=Words("和这里比", "against this one"),
    help=Words(
        "优秀的都要算达标，预警的都不能算达标", "whatever is excellent is good, and nothing poor is"
    ),
    bad=_HEAD + _ACTIVE + " poor < 15%, good >= 25%, excellent > 20%\n",
    good=_HEAD + _ACTIVE + " poor < 15%, good >= 25%, excellent > 40%\n",
    why=Words("一个值不能有互相矛盾的评价", "one value cannot be judged in two ways"),
)
TWICE = Kind(
    code="PQ382",
    name="grade-twice",
    severity=Severity.ERROR,
    title=Words("{grade}写了两次", "{grade} stands there twice"),
    label=Words("又写了一次", "once more"),
    also=Words("第一次在这里", "first here"),
    help=Words("只留一个", "leave one"),
    bad=_HEAD + _ACTIVE + " poor < 15%, poor < 10%\n",
    good=_HEAD + _ACTIVE + " poor < 15%\n",
    why=Words("每种评价只有一个界限", "each grade has one threshold"),
)
NO_GRADE = Kind(
    code="PQ383",
    name="no-such-grade",
    severity=Severity.ERROR,
    title=Words(
        "指标 `{name}` 没有写{grade}的界限", "metric `{name}` has no threshold for {grade}"
    ),
    label=Words("不知道什么算{grade}", "nothing says what is {grade}"),
    also=Words("指标在这里", "the metric"),
    help=Words(
        "在指标后面写上界限，或者直接和数字比",
        "write the threshold behind the metric, or compare with a number",
    ),
    bad=_HEAD + _ACTIVE + " poor < 15%\nwatch high when active is excellent " + _TELL,
    good=_HEAD + _ACTIVE + " excellent > 40%\nwatch high when active is excellent " + _TELL,
    why=Words("没有界限就分不出好坏", "without a threshold there is no good or bad"),
)
PERIODS = Kind(
    code="PQ384",
    name="periods-mixed",
    severity=Severity.ERROR,
    title=Words("每天的指标和每周的指标混在一起", "daily and weekly metrics are mixed"),
    label=Words("`{name}` 是{period}的", "`{name}` is {period}"),
    also=Words("`{other}` 是{others}的", "`{other}` is {others}"),
    help=Words("两个指标用同样的周期", "give both metrics the same period"),
    bad=_HEAD + "metric a = messages weekly\nmetric b = a per speakers\n",
    good=_HEAD + "metric a = messages weekly\nmetric b = a per speakers weekly\n",
    why=Words("一天的数不能和一周的数比", "the number of a day says nothing of that of a week"),
)
BAD_RUN = Kind(
    code="PQ385",
    name="run-of-periods",
    severity=Severity.ERROR,
    title=Words("连续多久要按指标的周期写", "how long in a row is counted in the metrics' periods"),
    label=Words("这里要写 {wanted}", "{wanted} are needed here"),
    help=Words(
        "每天的指标写 1 到 400 天，每周的写 1 到 50 周",
        "1 to 400 days for daily metrics, 1 to 50 weeks for weekly ones",
    ),
    bad=_HEAD + _ACTIVE + "\nwatch low when active < 15% for 36 hours " + _TELL,
    good=_HEAD + _ACTIVE + "\nwatch low when active < 15% for 3 days " + _TELL,
    why=Words("指标每个周期只有一个值", "a metric has one value a period"),
)
SAME_NAME = Kind(
    code="PQ386",
    name="watch-like-a-rule",
    severity=Severity.ERROR,
    title=Words("监测和规则都叫 `{name}`", "a watch and a rule are both called `{name}`"),
    label=Words("监测", "the watch"),
    also=Words("规则", "the rule"),
    help=Words("换一个名字", "give one of them another name"),
    bad=_HEAD
    + _ACTIVE
    + '\nrule low when join then reply "hi"\nwatch low when active < 15% '
    + _TELL,
    good=_HEAD
    + _ACTIVE
    + '\nrule hello when join then reply "hi"\nwatch low when active < 15% '
    + _TELL,
    why=Words("决定里只写名字，分不出是哪一个", "decisions name what fired by its name only"),
)
NEVER_BETWEEN = Kind(
    code="PQ387",
    name="share-out-of-range",
    severity=Severity.WARNING,
    title=Words("占比不会超过 100%", "a share is never above 100%"),
    label=Words("{written} 是 {percent}", "{written} is {percent}"),
    help=Words("漏了百分号就补上：{meant}", "add the per cent sign if it is missing: {meant}"),
    bad=_HEAD + _ACTIVE + " poor < 15\n",
    good=_HEAD + _ACTIVE + " poor < 15%\n",
    why=Words("15 就是 1500%", "15 is 1500%"),
)

NOT_NAMED = Kind(
    code="PQ388",
    name="measure-without-a-name",
    severity=Severity.ERROR,
    title=Words("`{name}` 还不是指标", "`{name}` is not a metric yet"),
    label=Words("要先起个名字", "it needs a name first"),
    help=Words(
        "先写 `指标 名字 = {name}`，这里写那个名字", "write `metric NAME = {name}`, and NAME here"
    ),
    bad=_HEAD + "watch quiet when speakers < 5 " + _TELL,
    good=_HEAD + "metric who_spoke = speakers\nwatch quiet when who_spoke < 5 " + _TELL,
    why=Words("指标还要说明按天还是按周", "a metric also says whether it is of a day or a week"),
)

KINDS = (CIRCLE, ORDER, TWICE, NO_GRADE, PERIODS, BAD_RUN, SAME_NAME, NEVER_BETWEEN, NOT_NAMED)
