"""Comments that allow a warning for a while: written right, needed, not run out.

All are warnings: a policy that ran yesterday must not be refused because a day has come.
"""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then delete\n"
_IDLE = _PICTURES + "{}\nrule guests when image and sender is guest then delete\n"
_RIGHT = "# policyq: allow PQ415 until 2099-12-31: the old bot needs both"
_GOOD = _HEAD + _IDLE.format(_RIGHT)
_HOW = Words(
    "这样写：# policyq：允许 PQ415 至 2099-12-31：原因",
    "write it like this: # policyq: allow PQ415 until 2099-12-31: the reason",
)


def _bad(comment: str) -> str:
    return _HEAD + comment + "\n" + _PICTURES


NOT_READ = Kind(
    code="PQ460",
    name="suppression-not-read",
    severity=Severity.WARNING,
    title=Words(
        "这条注释像是要压下警告，但 policyq 不认识这种写法",
        "this comment looks as if it allowed a warning, but is not read as such",
    ),
    label=Words("不起作用", "has no effect"),
    help=_HOW,
    bad=_bad("# noqa: PQ415"),
    good=_GOOD,
    why=Words(
        "写法不对的注释什么也压不下，作者却以为压下了",
        "a comment that is spelt otherwise allows nothing, and its author thinks that it does",
    ),
)
NO_CODES = Kind(
    code="PQ461",
    name="suppression-without-code",
    severity=Severity.WARNING,
    title=Words("没有写允许哪个编号", "which code is allowed is not stated"),
    label=Words("缺少编号", "a code is missing"),
    help=_HOW,
    bad=_bad("# policyq: allow until 2099-12-31: the old bot needs both"),
    good=_GOOD,
    why=Words(
        "一次压下所有警告，就再也看不到新的警告",
        "to allow everything would hide the warnings that are still to come",
    ),
)
NO_EXPIRY = Kind(
    code="PQ462",
    name="suppression-without-expiry",
    severity=Severity.WARNING,
    title=Words("没有写允许到哪一天", "until when it is allowed is not stated"),
    label=Words("缺少截止日期", "a last day is missing"),
    help=Words(
        "在编号后面写上日期，例如：至 2099-12-31", "add a date behind the code: until 2099-12-31"
    ),
    bad=_bad("# policyq: allow PQ415: the old bot needs both"),
    good=_GOOD,
    why=Words(
        "没有期限的例外没人会再看一眼", "an exception without an end is never looked at again"
    ),
)
BAD_EXPIRY = Kind(
    code="PQ463",
    name="suppression-expiry",
    severity=Severity.WARNING,
    title=Words("`{found}` 不是日期", "`{found}` is not a date"),
    label=Words("读不出是哪一天", "no day can be read from it"),
    help=Words("日期要写成 2099-12-31 这样", "write the date like this: 2099-12-31"),
    bad=_bad("# policyq: allow PQ415 until the new bot is there: it needs both"),
    good=_GOOD,
    why=Words("没有日期就不知道何时失效", "without a date nobody knows when it runs out"),
)
NO_REASON = Kind(
    code="PQ464",
    name="suppression-without-reason",
    severity=Severity.WARNING,
    title=Words("没有写为什么允许", "why it is allowed is not stated"),
    label=Words("缺少原因", "a reason is missing"),
    help=Words("在日期后面写上冒号和原因", "add a colon and the reason behind the date"),
    bad=_bad("# policyq: allow PQ415 until 2099-12-31"),
    good=_GOOD,
    why=Words(
        "下一个人要知道能不能去掉它", "whoever comes next must know whether it can be dropped"
    ),
)
UNKNOWN_CODE = Kind(
    code="PQ465",
    name="suppression-of-unknown-code",
    severity=Severity.WARNING,
    title=Words("没有 `{code}` 这个编号", "there is no code `{code}`"),
    label=Words("不认识的编号", "not a code of policyq"),
    help=Words("编号在每条警告的方括号里", "the code stands in brackets in front of each warning"),
    bad=_bad("# policyq: allow PQ4155 until 2099-12-31: the old bot needs both"),
    good=_GOOD,
    why=Words("写错编号，什么也压不下", "with a wrong code nothing is allowed"),
)
NOT_ALLOWED = Kind(
    code="PQ466",
    name="suppression-of-error",
    severity=Severity.WARNING,
    title=Words("`{code}` 不能压下", "`{code}` cannot be allowed"),
    label=Words(
        "只有群规里的警告和建议可以压下", "only warnings and advice about a policy can be allowed"
    ),
    help=Words("改正它所说的问题，并删掉这个编号", "mend what it reports, and remove the code"),
    bad=_bad("# policyq: allow PQ210 until 2099-12-31: the list comes tomorrow"),
    good=_GOOD,
    why=Words(
        "有错误的群规没有意义可言，不能当作没看见",
        "a policy with an error has no meaning, so nobody can look the other way",
    ),
)
MISPLACED = Kind(
    code="PQ467",
    name="suppression-of-nothing",
    severity=Severity.WARNING,
    title=Words("这条允许没有写在任何声明上", "this allowance belongs to no declaration"),
    label=Words("下一行不是声明的开头", "no declaration begins on the next line"),
    help=Words(
        "写在声明的正上方，中间不空行，或写在它的行尾；写在“群规”一行上方则管整个文件",
        "put it directly above a declaration, without a blank line, or at the end of its line; "
        "above the line `policy` it holds for the whole file",
    ),
    bad=_bad(_RIGHT + "\n"),
    good=_GOOD,
    why=Words(
        "不清楚管哪一条的，哪一条也不管",
        "what it is meant for cannot be told, so it holds for nothing",
    ),
)
EXPIRED = Kind(
    code="PQ468",
    name="suppression-expired",
    severity=Severity.WARNING,
    title=Words(
        "允许 `{codes}` 的期限 {until} 已过",
        "`{codes}` was allowed until {until}, which has passed",
    ),
    label=Words("已经失效", "has no effect any more"),
    help=Words(
        "改正它压下的问题，或重新商定一个日期", "mend what it allowed, or agree on another date"
    ),
    bad=_bad("# policyq: allow PQ415 until 2020-12-31: the old bot needs both"),
    good=_GOOD,
    why=Words("到期就该重新想一想", "the day has come to think about it again"),
)
UNUSED = Kind(
    code="PQ469",
    name="suppression-unused",
    severity=Severity.WARNING,
    title=Words("这里没有 `{codes}` 可以压下", "there is no `{codes}` here to allow"),
    label=Words("用不上了", "no longer needed"),
    help=Words("删掉它", "remove it"),
    bad=_bad(_RIGHT),
    good=_GOOD,
    why=Words(
        "留着它，以后真的出现这个警告也看不到了",
        "if it stayed, it would hide the warning on the day when it comes",
    ),
)

KINDS = (
    NOT_READ,
    NO_CODES,
    NO_EXPIRY,
    BAD_EXPIRY,
    NO_REASON,
    UNKNOWN_CODE,
    NOT_ALLOWED,
    MISPLACED,
    EXPIRED,
    UNUSED,
)
