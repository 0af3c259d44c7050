"""From two programs to what may matter to the rules in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policyq.ir import nodes
from policyq.study.mutation.material import Material, values
from policyq.study.mutation.variations import Hints
from policyq.study.playing import FIRST_DAY
from policyq.syntax import tree

#: So many of a sort are tried.
_FEW, _MORE = 6, 12
#: More than this is not said by one person in an example.
_OFTEN = 30
#: Sizes of groups in which a share of members falls between two whole hundredths.
_SIZES = range(2, 41)


def hints(material: Material, rules: tuple[nodes.Program, nodes.Program], language: str) -> Hints:
    """What may matter. ``rules``: of both programs the rules that differ, and what these use."""
    texts: dict[str, None] = {}
    lengths: dict[int, None] = {}
    who: dict[tree.Role | tree.Name, None] = {}
    accounts: dict[str, None] = {}
    sizes: dict[int, None] = {}
    times: dict[int, None] = {}
    money: dict[int, None] = {}
    for node in (one for program in rules for one in values(_asking(program))):
        match node:
            case nodes.Text():
                texts.update(dict.fromkeys(material.words(node)[:_FEW]))
            case nodes.Near():
                texts.update(dict.fromkeys(material.near(node)[:_MORE]))
            case nodes.Compare("length", op, amount):
                lengths.update(dict.fromkeys(material.numbers(op, amount, True)))
            case nodes.Compare("amount", op, amount):
                money.update(dict.fromkeys(material.numbers(op, amount, True)))
            case nodes.Compare("members", op, amount):
                sizes.update(dict.fromkeys(material.numbers(op, amount, True)))
            case nodes.Windowed(_, _, _, op, amount) | nodes.MetricIs(_, op, amount) if amount:
                numbers = dict.fromkeys(material.numbers(op, amount, True))
                times.update(numbers)
                money.update(numbers)
            case nodes.Members():
                sizes.update(dict.fromkeys(_SIZES))
            case nodes.WhoIs():
                who.update(dict.fromkeys(map(tree.Role, sorted(node.roles))))
                who.update(dict.fromkeys(map(tree.Name, sorted(node.tags))))
                accounts.update(dict.fromkeys(sorted(node.accounts)))
            case nodes.InTier(tiers):
                who.update(dict.fromkeys(map(tree.Name, sorted(tiers))))
    return Hints(
        pauses=material.gaps,
        texts=tuple(texts)[:_MORE],
        lengths=tuple(lengths)[:_FEW],
        who=tuple(who)[:_MORE],
        accounts=tuple(accounts)[:_FEW],
        minutes=tuple(dict.fromkeys(_minutes(material)))[:_MORE],
        sizes=tuple(sizes),
        times=tuple(one for one in times if 1 < one <= _OFTEN)[:_FEW],
        amounts=tuple(money)[:_FEW],
        days=tuple(dict.fromkeys(_days(material)))[:_FEW],
        language=language,
    )


def _asking(program: nodes.Program) -> tuple[object, ...]:
    return program.rules, program.counters, program.tiers, program.metrics, program.lotteries


def _days(material: Material) -> Iterator[int]:
    """The days, counted from the first, from which on only one of both programs says something."""
    for day in sorted(material.dates):
        yield (date.fromisoformat(day) - FIRST_DAY).days


def _minutes(material: Material) -> Iterator[int]:
    """Around the ends of slots that only one of both programs has."""
    for slot in material.slots:
        for end in (slot.start, slot.end):
            yield from ((end + step) % (24 * 60) for step in (0, -1, 15, -15))
