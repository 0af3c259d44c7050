"""Roster files: rows that are right are taken, the others are told, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

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
