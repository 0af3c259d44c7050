"""How chatlog writes a message as text, in its CSV and its TXT: back to what it was.

Media are marks such as ``[链接|TITLE](URL)``; whoever types exactly such a mark is taken for
having sent one. An answer begins with the answered message behind ``> ``: who, when, what.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyq.apps.logs.formats.wechat import kinds

#: Among how many messages, at least, the one that is answered is found.
REMEMBERED = 100_000

_KINDS = {
    "图片": "image", "语音": "voice", "视频": "video", "名片": "card", "动画表情": "sticker",
    "GIF表情": "sticker", "红包": "red_packet", "红包封面": "red_packet", "语音通话": "other",
    "群公告": "text", "引用": "text", "分享": "other", "小程序": "link", "视频号": "link",
    "链接": "link", "文件": "file", "合并转发": "forward",
}  # fmt: skip
_LINKED = frozenset({"分享", "链接", "小程序", "视频号"})
_BLANK = re.compile(r"\s")
_MONEY = re.compile(r"\[转账\|.*", re.DOTALL)
_RAW = re.compile(r"Type: (\d{1,12}) Content: .*", re.DOTALL)
_ANSWERED = re.compile(r"> (?P<who>.*?) ?(?P<time>(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d)")
_CLOCK = re.compile(r".*\d{1,2}:\d{2}(?::\d{2})?")
#: What the tool's language prints for a value that is not there.
_MISSING = re.compile(r"%!\w\(<nil>\)|%!\w\(MISSING\)")


class Said(NamedTuple):
    """A message's text, understood."""

    kind: str
    text: str
    links: tuple[str, ...] = ()
    answers: tuple[str, str] | None = None
    """The account and the time (``MM-DD hh:mm:ss``) of the message that it answers."""


class Recent:
    """The ids of the latest messages, by who wrote them and when; two at one time are none."""

    def __init__(self) -> None:
        self._new: dict[tuple[object, ...], str | None] = {}
        self._old: dict[tuple[object, ...], str | None] = {}

    def note(self, id_: str, *key: object) -> None:
        """Remember a message, for some time."""
        self._new[key] = None if key in self._new else id_
        if len(self._new) > REMEMBERED:
            self._old, self._new = self._new, {}

    def find(self, *key: object) -> str | None:
        """The id of the one message with this key."""
        return self._new[key] if key in self._new else self._old.get(key)


def understood(content: str) -> Said:
    """What a message's text tells of it."""
    if content.startswith("> "):
        return _answer(content)
    if content[:1] not in ("[", "!", "T"):
        return Said("text", content)
    marked = _marked(content)
    if marked is not None:
        return marked
    if content.startswith("[合并转发|"):
        return Said("forward", forwarded(content))
    if _MONEY.fullmatch(content):
        return Said("other", content)
    raw = _RAW.fullmatch(content)
    return Said("text", content) if raw is None else Said(kinds.kind_of(int(raw[1]), None), "")


def person(text: str) -> tuple[str, str | None]:
    """The account and the name in ``NAME(ACCOUNT)``, or the account alone."""
    if text.endswith(")"):
        name, _, account = text[:-1].rpartition("(")
        if account:
            return account, name or None
    return text, None


def forwarded(content: str) -> str:
    """The title and the texts of forwarded messages, without their senders and times."""
    first, *rest = content.split("\n")
    texts, header = [first.removeprefix("[合并转发|").removesuffix("]")], True
    for line in rest:
        line = line.strip()
        if line.startswith("[合并转发|"):
            texts.append(line.removeprefix("[合并转发|").removesuffix("]"))
            header = True
        elif line and header and _CLOCK.fullmatch(line):
            header = False
        elif line:
            if not line.startswith("![图片]("):
                texts.append(line)
            header = False
        else:
            header = True
    return "\n".join(texts)


def _marked(content: str) -> Said | None:
    """What ``[WHAT]`` or ``[WHAT|TITLE](URL)`` stands for; ``None`` for other texts."""
    inside, url = content.removeprefix("!"), ""
    linked = inside.endswith(")")
    if not inside.startswith("["):
        return None
    if linked:
        inside, _, url = inside[:-1].rpartition("](")
    elif inside.endswith("]"):
        inside = inside[:-1]
    what, titled, says = inside[1:].partition("|")
    if what not in _KINDS or (titled and not linked) or _BLANK.search(url):
        return None
    if what == "分享":  # Its title is followed by a description.
        says = says.rpartition("|")[0] or says
    kind = "link" if linked and what == "分享" else _KINDS[what]
    url = _MISSING.sub("", url)
    return Said(kind, _MISSING.sub("", says), (url,) if url and what in _LINKED else ())


def _answer(content: str) -> Said:
    """An answer; a text that only begins like one is a text."""
    lines = content.split("\n")
    head = _ANSWERED.fullmatch(lines[0])
    if head is None and lines[0] != "> [引用]":
        return Said("text", content)
    start = next((at for at, line in enumerate(lines) if not line.startswith("> ")), len(lines))
    answers = None if head is None else (person(head["who"])[0], head["time"][-14:])
    return Said("text", "\n".join(lines[start:]), (), answers)
