"""A policy without one of its rules, or with an empty list: what `bench` measures against the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from policyq.ir import nodes
from policyq.text.listed import Listed


class Part(NamedTuple):
    """A part of a policy, and the policy without it."""

    kind: str
    """``rule`` or ``list``."""
    name: str
    without: nodes.Program


def parts(program: nodes.Program) -> Iterator[Part]:
    """Every rule by its name, then every list of words."""
    for name in dict.fromkeys(rule.name for rule in program.rules):
        yield Part("rule", name, without_rule(program, name))
    for words in program.words:
        yield Part("list", words.name, with_words(program, words.name, lambda _: Listed()))


def without_rule(program: nodes.Program, name: str) -> nodes.Program:
    """The program without a rule, and without the counters that it alone asked."""
    left = tuple(rule for rule in program.rules if rule.name != name)
    return counting_what_is_asked(replace(program, rules=left))


def with_words(
    program: nodes.Program, name: str, change: Callable[[Listed], Listed]
) -> nodes.Program:
    """The program with a list of words changed."""
    words = [
        replace(one, listed=change(one.listed)) if one.name == name else one
        for one in program.words
    ]
    return replace(program, words=tuple(words))


def counting_what_is_asked(program: nodes.Program) -> nodes.Program:
    """The program without counters that nothing asks."""
    known = {counter.id: counter for counter in program.counters}
    asked: set[str] = set()
    waiting = [replace(program, counters=())]
    walked: list[Any] = list(waiting)
    while walked:
        for id in _texts(walked.pop()):
            if id in known and id not in asked:
                asked.add(id)
                walked.append(known[id].condition)
    left = tuple(counter for counter in program.counters if counter.id in asked)
    return replace(program, counters=left)


def _texts(node: Any) -> Iterator[str]:
    """Every text in a node: whoever asks a counter names it, wherever that may be."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Listed):
            continue  # words are many, and no counters
        elif is_dataclass(one):
            waiting += [getattr(one, field.name) for field in fields(one)]
        elif isinstance(one, tuple | frozenset | list):
            waiting += one
