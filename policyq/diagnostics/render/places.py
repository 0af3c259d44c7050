"""Spans as lines and columns, without ever copying a line of a hundred megabytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source, Span


class Place(NamedTuple):
    """A span as an editor counts it: lines and columns from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(span: Span, sources: Mapping[str, Source]) -> Place | None:
    """Where a span is; ``None`` if its source is not at hand."""
    source = sources.get(span.source)
    if source is None:
        return None
    start, end = clamped(span, source)
    return Place(*source.place(start), *source.place(end))


def clamped(span: Span, source: Source) -> tuple[int, int]:
    """The offsets of a span, forced into its text."""
    start = min(max(span.start, 0), len(source.text))
    return start, min(max(span.end, start), len(source.text))


def in_order(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> list[Diagnostic]:
    """As a reader meets them: by file in the order of ``sources``, then by place, then by code."""
    rank = {name: number for number, name in enumerate(sources)}

    def key(diagnostic: Diagnostic) -> tuple[int, str, int, int, str]:
        span = diagnostic.span
        return rank.get(span.source, -1), span.source, span.start, span.end, diagnostic.code

    return sorted(diagnostics, key=key)
