"""Applying the changes that diagnostics propose."""

from __future__ import annotations

from bisect import bisect_left, insort
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


def certain_fixes(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Fix, ...]]:
    """The fixes that may be made unasked, by source: all of a diagnostic's, or none of them.

    Where those of two diagnostics would change the same place, the diagnostic that stands first
    in the text wins, and the other one has to wait; fixes that are the same count once.
    """
    taken: dict[str, list[Fix]] = {}
    for diagnostic in sorted(diagnostics, key=lambda one: (one.span, one.code)):
        fixes = diagnostic.fixes
        if all(fix.certain and _fits(fix, taken.get(fix.span.source, [])) for fix in fixes):
            for fix in fixes:
                beside = taken.setdefault(fix.span.source, [])
                if fix not in beside[_from(fix, beside) :][:4]:
                    insort(beside, fix)
    return {source: tuple(fixes) for source, fixes in taken.items()}


def _from(fix: Fix, taken: list[Fix]) -> int:
    """The number of the first fix, of some in order, that could touch the same place."""
    return max(0, bisect_left(taken, fix) - 2)


def _fits(fix: Fix, taken: list[Fix]) -> bool:
    """Whether a fix can be made beside those that are taken already, which are in order."""
    return not any(_quarrel(fix, other) for other in taken[_from(fix, taken) :][:4])


def _quarrel(one: Fix, other: Fix) -> bool:
    """Whether two fixes that are not the same would change the same place."""
    (_, start, end), (_, first, last) = one.span, other.span
    return one != other and ((start < last and first < end) or (start, end) == (first, last))
