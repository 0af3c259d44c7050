"""The command `policyq staffing`: what it says, what it refuses, and the same for the same seed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.staffing import listing, read
from policyq.study.staffing.parameters import Staffing, guide

POLICY = """
群规 "小群" 版本 1
时区 Asia/Shanghai

规则 广告 当 消息 含 "加微信" 则 撤回，警告
规则 问价 当 消息 含 "价格" 则 转交 管理员
规则 诈骗 当 消息 含 "稳赚" 则 移出 需 群主 确认
"""
TEXTS = ("大家好", "加微信", "价格多少", "稳赚不赔")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    rows = [
        {
            "id": str(number), "time": 1772413200 + 3600 * number, "group": "g", "kind": "text",
            "sender": "u1", "role": "member", "tags": [], "text": TEXTS[number % 4],
        }
        for number in range(80)
    ]  # fmt: skip
    Path("log.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def run(*more: str) -> int:
    return main(["staffing", "p.policyq", "--log", "log.jsonl", "--repetitions", "4", *more])


def test_it_reports_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == exits.OK
    english = capsys.readouterr().out
    assert "44 cases" in english and "questions 4, violations 20" in english
    assert "what follows" in english and "put in: times and shares" in english
    assert run("--lang", "zh", "--markdown") == exits.OK
    assert "## 得出的" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for seed in ("1", "1", "2"):
        assert run("--json", "--seed", seed) == exits.OK
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]
    document = json.loads(said[0])
    assert document["follows"]["kinds"] == {"handover": 20, "question": 4, "violation": 20}
    assert document["put_in"]["seed"] == 1
    assert set(document["follows"]["ways"]) == {"people", "together", "machine"}


def test_what_it_lists_is_what_it_does_without_parameters(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for language in ("zh", "en"):
        file = tmp_path / f"{language}.yaml"
        file.write_text(listing(language), encoding="utf-8")
        assert read(str(file)) == guide()
    assert main(["staffing", "--list-parameters"]) == exits.OK
    assert capsys.readouterr().out == listing("en")


def test_parameters_in_chinese() -> None:
    Path("值班.yaml").write_text(
        "人员:\n  - {姓名: 小李, 班次: [{星期: [周一, 周二], 从: '22:00', 到: '06:00'}]}\n"
        "方式:\n  人工: {处理: {分布: 实测, 数值: [3, 5]}, 最多等: 30}\n",
        encoding="utf-8",
    )
    made = read("值班.yaml")
    assert isinstance(made, Staffing)
    assert made.people[0].shifts[0].weekdays == {0, 1}
    assert made.ways["people"].handles.values == (3, 5)
    assert list(made.ways) == ["people"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("people: []", "nobody is on duty"),
        ("people: [{name: A}]", "`shifts` is missing"),
        ("people: [{name: A, shifts: [{from: '9', to: '10:00'}]}]", "a time is wanted"),
        (
            "people: [{name: A, shifts: [{from: '09:00', to: '11:00'}, {from: '10:00', to: '12:00'}]}]",
            "shifts of `A` overlap",
        ),
        (
            "people: [{name: A, shifts: [{days: [someday], from: '9:00', to: '10:00'}]}]",
            "is no day",
        ),
        ("ways: {people: {handles: -1}}", "a number from 0 to"),
        ("ways: {people: {passed_on: 1.5}}", "a number from 0 to 1"),
        ("ways: {people: {handles: {kind: weibull, mean: 1}}}", "no distribution `weibull`"),
        ("ways: {people: {handles: {kind: empirical}}}", "`values` is missing"),
        ("ways: {robots: {}}", "nothing is called `robots`"),
        ("repetitions: 0", "a number from 1"),
        ("seed: [", "YAML"),
        ("", "it is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("s.yaml").write_text(text, encoding="utf-8")
    assert run("--parameters", "s.yaml") == exits.PROBLEMS
    said = capsys.readouterr().err
    assert "PQ697" in said and why in said and "s.yaml" in said


def test_a_log_in_which_nothing_needs_anybody(capsys: pytest.CaptureFixture[str]) -> None:
    Path("log.jsonl").write_text(Path("log.jsonl").read_text("utf-8").splitlines()[0], "utf-8")
    assert run() == exits.PROBLEMS
    assert "needs anybody" in capsys.readouterr().err


def test_without_its_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("policyq.study.staffing.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "simpy", None)
    assert run() == exits.USAGE
    assert "policyq[staffing]" in capsys.readouterr().err


# -- the policy's rosters ----------------------------------------------------------------------

ROSTERS = """
值班表 客服
  周一至周五 09:00-18:00 "ann" 替补 "bob"
  请假 "ann" 2026-03-03
  空档 通知 群主
值班表 夜班
  22:00-02:00 "cleo"
  空档 通知 群主
规则 找客服 当 消息 含 "客服" 则 通知 客服
规则 找夜班 当 消息 含 "夜班" 则 通知 夜班
"""


def rostered(rosters: str = ROSTERS) -> None:
    Path("p.policyq").write_text(POLICY + rosters, encoding="utf-8")


def put_in(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    assert run("--json", *more) == exits.OK
    found: dict[str, object] = json.loads(capsys.readouterr().out)["put_in"]
    return found


def test_people_come_from_the_rosters_of_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    rostered()
    found = put_in(capsys)
    assert found["rosters"] == ["夜班", "客服"]
    assert found["people"] == [
        {"name": "ann", "on_roster": ["Mon to Fri 09:00-18:00"]},
        {"name": "bob", "on_roster": ["Mon to Fri 09:00-18:00 (deputy)"]},
        {"name": "cleo", "on_roster": ["22:00-02:00"]},
    ]
    assert run("--lang", "zh") == exits.OK
    said = capsys.readouterr().out
    assert "照群规的值班表 夜班、客服" in said and "周一至周五 09:00-18:00（替补）" in said


def test_one_roster_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    rostered()
    people = put_in(capsys, "--duty-roster", "夜班")["people"]
    assert [one["name"] for one in people] == ["cleo"]  # type: ignore[attr-defined]
    assert run("--duty-roster", "早班") == exits.USAGE
    assert "known: 夜班, 客服" in capsys.readouterr().err
    rostered("")
    assert run("--duty-roster", "早班") == exits.USAGE
    assert "has no roster" in capsys.readouterr().err


def test_parameters_that_name_people_go_before_the_rosters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rostered()
    Path("s.yaml").write_text(
        "people: [{name: Li, shifts: [{from: '09:00', to: '10:00'}]}]\n", encoding="utf-8"
    )
    found = put_in(capsys, "--parameters", "s.yaml")
    assert found["rosters"] == [] and found["people"][0]["name"] == "Li"  # type: ignore[index]
    assert put_in(capsys, "--parameters", "s.yaml", "--duty-roster", "夜班")["rosters"] == ["夜班"]
    Path("s.yaml").write_text("ways: {people: {handles: 3}}\n", encoding="utf-8")
    assert put_in(capsys, "--parameters", "s.yaml")["rosters"] == ["夜班", "客服"]


def test_a_roster_with_nobody_in_the_time_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    rostered(ROSTERS.replace("周一至周五", "2030-01-01"))
    assert run("--duty-roster", "客服") == exits.PROBLEMS
    assert "nobody of the roster" in capsys.readouterr().err
