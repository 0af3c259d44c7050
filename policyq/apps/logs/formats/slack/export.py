"""A workspace's export from Slack: a zip, or the folder it was unpacked to.

Read from two public exports: ``channels.json`` and ``groups.json`` list the channels,
``users.json`` the accounts, and ``CHANNEL/YYYY-MM-DD.json`` holds the messages of a day. A
message is known by its channel and its ``ts``, seconds with six decimals. Direct messages
(``dms.json``, ``mpims.json``) are left out and counted.

Roles are those of the workspace, and the number of members is that of the day of the export.
An edited message stands at its first time with its last text. Reactions are left out: nothing
says when they were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policyq.apps.logs.context import File, Files
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.formats.slack.marks import Marked, marked
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.kinds import kind_of_file
from policyq.apps.logs.steps.values import (
    PRIVATE,
    account_of,
    object_of,
    only,
    text_of,
)
from policyq.apps.problems import Refused
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Said

_DAY = re.compile(r"([^/]+)/\d{4}-\d\d-\d\d\.json", re.ASCII)
_LISTS = ("channels.json", "groups.json")
_DIRECT = ("dms.json", "mpims.json")
_TS = re.compile(r"(\d{1,11})\.(\d{1,6})", re.ASCII)
_UPLOADED = re.compile(r"@.{1,200} (?:uploaded|shared) a file: ")
_JOINS = frozenset({"channel_join", "group_join"})
_LEAVES = frozenset({"channel_leave", "group_leave"})
_MESSAGES = frozenset({
    "", "bot_message", "file_share", "file_comment", "file_mention", "me_message",
    "reply_broadcast", "thread_broadcast",
})  # fmt: skip
_CONTENT = {"image": "image", "video": "video", "audio": "voice"}


class _Channel(NamedTuple):
    """A channel of the workspace."""

    id: str
    name: str
    members: int | None


class _User(NamedTuple):
    """An account of the workspace."""

    name: str | None
    role: str


def fits(head: Head) -> bool:
    """Whether it begins as the messages of one day: a part that cannot be read alone."""
    return head.values.get("item.type") == "message" and "item.ts" in head.paths


def whole(paths: frozenset[str]) -> bool:
    """Whether files of these paths are an export: lists, and days of channels."""
    listed = paths & {"users.json", *_LISTS, *_DIRECT}
    return bool(listed) and any(_DAY.fullmatch(path) for path in paths)


def read_all(files: Files) -> Iterator[Event]:
    """The events of an export, channel by channel; a broken day costs that day."""
    users = {id_: _user(one) for id_, one in _listed(files, "users.json")}
    channels: dict[str, _Channel] = {}
    for path in _LISTS:
        for id_, one in _listed(files, path):
            name, members = text_of(one.get("name")) or id_, one.get("members")
            size = len(members) if isinstance(members, list) else None
            channels[name] = channels[id_] = _Channel(id_, name, size)
    direct = {
        folder
        for path in _DIRECT
        for id_, one in _listed(files, path)
        for folder in (id_, text_of(one.get("name")))
    }
    names = {id_: user.name or id_ for id_, user in users.items()}
    broken: Refused | None = None
    for path in sorted(files.paths):
        day = _DAY.fullmatch(path)
        if day is None:
            continue
        channel = channels.get(day[1], _Channel(day[1], day[1], None))
        try:
            file = files.open(path)
            private = day[1] in direct and day[1] not in channels
            yield from _Day(file, channel, users, names).events(private)
        except Refused as refused:
            broken = broken or refused
    if broken is not None:
        raise broken


def _listed(files: Files, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects of a list beside the messages, by their ids."""
    if path not in files.paths:
        return
    with Document(files.open(path)) as document:
        for one in document.items("item", rows=False):
            if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"]:
                yield one["id"], one


def _user(one: Mapping[str, Any]) -> _User:
    about = one.get("profile")
    profile: Mapping[str, Any] = about if isinstance(about, dict) else {}
    names = (profile.get("display_name"), one.get("real_name"), one.get("name"))
    role = "member"
    if one.get("is_bot") is True or one.get("id") == "USLACKBOT":
        role = "bot"
    elif one.get("is_owner") is True or one.get("is_primary_owner") is True:
        role = "owner"
    elif one.get("is_admin") is True:
        role = "admin"
    elif one.get("is_restricted") is True or one.get("is_ultra_restricted") is True:
        role = "guest"
    return _User(next(iter(only(names)), None), role)


class _Day:
    """The messages of one channel on one day."""

    def __init__(
        self, file: File, channel: _Channel, users: Mapping[str, _User], names: Mapping[str, str]
    ) -> None:
        self._file = file
        self._channel = channel
        self._users = users
        self._names = names

    def events(self, private: bool) -> Iterator[Event]:
        file = self._file
        with Document(file) as document:
            for message in document.items("item"):
                if private:
                    file.leave_out(PRIVATE)
                    continue
                try:
                    event = self._event(object_of(message))
                except Refused as refused:
                    file.reject(refused.problem, raw_of(message))
                    continue
                if event is None:
                    file.noise += 1
                else:
                    yield event

    def _event(self, message: Mapping[str, Any]) -> Event | None:
        subtype = text_of(message.get("subtype"))
        if message.get("type") not in ("message", None):
            return None
        id_, time = self._id(message.get("ts")), self._time(message.get("ts"))
        channel = self._channel
        event = Event(
            id_, time, channel.id, "text",
            members=channel.members, group_name=channel.name, platform="slack",
        )  # fmt: skip
        if subtype in _JOINS or subtype in _LEAVES:
            event = self._by(event, message)
            return event._replace(kind="join" if subtype in _JOINS else "leave")
        if subtype == "message_deleted":
            before = message.get("previous_message")
            event = self._by(event, before if isinstance(before, dict) else {})
            return event._replace(kind="recall", refers=self._id(message.get("deleted_ts")))
        if subtype == "message_changed":
            after = object_of(message.get("message"))
            edited = self._message(event, after)
            return edited._replace(kind="edit", refers=self._id(after.get("ts")))
        return self._message(event, message) if subtype in _MESSAGES else None

    def _id(self, ts: object) -> str:
        return f"{self._channel.id}:{account_of(ts, 'ts')}"

    def _time(self, ts: object) -> Instant:
        """The instant of a ``ts``, to the microsecond."""
        found = _TS.fullmatch(ts) if isinstance(ts, str) else None
        if found is None:
            return self._file.instant(ts, "ts")
        return self._file.instant(int(found[1]), "ts") + int(found[2].ljust(6, "0"))

    def _by(self, event: Event, message: Mapping[str, Any]) -> Event:
        """The event with its sender: an account, or a bot, which may have no account."""
        sender, bot = message.get("user"), message.get("bot_id")
        about = message.get("comment")
        if sender is None and isinstance(about, dict):
            sender = about.get("user")
        named = text_of(message.get("username")) or None
        if sender is None and bot is None and named is None:
            return event
        if sender is None or message.get("subtype") == "bot_message":
            first = next(one for one in (bot, sender, named) if one is not None)
            return event._replace(sender=account_of(first, "bot_id"), name=named, role="bot")
        account = account_of(sender, "user")
        user = self._users.get(account)
        if user is None:
            return event._replace(sender=account, name=named)
        return event._replace(sender=account, name=user.name or named, role=user.role)

    def _message(self, event: Event, message: Mapping[str, Any]) -> Event:
        kind, title = _carried(message)
        said = marked(text_of(message.get("text")), self._names)
        comment = message.get("comment")
        if message.get("subtype") == "file_comment":
            kind, title = "text", ""
            if isinstance(comment, dict):
                said = marked(text_of(comment.get("comment")), self._names)
        elif message.get("subtype") == "file_share" and _UPLOADED.match(said.text):
            said = marked(_commented(message.get("file")), self._names)
        if not said.text and kind == "text":
            said = self._attached(message)
        thread, ts = message.get("thread_ts"), message.get("ts")
        return self._by(event, message)._replace(
            kind=kind,
            text=said.text or title,
            links=said.links,
            mentions=said.mentions,
            refers=self._id(thread) if thread is not None and thread != ts else None,
        )

    def _attached(self, message: Mapping[str, Any]) -> Marked:
        """What a bot says in cards below an empty text."""
        cards = message.get("attachments")
        texts = [
            said
            for card in (cards if isinstance(cards, list) else [])
            if isinstance(card, dict)
            for said in only(card.get(key) for key in ("pretext", "title", "text"))
            or only([card.get("fallback")])
        ]
        return marked("\n".join(texts), self._names)


def _commented(file: object) -> str:
    """What its sender said of an uploaded file; in old exports Slack itself wrote the text."""
    comment = file.get("initial_comment") if isinstance(file, dict) else None
    return text_of(comment.get("comment")) if isinstance(comment, dict) else ""


def _carried(message: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of what a message carries, and its title."""
    files = message.get("files")
    first = files[0] if isinstance(files, list) and files else message.get("file")
    if not isinstance(first, dict):
        return "text", ""
    kind = _CONTENT.get(text_of(first.get("mimetype")).split("/")[0])
    title = text_of(first.get("title")) or text_of(first.get("name"))
    return kind or kind_of_file(text_of(first.get("name"))), title


FORMAT = Format(
    "slack",
    Said("Slack（导出的 zip 或文件夹）", "Slack (the export's zip or folder)"),
    fits,
    whole=whole,
    read_all=read_all,
)
