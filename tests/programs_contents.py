"""Times, calendars, forms and rankings for the generated programs."""

from __future__ import annotations

from dataclasses import replace

from programs_metrics import _counter

from policyq.ir import nodes
from policyq.ir.from_metrics import HAPPENS, doubt_of

PERIODS = ("day", "day", "week", "month")


def at(programs) -> nodes.Condition:
    """A time; sometimes only if it is come to soon enough."""
    slot = programs._slot()
    time = nodes.At(replace(slot, end=slot.start))
    if programs._chance(0.3):
        op = programs.random.choice(("<=", ">"))
        return nodes.And((time, nodes.Compare("late", op, programs._length())))
    return time


def agendas(programs) -> tuple[nodes.Agenda, ...]:
    items = []
    for number in range(programs.random.choice((1, 2, 3))):
        slot = programs._slot()
        condition = programs.condition(1, windows=False)
        if programs._chance(0.4):
            condition = nodes.Or((condition, nodes.At(replace(slot, end=slot.start))))
        doubt = doubt_of(condition)
        form = programs.random.choice(("", "F1"))
        items.append(
            nodes.Item(
                f"K1/{number}",
                slot,
                form,
                _counter(programs, condition, "day"),
                None if doubt is None else _counter(programs, doubt, "day"),
                programs._chance(0.5),
            )
        )
    present = _counter(programs, nodes.KindIn(HAPPENS), "day")
    return (nodes.Agenda("K1", tuple(items), present),)


def forms(programs) -> tuple[nodes.Form, ...]:
    return (nodes.Form("F1", programs.condition(1, windows=False), 1, 2),)


def rankings(programs) -> tuple[nodes.Ranking, ...]:
    made = []
    for name in ("R1", "R2")[: programs.random.choice((1, 1, 2))]:
        what, of = programs.random.choice((("count", None), ("sum", "length"), ("sum", "amount")))
        condition = programs._kinds() if programs._chance(0.7) else programs.condition(1, False)
        period = programs.random.choice(PERIODS)
        counter = _counter(programs, condition, period, what, of, ("sender",))
        made.append(nodes.Ranking(name, period, counter, programs.random.choice((1, 2, 10))))
    return tuple(made)


def told(programs, some: tuple[nodes.Ranking, ...]) -> list[nodes.Rule]:
    """The rules that post the rankings."""
    text = nodes.Template(("best:\n", nodes.Hole("ranking")))
    return [
        nodes.Rule(
            one.name,
            "",
            nodes.And((nodes.KindIn(frozenset({"day_end"})), nodes.Ranked(one.name))),
            (nodes.Do("notify", text=text, to=programs._judges()),),
        )
        for one in some
    ]
