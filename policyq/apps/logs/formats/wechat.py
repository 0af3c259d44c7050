"""What WeChat's numbers for kinds of messages mean; the exports of several tools carry them.

The numbers are read from the sources of chatlog and from public exports of WeChatMsg.
"""

from __future__ import annotations

SYSTEM = 10000
_SHARE = 49

_KINDS = {
    1: "text", 3: "image", 34: "voice", 42: "card", 43: "video", 47: "sticker", 48: "location",
    50: "other",
}  # fmt: skip
_SHARES = {
    1: "text", 3: "link", 4: "link", 5: "link", 6: "file", 8: "sticker", 17: "location",
    19: "forward", 24: "other", 33: "link", 36: "link", 51: "link", 53: "text", 57: "text",
    62: "other", 63: "link", 74: "file", 76: "link", 87: "text", 92: "link",
    2000: "other", 2001: "red_packet", 2003: "red_packet",
}  # fmt: skip

#: A share that answers another message: its text is the answer.
QUOTE = 57


def kind_of(type_: object, sub_type: object) -> str:
    """The kind of event of a message: an id of `policyq.vocabulary.events.KINDS`."""
    if type_ == _SHARE:
        return _SHARES.get(sub_type, "other") if isinstance(sub_type, int) else "link"
    return _KINDS.get(type_, "other") if isinstance(type_, int) else "other"
