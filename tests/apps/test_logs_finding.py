"""Where logs lie: folders, archives, packed files; nothing unpacked, nothing swallowed."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from policyq.apps.logs import Reading, read_events, unpack

MESSAGE = {
    "seq": 1777593600001, "time": "2026-05-01T08:00:00+08:00", "talker": "g@chatroom",
    "talkerName": "考研", "isChatRoom": True, "sender": "wxid_1", "type": 1, "content": "早",
}  # fmt: skip
ROW = '{"id": "%s", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}\n'
BOMB = (ROW % 1).encode() + b"\n" * (1 << 23)


def chatlog(*messages: dict[str, Any]) -> bytes:
    return json.dumps([MESSAGE | one for one in messages], ensure_ascii=False).encode()


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def read(path: Path | str, **options: Any) -> tuple[list[str], Reading]:
    reading = read_events(path, **options)
    return [event.id for event in reading], reading


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_packed_files_are_read_and_broken_ones_told(tmp_path: Path, pack: Any) -> None:
    data = "".join(ROW % number for number in range(3000)).encode()
    (tmp_path / "a.jsonl.x").write_bytes(pack(data))
    ids, _ = read(tmp_path / "a.jsonl.x")
    assert len(ids) == 3000
    (tmp_path / "a.jsonl.x").write_bytes(pack(data)[:-30])
    ids, reading = read(tmp_path / "a.jsonl.x")
    assert [fault.problem.code for fault in reading.faults] == ["PQ716"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Any) -> None:
    monkeypatch.setattr(unpack, "ROOM", 1 << 20)
    (tmp_path / "a.jsonl.x").write_bytes(pack(BOMB))
    _, reading = read(tmp_path / "a.jsonl.x")
    assert [fault.problem.code for fault in reading.faults] == ["PQ732"]
    assert reading.rows < len(BOMB) / 2


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "ROOM", 1 << 20)
    (tmp_path / "a.zip").write_bytes(zipped(**{"a.jsonl": BOMB}))
    _, reading = read(tmp_path / "a.zip")
    assert [fault.problem.code for fault in reading.faults] == ["PQ732"]


def test_a_zip_is_read_as_a_folder_is(tmp_path: Path) -> None:
    files = {
        "x/b.jsonl": (ROW % "b").encode(),
        "x/a.json": chatlog({"seq": 5}),
        "__MACOSX/x/._a.json": b"\0\5",
        "x/photo.jpg": b"\xff\xd8",
        "../../etc/c.jsonl": (ROW % "c").encode(),
    }
    (tmp_path / "a.zip").write_bytes(zipped(**files))
    ids, reading = read(tmp_path / "a.zip")
    assert (ids, reading.faults) == (["5", "b"], [])
    assert reading.formats == {"chatlog": 1, "jsonl": 1}
    ids, _ = read("-", stdin=io.BytesIO(zipped(**files)))
    assert ids == ["5", "b"]


def test_damaged_and_nested_archives_are_told(tmp_path: Path) -> None:
    good = zipped(**{"a.jsonl": (ROW % "a").encode() * 50})
    (tmp_path / "cut.zip").write_bytes(good[:-40])
    (tmp_path / "nested.zip").write_bytes(zipped(**{"a.zip": good}))
    broken = bytearray(good)
    broken[45] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(broken)
    misnamed = bytearray(good)  # its name is said to be UTF-8 before the file, and is not
    misnamed[7], misnamed[30] = 0x08, 0xCF
    (tmp_path / "misnamed.zip").write_bytes(misnamed)
    for name, code in (
        *(("cut", "PQ716"), ("nested", "PQ734"), ("broken", "PQ716"), ("misnamed", "PQ716")),
    ):
        _, reading = read(tmp_path / f"{name}.zip")
        assert [fault.problem.code for fault in reading.faults] == [code], name


def test_a_folder_of_a_thousand_files(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"{number:04}.jsonl").write_text(ROW % number, encoding="utf-8")
    ids, reading = read(tmp_path)
    assert ids == [str(number) for number in range(1000)]
    assert (reading.files, reading.faults) == (1000, [])
    assert reading.bytes_read == reading.bytes_total


def test_two_formats_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(chatlog({"seq": 7}))
    (tmp_path / "b.txt").write_text("2026-05-01 [12:30] <anna> hello\n", encoding="utf-8")
    ids, reading = read(tmp_path)
    assert ids[0] == "7"
    assert reading.formats == {"chatlog": 1, "irc": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_a_document_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = json.dumps([MESSAGE] * 3, ensure_ascii=False, indent=1)
    (tmp_path / "a.json").write_bytes(text.encode(encoding))
    reading = read_events(tmp_path / "a.json")
    assert [(event.text, event.group_name) for event in reading] == [("早", "考研")] * 3
    assert not reading.faults


def test_a_cut_document_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    whole = chatlog(*({"seq": number} for number in range(1, 400)))
    for cut in range(1, len(whole), 997):
        (tmp_path / "a.json").write_bytes(whole[:-cut])
        ids, reading = read(tmp_path / "a.json", format="chatlog")
        assert ids == [str(number) for number in range(1, len(ids) + 1)]
        assert [fault.problem.code for fault in reading.faults] == ["PQ730"]


def test_a_document_through_a_pipe(tmp_path: Path) -> None:
    ids, _ = read("-", stdin=io.BytesIO(chatlog({"seq": 8}, {"seq": 9})))
    assert ids == ["8", "9"]
