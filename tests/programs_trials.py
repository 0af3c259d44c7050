"""Rules on trial in generated programs. They draw from dice of their own, so that the programs are
else what they were."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from policyq.ir import nodes
from policyq.ir.trials import NEVER, last

_SAID = nodes.Template((nodes.Hole("rule"), ": ", nodes.Hole("advice")))


def trying(program: nodes.Program, days: tuple[str, ...]) -> nodes.Program:
    """The program, perhaps with some of its rules on trial, some of them until one of ``days``."""
    random = Random(f"{program.name} {days} {len(program.counters)} {len(program.rules)}")
    if random.random() < 0.6:
        return program
    rules = tuple(
        rule
        if rule.watch is not None or random.random() < 0.5
        else replace(rule, trial=_trial(random, days))
        for rule in program.rules
    )
    return replace(program, rules=rules, tries=last(rules))


def _trial(random: Random, days: tuple[str, ...]) -> nodes.Trial:
    until = random.choice((NEVER, NEVER, *days))
    if random.random() < 0.6:
        return nodes.Trial("shadow", until)
    to = (nodes.Who(role="owner"),)
    return nodes.Trial("advise", until, nodes.Do("notify", text=_SAID, to=to))
