"""What running a policy's examples finds: expectations that are not met."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD_ZH = '群规 "示范" 版本 1\n时区 Asia/Shanghai\n'

EXPECTATION_NOT_MET = Kind(
    code="PQ690",
    name="expectation-not-met",
    severity=Severity.ERROR,
    title=Words(
        "示例 `{example}` 没有得到预期的结果", "example `{example}` did not end as expected"
    ),
    label=Words("实际：{got}", "what happened: {got}"),
    help=Words(
        "缺少：{missing}；多出：{surplus}。改规则，或改这条 `应当`",
        "missing: {missing}; too much: {surplus}. Change the rule, or this `expect`",
    ),
    bad=_HEAD_ZH
    + '规则 招呼 当 入群 则 回复 "欢迎"\n示例 "欢迎新人"\n  08:00 小明 入群\n  应当 放行\n',
    good=_HEAD_ZH
    + '规则 招呼 当 入群 则 回复 "欢迎"\n示例 "欢迎新人"\n  08:00 小明 入群\n  应当 回复 "欢迎"\n',
    why=Words(
        "示例是写在规则旁边的测试：两者不一致，其中之一就是错的。",
        "an example is a test beside the rule: where they disagree, one of them is wrong.",
    ),
)

PROMISE_WAS_NEEDED = Kind(
    code="PQ691",
    name="promise-was-needed",
    severity=Severity.ERROR,
    title=Words(
        "示例 `{example}` 靠承诺 {promises} 才没有出错",
        "example `{example}` needed the promise {promises}",
    ),
    label=Words(
        "在这个示例里，规则想做承诺不允许的事",
        "in this example a rule wants what the promise forbids",
    ),
    help=Words(
        "给规则加上 `除非`，让它自己不去做承诺不允许的事",
        "add an `unless` to the rule, so that it does not ask for what the promise forbids",
    ),
    bad=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 则 移出\n承诺 保护管理员 绝不 移出 当 对象 是 管理员\n'
    + '示例 "管理员发广告"\n  08:00 小明（管理员）："加微信"\n  应当 放行\n',
    good=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 除非 发言人 是 管理员 则 移出\n'
    + "承诺 保护管理员 绝不 移出 当 对象 是 管理员\n"
    + '示例 "管理员发广告"\n  08:00 小明（管理员）："加微信"\n  应当 放行\n',
    why=Words(
        "承诺是最后一道闸门；规则日常就撞上它，说明规则写错了。",
        "a promise is the last barrier; a rule that runs into it in ordinary use is a mistake.",
    ),
)

NO_QUESTION_OPEN = Kind(
    code="PQ692",
    name="no-question-open",
    severity=Severity.ERROR,
    title=Words(
        "示例 `{example}` 里没有等待裁决的处置",
        "example `{example}` has nothing that waits for a verdict",
    ),
    label=Words("此时没有待确认的处置", "nothing is waiting for confirmation here"),
    help=Words(
        "裁决之前要有一条触发 `需 … 确认` 的消息",
        "something that asks for confirmation must happen before the verdict",
    ),
    bad=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 则 移出 需 群主 确认\n'
    + '示例 "裁决"\n  08:00 小明："你好"\n  08:01 王总（群主） 同意\n  应当 放行\n',
    good=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 则 移出 需 群主 确认\n'
    + '示例 "裁决"\n  08:00 小明："加微信"\n  08:01 王总（群主） 同意\n  应当 移出 待确认，移出\n',
    why=Words("没有问题就没有答案。", "there is no answer without a question."),
)

PROMISE_NOT_KEPT = Kind(
    code="PQ693",
    name="promise-not-kept",
    severity=Severity.ERROR,
    title=Words(
        "示例 `{example}` 没有做到承诺 {promises}",
        "example `{example}` does not keep the promise {promises}",
    ),
    label=Words("在这个示例里，该做的没有做", "in this example something that is due is not done"),
    help=Words(
        "让规则做到承诺的事，或改承诺", "let a rule do what is promised, or change the promise"
    ),
    bad=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 且 有 链接 则 撤回\n承诺 广告必撤 总是 撤回 当 文本 含 "加微信"\n'
    + '示例 "广告"\n  08:00 小明："加微信"\n  应当 放行\n',
    good=_HEAD_ZH
    + '规则 广告 当 文本 含 "加微信" 则 撤回\n承诺 广告必撤 总是 撤回 当 文本 含 "加微信"\n'
    + '示例 "广告"\n  08:00 小明："加微信"\n  应当 撤回\n',
    why=Words(
        "`总是` 只检查，不代劳：规则自己要做到。",
        "`always` is checked, and does nothing itself: the rules have to.",
    ),
)

REPLAY_NEEDED_PROMISE = Kind(
    code="PQ694",
    name="replay-needed-promise",
    severity=Severity.ERROR,
    title=Words(
        "重放中承诺 `{name}` 挡住了规则 {count} 次",
        "the replay needed the promise `{name}` {count} times",
    ),
    label=Words("规则想做它不允许的事", "rules asked for what it forbids"),
    help=Words(
        "给规则加上 `除非`；`policyq decide` 的 `lost` 写明是哪条规则",
        "add an `unless` to the rules; `lost` in the decisions names them",
    ),
    why=Words(
        "承诺是最后一道闸门；真实的记录里撞上它，说明规则写错了。",
        "a promise is the last barrier; a real log that runs into it shows a rule that is wrong.",
    ),
)

REPLAY_BROKE_PROMISE = Kind(
    code="PQ695",
    name="replay-broke-promise",
    severity=Severity.ERROR,
    title=Words(
        "重放中有 {count} 次没有做到承诺 `{name}`",
        "the replay did not keep the promise `{name}` {count} times",
    ),
    label=Words("该做的没有做", "what is due was not done"),
    help=Words(
        "让规则做到承诺的事，或改承诺", "let a rule do what is promised, or change the promise"
    ),
    why=PROMISE_NOT_KEPT.why,
)

NOT_A_CHECKLIST = Kind(
    code="PQ696",
    name="not-a-checklist",
    severity=Severity.ERROR,
    title=Words("清单 `{path}` 读不懂：{why}", "the checklist `{path}` cannot be read: {why}"),
    label=Words("在这里", "here"),
    help=Words(
        "照现成的清单来写，见参考里的“完备度”",
        "take the stock checklist as a model, see *completeness* in the reference",
    ),
    bad="",
    good="",
    why=Words("看不懂的清单核对不了", "nothing can be checked by a list that cannot be read"),
)

NOT_STAFFING = Kind(
    code="PQ697",
    name="not-a-staffing-file",
    severity=Severity.ERROR,
    title=Words(
        "值班参数 `{path}` 不对：{why}", "the parameters of staffing in `{path}` are wrong: {why}"
    ),
    label=Words("在这里", "here"),
    help=Words(
        "policyq staffing --list-parameters 打印一份可以照着改的",
        "policyq staffing --list-parameters prints some to begin with",
    ),
    bad="",
    good="",
    why=Words("参数不对，算出来的等待也不对", "of wrong parameters only wrong waits can follow"),
)

KINDS = (
    EXPECTATION_NOT_MET,
    PROMISE_WAS_NEEDED,
    NO_QUESTION_OPEN,
    PROMISE_NOT_KEPT,
    REPLAY_NEEDED_PROMISE,
    REPLAY_BROKE_PROMISE,
    NOT_A_CHECKLIST,
    NOT_STAFFING,
)
