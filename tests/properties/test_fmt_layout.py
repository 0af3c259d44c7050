"""The formatter's layout: what it writes, what it keeps, that it settles at once."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyq.diagnostics.source import Source
from policyq.syntax import format as formatter
from policyq.syntax.format import format_text, main_language, to_text
from policyq.syntax.parse import parse

SAMPLES = Path(__file__).parent.parent / "samples"
_NAMES = ("full_zh.policyq", "full_en.policyq")


def laid_out(text: str, language: str | None = None) -> str:
    out, reports = format_text(Source("p", text), language)
    assert out is not None, reports
    return out


def test_chinese_is_tight_and_one_clause_a_line() -> None:
    assert (
        laid_out(
            "规则 刷屏 “太快” 优先 2 当 同一人 60 秒内 消息 超过8 条 "
            "除非 发言人 是 群主、老师 则 禁言 10 分钟,按3级 处置\n"
            "阶梯 标准 30 天 内 先 警告 再 移出 需 群主 2小时 内 确认 否则 禁言 1 天\n"
            "示例 「夜里」 设 群人数=3 23:30 小明 （管理员）: 「在吗」 应当 撤回 , 警告"
        )
        == """规则 刷屏 "太快" 优先 2
  当 同一人 60秒内 消息 超过 8条
  除非 发言人 是 群主, 老师
  则 禁言10分钟，按 3级 处置
阶梯 标准 30天内累计
  先 警告
  再 移出 需 群主 2小时内 确认 否则 禁言1天
示例 "夜里"
  设 群人数 = 3
  23:30 小明（管理员）："在吗"
  应当 撤回，警告
"""
    )


def test_translation_changes_keywords_and_leaves_names_and_texts() -> None:
    text = (
        '规则 刷屏 "说明"\n  当 同一人 60秒内 消息 超过 8条 且 发言人 不是 `not`\n  则 禁言10分钟\n'
    )
    english = laid_out(text, "en")
    assert english == (
        'rule 刷屏 "说明"\n'
        "  when count(message per sender within 60 seconds) > 8 messages and sender is not `not`\n"
        "  then mute 10 minutes\n"
    )
    assert laid_out(english, "zh") == text


def test_the_language_of_the_file_is_kept() -> None:
    assert main_language(Source("p", "# rule when then\n规则 a when image then delete 则")) == "en"
    assert main_language(Source("p", "规则 rule 当 图片 则 delete")) == "zh"
    assert laid_out("规则 a 当 image 则 撤回").startswith("规则 a\n  当 图片\n")


def test_blank_lines_and_comments_stay() -> None:
    text = (
        "# head\n\n#  deep\nuse 'x'\n".replace("'", '"')
        + "\n\n\ntimezone UTC # zone\nrule a when image # why\n# between\n then delete # do\n# last\n"
    )
    assert laid_out(text) == (
        '# head\n\n#  deep\nuse "x"\n\ntimezone UTC  # zone\nrule a\n  when image  # why\n'
        "  # between\n  then delete  # do\n# last\n"
    )


def test_comments_inside_sections_are_indented() -> None:
    text = "section s when members > 2\n# a\nrule a when image then delete\n# b\nend # c\n"
    assert laid_out(text) == (
        "section s when members > 2\n  # a\n  rule a\n    when image\n    then delete\n# b\nend  # c\n"
    )


def test_two_comments_for_one_line_go_above_it() -> None:
    assert laid_out('words a = "x", # one\n  "y" # two\n') == ('# one\n# two\nwords a = "x", "y"\n')


def test_files_with_errors_are_left_alone() -> None:
    out, reports = format_text(Source("p", "rule a when image then\n"))
    assert out is None
    assert [report.code for report in reports] == ["PQ131"]


def test_a_changed_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "_laid_out", lambda *_: "rule b when image then delete\n")
    out, reports = format_text(Source("p", "rule a when image then delete\n"))
    assert out is None
    assert [report.code for report in reports] == ["PQ150"]


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_samples_go_there_and_back(name: str, language: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    file, _ = parse(Source("p", text))
    out = laid_out(text, language)
    assert laid_out(out, language) == out
    assert parse(Source("p", out))[0] == file
    assert parse(Source("p", to_text(file, language)))[0] == file
    other = "en" if language == "zh" else "zh"
    assert laid_out(laid_out(out, other), language) == out


@settings(max_examples=12)
@given(st.sampled_from(_NAMES), st.integers(0, 10**9), st.sampled_from(["zh", "en"]))
def test_comments_anywhere_are_kept_and_settle(name: str, seed: int, language: str) -> None:
    dice = random.Random(seed)
    lines = []
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        if dice.random() < 0.1:
            lines.append(" " * dice.randrange(6) + f"# above {len(lines)}")
        lines.append(line + (f" # beside {len(lines)}" if dice.random() < 0.1 else ""))
    text = "\n".join(lines)
    before = parse(Source("p", text))[0].comments
    out = laid_out(text, language)
    assert laid_out(out, language) == out
    after = parse(Source("p", out))[0].comments
    assert Counter(c.text for c in after) == Counter(c.text for c in before)
