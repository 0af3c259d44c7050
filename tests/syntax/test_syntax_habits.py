"""What newcomers write, and that what is proposed is right: no proposal beats a wrong one."""

from __future__ import annotations

import pytest

from policyq.diagnostics.diagnostic import Diagnostic, Severity
from policyq.diagnostics.source import Source
from policyq.syntax.parse import parse

RULE = "规则 a 当 图片 则 "


def mended(text: str) -> tuple[list[str], str]:
    """The names of what is reported, and the text with every proposal followed."""
    _, found = parse(Source("p", text))
    changes = sorted((fix.span, fix.replacement) for one in found for fix in one.fixes)
    for span, new in reversed(changes):
        text = text[: span.start] + new + text[span.end :]
    return [one.kind.name for one in found], text


def errors(text: str) -> list[Diagnostic]:
    return [one for one in parse(Source("p", text))[1] if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("阶梯 x 30天累计 先 警告", "misspelt-keyword", "阶梯 x 30天内累计 先 警告"),
        ("时段 x = 每天 9:00-21:30", "day-before-time", "时段 x = 9:00-21:30"),
        ("时段 x = 每日9:00-21:30", "day-before-time", "时段 x = 9:00-21:30"),
        ("时段 x = 全天 9:00-21:30", "day-before-time", "时段 x = 9:00-21:30"),
        ("时段 x = 周六 全天 9:00-21:30", "day-before-time", "时段 x = 周六 9:00-21:30"),
        ("hours x = every day 9:00 to 21:30", "day-before-time", "hours x = 9:00 to 21:30"),
        ("hours x = all day 9:00 to 21:30", "day-before-time", "hours x = 9:00 to 21:30"),
        ("规则 a 当 时间 在 每天 9:00-21:30 则 撤回", "day-before-time",
         "规则 a 当 时间 在 9:00-21:30 则 撤回"),
        ("规则 a 当 时间 在 全天 9:00-21:30 则 撤回", "day-before-time",
         "规则 a 当 时间 在 9:00-21:30 则 撤回"),
        ("规则 a 当 同一人 60分内 图片 超过 3条 则 撤回", "unknown-unit",
         "规则 a 当 同一人 60分钟内 图片 超过 3条 则 撤回"),
        (RULE + "撤回；警告", "stray-character", RULE + "撤回，警告"),
        (RULE + "警告 “别发”；撤回", "stray-character", RULE + "警告 “别发”，撤回"),
        (RULE + "撤回。警告", "stray-character", RULE + "撤回，警告"),
        ("规则 a 当 图片；则 撤回", "stray-character", "规则 a 当 图片 则 撤回"),
        ("rule a when image then delete; warn", "stray-character",
         "rule a when image then delete, warn"),
        (RULE + "撤回；", "stray-character", RULE + "撤回"),
        ("规则 a 当 @所有人 则 撤回", "stray-character", "规则 a 当 提及 所有人 则 撤回"),
        ("规则 a 当 @小明 则 撤回", "stray-character", '规则 a 当 提及 "小明" 则 撤回'),
        (RULE + "转交 @客服", "stray-character", RULE + "转交 客服"),
        ("规则 a 当 文本 含 @客服 则 撤回", "stray-character", '规则 a 当 文本 含 "@客服" 则 撤回'),
        ("rule a when @everyone then delete", "stray-character",
         "rule a when mentions everyone then delete"),
        ("规则 a 当 文本 含 《退款》 则 撤回", "wrong-quotes", '规则 a 当 文本 含 "退款" 则 撤回'),
        (RULE + "禁言10分", "unknown-unit", RULE + "禁言10分钟"),
        (RULE + "禁言 2 钟头", "unknown-unit", RULE + "禁言 2 小时"),
        ("规则 a 如果 图片 则 撤回", "misspelt-keyword", RULE + "撤回"),
        ("规则 a 当 图片 那么 撤回", "misspelt-keyword", RULE + "撤回"),
        (RULE + "删除", "misspelt-keyword", RULE + "撤回"),
        (RULE + "拉黑", "misspelt-keyword", RULE + "移出"),
        ("规则 a 当 每人 1分钟内 图片 超过 3条 则 撤回", "misspelt-keyword",
         "规则 a 当 同一人 1分钟内 图片 超过 3条 则 撤回"),
        ("数值 a = 3，从 2026-12-01 = 5", "misspelt-keyword", "数值 a = 3，自 2026-12-01 = 5"),
        ("rule a if image then delete", "misspelt-keyword", "rule a when image then delete"),
        ("rule a when image then kick", "misspelt-keyword", "rule a when image then remove"),
        ("rule a when image then ban", "misspelt-keyword", "rule a when image then remove"),
        ("rule a when image then block", "misspelt-keyword", "rule a when image then remove"),
        (RULE + "撤回 并 警告", "missing-comma", RULE + "撤回，警告"),
        (RULE + "撤回 然后 警告", "missing-comma", RULE + "撤回，警告"),
        ("规则 a 当 有链接 不在 w 且 图片 撤回", "missing-then",
         "规则 a 当 有链接 不在 w 且 图片 则 撤回"),
        ("规则 a 当 同一人 60秒内图片 超过 3条 则 撤回", "missing-space",
         "规则 a 当 同一人 60秒内 图片 超过 3条 则 撤回"),
        ("网站 w = https://m.huahua.cn/index.html", "bad-site", "网站 w = m.huahua.cn"),
        ("网站 w = m.huahua.cn/index.html", "bad-site", "网站 w = m.huahua.cn"),
        ('示例 "x"\n  10:00:00 小明：“好”\n  应当 放行', "seconds",
         '示例 "x"\n  10:00 小明：“好”\n  应当 放行'),
    ],
)  # fmt: skip
def test_the_proposal_is_what_was_meant(text: str, name: str, meant: str) -> None:
    assert mended(text) == ([name], meant)
    assert errors(meant) == []


@pytest.mark.parametrize("text", [RULE + "撤回，@客服", "词库 a = @客服"])
def test_nothing_is_proposed_where_nothing_is_plain(text: str) -> None:
    _, found = parse(Source("p", text))
    assert [(one.kind.name, one.fixes) for one in found] == [("stray-character", ())]


@pytest.mark.parametrize(
    "text",
    [
        "规则 a 当 链接 不在 w 则 撤回",  # 有链接 不在, or 链接 都不在
        "规则 a 当 同一人 60秒内 发 图片 超过 3条 则 撤回",
    ],
)
def test_no_doubtful_proposal(text: str) -> None:
    _, found = parse(Source("p", text))
    assert [(one.fixes, one.hint) for one in found] == [((), None)]


def test_actions_without_then_are_told_although_more_is_wrong() -> None:
    _, found = parse(Source("p", "规则 a 当 有链接 不在 w 撤回 除非 发言人 是 群主"))
    assert [one.kind.name for one in found] == ["missing-then"]
