"""All Chinese numerals of a piece that should be digits, not the first alone.

The parser stops at one after another: each is mended, and the piece read on, until it is read or
stops at something else.
"""

from __future__ import annotations

from policyq.diagnostics.catalog.spelling import CHINESE_NUMERAL
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.source import Span
from policyq.syntax import grammar, slips
from policyq.syntax.attempt import Attempt, Edit, Piece, attempt
from policyq.syntax.clean import Clean


def numerals_told(
    ready: Clean, piece: Piece, stop: grammar.Stop
) -> tuple[list[Diagnostic], Attempt | None]:
    """The report for each, and what the piece is when all are mended and nothing else is wrong."""
    edits: list[Edit] = []
    result: Attempt | None = None
    while (found := _next(ready, piece, stop, edits)) is not None:
        edits.append(found[0])
        result = found[1]
        if result.stop is None:
            break
        stop = _in_source(result.stop, edits)
    whole = result is not None and result.stop is None
    return [_report(ready, piece, edit, whole) for edit in edits], result if whole else None


def _next(
    ready: Clean, piece: Piece, stop: grammar.Stop, edits: list[Edit]
) -> tuple[Edit, Attempt] | None:
    """The numeral at a stop of the source, and how far the piece is read without it."""
    for start, end, digits in slips.Slip(ready, piece, stop).numerals():
        edit = Edit(start, end, digits)
        if any(start < other.end and other.start < end for other in edits):
            continue
        result = attempt(ready, piece, *edits, edit)
        if result.stop is None or _in_source(result.stop, [*edits, edit]).start > stop.start:
            return edit, result
    return None


def _in_source(stop: grammar.Stop, edits: list[Edit]) -> grammar.Stop:
    """A stop in the changed text as one in the text as it stands."""
    longer = 0
    for start, end, text in sorted(edits):
        if stop.start < start + longer + len(text):
            break
        longer += len(text) - (end - start)
    return grammar.Stop(stop.start - longer, stop.end - longer, stop.terminal, stop.failed)


def _report(ready: Clean, piece: Piece, edit: Edit, whole: bool) -> Diagnostic:
    span = Span(ready.source.name, piece.start + edit.start, piece.start + edit.end)
    fixes = (Fix(span, edit.text, certain=whole),)
    found = ready.narrow[span.start : span.end]
    return CHINESE_NUMERAL.at(span, fixes=fixes, found=found, meant=edit.text)
