"""What trying small changes of a policy finds: those that nobody would notice."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = '群规 "示范" 版本 1\n时区 Asia/Shanghai\n规则 长文 当 字数 超过 5 则 撤回\n'

NOT_NOTICED = Kind(
    code="PQ780",
    name="change-not-noticed",
    severity=Severity.ADVICE,
    title=Words("没有人注意到：{change}", "nobody notices this: {change}"),
    label=Words("{kind}", "{kind}"),
    help=Words("{advice}", "{advice}"),
    bad=_HEAD
    + '示例 "短的放行，长的撤回"\n  08:00 小明："大家好"\n  应当 放行\n'
    + '  08:01 小明："大家都好吗？我来晚了"\n  应当 撤回\n',
    good=_HEAD
    + '示例 "五个字放行，六个字撤回"\n  08:00 小明："大家都好吗"\n  应当 放行\n'
    + '  08:01 小明："大家都还好吗"\n  应当 撤回\n',
    why=Words(
        "以后谁不小心这样改了，没有示例会失败。`policyq mutate` 逐一试这样的小改动。",
        "whoever changes it so by mistake will see no example fail. `policyq mutate` tries such "
        "small changes one by one.",
    ),
)

KINDS = (NOT_NOTICED,)
