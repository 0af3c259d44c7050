"""Telegram Desktop's result.json, to the fields that it has in public exports."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from policyq.apps.logs import Reading, read_events
from policyq.apps.times import read as at
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"

START = 1777593600  # 2026-05-01T08:00:00+08:00


def said(number: int, text: Any = "hi", **more: Any) -> dict[str, Any]:
    message = {
        "id": number, "type": "message", "date": "2026-05-01T08:00:00",
        "date_unixtime": str(START + number), "from": "Ming", "from_id": "user7",
        "text": text, "text_entities": [],
    }  # fmt: skip
    return message | more


def served(number: int, action: str, **more: Any) -> dict[str, Any]:
    message = {
        "id": number, "type": "service", "date": "2026-05-01T08:00:00",
        "date_unixtime": str(START + number), "actor": "Li", "actor_id": "user8",
        "action": action, "text": "", "text_entities": [],
    }  # fmt: skip
    return message | more


def chat(*messages: Any, type: Any = "private_supergroup", id: Any = 42) -> dict[str, Any]:
    return {"name": "Reading club", "type": type, "id": id, "messages": list(messages)}


MANY = [
    said(1, ["see ", {"type": "text_link", "text": "this", "href": "https://a.example/x"}, " ok"],
         text_entities=[{"type": "plain", "text": "see "},
                        {"type": "text_link", "text": "this", "href": "https://a.example/x"},
                        {"type": "plain", "text": " ok"}]),
    said(2, "", photo="photos/1.jpg", width=2, height=2),
    said(3, "", file="s.webp", media_type="sticker", sticker_emoji="\N{WAVING HAND SIGN}"),
    said(4, "", file="a.ogg", media_type="voice_message"),
    said(5, "", file="a.pdf", file_name="rules.pdf", mime_type="application/pdf"),
    said(6, "", poll={"question": "When?", "closed": False, "total_voters": 0, "answers": []}),
    said(7, "", location_information={"latitude": 1.5, "longitude": 2.5}, place_name="Park"),
    said(8, "", contact_information={"first_name": "A", "phone_number": ""}),
    said(9, "", file="v.mp4", media_type="video_file", file_name="v.mp4"),
    said(10, "hello @boss and Li",
         text_entities=[{"type": "mention", "text": "@boss"},
                        {"type": "mention_name", "text": "Li", "user_id": 8}]),
    said(11, "yes", reply_to_message_id=1),
    said(12, "far", reply_to_message_id=1, reply_to_peer_id="channel9"),
    said(13, "gone", **{"from": None, "from_id": "user9"}),
    said(14, "news", forwarded_from="Daily", edited="2026-05-01T09:00:00",
         edited_unixtime=str(START + 3600)),
    served(15, "invite_members", members=["An", "Bo", None]),
    served(16, "invite_members", members=["Li"]),
    served(17, "join_group_by_link", inviter="Ming"),
    served(18, "join_group_by_request"),
    served(19, "remove_members", members=["An"]),
    served(20, "remove_members", members=["Li"]),
    served(21, "pin_message", message_id=1),
    served(22, "migrate_to_supergroup"),
    said(23, type="unsupported"),
]  # fmt: skip


def event(number: int, kind: str = "text", suffix: str = "", **more: Any) -> Event:
    fields: dict[str, Any] = {"sender": "user7", "name": "Ming"}
    if kind not in ("join", "leave", "outcome"):
        fields |= {"text": "", "links": (), "mentions": ()}
    else:
        fields = {"sender": "user8", "name": "Li"}
    return Event(
        f"{number}{suffix}", (START + number) * 1_000_000, "42", kind,
        group_name="Reading club", platform="telegram", **(fields | more),
    )  # fmt: skip


WANTED = [
    event(1, text="see this ok", links=("https://a.example/x",)),
    event(2, "image"),
    event(3, "sticker"),
    event(4, "voice"),
    event(5, "file", text="rules.pdf"),
    event(6, "poll", text="When?"),
    event(7, "location", text="Park"),
    event(8, "card"),
    event(9, "video", text="v.mp4"),
    event(10, text="hello @boss and Li", mentions=("boss", "user8")),
    event(11, text="yes", refers="1"),
    event(12, text="far"),
    event(13, text="gone", sender="user9", name=None),
    event(14, text="news"),
    event(15, "join", sender=None, name="An"),
    event(15, "join", "+1", sender=None, name="Bo"),
    event(15, "join", "+2", sender=None, name=None),
    event(16, "join"),
    event(17, "join"),
    event(18, "join"),
    event(19, "leave", sender=None, name="An"),
    event(19, "outcome", "+done", result="done", action="remove"),
    event(20, "leave"),
]


def dump(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def everything(*chats: Any) -> dict[str, Any]:
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 7, "first_name": "Ming"},
        "contacts": {"about": "", "list": [{"user_id": 8, "first_name": "Li"}]},
        "chats": {"about": "", "list": list(chats)},
        "left_chats": {"about": "", "list": []},
    }


SAMPLES = {
    "one": dump(chat(*MANY)),
    "all": dump(everything(chat(said(1), type="personal_chat", id=7), chat(*MANY))),
    "old": dump(chat(
        {"id": 1, "type": "message", "date": "2020-01-01T00:00:02", "from": "Ming",
         "from_id": 4325636679, "text": ["hi ", {"type": "mention", "text": "@boss"}]},
        type="private_group",
    )),
}  # fmt: skip


def read(document: Any, **options: Any) -> tuple[list[Event], Reading]:
    data = document if isinstance(document, bytes) else dump(document)
    reading = Reading(["-"], stdin=io.BytesIO(data), **options)
    events = list(reading)
    total = reading.events + reading.noise + reading.rejected
    assert reading.rows + reading.beside == total
    return events, reading


def test_one_chat() -> None:
    events, reading = read(SAMPLES["one"])
    assert events == WANTED
    assert reading.formats == {"telegram": 1}
    assert (reading.rows, reading.noise, reading.rejected) == (23, 3, 0)


def test_everything_leaves_private_chats_and_channels_out(tmp_path: Path) -> None:
    chats = [
        chat(said(1), said(2), type="personal_chat", id=7),
        chat(),
        chat(*MANY),
        chat(said(1), type="public_channel", id=8),
        chat(said(1, "other"), type="public_supergroup", id=43),
        chat(said(1), type="saved_messages", id=9),
    ]
    (tmp_path / "result.json").write_bytes(dump(everything(*chats)))
    reading = read_events(tmp_path / "result.json")
    events = list(reading)
    assert events == [*WANTED, event(1, text="other")._replace(group="43")]
    assert {what.en: count for what, count in reading.left_out.items()} == {
        "private chats": 3, "channels": 1,
    }  # fmt: skip


def test_groups_that_were_left_are_read_too() -> None:
    export = everything(chat(said(1), type="personal_chat", id=7), chat(*MANY))
    export["left_chats"]["list"] = [chat(said(1, "gone"), said(2, "far"), id=44)]
    events, reading = read(export)
    gone = [event(1, text="gone"), event(2, text="far")]
    assert events == [*WANTED, *(one._replace(group="44") for one in gone)]
    assert (reading.rows, reading.faults) == (26, [])


def test_an_old_export_needs_a_zone_and_says_so_once() -> None:
    events, reading = read(SAMPLES["old"])
    assert not events
    assert [fault.problem.code for fault in reading.faults] == ["PQ708"]
    assert not reading.rejected
    events, reading = read(SAMPLES["old"], timezone="Asia/Shanghai")
    assert events == [
        Event(
            "1", at("2020-01-01T00:00:02+08:00"), "42", "text", sender="4325636679", name="Ming",
            text="hi @boss", links=(), mentions=("boss",),
            group_name="Reading club", platform="telegram",
        )
    ]  # fmt: skip


def test_a_broken_message_costs_itself_only() -> None:
    broken = [
        5, None, [], said(2, from_id=[]), said(3, date_unixtime="soon"), said(4, id={}),
        said(5, date_unixtime=True), said(6, reply_to_message_id=1.5), said(7, id=""),
    ]  # fmt: skip
    events, reading = read(chat(said(1), *broken, said(8, None)))
    assert [one.id for one in events] == ["1", "8"]
    assert reading.rejected == len(broken)
    assert not reading.faults


@pytest.mark.parametrize("value", [None, True, 5, 1.5, "x", [], {}, [{}], {"a": []}])
def test_hostile_fields_raise_nothing(value: Any) -> None:
    whole = said(1, poll={"question": "q"}, members=["x"], file_name="f")
    for make in (dict(whole), served(1, "invite_members", members=["x"])):
        for field in make:
            events, reading = read(chat(make | {field: value}), timezone="UTC")
            assert len(events) + reading.noise + reading.rejected >= 1
    for field in ("name", "type", "id"):
        read(chat(said(1)) | {field: value})
        read(everything(chat(said(1)) | {field: value}))
    read(everything() | {"chats": value})


def test_cut_and_empty() -> None:
    events, reading = read(SAMPLES["one"][:3000])
    assert events == WANTED[: len(events)] and events
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]
    events, reading = read(SAMPLES["all"][: len(SAMPLES["all"]) - 900])
    assert events == WANTED[: len(events)] and events
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]
    assert read(chat())[0] == [] and read(everything())[0] == []


def test_ids_beyond_64_bits_and_marks() -> None:
    text = "a\0b\u202ec\u200e \U0001f600"
    events, _ = read(chat(said(2**70, text, date_unixtime=str(START), from_id=2**65), id=-(2**64)))
    assert [(one.id, one.group, one.sender, one.text) for one in events] == [
        (str(2**70), str(-(2**64)), str(2**65), text)
    ]


@pytest.mark.skipif(not DATA.is_dir(), reason="no samples at ../shared/data/formats")
def test_real_samples() -> None:
    counts = {}
    for name in (
        "telegram_desktop_result.json",
        "telegram_desktop_2.json",
        "agpl/telegram_dm.json",
    ):
        reading = read_events(DATA / name, timezone="UTC")
        assert list(reading) == []  # they are private chats, every one
        assert reading.formats == {"telegram": 1} and not reading.faults and not reading.rejected
        counts[name] = sum(reading.left_out.values())
    assert list(counts.values()) == [4, 3, 8]
