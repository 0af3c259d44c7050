"""ChatLab's exchange format: the document and the lines, roles, platforms, hostile values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wechat_logs import EIGHT, at, events_of, fault_of, read

from policyq.vocabulary.events import Event

CHATLAB = {"version": "0.0.2", "exportedAt": EIGHT, "generator": "test"}
META = {
    "name": "考研",
    "platform": "wechat",
    "type": "group",
    "groupId": "38988428513",
    "ownerId": "u1",
}
MEMBERS = [
    {"platformId": "u1", "accountName": "张三", "roles": [{"id": "vip", "name": "VIP"}, {"id": "owner"}]},
    {"platformId": "u2", "accountName": "李四", "aliases": ["四"], "avatar": "data:image/png;base64,AA=="},
]  # fmt: skip
MESSAGE = {
    "sender": "u1", "accountName": "张三", "groupNickname": "群主", "timestamp": EIGHT, "type": 0,
    "content": "早", "platformMessageId": "msg_001",
}  # fmt: skip
EVENT = Event(
    "msg_001", at(), "38988428513", "text", sender="u1", name="群主", role="owner", text="早",
    mentions=(), group_name="考研", platform="wechat",
)  # fmt: skip


def document(*messages: dict[str, Any], meta: Any = META, members: Any = MEMBERS) -> bytes:
    whole = {"chatlab": CHATLAB, "meta": meta, "members": members}
    return json.dumps(whole | {"messages": [MESSAGE | one for one in messages]}).encode()


def lines(*messages: dict[str, Any], meta: Any = META, remark: bool = True) -> bytes:
    rows = [{"_type": "header", "chatlab": CHATLAB, "meta": meta}]
    rows += [{"_type": "member"} | one for one in MEMBERS]
    rows += [{"_type": "message"} | MESSAGE | one for one in messages]
    first = ["# made by hand"] if remark else []
    return "\n".join([*first, *map(json.dumps, rows), "", "# end"]).encode()


SAMPLES = {
    "chatlab.json": document({}, {"type": 80, "content": '"张三"邀请"李四"加入了群聊'}),
    "chatlab.jsonl": lines({}, {"type": 25, "replyToMessageId": "msg_001"}),
}
BOTH = pytest.mark.parametrize(
    ("make", "name"), [(document, "chatlab"), (lines, "chatlab-jsonl")], ids=["json", "jsonl"]
)


@BOTH
def test_messages(tmp_path: Path, make: Any, name: str) -> None:
    answer = {"sender": "u2", "accountName": "李四", "groupNickname": None, "type": 25}
    answer |= {"timestamp": EIGHT + 9, "replyToMessageId": "msg_001", "platformMessageId": None}
    one, two = events_of(tmp_path, make({}, answer), name)
    assert one == EVENT
    row = {"chatlab": "000002", "chatlab-jsonl": "000006"}[name]
    assert two == EVENT._replace(
        id=f"38988428513:chat:{row}", time=at(9), sender="u2", name="李四", role="member",
        refers="msg_001",
    )  # fmt: skip


KINDS = {
    1: "image", 2: "voice", 3: "video", 4: "file", 5: "sticker", 7: "link", 8: "location",
    20: "red_packet", 21: "other", 22: "other", 23: "other", 24: "link", 25: "text",
    26: "forward", 27: "card", 99: "other", 6: "other", 4711: "other",
}  # fmt: skip


@pytest.mark.parametrize(("number", "kind"), KINDS.items())
def test_kinds(tmp_path: Path, number: int, kind: str) -> None:
    (event,) = events_of(tmp_path, document({"type": number}), "chatlab")
    text = "早" if kind in ("text", "file", "link", "forward") else ""
    assert event == EVENT._replace(kind=kind, text=text)


@BOTH
def test_lines_of_the_platform(tmp_path: Path, make: Any, name: str) -> None:
    data = make(
        {"type": 80, "content": '"张三"邀请"李四(wxid_4)、王五"加入了群聊'},
        {"type": 80, "content": "群公告已更新"},
        {"type": 81, "content": None, "sender": "u2"},
        {"content": None, "type": 1},
    )
    found = events_of(tmp_path, data, name)
    assert [(one.kind, one.sender, one.name, one.role) for one in found] == [
        ("join", "wxid_4", "李四", "member"), ("join", None, "王五", None),
        ("recall", "u2", "群主", "member"), ("image", "u1", "群主", "owner"),
    ]  # fmt: skip
    assert {one.platform for one in found} == {"wechat"}


def test_platforms_and_mentions(tmp_path: Path) -> None:
    told = {"qq": ("*",), "wechat": ("*",), "discord": None, "kakaotalk": None}
    for platform, mentions in told.items():
        data = document({"content": "@全体成员 早"}, meta=META | {"platform": platform})
        (event,) = events_of(tmp_path, data, "chatlab")
        known = None if platform == "kakaotalk" else platform
        assert (event.platform, event.mentions) == (known, mentions)


def test_roles_are_unknown_where_none_are_listed(tmp_path: Path) -> None:
    for members in ([{"platformId": "u1", "accountName": "张三"}], [], None):
        (event,) = events_of(tmp_path, document({}, members=members), "chatlab")
        assert event.role is None


@BOTH
def test_chats(tmp_path: Path, make: Any, name: str) -> None:
    (event,) = events_of(tmp_path, make({}, meta={**META, "groupId": None}), name)
    assert (event.group, event.group_name) == ("考研", "考研")
    reading = read(tmp_path, make({}, meta=META | {"type": "private"}))
    assert (reading.events, sum(reading.left_out.values())) == (0, 1)
    nameless = {"platform": "qq", "type": "group"}
    (event,) = events_of(tmp_path, make({}, meta=nameless), name, group="考研")
    assert event.group == "考研"
    reading = read(tmp_path, make({}, meta=nameless))
    assert [fault.problem.code for fault in reading.faults] == ["PQ738"]
    assert reading.events == reading.rejected == 0


def test_members_may_stand_behind_the_messages(tmp_path: Path) -> None:
    whole = json.loads(document({}))
    turned = {key: whole[key] for key in ("chatlab", "meta", "messages", "members")}
    assert events_of(tmp_path, json.dumps(turned).encode(), "chatlab") == [EVENT]


def test_lines_without_a_header_need_the_group(tmp_path: Path) -> None:
    data = b"\n".join(lines({}, {"platformMessageId": "2"}).split(b"\n")[2:])
    reading = read(tmp_path, data, format="chatlab-jsonl")
    assert dict(reading.reasons) == {"no-group": 2}
    found = events_of(tmp_path, lines({}, remark=False), "chatlab-jsonl")
    assert found == [EVENT]


def test_broken_lines_cost_themselves(tmp_path: Path) -> None:
    data = lines({}, {}).replace(b'"_type": "message", "sender"', b'"_type": "message "sender"', 1)
    reading = read(tmp_path, data + b"\n[1]\n\xff\n")
    assert (reading.events, reading.rejected) == (1, 3)


VALUES: list[Any] = [None, True, 10**30, 1.5, "", "x", "\ud800", "\0", "\u202e", [], [{}], {"a": 1}]


@BOTH
def test_no_value_raises(tmp_path: Path, make: Any, name: str) -> None:
    messages = [MESSAGE | {field: value} for field in MESSAGE for value in VALUES]
    messages += [one | {"type": 80} for one in messages]
    reading = read(tmp_path, make(*messages))
    assert reading.faults == []
    assert 0 < reading.rejected < reading.events
    for field in META:
        for value in VALUES:
            read(tmp_path, make({}, meta=META | {field: value}), format=name)
    for value in VALUES:
        read(tmp_path, make({}, meta=value), format=name)
        if make is document:
            read(tmp_path, make({}, members=value))
            read(tmp_path, make({}, members=[value, MEMBERS[0] | {"roles": value}]))
            read(tmp_path, make({}, members=[MEMBERS[0] | {"roles": [value]}]))
            read(tmp_path, make({}, members=[MEMBERS[0] | {"platformId": value}]))


def test_an_empty_chat_and_a_cut_one(tmp_path: Path) -> None:
    assert events_of(tmp_path, document(), "chatlab") == []
    reading = read(tmp_path, document({}, {}, {})[:-60])
    assert (reading.events, [fault.problem.code for fault in reading.faults]) == (2, ["PQ730"])
    assert fault_of(tmp_path, document({})[:150], format="chatlab") in ("PQ730", "PQ738")
