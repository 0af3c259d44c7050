"""Many rules at once: what can never fire, never prevails, is never reached, and is not needed."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then mute 1 hour\n"

BEATEN = Kind(
    code="PQ418",
    name="beaten-rule",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 从来轮不到它：{others} 总是更重或更优先",
        "rule `{name}` never gets its way: {others} always does something stronger",
    ),
    label=Words("总是被压过", "always beaten"),
    also=Words("这条规则压过它", "this rule beats it"),
    help=Words("删掉它，或让它管别的消息", "remove it, or let it be about other events"),
    bad=_HEAD + _PICTURES + "rule guests when image and sender is guest then warn\n",
    good=_HEAD + _PICTURES + "rule guests when video and sender is guest then warn\n",
    why=Words(
        "一个人一次只受最重的处罚，一个事件只回复一次",
        "of all penalties only the strongest is carried out, and an event gets one reply",
    ),
)
INSTEAD = Words("这里换成了别的", "replaced here")
SECTION = Words("这个分区", "this section")
EXEMPT = Words("豁免的人", "those who are exempt")
UNREACHABLE = Kind(
    code="PQ419",
    name="unreachable-rule",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 永远不会触发：{reason}", "rule `{name}` can never fire: {reason}"),
    label=Words("永远不会触发", "never fires"),
    help=Words("改它的条件，或删掉它", "change its condition, or remove it"),
    bad=_HEAD + "exempt owner, admin\nrule pictures when image and sender is admin then delete\n",
    good=_HEAD + "exempt owner\nrule pictures when image and sender is admin then delete\n",
    why=Words(
        "豁免的人不归任何规则管，写给他们的规则落了空",
        "no rule holds for those who are exempt, so a rule about them is never used",
    ),
)
OPPOSITE_RULES = Kind(
    code="PQ420",
    name="opposite-rules",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 要{action}，同时规则 `{other}` 要{against}",
        "rule `{name}` wants to {action} when rule `{other}` wants to {against}",
    ),
    label=Words("一触发就和另一条相反", "whenever it fires, the other one wants the opposite"),
    also=Words("另一条规则", "the other rule"),
    help=Words("只留一条，或改其中一条的条件", "keep one of them, or change a condition"),
    bad=_HEAD + _PICTURES + "rule back when image and sender is guest then unmute\n",
    good=_HEAD + _PICTURES + "rule back when video and sender is guest then unmute\n",
    why=Words(
        "同一个事件上又禁言又解除，总有一条白写",
        "to mute and to unmute on one event leaves one of the two without effect",
    ),
)

KINDS = (
    BEATEN,
    UNREACHABLE,
    OPPOSITE_RULES,
)
