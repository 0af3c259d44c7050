"""Everything that a program may do, wherever it stands: in rules, behind watches, on ladders, in
rewards, and where nobody answers."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir import nodes


def effects(program: nodes.Program) -> Iterator[nodes.Effect]:
    """Every effect of a program, in no order that means anything."""
    waiting = [effect for rule in program.rules for effect in rule.effects]
    waiting += [e for rule in program.rules if rule.watch for e in rule.watch.afterwards]
    waiting += [rule.trial.notice for rule in program.rules if rule.trial and rule.trial.notice]
    waiting += [do for ladder in program.ladders for step in ladder.steps for do in step]
    waiting += [e for one in program.rewards for e in (*one.effects, *one.otherwise)]
    while waiting:
        effect = waiting.pop()
        yield effect
        if effect.confirm is not None:
            waiting += effect.confirm.otherwise
