"""Replies that set off replies."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Shop" version 1\ntimezone Asia/Shanghai\n\n'
_HELP = Words(
    "换个说法，或者写上“同一人 10分钟内 一次”；也可以加“除非 发言人 是 机器人”",
    "say it in other words, or add `once per sender within 10 minutes` or `unless sender is bot`",
)
_WHY = Words(
    "知道对方是机器人时 policyq 不回复；平台没说它是机器人时，两边会一直说下去",
    "no bot is answered where it is known for one; where the platform does not say so, the two would "
    "talk for ever",
)

ITSELF = Kind(
    code="PQ632",
    name="answers-itself",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 的回复会触发它自己", "the reply of rule `{name}` sets it off again"),
    label=Words("回复里有它自己要找的词", "holds the words that the rule looks for"),
    help=_HELP,
    bad=_HEAD + 'rule price when text contains "price" then reply "the price is 10"\n',
    good=_HEAD + 'rule price when text contains "price" then reply "it is 10 a month"\n',
    why=_WHY,
)
EACH_OTHER = Kind(
    code="PQ633",
    name="circle-of-replies",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 的回复会经过 `{other}` 绕回来",
        "the reply of rule `{name}` comes back to it by way of `{other}`",
    ),
    label=Words("会触发另一条规则", "sets the other rule off"),
    also=Words("这里的回复又转回去", "and this reply leads back"),
    help=_HELP,
    bad=_HEAD + 'rule price when text equals "price" then reply "see shop"\n'
    'rule shop when text equals "see shop" then reply "price"\n',
    good=_HEAD + 'rule price when text equals "price" then reply "see shop"\n'
    'rule shop when text equals "see shop" then reply "it opens at 9"\n',
    why=_WHY,
)

KINDS = (ITSELF, EACH_OTHER)
"""Of this area, in the order of their codes."""
