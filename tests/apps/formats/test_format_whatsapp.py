"""WhatsApp's exported chats: both forms, the languages of four phones, and dates in doubt."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from policyq.apps.logs import Reading, read_events
from policyq.apps.logs.steps.dates import Orders
from policyq.apps.times import read as at
from policyq.vocabulary.events import Event

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
ZONE = {"timezone": "Asia/Shanghai", "group": "g"}
L = "\u200e"

PHONE = (
    f"""[2026/5/1, 08:00:00] Reading club: {L}Messages and calls are end-to-end encrypted.
[2026/5/1, 08:00:01] Ming: good morning
all of you

and you
{L}[2026/5/1, 08:00:02] Ming: {L}image omitted
[2026/5/1, 08:00:03] ~\u202fLi: look {L}<attached: 00000012-PHOTO-2026.jpg>
[2026/5/1, 08:00:04] Ming: rules.pdf • {L}3 pages {L}document omitted
[2026/5/1, 08:00:05] Ming: {L}This message was deleted.
[2026/5/1, 08:00:06] Ming: @\u2068Li Na\u2069 and @\u2068all\u2069: read {L}<This message was edited>
[2026/5/1, 08:00:07] An: {L}An joined using this group's invite link
[2026/5/1, 08:00:08] Ming: {L}Ming added Bo, Cy and Di
[2026/5/1, 08:00:09] Ming: {L}Ming removed Bo
[2026/5/1, 08:00:10] Cy: {L}Cy left
[2026/5/1, 08:00:11] Ming: {L}Ming changed the subject to "a: b"
[2026/5/1, 08:00:12] Ming: {L}Your security code with Li changed.
[2026/5/1, 08:00:13] Ming: {L}POLL:
When?
{L}OPTION: Now (0 votes)
[2026/5/1, 08:00:14] Ming: {L}Location: https://maps.example/1
[2026/5/1, 08:00:15] Ming: Bob left
[2026/5/1, 08:00:16] Ming: {L}This message was deleted by admin Li.
[2026/5/1, 08:00:17] Ming: 1/2/26, 10:00 - Eve: copied
[2026/5/1, 08:00:18] +49 170 1234567:"""
    + "\n"
)


def event(line: int, second: int, kind: str = "text", who: Any = "Ming", **more: Any) -> Event:
    group = more.pop("group", "g")
    suffix = more.pop("suffix", "")
    return Event(
        f"{group}:stdin:{line:06}{suffix}", at(f"2026-05-01T08:00:{second:02}+08:00"), group, kind,
        sender=who, name=who, group_name=group, platform="whatsapp", **more,
    )  # fmt: skip


WANTED = [
    event(2, 1, text="good morning\nall of you\n\nand you"),
    event(6, 2, "image", text=""),
    event(7, 3, "image", "Li", text="look"),
    event(8, 4, "file", text=f"rules.pdf • {L}3 pages"),
    event(9, 5, "recall"),
    event(
        10, 6, text="@\u2068Li Na\u2069 and @\u2068all\u2069: read", mentions=("Li Na", "all", "*")
    ),
    event(11, 7, "join", "An"),
    event(12, 8, "join", "Bo"),
    event(12, 8, "join", "Cy", suffix="+1"),
    event(12, 8, "join", "Di", suffix="+2"),
    event(13, 9, "leave", "Bo"),
    event(13, 9, "outcome", suffix="+done", target="Bo", result="done", action="remove"),
    event(14, 10, "leave", "Cy"),
    event(17, 13, "poll", text=f"POLL:\nWhen?\n{L}OPTION: Now (0 votes)"),
    event(20, 14, "location", text="Location: https://maps.example/1"),
    event(21, 15, text="Bob left"),
    event(22, 16, "outcome", "Li", target="Ming", result="done", action="delete"),
    event(23, 17, text="1/2/26, 10:00 - Eve: copied"),
    event(24, 18, who="+49 170 1234567", text=""),
]

ANDROID = (
    "5/1/26, 8:00\u202fAM - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
    "5/1/26, 8:00\u202fAM - Ming created group \"Reading club\"\n"
    "5/1/26, 8:00\u202fAM - Ming added you\n"
    "5/1/26, 12:05\u202fAM - Ming: <Media omitted>\n"
    "5/13/26, 12:05 p.m. - Li: IMG-20260513-WA0001.jpg (file attached)\n"
    "see here\n"
    "[5/13/26, 12:06:00 PM] An: copied from a phone of the other kind\n"
    "5/13/26, 1:05 pm - Li: contact.vcf (file attached)\n"
)  # fmt: skip

SAMPLES = {
    "phone": PHONE.encode(),
    "android": ANDROID.encode(),
    "chinese": f"[2026/5/1 下午3:05:06] 小明: {L}图片已略去\n[2026/5/1 凌晨12:05:06] 小明: 早\n".encode(),
    "german": "13.05.26, 08:00 - Ming hat Li hinzugefügt\n13.05.26, 08:01 - Li: Guten Tag\n".encode(),
}


def read(text: str | bytes, **options: Any) -> tuple[list[Event], Reading]:
    data = text.encode() if isinstance(text, str) else text
    reading = Reading(["-"], stdin=io.BytesIO(data), **(ZONE | options))
    events = list(reading)
    total = reading.events + reading.noise + reading.rejected
    assert reading.rows + reading.beside == total
    return events, reading


def codes(reading: Reading) -> list[str]:
    return [fault.problem.code for fault in reading.faults]


def times_of(*lines: str, **options: Any) -> list[str]:
    events, _ = read("".join(line + "\n" for line in lines), **options)
    shanghai = ZoneInfo("Asia/Shanghai")
    moments = [datetime.fromtimestamp(one.time / 10**6, shanghai) for one in events]
    return [f"{moment:%Y-%m-%d %H:%M}" for moment in moments]


def test_a_chat_of_an_iphone() -> None:
    events, reading = read(PHONE)
    assert events == WANTED
    assert reading.formats == {"whatsapp": 1} and not reading.rejected
    assert (reading.rows, reading.noise, reading.beside) == (24, 8, 3)


def test_a_chat_of_an_android_phone() -> None:
    events, reading = read(ANDROID, own="Me")
    assert [(one.kind, one.sender, one.text) for one in events] == [
        ("join", "Me", None),
        ("other", "Ming", ""),
        (
            "image",
            "Li",
            "see here\n[5/13/26, 12:06:00 PM] An: copied from a phone of the other kind",
        ),
        ("card", "Li", ""),
    ]
    assert not reading.rejected
    alone = read(ANDROID)[0][0]
    assert (alone.kind, alone.sender, alone.name) == ("join", None, "you")
    assert events[2].time == at("2026-05-13T12:05:00+08:00")
    assert events[1].time == at("2026-05-01T00:05:00+08:00")


JOINS = (
    "Li joined using this group's invite link", "Li joined using a group link.", "Li was added",
    "Li使用此群组的邀请链接加入了", "Li 使用此群組的邀請連結加入", "Li通过此群组的邀请链接加入",
    "班级管理员添加了Li", "小明 新增了 Li", "小明已将Li添加到群组",
    "Li ist über den Einladungslink dieser Gruppe beigetreten",
    "Li ist mit dem Einladungslink beigetreten", "Ming hat Li hinzugefügt",
    "Li se unió usando el enlace de invitación de este grupo", "Ming añadió a Li",
)  # fmt: skip
LEAVES = (
    "Li left", "Li已退出", "Li退出了群组", "Li 離開了群組", "Li hat die Gruppe verlassen",
    "Li salió del grupo", "Li salió",
)  # fmt: skip
REMOVALS = (
    "Ming removed Li", "小明移除了Li", "小明 已將 Li 移出群組", "Ming hat Li entfernt",
    "Ming eliminó a Li",
)  # fmt: skip
NOTHING = (
    "Ming changed the subject from \"a\" to \"b: c\"", "Ming changed this group's icon",
    "Your security code with Li changed. Tap to learn more.", "You're now an admin",
    "小明将群组名称更改为“a: 邀请”", "您的安全码已更改", "小明创建了群组“读书会”",
    "Ming hat den Betreff zu „a: b“ geändert", "Die Sicherheitsnummer von Li hat sich geändert.",
    "Ming cambió el asunto a \"a: b\"", "something WhatsApp has not said before",
)  # fmt: skip
DELETED = (
    "This message was deleted", "You deleted this message", "此消息已删除", "您已删除这条消息",
    "這則訊息已刪除", "你已刪除這則訊息", "Diese Nachricht wurde gelöscht",
    "Du hast diese Nachricht gelöscht.", "Se eliminó este mensaje.", "Eliminaste este mensaje",
)  # fmt: skip
MEDIA = {
    "image": ("image omitted", "图片已略去", "圖片已略去", "Bild weggelassen", "imagen omitida",
              "IMG-1.jpg (文件附件)", "<附件：1.png>", "IMG-1.jpg (Datei angehängt)"),
    "video": ("video omitted", "视频已忽略", "Video weggelassen", "V.mp4 (archivo adjunto)"),
    "voice": ("audio omitted", "音訊已略去", "Audio weggelassen", "PTT-1.opus (file attached)"),
    "sticker": ("sticker omitted", "GIF omitted", "貼圖已略去", "sticker omitido"),
    "file": ("document omitted", "文件已略去", "Dokument weggelassen", "documento omitido"),
    "card": ("Contact card omitted", "名片已忽略", "Kontaktkarte weggelassen"),
    "other": ("<Media omitted>", "<省略影音内容>", "<省略多媒體檔案>", "<Medien ausgeschlossen>",
              "<Multimedia omitido>"),
}  # fmt: skip


@pytest.mark.parametrize("form", ["[2026/5/1, 08:00:00] Club: \u200e{}", "2026/5/1, 08:00 - {}"])
def test_what_whatsapp_itself_says(form: str) -> None:
    def kinds(line: str) -> list[tuple[str, str | None]]:
        return [(one.kind, one.target or one.sender) for one in read(form.format(line))[0]]

    for line in JOINS:
        assert kinds(line) == [("join", "Li")], line
    for line in LEAVES:
        assert kinds(line) == [("leave", "Li")], line
    for line in REMOVALS:
        assert kinds(line) == [("leave", "Li"), ("outcome", "Li")], line
    for line in NOTHING:
        assert kinds(line) == [], line


@pytest.mark.parametrize(
    "form", ["[2026/5/1, 08:00:00] Ming: \u200e{}", "2026/5/1, 08:00 - Ming: {}"]
)
def test_messages_that_are_no_text(form: str) -> None:
    for line in DELETED:
        assert [one.kind for one in read(form.format(line))[0]] == ["recall"], line
    for kind, lines in MEDIA.items():
        for line in lines:
            assert [one.kind for one in read(form.format(line))[0]] == [kind], line


def test_hours_in_every_spelling() -> None:
    wanted = {
        "08:05": "08:05", "8:05:06 AM": "08:05", "12:05 AM": "00:05", "12:05 PM": "12:05",
        "1:05\u202fp.m.": "13:05", "1:05 p. m.": "13:05", "上午8:05": "08:05", "下午 3:05": "15:05",
        "凌晨12:05": "00:05", "凌晨3:05": "03:05", "早上8:05": "08:05", "中午12:05": "12:05",
        "中午1:05": "13:05", "晚上9:05": "21:05", "傍晚6:05": "18:05", "8.05": "08:05",
        "下午15:05": "15:05",
    }  # fmt: skip
    for written, clock in wanted.items():
        assert times_of(f"2026/5/1, {written} - Ming: hi") == [f"2026-05-01 {clock}"], written


@pytest.mark.parametrize(
    "clock", ["24:00", "25:00", "08:60", "13:05 AM", "晚上12:05", "晚上0:05", "99:99"]
)
def test_a_time_that_is_none_costs_its_message(clock: str) -> None:
    events, reading = read(f"2026/5/1, 08:00 - Ming: a\n2026/5/1, {clock} - Ming: b\nmore\n")
    assert [one.text for one in events] == ["a"]
    assert reading.reasons == {"bad-time": 1} and reading.noise == 1


def test_dates_in_every_spelling() -> None:
    for written in ("2026年5月1日", "2026-05-01", "2026. 5. 1.", "2026/05/01"):
        assert times_of(f"{written}, 08:00 - Ming: hi") == ["2026-05-01 08:00"]
    assert times_of("31.12.25 08:00 - Ming: hi") == ["2025-12-31 08:00"]
    assert times_of("12/31/2025, 8:00 AM - Ming: hi") == ["2025-12-31 08:00"]


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["5/4/23", "13/4/23"], "dmy"),
        (["5/4/23", "5/13/23"], "mdy"),
        (["5/4/23", "4/5/23"], "dmy"),  # the other way it would go back by a month
        (["4/5/23", "5/4/23"], "mdy"),
        (["5/5/23", "6/6/23"], "dmy"),  # both ways the same
        (["23/5/31", "23/6/1"], "ymd"),
        (["2026/5/4"], "ymd"),
        (["5/4/2023", "5/30/2023"], "mdy"),
        (["30/12/22", "29/12/22", "1/1/23"], "dmy"),  # a day back is a clock that was set
        (["5/4/23"], None),
        (["1/2/23", "2/3/23", "3/4/23"], None),
        (["13/5/23", "5/13/23"], None),
        (["23/5/13", "23/5/14"], None),  # it may be the year that stays
        (["0/0/23"], None),
        (["99/99/99"], None),
        (["13/5/23", "2/5/23"], "dmy"),  # only one order has these dates, though they go back
        (["5/4/2005", "13/4/2005"], "dmy"),  # a year of four digits may be any
    ],
)
def test_the_order_of_day_and_month(dates: list[str], wanted: str | None) -> None:
    orders = Orders()
    for one in dates:
        day, month, year = one.split("/")
        orders.see((day, month, year))
    assert orders.decided() == wanted
    _, reading = read("".join(f"{one}, 08:00 - Ming: hi\n" for one in dates))
    assert codes(reading) == ([] if wanted else ["PQ736"])
    assert not reading.rejected


def test_an_order_that_is_given_is_taken() -> None:
    line = "5/4/23, 08:00 - Ming: hi"
    assert times_of(line, order="dmy") == ["2023-04-05 08:00"]
    assert times_of(line, order="mdy") == ["2023-05-04 08:00"]
    assert times_of(line, order="ymd") == ["2005-04-23 08:00"]
    _, reading = read(line + "\n13/13/23, 08:00 - Ming: hi\nmore", order="dmy")
    assert reading.reasons == {"bad-time": 1} and reading.noise == 1


def test_what_nobody_said_is_asked_for_once() -> None:
    lines = "2026/5/1, 08:00 - Ming: a\n2026/5/1, 08:01 - Ming: b\n"
    assert codes(read(lines, timezone=None)[1]) == ["PQ708"]
    events, reading = read(lines, group=None)
    assert not events and codes(reading) == ["PQ738"]


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("WhatsApp Chat with Book club.txt", "Book club"),
        ("WhatsApp Chat mit Lesekreis.txt", "Lesekreis"),
        ("Chat de WhatsApp con Lectura.txt", "Lectura"),
        ("与读书会的 WhatsApp 聊天.txt", "读书会"),
        ("與讀書會的 WhatsApp 對話.txt", "讀書會"),
        ("WhatsApp 聊天 - 读书会.txt", "读书会"),
        ("WhatsApp Chat - v1.2 club/_chat.txt", "v1.2 club"),
        ("club.txt", "club"),
        ("folder/_chat.txt", None),
    ],
)
def test_the_group_stands_in_the_name(tmp_path: Path, path: str, group: str | None) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("2026/5/1, 08:00 - Ming: hi\n", encoding="utf-8")
    reading = read_events(tmp_path / path, timezone="UTC")
    assert [one.group for one in reading] == ([] if group is None else [group])
    assert codes(reading) == (["PQ738"] if group is None else [])


def test_a_zip_names_the_group(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "WhatsApp Chat - Book club.zip", "w") as archive:
        archive.writestr("_chat.txt", PHONE)
        archive.writestr("00000012-PHOTO-2026.jpg", b"\xff\xd8")
    reading = read_events(tmp_path / "WhatsApp Chat - Book club.zip", timezone="Asia/Shanghai")
    assert [(one.kind, one.text) for one in reading] == [(one.kind, one.text) for one in WANTED]
    assert {one.group for one in read_events(tmp_path, timezone="UTC")} == {"Book club"}


def test_lines_before_the_first_message_and_broken_bytes() -> None:
    first = "2026/5/1, 08:00 - Ming: a\n"
    events, reading = read(first.encode() + b"\xff\xfe\nmore\n" + first.encode())
    assert [one.text for one in events] == ["a\nmore", "a"]
    assert reading.reasons == {"broken-bytes": 1}
    events, reading = read("\n\nlost\n" + first, format="whatsapp")
    assert len(events) == 1 and reading.reasons == {"before-first-message": 1}
    assert read("", format="whatsapp")[0] == []
    events, reading = read("hello\n", format="whatsapp")
    assert not events and reading.rejected == 1


def test_other_encodings_and_a_mark() -> None:
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        text = "2026/5/1, 08:00 - 小明: 大家早上好\n" * 3
        assert [one.text for one in read(text.encode(encoding))[0]] == ["大家早上好"] * 3


def test_a_message_without_end_is_bounded() -> None:
    line = "x" * 1000 + "\n"
    events, reading = read("2026/5/1, 08:00 - Ming: a\n" + line * 1200)
    assert len(events) == 1 and len(events[0].text or "") <= 1 << 20
    assert reading.rejected == 1200 - reading.noise > 0


@pytest.mark.skipif(not DATA.is_dir(), reason="no samples at ../shared/data/formats")
def test_real_samples() -> None:
    reading = read_events(DATA / "whatsapp_chat.txt", timezone="UTC")
    kinds = [one.kind for one in reading]
    assert (kinds.count("text"), kinds.count("image"), reading.noise) == (8, 3, 1)
    reading = read_events(DATA / "agpl" / "whatsapp_group.txt", timezone="UTC")
    assert list(reading) == [] and codes(reading) == ["PQ736"]
    reading = read_events(DATA / "agpl" / "whatsapp_group.txt", timezone="UTC", order="dmy")
    kinds = [one.kind for one in reading]
    assert (kinds.count("text"), kinds.count("join"), reading.noise) == (11, 1, 2)


def test_what_is_no_date_costs_its_message_and_not_the_order() -> None:
    events, reading = read("".join(f"{one}, 08:00 - Ming: hi\n" for one in ("99/99/99", "13/5/23")))
    assert (len(events), reading.rejected, codes(reading)) == (1, 1, [])
