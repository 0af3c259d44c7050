"""MemoTrace, PyWxDump and WeClone: raw kinds and words for them, XML, cells too many and too few."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from wechat_logs import EIGHT, SHANGHAI, at, balance, events_of, fault_of, read

from policyq.apps.logs import read_events
from policyq.apps.logs.formats.wechat.markup import element, mentioned_in, note_in, plain, share_in
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats" / "agpl"

QUOTE = (
    '<?xml version="1.0"?><msg><appmsg appid="" sdkver="0"><title>你&amp;我</title><des/>'
    "<type>57</type><refermsg><type>49</type><svrid>4277372545039125898</svrid><content>"
    + html.escape("<msg><appmsg><title>旧的</title><type>5</type></appmsg></msg>")
    + "</content><title>不是</title></refermsg></appmsg></msg>"
)
LINK = (
    "<msg><appmsg><type>5</type><title><![CDATA[看 <这个>]]></title>"
    "<url>https://a.cn/?a=1&amp;b=2</url><titles>x</titles></appmsg></msg>"
)
RECALL = (
    '<sysmsg type="revokemsg"><revokemsg><session>1@chatroom</session><msgid>11</msgid>'
    '<newmsgid>4277372545039125898</newmsgid><replacemsg><![CDATA["小红" 撤回了一条消息]]></replacemsg>'
    "</revokemsg></sysmsg>"
)
INVITED = (
    '<sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile">'
    '<plain></plain><template><![CDATA["$username$"邀请"$names$"加入了群聊]]></template><link_list>'
    '<link name="username" type="link_profile"><memberlist><member><username>wxid_1</username>'
    "<nickname><![CDATA[小明]]></nickname></member></memberlist></link>"
    '<link name="names" type="link_profile"><memberlist><member><username>wxid_2</username>'
    "<nickname>小红</nickname></member><member><username>wxid_3</username><nickname>小刚</nickname>"
    "</member></memberlist></link></link_list></content_template></sysmsgtemplate></sysmsg>"
)


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


ALL = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime"
NEW = f"{ALL},Remark,NickName,Sender\n" + "".join(
    f"{number},217,{type_},{IsSender},{EIGHT + number},,{cell(content)},2026-05-01 08:00:00,备注,{who},{who and 'wxid_' + who}\n"
    for number, (type_, IsSender, content, who) in enumerate(
        [
            ("1,0", 0, "早", "a"), ("49,0", 0, QUOTE, "b"), ("49,5", 1, LINK, "me"),
            ("10000,0", 0, RECALL, ""), ("10000,0", 0, INVITED, ""), ("3,0", 0, "<msg><img/></msg>", "a"),
        ]
    )
)  # fmt: skip
OLD = (
    f"{ALL}\n1,3,1,0,0,{EIGHT},,早,2026-05-01 08:00:00,1234567890987654321\n"
    f"2,4,1,0,1,{EIGHT},,你,2026-05-01 08:00:00,1234567890987654322\n"
    f"3,4,1,0,1,,,,2026-05-01 08:00:01\n"
)
ONE = (
    "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n"
    "4277372545039125898,文本,小明,2026-05-01 08:00:00,@所有人 早,小明,明,\n"
    "2,图片,我,2026-05-01 08:00:01,image/1.jpg,我,我,\n"
    '3,系统消息,系统,2026-05-01 08:00:02,"""小明""邀请""小红""加入了群聊",,,\n'
)
HEADER = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
DUMP = HEADER + (
    "1,4277372545039125898,文本,0,wxid_1,1@chatroom,早,,2026/5/1 8:00\n"
    '2,7,引用回复,0,wxid_2,1@chatroom,"你也早\n\n[引用](2026-05-01 08:00:00)小明:早",,2026-05-01 08:00:05\n'
    '3,8,(分享)卡片式链接,1,我,1@chatroom,"看\n这个\n\n<a href=""https://a.cn"">点击查看详情</a>",https://a.cn,2026-05-01 08:00:06\n'
    "4,9,系统通知,0,系统,1@chatroom,<revokemsg>你撤回了一条消息</revokemsg>,,2026-05-01 08:00:07\n"
    "5,0,文件,0,wxid_1,1@chatroom,真题.pdf,FileStorage/真题.pdf,2026-05-01T08:00:08+08:00\n"
    "6,,语音,0,wxid_1,1@chatroom,\"语音时长：1.00秒\n翻译结果：加微信\",audio/1.wav,2026-05-01 08:00:09\n"
    "7,10,文本,0,wxid_1,wxid_1,私下说,,2026-05-01 08:00:09\n"
)  # fmt: skip
CLONE = "\ufeff" + HEADER.replace("room_name,msg", "content") + (
    "1,,文本,0,小明,早,,2026-05-01 08:00:00\n2,,动画表情,1,,表情,http://a.cn/1.gif,2026-05-01 08:00:01\n"
)  # fmt: skip
SAMPLES = {
    "messages.csv": NEW.encode(), "old.csv": OLD.encode(), "one.csv": ONE.encode(),
    "dump.csv": DUMP.encode(), "clone.csv": CLONE.encode(),
}  # fmt: skip


def event(id_: str, group: str, seconds: int, **fields: Any) -> Event:
    fields = {"kind": "text", "links": (), "mentions": (), "platform": "wechat"} | fields
    return Event(id_, at(seconds), group, **fields)


def test_all_chats(tmp_path: Path) -> None:
    found = events_of(tmp_path, NEW.encode(), "memotrace", own="wxid_other")
    silent = {"links": None, "mentions": None}
    assert found == [
        event("217:chat:000002", "217", 0, sender="wxid_a", name="a", text="早"),
        event("217:chat:000003", "217", 1, sender="wxid_b", name="b", text="你&我", refers="4277372545039125898"),
        event(
            "217:chat:000004", "217", 2, kind="link", sender="wxid_me", name="me", text="看 <这个>",
            links=("https://a.cn/?a=1&b=2",),
        ),
        event("217:chat:000005", "217", 3, kind="recall", name="小红", refers="4277372545039125898", **silent),
        event("217:chat:000006", "217", 4, kind="join", sender="wxid_2", name="小红", **silent),
        event("217:chat:000006+1", "217", 4, kind="join", sender="wxid_3", name="小刚", **silent),
        event("217:chat:000007", "217", 5, kind="image", sender="wxid_a", name="a", text=""),
    ]  # fmt: skip


def test_old_files_have_a_cell_more_than_names(tmp_path: Path) -> None:
    reading = read(tmp_path, OLD.encode(), own="wxid_me")
    assert reading.found == [  # type: ignore[attr-defined]
        event("1234567890987654321", "3", 0, text="早"),
        event("1234567890987654322", "4", 0, sender="wxid_me", text="你"),
    ]
    assert dict(reading.reasons) == {"time-without-zone": 1}
    named = events_of(tmp_path, OLD.encode(), "memotrace", group="考研", **SHANGHAI)
    assert [(one.group, one.time) for one in named] == [
        ("考研", at()), ("考研", at()), ("考研", at(1)),
    ]  # fmt: skip


def test_two_cells_more_are_too_many(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{ALL}\n1,3,1,0,0,{EIGHT},,早,,5,6\n".encode())
    assert dict(reading.reasons) == {"too-many-cells": 1}


def test_one_chat_is_called_as_its_file(tmp_path: Path) -> None:
    reading = read(tmp_path, ONE.encode(), "考研_utf8.csv", **SHANGHAI, own="wxid_me")
    assert dict(reading.formats) == {"memotrace": 1}
    assert reading.found == [  # type: ignore[attr-defined]
        event(
            "4277372545039125898", "考研", 0, sender="小明", name="小明", text="@所有人 早",
            mentions=("*",), group_name="考研",
        ),
        event("2", "考研", 1, kind="image", sender="wxid_me", text="", group_name="考研"),
        event("3", "考研", 2, kind="join", name="小红", links=None, mentions=None),
    ]  # fmt: skip
    assert fault_of(tmp_path, ONE.encode()) == "PQ708"


def test_pywxdump(tmp_path: Path) -> None:
    reading = read(tmp_path, DUMP.encode(), **SHANGHAI)
    assert dict(reading.formats) == {"pywxdump": 1}
    group = "1@chatroom"
    assert reading.found == [  # type: ignore[attr-defined]
        event("4277372545039125898", group, 0, sender="wxid_1", text="早"),
        event("7", group, 5, sender="wxid_2", text="你也早"),
        event("8", group, 6, kind="link", sender="我", text="看", links=("https://a.cn",)),
        event("9", group, 7, kind="recall", links=None, mentions=None),
        event(f"{group}:chat:000011", group, 8, kind="file", sender="wxid_1", text="真题.pdf"),
        event(f"{group}:chat:000012", group, 9, kind="voice", sender="wxid_1", text="加微信"),
    ]
    assert (reading.rejected, sum(reading.left_out.values())) == (0, 1)


def test_without_a_room_the_group_is_asked_for(tmp_path: Path) -> None:
    assert fault_of(tmp_path, CLONE.encode(), **SHANGHAI) == "PQ738"
    assert fault_of(tmp_path, CLONE.encode(), group="考研") == "PQ708"
    found = events_of(tmp_path, CLONE.encode(), "pywxdump", group="考研", **SHANGHAI)
    assert found == [
        event("考研:chat:000002", "考研", 0, sender="小明", text="早"),
        event("考研:chat:000003", "考研", 1, kind="sticker", sender="我", text=""),
    ]


KINDS = {
    "文本": "text", "粘贴的文本": "text", "引用回复": "text", "群公告": "text", "接龙": "text",
    "图片": "image", "语音": "voice", "语音通话": "other", "视频": "video", "动画表情": "sticker",
    "用户上传的GIF表情": "sticker", "文件": "file", "位置": "location", "位置共享": "location",
    "推荐公众号": "card", "(分享)音乐": "link", "(分享)小程序": "link", "(分享)视频号名片": "link",
    "合并转发的聊天记录": "forward", "转账": "other", "赠送红包封面": "red_packet", "拍一拍": "other",
    "未知": "other", "(分享)笔记": "other",
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_names_of_kinds(tmp_path: Path, name: str, kind: str) -> None:
    row = f"1,1,{name},0,wxid_1,1@chatroom,早,,2026-05-01 08:00:00\n"
    (found,) = events_of(tmp_path, (HEADER + row).encode(), "pywxdump", **SHANGHAI)
    assert found.kind == kind


def test_broken_rows_cost_themselves(tmp_path: Path) -> None:
    rows = [
        "1,1,文本,0,wxid_1,1@chatroom,早,,2026-05-01 08:00:00", "2,2,文本,0,wxid_1,1@chatroom,早",
        "3,3,文本,0,wxid_1,1@chatroom,早,,昨天", "4,4,,0,wxid_1,1@chatroom,早,,2026-05-01 08:00:00",
        "5,5,文本,0,,1@chatroom,\ud800\u202e\0,,2026-05-01 08:00:00",
        '6,6,文本,0,wxid_1,1@chatroom,"没完,,2026-05-01 08:00:00',
    ]  # fmt: skip
    data = (HEADER + "\n".join(rows)).encode("utf-8", "surrogatepass")
    reading = read(tmp_path, data, **SHANGHAI)
    assert dict(reading.reasons) == {
        "missing-field": 2, "bad-time": 1, "broken-bytes": 1, "broken-quotes": 1,
    }  # fmt: skip
    assert reading.events == 1


def test_xml_is_looked_through_not_parsed() -> None:
    assert share_in("早 <b>") is None
    assert share_in(QUOTE) == (57, "你&我", "", "4277372545039125898")
    assert share_in(QUOTE[:150]) == (None, "", "", None)
    assert share_in("<appmsg><type>5</type><title/><url>x</appmsg>") == (5, "", "", None)
    bomb = '<!DOCTYPE a [<!ENTITY b "bb">]><appmsg><title>&b;&b;</title></appmsg>'
    assert share_in(bomb) == (None, "&b;&b;", "", None)
    assert note_in(RECALL) == ('"小红" 撤回了一条消息', "4277372545039125898")
    assert note_in("<revokemsg><newmsgid>5</newmsgid></revokemsg>") == ("", "5")
    assert note_in("<sysmsg><plain>你好</plain></sysmsg>") == ("你好", None)
    assert note_in("1 < 2") == ("1 < 2", None)
    assert element("<titles>a</titles><title>b</title>", "title") == "b"
    assert plain("a<![CDATA[b&amp;]]>c&lt;<![CDATA[d") == "ab&amp;c<d"
    listed = "<msgsource><atuserlist><![CDATA[,wxid_1,notify@all]]></atuserlist></msgsource>"
    assert mentioned_in(listed) == ("wxid_1", "*")
    assert mentioned_in("<atuserlist></atuserlist>") == ()
    assert mentioned_in("<msgsource/>") is None


@pytest.mark.parametrize(
    "piece", ["<appmsg>", "<title", "<![CDATA[", "<refermsg><appmsg ", "<", "&", "$a$<link ", "</"]
)
def test_hostile_xml_takes_no_time(piece: str) -> None:
    text = "<appmsg><revokemsg><template>" + piece * 100_000
    share_in(text + "</template></revokemsg></appmsg>")
    note_in(text + "</template></revokemsg></appmsg>")
    mentioned_in("<atuserlist>" + text)


@pytest.mark.skipif(not DATA.is_dir(), reason="no samples at ../shared/data/formats")
def test_the_real_sample() -> None:
    reading = read_events(DATA / "wechat_pywxdump_weclone.csv", group="g", **SHANGHAI)
    found = list(reading)
    balance(reading)
    assert (reading.rows, reading.events) == (99, 73)
    assert dict(reading.reasons) == {"missing-field": 23}
    (answer,) = (event for event in found if event.id == "5477092522359474763")
    assert answer.text == "（我们两个人骑）"
