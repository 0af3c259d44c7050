"""Suppressions: which reports the policy itself allows for a while, and what is wrong with that.

    # policyq: allow PQ415 until 2027-06-30: the old bot needs both

holds for the declaration that begins on the next line, or on whose line it stands; on the
header it holds for the whole file. Of several that could take a report the innermost does.
Errors are never taken, and nothing is called unused while there are errors, which keep other
laws silent; nor in a file that another policy uses, whose own check needs it.

Today comes in from outside; where nobody says what day it is, nothing has expired.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from policyq.check.placing import Places
from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.catalog import suppressions as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Severity, Suppressed
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Failure, Source, Span
from policyq.syntax import tree
from policyq.syntax.pragmas import Pragma, Slip, read

_OWN = frozenset(kind.code for kind in say.KINDS)
#: Said of project files, logs and rosters, where no comment of a policy reaches.
_ELSEWHERE = (
    "PQ55",
    "PQ56",
    "PQ645",
    "PQ646",
    "PQ647",
    *(f"PQ7{ten}" for ten in range(9)),
    "PQ797",
    "PQ798",
    "PQ799",
)


def suppress(
    files: Mapping[str, tree.File],
    main: str,
    sources: Mapping[str, Source | Failure],
    found: Iterable[Diagnostic],
    today: date | None,
    unasked: Collection[str] = (),
) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
    """What is left of the reports ``found``, with those on suppressions, and what was taken.

    ``files`` are the parsed policies by name and ``sources`` their texts, ``main`` the one that
    is checked. ``today`` is the date in the policy's time zone, or ``None``. ``unasked`` are
    codes of questions that this check does not ask: nobody knows whether these are needed.
    """
    reports = tuple(found)
    sound = all(one.severity < Severity.ERROR for one in reports)
    kept: list[Diagnostic] = []
    taken: list[Suppressed] = []
    books = {
        name: _Book(file, source.text, today, unasked)
        for name, file in files.items()
        if file.comments and isinstance(source := sources.get(name), Source)
    }
    for one in reports:
        book = books.get(one.span.source)
        by = book.take(one) if book is not None else None
        if by is None:
            kept.append(one)
        else:
            assert by.until is not None
            taken.append(Suppressed(one, by.span, by.until, by.reason))
    for name, book in books.items():
        kept += book.problems(sound, judged=sound and name == main)
    return tuple(kept), tuple(taken)


def _can_be_allowed(code: str) -> bool:
    """Whether the code is one of a policy's warnings or advice."""
    kind = all_kinds().get(code)
    ours = code not in _OWN and not code.startswith(_ELSEWHERE)
    return ours and kind is not None and kind.severity < Severity.ERROR


class _Book:
    """The suppressions of one file, and what each of them took."""

    def __init__(
        self, file: tree.File, text: str, today: date | None, unasked: Collection[str]
    ) -> None:
        self._text = text
        self._today = today
        self._unasked = unasked
        self._slips: list[Slip] = []
        self._placed: list[tuple[Pragma, int | None]] = []
        self._held: dict[tuple[int, str], Pragma] = {}
        self._taken: dict[tuple[int, str], int] = {}
        self._places: Places | None = None
        read_ones = [one for one in map(read, file.comments) if one is not None]
        if not read_ones:
            return
        self._places = Places(file, text)
        for one in read_ones:
            if isinstance(one, Slip):
                self._slips.append(one)
                continue
            place = self._places.of_comment(one.span.start)
            self._placed.append((one, place))
            if one.until is not None and one.dated and one.reason and place is not None:
                self._hold(one, place)

    def _hold(self, one: Pragma, place: int) -> None:
        """Of two for one code and place, the first that has not expired counts."""
        for code in one.codes:
            key = place, code.text
            before = self._held.get(key)
            if _can_be_allowed(code.text) and (before is None or self._expired(before)):
                self._held[key] = one

    def _expired(self, one: Pragma) -> bool:
        return self._today is not None and one.until is not None and one.until < self._today

    def take(self, report: Diagnostic) -> Pragma | None:
        """The suppression that takes the report, if there is one."""
        if self._places is None or report.severity is Severity.ERROR:
            return None
        for place in self._places.around(report.span.start):
            one = self._held.get((place, report.code))
            if one is not None:
                key = place, report.code
                self._taken[key] = self._taken.get(key, 0) + 1
                if not self._expired(one):
                    return one
        return None

    def problems(self, sound: bool, *, judged: bool) -> Iterator[Diagnostic]:
        """Whatever is wrong with the suppressions; ``judged``: whether what took nothing is told."""
        for slip in self._slips:
            fixes = () if slip.meant is None else (Fix(slip.span, slip.meant),)
            yield say.NOT_READ.at(slip.span, fixes=fixes)
        for one, place in self._placed:
            wrong = [*self._misspelt(one), *_wrong_codes(one)]
            yield from wrong
            if wrong:
                continue
            if place is None:
                if sound:
                    yield say.MISPLACED.at(one.span)
            else:
                yield from self._outdated(one, place, judged)

    def _misspelt(self, one: Pragma) -> Iterator[Diagnostic]:
        """What is missing, or not to be read."""
        written = one.written
        if not one.codes:
            yield say.NO_CODES.at(one.span)
        if written is None:
            yield say.NO_EXPIRY.at(one.span)
        elif not one.dated:
            day = one.until
            fixes = () if day is None else (Fix(written.span, day.isoformat()),)
            yield say.BAD_EXPIRY.at(written.span, fixes=fixes, found=written.text)
        if not one.reason:
            yield say.NO_REASON.at(one.span, fixes=self._reason_behind(one))

    def _reason_behind(self, one: Pragma) -> tuple[Fix, ...]:
        """A colon before what stands behind the date."""
        if one.written is None or one.until is None:
            return ()
        start = one.written.span.end
        rest = self._text[start : one.span.end]
        if not rest.strip() or rest.strip()[0] in ":：":
            return ()
        end = start + len(rest) - len(rest.lstrip())
        colon = ": " if self._text[one.span.start : start].isascii() else "："
        return (Fix(Span(one.span.source, start, end), colon),)

    def _outdated(self, one: Pragma, place: int, judged: bool) -> Iterator[Diagnostic]:
        """It has run out, or nothing needs it."""
        seen: set[str] = set()
        idle = []
        for code in one.codes:
            key = place, code.text
            needed = self._taken.get(key) and self._held[key] is one and code.text not in seen
            seen.add(code.text)
            idle += [] if needed or code.text in self._unasked else [code]
        if self._expired(one):
            fixes = self._without(one, idle) if judged and len(idle) == len(one.codes) else ()
            codes = [code.text for code in one.codes]
            yield say.EXPIRED.at(one.span, fixes=fixes, codes=codes, until=one.until)
        elif idle and judged:
            span = one.span if len(idle) == len(one.codes) else idle[0].span
            names = list(dict.fromkeys(code.text for code in idle))
            yield say.UNUSED.at(span, fixes=self._without(one, idle), codes=names)

    def _without(self, one: Pragma, idle: list[tree.Name]) -> tuple[Fix, ...]:
        """The codes gone; with the last of them the comment, with its line if it has one."""
        gone = {code.span for code in idle}
        left = [code.text for code in one.codes if code.span not in gone]
        if left:
            first, last = one.codes[0].span, one.codes[-1].span
            between = "、" if "、" in self._text[first.end : last.start] else ", "
            return (Fix(first.to(last), between.join(left)),)
        start, end = one.span.start, one.span.end
        while start and self._text[start - 1] in " \t\u3000":
            start -= 1
        if not start or self._text[start - 1] in "\r\n":
            line = self._text[end : end + 2]
            end += 2 if line == "\r\n" else len(line[:1])
        return (Fix(Span(one.span.source, start, end), ""),)


def _wrong_codes(one: Pragma) -> Iterator[Diagnostic]:
    for code in one.codes:
        if code.text not in all_kinds():
            hint = _by_name().get(code.text.lower()) or _NEAR.to(code.text)
            fixes = (Fix(code.span, hint, certain=False),) if hint else ()
            yield say.UNKNOWN_CODE.at(code.span, fixes=fixes, hint=hint, code=code.text)
        elif not _can_be_allowed(code.text):
            yield say.NOT_ALLOWED.at(code.span, code=code.text)


_NEAR = Near(lambda: (code for code in all_kinds() if _can_be_allowed(code)))


@cache
def _by_name() -> dict[str, str]:
    """The codes by their kinds' names, which people write instead."""
    return {kind.name: code for code, kind in all_kinds().items() if _can_be_allowed(code)}
