"""Replies with several answers: which of them is said.

It is drawn from the event that is answered and the rule that answers, by a hash: to readers it
looks like chance, and yet the same history always says the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from policyq.ir import nodes
from policyq.ir.every import effects
from policyq.ir.wanted import Wanted


def chosen(one: Wanted) -> Wanted:
    """The wish with one text, where it has several."""
    if not one.do.others:
        return one
    drawn = f"{one.about.id}\n{one.rules[0]}".encode("utf-8", "surrogatepass")
    number = int(hashlib.sha256(drawn).hexdigest(), 16) % len(one.do.texts)
    return one._replace(do=replace(one.do, text=one.do.texts[number], others=()))


def variants(program: nodes.Program) -> tuple[nodes.Program, ...]:
    """Programs that say nothing by chance, which together say all that ``program`` may: none if it
    leaves no choice."""
    most = max(
        (len(one.others) for one in effects(program) if isinstance(one, nodes.Do)), default=0
    )
    return tuple(_saying(program, number) for number in range(most + 1)) if most else ()


def _saying(program: nodes.Program, number: int) -> nodes.Program:
    def each(effects: tuple[nodes.Effect, ...]) -> tuple[nodes.Effect, ...]:
        return tuple(map(one, effects))

    def one(effect: nodes.Effect) -> nodes.Effect:
        if effect.confirm is not None:
            otherwise = each(effect.confirm.otherwise)
            effect = replace(effect, confirm=replace(effect.confirm, otherwise=otherwise))
        return do(effect) if isinstance(effect, nodes.Do) else effect

    def do(effect: nodes.Do) -> nodes.Do:
        if not effect.others:
            return effect
        return replace(effect, text=effect.texts[number % len(effect.texts)], others=())

    def step(effects: tuple[nodes.Do, ...]) -> tuple[nodes.Do, ...]:
        return tuple(done for done in each(effects) if isinstance(done, nodes.Do))

    rules = tuple(
        replace(
            rule,
            effects=each(rule.effects),
            watch=rule.watch and replace(rule.watch, afterwards=each(rule.watch.afterwards)),
        )
        for rule in program.rules
    )
    ladders = tuple(replace(a, steps=tuple(map(step, a.steps))) for a in program.ladders)
    rewards = tuple(
        replace(a, effects=each(a.effects), otherwise=each(a.otherwise)) for a in program.rewards
    )
    return replace(program, rules=rules, ladders=ladders, rewards=rewards)
