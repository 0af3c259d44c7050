"""yara-x: rules over global variables; the words of a list are its own patterns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import yara_x

from peers.facts import Decide, Facts
from peers.workload import CATEGORIES
from policyq.vocabulary.types import Said

PACKAGE = "yara-x"
HOW = Said("全局变量加模式，一个扫描器留着用", "global variables and patterns; one scanner is kept")
LACKS = Said(
    "统计、阶梯、时段、动作、合并、记忆",
    "counts, ladders, times of day, actions, merging, memory",
)

_NUMBERS = ("minute", "outside", "links", "tenure", "flood", "mentions")
_RULES = {
    "夜间": "minute >= 1380 or minute < 420",
    "外链": "outside > 0",
    "诈骗": "hit0",
    "辱骂": "hit1",
    "广告": "hit2",
    "引流": "hit3",
    "刷屏": "flood > 8",
    "新人链接": "links > 0 and tenure < 86400",
    "提醒": "mentions > 5",
    "资料": 'message == "资料" or message == "学习资料"',
}


def core() -> Decide:
    compiler = yara_x.Compiler()
    for name in _NUMBERS:
        compiler.define_global(name, 0)
    for name in ("admin", "hit0", "hit1", "hit2", "hit3"):
        compiler.define_global(name, False)
    compiler.define_global("message", "")
    for number, condition in enumerate(_RULES.values()):
        compiler.add_source(f"rule r{number} {{ condition: not admin and ({condition}) }}")
    scanner = yara_x.Scanner(compiler.build())
    names = {f"r{number}": name for number, name in enumerate(_RULES)}

    def decide(facts: Facts) -> list[str]:
        for name in _NUMBERS:
            scanner.set_global(name, facts[name])
        scanner.set_global("admin", facts["admin"])
        scanner.set_global("message", facts["text"])
        hits = facts["hits"]
        for number, name in enumerate(CATEGORIES):
            scanner.set_global(f"hit{number}", name in hits)
        return [names[rule.identifier] for rule in scanner.scan(b"").matching_rules]

    return decide


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    compiler = yara_x.Compiler()
    for number, some in enumerate(lists.values()):
        patterns = " ".join(f"$w{place} = {_quoted(word)}" for place, word in enumerate(some))
        compiler.add_source(f"rule r{number} {{ strings: {patterns} condition: any of them }}")
    scanner = yara_x.Scanner(compiler.build())
    names = {f"r{number}": name for number, name in enumerate(lists)}

    def decide(facts: Facts) -> list[str]:
        found = scanner.scan(facts["text"].encode()).matching_rules
        return [names[rule.identifier] for rule in found]

    return decide


def many(words: Sequence[str]) -> Decide:
    compiler = yara_x.Compiler()
    compiler.define_global("admin", False)
    for number, word in enumerate(words):
        compiler.add_source(
            f"rule r{number} {{ strings: $w = {_quoted(word)} condition: $w and not admin }}"
        )
    scanner = yara_x.Scanner(compiler.build())
    names = {f"r{number}": word for number, word in enumerate(words)}

    def decide(facts: Facts) -> list[str]:
        scanner.set_global("admin", facts["admin"])
        found = scanner.scan(facts["text"].encode()).matching_rules
        return [names[rule.identifier] for rule in found]

    return decide


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)
