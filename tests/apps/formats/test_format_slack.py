"""Slack's export: a zip, or the folder it was unpacked to."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from policyq.apps.logs import Reading, read_events
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

START = 1777593600
CHANNELS = [
    {"id": "C1", "name": "general", "is_general": True, "members": ["U1", "U2", "U3"]},
    {"id": "C2", "name": "random", "is_general": False, "members": []},
]
GROUPS = [{"id": "G1", "name": "staff", "members": ["U1"]}]
DMS = [{"id": "D1", "members": ["U1", "U2"]}]
MPIMS = [{"id": "G9", "name": "mpdm-a--b--c-1", "members": ["U1", "U2", "U3"]}]
USERS = [
    {"id": "U1", "name": "ming", "real_name": "Ming W", "profile": {"display_name": "Ming"},
     "is_admin": True, "is_owner": True, "is_bot": False},
    {"id": "U2", "name": "li", "real_name": "Li", "profile": {"display_name": ""},
     "is_admin": True},
    {"id": "U3", "name": "an", "profile": None, "is_restricted": True},
    {"id": "U4", "name": "helper", "is_bot": True},
    {"id": "U5", "name": "bo", "is_admin": False},
]  # fmt: skip


def ts(number: int) -> str:
    return f"{START + number}.0000{number:02}"


def said(number: int, text: str = "hi", user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": ts(number)} | more


MANY = [
    said(1, "<@U1> has joined the channel", subtype="channel_join"),
    said(2, "a &lt;b&gt; <https://a.example/x?a=1&amp;b=2|here> <http://b.example> <!channel> <@U2> "
            "<#C2|random> <mailto:a@b.example|a@b.example> <@U9|zoe> <!date^1^{date}|May 1> <3"),
    said(3, "answer", "U2", thread_ts=ts(2), parent_user_id="U1"),
    said(4, "root", "U3", thread_ts=ts(4), reply_count=1,
         edited={"user": "U3", "ts": "1777593700.000000"}),
    said(5, "", files=[{"id": "F1", "name": "a.png", "title": "Cat", "mimetype": "image/png"}]),
    said(6, "<@U1> uploaded a file: <https://s.example/f|notes>", subtype="file_share",
         file={"name": "notes.txt", "title": "notes", "mimetype": "text/plain",
               "initial_comment": {"comment": "read <https://c.example>"}}),
    {"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "github", "text": "",
     "attachments": [{"pretext": "New", "text": "<https://d.example|1 commit>", "fallback": "no"}],
     "ts": ts(7)},
    {"type": "message", "subtype": "bot_message", "username": "hook", "text": "done", "ts": ts(8)},
    said(9, "from an app", "U4", bot_id="B2"),
    {"type": "message", "subtype": "file_comment", "text": "long", "ts": ts(10),
     "file": {"name": "a.txt"}, "comment": {"user": "U5", "comment": "nice"}},
    {"type": "message", "subtype": "message_deleted", "deleted_ts": ts(2), "ts": ts(11),
     "previous_message": said(2)},
    {"type": "message", "subtype": "message_changed", "ts": ts(12), "message": said(3, "better", "U2"),
     "previous_message": said(3, "answer", "U2")},
    said(13, "left", "U2", subtype="channel_leave"),
    said(14, "set the topic", subtype="channel_topic"),
    said(15, "This message was deleted.", "USLACKBOT", subtype="tombstone"),
    said(16, "unknown", "U8"),
]  # fmt: skip


def event(number: int, kind: str = "text", user: str = "U1", **more: Any) -> Event:
    names = {"U1": ("Ming", "owner"), "U2": ("Li", "admin"), "U3": ("an", "guest"),
             "U4": ("helper", "bot"), "U5": ("bo", "member")}  # fmt: skip
    name, role = names.get(user, (None, None))
    fields: dict[str, Any] = {"sender": user, "name": name, "role": role}
    if kind not in ("join", "leave", "recall"):
        fields |= {"text": "", "links": (), "mentions": ()}
    return Event(
        f"C1:{ts(number)}", (START + number) * 1_000_000 + number, "C1", kind,
        members=3, group_name="general", platform="slack", **(fields | more),
    )  # fmt: skip


WANTED = [
    event(1, "join"),
    event(2, text="a <b> here http://b.example @channel @Li #random a@b.example @zoe May 1 <3",
          links=("https://a.example/x?a=1&b=2", "http://b.example"), mentions=("*", "U2", "U9")),
    event(3, user="U2", text="answer", refers=f"C1:{ts(2)}"),
    event(4, user="U3", text="root"),
    event(5, "image", text="Cat"),
    event(6, "file", text="read https://c.example", links=("https://c.example",)),
    event(7, user="B1", name="github", role="bot", text="New\n1 commit",
          links=("https://d.example",)),
    event(8, user="hook", name="hook", role="bot", text="done"),
    event(9, user="U4", text="from an app"),
    event(10, user="U5", text="nice"),
    event(11, "recall", refers=f"C1:{ts(2)}"),
    event(12, "edit", user="U2", text="better", refers=f"C1:{ts(3)}"),
    event(13, "leave", user="U2"),
    event(16, user="U8", text="unknown"),
]  # fmt: skip

EXPORT: dict[str, Any] = {
    "channels.json": CHANNELS, "groups.json": GROUPS, "dms.json": DMS, "mpims.json": MPIMS,
    "users.json": USERS, "integration_logs.json": [{"user_id": "U1", "date": "1"}],
    "canvases.json": [],
    "general/2026-05-01.json": MANY,
    "random/2026-05-02.json": [said(20)],
    "staff/2026-05-02.json": [said(21)],
    "D1/2026-05-01.json": [said(22), said(23)],
    "mpdm-a--b--c-1/2026-05-01.json": [said(24)],
}  # fmt: skip


def packed(export: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, value in export.items():
            data = value if isinstance(value, bytes) else json.dumps(value).encode()
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


SAMPLES = {"zip": packed(EXPORT)}


def read(export: Any) -> tuple[list[Event], Reading]:
    data = export if isinstance(export, bytes) else packed(export)
    reading = Reading(["-"], stdin=io.BytesIO(data))
    events = list(reading)
    total = reading.events + reading.noise + reading.rejected
    assert reading.rows + reading.beside == total
    return events, reading


def test_an_export() -> None:
    events, reading = read(EXPORT)
    assert [one for one in events if one.group == "C1"] == WANTED
    assert [(one.group, one.group_name, one.members) for one in events if one.group != "C1"] == [
        ("C2", "random", 0), ("G1", "staff", 1),
    ]  # fmt: skip
    assert reading.formats == {"slack": 1}
    assert {what.en: count for what, count in reading.left_out.items()} == {"private chats": 3}
    assert (reading.rows, reading.noise, reading.rejected) == (21, 5, 0)


def test_an_unpacked_folder_is_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(SAMPLES["zip"])) as archive:
        archive.extractall(tmp_path / "export")
    assert list(read_events(tmp_path / "export")) == read(EXPORT)[0]
    assert list(read_events(tmp_path)) == read(EXPORT)[0]


def test_an_export_may_have_more_days_than_files_can_be_open(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "channels.json").write_text("[]", encoding="utf-8")
    (tmp_path / "general").mkdir()
    for day in range(150):
        at = {"type": "message", "user": "U1", "text": "hi", "ts": f"{1777593600 + day}.000000"}
        name = f"{date(2026, 1, 1) + timedelta(days=day)}.json"
        (tmp_path / "general" / name).write_text(json.dumps([at]), encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (120, hard))
    try:
        reading = read_events(tmp_path)
        events = list(reading)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (len(events), reading.faults) == (150, [])


def test_one_day_alone_is_only_a_part(tmp_path: Path) -> None:
    (tmp_path / "2026-05-01.json").write_text(json.dumps(MANY), encoding="utf-8")
    reading = read_events(tmp_path / "2026-05-01.json")
    assert list(reading) == []
    assert [fault.problem.code for fault in reading.faults] == ["PQ740"]


def test_without_lists_a_channel_is_its_folder() -> None:
    events, _ = read({"users.json": [], "general/2026-05-01.json": [said(1)]})
    assert [(one.id, one.group, one.name, one.role, one.members) for one in events] == [
        (f"general:{ts(1)}", "general", None, None, None)
    ]


def test_a_broken_message_costs_itself_and_a_broken_day_that_day() -> None:
    broken = [
        5, None, [], said(2, ts=None), said(3, ts="soon"), said(4, ts="9999999999999.1"),
        said(5, user=[]), {"type": "message", "subtype": "message_changed", "ts": ts(6)},
        {"type": "message", "subtype": "message_deleted", "ts": ts(7)},
    ]  # fmt: skip
    events, reading = read({
        "channels.json": CHANNELS,
        "general/2026-05-01.json": [said(1), *broken, said(8)],
        "general/2026-05-02.json": b'[{"type": "message", "ts": "17775',
        "random/2026-05-03.json": [said(9)],
    })  # fmt: skip
    assert [one.id for one in events] == [f"C1:{ts(1)}", f"C1:{ts(8)}", f"C2:{ts(9)}"]
    assert reading.rejected == len(broken)
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]
    assert reading.faults[0].problem.args["name"] == "-/general/2026-05-02.json"


@pytest.mark.parametrize("value", [None, True, 5, 1.5, "x", [], {}, [{}], {"a": []}])
def test_hostile_fields_raise_nothing(value: Any) -> None:
    days = {}
    for place, message in enumerate(MANY):
        fields = [message | {field: value} for field in (*message, "files", "attachments")]
        days[f"general/2026-06-{place + 1:02}.json"] = fields
    read({"channels.json": CHANNELS, "users.json": USERS, **days})
    for name, listed in (("channels.json", CHANNELS), ("users.json", USERS), ("dms.json", DMS)):
        changed = [one | {field: value} for one in listed for field in one]
        read(EXPORT | {name: changed})
        read(EXPORT | {name: value})
        read(EXPORT | {name: [value]})


@pytest.mark.skipif(not DATA.is_dir(), reason="no exports at ../shared/data")
def test_real_exports() -> None:
    reading = read_events(DATA / "chat" / "slack" / "slack_export.zip")
    events = list(reading)
    assert reading.rows == 158 and reading.noise == 3  # the bots that were added
    assert not reading.rejected and not reading.faults and not reading.repeated
    kinds = [one.kind for one in events]
    assert (kinds.count("text"), kinds.count("join"), kinds.count("file")) == (144, 8, 3)
    assert sum(one.role == "bot" for one in events) >= 94
    small = read_events(DATA / "formats" / "slack_export_small.zip")
    assert len(list(small)) == 5 and not small.rejected
