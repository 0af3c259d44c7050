"""What CI servers read, from the command line: files whose names are not made for URIs and XML."""

from __future__ import annotations

from pathlib import Path

import pytest
from apps.typing_commands import Typist, write
from ci_shapes import check_junit, check_sarif, path_of

from policyq.apps.cli import exits

NAMES = ("群规 库/夜里#1 50%.policyq", "a?b/c:d & e.policyq", "%E7%BE%A4.policyq")
WRONG = '群规 "甲" 版本 1\n时区 Asia/Shanghai\n规则 一 当 包含 词库 广告 则 撤回\n'
IDLE = '群规 "甲" 版本 1\n时区 Asia/Shanghai\n词库 广告 = "加微信"\n规则 一 当 图片 则 撤回\n'


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    return Typist(capsys, monkeypatch)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["check", "lint"])
def test_findings_lead_to_files_that_are_there(
    policyq: Typist, command: str, language: str
) -> None:
    for name in NAMES:
        write(name, WRONG)
        write(f"idle/{name}", IDLE)
    argv = (command, ".", "--lang", language, "--format")
    ran = policyq(*argv, "sarif")
    assert ran.code == exits.PROBLEMS
    (run,) = check_sarif(ran.out)["runs"]
    found = {
        path_of(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for one in run["results"]
    }
    assert {Path(one) for one in found} == {
        Path(each) for name in NAMES for each in (name, f"idle/{name}")
    }
    assert all(Path(one).is_file() for one in found)
    suites = check_junit(policyq(*argv, "junit").out)
    assert {Path(suite.attrib["name"]) for suite in suites} == {Path(one) for one in found}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_leads_to_the_rules_that_change(policyq: Typist, language: str) -> None:
    for name in NAMES:
        write(f"旧/{name}", IDLE)
        write(f"新 %/{name}", IDLE.replace("图片", "有 链接"))
    row = '{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "群#1", "kind": "image"}\n'
    write("记录 1.jsonl", row)
    argv = ("plan", "旧", "新 %", "--log", "记录 1.jsonl", "--lang", language)
    ran = policyq(*argv, "--sarif")
    assert ran.out, ran.err
    (run,) = check_sarif(ran.out)["runs"]
    uris = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in run["results"]
        if one["ruleId"] == "plan-rule"
    ]
    assert {Path(path_of(uri)) for uri in uris} == {Path("新 %", name) for name in NAMES}
    assert len(check_junit(policyq(*argv, "--junit").out)) == len(NAMES)
