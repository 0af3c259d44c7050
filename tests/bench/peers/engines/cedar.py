"""cedarpy: one permit for each rule; those that determine the answer are those that fired."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import cedarpy

from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "cedarpy"
HOW = Said("每条规则一条 permit，事先解析", "a permit for each rule, parsed beforehand")
LACKS = Said(
    "统计、阶梯、时段、词库、动作、合并、记忆",
    "counts, ladders, times of day, lists of words, actions, merging, memory",
)

_RULES = {
    "夜间": "context.minute >= 1380 || context.minute < 420",
    "外链": "context.outside > 0",
    "诈骗": 'context.hits.contains("诈骗词")',
    "辱骂": 'context.hits.contains("辱骂词")',
    "广告": 'context.hits.contains("广告词")',
    "引流": 'context.hits.contains("引流词")',
    "刷屏": "context.flood > 8",
    "新人链接": "context.links > 0 && context.tenure < 86400",
    "提醒": "context.mentions > 5",
    "资料": 'context.text == "资料" || context.text == "学习资料"',
}
_DEEPEST = 20
"""So many alternatives stand in one policy: the parser refuses deeper ones."""


def core() -> Decide:
    return _of([(name, f"!context.admin && ({source})") for name, source in _RULES.items()])


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    asked = []
    for name, some in lists.items():
        for place in range(0, len(some), _DEEPEST):
            asked.append((name, " || ".join(map(_contains, some[place : place + _DEEPEST]))))
    return _of(asked)


def many(words: Sequence[str]) -> Decide:
    return _of([(word, f"{_contains(word)} && !context.admin") for word in words])


def _contains(word: str) -> str:
    return f"context.text like {json.dumps(f'*{word}*', ensure_ascii=False)}"


def _of(sources: Sequence[tuple[str, str]]) -> Decide:
    text = "\n".join(
        f"permit(principal, action, resource) when {{ {source} }};" for _, source in sources
    )
    policies = cedarpy.PolicySet.from_str(text)
    entities = cedarpy.Entities.from_json_str("[]")
    names = {f"policy{number}": name for number, (name, _) in enumerate(sources)}
    order = {name: None for name, _ in sources}

    def decide(facts: Facts) -> list[str]:
        request = {
            "principal": {"type": "User", "id": "a"},
            "action": {"type": "Action", "id": "post"},
            "resource": {"type": "Group", "id": "g"},
            "context": facts,
        }
        reasons = cedarpy.is_authorized(request, policies, entities).diagnostics.reasons
        if not reasons:
            return []
        found = {names[reason] for reason in reasons}
        return [name for name in order if name in found]

    return decide
