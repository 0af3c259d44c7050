"""Applying the changes that diagnostics propose."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.diagnostics.diagnostic import Diagnostic, Fix


def apply_fixes(text: str, fixes: Iterable[Fix], *, unsure: bool = False) -> str:
    """``text`` with ``fixes`` made: those that are certain, or with ``unsure`` all of them.

    Where two overlap or insert at one place, the first wins; the same fix twice counts once.
    Fixes outside of the text are left alone.
    """
    done: list[str] = []
    at = 0
    last: Fix | None = None
    for fix in sorted(fixes, key=lambda fix: (fix.span.start, fix.span.end)):
        start, end = fix.span.start, fix.span.end
        if not (fix.certain or unsure) or not at <= start <= end <= len(text):
            continue
        if last is not None and start == end == last.span.end and last.span.start == start:
            continue
        done += [text[at:start], fix.replacement]
        at, last = end, fix
    return "".join(done) + text[at:]


def certain_fixes(diagnostics: Iterable[Diagnostic], source: str) -> tuple[Fix, ...]:
    """The fixes for one source that may be made unasked: all of a diagnostic's, or none of them."""
    return tuple(
        fix
        for diagnostic in diagnostics
        if diagnostic.fixes
        and all(fix.certain and fix.span.source == source for fix in diagnostic.fixes)
        for fix in diagnostic.fixes
    )
