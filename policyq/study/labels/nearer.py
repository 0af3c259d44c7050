"""A policy that finds more than another one does: what it finds beside is a near miss.

Thresholds are a third lower (upper bounds half as high again), and words are looked for loosely,
in other spellings and inside of longer words, too. Negations and exceptions stay as they are: who
is spared is spared on purpose.
"""

from __future__ import annotations

from dataclasses import replace

from policyq.ir import nodes
from policyq.ir.show import digest
from policyq.study.reasons import breaking
from policyq.text.folds import LOOSELY
from policyq.text.listed import Listed, Word
from policyq.text.short import too_short

#: Below these an amount is not lowered: it would hold of every message.
_FLOOR = {">": 1, ">=": 2}


def nearer(program: nodes.Program) -> nodes.Program:
    """The program with rules that find violations made to find more."""
    finding = breaking(program)
    found = replace(
        program,
        words=tuple(replace(one, listed=_loosened(one.listed)) for one in program.words),
        rules=tuple(
            replace(rule, condition=_more(rule.condition)) if rule.name in finding else rule
            for rule in program.rules
        ),
    )
    return replace(found, digest=digest(found))


def _more(condition: nodes.Condition) -> nodes.Condition:
    match condition:
        case nodes.And(parts):
            return nodes.And(tuple(map(_more, parts)))
        case nodes.Or(parts):
            return nodes.Or(tuple(map(_more, parts)))
        case nodes.Surely(part):
            return nodes.Surely(_more(part))
        case nodes.Windowed() | nodes.Compare():
            return replace(condition, amount=_amount(condition.op, condition.amount))
        case nodes.Text(op="contains"):
            return _text(condition)
        case nodes.Near(some, others, within):
            return nodes.Near(_text(some), _text(others), within + within // 2)
        case _:
            return condition


def _amount(op: str, amount: nodes.Amount) -> nodes.Amount:
    if not isinstance(amount, nodes.Fixed):
        return amount
    value = amount.value
    if op in _FLOOR:
        lower = value * 2 // 3 if isinstance(value, int) else value * 2 / 3
        return nodes.Fixed(min(value, max(lower, _FLOOR[op])))
    if op in ("<", "<="):
        return nodes.Fixed(value + value // 2 if isinstance(value, int) else value * 1.5)
    return amount


def _text(text: nodes.Text) -> nodes.Text:
    """Literals become words, which have folds of their own."""
    words = [*text.words, *(Word(literal, LOOSELY) for literal in text.literals)]
    loose = [_loose(word) for word in words if too_short(word.text, LOOSELY) is None]
    return replace(text, words=(*text.words, *dict.fromkeys(loose)))


def _loosened(listed: Listed) -> Listed:
    return listed._replace(
        words=tuple(
            word if too_short(word.text, LOOSELY) else _loose(word) for word in listed.words
        ),
        allowed=(),
    )


def _loose(word: Word) -> Word:
    return word._replace(folds=word.folds | LOOSELY, whole=False, allowed=())
