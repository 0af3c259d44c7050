"""The law of adjustable values: what a policy lets others set, they set within what it says.

A value is set anew by ``override value`` in a policy that uses the one which declares it. That one
says from where to where; without bounds nobody else changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from policyq.diagnostics.catalog import types as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree
from policyq.syntax.phrases import Phrases
from policyq.vocabulary.types import UNITS

_Constant: TypeAlias = "tree.Number | tree.Length"


def problems(value: tree.Value) -> Iterator[Diagnostic]:
    """What is wrong with a value and its own bounds."""
    if value.bounds is None:
        return
    least, most = value.bounds
    for one in value.bounds:
        if not _alike(one, value.first):
            yield say.VALUE_MIXED.at(one.span, value.first.span, name=value.name.text)
            return
    if _size(least) > _size(most):
        yield say.BOUNDS_ORDER.at(least.span, name=value.name.text)
    else:
        yield from _outside(value, value.bounds)


def settings(new: tree.Value, old: tree.Value) -> Iterator[Diagnostic]:
    """What is wrong with setting a value of a used policy anew, its narrower bounds included."""
    if old.bounds is None:
        yield say.NOT_ADJUSTABLE.at(new.name.span, old.name.span, name=new.name.text)
    elif not _alike(new.first, old.first):
        yield say.VALUE_MIXED.at(new.first.span, old.first.span, name=new.name.text)
    else:
        yield from _outside(new, old.bounds)


def _outside(value: tree.Value, bounds: tuple[_Constant, _Constant]) -> Iterator[Diagnostic]:
    least, most = bounds
    constants = [value.first, *(amount for _, amount in value.changes)]
    if value.bounds is not None and value.bounds is not bounds:
        constants += value.bounds
    for one in constants:
        if _alike(one, least) and not _size(least) <= _size(one) <= _size(most):
            yield say.OUT_OF_BOUNDS.at(
                one.span,
                least.span.to(most.span),
                name=value.name.text,
                least=_said(least),
                most=_said(most),
            )


def _alike(one: _Constant, other: _Constant) -> bool:
    return isinstance(one, tree.Length) == isinstance(other, tree.Length)


def _size(one: _Constant) -> float:
    return one.value * UNITS[one.unit] if isinstance(one, tree.Length) else one.value


def _said(one: _Constant) -> Words:
    return Words(Phrases("zh").amount(one), Phrases("en").amount(one))
