"""WeFlow and echotrace: kinds in words, sessions, mentions in their source, hostile values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wechat_logs import EIGHT, at, events_of, fault_of, read

from policyq.vocabulary.events import Event

SESSION = {
    "wxid": "1@chatroom", "nickname": "考研", "remark": "", "displayName": "考研群", "type": "群聊",
    "lastTimestamp": EIGHT, "messageCount": 1,
}  # fmt: skip
MESSAGE = {
    "localId": 1, "createTime": EIGHT, "formattedTime": "2026-05-01 08:00:00", "type": "文本消息",
    "localType": 1, "content": "早", "isSend": 0, "senderUsername": "wxid_1",
    "senderDisplayName": "小明", "source": "", "senderAvatarKey": "wxid_1",
}  # fmt: skip
EVENT = Event(
    "1@chatroom:chat:000001", at(), "1@chatroom", "text", sender="wxid_1", name="小明", text="早",
    links=(), mentions=(), group_name="考研群", platform="wechat",
)  # fmt: skip
SYSTEM = {"type": "系统消息", "isSend": None, "senderUsername": "1@chatroom"}
SOURCE = "<msgsource><atuserlist>wxid_2,wxid_3</atuserlist></msgsource>"
ANSWER = {"type": "引用消息", "platformMessageId": "22", "replyToMessageId": "11"}


def export(*messages: dict[str, Any], head: bool = True, **session: Any) -> bytes:
    whole = {"weflow": {"version": "1.0.3", "exportedAt": EIGHT}} if head else {}
    whole |= {"session": SESSION | session, "messages": [MESSAGE | one for one in messages]}
    return json.dumps(whole, indent=2).encode()


SAMPLES = {
    "weflow.json": export({}, SYSTEM | {"content": '"小红"退出了群聊'}, ANSWER, {"source": SOURCE}),
    "echotrace.json": export({}, head=False),
}

KINDS: dict[str, tuple[dict[str, Any], str, str, tuple[str, ...]]] = {
    "image": ({"type": "图片消息", "content": "media/images/1.jpg"}, "image", "", ()),
    "voice": ({"type": "语音消息", "content": "[语音消息]"}, "voice", "", ()),
    "voice file": ({"type": "语音消息", "content": "media/voices/1.wav"}, "voice", "", ()),
    "voice as text": ({"type": "语音消息", "content": "加我微信"}, "voice", "加我微信", ()),
    "video": ({"type": "视频消息", "content": "[视频]"}, "video", "", ()),
    "sticker": ({"type": "动画表情", "content": "[表情包：好]"}, "sticker", "", ()),
    "card": ({"type": "名片消息", "content": "[名片]"}, "card", "", ()),
    "place": ({"type": "位置消息", "content": "[位置]"}, "location", "", ()),
    "call": ({"type": "通话消息", "content": "[语音通话]"}, "other", "", ()),
    "file": ({"type": "文件消息", "content": "[文件] 真题.pdf"}, "file", "真题.pdf", ()),
    "stored file": ({"type": "文件消息", "content": "media\\files\\真题.pdf"}, "file", "真题.pdf", ()),
    "link": ({"type": "链接消息", "content": "[链接] 看\nhttps://a.cn/1"}, "link", "看", ("https://a.cn/1",)),
    "card link": ({"type": "卡片式链接", "content": "[链接] 看"}, "link", "看", ()),
    "mini program": ({"type": "小程序分享", "content": "[小程序] 拼团"}, "link", "拼团", ()),
    "forward": ({"type": "聊天记录合并转发", "content": "[聊天记录] 群的"}, "forward", "群的", ()),
    "red packet": ({"type": "红包卡片", "content": "[红包]"}, "red_packet", "", ()),
    "transfer": ({"type": "转账卡片", "content": "[转账] 1 元"}, "other", "", ()),
    "notice": ({"type": "群公告", "content": "明天考试"}, "text", "明天考试", ()),
    "unknown": ({"type": "未知类型(4711)", "content": "x"}, "other", "", ()),
    "answer": ({"type": "引用消息", "content": "[引用 小红：早]\n你也早"}, "text", "你也早", ()),
    "raw": (
        {"type": "链接消息", "content": "<msg><appmsg><title>看</title><url>https://a.cn</url></appmsg></msg>"},
        "link", "看", ("https://a.cn",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("message", "kind", "text", "links"), KINDS.values(), ids=KINDS.keys())
def test_kinds(
    tmp_path: Path, message: dict[str, Any], kind: str, text: str, links: tuple[str, ...]
) -> None:
    assert events_of(tmp_path, export(message), "weflow") == [
        EVENT._replace(kind=kind, text=text, links=links)
    ]


def test_later_versions_say_ids_and_answers(tmp_path: Path) -> None:
    (event,) = events_of(tmp_path, export(ANSWER), "weflow")
    assert event == EVENT._replace(id="22", refers="11")


def test_mentions(tmp_path: Path) -> None:
    text = {"content": "@小红\u2005@小刚\u2005早"}
    listed, unlisted = events_of(tmp_path, export(text | {"source": SOURCE}, text), "weflow")
    assert (listed.mentions, unlisted.mentions) == (("wxid_2", "wxid_3"), None)


def test_lines_of_wechat(tmp_path: Path) -> None:
    data = export(
        SYSTEM | {"content": '"小明"邀请"小红、小刚"加入了群聊'},
        SYSTEM | {"content": '"小红" 撤回了一条消息'},
        SYSTEM | {"content": "以下为新消息"},
    )
    found = events_of(tmp_path, data, "weflow")
    assert [(one.id[-6:], one.kind, one.name) for one in found] == [
        ("000001", "join", "小红"), ("0001+1", "join", "小刚"), ("000002", "recall", "小红"),
    ]  # fmt: skip


def test_sessions(tmp_path: Path) -> None:
    assert events_of(tmp_path, export({}, head=False), "weflow") == [EVENT]
    for private in ({"type": "私聊"}, {"type": "", "wxid": "wxid_1"}):
        reading = read(tmp_path, export({}, **private))
        assert (reading.events, sum(reading.left_out.values())) == (0, 1)
    nameless = {"wxid": "", "displayName": "", "nickname": ""}
    assert fault_of(tmp_path, export({}, **nameless)) == "PQ738"
    (event,) = events_of(tmp_path, export({}, **nameless), "weflow", group="考研")
    assert (event.group, event.group_name) == ("考研", None)
    whole = json.loads(export({}))
    late = {"messages": whole["messages"], "session": whole["session"]}
    assert events_of(tmp_path, json.dumps(late).encode(), "weflow") == [EVENT]


VALUES: list[Any] = [None, True, 10**30, 1.5, "", "x", "\ud800", "\0", "\u202e", [], [{}], {"a": 1}]


def test_no_value_raises(tmp_path: Path) -> None:
    whole = [MESSAGE | ANSWER, MESSAGE | SYSTEM, MESSAGE | {"type": "链接消息"}]
    messages = [one | {field: value} for one in whole for field in one for value in VALUES]
    reading = read(tmp_path, export(*messages))
    assert (reading.rows, reading.faults) == (len(messages), [])
    assert 0 < reading.rejected < reading.events
    for field in SESSION:
        for value in VALUES:
            read(tmp_path, export({}, **{field: value}), format="weflow")
