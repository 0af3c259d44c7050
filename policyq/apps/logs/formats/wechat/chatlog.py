"""chatlog (WeChat): a JSON list of messages, as its HTTP interface and its export give them.

Read from the Go source of the tool: each message has ``seq`` (seconds and a three-digit
number), ``time`` with an offset, ``talker`` (the chat; a group ends in ``@chatroom``),
``sender`` and their names, ``type`` and ``subType`` as WeChat numbers them, ``content``, and
``contents`` for what is no text. Messages of private chats are left out and counted.

An answer carries a copy of the message it answers, with its sender and time but without its
number; the message is found again by these, if it stands before in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.chatlog_marks import Recent
from policyq.apps.logs.formats.wechat.markup import note_in, share_in
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.values import PRIVATE, account_of, object_of, text_of
from policyq.apps.problems import Refused
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

#: How many forwarded messages, and how deep, are read of one that forwards others.
FORWARDED, DEPTH = 200, 4

_PATTED = re.compile(r"\$\{([^{}]*)\}")


def fits(head: Head) -> bool:
    """Whether it begins as a list of chatlog's messages."""
    return {"item.talker", "item.isChatRoom"} <= head.paths


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    recent = Recent()
    with Document(file) as document:
        for message in document.items("item"):
            try:
                yield from _events(file, object_of(message), recent)
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def _events(file: File, message: Mapping[str, Any], recent: Recent) -> Iterator[Event]:
    group = account_of(message.get("talker"), "talker")
    if not message.get("isChatRoom") and not kinds.is_group(group):
        file.leave_out(PRIVATE)
        return
    time = file.instant(message.get("time"))
    id_ = _seq(message) or file.name_row(group)
    group_name = text_of(message.get("talkerName")) or None
    if message.get("type") == kinds.SYSTEM:
        line = note_in(text_of(message.get("content"))).text
        yield from system_events(file, line, id_, time, group, group_name)
        return
    sender = _sender(file, message)
    kind, text, links = _said(message)
    yield Event(
        id_,
        time,
        group,
        kind,
        sender=sender,
        name=text_of(message.get("senderName")) or None,
        text=text,
        links=links,
        mentions=kinds.mentions_in(text),
        refers=_answered(file, message, group, recent),
        group_name=group_name,
        platform="wechat",
    )
    recent.note(id_, group, sender, time)


def _seq(message: Mapping[str, Any]) -> str | None:
    seq = message.get("seq")
    if isinstance(seq, str | int) and not isinstance(seq, bool) and seq:
        return account_of(seq, "seq")
    return None


def _sender(file: File, message: Mapping[str, Any]) -> str:
    """The account; that of who made the export is missing in some versions of WeChat."""
    sender = message.get("sender")
    if message.get("isSelf") is True and sender in ("", None, kinds.ME):
        return file.hints.own or kinds.ME
    return account_of(sender, "sender")


def _said(message: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """The kind of a message, its text, its links."""
    about = message.get("contents")
    inside: Mapping[str, Any] = about if isinstance(about, dict) else {}
    sub_type = message.get("subType")
    kind = kinds.kind_of(message.get("type"), sub_type)
    content = text_of(message.get("content"))
    title, url = text_of(inside.get("title")), text_of(inside.get("url"))
    share = share_in(content)
    if share is not None:  # some kinds of shares are left as WeChat keeps them
        content, title, url = share.title, title or share.title, url or share.url
    if kind == "text":
        return kind, content, ()
    if kind == "forward":
        texts = (title, *_forwarded(inside.get("recordInfo")))
        return kind, "\n".join(text for text in texts if text), ()
    if sub_type == kinds.PAT:
        return kind, _PATTED.sub(lambda found: found[1], content), ()
    text = title or (content if kind == "other" and not content.startswith("<") else "")
    return kind, text, (url,) if url and kind == "link" else ()


def _forwarded(record: object, depth: int = 0) -> Iterator[str]:
    """The texts of the messages that were forwarded together, and of those inside them."""
    listed = record.get("DataList") if isinstance(record, dict) else None
    items = listed.get("DataItems") if isinstance(listed, dict) else None
    for item in items[:FORWARDED] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        inner = item.get("RecordXML")
        if isinstance(inner, dict) and depth < DEPTH:
            yield text_of(item.get("DataTitle"))
            yield from _forwarded(inner.get("RecordInfo"), depth + 1)
        elif item.get("DataFmt") not in ("pic", "jpg"):
            for line in text_of(item.get("DataDesc")).split("\n"):
                yield line.strip()


def _answered(file: File, message: Mapping[str, Any], group: str, recent: Recent) -> str | None:
    about = message.get("contents")
    answered = about.get("refer") if isinstance(about, dict) else None
    if not isinstance(answered, dict):
        return None
    try:
        seq = _seq(answered)
        if seq is not None:
            return seq
        sender = account_of(answered.get("sender"), "sender")
        return recent.find(group, sender, file.instant(answered.get("time")))
    except Refused:
        return None  # The copy is cut; the answer itself is not.


FORMAT = Format("chatlog", Said("chatlog（微信，JSON）", "chatlog (WeChat, JSON)"), fits, read)
