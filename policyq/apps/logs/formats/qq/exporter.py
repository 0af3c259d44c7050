"""QQChatExporter: its JSON, in one file or cut into chunks.

Read from the sources of versions 4 and 5. A document has ``chatInfo`` and ``messages``; an
export in chunks is ``manifest.json`` with the former and ``chunks/*.jsonl`` with one message a
line. Ids have 64 bits and are texts. The account is the QQ number (``uin``), and where there is
none the ``uid``. What a message is, its elements say; ``content.text`` only where there are
none. A message that was recalled later keeps its text: where the time of the recall is known
(``rawMessage.recallTime``), the recall is an event of that time; otherwise nothing is said of
it. Messages of the system give names; accounts where the name was seen before.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policyq.apps.logs.context import File, Files
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.qq import phrases
from policyq.apps.logs.formats.qq.elements import Accounts, content_of
from policyq.apps.logs.head import Head, head_of
from policyq.apps.logs.steps.objects import of_lines
from policyq.apps.logs.steps.values import PRIVATE, id_of, numbered, object_of, part_of, text_of
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.diagnostics.diagnostic import Words
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Said

MANIFEST = "manifest.json"
_CHUNKS = "chunks/"
_BESIDE = ("avatars.json", "resources/", "avatars/")
_ABOUT = ("metadata", "chatInfo")
_PRIVATE = ("private", "temp")
_TOOL = Words("QQChatExporter", "QQChatExporter")


def fits(head: Head) -> bool:
    """Whether it begins as an export, as its manifest, or as one of its chunks."""
    paths = head.paths
    if str(head.values.get("metadata.name", "")).startswith("QQChatExporter"):
        return bool({"chatInfo", "messages"} & paths)
    return (
        {"messages.item.sender.uid", "messages.item.content.elements"} <= paths
        or {"chatInfo.name", "chatInfo.type", "messages.item.sender.uid"} <= paths
        or {"sender.uid", "content.elements", "timestamp", "recalled"} <= paths
    )


def whole(paths: frozenset[str]) -> bool:
    """Whether these files are a manifest and its chunks, and what may lie beside them."""
    return (
        MANIFEST in paths
        and any(_is_chunk(path) for path in paths)
        and all(_is_chunk(path) or path == MANIFEST or path.startswith(_BESIDE) for path in paths)
    )


def read(file: File) -> Iterator[Event]:
    """The events of a document, or of a chunk that lies alone: then the group has to be given."""
    head = head_of(file.source)
    if not {"chatInfo", "messages"} & head.paths:
        if file.group is None:
            refuse(exports.NOT_ONE_FILE, name=file.name, format=_TOOL)
        alone = _Reader(file, _Chat(file.group, None, False))
        yield from alone.lines()
        yield from alone.rest()
        return
    if "chunked" in head.paths and "messages" not in head.paths:
        refuse(exports.NOT_ONE_FILE, name=file.name, format=_TOOL)
    with Document(file) as document:
        about = document.about(*_ABOUT, until="messages", needed=("chatInfo",))
        reader = _Reader(file, _chat(file, about))
        for message in document.items("messages.item"):
            try:
                yield from reader.took(object_of(message))
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))
        yield from reader.rest()


def read_all(files: Files) -> Iterator[Event]:
    """The events of an export in chunks, in the order of the chunks' names."""
    manifest = files.open(MANIFEST)
    with Document(manifest) as document:
        about = document.about(*_ABOUT, until="messages")
    reader = _Reader(manifest, _chat(manifest, about))
    for path in files.paths:
        if _is_chunk(path):
            reader.turn_to(files.open(path))
            yield from reader.lines()
    yield from reader.rest()


def _is_chunk(path: str) -> bool:
    return path.startswith(_CHUNKS) and path.endswith((".jsonl", ".jsonl.gz"))


class _Chat(NamedTuple):
    """What an export says of the chat."""

    group: str | None
    name: str | None
    private: bool


def _chat(file: File, about: Mapping[str, Any]) -> _Chat:
    info = part_of(about, "chatInfo")
    name = text_of(info.get("name")).strip() or None
    group = id_of(info.get("peerUin")) or id_of(info.get("peerUid")) or name or file.group
    private = info.get("type") in _PRIVATE
    if group is None and not private:
        refuse(exports.NO_GROUP, name=file.name)
    return _Chat(group, name, private)


class _Reader:
    """The messages of an export; recalls wait until the messages before them are through."""

    def __init__(self, file: File, chat: _Chat) -> None:
        self._file, self._chat = file, chat
        self._accounts = Accounts()
        self._names = phrases.Names(file.hints.own)
        self._later: list[tuple[Instant, int, Event]] = []
        self._recalls = 0

    def turn_to(self, file: File) -> None:
        """Another file of the same export comes."""
        self._file = file

    def lines(self) -> Iterator[Event]:
        """The events of a chunk."""
        yield from of_lines(self._file, self._read)

    def took(self, message: Mapping[str, Any]) -> Iterator[Event]:
        """The events of one message, counted."""
        events = self._read(message)
        if events is not None:
            self._file.took(len(events))
            yield from events

    def rest(self) -> Iterator[Event]:
        """The recalls after the last message."""
        while self._later:
            self._file.beside += 1
            yield heapq.heappop(self._later)[2]

    def _read(self, message: Mapping[str, Any]) -> list[Event] | None:
        if self._chat.private:
            self._file.leave_out(PRIVATE)
            return None
        assert self._chat.group is not None
        sender = part_of(message, "sender")
        raw = part_of(message, "rawMessage")
        time = self._time(message, raw)
        id_ = id_of(message.get("id")) or id_of(message.get("messageId")) or id_of(raw.get("msgId"))
        base = Event(
            id_ or self._file.name_row(self._chat.group), time, self._chat.group, "other",
            group_name=self._chat.name, platform="qq",
        )  # fmt: skip
        if message.get("system") is True or message.get("type") == "system":
            return self._due(time) + self._system(message, base, self._accounts.of(sender, raw))
        event = self._message(message, base, sender, raw)
        recall = self._recall(message, raw, event)
        due = self._due(time)
        if recall is not None:
            self._recalls += 1
            heapq.heappush(self._later, (recall.time, self._recalls, recall))
        return [*due, event]

    def _due(self, time: Instant) -> list[Event]:
        """The recalls until a time."""
        due = []
        while self._later and self._later[0][0] <= time:
            due.append(heapq.heappop(self._later)[2])
        return due

    def _time(self, message: Mapping[str, Any], raw: Mapping[str, Any]) -> Instant:
        """``timestamp`` counts milliseconds in version 5 and is a text in version 4."""
        stamp = message.get("timestamp")
        if isinstance(stamp, str) and stamp.strip().isdigit():
            stamp = int(stamp.strip()[:20])
        if stamp in (None, 0, ""):
            stamp = _number(raw.get("msgTime")) or message.get("time")
        return self._file.instant(stamp)

    def _message(
        self,
        message: Mapping[str, Any],
        base: Event,
        sender: Mapping[str, Any],
        raw: Mapping[str, Any],
    ) -> Event:
        account = self._accounts.of(sender, raw)
        if account is None:
            refuse(
                say.WRONG_TYPE, field="sender", expected=_PERSON, found=shown(message.get("sender"))
            )
        named = ("name", "groupCard", "nickname", "remark")
        name = next((text for one in named if (text := text_of(sender.get(one)).strip())), "")
        name = name or text_of(raw.get("sendMemberName")) or text_of(raw.get("sendNickName"))
        if name:
            self._names.saw(name, account)
        said = content_of(part_of(message, "content"), self._accounts)
        return base._replace(
            kind=said.kind,
            sender=account,
            name=name or None,
            role=phrases.ROLES.get(text_of(sender.get("title"))),
            text=said.text,
            links=said.links,
            mentions=said.mentions,
            refers=said.refers,
        )

    def _recall(
        self, message: Mapping[str, Any], raw: Mapping[str, Any], event: Event
    ) -> Event | None:
        """The recall of a message, where it is said when that was."""
        seconds = _number(raw.get("recallTime"))
        if message.get("recalled") is not True or not seconds:
            return None
        at = self._file.instant(seconds, "recallTime")
        return Event(
            f"{event.id}+recall", max(at, event.time), event.group, "recall", event.sender,
            event.name, refers=event.id, group_name=event.group_name, platform="qq",
        )  # fmt: skip

    def _system(self, message: Mapping[str, Any], base: Event, author: str | None) -> list[Event]:
        """What QQ itself wrote. The line of a recall has replaced the message, under its id."""
        told = phrases.system(text_of(part_of(message, "content").get("text")))
        events = [phrases.as_event(one, base, self._names) for one in told]
        if message.get("recalled") is True and len(events) == 1:
            gone = events[0]
            if gone.kind == "recall":
                gone = gone._replace(sender=author or gone.sender)
            elif gone.action == "delete":
                gone = gone._replace(target=author or gone.target)
            return [gone._replace(id=f"{base.id}+recall", refers=base.id)]
        return numbered(events)


_PERSON = Words("有 uid 或 uin 的对象", "an object with uid or uin")


def _number(value: object) -> int:
    """A number that may be written as a text; 0 for what is none."""
    if isinstance(value, str) and value.isdigit() and value.isascii():
        return int(value[:20])
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


FORMAT = Format(
    "qqchatexporter",
    Said("QQChatExporter（JSON）", "QQChatExporter (JSON)"),
    fits,
    read,
    whole,
    read_all,
)
