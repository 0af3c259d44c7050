"""business-rules: conditions as JSON over the methods of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from business_rules import engine
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    select_multiple_rule_variable,
    string_rule_variable,
)

from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "business-rules"
HOW = Said("规则写成 JSON，每个事实一个方法", "rules as JSON; a method for each fact")
LACKS = Said(
    "统计、阶梯、时段、词库、合并、记忆",
    "counts, ladders, times of day, lists of words, merging, memory",
)

_Condition: TypeAlias = dict[str, Any]


class _Variables(BaseVariables):  # type: ignore[misc]
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @boolean_rule_variable  # type: ignore[untyped-decorator]
    def admin(self) -> bool:
        return bool(self.facts["admin"])

    @select_multiple_rule_variable(options=[])  # type: ignore[untyped-decorator]
    def hits(self) -> list[str]:
        return list(self.facts["hits"])

    @string_rule_variable  # type: ignore[untyped-decorator]
    def text(self) -> str:
        return str(self.facts["text"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def minute(self) -> int:
        return int(self.facts["minute"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def outside(self) -> int:
        return int(self.facts["outside"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def links(self) -> int:
        return int(self.facts["links"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def tenure(self) -> int:
        return int(self.facts["tenure"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def flood(self) -> int:
        return int(self.facts["flood"])

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def mentions(self) -> int:
        return int(self.facts["mentions"])


class _Actions(BaseActions):  # type: ignore[misc]
    def __init__(self) -> None:
        self.fired: list[str] = []

    @rule_action(params={"rule": FIELD_TEXT})  # type: ignore[untyped-decorator]
    def fire(self, rule: str) -> None:
        self.fired.append(rule)


def core() -> Decide:
    night = {
        "any": [
            _asks("minute", "greater_than_or_equal_to", 1380),
            _asks("minute", "less_than", 420),
        ]
    }
    asked = {"any": [_asks("text", "equal_to", "资料"), _asks("text", "equal_to", "学习资料")]}
    return _of(
        {
            "夜间": [night],
            "外链": [_asks("outside", "greater_than", 0)],
            "诈骗": [_asks("hits", "contains_all", ["诈骗词"])],
            "辱骂": [_asks("hits", "contains_all", ["辱骂词"])],
            "广告": [_asks("hits", "contains_all", ["广告词"])],
            "引流": [_asks("hits", "contains_all", ["引流词"])],
            "刷屏": [_asks("flood", "greater_than", 8)],
            "新人链接": [_asks("links", "greater_than", 0), _asks("tenure", "less_than", 86_400)],
            "提醒": [_asks("mentions", "greater_than", 5)],
            "资料": [asked],
        }
    )


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    return _of(
        {
            name: [{"any": [_asks("text", "contains", word) for word in some]}]
            for name, some in lists.items()
        },
        exempt=False,
    )


def many(words: Sequence[str]) -> Decide:
    return _of({word: [_asks("text", "contains", word)] for word in words}, last=True)


def _asks(name: str, operator: str, value: object) -> _Condition:
    return {"name": name, "operator": operator, "value": value}


def _of(rules: Mapping[str, list[_Condition]], exempt: bool = True, last: bool = False) -> Decide:
    member = [_asks("admin", "is_false", True)] if exempt else []
    listed = [
        {
            "conditions": {"all": [*conditions, *member] if last else [*member, *conditions]},
            "actions": [{"name": "fire", "params": {"rule": name}}],
        }
        for name, conditions in rules.items()
    ]

    def decide(facts: Facts) -> list[str]:
        actions = _Actions()
        engine.run_all(listed, _Variables(facts), actions)
        return actions.fired

    return decide
