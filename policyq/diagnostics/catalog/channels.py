"""Where members came from."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Our shop" version 1\ntimezone Asia/Shanghai\n\n'

EMPTY = Kind(
    code="PQ580",
    name="empty-channel",
    severity=Severity.ERROR,
    title=Words("来源不能是空的", "a channel cannot be empty"),
    label=Words("这里什么也没写", "nothing is written here"),
    help=Words(
        "写来源的叫法；要问有没有人说过，写“来源 未知”",
        "write what the channel is called; to ask whether anybody said it, write `channel is not known`",
    ),
    bad=_HEAD + 'rule hello when join and channel is "" then reply "Welcome"\n',
    good=_HEAD + 'rule hello when join and channel is not known then reply "Welcome"\n',
    why=Words(
        "没有人说过的来源是未知，不是空的文字",
        "a channel that nobody said is unknown, and no empty text",
    ),
)
TWO_SPELLINGS = Kind(
    code="PQ581",
    name="channel-spelled-twice",
    severity=Severity.WARNING,
    title=Words(
        "`{one}` 和 `{other}` 是两个来源", "`{one}` and `{other}` are two different channels"
    ),
    label=Words("和另一处的写法不同", "is spelled in another way"),
    also=Words("另一处", "the other one"),
    help=Words(
        "来源一个字都不差才算同一个：大小写、空格和全角半角也算，请写成一样",
        "channels are the same only if every character is, case, spaces and width too; "
        "spell them alike",
    ),
    bad=_HEAD
    + 'rule hello when join and channel is "account" then reply "Welcome"\n'
    + 'rule links when channel is "Account" and any link then delete\n',
    good=_HEAD
    + 'rule hello when join and channel is "account" then reply "Welcome"\n'
    + 'rule links when channel is "account" and any link then delete\n',
    why=Words(
        "来源是日志或名单给的编号，不是文字，不会去掉空格再比",
        "a channel is an id that the log or the roster gives, and is compared as it is written",
    ),
)
KINDS = (EMPTY, TWO_SPELLINGS)
