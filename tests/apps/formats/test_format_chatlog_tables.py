"""chatlog's CSV and TXT: marks for media, answers, heads of messages and lines like heads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from wechat_logs import SHANGHAI, at, events_of, fault_of, read

from policyq.apps.logs.formats.wechat.chatlog_marks import understood
from policyq.vocabulary.events import Event

HEADER = "Time,SenderName,Sender,TalkerName,Talker,Content\n"
TEXT = """小明(wxid_1) 2026-05-01 08:00:00
早

wxid_2 2026-05-01 08:00:05
> 小明(wxid_1) 05-01 08:00:00
> 早
你也早

今天考试
小红(wxid_2) 2026-05-01 08:00:06

系统消息 2026-05-01 08:00:07
"小明"邀请"小刚(wxid_3)"加入了群聊

我(们)(我) 2026-05-01 08:00:08
[链接|看](https://a.cn/1)

"""
TABLE = HEADER + (
    "2026-05-01 08:00:00,小明,wxid_1,考研,1@chatroom,早\n"
    '2026-05-01 08:00:05,,wxid_2,考研,1@chatroom,"> 小明(wxid_1) 05-01 08:00:00\n> 早\n你也早\n\n今天考试"\n'
    '2026-05-01 08:00:07,,系统消息,考研,1@chatroom,"""小明""邀请""小刚(wxid_3)""加入了群聊"\n'
    "2026-05-01 08:00:08,我,,考研,1@chatroom,[链接|看](https://a.cn/1)\n"
)
SAMPLES = {"chatlog.txt": TEXT.encode(), "chatlog.csv": TABLE.encode()}
IN_GROUP = SHANGHAI | {"group": "考研"}


def event(group: str, line: int, seconds: int, **fields: Any) -> Event:
    fields = {"kind": "text", "links": (), "mentions": (), "platform": "wechat"} | fields
    return Event(f"{group}:chat:{line:06}", at(seconds), group, **fields)


def test_a_table(tmp_path: Path) -> None:
    def row(line: int, seconds: int, **fields: Any) -> Event:
        return event("1@chatroom", line, seconds, group_name="考研", **fields)

    found = events_of(tmp_path, TABLE.encode(), "chatlog-csv", **SHANGHAI, own="wxid_me")
    assert found == [
        row(2, 0, sender="wxid_1", name="小明", text="早"),
        row(3, 5, sender="wxid_2", text="你也早\n\n今天考试", refers="1@chatroom:chat:000002"),
        row(8, 7, kind="join", sender="wxid_3", name="小刚", links=None, mentions=None),
        row(9, 8, kind="link", sender="wxid_me", name="我", text="看", links=("https://a.cn/1",)),
    ]


def test_a_table_with_numbers_and_private_chats(tmp_path: Path) -> None:
    table = (
        "MessageID," + HEADER
        + "77,2026-05-01 08:00:00,小明,wxid_1,考研,1@chatroom,早\n"
        + "78,2026-05-01 08:00:00,小明,wxid_1,小明,wxid_1,私聊\n"
        + "79,2026-05-01 24:00:00,小明,wxid_1,考研,1@chatroom,早\n"
        + "80,2026-05-01 08:00:00,小明,wxid_1,考研,,早\n"
    )  # fmt: skip
    reading = read(tmp_path, ("\ufeff" + table).encode(), **SHANGHAI)
    assert [one.id for one in reading.found] == ["77"]  # type: ignore[attr-defined]
    assert [what.zh for what in reading.left_out] == ["私聊"]
    assert dict(reading.reasons) == {"bad-time": 1, "missing-field": 1}


def test_a_text(tmp_path: Path) -> None:
    found = events_of(tmp_path, TEXT.encode(), "chatlog-txt", **IN_GROUP)
    assert found == [
        event("考研", 1, 0, sender="wxid_1", name="小明", text="早"),
        event(
            "考研", 4, 5, sender="wxid_2", refers="考研:chat:000001",
            text="你也早\n\n今天考试\n小红(wxid_2) 2026-05-01 08:00:06",
        ),
        event("考研", 12, 7, kind="join", sender="wxid_3", name="小刚", links=None, mentions=None),
        event("考研", 15, 8, kind="link", sender="我", name="我(们)", text="看", links=("https://a.cn/1",)),
    ]  # fmt: skip
    found = events_of(tmp_path, TEXT.encode(), "chatlog-txt", **IN_GROUP, own="wxid_me")
    assert [one.sender for one in found] == ["wxid_1", "wxid_2", "wxid_3", "wxid_me"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str) -> None:
    data = TEXT.replace("\n", "\r\n").encode(encoding)
    assert len(events_of(tmp_path, data, "chatlog-txt", **IN_GROUP)) == 4


@pytest.mark.parametrize(
    ("form", "day"), [("05-01 08:00", date(2026, 12, 24)), ("08:00", date(2026, 5, 1))]
)
def test_a_text_without_year_or_day(tmp_path: Path, form: str, day: date) -> None:
    data = TEXT.replace("2026-05-01 08:00", form).encode()
    found = events_of(tmp_path, data, "chatlog-txt", **IN_GROUP, day=day)
    assert [one.time for one in found] == [at(), at(5), at(7), at(8)]
    assert found[1].refers == ("考研:chat:000001")
    assert fault_of(tmp_path, data, **IN_GROUP) == "PQ737"


def test_several_chats(tmp_path: Path) -> None:
    data = """小明(wxid_1) [考研 [一] 群(1@chatroom)] 2026-05-01 08:00:00
早

小明(wxid_1) 2026-05-01 08:00:01
私下说

小红(wxid_2) [2@chatroom] 2026-05-01 08:00:02

"""
    reading = read(tmp_path, data.encode(), **SHANGHAI)
    found = reading.found  # type: ignore[attr-defined]
    assert [(one.group, one.group_name, one.text) for one in found] == [
        ("1@chatroom", "考研 [一] 群", "早"),
        ("2@chatroom", None, ""),
    ]
    assert sum(reading.left_out.values()) == 1


def test_what_is_missing_refuses_the_file_once(tmp_path: Path) -> None:
    assert fault_of(tmp_path, TEXT.encode(), **SHANGHAI) == "PQ738"
    assert fault_of(tmp_path, TEXT.encode(), group="考研") == "PQ708"
    assert fault_of(tmp_path, TABLE.encode()) == "PQ708"
    assert read(tmp_path, HEADER.encode()).faults == []


def test_lines_like_heads(tmp_path: Path) -> None:
    """Without a blank line, without an account, indented, or with another form of time."""
    body = [
        "第一行", "小红(wxid_2) 2026-05-01 09:00:00", "", "小红 2026-05-01 09:00:00", "",
        "  小红(wxid_2) 2026-05-01 09:00:00", "", "小红(wxid_2) 09:00:00", "",
        "小红(wxid_2) 05-01 09:00:00", "", "> 小红(wxid_2) 2026-05-01 09:00:00", "",
        "小红(wxid_2) 2026-05-01 09:00", "", "x" * 500 + "(wxid_2) 2026-05-01 09:00:00",
    ]  # fmt: skip
    data = "\n".join(["小明(wxid_1) 2026-05-01 08:00:00", *body, "", ""]).encode()
    (only,) = events_of(tmp_path, data, "chatlog-txt", **IN_GROUP)
    assert only.text == "\n".join(body)


def test_broken_messages_cost_themselves(tmp_path: Path) -> None:
    data = TEXT.replace("05-01 08:00:05", "02-30 08:00:05", 1).encode()
    data = b"before the first\n\n" + data.replace("今天".encode(), b"\xff\xfe")
    reading = read(tmp_path, data, format="chatlog-txt", **IN_GROUP)
    assert dict(reading.reasons) == {"unknown-line": 1, "bad-time": 1, "broken-bytes": 1}
    assert reading.events == 3


MARKS = {
    "![图片](http://127.0.0.1:5030/image/0a,b)": ("image", "", ()),
    "[语音](http://127.0.0.1:5030/voice/1)": ("voice", "", ()),
    "[语音]": ("voice", "", ()),
    "![视频](http://127.0.0.1:5030/video/0a)": ("video", "", ()),
    "[名片]": ("card", "", ()),
    "[动画表情]": ("sticker", "", ()),
    "[GIF表情]": ("sticker", "", ()),
    "[分享|看|这个](https://a.cn/1)": ("link", "看", ("https://a.cn/1",)),
    "[分享]": ("other", "", ()),
    "[链接|看[图]吧](https://a.cn/(1))": ("link", "看[图]吧", ("https://a.cn/(1)",)),
    "[链接|%!s(<nil>)](%!s(<nil>))": ("link", "", ()),
    "[文件|真题.pdf](http://127.0.0.1:5030/file/0a)": ("file", "真题.pdf", ()),
    "[小程序|拼团](https://b.cn)": ("link", "拼团", ("https://b.cn",)),
    "[小程序]": ("link", "", ()),
    "[视频号|直播]()": ("link", "直播", ()),
    "[视频号]": ("link", "", ()),
    "[引用]": ("text", "", ()),
    "[群公告]": ("text", "", ()),
    "[红包]": ("red_packet", "", ()),
    "[红包封面]": ("red_packet", "", ()),
    "[转账|发送 ￥1.00](请客)": ("other", "[转账|发送 ￥1.00](请客)", ()),
    "[语音通话]": ("other", "", ()),
    "[合并转发]": ("forward", "", ()),
    "[合并转发|记录]\n  甲 2026-05-01 07:00\n  加我\n  微信\n\n  乙 07:01\n  ![图片](http://h/image/0a)\n\n"
    "  丙 07:02\n  [合并转发|里面的]\n    丁 07:00\n    套娃\n  \n  \n  戊 07:03\n  好 07:04\n\n": (
        "forward", "记录\n加我\n微信\n里面的\n套娃\n好 07:04", (),
    ),
    "Type: 48 Content: <msg>": ("location", "", ()),
    "[捂脸]": ("text", "[捂脸]", ()),
    "!抢红包]": ("text", "!抢红包]", ()),
    "[红包] 快抢": ("text", "[红包] 快抢", ()),
    "[链接|看](https://a.cn) 好": ("text", "[链接|看](https://a.cn) 好", ()),
    "> 引一句\n再说": ("text", "> 引一句\n再说", ()),
    "> [引用]\n好": ("text", "好", ()),
    "": ("text", "", ()),
}  # fmt: skip


@pytest.mark.parametrize(("content", "meant"), MARKS.items())
def test_marks(content: str, meant: tuple[str, str, tuple[str, ...]]) -> None:
    assert understood(content)[:3] == meant


def test_answers_inside_answers() -> None:
    said = understood(
        "> 小(明)(wxid_1) 05-01 08:00:00\n> > wxid_9 04-30 08:00:00\n> > 早\n> 嗯\n好的"
    )
    assert (said.text, said.answers) == ("好的", ("wxid_1", "05-01 08:00:00"))
    assert understood("> wxid_1 2026-05-01 08:00:00\n> 早").text == ""


def test_long_marks_take_no_time() -> None:
    for hostile in ("[链接|" * 40_000, "[合并转发|" + "  甲 07:00\n" * 40_000, "> " * 90_000):
        assert understood(hostile).links == ()


@pytest.mark.parametrize(
    "first",
    ["2026-05-01 08:00:00", "INFO 08:00:00", "小明 2026-05-01 08:00:00", "小明(wxid_1): 早"],
)
def test_other_texts_are_not_taken_for_it(tmp_path: Path, first: str) -> None:
    assert "chatlog-txt" not in read(tmp_path, f"{first}\n早\n\n".encode(), **IN_GROUP).formats


@pytest.mark.parametrize("line", ["(a) [" * 78, "(a)" * 130, "a [@chatroom" * 32, "(" * 390])
def test_lines_almost_like_heads_take_no_time(tmp_path: Path, line: str) -> None:
    head = "小明(wxid_1) 2026-05-01 08:00:00\n早\n\n"
    data = head + f"{line} 00:00:00\n\n" * 200
    (only,) = events_of(tmp_path, data.encode(), "chatlog-txt", **IN_GROUP)
    assert only.text is not None
    assert only.text.count("00:00:00") == 200
