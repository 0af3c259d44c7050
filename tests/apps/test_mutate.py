"""`policyq mutate` as it is typed: its forms, its exit codes, what it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from ci_shapes import check_sarif

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

Output = pytest.CaptureFixture[str]
GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("POLICYQ_UPDATE_GOLDEN"))
POLICY = """群规 "读书会" 版本 1
时区 Asia/Shanghai
豁免 群主
词库 广告词 = "低价卖书", "阅读器特价"
规则 广告 当 文本 含 广告词 除非 发言人 是 管理员 则 撤回
示例 "广告"
  10:00 小明："低价卖书"
  应当 撤回
  10:01 小明："你好"
  应当 放行
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("群规.policyq").write_text(POLICY, encoding="utf-8")
    return tmp_path


def run(*argv: str, language: str = "zh") -> int:
    return main(["--lang", language, "mutate", "群规.policyq", *argv])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("form", "name"),
    [("", "txt"), ("--json", "json"), ("--sarif", "sarif"), ("--github", "github")],
)
def test_a_known_gap_in_every_form(capsys: Output, form: str, name: str, language: str) -> None:
    assert run(*[form] * bool(form), language=language) == exits.OK
    kept = GOLDEN / f"mutate.{language}.{name}"
    out = capsys.readouterr().out
    if UPDATE:
        kept.write_bytes(out.encode())
    assert kept.read_bytes().decode() == out


def test_sarif_is_as_published(capsys: Output) -> None:
    run("--sarif")
    document = check_sarif(capsys.readouterr().out)
    assert document["runs"][0]["results"]


def test_the_numbers_add_up(capsys: Output) -> None:
    run("--json")
    (found,) = json.loads(capsys.readouterr().out)["policies"]
    assert found["counted"] == found["noticed"]["examples"] + len(found["unnoticed"])
    assert found["counted"] == sum(one["counted"] for one in found["kinds"].values())
    assert found["noticed"]["log"] is None
    assert all(one["line"] for one in found["unnoticed"])


def test_fewer_than_asked_for_fail(capsys: Output) -> None:
    assert run("--least", "10") == exits.OK
    assert run("--least", "99%") == exits.PROBLEMS
    assert "没注意到" in capsys.readouterr().out


def test_a_log_notices_too(capsys: Output) -> None:
    rows = [
        {"id": "1", "time": "2026-05-01T10:00:00+08:00", "group": "g", "kind": "text",
         "sender": "u1", "role": "admin", "text": "低价卖书"},
        {"id": "2", "time": "2026-05-01T10:01:00+08:00", "group": "g", "kind": "text",
         "sender": "u2", "role": "member", "text": "阅读器特价"},
    ]  # fmt: skip
    Path("chat.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert run("--log", "chat.jsonl", "--json") == exits.OK
    (found,) = json.loads(capsys.readouterr().out)["policies"]
    assert found["noticed"]["log"] > 0
    left = [one["change"]["en"] for one in found["unnoticed"]]
    assert not [one for one in left if "阅读器特价" in one]
    assert "without `豁免 群主`" in left or any("exempt owner" in one for one in left)
    run("--log", "chat.jsonl")
    assert "聊天记录" in capsys.readouterr().out


def test_few_are_drawn_and_it_is_said(capsys: Output) -> None:
    assert run("--limit", "2", "--seed", "5") == exits.OK
    first = capsys.readouterr().out
    assert "这 2 处是从 7 处里抽的（种子 5）" in first
    run("--limit", "2", "--seed", "5")
    assert capsys.readouterr().out == first


def test_examples_that_fail_come_first(capsys: Output) -> None:
    Path("群规.policyq").write_text(POLICY.replace("应当 撤回", "应当 放行"), encoding="utf-8")
    assert run() == exits.PROBLEMS
    assert "示例“广告”现在就不通过" in capsys.readouterr().err


def test_bad_input_is_told(capsys: Output) -> None:
    assert main(["--lang", "en", "mutate"]) == exits.USAGE
    assert "name a file" in capsys.readouterr().err
    assert main(["--lang", "en", "mutate", "missing.policyq"]) == exits.FILES
    Path("broken.policyq").write_text("rule a when", encoding="utf-8")
    assert main(["--lang", "en", "mutate", "broken.policyq"]) == exits.PROBLEMS
    assert run("--log", "missing.jsonl") in (exits.FILES, exits.USAGE)
    assert run("--least", "120") == exits.USAGE
