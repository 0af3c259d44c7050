"""rule-engine: one compiled rule each; the words of a list as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import rule_engine

from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "rule-engine"
HOW = Said(
    "每条规则一个编译好的对象，词库写成正则",
    "a compiled object for each rule; lists as regular expressions",
)
LACKS = Said(
    "统计、阶梯、词库、动作、合并、记忆",
    "counts, ladders, lists of words, actions, merging, memory",
)

_RULES = {
    "夜间": "not admin and (minute >= 1380 or minute < 420)",
    "外链": "not admin and outside > 0",
    "诈骗": 'not admin and "诈骗词" in hits',
    "辱骂": 'not admin and "辱骂词" in hits',
    "广告": 'not admin and "广告词" in hits',
    "引流": 'not admin and "引流词" in hits',
    "刷屏": "not admin and flood > 8",
    "新人链接": "not admin and links > 0 and tenure < 86400",
    "提醒": "not admin and mentions > 5",
    "资料": 'not admin and (text == "资料" or text == "学习资料")',
}


def core() -> Decide:
    return _of(_RULES)


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    return _of(
        {name: f'text =~~ "{"|".join(map(re.escape, some))}"' for name, some in lists.items()}
    )


def many(words: Sequence[str]) -> Decide:
    return _of({word: f'"{word}" in text and not admin' for word in words})


def _of(sources: Mapping[str, str]) -> Decide:
    rules = [(name, rule_engine.Rule(source)) for name, source in sources.items()]

    def decide(facts: Facts) -> list[str]:
        return [name for name, rule in rules if rule.matches(facts)]

    return decide
