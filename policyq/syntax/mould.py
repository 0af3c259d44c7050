"""Makes nodes that are like one, but for some texts and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, NamedTuple, TypeAlias

from policyq.diagnostics.source import Span
from policyq.syntax import tree


class Region(NamedTuple):
    """Where a name or a text stands, quotes included."""

    start: int
    end: int


_Make: TypeAlias = Callable[[Sequence[int], Sequence[str]], Any]
"""Makes something of how far to move what stands behind so many regions, and of the texts."""

_span = tuple.__new__


class Mould:
    """Makes rules that are like one."""

    def __init__(self, regions: Sequence[Region], make: _Make) -> None:
        self._lengths = [region.end - region.start for region in regions]
        self._start = regions[0].start
        self._make = make

    def made(self, regions: Sequence[Region], texts: Sequence[str]) -> tree.Rule:
        """The rule whose texts stand in some regions."""
        moved = regions[0].start - self._start
        shifts = [moved]
        for region, length in zip(regions, self._lengths, strict=True):
            moved += region.end - region.start - length
            shifts.append(moved)
        rule: tree.Rule = self._make(shifts, texts)
        return rule


class _Unlike(Exception):
    """There is something of which nobody knows how to make another."""


def mould(rule: tree.Rule, regions: Sequence[Region], texts: Sequence[str]) -> Mould | None:
    """What makes rules like one whose ``texts`` stand in ``regions``; ``None`` if not each of them is
    all that a node says."""
    melting = _Melting(regions, texts)
    try:
        make = melting.of(rule)
    except _Unlike:
        return None
    return Mould(regions, make) if melting.left == set() else None


class _Melting:
    def __init__(self, regions: Sequence[Region], texts: Sequence[str]) -> None:
        self._regions = regions
        self._texts = texts
        self._at = {region.start: number for number, region in enumerate(regions)}
        self.left = set(range(len(regions)))
        """The regions of which no node was found."""

    def of(self, node: tree.Node) -> _Make:
        kind, values, moving = type(node), list[Any](), list[tuple[int, _Make]]()
        filled: int | None = None
        for place, field in enumerate(one for one in fields(node) if one.name != "span"):
            value = getattr(node, field.name)
            values.append(value)
            make = self._value(value)
            if make is not None:
                moving.append((place, make))
            elif field.name == "text" and node.span.start in self._at:
                filled, number = place, self._at[node.span.start]
                if value != self._texts[number]:
                    raise _Unlike
                self.left.discard(number)
        if filled is not None:
            moving.append((filled, lambda _, texts, number=number: texts[number]))  # type: ignore[misc]
        source, start, end = node.span
        before, behind = self._behind(start), self._behind(end)

        def made(shifts: Sequence[int], texts: Sequence[str]) -> Any:
            mine = values
            if moving:
                mine = values[:]
                for place, make in moving:
                    mine[place] = make(shifts, texts)
            span = _span(Span, (source, start + shifts[before], end + shifts[behind]))
            return kind(*mine, span=span)

        return made

    def _value(self, value: Any) -> _Make | None:
        """What makes a field; ``None`` if it stays as it is."""
        if isinstance(value, tree.Node):
            return self.of(value)
        if isinstance(value, Span):
            raise _Unlike
        if not isinstance(value, tuple) or not value:
            return None
        makes = [self._value(one) for one in value]
        if None not in makes:
            return lambda shifts, texts: tuple([make(shifts, texts) for make in makes if make])
        if any(makes):
            raise _Unlike
        return None

    def _behind(self, offset: int) -> int:
        """Behind how many regions a place is."""
        found = 0
        for number, region in enumerate(self._regions):
            if region.start < offset < region.end:
                raise _Unlike
            if region.end <= offset:
                found = number + 1
        return found
