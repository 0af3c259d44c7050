"""chatlog (WeChat): a JSON list of messages, as its HTTP interface and its export give them.

Read from the Go source of the tool: each message has ``seq`` (seconds and a three-digit
number), ``time`` with an offset, ``talker`` (the chat; a group ends in ``@chatroom``),
``sender`` and their names, ``type`` and ``subType`` as WeChat numbers them, ``content``, and
``contents`` for what is no text. Messages of private chats are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.formats import wechat
from policyq.apps.logs.formats.said import PRIVATE, account_of, object_of, only, text_of, told
from policyq.apps.logs.head import Head
from policyq.apps.problems import Refused
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


def fits(head: Head) -> bool:
    """Whether it begins as a list of chatlog's messages."""
    return {"item.talker", "item.isChatRoom"} <= head.paths


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    with Document(file) as document:
        for message in document.items("item"):
            try:
                yield from _events(file, object_of(message))
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def _events(file: File, message: Mapping[str, Any]) -> Iterator[Event]:
    group = account_of(message.get("talker"), "talker")
    if not message.get("isChatRoom"):
        file.leave_out(PRIVATE)
        return
    time = file.instant(message.get("time"))
    id_ = str(message["seq"]) if message.get("seq") else file.name_row(group)
    if message.get("type") == wechat.SYSTEM:
        yield from _system(file, message, id_, time, group)
        return
    kind = wechat.kind_of(message.get("type"), message.get("subType"))
    about = message.get("contents")
    inside: Mapping[str, Any] = about if isinstance(about, dict) else {}
    answered = inside.get("refer")
    text = text_of(message.get("content"))
    if kind != "text":
        text = text_of(inside.get("title")) or ("" if kind == "location" else text)
    yield Event(
        id_,
        time,
        group,
        kind,
        sender=account_of(message.get("sender"), "sender"),
        name=text_of(message.get("senderName")) or None,
        text=text,
        links=only([inside.get("url")]) if kind == "link" else (),
        refers=str(answered["seq"]) if isinstance(answered, dict) and answered.get("seq") else None,
        group_name=text_of(message.get("talkerName")) or None,
        platform="wechat",
    )


def _system(
    file: File, message: Mapping[str, Any], id_: str, time: Instant, group: str
) -> Iterator[Event]:
    """What WeChat itself wrote: of whom it says something, it gives the name only."""
    told_of = told(text_of(message.get("content")))
    file.took(len(told_of))
    for number, one in enumerate(told_of):
        yield Event(
            id_ if not number else f"{id_}+{number}",
            time,
            group,
            one.kind,
            name=one.name,
            group_name=text_of(message.get("talkerName")) or None,
            platform="wechat",
        )
