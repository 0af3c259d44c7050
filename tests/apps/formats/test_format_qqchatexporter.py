"""QQChatExporter: JSON of versions 5 and 4, chunks in folders and zips, and its text."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policyq.apps.logs import Reading
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE, SECOND

EIGHT = 1777593600 * SECOND
ID = 7550661840517106706
MING = {"uid": "u_ming", "uin": "10001", "name": "小明", "nickname": "ming", "title": "管理员"}
HONG = {"uid": "u_hong", "uin": "0", "name": "小红", "title": "潜水"}
ABOUT: dict[str, Any] = {
    "metadata": {"name": "QQChatExporter V5 / https://x", "copyright": "c", "version": "5.1.0"},
    "chatInfo": {"name": "考研", "type": "group", "peerUid": "700", "participantCount": 3},
    "statistics": {"totalMessages": 9, "senders": [{"uid": "u_ming", "name": "小明"}]},
}


def element(type_: str, **data: Any) -> dict[str, Any]:
    return {"type": type_, "data": data}


def message(n: int, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    content = {"text": "", "elements": list(elements), "resources": [], "mentions": []}
    return {
        "id": str(ID + n), "seq": str(n), "timestamp": 1777593600000 + n * 1000,
        "time": "2026-05-01 08:00:00", "sender": MING, "type": "type_1", "content": content,
        "recalled": False, "system": False,
    } | more  # fmt: skip


def system(n: int, text: str, **more: Any) -> dict[str, Any]:
    told = {"text": text, "elements": [element("system", text=text, summary=text)]}
    nobody = {"uid": "未知", "uin": "0", "name": "0"}
    return message(n, content=told, type="system", system=True, sender=nobody) | more


FIVE = [
    message(0, element("text", text="早 "), element("at", uid="u_hong", uin="0", name="小红")),
    message(1, element("reply", messageId="0", referencedMessageId=str(ID)),
            element("at", uid="all", uin="0", name="全体成员", atType=1),
            element("text", text=" 看"), element("image", filename="a.png"), sender=HONG),
    message(2, element("file", filename="真题.pdf", size=3)),
    message(3, element("json", content=json.dumps({
        "app": "com.tencent.structmsg", "prompt": "[分享]好物",
        "meta": {"news": {"jumpUrl": "https://b.cn/1"}}}), title="好物")),
    message(4, element("market_face", name="笑")),
    message(5, element("image", filename="b.gif", subType="sticker")),
    message(6, element("text", text="说错了"), recalled=True,
            rawMessage={"recallTime": "1777593608"}),
    message(7, element("text", text="删了的"), recalled=True),
    message(8, element("wallet", summary="恭喜发财")),
    message(9, content={"text": "[图片:a.png]看图", "mentions": [{"uid": "u_ming", "type": "user"}]}),
    system(10, "小明邀请小李加入了群聊"),
    system(11, "小红被小明禁言10分钟"),
    system(12, "小红 撤回了一条消息（手滑）", sender=HONG, recalled=True),
    system(13, "小明 撤回了 小红 的消息", sender=HONG, recalled=True),
    system(14, "你和小李成为了好友"),
    message(15, element("text", text="没有了"), sender={"uid": "", "name": "谁"}),
    message(16, element("forward", title="聊天记录", messages=[])),
]  # fmt: skip
FOUR = [
    {"messageId": str(ID), "timestamp": "2026-05-01T00:00:00.000Z", "sender": {"uid": "u_ming"},
     "type": "text", "content": {"text": "早[表情1]", "elements": []},
     "rawMessage": {"senderUin": "10001", "sendMemberName": "", "sendNickName": "ming"}},
    {"messageId": str(ID + 1), "sender": {"uid": "u_hong"}, "content": {"text": "嗯"},
     "rawMessage": {"msgTime": "1777593601"}},
]  # fmt: skip


def document(messages: list[dict[str, Any]], **about: Any) -> bytes:
    return json.dumps(ABOUT | about | {"messages": messages}, ensure_ascii=False, indent=2).encode()


def chunks() -> dict[str, bytes]:
    files = {"manifest.json": json.dumps(ABOUT | {"chunked": {"format": "jsonl"}}).encode()}
    for number, part in enumerate((FIVE[:2], FIVE[2:7], FIVE[7:]), start=1):
        rows = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in part)
        files[f"chunks/c{number:06}.jsonl"] = rows.encode()
    return files


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


TEXT = """\
[QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter]
[本软件是免费的开源项目~]

===============================================
           QQ聊天记录导出文件
===============================================

聊天名称: 考研
聊天类型: 群聊
参与人数: 3
消息总数: 5
时间范围: 2026-05-01 08:00:00 - 2026-05-01 08:05:00


[管理员] 小明:
时间: 2026-05-01 08:00:00
内容: 早

小红:
时间: 昨天
资源: 很多


[潜水] 小红:
时间: 2026-05-01 08:01:00
内容: [回复消息][图片:a.png]看
资源: 2 个文件
  - image: a.png
  - image: b.png
提及: 小明
回复: 05-01 08:00 小明 - 早


小红:
时间: 2026-05-01 08:02:00
内容: [文件:真题.pdf]
资源: 1 个文件
  - file: 真题.pdf


小红:
时间: 2026-05-01 08:03:00
内容: 小红 撤回了一条消息


0:
时间: 2026-05-01 08:04:00
内容: 小明邀请小李加入了群聊


小红:
时间: 24:61
内容: 几点了


===============================================
              导出完成
===============================================
总计导出 5 条消息
"""
NUMBERED = TEXT.replace(
    "[管理员] 小明:\n时间: 2026-05-01 08:00:00", "[1]\n小明:\n时间: 08:00:00\n类型: text"
)

SAMPLES = {
    "five": document(FIVE),
    "four": document(FOUR, metadata={"name": "QQChatExporter V4 / https://x"}),
    "zip": zipped(chunks()),
    "text": TEXT.encode(),
    "numbered": NUMBERED.encode(),
}


def read(data: bytes | Path, **options: Any) -> tuple[list[Event], Reading]:
    given = isinstance(data, bytes)
    reading = Reading(
        ["-" if given else data], stdin=io.BytesIO(data) if given else None, **options
    )
    events = list(reading)
    if not reading.faults:
        wanted = len(events) + reading.noise + reading.rejected
        assert reading.rows + reading.beside == wanted
    return events, reading


def at(n: int, kind: str, sender: str | None = "10001", **more: Any) -> Event:
    names = {"10001": "小明", "u_hong": "小红"}
    usual = {"name": names.get(sender or ""), "group_name": "考研", "platform": "qq"}
    if kind not in ("recall", "join", "outcome"):
        role = "admin" if sender == "10001" else None
        usual |= {"role": role, "text": "", "links": (), "mentions": ()}
    id_ = more.pop("id_", str(ID + n))
    return Event(id_, EIGHT + n * SECOND, "700", kind, sender, **(usual | more))


EXPECTED = [
    at(0, "text", text="早", mentions=("u_hong",)),
    at(1, "image", "u_hong", text="看", mentions=("*",), refers=str(ID)),
    at(2, "file", text="真题.pdf"),
    at(3, "link", text="[分享]好物", links=("https://b.cn/1",)),
    at(4, "sticker"),
    at(5, "sticker"),
    at(6, "text", text="说错了"),
    at(7, "text", text="删了的"),
    at(8, "recall", id_=f"{ID + 6}+recall", refers=str(ID + 6)),
    at(8, "red_packet", text="恭喜发财"),
    at(9, "image", text="看图", mentions=("10001",)),
    at(10, "join", None, name="小李"),
    at(11, "outcome", result="done", action="mute", target="u_hong",
       until=EIGHT + 11 * SECOND + 10 * MINUTE),
    at(12, "recall", "u_hong", id_=f"{ID + 12}+recall", refers=str(ID + 12)),
    at(13, "outcome", id_=f"{ID + 13}+recall", refers=str(ID + 13), result="done",
       action="delete", target="u_hong"),
    at(16, "forward"),
]  # fmt: skip


def test_version_five() -> None:
    events, reading = read(SAMPLES["five"])
    assert events == EXPECTED
    assert reading.formats == {"qqchatexporter": 1}
    assert (reading.noise, reading.beside, dict(reading.reasons)) == (1, 1, {"wrong-type": 1})


def test_version_four() -> None:
    events, reading = read(SAMPLES["four"])
    assert [(e.id, e.time, e.sender, e.name, e.kind, e.text) for e in events] == [
        (str(ID), EIGHT, "10001", "ming", "text", "早"),
        (str(ID + 1), EIGHT + SECOND, "u_hong", None, "text", "嗯"),
    ]
    assert reading.formats == {"qqchatexporter": 1}


def test_what_is_about_the_chat_may_stand_behind_the_messages() -> None:
    turned = json.dumps({"messages": FIVE} | ABOUT, ensure_ascii=False).encode()
    assert read(turned)[0] == EXPECTED
    long = json.dumps({"messages": [*FIVE, *(FIVE[:1] * 300)]} | ABOUT).encode()
    events, reading = read(long)
    assert (events[:-300], reading.formats) == (EXPECTED, {"qqchatexporter": 1})


def test_chunks_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    for name, data in (
        chunks() | {"avatars.json": b"{}", "resources/images/a.json": b"{}"}
    ).items():
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "other.json").write_bytes(document(FIVE[:1]))
    events, reading = read(tmp_path)
    assert events == [*EXPECTED, EXPECTED[0]]
    assert (reading.formats, reading.faults) == ({"qqchatexporter": 2}, [])
    (tmp_path / "a.zip").write_bytes(zipped({f"考研/{k}": v for k, v in chunks().items()}))
    events, reading = read(tmp_path / "a.zip")
    assert (events, reading.formats) == (EXPECTED, {"qqchatexporter": 1})
    assert read(SAMPLES["zip"])[0] == EXPECTED


def test_a_part_of_an_export_in_chunks() -> None:
    for name in ("manifest.json", "chunks/c000001.jsonl"):
        events, reading = read(chunks()[name])
        assert (events, [f.problem.code for f in reading.faults]) == ([], ["PQ740"])
    events, _ = read(chunks()["chunks/c000002.jsonl"], group="700")
    alone = [event._replace(group_name="考研") for event in events]
    assert (alone[:3], alone[5]) == (EXPECTED[2:5], EXPECTED[8])


def test_a_private_chat_is_left_out() -> None:
    events, reading = read(document(FIVE[:3], chatInfo={"name": "小明", "type": "private"}))
    assert (events, reading.noise) == ([], 3)
    assert "PQ735" in [problem.code for problem in reading.findings()]
    events, reading = read(TEXT.replace("群聊\n参", "私聊\n参").encode())
    assert (events, sum(reading.left_out.values())) == ([], 6)


def test_groups_that_have_no_number_or_no_name() -> None:
    (event,), _ = read(document(FIVE[:1], chatInfo={"name": "考研", "type": "group"}))
    assert (event.group, event.group_name) == ("考研", "考研")
    nameless = document(FIVE[:1], chatInfo={"name": "", "type": "group"})
    assert [f.problem.code for f in read(nameless)[1].faults] == ["PQ738"]
    assert read(nameless, group="g")[0][0].group == "g"


_ODD: list[Any] = [None, True, 5, -1.5, "", "x", [], {}, [[]], [{}], {"a": {}}, 10**18, "\ud800"]


def test_any_value_in_any_field() -> None:
    for one in FIVE:
        for field in one:
            changed = [FIVE[0], *(one | {field: value} for value in _ODD)]
            events, _ = read(json.dumps(ABOUT | {"messages": changed}).encode())
            assert events[0] == EXPECTED[0]
    for field in ABOUT:
        for value in _ODD:
            read(
                json.dumps(ABOUT | {"messages": FIVE, field: value}).encode(),
                format="qqchatexporter",
            )
    for element_ in [part for one in FIVE for part in one["content"].get("elements", ())]:
        for field in element_["data"]:
            changed = [
                message(3, element(element_["type"], **(element_["data"] | {field: value})))
                for value in _ODD
            ]
            events, _ = read(json.dumps(ABOUT | {"messages": changed}).encode())
            assert len(events) == len(_ODD)


def test_recalls_of_one_instant_keep_the_order_of_their_messages() -> None:
    gone = {"recalled": True, "rawMessage": {"recallTime": "1777593610"}}
    twice = [message(n, element("text", text="x"), **gone) for n in (1, 1, 2)]
    events, reading = read(document([*twice, message(11, element("text", text="y"))]))
    assert [event.id for event in events[3:6]] == [f"{ID + n}+recall" for n in (1, 1, 2)]
    assert {event.time for event in events[3:6]} == {EIGHT + 10 * SECOND}
    assert reading.repeated == 2


def test_a_document_that_is_cut() -> None:
    whole = SAMPLES["five"]
    events, reading = read(whole[: len(whole) // 2])
    assert events == EXPECTED[: len(events)] and len(events) > 3
    assert [fault.problem.code for fault in reading.faults] == ["PQ730"]


def test_an_export_without_messages() -> None:
    events, reading = read(document([]))
    assert (events, reading.faults, [p.code for p in reading.findings()]) == ([], [], ["PQ717"])


def told(line: int, minute: int, kind: str, sender: str | None = "小红", **more: Any) -> Event:
    return Event(
        f"考研:stdin:{line:06}", EIGHT + minute * MINUTE, "考研", kind, sender,
        **({"name": sender, "group_name": "考研", "platform": "qq"} | more),
    )  # fmt: skip


TEXT_EVENTS = [
    told(15, 0, "text", "小明", role="admin", text="早\n\n小红:\n时间: 昨天\n资源: 很多"),
    told(24, 1, "image", text="看"),
    told(34, 2, "file", text="真题.pdf"),
    told(41, 3, "recall"),
    told(46, 4, "join", "小李"),
]


def test_text() -> None:
    events, reading = read(TEXT.encode(), timezone="Asia/Shanghai")
    assert events == TEXT_EVENTS
    assert reading.formats == {"qqchatexporter-txt": 1}
    assert [(r.line, r.problem.code) for r in reading.samples] == [(51, "PQ707")]


def test_text_with_numbers_types_and_times_of_day() -> None:
    events, reading = read(NUMBERED.encode(), timezone="Asia/Shanghai", day=date(2026, 5, 1))
    assert events[0] == TEXT_EVENTS[0]._replace(role=None)
    assert [event.time for event in events] == [event.time for event in TEXT_EVENTS]
    _, reading = read(NUMBERED.encode(), timezone="Asia/Shanghai")
    assert [r.problem.code for r in reading.samples] == ["PQ737", "PQ707"]


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (TEXT, {}, "PQ708"),
        (TEXT.replace("聊天名称: 考研\n", ""), {"timezone": "UTC"}, "PQ738"),
    ],
)
def test_text_that_lacks_something(data: str, options: dict[str, Any], code: str) -> None:
    events, reading = read(data.encode(), **options)
    assert (events, [fault.problem.code for fault in reading.faults]) == ([], [code])


def test_a_recall_outlives_a_broken_message_behind_it() -> None:
    gone = message(
        0, element("text", text="说错了"), recalled=True, rawMessage={"recallTime": "1777593601"}
    )
    broken = message(5, recalled=True, rawMessage={"recallTime": "9" * 20})
    document = ABOUT | {"messages": [gone, broken, message(6, element("text", text="早"))]}
    events, reading = read(json.dumps(document, ensure_ascii=False).encode())
    assert [event.kind for event in events] == ["text", "recall", "text"]
    assert reading.rejected == 1
