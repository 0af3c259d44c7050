"""A proposed change, shown as the line that it would make."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.diagnostics.diagnostic import Fix
from policyq.diagnostics.render.cells import lay_out
from policyq.diagnostics.render.places import clamped
from policyq.diagnostics.render.snippet import WIDEST, Line, framed, window
from policyq.diagnostics.source import Source

#: Lines of a change that are shown at most.
LONGEST = 6


def replacement(source: Source, fixes: Sequence[Fix]) -> list[Line]:
    """The changed lines, each with ``~`` under what is new."""
    lines: list[Line] = []
    by_line: dict[int, list[tuple[int, int, str]]] = {}
    for fix in fixes:
        start, end = clamped(fix.span, source)
        by_line.setdefault(source.place(start)[0], []).append((start, end, fix.replacement))
    for number, changes in sorted(by_line.items()):
        lines += _changed(source, number, sorted(changes))
    if len(lines) > LONGEST:
        lines = [*lines[:LONGEST], Line(None, (("...", "gutter"),))]
    return lines


def _changed(source: Source, number: int, changes: list[tuple[int, int, str]]) -> list[Line]:
    seen = window(source, changes[0][0])
    new, fresh, at = "", list[tuple[int, int]](), seen.start
    for start, end, text in changes:
        if start < at or start > seen.end:  # overlaps the one before, or is out of sight
            continue
        new += source.text[at:start]
        fresh.append((len(new), len(new) + len(text)))
        new += text
        at = end
    tail = window(source, at)
    more_after = tail.more_after
    new += source.text[at : max(at, tail.end)]
    lines: list[Line] = []
    begin = 0
    for offset, text in enumerate(new.split("\n")):
        row = lay_out(text[: WIDEST * 2])
        before = seen.more_before and offset == 0
        shown = framed(row.shown, before, more_after or len(text) > WIDEST * 2)
        lines.append(Line(number + offset, ((shown, "source"),)))
        signs = [" "] * (row.width + 1)
        for start, end in fresh:
            low, high = max(start - begin, 0), min(end - begin, len(text))
            if low < high:
                first, last = row.cells(low, high)
                signs[first:last] = "~" * (last - first)
        under = (" " * before + "".join(signs)).rstrip()
        if under:
            lines.append(Line(None, ((under, "fix"),)))
        begin += len(text) + 1
    return lines
