"""What QQ itself writes into groups, and how texts of QQ mark what is no text.

Lines of the system name people by what they are called: an account is known only where the
name was seen with one before. Pictures and faces stand in exported texts as marks such as
``[图片]``; the marks are taken out, and what is left is the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.logs.steps import notices
from policyq.apps.logs.steps.kinds import TELLING
from policyq.apps.logs.steps.notices import QUOTES, told
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, Duration, Instant

#: Ranks that stand before or among names in QQ. Other titles are the group's own.
ROLES = {"群主": "owner", "管理员": "admin", "频道主": "owner", "群管理": "admin"}

_MARKS = {
    "图片": "image", "闪照": "image", "表情": "sticker", "动画表情": "sticker", "魔法表情": "sticker",
    "商城表情": "sticker", "语音": "voice", "语音消息": "voice", "视频": "video", "短视频": "video",
    "文件": "file", "群文件": "file", "红包": "red_packet", "QQ红包": "red_packet",
    "口令红包": "red_packet", "聊天记录": "forward", "合并转发": "forward", "转发消息": "forward",
    "位置": "location", "位置消息": "location", "名片": "card", "推荐好友": "card", "推荐群聊": "card",
    "链接": "link", "分享": "link", "JSON消息": "link", "小程序": "link", "戳一戳": "other",
    "窗口抖动": "other",
}  # fmt: skip
_MARK = re.compile(
    rf"\[({'|'.join(sorted(_MARKS, key=len, reverse=True))})(?:\d{{1,4}}|:([^\[\]\n]*))?\]"
)
#: Marks that say nothing by themselves.
_EMPTY = re.compile(
    r"\[(?:回复消息|无文本内容|表情消息|系统消息|(?:image|video|audio|file|、)+消息)\]"
)

#: No line about a mute or a deletion is longer.
_LONGEST = 600
_NAME = r'["“]?(?P<{}>.{{1,80}}?)["”]?'
_WHO, _BY = _NAME.format("who"), _NAME.format("by")
_LENGTH = r"(?P<length>(?:\d{1,4}(?:天|小时|分钟|秒)){1,4})"
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("unmute", re.compile(rf"{_WHO}\s*被\s*{_BY}\s*(?:解除了?禁言|取消了?禁言)。?")),
    ("unmute", re.compile(rf"{_BY}\s*(?:解除了|取消了|将|把)\s*{_WHO}\s*的?(?:解除)?禁言。?")),
    ("mute", re.compile(rf"{_WHO}\s*被\s*{_BY}\s*禁言\s*(?:了\s*)?{_LENGTH}?。?")),
    ("mute", re.compile(rf"{_BY}\s*(?:将|把)\s*{_WHO}\s*禁言\s*(?:了\s*)?{_LENGTH}?。?")),
    ("lock", re.compile(rf"{_BY}\s*开启了?全[员体]禁言.{{0,60}}")),
    ("unlock", re.compile(rf"{_BY}\s*(?:关闭了?|解除了?|取消了?)全[员体]禁言.{{0,60}}")),
    ("delete", re.compile(rf"{_BY}\s*撤回了\s*{_WHO}\s*的(?:一条)?消息.{{0,60}}")),
    ("delete", re.compile(rf"{_BY}\s*撤回了一条成员(?:的)?消息.{{0,60}}")),
)  # fmt: skip
_UNITS = {"天": DAY, "小时": HOUR, "分钟": MINUTE, "秒": MINUTE // 60}
_PART = re.compile(r"(\d{1,4})(天|小时|分钟|秒)")
_TIP = re.compile(r"你和.{1,80}有\d+个共同好友.{0,20}|点击添加好友.{0,20}")


def is_tip(line: str) -> bool:
    """Whether QQ says something to the reader alone."""
    return _TIP.fullmatch(line.strip()) is not None


class Told(NamedTuple):
    """One thing that a line of the system tells."""

    kind: str
    """``join``, ``leave``, ``recall``, or ``outcome`` with an action."""
    who: str | None
    """The name of the member it is about."""
    by: str | None = None
    """The name of who did it, where somebody else did."""
    action: str | None = None
    length: Duration | None = None


def system(line: str) -> list[Told]:
    """What a line of the system tells; empty where it tells nothing that policies ask for."""
    line = line.strip()
    if len(line) <= _LONGEST and ("禁言" in line or "撤回了" in line):
        for action, form in _LINES:
            found = form.fullmatch(line)
            if found is not None:
                return [_done(action, found.groupdict())]
    return [one for notice in told(line) for one in _moved(notice)]


def _done(action: str, names: dict[str, str | None]) -> Told:
    who, by = names.get("who"), names.get("by")
    if action == "delete" and who == by:
        return Told("recall", who)
    length = names.get("length")
    parts = _PART.findall(length) if length else []
    spelt = sum(int(count) * _UNITS[unit] for count, unit in parts) or None
    return Told("outcome", who, by, action, spelt)


def _moved(notice: notices.Told) -> Iterator[Told]:
    who, by = notice.who.strip(QUOTES), (notice.by or "").strip(QUOTES)
    yield Told(notice.kind, who)
    if by:
        yield Told("outcome", who, by, "remove")


class Names:
    """Which account a name belongs to, as far as the messages before have shown it."""

    def __init__(self, own: str | None, *, plain: bool = False) -> None:
        self._accounts: dict[str, str | None] = {"你": own}
        self.plain = plain
        """Whether names are the accounts, because the chat shows no others."""

    def saw(self, name: str, account: str) -> None:
        """A message showed both; a name that two accounts bear belongs to neither."""
        if self._accounts.setdefault(name, account) != account:
            self._accounts[name] = None

    def account(self, name: str | None) -> str | None:
        if name is None or name in ROLES:
            return None
        return self._accounts.get(name, name if self.plain else None)


def as_event(told: Told, base: Event, names: Names) -> Event:
    """The event of what a line tells; ``base`` has its id, time and group."""
    if told.kind != "outcome":
        return base._replace(kind=told.kind, sender=names.account(told.who), name=told.who)
    until: Instant | None = None if told.length is None else base.time + told.length
    return base._replace(
        kind="outcome", sender=names.account(told.by), name=told.by,
        target=names.account(told.who), result="done", action=told.action, until=until,
    )  # fmt: skip


def body(written: str) -> tuple[str, str]:
    """The kind of a message and its text, from the text with marks that an export shows."""
    written = written.strip()
    if "[" not in written:
        return "text", written
    kinds, titles = set(), []
    for mark, title in _MARK.findall(written):
        kinds.add(_MARKS[mark])
        if title and _MARKS[mark] in ("file", "link"):
            titles.append(title)
    text = _EMPTY.sub("", _MARK.sub("", written)).strip()
    if text or not kinds:
        kinds.add("text")
    return min(kinds, key=TELLING.index), text or " ".join(titles)
