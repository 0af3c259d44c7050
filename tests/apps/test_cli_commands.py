"""`init`, `check`, `fmt` and `schema`, as a user types them."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from apps.typing_commands import Typist

from policyq.apps import files
from policyq.apps.cli import exits, policies
from policyq.apps.cli.init import stock

GOOD = 'policy "Test" version 1\ntimezone UTC\n\nrule r when message then delete\n'
BAD = GOOD.replace("then delete", "then delete, treat as level 9")


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.delenv("POLICYQ_DEBUG", raising=False)
    return Typist(capsys, monkeypatch)


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- check ---


def test_check(policyq: Typist) -> None:
    write("good.policyq", GOOD)
    write("bad.policyq", BAD)
    good = policyq("check", "good.policyq")
    assert (good.code, good.out, good.err) == (exits.OK, "no problems\n", "")
    bad = policyq("check", "good.policyq", "bad.policyq")
    assert bad.code == exits.PROBLEMS
    assert "--> bad.policyq:4:" in bad.out
    assert bad.out.endswith("\n\n1 error\n")
    assert policyq("check", "bad.policyq", "--lang", "zh").out.endswith("\n\n1 个错误\n")


def test_check_in_other_forms(policyq: Typist) -> None:
    write("bad.policyq", BAD)
    plain = policyq("check", "--format", "plain", "bad.policyq")
    assert plain.out.startswith("bad.policyq:4:")
    assert plain.out.count("\n") == 1
    document = json.loads(policyq("check", "--format=json", "bad.policyq").out)
    for command in ("check", "lint"):
        assert json.loads(policyq(command, "--json", "bad.policyq").out) == document
    assert document["summary"]["error"] == 1
    assert document["diagnostics"][0]["file"] == "bad.policyq"
    assert policyq("check", "--format=github", "bad.policyq").out.startswith("::error file=bad.pol")


def test_check_a_folder(policyq: Typist) -> None:
    write("all/a.policyq", GOOD)
    write("all/deep/b.policyq", BAD)
    write("all/notes.txt", "x")
    write("all/.old/c.policyq", "hidden, and no policy")
    write("all/.#a.policyq", "what an editor leaves")
    ran = policyq("check", "all", "--format", "plain")
    assert ran.code == exits.PROBLEMS
    assert ran.out.startswith("all/deep/b.policyq:4:")
    Path("none").mkdir()
    empty = policyq("check", "none")
    assert empty.code == exits.FILES
    assert "there are no .policyq files in none" in empty.err
    assert "policyq init none" in empty.err
    assert policyq("check", "all/.old").code == exits.PROBLEMS


def test_fmt_a_folder(policyq: Typist) -> None:
    write("all/a.policyq", GOOD)
    write("all/deep/b.policyq", GOOD.replace("rule r when", "rule  r   when"))
    hidden = write("all/.old/c.policyq", GOOD + "\n\n")
    ran = policyq("fmt", "--check", "all")
    assert ran.code == exits.PROBLEMS
    line = 1 + GOOD[: GOOD.index("rule r when")].count("\n")
    assert f"all/deep/b.policyq:{line}: is not formatted\n" in ran.err
    assert policyq("fmt", "all").code == exits.OK
    assert policyq("fmt", "--check", "all").code == exits.OK
    assert hidden.read_text() == GOOD + "\n\n"


EXAMPLE = 'example "e"\n  10:00 Ming: "hello"\n  expect delete\n'


def test_test_a_folder(policyq: Typist) -> None:
    write("all/a.policyq", GOOD + EXAMPLE)
    write("all/deep/b.policyq", GOOD + EXAMPLE.replace("expect delete", "expect nothing"))
    write("all/deep/c.policyq", BAD)
    write("all/deep/d.policyq", GOOD + EXAMPLE)
    write("all/.old/e.policyq", BAD)
    ran = policyq("test", "all")
    assert ran.code == exits.PROBLEMS
    told = [line for line in ran.out.splitlines() if line.startswith("all/")]
    assert told == [
        "all/a.policyq: 1 passed, 0 failed",
        "all/deep/b.policyq: 0 passed, 1 failed",
        "all/deep/d.policyq: 1 passed, 0 failed",
    ]
    assert "policyq: error: all/deep/c.policyq: 1 error" in ran.err
    assert policyq("test", "all/a.policyq", "all/deep/d.policyq").code == exits.OK
    Path("none").mkdir()
    assert policyq("test", "none").code == exits.FILES


def test_rules_of_a_used_policy_are_counted_where_its_examples_are(policyq: Typist) -> None:
    base = 'policy "Base" version 1\nrule b when image then delete\n'
    example = 'example "b"\n  10:00 Ming image\n  expect delete\n'
    user = 'policy "User" version 1\nuse "base.policyq"\nrule r when voice then delete\n'
    write("user.policyq", user + example.replace("image", "voice"))
    write("base.policyq", base)
    alone = policyq("test", "user.policyq", "--coverage", "100")
    assert alone.code == exits.PROBLEMS
    assert "rules reached 1/2" in alone.out
    assert "never fired: b" in alone.out
    write("base.policyq", base + example)
    ran = policyq("test", "user.policyq", "--coverage", "100")
    assert (ran.code, ran.out.splitlines()[1:]) == (
        exits.OK,
        [
            "  rules reached 1/1 (100 %), branches 0/0 (100 %)",
            "  rules that it uses from base.policyq are left to the examples there",
        ],
    )
    write("user.policyq", user + "override rule b when image then warn\n")
    assert "rules reached 0/2" in policyq("test", "user.policyq").out


def test_check_standard_input(policyq: Typist) -> None:
    assert policyq("check", "-", given=GOOD.encode()).code == exits.OK
    bad = policyq("check", "-", "--format", "plain", given=BAD.encode("utf-16"))
    assert bad.out.startswith("<stdin>:4:")
    write("ads.txt", "buy now\n")
    lists = GOOD + 'words ads from "ads.txt"\nrule a when text contains ads then delete\n'
    assert policyq("check", "-", given=lists.encode()).code == exits.OK


def test_check_what_cannot_be_read(policyq: Typist) -> None:
    for name, data in {"utf7.policyq": b"\xff\xfe\x00", "bytes.policyq": b"\xff\xff\x81\x20\xff"}.items():  # fmt: skip
        write(name, data)
        assert policyq("check", name).code in (exits.FILES, exits.PROBLEMS)
    for name in ("missing.policyq", "a\0b", "x" * 5000):
        ran = policyq("check", name)
        assert ran.code == exits.FILES
        assert "PQ501" in ran.out


def test_a_name_that_is_slightly_off_is_told_with_the_right_one(policyq: Typist) -> None:
    write("rules/group.policyq", GOOD)
    write("rules/list.csv", "word\nx\n")
    ran = policyq("check", "rules/gruop.policyq")
    assert ran.code == exits.FILES
    assert "did you mean `rules/group.policyq`?" in ran.out
    assert "a path inside a policy starts at the folder of that policy" in ran.out
    ran = policyq("match", "x", "--policy", "rules/group")
    assert ran.code == exits.FILES
    assert "did you mean `rules/group.policyq`?" in ran.out + ran.err
    ran = policyq("words", "audit", "rules/lists.csv", "--labels", "x.csv")
    assert ran.code == exits.FILES
    assert "did you mean `rules/list.csv`?" in ran.err


def test_strict_counts_warnings(policyq: Typist) -> None:
    write("w.policyq", GOOD + 'words unused = "unlikely"\n')
    loose, strict = policyq("check", "w.policyq"), policyq("check", "--strict", "w.policyq")
    assert loose.out == strict.out
    assert "1 warning" in loose.out
    assert (loose.code, strict.code) == (exits.OK, exits.PROBLEMS)


def test_a_shared_base_is_reported_once(policyq: Typist) -> None:
    write("base.policyq", "rule b when message then treat as level 9\n")
    for name in ("one", "two"):
        write(f"{name}.policyq", f'policy "{name}" version 1\ntimezone UTC\nuse "base.policyq"\n')
    ran = policyq("check", "--format", "plain", "one.policyq", "two.policyq")
    assert ran.out.count("base.policyq:1:") == 1


ALLOWED = (
    GOOD.replace("message", "image")
    + "# policyq: allow PQ415 until 2099-12-31: the old bot needs both\n"
    + "rule s when image and sender is guest then delete\n"
)


def test_what_a_policy_allows_is_counted(policyq: Typist) -> None:
    write("a.policyq", ALLOWED)
    ran = policyq("check", "a.policyq", "a.policyq")
    assert (ran.code, ran.out) == (exits.OK, "no problems\n1 suppressed by the policy itself\n")
    assert policyq("check", "--strict", "a.policyq").code == exits.OK
    zh = policyq("check", "--lang", "zh", "a.policyq")
    assert zh.out == "没有发现问题\n群规写明压下了 1 条\n"
    for form in ("plain", "github"):
        ran = policyq("check", "--format", form, "a.policyq")
        assert (ran.out, ran.err) == ("", "1 suppressed by the policy itself\n")
    document = json.loads(policyq("check", "--format", "json", "a.policyq").out)
    assert document["diagnostics"] == []
    (one,) = document["suppressed"]
    assert (one["code"], one["line"], one["by"]["line"]) == ("PQ415", 6, 5)
    assert (one["until"], one["reason"]) == ("2099-12-31", "the old bot needs both")


def test_today_is_that_of_the_policys_zone(
    policyq: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 11:00 UTC it is still today on Baker Island, and tomorrow on Kiritimati."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls(2027, 6, 30, 11, tzinfo=UTC).astimezone(tz)  # type: ignore[return-value]

    monkeypatch.setattr(policies, "datetime", Clock)
    for zone, expired in {"Etc/GMT+12": False, "UTC": False, "Pacific/Kiritimati": True}.items():
        text = ALLOWED.replace("2099-12-31", "2027-06-30").replace("UTC", zone)
        write("z.policyq", text)
        out = policyq("check", "z.policyq").out
        assert ("PQ468" in out, "PQ415" in out) == (expired, expired), zone
    write("n.policyq", ALLOWED.replace("timezone UTC\n", "").replace("2099-12-31", "2027-06-29"))
    assert "PQ468" in policyq("test", "n.policyq").err
    write("bad.policyq", ALLOWED.replace("timezone UTC", "timezone ../etc/passwd"))
    assert policyq("check", "bad.policyq").code == exits.PROBLEMS


# --- fmt ---


def test_fmt(policyq: Typist) -> None:
    path = write("g.policyq", GOOD)
    tidy = policyq("fmt", "g.policyq", "--stdout").out
    messy = write("m.policyq", tidy.replace(" when", "   when").replace("\n\n", "\n\n\n"))
    assert policyq("fmt", "--check", "m.policyq").code == exits.PROBLEMS
    longer = policyq("fmt", "--check", "-", given=(tidy + "\n\n").encode())
    assert longer.err == f"-:{tidy.count(chr(10)) + 1}: is not formatted\n"
    assert policyq("fmt", "g.policyq", "m.policyq").code == exits.OK
    assert path.read_text() == messy.read_text() == tidy
    again = policyq("fmt", "--check", ".")
    assert (again.code, again.err) == (exits.OK, "")


def test_fmt_there_and_back(policyq: Typist) -> None:
    path = write("g.policyq", GOOD)
    policyq("fmt", "g.policyq")
    english = path.read_text()
    assert policyq("fmt", "--language", "zh", "g.policyq").code == exits.OK
    assert "规则" in path.read_text()
    policyq("fmt", "--language", "en", "g.policyq")
    assert path.read_text() == english


def test_fmt_leaves_alone_what_it_cannot_read(policyq: Typist) -> None:
    path = write("b.policyq", GOOD + "rule when when\n")
    before = path.read_bytes()
    ran = policyq("fmt", "b.policyq")
    assert ran.code == exits.PROBLEMS
    assert "error[PQ1" in ran.err
    assert path.read_bytes() == before
    gone = policyq("fmt", "gone.policyq")
    assert (gone.code, "there is no file `gone.policyq`" in gone.err) == (exits.FILES, True)


def test_fmt_reads_and_writes_streams(policyq: Typist) -> None:
    ran = policyq("fmt", "-", given=GOOD.encode())
    assert ran.code == exits.OK
    assert policyq("fmt", "--check", "-", given=ran.out.encode()).code == exits.OK


def test_fmt_keeps_line_ends(policyq: Typist) -> None:
    policyq("fmt", str(write("g.policyq", GOOD)))
    tidy = Path("g.policyq").read_bytes()
    windows = write("w.policyq", tidy.replace(b"\n", b"\r\n"))
    assert policyq("fmt", "--check", "w.policyq").code == exits.OK
    write("w.policyq", tidy.replace(b"\n", b"\r\n").replace(b"rule ", b"rule   "))
    assert policyq("fmt", "w.policyq").code == exits.OK
    assert windows.read_bytes() == tidy.replace(b"\n", b"\r\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX links and permissions")
def test_writing_keeps_links_and_permissions(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(real)
    files.write(link, "new 群")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new 群"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    files.write(tmp_path / "fresh", "x\r\n")
    assert (tmp_path / "fresh").read_bytes() == b"x\r\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["fresh", "link", "real"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        files.write(path, "a\ud800")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["p"]


# --- init and schema ---


VERSIONS = [(name, language) for name, languages in stock().items() for language in languages]


@pytest.mark.parametrize(("name", "language"), VERSIONS)
def test_init(policyq: Typist, name: str, language: str) -> None:
    first = policyq("init", "here", "--policy", name, "--language", language)
    assert first.code == exits.OK
    written = [Path(line) for line in first.out.splitlines()]
    assert written[0] == Path("here") / f"{name}.{language}.policyq"
    assert all(path.is_file() for path in written)
    checked = policyq("check", "here")
    assert (checked.code, checked.out) == (exits.OK, "no problems\n")
    assert policyq("fmt", "--check", "here").code == exits.OK
    assert policyq("test", "here", "--coverage", "100").code == exits.OK
    written[0].write_text("mine")
    again = policyq("init", "here", "--policy", name, "--language", language)
    assert again.code == exits.FILES
    assert "--force" in again.err
    assert written[0].read_text() == "mine"
    forced = policyq("init", "here", "--policy", name, "--language", language, "--force")
    assert forced.code == exits.OK
    assert written[0].read_text(encoding="utf-8") != "mine"


def test_init_of_a_second_policy_leaves_the_base_as_it_is(policyq: Typist) -> None:
    assert policyq("init", "--policy", "study-group", "--language", "zh").code == exits.OK
    base = Path("base.zh.policyq")
    mine = base.read_text(encoding="utf-8").replace("23:00-07:00", "22:30-07:00")
    base.write_text(mine, encoding="utf-8")
    second = policyq("init", "--policy", "shop", "--language", "zh")
    assert second.code == exits.OK
    assert second.out.splitlines() == [
        "shop.zh.policyq", *(str(Path("lexicons") / f"{name}.txt") for name in ("同行", "兼职"))
    ]  # fmt: skip
    assert base.read_text(encoding="utf-8") == mine
    assert "left alone: base.zh.policyq (--force overwrites)" in second.err
    assert policyq("check", ".").code == exits.OK
    assert policyq("init", "--policy", "shop", "--language", "zh", "--force").code == exits.OK
    assert base.read_text(encoding="utf-8") != mine


def test_init_of_a_policy_that_is_not_there_in_a_language(policyq: Typist) -> None:
    ran = policyq("init", "here", "--policy", "shop")
    assert ran.code == exits.USAGE
    way_out = "policyq init --policy shop --language zh"
    assert f"there is no shop in English, only in Chinese: {way_out}" in ran.err
    assert not Path("here").exists()
    assert policyq(*way_out.split()[1:]).code == exits.OK
    said = policyq("init", "--lang", "zh", "--policy", "interest", "--language", "en")
    assert "interest 没有英文版，只有中文版" in said.err


def test_init_where_a_file_is_in_the_way(policyq: Typist) -> None:
    write("file", "x")
    ran = policyq("init", "file")
    assert ran.code == exits.FILES
    assert "policyq: error: file" in ran.err


def test_schema(policyq: Typist) -> None:
    from policyq.apps.schema import SCHEMAS

    assert policyq("schema").out == policyq("schema", "event").out
    for which in SCHEMAS:
        document = json.loads(policyq("schema", which).out)
        assert document["$schema"].startswith("https://json-schema.org/")
