"""How forms, calendars, formats and rankings are written."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.syntax import tree
from policyq.syntax.layout_metrics import counted
from policyq.syntax.phrases import Phrases, quoted


def form(one: tree.Form, say: Phrases) -> str:
    """``形式 长文 每周 1 至 2次 当 …``."""
    parts = [say.k("form"), one.name.text]
    if one.least is not None:
        wanted = say.number(one.least)
        if one.most is not None:
            wanted += f" {say.k('to')} {say.number(one.most)}"
        week = say.k("week", "bucket")
        parts += [week, wanted] if say.zh else [wanted, week]
    return " ".join([*parts, say.k("when"), say.condition(one.when)])


def agenda(one: tree.Agenda, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """Its lines: how deep, what, and where the source has it."""
    head = [say.k("agenda"), one.name.text, say.k("in"), say.name(one.hours)]
    yield 0, " ".join([*head, *_late(one, say)]), one.span.start
    for item in one.items:
        parts = [say.texts(map(say.days, item.days)), say.clock(item.clock)]
        parts += [say.name(item.form)] if item.form is not None else []
        parts += [f"{say.k('then')} {say.actions(item.actions)}"] if item.actions else []
        yield 1, " ".join(part for part in parts if part), item.span.start


def _late(one: tree.Agenda, say: Phrases) -> list[str]:
    late = say.k("late", "field")
    match one.late:
        case "always":
            return [late, say.k("caught_up") if say.zh else say.k("always")]
        case "never":
            return [late, say.k("skipped") if say.zh else say.k("never")]
        case "within" if one.within is not None:
            if say.zh:
                within = say.inside(one.within, say.k("inside"))
                return [late, within, say.k("caught_up")]
            return [late, say.k("within"), say.amount(one.within)]
    return []


def format_(one: tree.Format, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """As `agenda`."""
    head = [say.k("format"), one.name.text]
    head += [quoted(one.description)] if one.description is not None else []
    head += [] if one.priority is None else [say.k("priority"), say.number(one.priority)]
    yield 0, " ".join(head), one.span.start
    yield 1, f"{say.k('when')} {say.condition(one.when)}", one.when.span.start
    yield 1, f"{say.k('requires')} {say.condition(one.requires)}", one.requires.span.start
    if one.actions:
        text = f"{say.k('otherwise')} {say.actions(one.actions)}"
        yield 1, text, one.actions[0].span.start


def ranking(one: tree.Ranking, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """As `agenda`."""
    parts = [say.k("ranking"), one.name.text, "="]
    parts += [say.k(one.period, "bucket")] if one.period is not None else []
    measure = one.measure
    if isinstance(measure, tree.Name):
        parts += [say.k("earned"), say.name(measure)]
    else:
        parts.append(counted(measure, say))
    parts += [say.after(say.k("top"), one.top)] if one.top is not None else []
    yield 0, " ".join(parts), one.span.start
    if one.actions:
        yield 1, f"{say.k('then')} {say.actions(one.actions)}", one.actions[0].span.start


def lottery(one: tree.Lottery, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """As `agenda`."""
    parts = [say.k("lottery"), one.name.text]
    parts += [say.k(one.period, "bucket")] if one.period is not None else []
    parts.append(say.after(say.k("prizes"), one.prizes))
    parts += [say.k("until"), say.clock(one.closes), say.k("witnesses"), say.whos(one.witnesses)]
    yield 0, " ".join(parts), one.span.start
    yield 1, f"{say.k('when')} {say.condition(one.when)}", one.when.span.start
    yield 1, f"{say.k('then')} {say.actions(one.actions)}", one.actions[0].span.start
