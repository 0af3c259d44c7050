"""The policies that are measured: the ten rules of the workload, and rules by the thousand."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from peers.workload import CATEGORIES, SITES, ZONE
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.pipeline import compile_policy

_LISTS = "词库 {name}{how} = {words}"
_RULES = """
规则 夜间 "夜间请勿发言" 当 消息 且 时间 在 夜间 则 撤回，警告 "有话明早再说"
规则 外链 "只发学习网站的链接" 当 有 链接 不在 学习网站 则 撤回，按 3级 处置
规则 诈骗 "不发诈骗信息" 当 文本 含 诈骗词 则 撤回，按 1级 处置
规则 辱骂 "不骂人" 当 文本 含 辱骂词 则 撤回，按 2级 处置
规则 广告 "不发广告" 当 文本 含 广告词 则 撤回，按 3级 处置
规则 引流 "不拉人" 当 文本 含 引流词 则 撤回，按 3级 处置
规则 刷屏 "不刷屏" 当 同一人 60秒内 消息 超过 8条 则 禁言10分钟
规则 新人链接 "新人先不发链接" 当 有 链接 且 入群不到 24小时 则 撤回，警告 "请先看群规"
规则 提醒 "一次不@很多人" 当 提及人数 超过 5人 则 撤回，警告 "请不要@很多人"
规则 资料 当 文本 等于 "资料"、"学习资料" 则 回复 "见群公告"
"""


def ten_rules(words: Mapping[str, Sequence[str]], how: str = "严格") -> str:
    """The policy of the workload; ``how`` its lists find: 严格, 正常 or 宽松."""
    lists = [_list(name, words[name], how) for name in CATEGORIES]
    return "\n".join(
        (
            f'群规 "比较" 版本 1\n时区 {ZONE}',
            "时段 夜间 = 23:00-07:00",
            f"网站 学习网站 = {', '.join(SITES)}",
            *lists,
            "豁免 群主, 管理员",
            '阶梯 标准处罚 30天内累计 先 警告 "请遵守群规" 再 禁言10分钟 再 禁言1天 再 移出',
            "1级 即 全员禁言30分钟，通知 群主",
            "2级 即 禁言1小时，通知 群主",
            "3级 即 按 标准处罚 处罚",
            _RULES,
        )
    )


def word_rules(words: Sequence[str]) -> str:
    """As many rules as words: “the text contains this word, and the sender is no admin: warn”."""
    return _head() + "\n".join(
        f'规则 词{number} "词{number}" 当 文本 含 "{word}" 严格 除非 发言人 是 管理员 则 警告 "请勿"'
        for number, word in enumerate(words)
    )


def mixed_rules(words: Sequence[str]) -> str:
    """As many rules as words, of ten sorts; one in ten is a count."""
    draw = random.Random("mixed")
    sorts = (
        '文本 含 "{word}" 严格',
        '文本 含 "{word}" 严格 且 时间 在 夜间',
        '文本 含 "{word}" 且 有 链接',
        '有 链接 在 "site{number}.example.com"',
        '文本 等于 "{word}"',
        '文本 含 "{word}" 严格 且 入群不到 {hours}小时',
        "提及人数 超过 {many}人 且 字数 超过 {long}字",
        '文本 含 "{word}" 严格 且 发言人 是 嘉宾',
        '同一人 {hours}小时内 (文本 含 "{word}") 超过 2条',
        '文本 开头是 "{word}"',
    )
    rules = []
    for number, word in enumerate(words):
        numbers = {"hours": draw.randrange(1, 48), "many": draw.randrange(20, 99)}
        condition = sorts[number % len(sorts)].format(
            word=word, number=number, long=draw.randrange(1_000, 9_999), **numbers
        )
        rules.append(f'规则 第{number} "第{number}" 当 {condition} 则 警告 "请勿"')
    return _head() + "时段 夜间 = 23:00-07:00\n豁免 管理员\n" + "\n".join(rules)


def compiled(text: str) -> nodes.Program:
    """The program of a policy that has no mistakes."""
    made = compile_policy({"p.policyq": Source("p.policyq", text)}, "p.policyq")
    if made.program is None:
        raise ValueError(str(made.diagnostics[:3]))
    return made.program


def _head() -> str:
    return f'群规 "比较" 版本 1\n时区 {ZONE}\n'


def _list(name: str, words: Sequence[str], how: str) -> str:
    said = "、".join(f'"{word}"' for word in words)
    return _LISTS.format(name=name, how=f" {how}" if how != "正常" else "", words=said)
