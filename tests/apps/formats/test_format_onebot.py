"""OneBot 11 and 12: what bots keep, as JSON lines and as lists, event for event."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from policyq.apps.logs import Reading
from policyq.apps.logs.formats.onebot.segments import spoken
from policyq.diagnostics.catalog import exports
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import SECOND

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
EIGHT = 1777593600 * SECOND
_SELF = {"time": 1777593600, "self_id": 99, "group_id": 7}
_MESSAGE = _SELF | {
    "post_type": "message", "message_type": "group", "sub_type": "normal", "user_id": 1,
    "anonymous": None, "font": 0,
}  # fmt: skip
_NOTICE = _SELF | {"post_type": "notice", "user_id": 1}
_SENDER = {"user_id": 1, "nickname": "ming", "card": "小明", "role": "member", "title": "潜水"}


def message(id_: int, said: Any, **more: Any) -> dict[str, Any]:
    return _MESSAGE | {"message_id": id_, "message": said, "sender": _SENDER} | more


MESSAGES = [
    message(1, "早&#91;x&#93; &amp;#44; [CQ:at,qq=all] 好"),
    message(2, [
        {"type": "reply", "data": {"id": "1"}},
        {"type": "at", "data": {"qq": "12345678901234567890"}},
        {"type": "text", "data": {"text": " 看 "}},
        {"type": "image", "data": {"file": "a.png"}},
    ], user_id=12345678901234567890, sender={}),
    message(3, "[CQ:share,url=http://a.cn/?x=1&amp;y=2,title=便宜&#44;快来]"),
    message(4, "[CQ:record,file=a.amr]", user_id=99),
    message(5, "[CQ:face,id=1][CQ:face,id=2]"),
    message(6, "哈[CQ:face,id=1]", anonymous={"id": 80, "name": "大力鬼王", "flag": "f"}),
    message(7, "", raw_message="", sub_type="notice"),
    message(8, {"type": "json", "data": {"data": json.dumps({
        "app": "com.tencent.structmsg", "prompt": "[分享]好物",
        "meta": {"news": {"title": "好物", "jumpUrl": "https://b.cn/1"}},
    })}}),
    message(9, "[CQ:redbag,title=恭喜发财]"),
    message(10, "[CQ:poke,qq=5]"),
    message(11, "[CQ:forward,id=abc]"),
    message(12, "hi", post_type="message_sent", user_id=99),
    {**message(13, "hi"), "message_type": "private"},
]  # fmt: skip
NOTICES = [
    _NOTICE | {"notice_type": "group_upload", "file": {"id": "/a", "name": "a.doc", "size": 3}},
    _NOTICE | {"notice_type": "group_admin", "sub_type": "set"},
    _MESSAGE | {"message_id": 20, "message": "我是管理员了"},
    _NOTICE | {"notice_type": "group_admin", "sub_type": "unset"},
    _MESSAGE | {"message_id": 21, "raw_message": "不是了"},
    _NOTICE | {"notice_type": "group_increase", "sub_type": "invite", "operator_id": 2},
    _NOTICE | {"notice_type": "group_decrease", "sub_type": "leave", "operator_id": 1},
    _NOTICE | {"notice_type": "group_decrease", "sub_type": "kick", "operator_id": 2},
    _NOTICE | {"notice_type": "group_ban", "sub_type": "ban", "operator_id": 2, "duration": 600},
    _NOTICE | {"notice_type": "group_ban", "sub_type": "lift_ban", "operator_id": 2, "duration": 0},
    _NOTICE | {"notice_type": "group_ban", "sub_type": "ban", "operator_id": 2, "user_id": 0,
               "duration": -1},
    _NOTICE | {"notice_type": "group_ban", "sub_type": "lift_ban", "operator_id": 2, "user_id": 0},
    _NOTICE | {"notice_type": "group_recall", "operator_id": 1, "message_id": -5},
    _NOTICE | {"notice_type": "group_recall", "operator_id": 2, "message_id": 6},
    _NOTICE | {"notice_type": "notify", "sub_type": "poke", "target_id": 5},
    _NOTICE | {"notice_type": "notify", "sub_type": "lucky_king", "target_id": 5},
    _NOTICE | {"notice_type": "notify", "sub_type": "honor", "honor_type": "talkative"},
    _NOTICE | {"notice_type": "group_msg_emoji_like", "message_id": 6, "likes": [{"count": 1}]},
    _NOTICE | {"notice_type": "essence"},
    {"time": 1777593600, "self_id": 99, "post_type": "notice", "notice_type": "friend_add",
     "user_id": 1},
    {"time": 1777593600, "self_id": 99, "post_type": "meta_event", "meta_event_type": "heartbeat"},
    _SELF | {"post_type": "request", "request_type": "group", "sub_type": "add", "user_id": 3},
]  # fmt: skip
_BASE12 = {
    "self": {"platform": "qq", "user_id": "99"}, "time": 1777593600.25, "sub_type": "",
    "group_id": "7", "user_id": "1",
}  # fmt: skip


def twelve(id_: str, detail: str, type_: str = "notice", **more: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, "detail_type": detail} | _BASE12 | more


TWELVE = [
    twelve("a", "group", "message", message_id="m1", alt_message="早", message=[
        {"type": "mention_all", "data": {}},
        {"type": "mention", "data": {"user_id": "2"}},
        {"type": "text", "data": {"text": "早"}},
        {"type": "reply", "data": {"message_id": "m0", "user_id": "2"}},
    ]),
    twelve("b", "group", "message", message_id="m2", user_id="99", message=[
        {"type": "voice", "data": {"file_id": "f"}}]),
    twelve("c", "group", "message", message_id="m3", message=[
        {"type": "location", "data": {"latitude": 1.5, "title": "学校"}},
        {"type": "qq.face", "data": {"id": "5"}}]),
    twelve("d", "channel", "message", message_id="m4", group_id=None, channel_id="c1",
           guild_id="g1", message=[{"type": "text", "data": {"text": "hi"}}]),
    twelve("e", "private", "message", message_id="m5", message=[]),
    twelve("f", "group_member_increase", sub_type="invite", operator_id="2"),
    twelve("g", "group_member_decrease", sub_type="kick", operator_id="2"),
    twelve("h", "group_member_decrease", sub_type="leave", operator_id="1"),
    twelve("i", "group_message_delete", sub_type="recall", operator_id="1", message_id="m1"),
    twelve("j", "group_message_delete", sub_type="delete", operator_id="2", message_id="m1"),
    twelve("k", "group_member_ban", operator_id="2", duration=60),
    {"id": "l", "type": "meta", "detail_type": "heartbeat", "sub_type": "", "time": 1.0,
     "interval": 5000},
    twelve("m", "group", "message", message_id="m6", message=None, alt_message="只有这个",
           self={"platform": "kook", "user_id": "9"}),
]  # fmt: skip


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def listed(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


SAMPLES = {
    "messages": lines(MESSAGES),
    "message-list": listed(MESSAGES[2:]),
    "notices": lines(NOTICES),
    "notice-list": listed(NOTICES),
    "twelve": lines(TWELVE),
    "twelve-list": listed(TWELVE),
}


def read(data: bytes, **options: Any) -> tuple[list[Event], Reading]:
    reading = Reading(["-"], stdin=io.BytesIO(data), **options)
    events = list(reading)
    if not reading.faults:
        wanted = len(events) + reading.noise + reading.rejected
        assert reading.rows + reading.beside == wanted
    return events, reading


def said(id_: str, kind: str, text: str, **more: Any) -> Event:
    usual = {
        "sender": "1", "name": "小明", "role": "member", "links": (), "mentions": (),
        "platform": "qq",
    }  # fmt: skip
    return Event(id_, EIGHT, "7", kind, **(usual | {"text": text} | more))


def test_messages() -> None:
    events, reading = read(lines(MESSAGES))
    assert events == [
        said("1", "text", "早[x] &#44;  好", mentions=("*",)),
        said("2", "image", "看", sender="12345678901234567890", name=None, role=None, refers="1",
             mentions=("12345678901234567890",)),
        said("3", "link", "便宜,快来", links=("http://a.cn/?x=1&y=2",)),
        said("4", "voice", "", sender="99", role="bot"),
        said("5", "sticker", ""),
        said("6", "text", "哈", sender="anonymous:80", name="大力鬼王", role=None),
        said("8", "link", "[分享]好物", links=("https://b.cn/1",)),
        said("9", "red_packet", "恭喜发财"),
        said("10", "other", ""),
        said("11", "forward", ""),
        said("12", "text", "hi", sender="99", role="bot"),
    ]  # fmt: skip
    assert reading.formats == {"onebot": 1}
    assert (reading.noise, reading.rejected) == (2, 0)
    assert [str(p.args["count"]) for p in reading.findings() if p.kind is exports.LEFT_OUT] == ["1"]


def noticed(line: int, kind: str, sender: str | None = "1", **more: Any) -> Event:
    return Event(f"7:stdin:{line:06}", EIGHT, "7", kind, sender, platform="qq", **more)


def by_hand(line: int, action: str, target: str | None, **more: Any) -> Event:
    return noticed(line, "outcome", "2", result="done", action=action, target=target, **more)


def test_notices() -> None:
    events, reading = read(lines(NOTICES))
    plain = {"links": (), "mentions": (), "platform": "qq"}
    assert events == [
        noticed(1, "file", text="a.doc", links=(), mentions=()),
        Event("20", EIGHT, "7", "text", "1", role="admin", text="我是管理员了", **plain),
        Event("21", EIGHT, "7", "text", "1", role="member", text="不是了", **plain),
        noticed(6, "join"),
        noticed(7, "leave"),
        noticed(8, "leave"),
        by_hand(8, "remove", "1")._replace(id="7:stdin:000008+1"),
        by_hand(9, "mute", "1", until=EIGHT + 600 * SECOND),
        by_hand(10, "unmute", "1"),
        by_hand(11, "lock", None),
        by_hand(12, "unlock", None),
        noticed(13, "recall", refers="-5"),
        by_hand(14, "delete", "1", refers="6"),
        noticed(15, "other", text="", links=(), mentions=(), target="5"),
        noticed(18, "reaction", refers="6"),
    ]  # fmt: skip
    assert (reading.beside, reading.rejected) == (1, 0)


def test_twelve() -> None:
    events, reading = read(lines(TWELVE))
    at = EIGHT + SECOND // 4
    usual: dict[str, Any] = {"links": (), "mentions": (), "platform": "qq"}

    def notice(line: int, kind: str, sender: str, **more: Any) -> Event:
        return Event(f"7:stdin:{line:06}", at, "7", kind, sender, platform="qq", **more)

    assert events == [
        Event("m1", at, "7", "text", "1", text="早", refers="m0", **(usual | {"mentions": ("*", "2")})),
        Event("m2", at, "7", "voice", "99", role="bot", text="", **usual),
        Event("m3", at, "7", "location", "1", text="学校", **usual),
        Event("m4", at, "c1", "text", "1", text="hi", **usual),
        notice(6, "join", "1"),
        notice(7, "leave", "1"),
        notice(7, "outcome", "2", result="done", action="remove", target="1")._replace(
            id="7:stdin:000007+1"
        ),
        notice(8, "leave", "1"),
        notice(9, "recall", "1", refers="m1"),
        notice(10, "outcome", "2", result="done", action="delete", target="1", refers="m1"),
        notice(11, "outcome", "2", result="done", action="mute", target="1",
               until=at + 60 * SECOND),
        Event("m6", at, "7", "text", "1", text="只有这个", **(usual | {"platform": None})),
    ]  # fmt: skip
    assert reading.formats == {"onebot12": 1}
    assert (reading.noise, reading.rejected) == (2, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["twelve", "notices"])
def test_a_list_says_what_the_lines_say(name: str, encoding: str) -> None:
    rows = {"twelve": TWELVE, "notices": NOTICES}[name]
    one, _ = read(lines(rows).decode().encode(encoding))
    other, _ = read(listed(rows).decode().encode(encoding))
    assert one == other


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("[CQ:image,file=a.png,subType=1]", "sticker", ""),
        ("[CQ:video,file=a.mp4]看", "video", "看"),
        ("[CQ:music,type=custom,url=http://m.cn,title=歌]", "link", "歌"),
        ("[CQ:contact,type=qq,id=5]", "card", ""),
        ("[CQ:xml,data=<msg serviceID=\"35\" brief=\"&#91;聊天记录&#93;\">]", "forward", "[聊天记录]"),
        ("[CQ:json,data={\"app\":\"com.tencent.map\"&#44;\"prompt\":\"位置\"}]", "location", "位置"),
        ("[CQ:json,data={broken]", "link", ""),
        ("[CQ:new_thing,a=b]", "other", ""),
        ("[CQ:new_thing,a=b] 好", "text", "好"),
        ("[CQ:at,qq=5", "text", "[CQ:at,qq=5"),
        ("&amp;#91;", "text", "&#91;"),
        ("", "text", ""),
    ],
)  # fmt: skip
def test_codes(written: str, kind: str, text: str) -> None:
    assert spoken(written)[:2] == (kind, text)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"time": None}, "PQ707"),
        ({"time": "gestern"}, "PQ707"),
        ({"user_id": None}, "PQ705"),
        ({"user_id": {"a": 1}}, "PQ705"),
        ({"group_id": []}, "PQ705"),
        ({"post_type": "massage"}, "PQ706"),
        ({"post_type": []}, "PQ706"),
    ],
)
def test_a_broken_event_costs_that_event(change: dict[str, Any], code: str) -> None:
    events, reading = read(lines([MESSAGES[0], MESSAGES[1] | change, MESSAGES[2]]))
    assert [event.id for event in events] == ["1", "3"]
    assert [reject.problem.code for reject in reading.samples] == [code]
    missing = {name: value for name, value in MESSAGES[1].items() if name not in change}
    events, reading = read(lines([MESSAGES[0], missing, MESSAGES[2]]))
    assert [event.id for event in events] == ["1", "3"]
    assert reading.rejected == 1


_ODD: list[Any] = [None, True, 5, -1, 1.5, "", "x", [], {}, [[]], [{}], {"a": {}}, 10**30, "\ud800"]


@pytest.mark.parametrize("rows", [MESSAGES[:11], NOTICES, TWELVE], ids=["said", "told", "12"])
def test_any_value_in_any_field(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        for field in row:
            hostile = [row | {field: value} for value in _ODD]
            data = "".join(json.dumps(one) + "\n" for one in [rows[0], *hostile]).encode()
            for event in read(data)[0]:
                assert all(one is None or "\ud800" not in str(one) for one in event)


def test_a_list_that_is_cut_gives_what_stands_before() -> None:
    whole = listed(MESSAGES[2:])
    events, reading = read(whole[: len(whole) // 2])
    assert [event.id for event in events] == ["3", "4", "5", "6", "8"][: len(events)]
    assert events
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]


@pytest.mark.skipif(not REAL.is_dir(), reason="no samples at ../shared/data/formats")
def test_real_samples() -> None:
    counts = {}
    for name in ("onebot_v11_events", "onebot_v12_events", "onebot_v12_group_events"):
        reading = Reading([REAL / f"{name}.json"])
        kinds = [event.kind for event in reading]
        assert not reading.rejected and not reading.faults
        assert reading.rows == len(kinds) + reading.noise
        counts[name] = (*reading.formats, kinds)
    assert counts == {
        "onebot_v11_events": ("onebot", ["text"]),
        "onebot_v12_events": ("onebot12", []),
        "onebot_v12_group_events": ("onebot12", ["image", "join", "leave", "recall"]),
    }
