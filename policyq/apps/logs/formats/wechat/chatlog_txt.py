"""chatlog (WeChat) as plain text: who and when, the lines of the message, a blank line::

    小明(wxid_1) 2026-05-01 08:00:00
    早

    小红(wxid_2) [考研(123@chatroom)] 2026-05-01 08:00:09
    > 小明(wxid_1) 05-01 08:00:00
    > 早
    你也早

The group stands there only where several chats were asked for; then lines without one are of
private chats. The day is missing where one day was asked for, the year where one year was:
``--day`` tells both. Who made the export is ``我``: ``--own`` tells the account.

The lines of a message can look like the head of one. A head stands behind a blank line (or at
the start of the file), has an account, and writes the time as the first one does. What was
copied from another such text behind a blank line cannot be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.chatlog_csv import SYSTEM
from policyq.apps.logs.formats.wechat.chatlog_marks import Recent, person, understood
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head, head_of
from policyq.apps.logs.steps.values import PRIVATE
from policyq.apps.problems import Problem, Refused, refuse, shown
from policyq.diagnostics.catalog import exports, logs
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

#: How long the head of a message can be, in characters, and a message, in lines and characters.
HEAD_LENGTH, LINES, LENGTH = 400, 5_000, 1 << 20

_HEADER = re.compile(
    r"(?P<who>\S.*\([^()\s]+\)|\([^()\s]+\)|[\w@.-]+)"
    r"(?: \[(?P<room>.{0,200}?@chatroom\)?|[^\[\]]*)\])?"
    r" (?P<time>(?:(?:\d{4}-)?\d\d-\d\d )?\d\d:\d\d:\d\d)"
)
_BARE = re.compile(r"[A-Za-z][\w@.-]*|\d+@\w+|系统消息|我", re.ASCII)


class _Header(NamedTuple):
    who: str
    room: str | None
    time: str


class _Message(NamedTuple):
    line: int
    head: _Header
    raw: bytes
    body: list[str]


def fits(head: Head) -> bool:
    """Whether the first line is the head of a message."""
    found = _header(head.lines[0])
    return found is not None and (found.who.endswith(")") or len(found.time) == 19)


def read(file: File) -> Iterator[Event]:
    """The events of a file; none where the day, the group or the zone is not known."""
    reader = _Reader(file)
    for message in _messages(file, reader.length):
        file.line = message.line
        try:
            yield from reader.take(message)
        except Refused as refused:
            file.reject(refused.problem, message.raw)


class _Reader:
    """What a file leaves out of its heads."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._recent = Recent()
        heads = [
            found for line in head_of(file.source).text.splitlines() if (found := _header(line))
        ]
        self._several = any(head.room for head in heads)
        self.length = len(heads[0].time) if heads else 0
        if heads:
            self._check(heads[0])

    def _check(self, head: _Header) -> None:
        """Refuse the file where each message would be refused for the same reason."""
        file = self._file
        if self.length < 19 and file.hints.day is None:
            refuse(exports.NO_DAY, found=head.time)
        if not self._several and file.group is None:
            refuse(exports.NO_GROUP, name=file.name)
        if file.zone is None:
            refuse(logs.NO_ZONE, field="time", found=head.time)

    def take(self, message: _Message) -> Iterator[Event]:
        file, head = self._file, message.head
        if head.room is None and (self._several or file.group is None):
            file.leave_out(PRIVATE)
            return
        group, group_name = person(head.room) if head.room else (file.group or "", None)
        if head.room and not kinds.is_group(group):
            file.leave_out(PRIVATE)
            return
        clock = self._dated(head.time)
        time = file.instant(clock)
        id_ = file.name_row(group)
        content = "\n".join(message.body)
        if head.who == SYSTEM:
            yield from system_events(file, content, id_, time, group, group_name)
            return
        account, name = person(head.who)
        if account == kinds.ME:
            account = file.hints.own or kinds.ME
        said = understood(content)
        yield Event(
            id_,
            time,
            group,
            said.kind,
            sender=account,
            name=name,
            text=said.text,
            links=said.links,
            mentions=kinds.mentions_in(said.text),
            refers=None if said.answers is None else self._recent.find(group, *said.answers),
            group_name=group_name,
            platform="wechat",
        )
        self._recent.note(id_, group, account, clock[5:])

    def _dated(self, time: str) -> str:
        day = self._file.hints.day
        if day is None or self.length == 19:
            return time
        return f"{day.year:04}-{time}" if self.length == 14 else f"{day.isoformat()} {time}"


def _messages(file: File, length: int) -> Iterator[_Message]:
    """The messages, cut at their heads; what stands before the first head is rejected.

    Each is one row; its further lines are noise.
    """
    message: _Message | None = None
    after_blank, size = True, 0
    for line in file.lines():
        number = file.line
        try:
            text = text_of(line, file.encoding)
        except Refused as refused:
            file.reject(refused.problem, line)
            after_blank = False
            continue
        head = _header(text) if after_blank else None
        after_blank = not text or text.isspace()
        if head is not None and len(head.time) == length:
            if message is not None:
                yield _trimmed(message)
            message, size = _Message(number, head, line, []), 0
        elif after_blank or message is not None:
            file.noise += 1
            if message is not None and len(message.body) < LINES and size < LENGTH:
                message.body.append(text)
                size += len(text)
        else:
            file.line = number
            file.reject(_unknown(text), line)
    if message is not None:
        yield _trimmed(message)


def _trimmed(message: _Message) -> _Message:
    while message.body and not message.body[-1].strip():
        message.body.pop()
    return message


def _unknown(text: str) -> Problem:
    return Problem(logs.UNKNOWN_LINE, {"found": shown(text)})


def _header(line: str) -> _Header | None:
    if len(line) > HEAD_LENGTH or line[-3:-2] != ":":
        return None
    found = _HEADER.fullmatch(line)
    if found is None:
        return None
    who = found["who"]
    if who.startswith("> ") or not (who.endswith(")") or _BARE.fullmatch(who)):
        return None
    return _Header(who, found["room"], found["time"])


FORMAT = Format("chatlog-txt", Said("chatlog（微信，文本）", "chatlog (WeChat, text)"), fits, read)
