"""Texts for people: placeholders are filled in once, and what comes in is never expanded again."""

from __future__ import annotations

import re

from policyq.ir import clock, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.wanted import Wanted
from policyq.vocabulary.events import Event
from policyq.vocabulary.han import has_han
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND, WEEK, Said

_UNITS = {
    WEEK: Said("周", "week"),
    DAY: Said("天", "day"),
    HOUR: Said("小时", "hour"),
    MINUTE: Said("分钟", "minute"),
    SECOND: Said("秒", "second"),
}


def expand(template: nodes.Template, program: nodes.Program, event: Event, wanted: Wanted) -> str:
    """The text that `wanted` says about `event`."""
    if len(template.pieces) == 1 and isinstance(template.pieces[0], str):
        return template.pieces[0]
    zh = chinese(template)
    return "".join(_piece(piece, program, event, wanted, zh) for piece in template.pieces)


def chinese(template: nodes.Template) -> bool:
    """Whether a text is in Chinese, by what its author wrote."""
    return any(isinstance(piece, str) and has_han(piece) for piece in template.pieces)


def _piece(
    piece: nodes.Piece,
    program: nodes.Program,
    event: Event,
    wanted: Wanted,
    chinese: bool,
) -> str:
    match piece:
        case nodes.Hole():
            return _fill(piece, program, event, wanted, chinese)
        case nodes.Quoted(text):
            return text
        case _:
            return piece


def _fill(
    hole: nodes.Hole, program: nodes.Program, event: Event, wanted: Wanted, chinese: bool
) -> str:
    match hole.id:
        case "member":
            return event.name or event.sender or ""
        case "group":
            return event.group_name or event.group
        case "rule":
            return _described(program, event, wanted, chinese)
        case "time":
            return clock.local(event.time, program.timezone).strftime("%H:%M")
        case "text":
            return event.text or ""
        case "step":
            return str(wanted.step or "")
    return _value(hole.id.removeprefix("="), program, event, chinese)


def _described(program: nodes.Program, event: Event, wanted: Wanted, chinese: bool) -> str:
    """What the rule says of itself, the values in it filled in; else its name."""
    names = {value.name for value in program.values}

    def fill(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        name = match[1].strip()
        return _value(name, program, event, chinese) if name in names else match[0]

    return _BRACES.sub(fill, wanted.description) or wanted.rules[0]


_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def _value(name: str, program: nodes.Program, event: Event, chinese: bool) -> str:
    number = amount_at(nodes.Dated(name), program, event.time)
    lengths = next(value.lengths for value in program.values if value.name == name)
    return spoken(int(number), chinese) if lengths else f"{number:g}"


def spoken(length: int, chinese: bool) -> str:
    """A length of time in words, in the largest unit that divides it: ``10 minutes``, ``10分钟``."""
    for unit, said in _UNITS.items():
        if length >= unit and length % unit == 0:
            count = length // unit
            return f"{count}{said.zh}" if chinese else f"{count} {said.en}{'s' * (count != 1)}"
    return f"{length / SECOND:g}{'秒' if chinese else ' seconds'}"
