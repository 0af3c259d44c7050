"""chatlog's JSON: each kind of message, answers, forwards, lines of WeChat's, and hostile values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wechat_logs import at, balance, events_of, read

from policyq.apps.logs import read_events
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"

MESSAGE = {
    "seq": 1777593600001, "time": "2026-05-01T08:00:00+08:00", "talker": "1@chatroom",
    "talkerName": "考研", "isChatRoom": True, "sender": "wxid_1", "senderName": "小明",
    "isSelf": False, "type": 1, "subType": 0, "content": "早",
}  # fmt: skip
EVENT = Event(
    "1777593600001", at(), "1@chatroom", "text", sender="wxid_1", name="小明", text="早", links=(),
    mentions=(), group_name="考研", platform="wechat",
)  # fmt: skip
SYSTEM = {"sender": "系统消息", "senderName": "", "type": 10000}


def export(*messages: dict[str, Any]) -> bytes:
    return json.dumps([MESSAGE | one for one in messages], ensure_ascii=False).encode()


def share(sub_type: int, content: str = "", **contents: Any) -> dict[str, Any]:
    return {"type": 49, "subType": sub_type, "content": content, "contents": contents}


def seq(number: int) -> dict[str, Any]:
    return {"seq": 1777593600000 + number}


QUOTED = {
    "seq": 0, "time": "2026-05-01T08:00:00+08:00", "talker": "", "isChatRoom": False,
    "sender": "wxid_1", "senderName": "小明", "type": 1, "content": "早",
}  # fmt: skip
RECORD = {
    "XMLName": {"Space": "", "Local": "recordinfo"},
    "Title": "群聊的聊天记录",
    "DataList": {
        "Count": "4",
        "DataItems": [
            {"DataType": "1", "SourceName": "甲", "SourceTime": "2026-05-01 07:00", "DataDesc": "加我\n微信"},
            {"DataType": "2", "DataFmt": "jpg", "DataDesc": "[图片]"},
            {
                "DataType": "17", "DataTitle": "里面的",
                "RecordXML": {"RecordInfo": {"DataList": {"DataItems": [{"DataDesc": "套娃"}]}}},
            },
            {"DataType": "1", "DataDesc": "加我"},
        ],
    },
}  # fmt: skip
SAMPLES = {
    "chatlog.json": export(
        seq(1), seq(2) | share(57, "你也早", refer=QUOTED), seq(3) | share(19, title="记录", recordInfo=RECORD),
        seq(4) | SYSTEM | {"content": '"小明(wxid_1)"邀请"小红(wxid_2)、小刚"加入了群聊'},
    )
}  # fmt: skip

KINDS = {
    "image": ({"type": 3, "content": "", "contents": {"md5": "0a", "host": "127.0.0.1:5030"}}, "image", "", ()),
    "voice": ({"type": 34, "contents": {"voice": "123", "host": "127.0.0.1:5030"}, "content": ""}, "voice", "", ()),
    "card": ({"type": 42, "content": ""}, "card", "", ()),
    "video": ({"type": 43, "content": ""}, "video", "", ()),
    "sticker": ({"type": 47, "content": ""}, "sticker", "", ()),
    "place": ({"type": 48, "content": "<msg><location/></msg>"}, "location", "", ()),
    "call": ({"type": 50, "content": "<voipmsg/>"}, "other", "", ()),
    "share": (share(4, title="看", desc="这个", url="https://a.cn/1"), "link", "看", ("https://a.cn/1",)),
    "link": (share(5, title="看", url="https://a.cn/1"), "link", "看", ("https://a.cn/1",)),
    "file": (share(6, title="真题.pdf", md5="0a"), "file", "真题.pdf", ()),
    "gif": (share(8), "sticker", "", ()),
    "mini program": (share(33, title="拼团", url="https://b.cn"), "link", "拼团", ("https://b.cn",)),
    "channel": (share(51, title="直播", url=""), "link", "直播", ()),
    "pat": (share(62, '"${wxid_1}" 拍了拍 "${wxid_2}"'), "other", '"wxid_1" 拍了拍 "wxid_2"', ()),
    "transfer": (share(2000, "[转账|发送 ￥1.00](请客)"), "other", "[转账|发送 ￥1.00](请客)", ()),
    "red packet": (share(2001), "red_packet", "", ()),
    "cover": (share(2003), "red_packet", "", ()),
    "unknown share": (share(4711), "other", "", ()),
    "unknown": ({"type": 4711, "content": ""}, "other", "", ()),
    "notice": (share(87, "<msg><appmsg><title>明天考试</title><type>87</type></appmsg></msg>"), "text", "明天考试", ()),
    "forward": (
        share(19, title="记录", desc="甲: 加我", recordInfo=RECORD),
        "forward", "记录\n加我\n微信\n里面的\n套娃\n加我", (),
    ),
    "forward without its messages": (share(19, title="记录"), "forward", "记录", ()),
}  # fmt: skip


@pytest.mark.parametrize(("message", "kind", "text", "links"), KINDS.values(), ids=KINDS.keys())
def test_kinds(
    tmp_path: Path, message: dict[str, Any], kind: str, text: str, links: tuple[str, ...]
) -> None:
    assert events_of(tmp_path, export(message), "chatlog") == [
        EVENT._replace(kind=kind, text=text, links=links)
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("早", ()),
        ("@所有人\u2005开会", ("*",)),
        ("开会 @所有人", ("*",)),
        ("@小红\u2005早", None),
        ("@所有人家长", None),
        ("@All\u2005hi", ("*",)),
        ("@All hi", None),
    ],
)
def test_mentions(tmp_path: Path, text: str, mentions: tuple[str, ...] | None) -> None:
    (event,) = events_of(tmp_path, export({"content": text}), "chatlog")
    assert (event.text, event.mentions) == (text, mentions)


def test_an_answer_names_the_message_if_it_is_told_apart(tmp_path: Path) -> None:
    later = {"time": "2026-05-01T08:00:05+08:00", "sender": "wxid_2"}
    answer = later | share(57, "你也早", refer=QUOTED)
    one, two = events_of(tmp_path, export(seq(1), seq(9) | answer), "chatlog")
    assert one == EVENT
    assert two == EVENT._replace(
        id="1777593600009", time=at(5), sender="wxid_2", text="你也早", refers="1777593600001"
    )
    *_, ambiguous = events_of(tmp_path, export(seq(1), seq(2), seq(9) | answer), "chatlog")
    assert ambiguous.refers is None
    (before,) = events_of(tmp_path, export(seq(9) | answer), "chatlog")
    assert before.refers is None
    known = later | share(57, "你也早", refer=QUOTED | {"seq": 1777593500003})
    (event,) = events_of(tmp_path, export(known), "chatlog")
    assert event.refers == "1777593500003"


LINES: dict[str, tuple[str, list[tuple[str, str | None, str | None]]]] = {
    "invited": ('"小明"邀请"小红"加入了群聊', [("join", None, "小红")]),
    "several": ('"小明"邀请"小红、小刚"加入了群聊', [("join", None, "小红"), ("join", None, "小刚")]),
    "quoted each": ('"小明"邀请"小红"、"小刚"加入了群聊', [("join", None, "小红"), ("join", None, "小刚")]),
    "by account": (
        '"小明(wxid_1)"邀请"小(红)(wxid_2)、小刚(老师)"加入了群聊',
        [("join", "wxid_2", "小(红)"), ("join", None, "小刚(老师)")],
    ),
    "you and others": ('"小明"邀请你和"小红"加入了群聊', [("join", "wxid_me", None), ("join", None, "小红")]),
    "by code": ('"小红"通过扫描"小明"分享的二维码加入群聊', [("join", None, "小红")]),
    "you by code": ("你通过扫描二维码加入群聊，群聊参与人还有：" + "甲、" * 90, [("join", "wxid_me", None)]),
    "you invited": ('你邀请"小红"加入了群聊  ', [("join", None, "小红")]),
    "kicked by you": ('你将"小红(wxid_2)"移出了群聊', [("leave", "wxid_2", "小红"), ("outcome", "wxid_me", None)]),
    "you kicked": ('你被"小明"移出群聊', [("leave", "wxid_me", None), ("outcome", None, "小明")]),
    "left": ('"小红"退出了群聊', [("leave", None, "小红")]),
    "recalled": ('"小红" 撤回了一条消息', [("recall", None, "小红")]),
    "you recalled": ("你撤回了一条消息", [("recall", "wxid_me", None)]),
    "english": ('"Ming" invited "Hong" and "Gang" to the group chat', [("join", None, "Hong"), ("join", None, "Gang")]),
    "you, in English": ("You recalled a message", [("recall", "wxid_me", None)]),
    "removed": ('You removed "Hong" from the group chat', [("leave", None, "Hong")]),
    "nothing": ('"小明"与群里其他人都不是朋友关系，请注意隐私安全', []),
    "renamed": ('"小明"修改群名为“考研加入群聊讨论”', []),
    "by an admin": ("你撤回了一条成员消息", []),
    "empty": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("line", "told"), LINES.values(), ids=LINES.keys())
def test_lines_of_wechat(
    tmp_path: Path, line: str, told: list[tuple[str, str | None, str | None]]
) -> None:
    found = events_of(tmp_path, export(SYSTEM | {"content": line}), "chatlog", own="wxid_me")
    assert [(event.kind, event.sender, event.name) for event in found] == told
    for number, event in enumerate(found):
        assert event.id == "1777593600001" + (f"+{number}" if number else "")
        assert (event.time, event.group, event.group_name) == (at(), "1@chatroom", "考研")


def test_a_kick_is_a_leave_and_what_a_human_did(tmp_path: Path) -> None:
    line = SYSTEM | {"content": '"小明(wxid_1)"将"小红(wxid_2)"移出了群聊'}
    leave, outcome = events_of(tmp_path, export(line), "chatlog")
    base = Event("1777593600001", at(), "1@chatroom", "leave", group_name="考研", platform="wechat")
    assert leave == base._replace(sender="wxid_2", name="小红")
    assert outcome == base._replace(
        id="1777593600001+1", kind="outcome", sender="wxid_1", name="小明", target="wxid_2",
        result="done", action="remove",
    )  # fmt: skip


def test_invitations_of_many_are_not_cut(tmp_path: Path) -> None:
    people = "、".join(f"成员{number}(wxid_{number:020})" for number in range(100))
    line = SYSTEM | {"content": f'"小明(wxid_1)"邀请"{people}"加入了群聊'}
    found = events_of(tmp_path, export(line), "chatlog")
    assert [event.sender for event in found] == [f"wxid_{number:020}" for number in range(100)]


def test_who_made_the_export(tmp_path: Path) -> None:
    mine = {"isSelf": True, "sender": ""}
    (event,) = events_of(tmp_path, export(mine), "chatlog", own="wxid_me")
    assert event.sender == "wxid_me"
    (event,) = events_of(tmp_path, export(mine), "chatlog")
    assert event.sender == "我"
    (event,) = events_of(tmp_path, export({"isSelf": True}), "chatlog", own="wxid_me")
    assert event.sender == "wxid_1"


def test_private_chats_are_left_out_and_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, export({"talker": "wxid_2", "isChatRoom": False}, seq(2)))
    assert (reading.events, reading.noise) == (1, 1)
    assert [what.en for what in reading.left_out] == ["private chats"]
    assert events_of(tmp_path, export({"isChatRoom": False}), "chatlog") == [EVENT]


def test_an_empty_export_and_a_cut_one(tmp_path: Path) -> None:
    reading = read(tmp_path, export(seq(1), seq(2), seq(3))[:-40])
    assert (reading.events, [fault.problem.code for fault in reading.faults]) == (2, ["PQ730"])
    assert read(tmp_path, b"[]", format="chatlog").events == 0


def test_numbers_of_any_size(tmp_path: Path) -> None:
    data = export(seq(1), {"seq": 10**30}, seq(2)).replace(b'"subType": 0', b'"subType": 1e400', 1)
    assert [event.id for event in events_of(tmp_path, data, "chatlog")] == [
        "1777593600001", str(10**30), "1777593600002",
    ]  # fmt: skip
    data = export(seq(1), {"seq": "SEQ"}).replace(b'"SEQ"', b"9" * 5000)
    reading = read(tmp_path, data)
    assert (reading.events, [fault.problem.code for fault in reading.faults]) == (1, ["PQ731"])


VALUES: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, "", "x", "\ud800", "\0", "\u202e早", [], [1], {}, {"a": {}},
]  # fmt: skip


def test_no_value_raises(tmp_path: Path) -> None:
    whole: list[dict[str, Any]] = [
        share(57, "答", refer=QUOTED), share(19, title="t", recordInfo=RECORD), SYSTEM, {"isSelf": True},
    ]  # fmt: skip
    messages = []
    for one in whole:
        message = MESSAGE | one
        for field in message:
            messages += [message | {field: value} for value in VALUES]
        for field in message.get("contents") or {}:
            messages += [message | {"contents": {field: value}} for value in VALUES]
    for value in VALUES:
        messages.append(MESSAGE | share(57, "答", refer=QUOTED | {"time": value, "sender": value}))
        for field in ("DataList", "Title"):
            messages.append(MESSAGE | share(19, recordInfo=RECORD | {field: value}))
        messages.append(MESSAGE | share(19, recordInfo={"DataList": {"DataItems": value}}))
        messages.append(MESSAGE | share(19, recordInfo={"DataList": {"DataItems": [value]}}))
    reading = read(tmp_path, json.dumps(messages).encode())
    assert reading.rows == len(messages)
    assert reading.faults == []
    assert 0 < reading.rejected < reading.events


@pytest.mark.skipif(not DATA.is_dir(), reason="no samples at ../shared/data/formats")
def test_the_real_sample() -> None:
    reading = read_events(DATA / "chatlog_message.json")
    (event,) = reading
    balance(reading)
    assert (event.kind, event.id) == ("file", "1763519753000")
