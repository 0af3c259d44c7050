"""What of two programs differs: the rules, and these alone as a smaller program.

Of a policy with fifty rules a small change touches one: to play scenes with that rule alone is many
times quicker. What is found so is played with the whole policies before anybody believes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from policyq.ir import nodes
from policyq.study.mutation.material import values
from policyq.study.mutation.mutants import Meanings, Meant
from policyq.study.plan.canonical import Key, Parts

#: Parts that a smaller program does without where no rule of it uses them.
_LEFT_OUT = ("tiers", "metrics", "agendas", "rankings")


def differing(one: nodes.Program, other: nodes.Program) -> tuple[str, ...]:
    """The names of the rules that do not mean the same in both, sorted; if there are none, those
    that call something by its name which does not."""
    meanings = Meanings()
    mine, others = meanings.done(one), meanings.done(other)
    apart = _apart(mine, others)
    rules = sorted(key.name for key in apart if key.kind == "rules")
    if rules:
        return tuple(rules)
    called = tuple(f"'{key.name}'" for key in apart)
    by_name = {
        rule.name
        for program in (one, other)
        for rule in program.rules
        if any(name in repr((rule.condition, rule.effects)) for name in called)
    }
    return tuple(sorted(by_name or {rule.name for rule in one.rules}))


def _apart(one: Meant, other: Meant) -> list[Key]:
    keys = one.parts.keys() | other.parts.keys()
    return [key for key in keys if one.parts.get(key) != other.parts.get(key)]


def _with_others(program: nodes.Program, names: frozenset[str]) -> frozenset[str]:
    """Some rules, and those that do what these ask for: give points or titles, remove somebody."""
    done = {one.action for rule in program.rules if rule.name in names
            for one in rule.effects if isinstance(one, nodes.Do)}  # fmt: skip
    if "forgive" in done:
        # It takes back whatever any rule did.
        return frozenset(rule.name for rule in program.rules)
    found = set(names)
    asked: set[str] = set()
    for rule in program.rules:
        if rule.name in names:
            for node in values((rule.condition, rule.effects)):
                if isinstance(node, nodes.Removed):
                    found |= set(node.rules or (one.name for one in program.rules))
                elif isinstance(node, str):
                    asked.add(node)
    asked |= {one.points for one in program.rankings if one.name in asked}
    asked |= {one.points for one in program.rewards if one.name in asked}
    for rule in program.rules:
        if any(isinstance(one, nodes.Do) and one.of in asked for one in rule.effects):
            found.add(rule.name)
    return frozenset(found)


def alone(program: nodes.Program, names: Iterable[str]) -> nodes.Program:
    """A program of some rules only, and what these use."""
    # What is in the lists is used by nobody, and long.
    parts = Parts(replace(program, words=()))
    chosen = _with_others(program, frozenset(names))
    rules = tuple(rule for rule in program.rules if rule.name in chosen)
    used: set[Key] = set()
    for rule in rules:
        used |= parts.uses(Key("rules", rule.name))
    left: dict[str, Any] = {
        field: tuple(p for p in getattr(program, field) if Key(field, p.name) in used)
        for field in _LEFT_OUT
    }
    counters = program.counters
    # What measures a group counts more than it names.
    measured = left["metrics"] or left["agendas"] or left["rankings"] or program.lotteries
    if not measured:
        counters = tuple(one for one in counters if Key("counters", one.id) in used)
    return replace(program, rules=rules, promises=(), counters=counters, **left)
