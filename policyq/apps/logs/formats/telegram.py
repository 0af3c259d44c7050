"""Telegram Desktop's ``result.json``: one chat, or the export of everything (``chats.list``).

Read from public exports: a chat has ``name``, ``type``, ``id`` and ``messages``; a message has
``date_unixtime`` (old exports: only ``date``, local time without a zone), ``from`` and
``from_id`` (``user123``; in old exports a number), ``text`` as a text or as a list of texts and
entities, ``text_entities``, and a field for each kind of media. Service messages have
``actor``, ``actor_id`` and ``action``; the ``members`` they are about are names only.

Private chats and channels are left out and counted. An edited message stands at its first time
with its last text. A forwarded message is one with the forwarded text. Reactions are left out:
an export names the latest ones only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head, head_of
from policyq.apps.logs.steps.values import PRIVATE, account_of, nth_id, object_of, only, text_of
from policyq.apps.problems import Refused, refuse, shown
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Said

CHANNEL = Said("频道", "channels")

_GROUPS = ("private_group", "private_supergroup", "public_supergroup")
_CHANNELS = ("private_channel", "public_channel")
_CHATS = (*_GROUPS, *_CHANNELS, "personal_chat", "bot_chat", "saved_messages", "replies")

_MEDIA = {
    "sticker": "sticker", "animation": "sticker", "voice_message": "voice",
    "video_message": "video", "video_file": "video", "audio_file": "file",
}  # fmt: skip
#: Where an export of everything has its chats: those at hand, and those that one has left.
_LISTS = ("chats.list.item", "left_chats.list.item")
#: The field that tells of a kind, where there is no ``media_type``.
_MARKS = (
    ("poll", "poll"), ("location_information", "location"), ("contact_information", "card"),
    ("photo", "image"), ("file", "file"), ("game_title", "other"), ("invoice_information", "other"),
)  # fmt: skip


class _Chat(NamedTuple):
    """What an export says of a chat."""

    type: object
    id: object
    name: object

    @property
    def left_out(self) -> Said | None:
        if self.type is None or self.type in _GROUPS:
            return None
        return CHANNEL if self.type in _CHANNELS else PRIVATE


def fits(head: Head) -> bool:
    """Whether it begins as a chat of Telegram Desktop, or as an export of several."""
    paths, values = head.paths, head.values
    if "messages" in paths and values.get("type") in _CHATS:
        return True
    if values.get("chats.list.item.type") in _CHATS or {"about", "personal_information"} <= paths:
        return True
    return {"messages.item.date", "messages.item.from_id", "messages.item.type"} <= paths


def read(file: File) -> Iterator[Event]:
    """The events of a file; refuses one whose times need a zone that is not given."""
    _check_zone(file)
    several = not {"messages", "messages.item"} & head_of(file.source).paths
    with Document(file) as document:
        for chat, message in _all(document) if several else _one(document):
            left_out = chat.left_out
            if left_out is not None:
                file.leave_out(left_out)
                continue
            try:
                yield from _events(file, chat, object_of(message))
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def _check_zone(file: File) -> None:
    """An old export needs a zone for every message: say it once."""
    values = head_of(file.source).values
    for before in ("messages.item", *(f"{path}.messages.item" for path in _LISTS)):
        date = values.get(f"{before}.date")
        if file.zone is None and date is not None and f"{before}.date_unixtime" not in values:
            refuse(say.NO_ZONE, field="date", found=shown(date))


def _one(document: Document) -> Iterator[tuple[_Chat, Any]]:
    about = document.about("type", "id", "name", until="messages", needed=("type", "id"))
    chat = _Chat(about.get("type"), about.get("id"), about.get("name"))
    for message in document.items("messages.item"):
        yield chat, message


def _all(document: Document) -> Iterator[tuple[_Chat, Any]]:
    """Every message with its chat: the chats first, and how many messages each has."""
    parts = document.parts(_LISTS, "messages", ("type", "id", "name"))
    for path in _LISTS:
        known = [
            (_Chat(*map(about.get, _Chat._fields)), count) for about, count in parts.get(path, ())
        ]
        if path != _LISTS[0] and not any(count for _, count in known):
            continue  # The first one is read in any case: so it is told where a document breaks.
        waiting = iter(known)
        chat, left = next(waiting, (_Chat(None, None, None), 0))
        for message in document.items(f"{path}.messages.item"):
            while not left:
                chat, left = next(waiting, (chat, 1))
            left -= 1
            yield chat, message


def _events(file: File, chat: _Chat, message: Mapping[str, Any]) -> Iterator[Event]:
    group = account_of(chat.id, "id")
    type_ = message.get("type")
    if type_ not in ("message", "service", None):
        file.noise += 1  # "unsupported": a newer Telegram is needed to see it.
        return
    id_ = file.name_row(group) if message.get("id") is None else account_of(message["id"], "id")
    event = Event(
        id_, _time(file, message), group, "text",
        group_name=text_of(chat.name) or None, platform="telegram",
    )  # fmt: skip
    if type_ == "service":
        served = list(_service(event, message))
        file.took(len(served))
        yield from served
    else:
        yield _message(event, message)


def _time(file: File, message: Mapping[str, Any]) -> Instant:
    seconds = message.get("date_unixtime")
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit() and len(seconds) < 16:
        return file.instant(int(seconds), "date_unixtime")
    return file.instant(message.get("date") if seconds is None else seconds, "date")


def _message(event: Event, message: Mapping[str, Any]) -> Event:
    kind = _MEDIA.get(text_of(message.get("media_type")))
    if kind is None:
        kind = next((kind for field, kind in _MARKS if message.get(field)), "text")
    entities = message.get("text_entities")
    if not isinstance(entities, list):
        said = message.get("text")
        entities = said if isinstance(said, list) else []
    parts = [one for one in entities if isinstance(one, dict)]
    sender = message.get("from_id")
    answered = message.get("reply_to_message_id")
    elsewhere = message.get("reply_to_peer_id") is not None
    return event._replace(
        kind=kind,
        sender=None if sender is None else account_of(sender, "from_id"),
        name=text_of(message.get("from")) or None,
        text=_text(message, kind),
        links=only(one.get("href") for one in parts if one.get("type") == "text_link"),
        mentions=only(map(_mentioned, parts)),
        refers=None if answered is None or elsewhere else account_of(answered, "reply_to"),
    )


def _text(message: Mapping[str, Any], kind: str) -> str:
    """What was written; of what has no words of its own its title."""
    text = _flat(message.get("text"))
    if text or kind == "text":
        return text
    poll, place = message.get("poll"), message.get("place_name")
    if kind == "poll" and isinstance(poll, dict):
        return _flat(poll.get("question"))
    return text_of(place) if kind == "location" else text_of(message.get("file_name"))


def _flat(text: object) -> str:
    if isinstance(text, str):
        return text
    parts = text if isinstance(text, list) else []
    return "".join(
        part if isinstance(part, str) else text_of(part.get("text"))
        for part in parts
        if isinstance(part, str | dict)
    )


def _mentioned(entity: Mapping[str, Any]) -> str:
    """The account that an entity mentions: ``user123``, or the public name without its mark."""
    if entity.get("type") == "mention":
        return text_of(entity.get("text")).removeprefix("@")
    user = entity.get("user_id") if entity.get("type") == "mention_name" else None
    return f"user{user}" if isinstance(user, int | str) and not isinstance(user, bool) else ""


def _service(event: Event, message: Mapping[str, Any]) -> Iterator[Event]:
    """Joins and leaves; what else Telegram tells of, policies do not ask about."""
    action, actor = message.get("action"), message.get("actor_id")
    event = event._replace(
        sender=None if actor is None else account_of(actor, "actor_id"),
        name=text_of(message.get("actor")) or None,
    )
    if action in ("join_group_by_link", "join_group_by_request"):
        yield event._replace(kind="join")
    elif action in ("invite_members", "remove_members"):
        kind = "join" if action == "invite_members" else "leave"
        members = message.get("members")
        names = members if isinstance(members, list) else []
        for number, name in enumerate(names):
            id_ = nth_id(event.id, number)
            if name is not None and name == message.get("actor"):
                yield event._replace(id=id_, kind=kind)
                continue
            yield event._replace(id=id_, kind=kind, sender=None, name=text_of(name) or None)
            if kind == "leave":
                yield event._replace(
                    id=f"{id_}+done", kind="outcome", result="done", action="remove"
                )


FORMAT = Format("telegram", Said("Telegram Desktop（JSON）", "Telegram Desktop (JSON)"), fits, read)
