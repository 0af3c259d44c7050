"""Rosters of generated programs. They draw from dice of their own, so that the programs are else
what they were."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from policyq.ir import nodes
from policyq.ir.duty import Roster, Shift

#: A tag that notices and confirmations name.
NAME = "t1"
_PEOPLE = tuple(nodes.Who(account=account) for account in ("u1", "u2", "u3"))


def rosters(programs: Any) -> tuple[Roster, ...]:
    """No roster, or one that is asked wherever the tag of its name is."""
    random = Random(f"{programs.zone} {programs.start} {len(programs.counters)}")
    if random.random() < 0.6:
        return ()
    kept, programs.random = programs.random, random
    try:
        shifts = tuple(_shift(programs) for _ in range(random.choice((1, 2, 3))))
    finally:
        programs.random = kept
    days = (programs.today, programs.tomorrow)
    leaves = tuple((one, day, day) for one in _PEOPLE for day in days if random.random() < 0.3)
    gaps = (nodes.Who(role="owner"), nodes.Who(account="u3"))
    return (Roster(NAME, shifts, leaves, gaps[: random.choice((1, 2))]),)


def asking(program: nodes.Program) -> nodes.Program:
    """The program, where it has a roster, with who is on duty in the place of some who are asked
    for."""
    if not program.rosters:
        return program
    random = Random(f"{program.timezone} {len(program.rules)} {len(program.counters)}")

    def asked(one: nodes.Condition) -> nodes.Condition:
        match one:
            case nodes.And(parts) | nodes.Or(parts):
                return replace(one, parts=tuple(map(asked, parts)))
            case nodes.Not(part) | nodes.Surely(part):
                return replace(one, part=asked(part))
            case nodes.WhoIs() if random.random() < 0.6:
                return nodes.OnDuty(frozenset({NAME}))
        return one

    return replace(
        program,
        rules=tuple(replace(rule, condition=asked(rule.condition)) for rule in program.rules),
        promises=tuple(replace(one, condition=asked(one.condition)) for one in program.promises),
        spared=tuple(map(asked, program.spared)),
    )


def _shift(programs: Any) -> Shift:
    random = programs.random
    people = tuple(sorted(random.sample(_PEOPLE, random.choice((1, 2))), key=str))
    rest = tuple(one for one in _PEOPLE if one not in people)
    return Shift(programs._slot(), people, rest[: random.choice((0, 1))])
