"""The XML in which WeChat keeps shares and its own lines, as raw exports carry it.

Nothing is parsed as XML: the few elements that say something are looked for one by one, each
in one pass. So neither entities nor nesting nor broken markup can do any harm; a message that
is no XML, or has none of them, is simply not understood.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

#: How much of a message is looked at, in characters.
LENGTH = 1 << 18

_OPEN = "<![CDATA["
_NAME = re.compile(r"[\s/>]")


class Share(NamedTuple):
    """A message of type 49."""

    type: int | None
    title: str
    url: str
    refers: str | None
    """The server's id of the message that it answers."""


class Note(NamedTuple):
    """A line that WeChat itself wrote."""

    text: str
    refers: str | None
    """The server's id of the message that was recalled."""


def share_in(text: str) -> Share | None:
    """The share that a message holds; ``None`` for a text that is none."""
    if "<appmsg" not in text:
        return None
    inner = element(text[:LENGTH], "appmsg")
    answered = element(inner, "refermsg")
    own = _without(_without(inner, "refermsg"), "recorditem")
    type_ = element(own, "type").strip()
    return Share(
        int(type_) if type_.isascii() and type_.isdigit() and len(type_) < 7 else None,
        plain(element(own, "title")).strip(),
        plain(element(own, "url")).strip(),
        _id_of(element(answered, "svrid")),
    )


def note_in(text: str) -> Note:
    """What a line of WeChat's says: the text in its markup, or the text as it stands."""
    if "<" not in text:
        return Note(text, None)
    text = text[:LENGTH]
    inner = element(text, "revokemsg")
    if inner:
        said = element(inner, "replacemsg") or ("" if "<" in inner.replace("<![", "") else inner)
        return Note(plain(said).strip(), _id_of(element(inner, "newmsgid")))
    template = element(text, "template")
    if template:
        return Note(_filled(plain(template), text), None)
    said = element(text, "plain") or element(text, "text")
    return Note(plain(said).strip() if said else plain(re.sub(r"<[^<>]*>", "", text)).strip(), None)


def mentioned_in(source: str) -> tuple[str, ...] | None:
    """The accounts in the list of those mentioned; ``None`` where there is no list."""
    if "<atuserlist" not in source:
        return None
    listed = re.split(r"[,\s]+", plain(element(source[:LENGTH], "atuserlist")))
    accounts = ("*" if one in ("notify@all", "announcement@all") else one for one in listed)
    return tuple(dict.fromkeys(one for one in accounts if one))


def element(text: str, name: str) -> str:
    """What stands in the first element of a name; nothing where there is none that ends."""
    start = _opening(text, name)
    if start is None:
        return ""
    close = text.find(">", start)
    if close < 0 or text[close - 1] == "/":
        return ""
    end = text.find(f"</{name}>", close)
    return "" if end < 0 else text[close + 1 : end]


def plain(text: str) -> str:
    """Content as a reader sees it: marked sections opened, references resolved."""
    if _OPEN in text:
        first, *marked = text.split(_OPEN)
        return _resolved(first) + "".join(map(_opened, marked))
    return _resolved(text)


def _opened(piece: str) -> str:
    """A marked section and what stands behind it."""
    inside, _, behind = piece.partition("]]>")
    return inside + _resolved(behind)


def _resolved(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _filled(template: str, text: str) -> str:
    """A template of WeChat's with its names: ``"$username$"邀请"$names$"加入了群聊``."""
    names: dict[str, str] = {}
    for piece in text.split("<link ")[1:50]:
        called = re.match(r'[^<>]*?name="(\w{1,40})"', piece)
        if called is not None:
            names[called[1]] = "、".join(_members(piece))
    return re.sub(r"\$(\w{1,40})\$", lambda found: names.get(found[1], ""), template).strip()


def _members(piece: str) -> list[str]:
    """The members in a link of a template, as name and account."""
    found: list[str] = []
    for one in piece.split("<member>")[1:500]:
        account = plain(element(one, "username")).strip()
        name = plain(element(one, "nickname")).strip()
        found.append(f"{name}({account})" if account else name)
    return found


def _without(text: str, name: str) -> str:
    start = _opening(text, name)
    if start is None:
        return text
    end = text.find(f"</{name}>", start)
    return text[:start] if end < 0 else text[:start] + text[end + len(name) + 3 :]


def _opening(text: str, name: str) -> int | None:
    """Where the first tag of exactly this name opens."""
    mark, at = f"<{name}", 0
    while (at := text.find(mark, at)) >= 0:
        if _NAME.match(text, at + len(mark)):
            return at
        at += len(mark)
    return None


def _id_of(text: str) -> str | None:
    found = plain(text).strip()
    return found if found.isascii() and found.isdigit() and found.strip("0") else None
