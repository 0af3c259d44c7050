"""`policyq calendar`: hours, clock changes, dated values, exemptions, in local time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

POLICY = """群规 "日历" 版本 1
时区 Europe/Berlin
时段 夜间 = 23:00-07:00
时段 发布 = 周一至周五 07:30-09:00, 18:00-19:30
时段 凌晨 = 02:00-02:30
数值 次数 = 2，自 2026-10-25 起 = 1
豁免 群主, "wx_1" 负责人 "王" 截止 2026-10-24
规则 甲 当 消息 且 时间 在 夜间 则 撤回
规则 乙 当 消息 且 时间 在 发布 则 撤回
规则 丙 当 同一人 每天 消息 超过 次数 则 撤回
规则 丁 当 消息 且 时间 在 凌晨 则 撤回
"""

Output = pytest.CaptureFixture[str]


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "c.policyq"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


def shown(capsys: Output, *argv: str) -> str:
    assert main(["calendar", *argv]) == exits.OK
    return capsys.readouterr().out


def test_three_days_across_the_end_of_summer_time(capsys: Output, policy: str) -> None:
    assert shown(capsys, policy, "--from", "2026-10-24", "--days", "3", "--lang", "zh") == (
        "2026-10-24 周六\n"
        "  夜间  10-23 23:00 - 07:00  (8小时)\n"
        "  凌晨  02:00 - 02:30  (30分钟)\n"
        "  夜间  23:00 - 次日 07:00  (9小时)\n"
        "2026-10-25 周日\n"
        "  豁免到期：群主、@wx_1 (王)\n"
        "  数值 次数 从此为 1\n"
        "  调钟：03:00 变为 02:00\n"
        "  凌晨  02:00 (+0200) - 02:30 (+0200)  (30分钟)\n"
        "  凌晨  02:00 (+0100) - 02:30 (+0100)  (30分钟)\n"
        "  夜间  23:00 - 次日 07:00  (8小时)\n"
        "2026-10-26 周一\n"
        "  凌晨  02:00 - 02:30  (30分钟)\n"
        "  发布  07:30 - 09:00  (1小时30分钟)\n"
        "  发布  18:00 - 19:30  (1小时30分钟)\n"
        "  夜间  23:00 - 次日 07:00  (8小时)\n"
    )


def test_a_skipped_hour_has_no_window(capsys: Output, policy: str) -> None:
    text = shown(capsys, policy, "--from", "2026-03-29", "--days", "1", "--lang", "en")
    assert "the clock changes from 02:00 to 03:00" in text
    assert "凌晨" not in text
    assert "2026-03-29 Sunday" in text


def test_json_says_instants_with_their_offsets(capsys: Output, policy: str) -> None:
    document = json.loads(shown(capsys, policy, "--from", "2026-10-25", "--days", "1", "--json"))
    assert [
        (window["start"], window["end"])
        for window in document["windows"]
        if window["hours"] == "凌晨"
    ] == [
        ("2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00"),
    ]
    assert document["clock_changes"][0]["new_offset_seconds"] == 3600
    assert [change["kind"] for change in document["changes"]] == ["exempt", "value"]


def test_the_day_of_an_amnesty_is_told(capsys: Output, tmp_path: Path) -> None:
    path = tmp_path / "c.policyq"
    path.write_text(
        'policy "c" version 1\ntimezone Asia/Beirut\n'
        "ladder std within 30 days amnesty from 2026-03-29, from 2027-01-01\n"
        "  first warn\n  next mute 1 hour\nrule p when image then penalize by std\n",
        encoding="utf-8",
    )
    out = shown(capsys, str(path), "--from", "2026-03-28", "--days", "2", "--lang", "en")
    assert out == (
        "2026-03-28 Saturday\n2026-03-29 Sunday\n"
        "  amnesty: what stepped ladder std before counts no more\n"
        "  the clock changes from 00:00 to 01:00\n"
    )
    out = shown(capsys, str(path), "--from", "2027-01-01", "--days", "1", "--lang", "zh")
    assert "  赦免：阶梯 std 以前的次数从此不算\n" in out
    out = shown(capsys, str(path), "--from", "2026-12-31", "--json")
    assert [(one["day"], one["kind"], one["name"]) for one in json.loads(out)["changes"]] == [
        ("2027-01-01", "amnesty", "std")
    ]


def test_the_end_of_a_trial_is_told(capsys: Output, tmp_path: Path) -> None:
    path = tmp_path / "c.policyq"
    path.write_text(
        'policy "c" version 1\ntimezone Asia/Shanghai\nrule p when image then delete\n'
        "rule q when voice then delete\nshadow p from 2099-12-01 for 7 days\nshadow q\n",
        encoding="utf-8",
    )
    out = shown(capsys, str(path), "--from", "2099-12-07", "--days", "2", "--lang", "en")
    assert out == (
        "2099-12-07 Monday\n2099-12-08 Tuesday\n"
        "  the trial of rule p is over: it is enforced from now on\n"
    )
    out = shown(capsys, str(path), "--from", "2099-12-08", "--days", "1", "--lang", "zh")
    assert "  试运行结束：规则 p 从此正式执行\n" in out


def test_it_starts_today_by_default(capsys: Output, policy: str) -> None:
    assert len(shown(capsys, policy).split("\n20")) == 7


@pytest.mark.parametrize(
    "argv", [["--from", "tomorrow"], ["--from", "1600-01-01"], ["--days", "0"], ["--days", "x"]]
)
def test_wrong_days_are_wrong_use(capsys: Output, policy: str, argv: list[str]) -> None:
    assert main(["calendar", policy, *argv]) == exits.USAGE
    assert capsys.readouterr().out == ""


def test_times_that_a_policy_names(capsys: Output, tmp_path: Path) -> None:
    path = tmp_path / "t.policyq"
    path.write_text(
        """群规 "时刻" 版本 1
时区 Europe/Berlin
时段 凌晨 = 02:00-03:30
形式 早报 当 图片
日历 每周内容 在 凌晨
  周日 02:30 早报
  周六至周日 03:10 则 通知 群主
规则 提醒 当 到了 周日 22:50 则 回复 "要静默了"
""",
        encoding="utf-8",
    )
    # On this Sunday the clock skips the hour from 02:00 on.
    assert shown(capsys, str(path), "--from", "2026-03-28", "--days", "2", "--lang", "zh") == (
        "2026-03-28 周六\n"
        "  凌晨  02:00 - 03:30  (1小时30分钟)\n"
        "  03:10  日历 每周内容\n"
        "2026-03-29 周日\n"
        "  调钟：02:00 变为 03:00\n"
        "  凌晨  03:00 - 03:30  (30分钟)\n"
        "  03:00  日历 每周内容：早报\n"
        "  03:10  日历 每周内容\n"
        "  22:50  规则 提醒\n"
    )
    times = json.loads(shown(capsys, str(path), "--from", "2026-03-29", "--days", "1", "--json"))
    assert times["times"][0] == {
        "at": "2026-03-29T03:00:00+02:00", "entry": "每周内容", "form": "早报",
    }  # fmt: skip
