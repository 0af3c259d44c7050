"""Names that newcomers get wrong: what is said of them, and what is proposed."""

from __future__ import annotations

import pytest
from checking import checked, names

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.render import render

PICTURES = "规则 图片 当 图片 则 撤回\n"


def proposals(text: str) -> list[tuple[str, str | None, list[str]]]:
    """Of each report its name, the name that was meant, and what is proposed."""
    found: tuple[Diagnostic, ...] = checked(text)[1]
    return [(one.kind.name, one.hint, [fix.replacement for fix in one.fixes]) for one in found]


def test_a_word_list_that_may_be_a_text() -> None:
    text = "规则 a 当 文本 含 发货 则 撤回\n"
    assert proposals(text) == [("unknown-name", None, ['"发货"'])]
    assert not checked(text)[1][0].fixes[0].certain
    said = {lang: render(checked(text)[1], {}, language=lang) for lang in ("zh", "en")}
    assert '请加引号：`"发货"`' in said["zh"] and 'write quotes: `"发货"`' in said["en"]


def test_a_word_list_that_is_near_is_meant() -> None:
    text = '词库 发货词 = "发货"\n规则 a 当 文本 含 发货次 则 撤回\n'
    assert proposals(text)[0] == ("unknown-name", "发货词", ["发货词"])


def test_a_name_whose_declaration_is_broken_is_offered() -> None:
    text = "阶梯 标准处罚 30天 坏 先 警告\n规则 a 当 图片 则 按 标准惩罚 处罚\n"
    assert ("unknown-name", "标准处罚", ["标准处罚"]) in proposals(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('规则 a "见{数目}" 当 图片 则 撤回\n', ["unknown-placeholder"]),
        ('规则 a "见{成员}" 当 图片 则 撤回\n', ["unknown-placeholder"]),
        ('数值 数目 = 3\n规则 a "见{数目}" 当 图片 则 撤回\n', []),
        ('规则 a "见{{数目}}，{" 当 图片 则 撤回\n', []),
        ('以下 大群 当 群人数 > 200\n规则 a "见{数目}" 当 图片 则 撤回\n以上\n',
         ["unknown-placeholder"]),
    ],
)  # fmt: skip
def test_placeholders_of_a_description_are_values(text: str, expected: list[str]) -> None:
    assert names(text) == expected
