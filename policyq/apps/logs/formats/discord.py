"""DiscordChatExporter's JSON: one channel a file.

Read from its writer and its public fixtures: ``guild``, ``channel``, ``messages``; a message
has ``id``, ``type`` by name, ``timestamp`` with an offset, ``content``, ``author``,
``attachments``, ``embeds``, ``stickers``, ``mentions`` and ``reference``. Old files lack some
of them. A channel is a group; the author's roles are tags. Direct messages between two are
left out and counted.

An edited message stands at its first time with its last text; a forwarded one is a message
with the forwarded text. Reactions are left out: nothing says when they were given. Types that
the tool has no name for are written as Discord's numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.kinds import kind_of_file
from policyq.apps.logs.steps.values import PRIVATE, account_of, nth_id, object_of, only, text_of
from policyq.apps.problems import Refused
from policyq.vocabulary.events import EVERYONE, Event
from policyq.vocabulary.types import Said

#: The types that are messages: 20 and 23 are a bot's answers to commands.
_MESSAGES = frozenset({"Default", "Reply", "0", "19", "20", "23"})
_JOINS = frozenset({"GuildMemberJoin", "7"})
_ADDED = frozenset({"RecipientAdd", "1"})
_REMOVED = frozenset({"RecipientRemove", "2"})
_PRIVATE = frozenset({"DirectTextChat", "1"})
_EVERYONE = re.compile(r"(?<![\w@])@(?:everyone|here)\b")


def fits(head: Head) -> bool:
    """Whether it begins as an export of a channel of Discord."""
    return {"guild.id", "channel.id", "channel.type"} <= head.paths


def read(file: File) -> Iterator[Event]:
    """The events of a file."""
    with Document(file) as document:
        about = document.about("guild", "channel", until="messages", needed=("guild", "channel"))
        guild, channel = about.get("guild"), about.get("channel")
        guild = guild if isinstance(guild, dict) else {}
        channel = channel if isinstance(channel, dict) else {}
        for message in document.items("messages.item"):
            if text_of(channel.get("type")) in _PRIVATE:
                file.leave_out(PRIVATE)
                continue
            try:
                group = account_of(channel.get("id"), "channel.id")
                yield from _events(file, group, _name(guild, channel), object_of(message))
            except Refused as refused:
                file.reject(refused.problem, raw_of(message))


def _name(guild: Mapping[str, Any], channel: Mapping[str, Any]) -> str | None:
    """``server #channel``; of a group chat outside servers, its own name."""
    server, name = text_of(guild.get("name")), text_of(channel.get("name"))
    if guild.get("id") in ("0", 0) or not server:
        return name or None
    return f"{server} #{name}" if name else server


def _events(
    file: File, group: str, group_name: str | None, message: Mapping[str, Any]
) -> Iterator[Event]:
    id_ = account_of(message.get("id"), "id")
    author = object_of(message.get("author"), "author")
    event = Event(
        id_, file.instant(message.get("timestamp"), "timestamp"), group, "text",
        sender=account_of(author.get("id"), "author.id"),
        name=_called(author),
        role="bot" if author.get("isBot") is True else None,
        tags=_tags(author.get("roles")),
        group_name=group_name,
        platform="discord",
    )  # fmt: skip
    type_ = text_of(message.get("type"))
    if type_ in _MESSAGES:
        yield _message(event, message)
    elif type_ in _JOINS:
        yield event._replace(kind="join")
    elif type_ in _ADDED or type_ in _REMOVED:
        moved = list(_moved(event, message, "join" if type_ in _ADDED else "leave"))
        file.took(len(moved))
        yield from moved
    else:
        file.noise += 1


def _message(event: Event, message: Mapping[str, Any]) -> Event:
    reference = message.get("reference")
    refers = None
    if isinstance(reference, dict) and reference.get("type") != "Forward":
        refers = reference.get("messageId")
    forwarded = message.get("forwardedMessage")
    said = forwarded if isinstance(forwarded, dict) else message
    content = text_of(said.get("content"))
    embeds = _objects(said.get("embeds"))
    kind, title = _inside(said)
    text = content or title
    if not text and kind == "text":
        text = "\n".join(filter(None, (_embedded(embed) for embed in embeds)))
    mentions = [one.get("id") for one in _objects(message.get("mentions"))]
    if _EVERYONE.search(content):
        mentions.append(EVERYONE)
    return event._replace(
        kind=kind,
        text=text,
        links=only(embed.get("url") for embed in embeds),
        mentions=only(str(one) if type(one) is int else one for one in mentions),
        refers=None if refers is None else account_of(refers, "reference"),
    )


def _inside(said: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of what a message carries, and its title."""
    for attachment in _objects(said.get("attachments")):
        name = text_of(attachment.get("fileName"))
        kind = kind_of_file(name)
        return kind, name if kind == "file" else ""
    return ("sticker", "") if _objects(said.get("stickers")) else ("text", "")


def _embedded(embed: Mapping[str, Any]) -> str:
    """What a bot's card says."""
    return "\n".join(only([embed.get("title"), embed.get("description")]))


def _moved(event: Event, message: Mapping[str, Any], kind: str) -> Iterator[Event]:
    """Who was added to a group chat or a thread, or removed from it; alone: came and went."""
    moved = _objects(message.get("mentions")) or [{"id": event.sender}]
    for number, one in enumerate(moved):
        who = account_of(one.get("id"), "mentions")
        id_ = nth_id(event.id, number)
        if who == event.sender:
            yield event._replace(id=id_, kind=kind)
            continue
        role = "bot" if one.get("isBot") is True else None
        yield event._replace(
            id=id_,
            kind=kind,
            sender=who,
            name=_called(one),
            role=role,
            tags=_tags(one.get("roles")),
        )
        if kind == "leave":
            yield event._replace(
                id=f"{id_}+done", kind="outcome", target=who, result="done", action="remove"
            )


def _called(author: Mapping[str, Any]) -> str | None:
    return text_of(author.get("nickname")) or text_of(author.get("name")) or None


def _tags(roles: object) -> frozenset[str] | None:
    if not isinstance(roles, list):
        return None
    return frozenset(only(role.get("name") for role in _objects(roles)))


def _objects(values: object) -> list[Mapping[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


FORMAT = Format(
    "discord", Said("DiscordChatExporter（JSON）", "DiscordChatExporter (JSON)"), fits, read
)
