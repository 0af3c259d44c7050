"""What WeChat's kinds of messages are called, by number and by name; what its texts say.

The exports of several tools carry them. The numbers are read from the sources of chatlog and
from public exports of WeChatMsg, the names from those of PyWxDump, WeFlow and echotrace.
"""

from __future__ import annotations

import re

from policyq.vocabulary.events import EVERYONE

SYSTEM = 10000
#: What raw exports number the lines that WeChat itself wrote.
SYSTEMS = frozenset({10000, 10002})
SHARE = 49

#: Who made the export, as exports call them, where they do not give the account.
ME = "我"

_KINDS = {
    1: "text", 3: "image", 34: "voice", 42: "card", 43: "video", 47: "sticker", 48: "location",
    50: "other", 66: "card",
}  # fmt: skip
_SHARES = {
    1: "text", 3: "link", 4: "link", 5: "link", 6: "file", 8: "sticker", 17: "location",
    19: "forward", 24: "other", 33: "link", 36: "link", 51: "link", 53: "text", 57: "text",
    62: "other", 63: "link", 74: "file", 76: "link", 87: "text", 92: "link",
    2000: "other", 2001: "red_packet", 2003: "red_packet",
}  # fmt: skip

#: A share that answers another message: its text is the answer.
QUOTE = 57
FORWARD = 19
PAT = 62

#: By what a name of a kind begins with or holds; the first that is found in it counts.
_NAMES: tuple[tuple[str, str], ...] = (
    ("系统", ""), ("撤回", ""), ("邀请加群", ""),
    ("合并转发", "forward"), ("聊天记录", "forward"),
    ("引用", "text"), ("粘贴的文本", "text"), ("接龙", "text"), ("群公告", "text"),
    ("红包", "red_packet"), ("拍一拍", "other"), ("转账", "other"), ("通话", "other"),
    ("笔记", "other"), ("礼物", "other"),
    ("位置", "location"), ("视频号", "link"), ("音乐", "link"), ("小程序", "link"),
    ("卡片式链接", "link"), ("名片", "card"), ("推荐公众号", "card"),
    ("链接", "link"), ("图文", "link"), ("分享", "link"),
    ("图片", "image"), ("语音", "voice"), ("视频", "video"),
    ("表情", "sticker"), ("文件", "file"), ("文本", "text"),
)  # fmt: skip
_named: dict[str, str] = {}

_EVERYONE = re.compile(r"@(?:所有人|全体成员)(?!\w)|@(?:All|all)\u2005")
_LATIN = re.compile(r"wxid_\w+|\w[\w.-]*@(?:openim|stranger)", re.ASCII)


def kind_of(type_: object, sub_type: object) -> str:
    """The kind of event of a message: an id of `policyq.vocabulary.events.KINDS`."""
    if type_ == SHARE:
        return _SHARES.get(sub_type, "other") if isinstance(sub_type, int) else "link"
    return _KINDS.get(type_, "other") if isinstance(type_, int) else "other"


def kind_called(name: str) -> str:
    """The kind of event that a tool calls ``name``; ``""`` for what WeChat itself wrote."""
    found = _named.get(name)
    if found is None:
        found = next((kind for part, kind in _NAMES if part in name), "other")
        if len(_named) < 1000:
            _named[name] = found
    return found


def mentions_in(text: str) -> tuple[str, ...] | None:
    """Who is mentioned, as far as a text tells: it shows names, but no accounts.

    Nobody where there is no ``@``; ``None`` where somebody may be.
    """
    if "@" not in text:
        return ()
    return (EVERYONE,) if _EVERYONE.search(text) else None


def is_group(talker: str) -> bool:
    """Whether WeChat's id of a chat is that of a group."""
    return talker.endswith("@chatroom")


def is_account(text: str) -> bool:
    """Whether a text is an account beyond doubt, not a part of somebody's name."""
    return _LATIN.fullmatch(text) is not None
