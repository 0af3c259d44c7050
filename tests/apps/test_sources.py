"""Reading a policy's files: every encoding, and never a file outside of the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policyq.apps import sources
from policyq.apps.sources import decoded, load
from policyq.check import CheckedPolicy
from policyq.diagnostics.source import Failure, Source
from policyq.pipeline import compile_policy

POLICY = '群规 "考研群" 版本 1\n词库 广告词 来自 "lexicons/ads.txt"\n规则 广告 当 文本 含 广告词 则 撤回\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "group" / "lexicons").mkdir(parents=True)
    (tmp_path / "group" / "main.policyq").write_text(POLICY, encoding="utf-8")
    (tmp_path / "group" / "lexicons" / "ads.txt").write_text("加微信\n", encoding="utf-8")
    return tmp_path


def words(checked: CheckedPolicy) -> dict[str, tuple[str, ...]]:
    """The texts of the lists."""
    return {name: tuple(one.text for one in listed.words) for name, listed in checked.words.items()}


def using(folder: Path, path: str) -> Source | Failure:
    """What becomes of a list that is named by ``path``."""
    main = folder / "group" / "main.policyq"
    main.write_text(POLICY.replace("lexicons/ads.txt", path), encoding="utf-8")
    loaded = load("group/main.policyq")
    others = [text for name, text in loaded.texts.items() if name != loaded.main]
    return others[0] if others else Failure("refused")


def test_a_policy_and_its_list(folder: Path) -> None:
    loaded = load("group/main.policyq")
    assert loaded.main == "group/main.policyq"
    assert set(loaded.texts) == {"group/main.policyq", "group/lexicons/ads.txt"}
    assert set(loaded.parsed) == {"group/main.policyq"}
    compiled = compile_policy(loaded.texts, loaded.main, loaded.parsed)
    assert compiled.diagnostics == ()
    assert compiled.checked is not None
    assert words(compiled.checked) == {"广告词": ("加微信",)}


@pytest.mark.parametrize("path", ["./group/main.policyq", Path("group") / "main.policyq"])
def test_names_are_short(folder: Path, path: str | Path) -> None:
    assert load(path).main == "group/main.policyq"


def test_absolute_paths_of_the_main_file(folder: Path) -> None:
    loaded = load(folder / "group" / "main.policyq")
    assert all(isinstance(text, Source) for text in loaded.texts.values())
    assert len(loaded.texts) == 2


def test_a_stray_zero_byte_is_a_slip_and_no_encoding(folder: Path) -> None:
    for encoding in ("utf-8", "gb18030"):
        found = decoded(POLICY.encode(encoding) + b"# a\0b\n")
        assert found == POLICY + "# a\0b\n"
    assert decoded(b"a\0b\nc\n") == "a\0b\nc\n"
    (folder / "group" / "lexicons" / "ads.txt").write_bytes(b"one\0two\nthree\n")
    loaded = load("group/main.policyq")
    compiled = compile_policy(loaded.texts, loaded.main, loaded.parsed)
    assert [each.code for each in compiled.diagnostics] == ["PQ510"]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_encodings(folder: Path, encoding: str) -> None:
    for name, text in (("main.policyq", POLICY), ("lexicons/ads.txt", "加微信\nfree gift\n")):
        (folder / "group" / name).write_bytes(text.encode(encoding))
    loaded = load("group/main.policyq")
    compiled = compile_policy(loaded.texts, loaded.main)
    assert compiled.diagnostics == ()
    assert compiled.checked is not None
    assert words(compiled.checked) == {"广告词": ("free gift", "加微信")}


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff", b"\xef\xbb\xbf\xff", b"\xff\xfea", b"a\0\xd8\xd8", b"\x81"]
)
def test_broken_bytes(data: bytes) -> None:
    assert decoded(data) == Failure("encoding")


def test_nothing_at_all() -> None:
    assert decoded(b"") == ""
    assert decoded(b"\xef\xbb\xbf") == ""
    assert decoded(b"\xff\xfe") == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("none.txt", "missing"),
        ("lexicons", "unreadable"),
        ("lexicons/ads.txt/x", "missing"),
        ("../secret.txt", "outside"),
        ("lexicons/../../secret.txt", "outside"),
        ("n" * 5000, "missing"),
        ("/etc/hostname", "refused"),
        ("C:\\\\secret.txt", "refused"),
    ],
)
def test_what_cannot_be_had(folder: Path, path: str, reason: str) -> None:
    (folder / "secret.txt").write_text("secret\n", encoding="utf-8")
    assert using(folder, path) == Failure(reason)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("lexicons/adds.txt", "ads.txt"),
        ("lexicons/ads.csv", "ads.txt"),
        ("lexicons/ads", "ads.txt"),
        ("lexicons/hidden.txt", ""),
        ("lexicons/quite-another.txt", ""),
        ("mian.policyq", "main.policyq"),
    ],
)
def test_a_file_of_nearly_that_name_is_named(folder: Path, path: str, near: str) -> None:
    (folder / "group" / "lexicons" / ".hidden.txt").write_text("x\n", encoding="utf-8")
    assert using(folder, path) == Failure("missing", near)


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret.txt", "link.txt", "away/secret.txt"])
def test_nothing_from_outside_is_read(folder: Path, path: str) -> None:
    (folder / "secret.txt").write_text("secret\n", encoding="utf-8")
    (folder / "group" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "group" / "away").symlink_to(folder)
    using(folder, path)
    loaded = load("group/main.policyq")
    assert "secret" not in str([t.text for t in loaded.texts.values() if isinstance(t, Source)][1:])
    compiled = compile_policy(loaded.texts, loaded.main)
    assert [one.kind.name for one in compiled.diagnostics] == ["outside-file"]


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "group" / "link.txt").symlink_to(folder / "group" / "lexicons" / "ads.txt")
    assert isinstance(using(folder, "link.txt"), Source)


def test_a_link_to_itself(folder: Path) -> None:
    (folder / "group" / "loop.txt").symlink_to("loop.txt")
    assert using(folder, "loop.txt") in (Failure("unreadable"), Failure("missing"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_nobody_waits_for_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "group" / "pipe.txt")
    assert using(folder, "pipe.txt") == Failure("unreadable")


def test_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SIZE_LIMIT", 1000)
    (folder / "group" / "big.txt").write_bytes(b"a" * 1001)
    assert using(folder, "big.txt") == Failure("too_large")
    (folder / "group" / "big.txt").write_bytes(b"a" * 1000)
    assert isinstance(using(folder, "big.txt"), Source)


def test_too_much_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TOTAL_LIMIT", 1000)
    (folder / "group" / "big.txt").write_bytes(b"a" * 900)
    assert using(folder, "big.txt") == Failure("too_large")


@pytest.mark.parametrize("path", ["none.policyq", "group", "a\0b"])
def test_the_main_file_cannot_be_had(folder: Path, path: str) -> None:
    loaded = load(path)
    assert isinstance(loaded.texts[loaded.main], Failure)
    compiled = compile_policy(loaded.texts, loaded.main)
    assert compiled.program is None
    assert len(compiled.diagnostics) == 1


def test_policies_in_a_circle_are_read_once(folder: Path) -> None:
    (folder / "group" / "a.policyq").write_text('引用 "b.policyq"\n', encoding="utf-8")
    (folder / "group" / "b.policyq").write_text('引用 "a.policyq"\n', encoding="utf-8")
    loaded = load("group/a.policyq")
    assert set(loaded.texts) == {"group/a.policyq", "group/b.policyq"}


def test_line_ends_and_offsets_stay(folder: Path) -> None:
    text = POLICY.replace("\n", "\r\n")
    (folder / "group" / "main.policyq").write_bytes(text.encode())
    source = load("group/main.policyq").texts["group/main.policyq"]
    assert isinstance(source, Source)
    assert source.text == text


def test_a_log_is_no_policy(folder: Path) -> None:
    log = folder / "chat.jsonl"
    log.write_text('{"id": "1"}\n' * 1_000, encoding="utf-8")
    loaded = load("chat.jsonl")
    assert loaded.texts["chat.jsonl"] == Failure("json")
    found = compile_policy(loaded.texts, loaded.main, loaded.parsed).diagnostics
    assert [one.code for one in found] == ["PQ529"]
