"""Rosters of generated programs. They draw from dice of their own, so that the programs are else
what they were."""

from __future__ import annotations

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


def _shift(programs: Any) -> Shift:
    random = programs.random
    people = tuple(sorted(random.sample(_PEOPLE, random.choice((1, 2))), key=str))
    rest = tuple(one for one in _PEOPLE if one not in people)
    return Shift(programs._slot(), people, rest[: random.choice((0, 1))])
