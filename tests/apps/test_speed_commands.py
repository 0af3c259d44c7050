"""The commands `policyq bench` and `policyq profile`: what they say, in both languages, and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

WORDS = "、".join(f'"加{one}微信"' for one in "我你他她它个们的好薇威胃味为围维违委未位")
DEAR = f"""群规 "小群" 版本 1
时区 Asia/Shanghai
词库 引流词 宽松 = {WORDS}
规则 引流 当 文本 含 引流词 则 撤回
"""
PLAIN = '群规 "小群" 版本 1\n时区 Asia/Shanghai\n规则 图 当 图片 则 撤回\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("dear.policyq").write_text(DEAR, encoding="utf-8")
    Path("plain.policyq").write_text(PLAIN, encoding="utf-8")
    rows = [
        {
            "id": str(number), "time": 1772413200 + 60 * number, "group": f"g{number % 3}",
            "kind": "text" if number % 10 else "image", "sender": f"u{number % 7}", "role": "member",
            "tags": [], "text": f"大家好，今天第{number}题怎么做？我这里想了很久还是不明白",
        }
        for number in range(900)
    ]  # fmt: skip
    Path("log.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def run(command: str, policy: str, *more: str) -> int:
    return main([command, f"{policy}.policyq", "--log", "log.jsonl", "--rounds", "8", *more])


def test_bench_reports_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "plain") == exits.OK
    english = capsys.readouterr().out
    assert "events a second" in english and "900 events of 3 groups" in english
    assert "what parts cost" in english and "some rule fires" in english
    assert run("bench", "plain", "--lang", "zh", "--markdown", "--no-costs") == exits.OK
    chinese = capsys.readouterr().out
    assert "## 一个一个看" in chinese and "## 内存" in chinese and "各部分的开销" not in chinese


def test_bench_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "plain", "--json", "--events", "700") == exits.OK
    found = json.loads(capsys.readouterr().out)
    assert (found["events"], found["groups"], found["policy"]) == (700, 3, "小群")
    assert [(one["kind"], one["name"]) for one in found["costs"]] == [("rule", "图")]
    assert set(found["rate"]) == {"middle", "low", "high"}
    assert found["firing"]["events"] == 56 and found["idle"]["events"] == 504


def test_profile_names_the_dear_list_and_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("profile", "dear") == exits.OK
    assert "list 引流词 is looked for `loosely`" in capsys.readouterr().out
    assert run("profile", "dear", "--json") == exits.OK
    found = json.loads(capsys.readouterr().out)
    # The rule never fires: to leave it out would save the search, too.
    (first,) = (one for one in found["advice"] if one["kind"] == "loosely")
    assert first["list"] == "引流词" and found["advice"][-1]["kind"] in ("loosely", "silent")
    assert first["place"] == {"file": "dear.policyq", "line": 3, "column": 4}
    assert first["share"] > 0.2 and "宽松" in first["title"]["zh"]


def test_profile_says_so_where_there_is_nothing_to_say(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("profile", "plain") == exits.OK
    assert "nothing to say" in capsys.readouterr().out
    assert run("profile", "plain", "--lang", "zh") == exits.OK
    assert "没有什么好说的" in capsys.readouterr().out


def test_a_log_that_is_too_short_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "plain", "--events", "100") == exits.PROBLEMS
    assert "fewer than 500" in capsys.readouterr().err


def test_more_rounds_than_there_are_events_for_are_not_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("bench", "profile"):
        assert run(command, "plain", "--json", "--rounds", "1000") == exits.OK
        assert json.loads(capsys.readouterr().out)["rounds"] == 72
