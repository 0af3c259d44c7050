"""DiscordChatExporter's JSON, to what its writer writes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from policyq.apps.logs import Reading, read_events
from policyq.apps.times import read as at
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats" / "agpl"

MING = {
    "id": "111111111111111111", "name": "ming", "discriminator": "0000", "nickname": "Ming",
    "color": None, "isBot": False, "roles": [{"id": "1", "name": "Teacher", "position": 2}],
    "avatarUrl": "",
}  # fmt: skip
LI = {"id": "222222222222222222", "name": "li", "discriminator": "0001", "isBot": False}
BOT = {
    "id": "333333333333333333",
    "name": "helper",
    "nickname": "Helper",
    "isBot": True,
    "roles": [],
}


def said(number: int, content: str = "hi", **more: Any) -> dict[str, Any]:
    message = {
        "id": str(10**18 + number), "type": "Default",
        "timestamp": f"2026-05-01T08:{number:02}:00.5+08:00", "timestampEdited": None,
        "callEndedTimestamp": None, "isPinned": False, "content": content, "author": MING,
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
    }  # fmt: skip
    return message | more


def attached(name: str) -> list[dict[str, Any]]:
    return [{"id": "9", "url": f"https://cdn.example/{name}", "fileName": name, "fileSizeBytes": 5}]


def channel(*messages: Any, type: Any = "GuildTextChat", guild: Any = None) -> dict[str, Any]:
    return {
        "guild": guild or {"id": "77", "name": "Club", "iconUrl": ""},
        "channel": {
            "id": "88", "type": type, "categoryId": "5", "category": "Chat", "name": "general",
            "topic": None,
        },
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2026-05-02T00:00:00+00:00",
        "messages": list(messages),
        "messageCount": len(messages),
    }  # fmt: skip


MANY = [
    said(1, "see https://a.example", timestampEdited="2026-05-01T09:00:00+08:00",
         embeds=[{"title": "A", "url": "https://a.example", "description": "words"}]),
    said(2, "", attachments=attached("a.PNG")),
    said(3, "notes", attachments=attached("notes.pdf")),
    said(4, "", attachments=attached("notes.pdf")),
    said(5, "", stickers=[{"id": "1", "name": "Laugh", "format": "Png", "sourceUrl": ""}]),
    said(6, "@everyone and @Li", mentions=[LI]),
    said(7, "a@here.example no", mentions=[]),
    said(8, "yes", type="Reply",
         reference={"messageId": str(10**18 + 1), "channelId": "88", "guildId": "77"}),
    said(9, "", reference={"type": "Forward", "messageId": "5", "channelId": "6", "guildId": "7"},
         forwardedMessage={"content": "from afar", "attachments": [], "embeds": []}),
    said(10, "", author=BOT, type="20",
         embeds=[{"title": "Result", "url": None, "description": "42"}]),
    said(11, "Joined the server.", type="GuildMemberJoin", author=LI),
    said(12, "Added li.", type="RecipientAdd", mentions=[LI]),
    said(13, "Removed li.", type="RecipientRemove", mentions=[LI]),
    said(14, "Left the group.", type="RecipientRemove", mentions=[MING]),
    said(15, "Pinned a message.", type="ChannelPinnedMessage", reference={"messageId": "1"}),
    said(16, "Started a thread.", type="ThreadCreated"),
    said(17, "Changed the channel name.", type="ChannelNameChange"),
    said(18, "", attachments=attached("voice-message.ogg")),
    said(19, "", attachments=attached("clip.mp4")),
]  # fmt: skip


def event(number: int, kind: str = "text", who: Any = MING, suffix: str = "", **more: Any) -> Event:
    fields: dict[str, Any] = {
        "sender": who["id"], "name": who.get("nickname") or who["name"],
        "role": "bot" if who["isBot"] else None,
        "tags": None if "roles" not in who else frozenset(one["name"] for one in who["roles"]),
    }  # fmt: skip
    if kind not in ("join", "leave", "outcome"):
        fields |= {"text": "", "links": (), "mentions": ()}
    return Event(
        f"{10**18 + number}{suffix}", at(f"2026-05-01T08:{number:02}:00.5+08:00"), "88", kind,
        group_name="Club #general", platform="discord", **(fields | more),
    )  # fmt: skip


WANTED = [
    event(1, text="see https://a.example", links=("https://a.example",)),
    event(2, "image"),
    event(3, "file", text="notes"),
    event(4, "file", text="notes.pdf"),
    event(5, "sticker"),
    event(6, text="@everyone and @Li", mentions=(LI["id"], "*")),
    event(7, text="a@here.example no"),
    event(8, text="yes", refers=str(10**18 + 1)),
    event(9, text="from afar"),
    event(10, who=BOT, text="Result\n42"),
    event(11, "join", LI),
    event(12, "join", LI),
    event(13, "leave", LI),
    event(13, "outcome", suffix="+done", target=LI["id"], result="done", action="remove"),
    event(14, "leave"),
    event(18, "voice"),
    event(19, "video"),
]


def dump(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


SAMPLES = {
    "server": dump(channel(*MANY)),
    "direct": dump(channel(said(1), type="DirectTextChat")),
}


def read(document: Any, **options: Any) -> tuple[list[Event], Reading]:
    data = document if isinstance(document, bytes) else dump(document)
    reading = Reading(["-"], stdin=io.BytesIO(data), **options)
    events = list(reading)
    total = reading.events + reading.noise + reading.rejected
    assert reading.rows + reading.beside == total
    return events, reading


def test_a_channel() -> None:
    events, reading = read(SAMPLES["server"])
    assert events == WANTED
    assert reading.formats == {"discord": 1}
    assert (reading.rows, reading.noise, reading.rejected) == (19, 3, 0)


def test_direct_messages_are_left_out_and_group_chats_are_not() -> None:
    events, reading = read(SAMPLES["direct"])
    assert not events and sum(reading.left_out.values()) == 1
    outside = {"id": "0", "name": "Direct Messages", "iconUrl": ""}
    events, _ = read(channel(said(1), type="DirectGroupTextChat", guild=outside))
    assert [one.group_name for one in events] == ["general"]


def test_a_broken_message_costs_itself_only() -> None:
    broken = [
        5, None, [], said(2, author=None), said(3, timestamp="soon"), said(4, id={}),
        said(5, timestamp="2026-05-01T24:30:00+08:00"), said(6, reference={"messageId": []}),
        said(7, author={"name": "x"}),
    ]  # fmt: skip
    events, reading = read(channel(said(1), *broken, said(8)))
    assert [one.id for one in events] == [str(10**18 + 1), str(10**18 + 8)]
    assert reading.rejected == len(broken) and not reading.faults


@pytest.mark.parametrize("value", [None, True, 5, 1.5, "x", [], {}, [{}], {"a": []}])
def test_hostile_fields_raise_nothing(value: Any) -> None:
    whole = said(1, "x", reference={}, forwardedMessage=None)
    for kind in ("Default", "RecipientRemove"):
        for field in whole:
            read(channel(whole | {"type": kind} | {field: value}))
    for field in MING:
        read(channel(said(1, author=MING | {field: value})))
    for field in ("guild", "channel", "messages"):
        read(channel(said(1)) | {field: value}, format="discord")
    for field in ("id", "type", "name"):
        sample = channel(said(1))
        sample["channel"][field] = value
        sample["guild"][field] = value
        read(sample, format="discord")


def test_cut_and_empty_and_before_the_channel() -> None:
    events, reading = read(SAMPLES["server"][:6000])
    assert events == WANTED[: len(events)] and events
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]
    assert read(channel())[0] == []
    turned = dict(reversed(channel(said(1)).items()))
    assert len(read(turned, format="discord")[0]) == 1


def test_old_files_lack_fields() -> None:
    message = said(1)
    for field in ("stickers", "reactions", "mentions", "attachments", "embeds", "isPinned"):
        del message[field]
    events, _ = read(channel(message | {"author": LI}))
    assert events == [event(1, who=LI, text="hi")]


@pytest.mark.skipif(not DATA.is_dir(), reason="no samples at ../shared/data/formats/agpl")
def test_real_samples() -> None:
    server = read_events(DATA / "discord_chat_exporter_server.json")
    kinds = [one.kind for one in server]
    assert sorted(kinds) == ["image", "text", "text", "text", "text"]
    group = read_events(DATA / "discord_chat_exporter_group.json")
    assert len(list(group)) == 3 and group.noise == 3
    assert not server.rejected and not group.rejected and not server.faults
