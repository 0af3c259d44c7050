"""Sections: for which groups they hold, and where two of them quarrel."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then delete\n"

NOT_OF_GROUP = Kind(
    code="PQ350",
    name="not-about-the-group",
    severity=Severity.ERROR,
    title=Words(
        "分区的条件只能问群本身", "the condition of a section can ask about the group only"
    ),
    label=Words("问的是事件，不是群", "asks about an event"),
    help=Words(
        "可以问群人数、群名、群标签、平台；别的条件写进规则",
        "ask for `members`, `group`, its tags or `platform`; put the rest into the rules",
    ),
    bad=_HEAD + "section big when message\n  rule pictures when image then delete\nend\n",
    good=_HEAD + "section big when members > 200\n  rule pictures when image then delete\nend\n",
    why=Words(
        "一个群是不是在分区里，不能随消息变来变去",
        "whether a group is in a section must not change with each message",
    ),
)
COLLIDE = Kind(
    code="PQ351",
    name="sections-collide",
    severity=Severity.ERROR,
    title=Words(
        "分区 `{section}` 和 `{other}` 都改了规则 `{name}`，而一个群可能同属两者",
        "sections `{section}` and `{other}` both change rule `{name}`, and one group may be in both",
    ),
    label=Words("在分区 `{section}` 里改了", "changed in section `{section}`"),
    also=Words("在分区 `{other}` 里也改了", "changed in section `{other}`, too"),
    help=Words("让两个分区的条件互不重叠", "make the conditions of the two exclude each other"),
    bad=_HEAD
    + _PICTURES
    + "section big when members > 200\n  override rule pictures when image then mute 1 hour\nend\n"
    "section huge when members > 1000\n  override rule pictures when image then remove\nend\n",
    good=_HEAD + _PICTURES + "section big when members > 200 and members <= 1000\n"
    "  override rule pictures when image then mute 1 hour\nend\n"
    "section huge when members > 1000\n  override rule pictures when image then remove\nend\n",
    why=Words("顺序没有含义，无法选择", "order means nothing, so neither could win"),
)

KINDS = (NOT_OF_GROUP, COLLIDE)
