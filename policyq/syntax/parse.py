"""From text to tree: never raises on input, never hangs, one report for each broken declaration."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source, Span
from policyq.syntax import again, tree
from policyq.syntax.attempt import Piece, attempt
from policyq.syntax.clean import Clean, clean
from policyq.syntax.recover import recover


def parse(source: Source) -> tuple[tree.File, tuple[Diagnostic, ...]]:
    """The tree of ``source`` and what is wrong with its spelling, in the order of the text.

    Declarations that cannot be read are left out, and their words are in `tree.File.broken`.
    """
    ready = clean(source)
    span = Span(source.name, 0, len(source.text))
    whole = None if ready.deep else again.read(ready) or attempt(ready, _whole(ready))
    if whole is not None and whole.stop is None:
        file = tree.File(whole.declarations, ready.comments, span=span)
        return file, _in_order((*ready.reports, *whole.reports))
    found = recover(ready)
    broken = frozenset(found.broken)
    file = tree.File(tuple(found.declarations), ready.comments, broken, span=span)
    return file, _in_order((*ready.reports, *found.reports))


def _whole(ready: Clean) -> Piece:
    return Piece(0, len(ready.text), "", 0)


def _in_order(reports: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(reports, key=lambda report: report.span.start))
