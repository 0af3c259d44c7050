"""What can happen in a group, and what a policy may ask of it: declared once, as data.

The checker, the editor, the reference and the engines all read these tables.
"""

from __future__ import annotations

from typing import NamedTuple

from policyq.vocabulary.types import Instant, Said


class Event(NamedTuple):
    """One thing that happened in one group at one instant.

    ``None`` means *not known*: the source did not say. An empty tuple or an empty text
    means that there is none. A named tuple, because millions of them are made.
    """

    id: str
    time: Instant
    group: str
    kind: str
    """An id of `KINDS`."""
    sender: str | None = None
    """The account that did it; never a display name."""
    name: str | None = None
    """The display name at that time; for people to read, never compared."""
    role: str | None = None
    """The sender's role, an id of `ROLES`."""
    tags: frozenset[str] | None = None
    """The sender's tags, from the roster."""
    joined: Instant | None = None
    """When the sender joined the group."""
    text: str | None = None
    links: tuple[str, ...] | None = None
    """Links that the platform told apart from the text; those inside the text are found later."""
    mentions: tuple[str, ...] | None = None
    """Accounts mentioned; ``"*"`` is everyone."""
    amount: float | None = None
    """What was paid or given, in the community's own currency."""
    target: str | None = None
    """The account it was aimed at (complaint, reaction, a human's act); a verdict names none."""
    refers: str | None = None
    """The id of the event, question or action it is about (edit, recall, verdict, outcome, timeout,
    appeal),
    of a message the one that it answers; of a change of tier the tier's name."""
    result: str | None = None
    """Of a verdict an id of `VERDICTS`, of an outcome an id of `OUTCOMES`."""
    action: str | None = None
    """Of an outcome: the action carried out, an id of `policyq.vocabulary.actions.ACTIONS`."""
    until: Instant | None = None
    """Of an outcome by a human: until when it holds; ``None`` is until further notice. Of a time that
    the policy names: when it was come to."""
    members: int | None = None
    """How many members the group has."""
    group_name: str | None = None
    group_tags: frozenset[str] | None = None
    platform: str | None = None
    """An id of `PLATFORMS`."""
    person: str | None = None
    """Who is behind the sender's account, where somebody has several; of an outcome, behind the
    account that it was aimed at."""
    channel: str | None = None
    """Where the sender came from, as the group calls it: an account, a video, a friend."""


class KindOfEvent(NamedTuple):
    """A row of `KINDS`."""

    id: str
    says: Said
    message: bool = False
    """Whether the condition ``message`` covers it: an edit is checked like a message."""
    personal: bool = True
    """Whether it has a sender, who can be a target."""
    derived: bool = False
    """Whether policyq makes it itself, of a member, beside the ticks."""


def _rows(*rows: KindOfEvent) -> dict[str, KindOfEvent]:
    return {row.id: row for row in rows}


KINDS: dict[str, KindOfEvent] = _rows(
    KindOfEvent("text", Said("文字消息", "a text message"), message=True),
    KindOfEvent("image", Said("图片", "an image"), message=True),
    KindOfEvent("voice", Said("语音", "a voice message"), message=True),
    KindOfEvent("video", Said("视频", "a video"), message=True),
    KindOfEvent("sticker", Said("表情", "a sticker"), message=True),
    KindOfEvent("file", Said("文件", "a file"), message=True),
    KindOfEvent("card", Said("名片", "a contact card"), message=True),
    KindOfEvent("link", Said("链接卡片", "a link card"), message=True),
    KindOfEvent("location", Said("位置", "a location"), message=True),
    KindOfEvent("red_packet", Said("红包", "a red packet"), message=True),
    KindOfEvent("poll", Said("投票", "a poll"), message=True),
    KindOfEvent("forward", Said("合并转发", "forwarded messages"), message=True),
    KindOfEvent("other", Said("其他消息", "another kind of message"), message=True),
    KindOfEvent("edit", Said("修改消息", "an edit of a message"), message=True),
    KindOfEvent("recall", Said("成员撤回", "a message recalled by its sender")),
    KindOfEvent("join", Said("入群", "a join")),
    KindOfEvent("leave", Said("退群", "a leave")),
    KindOfEvent("click", Said("点击", "a click on a link")),
    KindOfEvent("view", Said("浏览", "a view")),
    KindOfEvent("share", Said("转发", "a share")),
    KindOfEvent("reaction", Said("点赞", "a reaction")),
    KindOfEvent("checkin", Said("打卡", "a check-in")),
    KindOfEvent("purchase", Said("购买", "a purchase")),
    KindOfEvent("complaint", Said("投诉", "a complaint")),
    KindOfEvent("appeal", Said("申诉", "an appeal against a penalty")),
    KindOfEvent("verdict", Said("裁决", "a human's verdict on a pending action")),
    KindOfEvent("outcome", Said("处置结果", "the outcome of an action")),
    KindOfEvent("tier_in", Said("成为某一层级", "a member's coming into a tier"), derived=True),
    KindOfEvent("tier_out", Said("不再是某一层级", "a member's leaving a tier"), derived=True),
    KindOfEvent("day_end", Said("日终", "the end of a calendar day"), personal=False),
    KindOfEvent("scheduled", Said("到点", "a time that the policy names"), personal=False),
    KindOfEvent("quiet_end", Said("静默结束", "the end of the bot's quiet hours"), personal=False),
    KindOfEvent("heartbeat", Said("心跳", "a sign that the bot is online"), personal=False),
    KindOfEvent("timeout", Said("超时", "the end of a confirmation's time"), personal=False),
)

MESSAGES: frozenset[str] = frozenset(row.id for row in KINDS.values() if row.message)
PERSONAL: frozenset[str] = frozenset(row.id for row in KINDS.values() if row.personal)
TICKS: frozenset[str] = frozenset(row.id for row in KINDS.values() if not row.personal)
#: The kinds that are aimed at another member.
AIMED: frozenset[str] = frozenset({"reaction", "complaint"})
DERIVED: frozenset[str] = frozenset(row.id for row in KINDS.values() if row.derived)
ALL_KINDS: frozenset[str] = frozenset(KINDS)

ROLES: dict[str, Said] = {
    "owner": Said("群主", "owner"),
    "admin": Said("管理员", "admin"),
    "member": Said("普通成员", "member"),
    "guest": Said("嘉宾", "guest"),
    "bot": Said("机器人", "bot"),
}

PLATFORMS: dict[str, Said] = {
    "wechat": Said("微信", "WeChat"),
    "wecom": Said("企业微信", "WeCom"),
    "qq": Said("QQ", "QQ"),
    "telegram": Said("Telegram", "Telegram"),
    "matrix": Said("Matrix", "Matrix"),
    "discord": Said("Discord", "Discord"),
    "slack": Said("Slack", "Slack"),
    "whatsapp": Said("WhatsApp", "WhatsApp"),
    "irc": Said("IRC", "IRC"),
}

VERDICTS: tuple[str, ...] = ("approve", "reject")

#: What became of an action. ``done`` is a report that it was carried out; the three others
#: take a count back from the ladders that the event in `Event.refers` stepped.
OUTCOMES: tuple[str, ...] = ("done", "failed", "vetoed", "forgiven")

#: What an event of some kinds must say, beside id, time, group and kind.
NEEDED: dict[str, tuple[str, ...]] = {
    "verdict": ("sender", "refers", "result"),
    "outcome": ("result",),
    "timeout": ("refers",),
    "tier_in": ("sender", "refers"),
    "tier_out": ("sender", "refers"),
}

EVERYONE = "*"


class Field(NamedTuple):
    """What a policy may ask of an event, its sender or its group."""

    id: str
    type: str
    """``text``, ``hosts``, ``who``, ``duration``, ``number``, ``accounts``, ``group``, ``time``."""
    carriers: frozenset[str]
    """The kinds of event that carry it; a condition on the field implies them."""
    says: Said
    of_group: bool = False
    """Whether it asks about the group only, and so may stand in a section's condition."""


def _fields(*rows: Field) -> dict[str, Field]:
    return {row.id: row for row in rows}


FIELDS: dict[str, Field] = _fields(
    Field("text", "text", MESSAGES, Said("消息的文字", "the text of the message")),
    Field("links", "hosts", MESSAGES, Said("消息里的链接", "the links in the message")),
    Field("time", "time", ALL_KINDS, Said("事件的时间", "the time of the event")),
    Field("sender", "who", PERSONAL, Said("发言人", "who sent it")),
    Field("target", "who", PERSONAL, Said("处置的对象", "whom the action is aimed at")),
    Field("tenure", "duration", PERSONAL, Said("入群时长", "time since the sender joined")),
    Field("channel", "text", PERSONAL, Said("来源", "where the sender came from")),
    Field("silent", "duration", PERSONAL, Said("未发言的时长", "time since the last message")),
    Field("late", "duration", frozenset({"scheduled"}), Said("迟到多久", "how late it is come to")),
    Field("length", "number", MESSAGES, Said("消息的字数", "the number of characters")),
    Field("mentions", "accounts", MESSAGES, Said("消息提及的人", "who is mentioned")),
    Field("mention_count", "number", MESSAGES, Said("提及人数", "how many are mentioned")),
    Field("link_count", "number", MESSAGES, Said("链接数", "how many links there are")),
    Field("amount", "number", frozenset({"purchase", "red_packet"}), Said("金额", "the amount")),
    Field("answered", "message", MESSAGES - {"edit"}, Said("回复的消息", "the message it answers")),
    Field("members", "number", ALL_KINDS, Said("群人数", "how many members the group has"), True),
    Field("group", "group", ALL_KINDS, Said("群", "the group"), True),
    Field("group_tags", "group", ALL_KINDS, Said("群标签", "the group's tags"), True),
    Field("platform", "group", ALL_KINDS, Said("平台", "the platform"), True),
)

#: Whom another member's event is aimed at: counts may go by it, and no condition asks for it.
OTHER = Field("aimed", "who", AIMED, Said("针对的人", "whom it is aimed at"))

#: What an aggregate may count by, beside the group, which every count is kept by.
PER: dict[str, Field] = {
    "sender": FIELDS["sender"],
    "text": FIELDS["text"],
    "host": FIELDS["links"],
    "alike": FIELDS["text"],
    "target": OTHER,
}
