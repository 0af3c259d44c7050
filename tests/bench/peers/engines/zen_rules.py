"""zen-engine: one compiled expression that is a list of truths, which is much quicker than its
decision tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import zen

from peers.engines import cel_source
from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "zen-engine"
HOW = Said(
    "一个编译好的表达式（决策表慢得多）", "one compiled expression (its tables are far slower)"
)
LACKS = Said(
    "统计、阶梯、词库、合并、记忆",
    "counts, ladders, lists of words, merging, memory",
)

_RULES = """[
  not admin and (minute >= 1380 or minute < 420),
  not admin and outside > 0,
  not admin and "诈骗词" in hits,
  not admin and "辱骂词" in hits,
  not admin and "广告词" in hits,
  not admin and "引流词" in hits,
  not admin and flood > 8,
  not admin and links > 0 and tenure < 86400,
  not admin and mentions > 5,
  not admin and text in ["资料", "学习资料"]
]"""


def core() -> Decide:
    return _of(_RULES, cel_source.NAMES)


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    some = [
        f"some({json.dumps(list(w), ensure_ascii=False)}, contains(text, #))"
        for w in lists.values()
    ]
    return _of(f"[{', '.join(some)}]", list(lists))


def many(words: Sequence[str]) -> Decide:
    rules = [
        f"contains(text, {json.dumps(word, ensure_ascii=False)}) and not admin" for word in words
    ]
    return _of(f"[{', '.join(rules)}]", words)


def _of(source: str, names: Sequence[str]) -> Decide:
    expression = zen.compile_expression(source)

    def decide(facts: Facts) -> list[str]:
        truths = expression.evaluate(facts)
        return [name for name, truth in zip(names, truths, strict=True) if truth]

    return decide
