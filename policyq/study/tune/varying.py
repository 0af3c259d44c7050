"""What is to be varied: ``flood.count=5..15``, ``刷屏.次数=5,8,12``, ``standard.window=7d..60d..7d``.

Each option is a source of its own, so that a report stands at the very word that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import product
from typing import NamedTuple, TypeAlias

from policyq.diagnostics.catalog import tuning as kinds
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Label, Words
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.syntax.dials import Dial
from policyq.syntax.keywords import keywords
from policyq.vocabulary.types import UNITS

#: So many values are taken of a range that does not say its step.
STEPS = 6
#: So many points are replayed unless more are allowed.
MOST = 200
#: So many of the numbers that may be meant are named.
_NAMED = 8
#: A range with more values than these is never written out.
_ENDLESS = 100_000

_SHORT = {"s": "second", "sec": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
_SHORT |= {"分": "minute", "时": "hour"}
_TO = re.compile(r"\.{2,}|…+|至|到|~|～")
_ITEM = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(\D*)")

Amount: TypeAlias = Decimal
"""A length in microseconds, a share in percent, any other number as it is."""


class Axis(NamedTuple):
    """A number with the values that it takes."""

    dial: Dial
    values: tuple[Amount, ...]
    source: str
    """The name of the option, for reports."""


Point: TypeAlias = tuple[Amount, ...]
"""A value for each axis, in their order."""


class Refused(Exception):
    """Carries a report out of the middle of an option; it never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def axes(
    asked: Sequence[Source], dials: Sequence[Dial], *, steps: int = STEPS, language: str = "en"
) -> tuple[list[Axis], list[Diagnostic]]:
    """What the options mean, or what is wrong with them. ``language``: in which names are told."""
    found: list[Axis] = []
    wrong: list[Diagnostic] = []
    for source in asked:
        try:
            axis = _axis(source, dials, steps, language)
            for before in found:
                if before.dial.span == axis.dial.span:
                    first = Span(before.source, 0, len(_name(before.source, asked)))
                    span = Span(source.name, 0, len(_name(source.name, asked)))
                    name = axis.dial.name(language)
                    raise Refused(kinds.TWICE.at(span, first, name=name))
            found.append(axis)
        except Refused as refused:
            wrong.append(refused.diagnostic)
    return found, wrong


def too_many(found: Sequence[Axis], most: int, asked: Sequence[Source]) -> Diagnostic | None:
    """What is said where the axes have more points than these."""
    count = 1
    for axis in found:
        count *= len(axis.values)
    if count <= most:
        return None
    widest = max(found, key=lambda axis: len(axis.values))
    text = next(one.text for one in asked if one.name == widest.source)
    span = Span(widest.source, *_behind(text))
    return kinds.TOO_MANY.at(span, count=f"{count:,}", most=f"{most:,}")


def grid(found: Sequence[Axis]) -> Iterator[Point]:
    """All points, the last axis fastest."""
    return product(*(axis.values for axis in found))


def present(dial: Dial) -> Amount:
    """What stands in the policy."""
    literal = dial.literal
    if isinstance(literal, tree.Length):
        return Decimal(str(literal.value)) * UNITS[literal.unit]
    value = Decimal(str(literal.value))
    return value * 100 if isinstance(literal, tree.Percent) else value


# -- which number is meant -------------------------------------------------------------------------


def _name(name: str, asked: Sequence[Source]) -> str:
    text = next(one.text for one in asked if one.name == name)
    return re.split("[=＝]", text)[0].rstrip()


def _behind(text: str) -> tuple[int, int]:
    """From where to where the range stands in an option."""
    match = re.search(r"[=＝]\s*", text)
    start = match.end() if match else len(text)
    return start, max(start, len(text.rstrip()))


def _axis(source: Source, dials: Sequence[Dial], steps: int, language: str) -> Axis:
    name = _name(source.name, [source])
    span = Span(source.name, 0, len(name))
    dial = meant(name, span, dials, language)
    start, end = _behind(source.text)
    if start == len(source.text) or not source.text[start:end]:
        span = Span(source.name, start, end)
        raise Refused(kinds.RANGE.at(span, range=source.text.strip()))
    whole = any(one.counts for one in dials if one.span == dial.span)
    values = _Range(source, dial, steps, whole).values(start, end)
    return Axis(dial, values, source.name)


def meant(name: str, span: Span, dials: Sequence[Dial], language: str) -> Dial:
    """The number that is called so; raises `Refused`."""
    fitting = [(dial.fits(name), dial) for dial in dials]
    for least in (2, 1):
        found = {dial.span: dial for fits, dial in reversed(fitting) if fits >= least}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            some = sorted(
                (dial for fits, dial in fitting if fits >= least and not dial.through),
                key=lambda dial: dial.span,
            ) or list(found.values())
            raise Refused(_several(name, span, some, len(found)))
    known = [dial.name(which) for dial in dials for which in (language, "zh", "en")]
    hint = Near(lambda: known).to(name)
    raise Refused(kinds.NOTHING.at(span, hint=hint, name=name))


def _several(name: str, span: Span, found: Sequence[Dial], count: int) -> Diagnostic:
    labels = [Label(dial.span, kinds.SEVERAL.also) for dial in found[:_NAMED]]
    more = len(found) > _NAMED
    choices = Words(
        "、".join([f"`{dial.name('zh')}`" for dial in found[:_NAMED]] + ["…"] * more),
        ", ".join([f"`{dial.name('en')}`" for dial in found[:_NAMED]] + ["…"] * more),
    )
    return kinds.SEVERAL.at(span, *labels, name=name, count=count, choices=choices)


# -- which values it takes -------------------------------------------------------------------------


class _Given(NamedTuple):
    """A number as somebody wrote it."""

    amount: Decimal
    grain: Decimal
    """What it is a multiple of."""


class _Range:
    """Reads the values of one option."""

    def __init__(self, source: Source, dial: Dial, steps: int, whole: bool) -> None:
        self._source, self._dial, self._steps = source, dial, steps
        self._whole = whole
        """Whether it takes whole numbers alone."""

    def values(self, start: int, end: int) -> tuple[Amount, ...]:
        """All values, each once, the smallest first."""
        found: set[Decimal] = set()
        at = start
        for part in re.split("[,，、]", self._source.text[start:end]):
            found.update(self._part(at, at + len(part)))
            at += len(part) + 1
        return tuple(sorted(found))

    def _refuse(self, kind: Kind, start: int, end: int, **args: str) -> Refused:
        diagnostic = kind.at(Span(self._source.name, start, end))
        return Refused(replace(diagnostic, args=args))

    def _part(self, start: int, end: int) -> list[Decimal]:
        """The values of ``5``, ``5..15`` or ``5..15..2``."""
        text = self._source.text[start:end]
        places = [(start + m.start(), start + m.end()) for m in _TO.finditer(text)]
        edges = [start, *(edge for place in places for edge in place), end]
        spans = list(zip(edges[::2], edges[1::2], strict=True))
        if len(spans) > 3:
            raise self._refuse(kinds.RANGE, start, end, range=text)
        unit = ""
        given: list[_Given] = []
        # Where one end alone has a unit, it is that of the others.
        for first, last in reversed(spans):
            one, unit = self._number(first, last, unit, whole=(start, end))
            given.insert(0, one)
        if len(given) == 1:
            return [given[0].amount]
        low, high = given[0].amount, given[1].amount
        if low > high or (len(given) == 3 and not given[2].amount):
            raise self._refuse(kinds.RANGE, start, end, range=text.strip())
        if len(given) == 3:
            return self._stepped(low, high, given[2].amount, (start, end))
        return _spread(low, high, min(one.grain for one in given), self._steps)

    def _stepped(
        self, low: Decimal, high: Decimal, step: Decimal, span: tuple[int, int]
    ) -> list[Decimal]:
        count = int((high - low) // step) + 1
        if count > _ENDLESS:
            raise self._refuse(kinds.TOO_MANY, *span, count=f"{count:,}", most=f"{MOST:,}")
        return [low + step * place for place in range(count)]

    def _number(
        self, start: int, end: int, unit: str, whole: tuple[int, int]
    ) -> tuple[_Given, str]:
        """A number with its unit, and the unit for what stands before it."""
        text = self._source.text[start:end].strip()
        match = _ITEM.fullmatch(text)
        if match is None:
            said = self._source.text[slice(*whole)].strip()
            raise self._refuse(kinds.RANGE, *whole, range=said)
        number, written = Decimal(match[1]), match[2].strip().lower()
        digits = number.as_tuple().exponent
        grain = Decimal(1).scaleb(min(0, digits if isinstance(digits, int) else 0))
        scale = self._scale(written or unit)
        if scale is None or (self._whole and number % 1):
            written_there = self._dial.written
            raise self._refuse(kinds.UNIT, start, end, value=text, written=written_there)
        return _Given(number * scale, grain * scale), written or unit

    def _scale(self, unit: str) -> int | None:
        """How much one of a unit is; ``None``: it cannot stand there."""
        literal = self._dial.literal
        if isinstance(literal, tree.Length):
            id = _units().get(unit, _SHORT.get(unit)) if unit else literal.unit
            return UNITS[id] if id is not None else None
        if isinstance(literal, tree.Percent):
            return 1 if unit in ("", "%", "％") else None
        return 1 if not unit or unit in _counters() else None


def _units() -> Mapping[str, str]:
    rows = keywords().groups["unit"]
    return {spelled.lower(): id for id, row in rows.items() for spelled in row.spellings}


def _counters() -> set[str]:
    groups = keywords().groups
    rows = [row for name in ("counter", "score") for row in groups[name].values()]
    return {spelled.lower() for row in rows for spelled in row.spellings}


def _spread(low: Decimal, high: Decimal, grain: Decimal, steps: int) -> list[Decimal]:
    """Values from one to another, both included, evenly; every one if there are no more."""
    apart = int((high - low) / grain)
    if apart < steps:
        return [low + grain * place for place in range(apart + 1)]
    if steps == 1:
        return [low]
    width = (high - low) / (steps - 1)
    whole = [
        (width * place / grain).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        for place in range(steps)
    ]
    return [low + grain * place for place in dict.fromkeys(whole)]
