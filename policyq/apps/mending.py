"""Mending a policy and what it uses: the certain fixes of all reports, round after round.

Each round makes every certain fix that it can, reads its own output again and checks it; a fix
may uncover the next. Nothing is written here, and nothing is to be written if the mended policy
has errors that the policy did not have, or means something else: then the fixes were wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from policyq.apps.sources import Sources
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Severity
from policyq.diagnostics.render import apply_fixes, certain_fixes
from policyq.diagnostics.source import Source, Span
from policyq.pipeline import Compiled

#: A fix may uncover the next; after so many rounds what is left is for people.
ROUNDS = 20


class Change(NamedTuple):
    """One text that changed."""

    before: str
    after: str
    made: Counter[str]
    """How many fixes of which code were made."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a policy."""

    sources: Sources
    """The mended ones; those that came in, if the fixes were wrong."""
    compiled: Compiled
    changes: Mapping[str, Change]
    """By the names of the sources."""
    wrong: tuple[Diagnostic, ...] = ()
    """Errors that the fixes would have brought."""
    other: bool = False
    """Whether the fixes would have made another policy of it."""


def mend(
    sources: Sources,
    compiling: Callable[[Sources], Compiled],
    reading: Callable[[Mapping[str, str]], Sources],
    may: Callable[[str], bool] = lambda name: True,
) -> Mended:
    """The policy with its certain fixes made.

    ``compiling`` says what is wrong with sources, and ``reading`` reads them again with some
    texts instead of those on the disk. Only sources that ``may`` be changed are.
    """
    first, now = compiling(sources), sources
    found = first
    changes: dict[str, Change] = {}
    idle: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        reports = [one for one in found.diagnostics if (one.span.source, one.code) not in idle]
        fixes = {name: some for name, some in certain_fixes(reports).items() if may(name)}
        then, edges = _made(now, fixes, _codes(reports), changes)
        if then == changes:
            break
        after = reading({name: change.after for name, change in then.items()})
        left = compiling(after)
        vain = _in_vain(left.diagnostics, edges)
        if vain:
            idle |= vain
            continue
        now, found, changes = after, left, then
    wrong = _new_errors(sources, first, now, found)
    if wrong:
        return Mended(sources, first, {}, wrong)
    if first.program and found.program and first.program.digest != found.program.digest:
        return Mended(sources, first, {}, other=True)
    changes = {name: one for name, one in changes.items() if one.after != one.before}
    return Mended(now, found, changes)


#: The source and the offset at which an insertion begins or ends, and for which code it was made.
_Edge: TypeAlias = "tuple[str, int, str]"


def _made(
    sources: Sources,
    fixes: Mapping[str, tuple[Fix, ...]],
    codes: Mapping[Fix, str],
    before: Mapping[str, Change],
) -> tuple[dict[str, Change], set[_Edge]]:
    """The changes with some fixes more, and where in the new texts something was inserted."""
    changes = dict(before)
    edges: set[_Edge] = set()
    for name, some in fixes.items():
        source = sources.texts.get(name)
        if not isinstance(source, Source):
            continue
        lined = [_lined(fix, source.text) for fix in some]
        text = apply_fixes(source.text, lined)
        if text == source.text:
            continue
        first, _, made = changes.get(name, Change(source.text, "", Counter()))
        changes[name] = Change(first, text, made + Counter(codes[fix] for fix in some))
        moved = 0
        for fix, written in zip(some, lined, strict=True):
            (_, start, end), size = fix.span, len(written.replacement)
            if start == end:
                edges |= {(name, start + moved, codes[fix]), (name, end + moved + size, codes[fix])}
            moved += size - (end - start)
    return changes, edges


def _in_vain(found: Iterable[Diagnostic], edges: set[_Edge]) -> set[tuple[str, str]]:
    """The sources and codes of insertions that are asked for again where they were made.

    They did nothing, and would be made without end.
    """
    return {
        (fix.span.source, one.code)
        for one in found
        for fix in one.fixes
        if fix.certain
        and fix.span.start == fix.span.end
        and (fix.span.source, fix.span.start, one.code) in edges
    }


def _codes(found: Sequence[Diagnostic]) -> dict[Fix, str]:
    """The code for which each fix is made; the first, where several reports have the same."""
    return {fix: one.code for one in reversed(found) for fix in one.fixes}


def _lined(fix: Fix, text: str) -> Fix:
    """The fix with the line ends of the text."""
    if "\n" not in fix.replacement or "\r\n" not in text:
        return fix
    lines = fix.replacement.replace("\r\n", "\n").replace("\n", "\r\n")
    return Fix(Span(*fix.span), lines, fix.certain)


def _new_errors(
    before: Sources, first: Compiled, after: Sources, last: Compiled
) -> tuple[Diagnostic, ...]:
    """The errors of ``last`` that were not there before.

    A declaration that could not be read hides what is wrong inside of it: where there was one,
    only more mistakes of spelling than before are new.
    """
    errors = [one for one in last.diagnostics if one.severity is Severity.ERROR]
    if any(file.broken for file, _ in before.parsed.values()):
        spelling = _spelling(after)
        more = len(spelling) > len(_spelling(before))
        return tuple(one for one in errors if one in spelling) if more else ()
    had = Counter(_kind_of(one) for one in first.diagnostics)
    new = []
    for one in errors:
        had[_kind_of(one)] -= 1
        if had[_kind_of(one)] < 0:
            new.append(one)
    return tuple(new)


def _spelling(sources: Sources) -> list[Diagnostic]:
    """The errors of reading."""
    return [
        one
        for _, found in sources.parsed.values()
        for one in found
        if one.severity is Severity.ERROR
    ]


def _kind_of(one: Diagnostic) -> tuple[str, str]:
    return one.span.source, one.code
