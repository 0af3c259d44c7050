"""QQ as text: exports of the PC client and copies from windows and phones, event for event."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from policyq.apps.logs import Reading
from policyq.apps.logs.formats.qq import phrases
from policyq.apps.logs.steps.clocks import hour_of
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

ZONE = {"timezone": "Asia/Shanghai"}
MIDNIGHT = 1777564800 * SECOND  # 2026-05-01 in Shanghai
RULE = "=" * 64 + "\n"
HEAD = "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"


def chat(name: str, folder: str = "我的群聊") -> str:
    return f"{RULE}消息分组:{folder}\n{RULE}消息对象:{name}\n{RULE}\n"


PC = (
    HEAD
    + chat("考研")
    + """\
2026-05-01 8:00:00 【群主】老王(10001)
早

2026-05-01 8:00:01 【管理员】小明<ming@qq.com>
[图片]看这个[表情]
第二行

第三段

2026-05-01 8:00:00 【潜水】小红(10003)

2026-05-01 8:00:02 系统消息(10000)
小李加入本群。

2026-05-01 8:00:03 系统消息(1000000)
小红被管理员禁言1天2小时
老王撤回了一条消息
老王将小红移出本群
小明开启了全员禁言

2026-05-01 24:00:00 小红(10003)
几点了

2026-05-01 8:00:04 小红(10003)
他说：
2026-05-01 7:59:59 老王(10001)
不行
==========================
完了

"""
    + chat("小明", "我的好友")
    + "2026-05-01 8:00:00 小明(10002)\n私聊\n\n"
    + chat("讨论组")
    + """\
2026-05-01 8:00:00 阿甲
[语音]

2026-05-01 8:00:01 系统消息
阿甲邀请阿乙加入了本群。

2026-05-01 8:00:02 阿乙(10009)
好
"""
)
TWELVE = (
    HEAD
    + chat("g")
    + """\
2026-05-01 12:00:00 AM 甲(10001)
a

2026-05-01 11:59:59 PM 乙(10002)
b

2026-05-01 下午 1:00:00 丙(10003)
c

2026-05-01 13:00:00 PM 丁(10004)
d
"""
)
SIDE = """\
【冒泡】无情的 围观熊 2/14/2026 9:16:13 PM
（1

守善锤 2/14/2026 9:16:17 PM
2
3

你和abc有12个共同好友，点击添加好友。

【管理员】韦恩 2/14/2026 9:17:22 PM

守善锤撤回了一条消息

韦恩邀请123加入了本群。

韦恩 2/14/2026 9:17:23 PM
我说：守善锤撤回了一条消息
"""
CHAT = """\
【煤油】丧 丧 熊 11:59:54 PM
1

你撤回了一条消息 重新编辑

Paul~K（写不完了...） 12:00:04 AM
2
3
"""
PHONE = (
    "— —  2026-4-30  — —\n\n德里奇  23:50:12 \n1\n\n— —  2026-5-1  — —\n\na dark  00:00:40 \n2\n"
)
TIGHT = "【1】织练取(958884) 3:13:28 AM\n“一\n【2】白菜<indo@qq.com> 3:14:30 AM\n二\n\n三\n白菜<indo@qq.com> 3:16:49 AM\n四\n"

SAMPLES = {
    "pc": PC.encode(),
    "twelve": TWELVE.encode("gb18030"),
    "side": SIDE.encode(),
    "chat": CHAT.encode(),
    "phone": PHONE.encode("utf-16"),
    "tight": TIGHT.encode(),
}


def read(text: str | bytes, **options: Any) -> tuple[list[Event], Reading]:
    data = text if isinstance(text, bytes) else text.encode()
    reading = Reading(["-"], stdin=io.BytesIO(data), **options)
    events = list(reading)
    if not reading.faults:
        wanted = len(events) + reading.noise + reading.rejected
        assert reading.rows + reading.beside == wanted
        assert reading.formats == {"qq": 1}
    return events, reading


def at(group: str, line: int, time: int, kind: str, sender: str | None, **more: Any) -> Event:
    named = {"group_name": group, "platform": "qq"} | more
    plus = named.pop("plus", "")
    return Event(f"{group}:stdin:{line:06}{plus}", time, group, kind, sender, **named)


def test_the_export_of_the_client() -> None:
    events, reading = read(PC, **ZONE)
    eight = MIDNIGHT + 8 * HOUR
    assert events == [
        at("考研", 9, eight, "text", "10001", name="老王", role="owner", text="早"),
        at("考研", 12, eight + SECOND, "image", "ming@qq.com", name="小明", role="admin",
           text="看这个\n第二行\n\n第三段"),
        at("考研", 18, eight, "text", "10003", name="小红", text=""),
        at("考研", 20, eight + 2 * SECOND, "join", None, name="小李"),
        at("考研", 23, eight + 3 * SECOND, "outcome", None, name="管理员", result="done",
           action="mute", target="10003", until=eight + 3 * SECOND + DAY + 2 * HOUR),
        at("考研", 23, eight + 3 * SECOND, "recall", "10001", name="老王", plus="+1"),
        at("考研", 23, eight + 3 * SECOND, "leave", "10003", name="小红", plus="+2"),
        at("考研", 23, eight + 3 * SECOND, "outcome", "10001", name="老王", result="done",
           action="remove", target="10003", plus="+3"),
        at("考研", 23, eight + 3 * SECOND, "outcome", "ming@qq.com", name="小明", result="done",
           action="lock", plus="+4"),
        at("考研", 32, eight + 4 * SECOND, "text", "10003", name="小红",
           text="他说：\n2026-05-01 7:59:59 老王(10001)\n不行\n==========================\n完了"),
        at("讨论组", 54, eight, "voice", "阿甲", name="阿甲", text=""),
        at("讨论组", 57, eight + SECOND, "join", "阿乙", name="阿乙"),
        at("讨论组", 60, eight + 2 * SECOND, "text", "10009", name="阿乙", text="好"),
    ]  # fmt: skip
    assert [(r.line, r.problem.code) for r in reading.samples] == [(29, "PQ707")]
    assert (reading.steps_back, reading.furthest_back) == (1, SECOND)
    assert sum(reading.left_out.values()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_clocks_of_twelve_hours_in_every_encoding(encoding: str, end: str) -> None:
    events, reading = read(TWELVE.replace("\n", end).encode(encoding), **ZONE)
    assert [(event.time - MIDNIGHT, event.text) for event in events] == [
        (0, "a"), (DAY - SECOND, "b"), (13 * HOUR, "c"),
    ]  # fmt: skip
    assert [r.problem.code for r in reading.samples] == ["PQ707"]


def test_a_copy_from_the_side_window() -> None:
    events, _ = read(SIDE, group="g", **ZONE)
    start = 1771074973 * SECOND

    def one(line: int, seconds: int, kind: str, sender: str | None, **more: Any) -> Event:
        more = {"name": sender, "group_name": None} | more
        return at("g", line, start + seconds * SECOND, kind, sender, **more)

    assert events == [
        one(1, 0, "text", "无情的 围观熊", text="（1"),
        one(4, 4, "text", "守善锤", text="2\n3"),
        one(10, 69, "text", "韦恩", text="", role="admin"),
        one(12, 69, "recall", "守善锤"),
        one(14, 69, "join", "123"),
        one(16, 70, "text", "韦恩", text="我说：守善锤撤回了一条消息"),
    ]


def test_a_copy_from_the_chat_needs_its_day_and_passes_midnight() -> None:
    events, _ = read(CHAT, group="g", day=date(2026, 4, 30), own="10001", **ZONE)
    assert [(e.time - MIDNIGHT, e.kind, e.sender, e.text) for e in events] == [
        (-6 * SECOND, "text", "丧 丧 熊", "1"),
        (-6 * SECOND, "recall", "10001", None),
        (4 * SECOND, "text", "Paul~K（写不完了...）", "2\n3"),
    ]
    assert read(CHAT, group="g", day=date(2026, 4, 30), **ZONE)[0][1].sender is None


def test_a_copy_from_a_phone_says_its_days() -> None:
    events, _ = read(PHONE, group="g", **ZONE)
    assert [(e.time - MIDNIGHT, e.sender, e.text) for e in events] == [
        (-10 * MINUTE + 12 * SECOND, "德里奇", "1"), (40 * SECOND, "a dark", "2"),
    ]  # fmt: skip


def test_messages_without_blank_lines_between() -> None:
    events, _ = read(TIGHT, group="g", day=date(2026, 5, 1), **ZONE)
    assert [(e.sender, e.name, e.text) for e in events] == [
        ("958884", "织练取", "“一"), ("indo@qq.com", "白菜", "二\n\n三"), ("indo@qq.com", "白菜", "四"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (PC, {}, "PQ708"),
        (PC[PC.index("2026") :], ZONE, "PQ738"),
        (SIDE, ZONE, "PQ738"),
        (SIDE.replace("2/14", "2/3"), ZONE | {"group": "g"}, "PQ736"),
        (CHAT, ZONE | {"group": "g"}, "PQ737"),
        (PHONE[PHONE.index("德") :], ZONE | {"group": "g", "format": "qq"}, "PQ737"),
    ],
)
def test_what_a_text_does_not_say_is_asked_for_once(
    text: str, options: dict[str, Any], code: str
) -> None:
    events, reading = read(text, **options)
    assert events == []
    assert [fault.problem.code for fault in reading.faults] == [code]


def test_the_order_of_day_and_month() -> None:
    undecided = SIDE.replace("2/14", "2/3")
    first = [read(undecided, group="g", order=order, **ZONE)[0][0].time for order in ("mdy", "dmy")]
    assert first == [1770124573 * SECOND, 1772457373 * SECOND]
    late = undecided + "\n熊 2/14/2026 9:16:13 PM\n！\n"
    assert read(late, group="g", **ZONE)[0][0].time == first[0]
    turned = undecided + "\n熊 14/2/2026 9:16:13 PM\n！\n"
    assert read(turned, group="g", **ZONE)[0][0].time == first[1]
    chinese = SIDE.replace("2/14/2026", "2026/2/14")
    assert read(chinese, group="g", **ZONE)[0][0].time == 1771074973 * SECOND


def test_the_order_is_found_from_dates_that_go_on_and_far_down_a_pipe() -> None:
    days = ("2/11", "2/12", "3/1")
    events, _ = read(
        "".join(f"熊 {day}/2005 9:16:13 PM\n早\n\n" for day in days), group="g", **ZONE
    )
    assert [event.time - events[0].time for event in events] == [0, DAY, 18 * DAY]
    far = "熊 2/3/2026 9:16:13 PM\n早\n\n" * 8_000 + "熊 2/14/2026 9:16:13 PM\n！\n"
    events, reading = read(far, group="g", **ZONE)
    assert (len(events), reading.faults) == (8_001, [])
    assert events[-1].time - events[0].time == 11 * DAY


def test_a_chat_without_a_name_is_not_taken_for_the_one_before() -> None:
    text = HEAD + chat("a") + "2026-05-01 8:00:00 小明(10001)\n1\n\n" + chat("")
    text += "2026-05-01 8:00:01 小明(10001)\n2\n"
    events, reading = read(text, **ZONE)
    assert ([event.group for event in events], reading.reasons) == (["a"], {"no-group": 1})
    events, _ = read(text, group="b", **ZONE)
    assert [(event.group, event.group_name) for event in events] == [("a", "a"), ("b", None)]


def test_a_body_that_cannot_be_read_costs_its_line() -> None:
    data = PC.encode().replace("早".encode(), b"\xff\xff")
    events, reading = read(data, **ZONE)
    assert [event.text for event in events][:1] == [""]
    assert reading.reasons == {"broken-bytes": 1, "bad-time": 1}


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01 08:00:00 ERROR something broke\n2026-05-01 08:00:01 INFO fine\n",
        "小明(wxid_1) 08:00:00\n早\n\n小红(wxid_2) 08:00:01\n早\n",
        "ming 2026-05-01 08:00:00\n早\n\nhong 2026-05-01 08:00:01\n早\n",
        "2026-05-01 08:00:00 '小明'\n早\n\n2026-05-01 08:00:01 '小红'\n早\n",
        "2026/5/4, 16:13 - Ming: hi\n",
        "[5/4/26, 4:13:23 PM] Ming: hi\n",
        "time,group,text\n2026-05-01 08:00:00,g,hi\n",
        "hello 10:00:00\nworld\n",
    ],
)
def test_other_texts_are_not_taken_for_qq(text: str) -> None:
    reading = Reading(
        ["-"], stdin=io.BytesIO(text.encode()), group="g", day=date(2026, 5, 1), **ZONE
    )
    list(reading)
    assert "qq" not in reading.formats


@pytest.mark.parametrize(
    ("hour", "half", "expected"),
    [
        (0, None, 0), (23, None, 23), (12, "AM", 0), (12, "pm", 12), (1, "p.m.", 13),
        (12, "上午", 0), (12, "下午", 12), (3, "下午", 15), (5, "凌晨", 5), (12, "中午", 12),
        (1, "中午", 13), (11, "中午", 11), (8, "晚上", 20), (6, "傍晚", 18),
    ],
)  # fmt: skip
def test_hours(hour: int, half: str | None, expected: int) -> None:
    assert hour_of(hour, half) == expected


@pytest.mark.parametrize(
    ("hour", "half"), [(24, None), (13, "PM"), (12, "晚上"), (0, "晚上"), (99, "上午")]
)
def test_hours_that_no_clock_shows(hour: int, half: str | None) -> None:
    with pytest.raises(ValueError, match="no hour"):
        hour_of(hour, half)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("小李加入本群。", [("join", "小李", None, None)]),
        (
            "老王邀请小李、小张加入了本群。",
            [("join", "小李", None, None), ("join", "小张", None, None)],
        ),
        ("小李退出了本群。", [("leave", "小李", None, None)]),
        ("小李撤回了一条消息", [("recall", "小李", None, None)]),
        ("老王撤回了 小李 的消息", [("outcome", "小李", "老王", "delete")]),
        ("小李撤回了小李的消息", [("recall", "小李", None, None)]),
        ("老王撤回了一条成员消息", [("outcome", None, "老王", "delete")]),
        ("小李被老王禁言", [("outcome", "小李", "老王", "mute")]),
        ("老王将小李禁言10分钟", [("outcome", "小李", "老王", "mute")]),
        ("小李被老王解除禁言", [("outcome", "小李", "老王", "unmute")]),
        ("老王关闭了全员禁言", [("outcome", None, "老王", "unlock")]),
        (
            "小李被老王踢出群聊",
            [("leave", "小李", None, None), ("outcome", "小李", "老王", "remove")],
        ),
        ("你和小李成为了好友", []),
        ("", []),
    ],
)
def test_what_the_system_tells(line: str, expected: list[tuple[Any, ...]]) -> None:
    assert [told[:4] for told in phrases.system(line)] == expected


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("早", "text", "早"),
        ("[图片][图片]", "image", ""),
        ("哈哈[表情]", "text", "哈哈"),
        ("[表情]", "sticker", ""),
        ("[文件:a.doc]", "file", "a.doc"),
        ("[我不是图片]", "text", "[我不是图片]"),
        ("[QQ红包]恭喜", "red_packet", "恭喜"),
        ("[image消息]", "text", ""),
    ],
)
def test_marks(written: str, kind: str, text: str) -> None:
    assert phrases.body(written) == (kind, text)
