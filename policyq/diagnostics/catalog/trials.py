"""Rules on trial: which they are, how long it lasts, and what is asked before one is enforced."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = (
    'policy "Book club" version 1\ntimezone Asia/Shanghai\n\nrule pictures when image then delete\n'
)
_SHADOW = _HEAD + "shadow pictures from 2026-12-01 for 7 days\n"

UNKNOWN = Kind(
    code="PQ790",
    name="trial-of-unknown-rule",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的规则可以试运行", "there is no rule `{name}` to put on trial"),
    label=Words("没有这条规则", "no such rule"),
    help=Words(
        "写成规则或格式的名字；监测和承诺不能试运行",
        "name a rule or a format; watches and promises cannot be on trial",
    ),
    bad=_HEAD + "shadow picture\n",
    good=_HEAD + "shadow pictures\n",
    why=Words(
        "名字写错了，本来只想试运行的规则就会真的执行",
        "with a slip in the name, the rule that was to be tried only would act",
    ),
)
SET_TWICE = Kind(
    code="PQ791",
    name="mode-set-twice",
    severity=Severity.ERROR,
    title=Words(
        "规则 `{name}` 怎样运行写了两次", "it is said twice how rule `{name}` is to be taken"
    ),
    label=Words("又写了一次", "said again"),
    also=Words("第一次在这里", "first said here"),
    help=Words("只留一处", "keep one of them"),
    bad=_HEAD + "shadow pictures\nadvise pictures notify owner\n",
    good=_HEAD + "advise pictures notify owner\n",
    why=Words(
        "两处说法不一样时，没有人知道算哪一处",
        "where they differ, nobody could tell which one holds",
    ),
)
NOT_DAYS = Kind(
    code="PQ792",
    name="trial-not-whole-days",
    severity=Severity.ERROR,
    title=Words(
        "试运行的长短要写整天，1 到 {most} 天",
        "a trial lasts a whole number of days, from 1 to {most}",
    ),
    label=Words("不是整天，或者太长", "not whole days, or too long"),
    help=Words("例如：自 2026-12-01 起 7天", "for example: from 2026-12-01 for 7 days"),
    bad=_SHADOW.replace("7 days", "36 hours"),
    good=_SHADOW,
    why=Words("试运行在当地的零点结束", "a trial ends at a local midnight"),
)
NO_START = Kind(
    code="PQ793",
    name="trial-without-start",
    severity=Severity.ERROR,
    title=Words("没有写试运行从哪天算起", "it is not said when the trial begins"),
    label=Words("从哪天起？", "from which day on?"),
    help=Words(
        "写上开始的日期：自 2026-12-01 起 7天；或者写到哪天为止：截止 2026-12-07",
        "write its first day: from 2026-12-01 for 7 days; or its last: until 2026-12-07",
    ),
    bad=_SHADOW.replace(" from 2026-12-01", ""),
    good=_SHADOW,
    why=Words(
        "同一份群规对同样的消息，什么时候都要给出同样的结果",
        "one policy must decide the same of the same messages, whenever it is asked",
    ),
)
NEVER_TRIED = Kind(
    code="PQ794",
    name="enforced-without-trial",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 没有在试运行", "rule `{name}` is not on trial"),
    label=Words("本来就执行", "acts anyway"),
    help=Words(
        "删掉这一行；它只用来结束被引用的群规里的试运行",
        "take the line out; it only ends a trial of a policy that is used",
    ),
    bad=_HEAD + "enforce pictures\n",
    good=_HEAD,
    why=Words("多半是名字写错了，真正在试运行的是另一条", "most likely another rule was meant"),
)
OVER = Kind(
    code="PQ795",
    name="trial-over",
    severity=Severity.ADVICE,
    title=Words(
        "规则 `{name}` 的试运行已经结束，{since} 起执行",
        "the trial of rule `{name}` is over: it acts since {since}",
    ),
    label=Words("不再起作用", "says nothing any more"),
    help=Words("删掉它，或者改日期再试一段时间", "take it out, or go on with another date"),
    bad=_HEAD + "shadow pictures from 2026-10-01 for 7 days\n",
    good=_SHADOW,
    why=Words(
        "读群规的人会以为它还在试运行",
        "whoever reads the policy would think that it is still tried",
    ),
)
ADVICE_NOT_HERE = Kind(
    code="PQ796",
    name="advice-not-here",
    severity=Severity.ERROR,
    title=Words("`{name}` 在这里没有建议可说", "there is no advice here for `{name}` to tell"),
    label=Words("没有建议", "no advice"),
    help=Words(
        "只有 仅建议 … 通知 … 的文字里可以写", "only the text of advise … notify … can tell it"
    ),
    bad=_HEAD + 'rule polls when poll then notify owner "{advice}"\n',
    good=_HEAD + 'advise pictures notify owner "{advice}"\n',
    why=Words("这段话会缺一块", "the text would have a hole in it"),
)

NO_RECORD = Kind(
    code="PQ797",
    name="no-replay-record",
    severity=Severity.ERROR,
    title=Words("{name} 不是重放报告", "{name} is no report of a replay"),
    label=Words("在这里", "here"),
    help=Words(
        "用这份群规重放最近的聊天记录：policyq replay 群规 --log 记录 --json > 报告.json",
        "replay a recent log with this policy: policyq replay POLICY --log LOG --json > report.json",
    ),
    bad='{"decisions": […], …}',
    good='{"format": 1, "mode": "observed", …}',
    why=Words(
        "没有看过它本来会做什么，就不该让它去做",
        "what was never seen doing should not be let do",
    ),
)
OTHER_RECORD = Kind(
    code="PQ798",
    name="record-of-another-rule",
    severity=Severity.ERROR,
    title=Words(
        "{name} 说明不了规则会做什么：{why}",
        "{name} does not show what the rule would do: {why}",
    ),
    label=Words("在这里", "here"),
    help=Words(
        "改完以后再重放一次：policyq replay 群规 --log 记录 --json > 报告.json",
        "replay once more, as it is now: policyq replay POLICY --log LOG --json > report.json",
    ),
    bad='{"policy": {"digest": "0123456789abcdef"}, …}',
    good='{"policy": {"digest": "fedcba9876543210"}, …}',
    why=Words(
        "看过的是别的规则，正式执行的却是这一条",
        "another rule was looked at than the one that would act",
    ),
)
OLD_RECORD = Kind(
    code="PQ799",
    name="record-too-old",
    severity=Severity.ERROR,
    title=Words("{name} 太旧或太少：{why}", "{name} is too old or too small: {why}"),
    label=Words("在这里", "here"),
    help=Words(
        "用最近的、够长的聊天记录重放；多少算够，由 --recent、--span、--messages、--fired "
        "或 policyq.yaml 的 promotion 来定",
        "replay a recent log that is long enough; what is enough is said by --recent, --span, "
        "--messages and --fired, or by `promotion` in policyq.yaml",
    ),
    bad='{"log": {"to": "2026-01-31T23:59:59+08:00", …}, …}',
    good='{"log": {"to": "2026-10-31T23:59:59+08:00", …}, …}',
    why=Words("群里说话的人和话题都会变", "who talks in a group, and of what, changes"),
)

KINDS: tuple[Kind, ...] = (
    UNKNOWN, SET_TWICE, NOT_DAYS, NO_START, NEVER_TRIED, OVER, ADVICE_NOT_HERE,
    NO_RECORD, OTHER_RECORD, OLD_RECORD,
)  # fmt: skip
"""Of this area, in the order of their codes."""
