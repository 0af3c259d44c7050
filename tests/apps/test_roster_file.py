"""Roster files: rows that are right are taken, the others are told, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.roster import RosterFile, read_roster
from policyq.vocabulary.types import DAY, SECOND

MAY = 1777564800 * SECOND  # 2026-05-01 in Shanghai


def read(tmp_path: Path, name: str, text: str | bytes, **options: str) -> RosterFile:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_roster(path, **options)


def codes(file: RosterFile) -> list[tuple[int, str]]:
    for misread in file.problems:
        assert misread.problem.says("zh")
        assert misread.problem.says("en")
    return [(misread.row, misread.problem.code) for misread in file.problems]


YAML = """
timezone: Asia/Shanghai
complete: true
members:
  - {group: g, account: 10001, name: 明, role: 群主, tags: [老师, 助教], joined: 2026-05-01}
  - {group: g, account: u2, role: Admin, valid_from: 2026-05-02, valid_until: "2026-05-03"}
groups:
  - {group: g, name: 考研, tags: 学习;考研, platform: wechat}
"""
CSV = """\
group,account,name,role,tags,joined,valid_from,valid_until
g,10001,明,群主,老师、助教,2026/5/1,,
g,u2,,admin,,,2026-05-02,2026-05-03
"""


@pytest.mark.parametrize(("name", "text"), [("r.yaml", YAML), ("r.csv", CSV)])
def test_both_forms(tmp_path: Path, name: str, text: str) -> None:
    file = read(tmp_path, name, text, timezone="Asia/Shanghai")
    assert not codes(file)
    (owner,) = file.roster.rows("g", "10001", MAY)
    assert (owner.role, owner.tags, owner.joined) == ("owner", frozenset({"老师", "助教"}), MAY)
    assert not file.roster.rows("g", "u2", MAY)
    assert file.roster.rows("g", "u2", MAY + DAY)[0].role == "admin"
    assert not file.roster.rows("g", "u2", MAY + 2 * DAY)


CHINESE = """\
群,账号,名字,身份,标签,入群时间,生效,失效
g,10001,明,群主,老师、助教,2026/5/1,,
g,u2,,管理员,,,2026-05-02,2026-05-03
"""
CHINESE_YAML = """
时区: Asia/Shanghai
成员:
  - {群: g, 账号: 10001, 名字: 明, 角色: 群主, 标签: 老师、助教, 入群时间: 2026-05-01}
  - {群号: g, 账号: u2, 身份: 管理员, 生效: 2026-05-02, 失效: 2026-05-03}
群:
  - {群: g, 名字: 考研, 人数: 180, 平台: wechat}
"""


@pytest.mark.parametrize(("name", "text"), [("r.yaml", CHINESE_YAML), ("r.csv", CHINESE)])
def test_fields_in_chinese(tmp_path: Path, name: str, text: str) -> None:
    file = read(tmp_path, name, text, timezone="Asia/Shanghai")
    plain = read(tmp_path, "plain.csv", CSV, timezone="Asia/Shanghai")
    assert not codes(file)
    for account in ("10001", "u2"):
        for at in (MAY, MAY + DAY, MAY + 2 * DAY):
            assert file.roster.rows("g", account, at) == plain.roster.rows("g", account, at)
    if name == "r.yaml":
        assert file.roster.group("g", MAY)[0][:4] == ("g", "考研", None, 180)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("账号，身份\nu1，群主\n", "`r.csv` 不是名册：列名之间是全角逗号“，”，请换成半角逗号“,”"),
        ("账号,account\nu1,u1\n", "`r.csv` 不是名册：`账号` 这一列有两个"),
        ("名字,身份\n明,群主\n", "r.csv：缺少字段 `账号`；补上 `账号`"),
        ("账号,身份名\nu1,群主\n", "r.csv：没有 `身份名` 这个字段；是不是 `身份`？可用的字段："),
    ],
)
def test_a_wrong_heading_is_told_with_the_file_and_the_fields(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(text, encoding="utf-8")
    Path("p.policyq").write_text('群规 "x" 版本 1\n时区 UTC\n规则 a 当 图片 则 撤回\n', "utf-8")
    argv = ["explain", "p.policyq", "--log", "x.jsonl", "--roster", "r.csv", "--lang", "zh"]
    assert main(argv) == exits.FILES
    assert says in capsys.readouterr().err
    if "身份名" in text:
        Path("r.csv").write_text(text.replace("身份名", "等级"), encoding="utf-8")
        assert main(argv) == exits.FILES
        said = capsys.readouterr().err
        assert "；可用的字段：群（group）、账号（account）、名字（name）、角色（role）" in said


def test_a_roster_in_gbk_with_an_unclosed_quote(tmp_path: Path) -> None:
    file = read(tmp_path, "r.csv", 'account,role\nu1,管理员\nu2,"嘉宾\nu3,嘉宾\n'.encode("gbk"))
    assert codes(file) == [(3, "PQ722")]
    assert file.roster.rows("any", "u1", 0)[0].role == "admin"
    assert file.roster.rows("any", "u3", 0)[0].role == "guest"


def test_all_problems_at_once(tmp_path: Path) -> None:
    text = (
        "group,account,role,joined,left\n"
        "g,u1,amdin,,\ng,,admin,,\ng,u2,admin,yesterday,\ng,u3,admin,2026-05-02,2026-05-01\n"
        "g,u4,admin,,\ng,u4,member,,\ng,u5,admin,,,x\n"
    )
    file = read(tmp_path, "r.csv", text)
    assert codes(file) == [
        (2, "PQ706"), (3, "PQ704"), (4, "PQ707"), (5, "PQ752"), (7, "PQ751"), (8, "PQ714"),
    ]  # fmt: skip
    assert file.problems[0].problem.hint == "admin"
    assert len(file.roster) == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("r.csv", "", "PQ750"),
        ("r.csv", "acount,role\n", "PQ703"),
        ("r.csv", "group,role\n", "PQ704"),
        ("r.yaml", "", "PQ750"),
        ("r.yaml", "members: all", "PQ705"),
        ("r.yaml", "mebmers: []", "PQ703"),
        ("r.yaml", "complete: maybe", "PQ705"),
        ("r.yaml", "{", "PQ750"),
        ("r.yaml", "- [1]", "PQ702"),
        ("r.yaml", "- {account: u, joined: 2026-02-31}", "PQ750"),
        ("r.yaml", "- {account: u, joined: yes}", "PQ707"),
        ("r.yaml", "- {account: [u]}", "PQ705"),
        ("r.yaml", "timezone: Beijing", "PQ720"),
        ("r.yaml", b"a: \xff", "PQ710"),
        ("r.yaml", "[" * 50_000, "PQ750"),
        ("r.yaml", "a: \x00", "PQ750"),
    ],
)
def test_what_is_no_roster(tmp_path: Path, name: str, text: str | bytes, code: str) -> None:
    assert [found for _, found in codes(read(tmp_path, name, text))] == [code]


def test_a_missing_roster(tmp_path: Path) -> None:
    assert codes(read_roster(tmp_path / "none.csv")) == [(0, "PQ716")]
    assert codes(read_roster(tmp_path / "none.csv", timezone="x")) == [(0, "PQ720")]
