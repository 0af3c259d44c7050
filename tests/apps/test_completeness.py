"""`policyq check --completeness`, and checklists that take the place of the stock one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

Output = pytest.CaptureFixture[str]
POLICY = '群规 "x" 版本 1\n规则 链接 当 有 链接 则 撤回\n规则 图 当 图片 则 记录\n'
LIST = """title: our list
duties:
  - {id: pictures, says: {zh: 图片, en: pictures}, any: {only: image, does: [delete, record]}}
  - {id: words, says: words, part: detail, any: [{asks: words}, {has: example}]}
  - {id: trust, says: trust, unseen: true}
"""


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("p.policyq").write_text(POLICY, encoding="utf-8")
    Path("list.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def run(*argv: str) -> int:
    return main(["--lang", "zh", "check", *argv])


def test_what_is_covered_and_what_not(capsys: Output, policy: Path) -> None:
    assert run("--completeness", "--checklist", "list.yaml", "p.policyq") == exits.OK
    assert capsys.readouterr().out == (
        "p.policyq：完备度 1/2 (50 %)（our list）\n"
        "基础规则  1/1 (100 %)\n"
        "  + 图片  <- 图\n"
        "细则  0/1 (0 %)\n"
        "  - words\n"
        "群规里看不出来，请自己核对：\n"
        "  ? trust\n"
        "只看规则问什么、做什么，不看名字：词库里的词是哪一类，这里看不出来\n"
        "清单之外的规则：链接\n"
    )


def test_the_stock_checklist_as_json(capsys: Output, policy: Path) -> None:
    assert run("--completeness", "--format", "json", "p.policyq") == exits.OK
    (document,) = json.loads(capsys.readouterr().out)
    assert document["policy"] == "p.policyq"
    covered = [one["id"] for one in document["duties"] if one["covered"] == "yes"]
    assert covered == ["links", "records"]


def test_a_policy_with_errors_is_told_first(capsys: Output, policy: Path) -> None:
    Path("p.policyq").write_text(
        '群规 "x" 版本 1\n规则 a 当 图片 则 按 处罚 处罚\n', encoding="utf-8"
    )
    assert run("--completeness", "p.policyq") == exits.PROBLEMS
    assert "PQ210" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "没有这个文件"),
        ("", "空文件"),
        ("title: x\n", "没有要核对的事"),
        ("duties:\n  - {id: a, says: b, unseen: true}\n", "没有要核对的事"),
        ("duties:\n  - {says: b, any: [{asks: words}]}\n", "缺 `id`"),
        ("duties:\n  - {id: a, any: [{asks: words}]}\n", "缺 `says`"),
        ("duties:\n  - {id: a, says: b}\n", "缺 `any`"),
        ("duties:\n  - {id: a, says: b, any: [{}]}\n", "空的一条"),
        ("duties:\n  - {id: a, says: b, any: [{asks: wrods}]}\n", "不认识 `wrods`"),
        ("duties:\n  - {id: a, says: b, any: [{asks: words, least: x}]}\n", "应当是数字"),
        ("duties:\n  - {id: a, says: b, part: c, any: [{asks: words}]}\n", "不认识 `c`"),
        ("duties:\n  - &a {id: a, says: b, any: [{asks: words}]}\n  - *a\n", "不能用锚点"),
        ("reference: [{below: 5}]\nduties:\n  - {id: a, says: b, any: [{asks: words}]}\n", "缺 `percent`"),
        ("duties:\n" + "  - {id: a, says: b, any: [{asks: words}]}\n" * 2, "`a` 写了两次"),
        ("duties:\n" + "  - {id: a, says: b, any: [{asks: words}]}\n" * 501, "超过 500 项"),
    ],
)  # fmt: skip
def test_a_checklist_that_cannot_be_read(
    capsys: Output, policy: Path, text: str | None, why: str
) -> None:
    path = Path("list.yaml")
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert run("--completeness", "--checklist", "list.yaml", "p.policyq") == exits.PROBLEMS
    said = capsys.readouterr().err
    assert "PQ696" in said and why in said
