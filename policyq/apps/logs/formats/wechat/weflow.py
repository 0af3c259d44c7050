"""WeFlow and echotrace (WeChat): one JSON document a chat, with its session and its messages.

The kinds of messages are words; ``localType`` is not looked at. ``source`` may hold WeChat's
list of those who are mentioned. Later versions say the server's id of a message and of the
one it answers. A private chat is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.markup import mentioned_in, note_in, share_in
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.values import PRIVATE, account_of, object_of, text_of
from policyq.apps.problems import Refused, refuse
from policyq.diagnostics.catalog.exports import NO_GROUP
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Said

_MARK = re.compile(r"\[[^\[\]\s]{2,6}\]\s*")
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
_PATH = re.compile(r"\S+\.\w{2,4}")
_ANSWER = re.compile(r"\[(?:引用|回复)[^\n]{0,2000}\]\n")


class _Chat(NamedTuple):
    group: str
    name: str | None
    private: bool


def fits(head: Head) -> bool:
    """Whether it has a session of WeChat's, and messages, or begins as such a document does."""
    about = {"session.wxid", "session.displayName"} <= head.paths
    return about and ("session.type" in head.paths or "messages.item.createTime" in head.paths)


def read(file: File) -> Iterator[Event]:
    """The events of a file; none where it does not say its chat."""
    with Document(file) as document:
        session = document.about("session", until="messages", needed=("session",)).get("session")
        chat = _chat(file, session if isinstance(session, dict) else {})
        for message in document.items("messages.item"):
            try:
                yield from _events(file, object_of(message), chat)
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def _chat(file: File, session: Mapping[str, Any]) -> _Chat:
    id_, type_ = text_of(session.get("wxid")).strip(), text_of(session.get("type"))
    name = text_of(session.get("displayName")) or text_of(session.get("nickname")) or None
    group = id_ or name or file.group
    if group is None:
        refuse(NO_GROUP, name=file.name)
    private = type_ == "私聊" or (type_ != "群聊" and bool(id_) and not kinds.is_group(id_))
    return _Chat(group, name, private)


def _events(file: File, message: Mapping[str, Any], chat: _Chat) -> Iterator[Event]:
    if chat.private:
        file.leave_out(PRIVATE)
        return
    time = file.instant(message.get("createTime"), "createTime")
    id_ = _id(message.get("platformMessageId")) or file.name_row(chat.group)
    kind = kinds.kind_called(text_of(message.get("type")))
    content = text_of(message.get("content"))
    if not kind:
        note = note_in(content)
        yield from system_events(
            file, note.text, id_, time, chat.group, chat.name, refers=note.refers
        )
        return
    sender = account_of(message.get("senderUsername"), "senderUsername")
    yield _message(message, chat, id_, time, kind, sender, content)


def _message(
    message: Mapping[str, Any],
    chat: _Chat,
    id_: str,
    time: Instant,
    kind: str,
    sender: str,
    content: str,
) -> Event:
    share = share_in(content)
    refers = _id(message.get("replyToMessageId")) or (share.refers if share else None)
    text, links = _said(kind, content)
    if share is not None:
        text, links = share.title, (share.url,) if share.url else ()
    listed = mentioned_in(text_of(message.get("source")))
    return Event(
        id_,
        time,
        chat.group,
        kind,
        sender=sender,
        name=text_of(message.get("senderDisplayName")) or None,
        text=text,
        links=links if kind == "link" else (),
        mentions=kinds.mentions_in(text) if listed is None else listed,
        refers=refers,
        group_name=chat.name,
        platform="wechat",
    )


def _said(kind: str, content: str) -> tuple[str, tuple[str, ...]]:
    """The text of a message and its links; media are a mark, or where the file was put."""
    if kind == "text":
        found = _ANSWER.match(content)
        return (content if found is None else content[found.end() :]), ()
    if kind == "link":
        address = _URL.search(content)
        text = _MARK.sub("", content, count=1) if content.startswith("[") else content
        if address is not None:
            text = text.replace(address[0], "")
        return text.strip(), () if address is None else (address[0],)
    if kind in ("file", "forward"):
        said = _MARK.sub("", content, count=1).strip() if content.startswith("[") else content
        return (re.split(r"[\\/]", said)[-1] if kind == "file" else said), ()
    if kind == "voice" and not content.startswith("[") and not _PATH.fullmatch(content):
        return content, ()
    return "", ()


def _id(value: object) -> str | None:
    """The server's id, which later versions write as a text."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    return value.strip() if isinstance(value, str) and value.strip("0 ") else None


FORMAT = Format(
    "weflow",
    Said("WeFlow、echotrace（微信，JSON）", "WeFlow, echotrace (WeChat, JSON)"),
    fits,
    read,
)
