"""A value as the author would have written it, and the texts of a policy with other values.

Only the digits change, and the unit where the value is no whole number of it. Everything else of a
text stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from policyq.diagnostics.source import Source
from policyq.study.tune.varying import Amount, Axis, Point, present
from policyq.syntax import tree
from policyq.syntax.dials import Dial
from policyq.syntax.keywords import Keyword, keywords
from policyq.vocabulary.types import UNITS

#: Of more units than these a larger one is taken, if it fits.
_MANY = 99

_WRITTEN = re.compile(r"(\d[\d.]*)(\s*)(.*)", re.DOTALL)


def spelled(dial: Dial, amount: Amount) -> str:
    """The text that stands for a value in the place of the dial's own."""
    if amount == present(dial):
        return dial.written
    match = _WRITTEN.fullmatch(dial.written)
    assert match is not None, "a literal begins with its digits"
    _, space, rest = match.groups()
    if not isinstance(dial.literal, tree.Length):
        return f"{_digits(amount)}{space}{_agreeing(rest, amount, ('counter', 'score'))}"
    unit = dial.literal.unit
    largest = max(
        (id for id in UNITS if amount % UNITS[id] == 0), key=UNITS.__getitem__, default=unit
    )
    # Zero is a multiple of everything; 1440 minutes are better read as a day.
    if amount % UNITS[unit] == 0 and (
        amount / UNITS[unit] <= _MANY or UNITS[largest] <= UNITS[unit]
    ):
        number = amount / UNITS[unit]
        return f"{_digits(number)}{space}{_agreeing(rest, number, ('unit',))}"
    unit = largest
    row = keywords().groups["unit"][unit]
    number = amount / UNITS[unit]
    if not rest.isascii():
        return f"{_digits(number)}{space}{row.zh[0]}"
    return f"{_digits(number)}{space}{row.en[1] if number == 1 else row.en[0]}"


def shown(dial: Dial, amount: Amount) -> str:
    """A value in a table: as it would stand in the policy."""
    return spelled(dial, amount)


def edited(texts: Mapping[str, Source], axes: Sequence[Axis], point: Point) -> dict[str, str]:
    """The texts that differ at a point, by the names of their sources."""
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for axis, amount in zip(axes, point, strict=True):
        source, start, end = axis.dial.span
        new = spelled(axis.dial, amount)
        if new != axis.dial.written:
            edits.setdefault(source, []).append((start, end, new))
    return {name: _applied(texts[name].text, some) for name, some in sorted(edits.items())}


def _applied(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _digits(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _agreeing(rest: str, number: Decimal, groups: Iterable[str]) -> str:
    """``days`` or ``day``: what an English unit is called behind a number."""
    word = rest.lower()
    for group in groups:
        for row in keywords().groups[group].values():
            many, one = _forms(row)
            if one and word in (many, one):
                return one if number == 1 else many
    return rest


def _forms(row: Keyword) -> tuple[str, str]:
    return (row.en[0], row.en[1]) if len(row.en) > 1 else ("", "")
