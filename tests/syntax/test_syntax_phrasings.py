"""What people write in the place of a condition is said anew as a policy says it."""

from __future__ import annotations

import pytest

from policyq.diagnostics.source import Source
from policyq.syntax.parse import parse

ZH = (
    '群规 "团购群" 版本 1\n时区 Asia/Shanghai\n时段 夜间 = 23:00-07:00\n词库 广告词 = "兼职"\n'
    "网站 白名单 = taobao.com\n规则 一 当 {} 则 撤回\n"
)
EN = (
    'policy "Deals" version 1\ntimezone Europe/Berlin\nhours night = 23:00 to 07:00\n'
    'words ads = "discount"\nsites ok = amazon.com\nrule one when {} then delete\n'
)


@pytest.mark.parametrize(
    ("head", "written", "meant"),
    [
        (ZH, "夜间", "时间 在 夜间"),
        (ZH, "夜间 发消息", "消息 且 时间 在 夜间"),
        (ZH, "消息 不在 夜间", "消息 且 时间 不在 夜间"),
        (ZH, "消息 且 时间 是 夜间", "时间 在 夜间"),
        (ZH, "广告词", "文本 含 广告词"),
        (ZH, "链接 不在 白名单", "有 链接 不在 白名单"),
        (ZH, "1分钟内 发 10条 消息", "同一人 1分钟内 消息 达到 10条"),
        (ZH, "每天 消息 超过 100条", "同一人 每天"),
        (ZH, "消息 超过 500字", "字数 超过 500字"),
        (ZH, "管理员 发 链接", "发言人 是 管理员 且 有 链接"),
        (ZH, "有人发红包", "红包"),
        (ZH, "连续打卡7天", "连续打卡 达到 7天"),
        (ZH, "连续 签到 7天以上", "连续打卡 达到 7天"),
        (ZH, "连续7天打卡", "连续打卡 达到 7天"),
        (ZH, "打卡 连续7天", "连续打卡 达到 7天"),
        (ZH, "连续 图片 3天", "连续 图片 达到 3天"),
        (EN, "checkin for 1 day in a row", "streak(checkin) >= 1 day"),
        (EN, "checkin 7 days in a row", "streak(checkin) >= 7 days"),
        (ZH, "晚上11点到早上7点半", "时间 在 23:00-07:30"),
        (ZH, "每天 9:05", "到了 09:05"),
        (ZH, "每周一 早上9点半", "到了 每周一 09:30"),
        (EN, "every day at 9:05", "at 09:05"),
        (ZH, "新人 入群", "入群"),
        (ZH, "图片 且 入群 7天以内", "入群不到 7天"),
        (ZH, "图片 和 语音", "图片 或 语音"),
        (EN, "message at night", "message and time in night"),
        (EN, "night and message", "time in night"),
        (EN, "ads", "text contains ads"),
        (EN, "link", "has link"),
        (EN, "link not in ok", "any link not in ok"),
        (EN, "someone joins", "join"),
        (EN, "a user sends a link", "has link"),
        (EN, "an image during night", "image and time in night"),
        (EN, "more than 8 messages in a minute", "count(message per sender within 1 minute) > 8"),
        (EN, "messages >= 8 per 10 minutes", "count(message per sender within 10 minutes) >= 8"),
    ],
    ids=lambda one: one if one and "{}" not in one else "",
)
def test_it_is_said_anew(head: str, written: str, meant: str) -> None:
    text = head.format(written)
    _, found = parse(Source("a.policyq", text))
    said = [fix.replacement for one in found if one.kind.code == "PQ120" for fix in one.fixes]
    assert said == [meant]
    while found:  # mended piece by piece, it can be read
        fix = found[0].fixes[0]
        text = text[: fix.span.start] + fix.replacement + text[fix.span.end :]
        _, found = parse(Source("a.policyq", text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('词库 w = 来自 "words/广告.txt"', '词库 w 来自 "words/广告.txt"'),
        ('网站 w = 来自 "sites.txt"', '网站 w 来自 "sites.txt"'),
        ('words w = from "words.txt"', 'words w from "words.txt"'),
    ],
)
def test_a_file_stands_without_an_equals_sign(written: str, meant: str) -> None:
    head = (ZH if written[0] > "z" else EN).format("图片" if written[0] > "z" else "image")
    text = f"{head}{written}\n"
    _, (found,) = parse(Source("a.policyq", text))
    (fix,) = found.fixes
    assert found.kind.code == "PQ120"
    assert text[: fix.span.start] + fix.replacement + text[fix.span.end :] == f"{head}{meant}\n"


def test_a_name_that_no_list_has_is_only_unknown() -> None:
    _, found = parse(Source("a.policyq", ZH.format("清晨")))
    assert [one.kind.code for one in found] == ["PQ109"]


def test_a_keyword_that_is_meant_is_no_text_without_quotes() -> None:
    text = ZH.format("图片").replace("当", "如果")
    assert [one.kind.code for one in parse(Source("a.policyq", text))[1]] == ["PQ109"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("时段 晚 = 晚上11点-早上7点", "时段 晚 = 23:00-07:00"),
        ("时段 晚 = 23.00-7.00", "时段 晚 = 23:00-7:00"),
        ("时段 晚 = 周末 10:00-12:00", "时段 晚 = 周六, 周日 10:00-12:00"),
        (
            "规则 二 当 图片 则 移出 群主 2小时内 确认",
            "规则 二 当 图片 则 移出 需 群主 2小时内 确认",
        ),
        ("规则 二 当 图片 则 标准 处罚", "规则 二 当 图片 则 按 标准 处罚"),
        ("词库 词 = ＂兼职＂", '词库 词 = "兼职"'),
    ],
)
def test_times_actions_and_quotes_are_said_anew(written: str, meant: str) -> None:
    head = '群规 "团购群" 版本 1\n时区 Asia/Shanghai\n'
    _, found = parse(Source("a.policyq", head + written + "\n"))
    (fix,) = (fix for one in found for fix in one.fixes)
    text = head + written
    assert text[: fix.span.start] + fix.replacement + text[fix.span.end :] == head + meant


def test_an_example_may_say_the_second_day() -> None:
    head = '群规 "团购群" 版本 1\n时区 Asia/Shanghai\n规则 一 当 图片 则 撤回\n'
    text = head + '示例 "图"\n  10:00 小明 图片\n  第二天 10:00 小明 图片\n  应当 撤回，撤回\n'
    assert parse(Source("a.policyq", text))[1] == ()
