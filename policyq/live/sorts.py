"""Kinds of event that a program cannot tell apart are one *sort*; and what is left of a condition
for one sort, everything settled that follows from the kind alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.ir import nodes
from policyq.ir.settling import FALSE, settle
from policyq.vocabulary.events import AIMED, FIELDS, KINDS, MESSAGES, PERSONAL

#: Stands for a kind that no table knows.
OTHER = ""

_DAY_END = frozenset({"day_end"})


def parts(condition: nodes.Condition) -> Iterator[nodes.Condition]:
    """A condition and everything inside it."""
    left = [condition]
    while left:
        one = left.pop()
        yield one
        match one:
            case nodes.And(inner) | nodes.Or(inner):
                left += inner
            case nodes.Not(part) | nodes.Surely(part):
                left.append(part)


def conditions(
    program: nodes.Program, asked: Iterable[nodes.Condition] | None = None
) -> Iterator[nodes.Condition]:
    """Every condition of a program, with everything inside. ``asked``: those of its rules, where of
    some that are alike one is enough."""
    whole = [counter.condition for counter in program.counters]
    whole += [rule.condition for rule in program.rules] if asked is None else asked
    whole += asked_of_wishes(program)
    whole += [tier.condition for tier in program.tiers]
    whole += [streak.condition for streak in program.streaks]
    whole += [lottery.condition for lottery in program.lotteries]
    for one in whole:
        yield from parts(one)


def asked_of_wishes(program: nodes.Program) -> tuple[nodes.Condition, ...]:
    """What is asked of events before anything is done: of promises, and of who is spared."""
    return (*(promise.condition for promise in program.promises), *program.spared)


def sorts(program: nodes.Program, asked: Iterable[nodes.Condition]) -> dict[str, str]:
    """For each kind the first kind of its sort; for `OTHER` itself or a kind that is like it.
    ``asked``: as in `conditions`."""
    sets = dict.fromkeys(
        kinds for one in conditions(program, asked) if (kinds := _carriers(one)) is not None
    )
    sets.update(dict.fromkeys((MESSAGES, PERSONAL, AIMED)))
    if program.metrics or program.rankings or program.lotteries:
        sets[_DAY_END] = None
    first: dict[tuple[bool, ...], str] = {}
    return {
        kind: first.setdefault(tuple(kind in kinds for kinds in sets), kind)
        for kind in (*KINDS, OTHER)
    }


def _carriers(condition: nodes.Condition) -> frozenset[str] | None:
    """The kinds of event on which a condition may be anything but False."""
    match condition:
        case nodes.KindIn(kinds):
            return kinds
        case nodes.Text() | nodes.Near() | nodes.Link() | nodes.Contact() | nodes.Mentions():
            return MESSAGES
        case (
            nodes.WhoIs()
            | nodes.OnDuty()
            | nodes.InTier()
            | nodes.Silent()
            | nodes.Removed()
            | nodes.InRow()
            | nodes.Holds()
            | nodes.Titled()
        ):
            return PERSONAL
        case nodes.GroupIs("channel"):
            return PERSONAL
        case nodes.Changed(_, into):
            return frozenset({"tier_in" if into else "tier_out"})
        case nodes.At():
            return frozenset({"scheduled"})
        case nodes.MetricIs() | nodes.Ranked():
            return _DAY_END
        case nodes.Compare(field) | nodes.Known(field):
            return FIELDS[field].carriers
    return None


def settled(condition: nodes.Condition, kind: str) -> nodes.Condition:
    """What is left of a condition on events of a kind."""

    def leaf(one: nodes.Condition) -> nodes.Condition:
        if isinstance(one, nodes.KindIn):
            return nodes.Always(kind in one.kinds)
        carriers = _carriers(one)
        return FALSE if carriers is not None and kind not in carriers else one

    return settle(condition, leaf)
