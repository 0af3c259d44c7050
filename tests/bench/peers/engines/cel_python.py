"""cel-python: CEL in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import celpy

from peers.engines import cel_source
from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "cel-python"
HOW = Said("一个表达式，事先编译", "one expression, compiled beforehand")
LACKS = Said(
    "统计、阶梯、时段、词库、动作、合并、记忆",
    "counts, ladders, times of day, lists of words, actions, merging, memory",
)


def core() -> Decide:
    return _of(cel_source.RULES, cel_source.NAMES)


def words(lists: Mapping[str, Sequence[str]]) -> Decide:
    return _of(cel_source.lists(lists), list(lists))


def many(words: Sequence[str]) -> Decide:
    return _of(cel_source.many(words), words)


def _of(source: str, names: Sequence[str]) -> Decide:
    environment = celpy.Environment()
    program = environment.program(environment.compile(source))

    def decide(facts: Facts) -> list[str]:
        truths = program.evaluate({name: celpy.json_to_cel(fact) for name, fact in facts.items()})
        return [name for name, truth in zip(names, truths, strict=True) if truth]

    return decide
