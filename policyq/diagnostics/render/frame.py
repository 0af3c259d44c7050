"""The form for people: a headline, the source with its marks, help and the proposed change.

::

    error[PQ201]: unknown word list `ads`
     --> group.policyq:3:12
      |
    3 | rule r when message contains ads then delete
      |                              ^^^ no list has this name
      |
      = help: declare it: `words ads = "…"`
      = did you mean `adverts`?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyq.diagnostics.diagnostic import Diagnostic, Label, Words
from policyq.diagnostics.render.cells import visible
from policyq.diagnostics.render.paint import STYLES, paint
from policyq.diagnostics.render.places import clamped, place_of
from policyq.diagnostics.render.replacement import replacement
from policyq.diagnostics.render.snippet import Line, Mark, marks_of, snippet
from policyq.diagnostics.render.wording import SEVERITIES, fill, said
from policyq.diagnostics.source import Source

_HELP = Words("帮助：", "help: ")
_HINT = Words("是不是想写 `{hint}`？", "did you mean `{hint}`?")
_FIX = Words("可以改成：", "write instead:")
_PERHAPS = Words("也许可以改成：", "perhaps:")
_COLON = Words("：", ": ")


def frame(
    diagnostic: Diagnostic, sources: Mapping[str, Source], language: str, colour: bool
) -> str:
    """One report, without a line end."""
    return "\n".join(_Frame(diagnostic, sources, language, colour).lines())


@dataclass(frozen=True, slots=True)
class _Frame:
    diagnostic: Diagnostic
    sources: Mapping[str, Source]
    language: str
    colour: bool

    def lines(self) -> Iterator[str]:
        yield self._headline()
        sections = [
            (header, snippet(source, marks) if source is not None else [])
            for header, source, marks in self._sections()
        ]
        change = self._change()
        numbers = [
            line.number
            for lines in [*(lines for _, lines in sections), change]
            for line in lines
            if line.number
        ]
        gutter = len(str(max(numbers, default=0)))
        for header, lines in sections:
            yield " " * gutter + paint(header[:3], "gutter", self.colour) + header[3:]
            if lines:
                yield self._blank(gutter)
                yield from (self._line(line, gutter) for line in lines)
        notes = list(self._notes())
        if notes and any(lines for _, lines in sections):
            yield self._blank(gutter)
        for note in notes:
            yield from self._note(note, gutter)
        yield from (self._line(line, gutter) for line in change)

    def _headline(self) -> str:
        kind = self.diagnostic.kind
        severity = said(SEVERITIES[kind.severity], self.language)
        head = paint(f"{severity}[{kind.code}]", STYLES[kind.severity], self.colour)
        title = said(_COLON, self.language) + fill(kind.title, self.diagnostic.args, self.language)
        return head + paint(title, "strong", self.colour)

    def _sections(self) -> Iterator[tuple[str, Source | None, list[Mark]]]:
        """(header, source, marks) of each file, the main label's first."""
        by_source: dict[str, list[Label]] = {}
        for label in self.diagnostic.labels:
            by_source.setdefault(label.span.source, []).append(label)
        main = self.diagnostic.labels[0]
        for number, (name, labels) in enumerate(by_source.items()):
            place = place_of(labels[0].span, self.sources)
            where = visible(name) + (f":{place.line}:{place.column}" if place else "")
            source = self.sources.get(name)
            marks = [
                mark
                for label in labels
                if source is not None
                for mark in self._marks(label, source, label is main)
            ]
            if where:
                yield ("--> " if number == 0 else "::: ") + where, source, marks

    def _marks(self, label: Label, source: Source, main: bool) -> list[Mark]:
        says = fill(label.says, self.diagnostic.args, self.language)
        style = STYLES[self.diagnostic.severity] if main else "other"
        return marks_of(source, *clamped(label.span, source), says, style, "^" if main else "-")

    def _change(self) -> list[Line]:
        """The source as it would be with the fixes made."""
        return [
            line
            for name in dict.fromkeys(fix.span.source for fix in self.diagnostic.fixes)
            if (source := self.sources.get(name)) is not None
            for line in replacement(
                source, [fix for fix in self.diagnostic.fixes if fix.span.source == name]
            )
        ]

    def _notes(self) -> Iterator[str]:
        diagnostic, language = self.diagnostic, self.language
        if diagnostic.kind.help is not None:
            yield said(_HELP, language) + fill(diagnostic.kind.help, diagnostic.args, language)
        if diagnostic.hint is not None:
            yield fill(_HINT, {"hint": diagnostic.hint}, language)
        elif diagnostic.fixes:
            certain = all(fix.certain for fix in diagnostic.fixes)
            yield said(_FIX if certain else _PERHAPS, language)

    def _note(self, note: str, gutter: int) -> Iterator[str]:
        first, *rest = note.split("\n")
        yield " " * (gutter + 1) + paint("=", "gutter", self.colour) + " " + first
        for more in rest:
            yield " " * (gutter + 3) + more

    def _blank(self, gutter: int) -> str:
        return " " * (gutter + 1) + paint("|", "gutter", self.colour)

    def _line(self, line: Line, gutter: int) -> str:
        if line.number is None and line.pieces and line.pieces[0][0] == "...":
            return paint("...", "gutter", self.colour)
        number = "" if line.number is None else str(line.number)
        edge = paint(number.rjust(gutter) + " |", "gutter", self.colour)
        text = "".join(paint(piece, style, self.colour) for piece, style in line.pieces)
        return f"{edge} {text}".rstrip() if text else edge
