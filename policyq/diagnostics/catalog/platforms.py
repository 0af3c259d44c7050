"""What a platform cannot do (PQ48x); what is done instead stands in the vocabulary."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_SECTION = "section here when platform is {}\n  rule pictures when image then {}\nend\n"
_ALSO = Words("这里也是", "here, too")

NOBODY_CAN = Kind(
    "PQ480", "nobody-can", Severity.WARNING,
    title=Words("{surface}上谁也不能`{action}`", "nobody can {action} on {surface}"),
    label=Words("做不到", "cannot be done there"),
    help=Words(
        "会改为：{instead}；最好换一种那里做得到的处置",
        "instead, {instead}; better choose what can be done there",
    ),
    also=_ALSO,
    bad=_HEAD + _SECTION.format("wechat", "mute 10 minutes"),
    good=_HEAD + _SECTION.format("wechat", "remove confirmed by owner").replace("wechat", "qq"),
    why=Words(
        "写在群规里却做不到的处罚，会让成员以为规矩只是说说",
        "a penalty that is announced and cannot be carried out teaches members that rules are words",
    ),
)  # fmt: skip

ONLY_BY_HAND = Kind(
    "PQ481", "only-by-hand", Severity.ADVICE,
    title=Words(
        "{surface}上`{action}`只能由管理员动手", "on {surface} only an admin can {action}, by hand"
    ),
    label=Words("机器人做不到", "no bot can"),
    help=Words(
        "每次都会请管理员动手；人手不够时，换一种处置",
        "an admin is asked each time; where there are too few, choose something else",
    ),
    also=_ALSO,
    bad=_HEAD + _SECTION.format("wecom", "remove"),
    good=_HEAD + _SECTION.format("wecom", 'warn "no pictures, please"'),
    why=Words(
        "要人动手的处置，快慢和多少都看管理员有没有空",
        "what needs hands is done as soon, and as often, as an admin has time",
    ),
)  # fmt: skip

LONGER_THAN_TAKEN = Kind(
    "PQ482", "longer-than-taken", Severity.WARNING,
    title=Words(
        "{surface}上`{action}`最长{most}", "on {surface} a {action} lasts {most} at most"
    ),
    label=Words("太长了", "longer than that"),
    help=Words("写{most}以内的时长，或改为移出", "write {most} or less, or remove the member"),
    also=_ALSO,
    bad=_HEAD + _SECTION.format("qq", "mute 60 days"),
    good=_HEAD + _SECTION.format("qq", "mute 30 days"),
    why=Words(
        "平台会拒绝，或者当成永久",
        "the platform refuses it, or takes it as for ever",
    ),
)  # fmt: skip

SHORTER_THAN_TAKEN = Kind(
    "PQ483", "shorter-than-taken", Severity.WARNING,
    title=Words(
        "{surface}上`{action}`最短{least}", "on {surface} a {action} lasts {least} at least"
    ),
    label=Words("太短了", "shorter than that"),
    help=Words("写{least}以上的时长", "write {least} or more"),
    also=_ALSO,
    bad=_HEAD + _SECTION.format("telegram", "mute 10 seconds"),
    good=_HEAD + _SECTION.format("telegram", "mute 1 minute"),
    why=Words(
        "太短的禁言，有的平台会当成永久禁言",
        "some platforms take a mute that is too short as one for ever",
    ),
)  # fmt: skip

KINDS = (NOBODY_CAN, ONLY_BY_HAND, LONGER_THAN_TAKEN, SHORTER_THAN_TAKEN)
