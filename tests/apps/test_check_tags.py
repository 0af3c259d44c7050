"""Tags that nobody bears, where roster or project know one like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main

POLICY = """群规 "团购" 版本 1
时区 Asia/Shanghai
规则 一 当 图片 且 发言人 是 {member} 则 撤回
以下 团购群 当 本群 有标签 {group}
规则 二 当 视频 则 撤回
以上
"""
PROJECT = "groups:\n  g1: {tags: [购物群]}\nroster: members.csv\n"
ROSTER = "group,account,tags\ng1,u1,志愿者\n"


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policyq.yaml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "members.csv").write_text(ROSTER, encoding="utf-8")

    def run(member: str, group: str, command: str = "check") -> str:
        text = POLICY.format(member=member, group=group)
        (tmp_path / "a.policyq").write_text(text, encoding="utf-8")
        assert main([command, "a.policyq", "--lang", "zh"]) in (exits.OK, exits.PROBLEMS)
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("command", ["check", "lint"])
def test_a_slip_of_a_tag_that_is_known_is_asked_about(check, command: str) -> None:  # type: ignore[no-untyped-def]
    out = check("志愿着", "购物郡", command)
    assert out.count("PQ432") == 2
    assert "没有标签 `志愿着`，只有相近的 `志愿者`" in out
    assert "没有标签 `购物郡`，只有相近的 `购物群`" in out
    out = check("志愿者", '"购物郡"', command)
    assert out.count("PQ432") == 1 and '本群 有标签 "购物群"' in out


def test_a_budget_for_a_slip_of_a_tag_is_asked_about(check, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for tag, told in (("志愿着", 1), ("志愿者", 0), ("群主", 0)):
        budgets = f"budgets:\n- {{measure: mutes, tag: {tag}, at_most: 3}}\n"
        (tmp_path / "policyq.yaml").write_text(PROJECT + budgets, encoding="utf-8")
        assert check("志愿者", "购物群").count("PQ432") == told


def test_a_budget_for_a_tag_of_nobody_is_told(check, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    budgets = "budgets:\n- {measure: mutes, tag: 熟客, at_most: 3}\n"
    (tmp_path / "policyq.yaml").write_text(PROJECT + budgets, encoding="utf-8")
    out = check("志愿者", "购物群")
    assert out.count("PQ562") == 1 and "名册里没有人带标签 `熟客`" in out
    (tmp_path / "policyq.yaml").write_text(budgets, encoding="utf-8")
    assert "PQ562" not in check("志愿者", "购物群"), "without a roster nobody can tell"


@pytest.mark.parametrize("tags", [("志愿者", "购物群"), ("班长", "技术"), ("购物群", "志愿者")])
def test_tags_that_are_known_or_like_none_pass(check, tags: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    assert "PQ432" not in check(*tags)


def test_nothing_is_asked_where_nothing_is_known(check, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "policyq.yaml").write_text("language: zh\n", encoding="utf-8")
    assert "PQ432" not in check("志愿着", "购物郡")
    (tmp_path / "policyq.yaml").write_text("roster: none.csv\n", encoding="utf-8")
    assert "PQ432" not in check("志愿着", "购物郡")
