"""common-expression-language: CEL in Rust. One program, one context that is kept and filled anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cel

from peers.engines import cel_source
from peers.facts import Decide, Facts
from policyq.vocabulary.types import Said

PACKAGE = "common-expression-language"
HOW = Said("一个表达式，上下文留着用", "one expression; the context is kept")
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
    program = cel.compile(source)
    context = cel.Context()

    def decide(facts: Facts) -> list[str]:
        context.update(facts)
        truths = program.execute(context)
        return [name for name, truth in zip(names, truths, strict=True) if truth]

    return decide
