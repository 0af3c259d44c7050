"""What new users stumbled on: joints, hosts, the other member, examples without times, numerals."""

from __future__ import annotations

import pytest

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.format import format_text
from policyq.syntax.parse import parse

RULE = "规则 a 当 图片 则 "
TOLD = "规则 a 当 投诉 则 "
ASKED = '示例 "x"\n  10:00 小明："广告"\n'
LINK = "规则 a 当 有 链接 不在 "


def reports(text: str) -> tuple[Diagnostic, ...]:
    return tuple(parse(Source("p", text))[1])


def mended(text: str) -> tuple[list[str], str]:
    """The names of what is reported, and the text with every proposal followed."""
    found = reports(text)
    changes = sorted((fix.span, fix.replacement) for one in found for fix in one.fixes)
    for span, new in reversed(changes):
        text = text[: span.start] + new + text[span.end :]
    return [one.kind.name for one in found], text


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("试运行 a 自 2026-12-01", "ends-early", "试运行 a 自 2026-12-01 起 7天"),
        ("advise a from 2026-12-01 notify owner", "ends-early",
         "advise a from 2026-12-01 for 7 days notify owner"),
        (ASKED + "  应当 待确认 移出", "unexpected", ASKED + "  应当 移出 待确认"),
        (ASKED + "  应当 撤回，等待确认 禁言1天，警告", "unexpected",
         ASKED + "  应当 撤回，禁言1天 待确认，警告"),
        ('example "x"\n  10:00 Ming: "a"\n  expect pending remove', "unexpected",
         'example "x"\n  10:00 Ming: "a"\n  expect remove pending'),
        ("承诺 a 绝不 待确认 移出 当 对象 是 管理员", "unexpected", "承诺 a 绝不 移出 当 对象 是 管理员"),
        ("promise a never remove pending when target is admin", "unexpected",
         "promise a never remove when target is admin"),
        ('阶梯 s 30天\n  先 警告\n  再 移出', "unexpected", '阶梯 s 30天内累计\n  先 警告\n  再 移出'),
        ("ladder s 30 days\n  first warn\n  next remove", "unexpected",
         "ladder s within 30 days\n  first warn\n  next remove"),
        *[
            (f'示例 "x"\n  {said} 小明："广告"\n  应当 警告', "unexpected",
             f'示例 "x"\n  {clock} 小明："广告"\n  应当 警告')
            for said, clock in [
                ("10点", "10:00"), ("晚上9点半", "21:30"), ("下午 3点一刻", "15:15"), ("8时05分", "08:05"),
                ("中午12点", "12:00"), ("凌晨12点30分", "00:30"), ("晚上10:30", "22:30"),
            ]
        ],
        ('example "x"\n  10 am Ming: "a"\n  expect warn', "unexpected",
         'example "x"\n  10:00 Ming: "a"\n  expect warn'),
        ('example "x"\n  7pm Ming: "a"\n  expect warn', "unexpected",
         'example "x"\n  19:00 Ming: "a"\n  expect warn'),
        ('示例 "x"\n  10:00 wx-123："广告"\n  应当 警告', "unexpected",
         '示例 "x"\n  10:00 "wx-123"："广告"\n  应当 警告'),
        ('example "x"\n  10:00 ming.w (owner): "a"\n  expect warn', "unexpected",
         'example "x"\n  10:00 "ming.w" (owner): "a"\n  expect warn'),
        ('示例 "x"\n  10:00 12345678 入群\n  应当 警告', "unexpected",
         '示例 "x"\n  10:00 "12345678" 入群\n  应当 警告'),
        (RULE + "撤回 或 禁言1天", "or-of-actions", RULE + "撤回，禁言1天"),
        (RULE + "撤回，或者 警告", "or-of-actions", RULE + "撤回，警告"),
        (RULE + "通知 群主 或 管理员", "or-of-actions", RULE + "通知 群主 和 管理员"),
        ("rule a when image then delete or warn", "or-of-actions",
         "rule a when image then delete, warn"),
        ("rule a when image then notify owner or admin", "or-of-actions",
         "rule a when image then notify owner and admin"),
        ("规则 a 当 图片 或 则 撤回", "joint-with-one-side", "规则 a 当 图片 则 撤回"),
        ("规则 a 当 或 图片 则 撤回", "joint-with-one-side", "规则 a 当 图片 则 撤回"),
        ("规则 a 当 图片 且 或 视频 则 撤回", "joint-with-one-side", "规则 a 当 图片 且 视频 则 撤回"),
        ("规则 a 当 (图片 或) 则 撤回", "joint-with-one-side", "规则 a 当 (图片) 则 撤回"),
        ("rule a when image and then delete", "joint-with-one-side", "rule a when image then delete"),
        ("规则 a 当 图片，或 有 链接 则 撤回", "comma-and-joint", "规则 a 当 图片 或 有 链接 则 撤回"),
        ('规则 a 当 文本 含 "甲"、"乙"， 且 有 链接 则 撤回', "comma-and-joint",
         '规则 a 当 文本 含 "甲"、"乙" 且 有 链接 则 撤回'),
        ("规则 a 当 发言人 是 管理员，或 群主 则 撤回", "or-in-list",
         "规则 a 当 发言人 是 管理员， 群主 则 撤回"),
        (LINK + "douban.com 则 撤回", "bare-site", LINK + '"douban.com" 则 撤回'),
        (LINK + "https://www.douban.com/group/1 则 撤回", "bare-site", LINK + '"www.douban.com" 则 撤回'),
        (LINK + "甲、163.com、zhihu.com 则 撤回", "bare-site", LINK + '甲、"163.com"、"zhihu.com" 则 撤回'),
        ("rule a when any link not in douban.com, zhihu.com then delete", "bare-site",
         'rule a when any link not in "douban.com", "zhihu.com" then delete'),
        (TOLD + "移出 对方", "other-misplaced", TOLD + "对对方 移出"),
        (TOLD + "禁言 对方 1天", "other-misplaced", TOLD + "对对方 禁言 1天"),
        (TOLD + '警告 对方 "别闹"', "other-misplaced", TOLD + '对对方 警告 "别闹"'),
        (TOLD + "记录，对方 禁言1天", "other-misplaced", TOLD + "记录，对对方 禁言1天"),
        ("rule a when complaint then mute the other 1 day", "other-misplaced",
         "rule a when complaint then mute 1 day against the other"),
        ("rule a when complaint then mute 1 day the other", "other-misplaced",
         "rule a when complaint then mute 1 day against the other"),
        ("rule a when complaint then remove other", "other-misplaced",
         "rule a when complaint then remove against the other"),
    ],
)  # fmt: skip
def test_what_is_proposed_is_right(text: str, name: str, meant: str) -> None:
    assert mended(text) == ([name], meant)
    assert not reports(meant)


@pytest.mark.parametrize(
    "text",
    [
        "规则 a 当 投诉 且 对方 是 管理员 则 记录",
        "规则 a 当 对方 是 管理员 则 记录",
        "rule a when complaint and the other is admin then record",
        "rule a when (other is admin) then record",
    ],
)
def test_nobody_asks_who_the_other_is(text: str) -> None:
    assert mended(text) == (["other-asked"], text)


@pytest.mark.parametrize(
    "text",
    [
        '规则 a 当 文本 等于 "资料" 则 回复 "甲" 或 "乙"',
        "规则 a 当 图片 或 视频 则 移出 需 群主 或 管理员 确认",
        "规则 a 当 投诉 则 对对方 禁言1天",
        LINK + '"douban.com"、"zhihu.com" 则 撤回',
        "网站 甲 = douban.com, zhihu.com",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert mended(text) == ([], text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('示例 "a"\n  小明："你好"\n  应当 放行\n', '示例 "a"\n  10:00 小明："你好"\n  应当 放行\n'),
        ('示例 "a"\n  08:30 小明 入群\n  小红（管理员）："你好"\n  应当 放行\n',
         '示例 "a"\n  08:30 小明 入群\n  08:30 小红（管理员）："你好"\n  应当 放行\n'),
        ('example "a"\n  Ming image\n  expect delete\n', 'example "a"\n  10:00 Ming image\n  expect delete\n'),
    ],
)  # fmt: skip
def test_an_example_without_times_is_one_report(before: str, after: str) -> None:
    assert mended(before) == (["no-time-in-example"], after)
    assert not reports(after)


def test_several_lines_without_times_are_still_one_report() -> None:
    text = '示例 "a"\n  小明："一"\n  小明："二"\n  应当 放行\n规则 b 当 图片 则 撤回\n'
    assert [one.kind.name for one in reports(text)] == ["no-time-in-example"]


def test_a_misspelt_word_of_an_example_is_told_as_such() -> None:
    text = '示例 "a"\n  10:00 小明 图片\n  应该 撤回\n'
    assert mended(text) == (["misspelt-keyword"], text.replace("应该", "应当"))


def test_every_numeral_of_a_declaration_is_told() -> None:
    text = "阶梯 标准 三十天内累计\n  先 警告\n  再 禁言十分钟\n  再 禁言半小时\n  再 禁言1天\n"
    meant = "阶梯 标准 30天内累计\n  先 警告\n  再 禁言10分钟\n  再 禁言30分钟\n  再 禁言1天\n"
    assert mended(text) == (["chinese-numeral"] * 3, meant)
    assert not reports(meant)
    assert all(fix.certain for one in reports(text) for fix in one.fixes)


def test_numerals_are_told_where_something_else_is_wrong_as_well() -> None:
    text = "规则 a 当 图片 则 禁言十分钟，移出 需 群主 两小时内 确认 什么\n"
    found = reports(text)
    assert [one.kind.name for one in found] == ["chinese-numeral"] * 2
    assert not any(fix.certain for one in found for fix in one.fixes)


def test_names_with_numerals_stay_and_what_stands_between_keeps_its_place() -> None:
    text = '规则 三天打鱼 当 图片 则 禁言十分钟，警告 "{无}"，移出 需 群主 两小时内 确认\n'
    parsed, found = parse(Source("p", text))
    assert [text[one.span.start : one.span.end] for one in found] == ["十", "两"]
    (rule,) = parsed.declarations
    assert isinstance(rule, tree.Rule)
    assert text[rule.name.span.start : rule.name.span.end] == "三天打鱼"
    spans = [one.span for one in rule.actions]
    assert [text[span.start : span.end] for span in spans] == [
        "禁言十分钟", '警告 "{无}"', "移出 需 群主 两小时内 确认"
    ]  # fmt: skip


def test_a_member_of_an_example_may_stand_in_quotes() -> None:
    text = (
        '示例 "x"\n  10:00 "wx-123"（群主）："甲"\n  应当 放行\n  10:01 "小明" 入群\n  应当 放行\n'
    )
    file, found = parse(Source("p", text))
    assert not found
    [example] = file.declarations
    assert isinstance(example, tree.Example)
    members = [
        step.member.text for step in example.steps if isinstance(step, tree.Happens) and step.member
    ]
    assert members == ["wx-123", "小明"]
    assert format_text(Source("p", text))[0] == text.replace('"小明"', "小明")
    empty = text.replace("wx-123", "")
    assert [one.kind.name for one in reports(empty)] == ["text-for-name"]
