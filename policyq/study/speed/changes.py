"""Changes of a policy that may make it faster: each is the policy with the change, to be measured.

What is told is not what is known to be slow in general, but what was slow in this policy over this
log: a change is proposed because the policy *with* it was quicker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from policyq.ir import nodes
from policyq.study.speed.leaving import counting_what_is_asked, with_words, without_rule
from policyq.text.folds import NORMALLY, STRICTLY
from policyq.text.listed import Listed, Word

MANY: Final = 8
"""So many rules that differ in their words alone are worth being one."""

_BROAD = (nodes.Always, nodes.KindIn, nodes.WhoIs)
"""What most messages are, or are not, whatever they say."""


class Change(NamedTuple):
    """A change that may make a policy faster."""

    kind: str
    """An id of `policyq.study.speed.advice.ADVICE`."""
    sort: str
    """What ``name`` names: ``rule`` or ``list``."""
    name: str
    others: tuple[str, ...]
    """The other rules that change."""
    after: nodes.Program


def changes(program: nodes.Program, fired: Mapping[str, int]) -> Iterator[Change]:
    """What may be worth changing; ``fired``: how often each rule fired over the log."""
    yield from _of_lists(program)
    yield from _of_many(program)
    for rule in {rule.name: rule for rule in program.rules}.values():
        yield from _of_rule(program, rule, fired)


# -- lists -------------------------------------------------------------------------------------


def _of_lists(program: nodes.Program) -> Iterator[Change]:
    for words in program.words:
        folds = frozenset().union(*(word.folds for word in words.listed.words))
        if folds - NORMALLY:
            after = with_words(program, words.name, _under(NORMALLY))
            yield Change("loosely", "list", words.name, (), after)
        elif folds - STRICTLY:
            after = with_words(program, words.name, _under(STRICTLY))
            yield Change("normally", "list", words.name, (), after)
        if any(word.whole for word in words.listed.words):
            after = with_words(program, words.name, _anywhere)
            yield Change("whole", "list", words.name, (), after)


def _under(folds: frozenset[str]) -> Callable[[Listed], Listed]:
    def change(listed: Listed) -> Listed:
        return listed._replace(
            words=tuple(word._replace(folds=word.folds & folds) for word in listed.words)
        )

    return change


def _anywhere(listed: Listed) -> Listed:
    return listed._replace(words=tuple(word._replace(whole=False) for word in listed.words))


# -- rules -------------------------------------------------------------------------------------


def _of_rule(
    program: nodes.Program, rule: nodes.Rule, fired: Mapping[str, int]
) -> Iterator[Change]:
    asked = [one for one in walk(rule.condition) if isinstance(one, nodes.Windowed)]
    counters = {one.id: one for one in program.counters}
    counted = [counters[one.counter] for one in asked if one.counter in counters]
    without = without_rule(program, rule.name)
    if any("alike" in counter.per for counter in counted):
        names = frozenset(counter.id for counter in counted)
        yield Change("alike", "rule", rule.name, (), _by_text(program, names))
    elif any(_matches(one) for one in walk(rule.condition)):
        after = _rule_changed(program, rule.name, lambda one: _NEVER if _matches(one) else one)
        yield Change("pattern", "rule", rule.name, (), after)
    elif any(_loosely(one) for one in walk(rule.condition)):
        after = _rule_changed(program, rule.name, _normally)
        yield Change("loosely_here", "rule", rule.name, (), after)
    elif not fired.get(rule.name):
        yield Change("silent", "rule", rule.name, (), without)
    elif any(isinstance(one, nodes.Contact) for one in walk(rule.condition)):
        after = _rule_changed(program, rule.name, _no_contacts)
        yield Change("contact", "rule", rule.name, (), after)
    elif any(_broad(counter.condition) for counter in counted):
        yield Change("count", "rule", rule.name, (), without)


def _broad(condition: nodes.Condition) -> bool:
    """Whether most messages are counted."""
    return all(
        isinstance(one, (*_BROAD, nodes.And, nodes.Or, nodes.Not)) for one in walk(condition)
    )


def _by_text(program: nodes.Program, ids: frozenset[str]) -> nodes.Program:
    """The program with some counters by the text as it is."""
    counters = tuple(
        replace(one, per=tuple("text" if key == "alike" else key for key in one.per))
        if one.id in ids
        else one
        for one in program.counters
    )
    return replace(program, counters=counters)


def _matches(node: object) -> bool:
    return isinstance(node, nodes.Text) and node.op == "matches"


_NEVER = nodes.Always(False)


def _no_contacts(node: Any) -> Any:
    return _NEVER if isinstance(node, nodes.Contact) else node


def _loosely(node: object) -> bool:
    """Whether a condition has words of its own that are looked for loosely."""
    return isinstance(node, nodes.Text) and any(word.folds - NORMALLY for word in node.words)


def _normally(node: Any) -> Any:
    if not _loosely(node):
        return node
    return replace(
        node, words=tuple(word._replace(folds=word.folds & NORMALLY) for word in node.words)
    )


def _rule_changed(program: nodes.Program, name: str, change: Callable[[Any], Any]) -> nodes.Program:
    """The program with every condition in a rule changed."""
    rules = tuple(
        replace(rule, condition=changed(rule.condition, change)) if rule.name == name else rule
        for rule in program.rules
    )
    return counting_what_is_asked(replace(program, rules=rules))


# -- rules that are one ------------------------------------------------------------------------


def _of_many(program: nodes.Program) -> Iterator[Change]:
    """Rules that differ in the words they look for alone, made one."""
    alike: dict[tuple[object, ...], list[nodes.Rule]] = {}
    for rule in program.rules:
        looks = [one for one in walk(rule.condition) if _contains(one)]
        if len(looks) == 1 and rule.watch is None:
            rest = changed(rule.condition, lambda one: None if _contains(one) else one)
            key = (rest, rule.effects, rule.priority, rule.level, rule.trial)
            alike.setdefault(key, []).append(rule)
    for some in alike.values():
        if len(some) >= MANY:
            names = tuple(sorted(rule.name for rule in some))
            yield Change("many", "rule", names[0], names[1:], _joined(program, some, names))


def _contains(node: object) -> bool:
    return isinstance(node, nodes.Text) and node.op == "contains"


def _joined(
    program: nodes.Program, rules: Sequence[nodes.Rule], names: Sequence[str]
) -> nodes.Program:
    looks = [one for rule in rules for one in walk(rule.condition) if isinstance(one, nodes.Text)]
    lists = sorted({name for one in looks if _contains(one) for name in one.lists})
    literals = sorted({text for one in looks if _contains(one) for text in one.literals})
    words: dict[Word, None] = {word: None for one in looks if _contains(one) for word in one.words}
    every = nodes.Text("contains", tuple(lists), tuple(literals), tuple(words))
    first = next(rule for rule in rules if rule.name == names[0])
    one = replace(
        first, condition=changed(first.condition, lambda node: every if _contains(node) else node)
    )
    left = [one if rule is first else rule for rule in program.rules if rule not in rules[1:]]
    left = [rule for rule in left if rule.name not in names[1:]]
    return counting_what_is_asked(replace(program, rules=tuple(left)))


# -- walking -----------------------------------------------------------------------------------


def walk(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    """A condition and all that it is joined of."""
    waiting: list[nodes.Condition] = [condition]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, nodes.And | nodes.Or):
            waiting += one.parts
        elif isinstance(one, nodes.Not | nodes.Surely):
            waiting.append(one.part)
        elif isinstance(one, nodes.Near):
            waiting += (one.some, one.others)


def changed(node: Any, change: Callable[[Any], Any]) -> Any:
    """A condition in which every node is changed, those inside first; a Near stays as it is."""
    if isinstance(node, nodes.And | nodes.Or):
        node = replace(node, parts=tuple(changed(one, change) for one in node.parts))
    elif isinstance(node, nodes.Not | nodes.Surely):
        node = replace(node, part=changed(node.part, change))
    return change(node)
