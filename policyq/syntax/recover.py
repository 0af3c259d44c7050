"""When a file does not parse: cut it at its declarations, read each alone, keep the good ones.

A declaration begins where a keyword of declarations stands first on a line. Texts and comments
stay on their lines, so no cut falls into one. Each piece that cannot be read gets one report
(none, if its characters were reported before). A word that looks like a misspelt keyword of
declarations is a cut too; and if the text before the line of a mistake parses alone, that text
is kept, so that `rulx flood when …` harms no neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policyq.diagnostics.catalog import spelling
from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Severity
from policyq.diagnostics.source import Span
from policyq.syntax import grammar, mistakes, tree
from policyq.syntax.all_numerals import numerals_told
from policyq.syntax.attempt import Attempt, Piece, attempt
from policyq.syntax.build_small import MOST_DEPTH
from policyq.syntax.clean import NAME, Clean
from policyq.syntax.keywords import keywords
from policyq.syntax.nearest import nearest
from policyq.syntax.slips import EXAMPLES

_FIRST = re.compile(rf"^[ \t]*(?:({NAME.pattern})|(\d+[ \t]*级))", re.M)
_BRACKETS = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"?|“[^”\r\n]*|「[^」\r\n]*|#[^\r\n]*|[()]")
_WORD = re.compile(rf"{NAME.pattern}|\d+")
#: After this many reports nobody wants to know in detail.
_MOST_EXPLAINED = 200


@dataclass
class Recovered:
    """What could be read, and what could not."""

    declarations: list[tree.Declaration] = field(default_factory=list)
    reports: list[Diagnostic] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def recover(ready: Clean) -> Recovered:
    """Read ``ready`` piece by piece."""
    recovery = _Recovery(ready)
    pieces = list(cut(ready))
    for piece, closes in zip(pieces, _closes(pieces), strict=True):
        recovery.closes = closes
        recovery.read(piece)
    recovery.close()
    return recovery.found


def cut(ready: Clean) -> Iterator[Piece]:
    """The pieces of the text, each from one beginning of a declaration to the next."""
    text = ready.text
    start, word, indent = 0, "", 0
    for match in _FIRST.finditer(text):
        at = match.start(1) if match[1] else match.start(2)
        id = _begins(text, match, at)
        if id is None:
            continue
        if text[start:at].strip():
            yield Piece(start, at, word, indent)
        start, word, indent = at, id, at - match.start()
    if text[start:].strip():
        yield Piece(start, len(text), word, indent)


def _closes(pieces: list[Piece]) -> list[bool]:
    """For each piece whether, of the ends and sections after it, an end comes first."""
    found: list[bool] = []
    closes = False
    for piece in reversed(pieces):
        found.append(closes)
        if piece.id in ("end", "section"):
            closes = piece.id == "end"
    return found[::-1]


def _begins(text: str, match: re.Match[str], at: int) -> str | None:
    """Which declaration begins here: an id, ``""`` for what looks like one, else ``None``."""
    if match[2]:
        return "level"
    word = match[1]
    table = keywords()
    id = table.declarations.get(word)
    if id is not None or word in table.words:
        return id
    before = text[:at].rstrip()[-1:] if at < 200 else text[at - 200 : at].rstrip()[-1:]
    if before in (",", "=", "("):
        return None
    glued = any(not d.isascii() and word.startswith(d) for d in table.declarations)
    return "" if glued or nearest(word, table.declarations) else None


class _Recovery:
    def __init__(self, ready: Clean) -> None:
        self.ready = ready
        self.found = Recovered()
        self.closes = False
        """Whether a keyword further on will end the open section."""
        self._reported = sorted(r.span.start for r in ready.reports if r.severity is Severity.ERROR)
        self._section: tree.Section | None = None
        self._doubtful = False
        """Whether a piece was lost that may have opened or closed a section."""
        self._open: Piece | None = None
        """The piece before, if it ended too early: what follows may be a part of it."""

    # -- pieces ----------------------------------------------------------------------------

    def read(self, piece: Piece) -> None:
        if piece.id == "end":
            piece = self._read_end(piece)
            if not self.ready.text[piece.start : piece.end].strip():
                return
        if self._too_deep(piece):
            self._lose(piece)
            return
        result = attempt(self.ready, piece)
        if result.stop is None:
            self._keep(piece, result)
            return
        kept = self._split(piece, result.stop)
        if kept is not None:
            piece = kept
            result = attempt(self.ready, piece)
        if result.stop is None:
            self._keep(piece, result)
            return
        self._explain(piece, result.stop)

    def _split(self, piece: Piece, stop: grammar.Stop) -> Piece | None:
        """If the text before the line of the mistake parses alone: keep it, and hand back the rest."""
        text = self.ready.text
        at = piece.start + stop.start
        line = text.rfind("\n", 0, at) + 1
        if line <= piece.start or not text[piece.start : line].strip():
            return None
        lead = text[line:at]
        indent = len(lead) - len(lead.lstrip(" \t"))
        if lead.strip() and indent > piece.indent:
            return None
        if piece.id in EXAMPLES and indent > piece.indent and "CLOCK" in stop.accepts:
            return None  # it goes on, only not as an example does
        head = piece._replace(end=line)
        result = attempt(self.ready, head)
        if result.stop is not None:
            return None
        rest = Piece(line + indent, piece.end, "", indent)
        if indent > piece.indent:
            mended = mistakes.mend(self.ready, piece, stop)
            if mended is not None:
                return None
        self._keep(head, result)
        return rest

    def _explain(self, piece: Piece, stop: grammar.Stop) -> None:
        if self._excused(piece):
            self._lose(piece)
            return
        if len(self.found.reports) > _MOST_EXPLAINED:
            self.found.reports.append(mistakes.plainly(self.ready, piece, stop))
            self._lose(piece)
            return
        report, mended = mistakes.explain(self.ready, piece, stop)
        if report.kind is spelling.CHINESE_NUMERAL:
            numerals, mended = numerals_told(self.ready, piece, stop)
            self.found.reports += numerals or [report]
        else:
            self.found.reports.append(report)
        if mended is not None:
            self._keep(piece, mended)
            return
        self._lose(piece)
        if stop.terminal == "$END":
            self._open = piece

    def _excused(self, piece: Piece) -> bool:
        """Whether the piece's trouble was reported already."""
        first = bisect_left(self._reported, piece.start)
        if first < len(self._reported) and self._reported[first] < piece.end:
            return True
        before = self._open
        return before is not None and before.end == piece.start and piece.indent > before.indent

    def _lose(self, piece: Piece) -> None:
        self.found.broken.update(_WORD.findall(self.ready.narrow, piece.start, piece.end))
        self._open = None
        if piece.id in ("", "section"):
            self._doubtful = True

    def _too_deep(self, piece: Piece) -> bool:
        if not self.ready.deep:
            return False
        depth = deepest = 0
        first: int | None = None
        for match in _BRACKETS.finditer(self.ready.text, piece.start, piece.end):
            depth += (match[0] == "(") - (match[0] == ")")
            if depth > MOST_DEPTH and first is None:
                first = match.start()
            deepest = max(deepest, depth)
        if first is None:
            return False
        span = Span(self.ready.source.name, first, first + 1)
        self.found.reports.append(spelling.TOO_DEEP.at(span, depth=deepest, most=MOST_DEPTH))
        return True

    # -- sections --------------------------------------------------------------------------

    def _keep(self, piece: Piece, result: Attempt) -> None:
        self.found.reports.extend(result.reports)
        self._open = None
        for one in result.declarations:
            if piece.id == "section" and isinstance(one, tree.Section):
                self.close()
                self._section = one
                self._doubtful = False
            elif self._section is None:
                self.found.declarations.append(one)
            elif isinstance(one, tree.Rule | tree.Disable):
                span = self._section.span.to(one.span)
                items = (*self._section.items, one)
                self._section = replace(self._section, items=items, span=span)
            else:
                self._misplaced(one)

    def _misplaced(self, one: tree.Declaration) -> None:
        """A declaration that no section holds: either it strayed in, or the end is missing."""
        assert self._section is not None
        if self.closes:
            word = NAME.match(self.ready.narrow, one.span.start)
            end = word.end() if word else one.span.end
            span = Span(one.span.source, one.span.start, end)
            found = self.ready.narrow[span.start : span.end]
            self.found.reports.append(
                says.NOT_IN_SECTION.at(span, self._section.name.span, found=found)
            )
        else:
            self.close()
        self.found.declarations.append(one)

    def close(self) -> None:
        """End the open section without its keyword; reported, unless it may be in what was lost."""
        if self._section is None:
            return
        section = self._section
        self._section = None
        self.found.declarations.append(section)
        if not self._doubtful:
            head = section.name.span
            end = section.span.end
            fix = Fix(Span(head.source, end, end), "\n" + _end_like(self.ready.text, head.start))
            self.found.reports.append(
                says.MISSING_END.at(head, fixes=(fix,), name=section.name.text)
            )
        self._doubtful = True

    def _read_end(self, piece: Piece) -> Piece:
        """Close the section, and hand back what follows the keyword in the piece."""
        word = NAME.match(self.ready.text, piece.start)
        assert word is not None
        span = Span(self.ready.source.name, piece.start, word.end())
        if self._section is not None:
            section = replace(self._section, span=self._section.span.to(span))
            self.found.declarations.append(section)
            self._section = None
        elif not self._doubtful:
            found = self.ready.narrow[piece.start : word.end()]
            self.found.reports.append(says.STRAY_END.at(span, fixes=(Fix(span, ""),), found=found))
        self._doubtful = False
        rest = self.ready.text[word.end() : piece.end]
        skipped = len(rest) - len(rest.lstrip())
        return Piece(word.end() + skipped, piece.end, "", piece.indent)


def _end_like(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return keywords().say("keyword", "end", "en" if line.isascii() else "zh")
