"""Conditions that can never hold."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'

NO_EVENT = Kind(
    code="PQ330",
    name="no-such-event",
    severity=Severity.ERROR,
    title=Words(
        "没有哪种事件能同时满足这些条件", "no kind of event can meet these conditions together"
    ),
    label=Words("只可能是：{kinds}", "asks for: {kinds}"),
    also=Words("却和这里冲突", "which this rules out"),
    help=Words(
        "入群没有文字；一个事件只有一种", "a join has no text, and an event is of one kind only"
    ),
    bad=_HEAD + 'rule ads when join and text contains "buy now" then delete\n',
    good=_HEAD + 'rule ads when text contains "buy now" then delete\n',
    why=Words("这样的规则永远不会触发", "such a rule would never fire"),
)
CONTRADICTION = Kind(
    code="PQ331",
    name="contradiction",
    severity=Severity.ERROR,
    title=Words("这两个条件不可能同时成立", "these two conditions can never hold together"),
    label=Words("和另一个条件矛盾", "contradicts the other one"),
    also=Words("另一个条件", "the other one"),
    help=Words("如果是“或者”的意思，请写“或”", "write `or` if either is meant"),
    bad=_HEAD + "rule long_texts when length > 500 and length < 300 then delete\n",
    good=_HEAD + "rule long_texts when length > 300 and length < 500 then delete\n",
    why=Words("这样的规则永远不会触发", "such a rule would never fire"),
)
NEVER_TRUE = Kind(
    code="PQ332",
    name="never-true",
    severity=Severity.ERROR,
    title=Words("这个条件永远不会成立", "this condition can never hold"),
    label=Words("永远不成立", "never true"),
    help=Words("检查数字和比较符号", "check the number and the sign"),
    bad=_HEAD + "rule short_texts when length < 0 then delete\n",
    good=_HEAD + "rule short_texts when length < 2 then delete\n",
    why=Words("这样的规则永远不会触发", "such a rule would never fire"),
)

KINDS = (
    NO_EVENT,
    CONTRADICTION,
    NEVER_TRUE,
)
