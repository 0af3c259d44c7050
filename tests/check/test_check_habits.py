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


@pytest.mark.parametrize("tag", ["群组", "裙主", "加宾", "管里员", "管理", "amdin", "bots"])
def test_tags_that_look_like_roles(tag: str) -> None:
    assert names(f"豁免 {tag}\n" + PICTURES) == ["role-like-tag"]


@pytest.mark.parametrize("tag", ["群友", "店主", "来宾", "客服", "副管理员", "老师", "bo", "guru"])
def test_tags_that_look_like_no_role(tag: str) -> None:
    assert names(f"豁免 {tag}\n" + PICTURES) == []


def tagged(rare: str, often: str) -> str:
    return (
        f"规则 a 当 图片 且 发言人 不是 {rare} 则 转交 {often}\n规则 b 当 语音 则 转交 {often}\n"
        f"规则 c 当 视频 则 通知 {often}\n"
    )


@pytest.mark.parametrize(
    ("rare", "often"),
    [("客付", "客服"), ("服客", "客服"), ("客服人员", "客服"), ("志愿这", "志愿者"),
     ("helpr", "helper"), ("helpers", "helper")],
)  # fmt: skip
def test_a_rarer_tag_that_looks_like_another(rare: str, often: str) -> None:
    assert proposals(tagged(rare, often)) == [("tag-like-tag", often, [often])]
    both = tagged(rare, often) + f"规则 d 当 文件 则 通知 {rare}\n规则 e 当 位置 则 通知 {rare}\n"
    assert "tag-like-tag" not in names(both)


@pytest.mark.parametrize(
    ("rare", "often"),
    [("老师", "客服"), ("二班", "一班"), ("女生", "男生"), ("银牌会员", "金牌会员"), ("svip", "vip"),
     ("team2", "team1"), ("客服主管", "客服"), ("新会员", "会员")],
)  # fmt: skip
def test_tags_that_differ_on_purpose(rare: str, often: str) -> None:
    assert names(tagged(rare, often)) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("全天，9:00-21:30", ["slot-covered"]),
        ("9:00-21:30，全天", ["slot-covered"]),
        ("9:00-21:30，9:00-21:30", ["slot-covered"]),
        ("周六 至 周日 全天，周六 9:00-12:00", ["slot-covered"]),
        ("周六 全天，9:00-12:00", ["slot-covered"]),
        ("22:00-06:00，23:00-05:00", ["slot-covered"]),
        ("9:00-12:00，周四 9:00-12:00", ["slot-covered"]),
        ("周六 全天，周日 9:00-12:00", []),
        ("9:00-12:00，13:00-18:00", []),
        ("9:00-12:00，11:00-18:00", []),
        ("9:00-18:00，2026-10-01 全天", []),
        ("2026-10-01 全天，2026-10-02 全天", []),
    ],
)
def test_times_that_others_cover(hours: str, expected: list[str]) -> None:
    assert names(f"时段 t = {hours}\n规则 a 当 图片 且 时间 在 t 则 撤回\n") == expected
