"""ChatLab's exchange format, versions 0.0.1 and 0.0.2, into which other tools export.

As JSON it is one document: ``chatlab``, ``meta`` (the chat), ``members`` with their roles, and
``messages``; as JSONL one of these a line, told apart by ``_type``, lines that begin with ``#``
being remarks. Seconds since 1970, so no zone is needed. Roles are those at the time of the
export, and hold for the whole log.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.wechat import kinds
from policyq.apps.logs.formats.wechat.notes import system_events
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.objects import value_in
from policyq.apps.logs.steps.values import PRIVATE, account_of, object_of, text_of
from policyq.apps.problems import Refused, refuse
from policyq.diagnostics.catalog.exports import NO_GROUP
from policyq.vocabulary.events import PLATFORMS, Event
from policyq.vocabulary.types import Said

_KINDS = {
    0: "text", 1: "image", 2: "voice", 3: "video", 4: "file", 5: "sticker", 7: "link",
    8: "location", 20: "red_packet", 21: "other", 22: "other", 23: "other", 24: "link",
    25: "text", 26: "forward", 27: "card", 99: "other",
}  # fmt: skip
_SYSTEM, _RECALL = 80, 81
#: Kinds of messages whose content is what somebody wrote, not a mark for something else.
_WORDS = frozenset({"text", "file", "link", "forward"})
_TOLD = frozenset({"wechat", "wecom", "qq"})
_ROLES = ("owner", "admin", "bot", "guest")


def fits(head: Head) -> bool:
    """Whether it is a document of ChatLab's."""
    return not _in_lines(head) and {"chatlab.version", "meta.platform"} <= head.paths


def fits_lines(head: Head) -> bool:
    """Whether the first line that is no remark is the header of ChatLab's lines."""
    if _in_lines(head):
        return {"chatlab.version", "meta.platform"} <= head.paths
    lines = [line for line in head.lines if not line.lstrip().startswith("#")]
    if len(lines) == len(head.lines) or not lines:
        return False
    return fits_lines(Head("\n".join(lines)))


def read(file: File) -> Iterator[Event]:
    """The events of a document; none where it does not say its chat."""
    with Document(file) as document:
        known = document.about("meta", "members", until="messages", needed=("meta", "members"))
        reader = _Reader(file)
        reader.meta(known.get("meta"))
        members = known.get("members")
        for member in members if isinstance(members, list) else ():
            reader.member(member)
        reader.check()
        for message in document.items("messages.item"):
            try:
                yield from reader.events(object_of(message))
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def read_lines(file: File) -> Iterator[Event]:
    """The events of lines; a broken one costs that line."""
    reader = _Reader(file)
    for line in file.lines():
        if not line or line.isspace() or line.lstrip().startswith(b"#"):
            file.noise += 1
            continue
        try:
            row = object_of(value_in(line, file.encoding))
            if row.get("_type") not in ("header", "member"):
                yield from reader.events(row)
                continue
        except Refused as refused:
            file.reject(refused.problem, line)
            continue
        file.noise += 1
        if row["_type"] == "header":
            reader.meta(row.get("meta"))
            reader.check()
        else:
            reader.member(row)


class _Reader:
    """What a log says of its chat and its members."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._group = file.group
        self._name: str | None = None
        self._platform: str | None = None
        self._private = False
        self._roles: dict[str, str] = {}
        self._listed = False

    def meta(self, meta: object) -> None:
        about: Mapping[str, Any] = meta if isinstance(meta, dict) else {}
        self._name = text_of(about.get("name")).strip() or None
        id_ = about.get("groupId")
        if isinstance(id_, str | int) and not isinstance(id_, bool) and str(id_).strip():
            self._group = str(id_).strip()
        else:
            self._group = self._name or self._file.group
        platform = text_of(about.get("platform")).strip().lower()
        self._platform = platform if platform in PLATFORMS else None
        self._private = about.get("type") == "private"

    def check(self) -> None:
        """Refuse a log of which each message would be refused for want of a group."""
        if self._group is None and not self._private:
            refuse(NO_GROUP, name=self._file.name)

    def member(self, member: object) -> None:
        """Remember the role of a member."""
        roles = member.get("roles") if isinstance(member, dict) else None
        if not isinstance(member, dict) or not isinstance(roles, list):
            return
        self._listed = True
        names = [one.get("id") for one in roles if isinstance(one, dict)]
        role = next((role for role in _ROLES if role in names), None)
        account = member.get("platformId")
        if role is not None and isinstance(account, str | int):
            self._roles[str(account).strip()] = role

    def events(self, message: Mapping[str, Any]) -> Iterator[Event]:
        file, group = self._file, self._group
        if self._private:
            file.leave_out(PRIVATE)
            return
        if group is None:
            refuse(NO_GROUP, name=file.name)
        time = file.instant(message.get("timestamp"), "timestamp")
        id_ = _id(message.get("platformMessageId")) or file.name_row(group)
        refers = _id(message.get("replyToMessageId"))
        type_, content = message.get("type"), text_of(message.get("content"))
        name = text_of(message.get("groupNickname")) or text_of(message.get("accountName")) or None
        if type_ == _SYSTEM:
            for event in system_events(file, content, id_, time, group, self._name):
                yield event._replace(platform=self._platform, role=self._role(event.sender))
            return
        sender = account_of(message.get("sender"), "sender")
        event = Event(
            id_, time, group, "recall", sender=sender, name=name, role=self._role(sender),
            refers=refers, group_name=self._name, platform=self._platform,
        )  # fmt: skip
        if type_ != _RECALL:
            kind = _KINDS.get(type_, "other") if isinstance(type_, int) else "other"
            text = content if kind in _WORDS else ""
            event = event._replace(kind=kind, text=text, mentions=self._mentions(text))
        yield event

    def _mentions(self, text: str) -> tuple[str, ...] | None:
        """Who is mentioned, on platforms whose mentions all stand in the text with an ``@``."""
        return kinds.mentions_in(text) if self._platform in _TOLD else None

    def _role(self, account: str | None) -> str | None:
        """The role; a member without one, in a log that lists roles, is an ordinary member."""
        if account is None:
            return None
        return self._roles.get(account, "member" if self._listed else None)


def _in_lines(head: Head) -> bool:
    return head.values.get("_type") == "header"


def _id(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


FORMAT = Format("chatlab", Said("ChatLab（JSON）", "ChatLab (JSON)"), fits, read)
LINES = Format("chatlab-jsonl", Said("ChatLab（JSONL）", "ChatLab (JSONL)"), fits_lines, read_lines)
