"""A piece of source with marks under it: the middle of every human-readable report.

Offsets are code points of the whole text until `_window` has cut out what is shown; from there
on they are cells. A line may be a hundred megabytes long: only what is shown is ever copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policyq.diagnostics.render.cells import Row, lay_out
from policyq.diagnostics.source import Source

#: Cells of source shown at most; a longer line is cropped around its marks.
WIDEST = 120
#: Cells kept before the first mark of a cropped line.
BEFORE = 30

Painted = tuple[str, str]
"""A piece of output and the name of its style (see `policyq.diagnostics.render.paint`)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An underline in one line, from offset ``start`` to ``end``, and what is said beside it."""

    start: int
    end: int
    says: str
    style: str
    sign: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of output: its number (``None`` below a source line) and its painted pieces."""

    number: int | None
    pieces: tuple[Painted, ...]


def marks_of(source: Source, start: int, end: int, says: str, style: str, sign: str) -> list[Mark]:
    """The marks of a span: one, or for several lines one under its first and one under its last."""
    text = source.text
    while end > start + 1 and text[end - 1] in "\r\n":
        end -= 1
    first_end = text.find("\n", start, end)
    if first_end < 0:
        return [Mark(start, end, says, style, sign)]
    last = text.rfind("\n", start, end) + 1
    while last < end - 1 and text[last] in " \t\u3000":
        last += 1
    return [
        Mark(start, max(start, first_end - (text[first_end - 1] == "\r")), "", style, sign),
        Mark(last, end, says, style, sign),
    ]


def snippet(source: Source, marks: Iterable[Mark]) -> list[Line]:
    """The marked lines in order, each with its underlines; ``...`` stands for lines left out."""
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(source.place(mark.start)[0], []).append(mark)
    lines: list[Line] = []
    previous: int | None = None
    for number in sorted(by_line):
        if previous is not None and number > previous + 1:
            lines.append(Line(None, (("...", "gutter"),)))
        for together in _clusters(source, by_line[number]):
            lines += _marked(source, number, together)
        previous = number
    return lines


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a line that is shown: its offsets and whether the line goes on either side."""

    start: int
    end: int
    more_before: bool
    more_after: bool


def line_start(source: Source, offset: int) -> int:
    """The offset at which the line of ``offset`` begins."""
    return offset - source.place(offset)[1] + 1


def _short_line(source: Source, offset: int) -> _Window | None:
    """The whole line around ``offset`` if it can be shown whole."""
    text, start = source.text, line_start(source, offset)
    end = text.find("\n", start, start + WIDEST + 2)
    if end < 0:
        if len(text) - start > WIDEST + 1:
            return None
        end = len(text)
    if end > start and text[end - 1] == "\r":
        end -= 1
    return _Window(start, end, False, False) if lay_out(text[start:end]).width <= WIDEST else None


def _clusters(source: Source, marks: list[Mark]) -> list[list[Mark]]:
    """Marks that can be shown together: all of a short line's; of a long one's, neighbours."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
    if _short_line(source, marks[0].start) is not None:
        return [marks]
    clusters = [[marks[0]]]
    for mark in marks[1:]:
        if mark.start - clusters[-1][0].start <= WIDEST // 3:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return clusters


def window(source: Source, offset: int) -> _Window:
    """What to show of the line of ``offset``, so that what stands at ``offset`` is seen."""
    whole = _short_line(source, offset)
    if whole is not None:
        return whole
    text, begin = source.text, line_start(source, offset)
    start = max(begin, offset - BEFORE)
    while lay_out(text[start:offset]).width > BEFORE:
        start += 1
    end = text.find("\n", offset, start + WIDEST)
    if end < 0:
        end = min(len(text), start + WIDEST)
    while end > offset + 1 and lay_out(text[start:end]).width > WIDEST:
        end -= 1
    ended = end == len(text) or text[end] == "\n"
    return _Window(start, end, start > begin, not ended)


def _marked(source: Source, number: int, marks: list[Mark]) -> list[Line]:
    seen = window(source, marks[0].start)
    row = lay_out(source.text[seen.start : seen.end])
    shift = int(seen.more_before)
    spots = [_spot(row, seen, mark, shift) for mark in marks]
    return [
        Line(number, ((framed(row.shown, seen.more_before, seen.more_after), "source"),)),
        *(Line(None, pieces) for pieces in _underlines(spots)),
    ]


def framed(shown: str, more_before: bool, more_after: bool) -> str:
    """A cropped line, with ``…`` where it goes on."""
    return "…" * more_before + shown + "…" * more_after


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark in cells of the shown line."""

    start: int
    end: int
    mark: Mark


def _spot(row: Row, seen: _Window, mark: Mark, shift: int) -> _Spot:
    start, end = row.cells(
        max(0, mark.start - seen.start), max(0, min(mark.end, seen.end) - seen.start)
    )
    return _Spot(start + shift, end + shift, mark)


def _underlines(spots: Sequence[_Spot]) -> list[tuple[Painted, ...]]:
    """The rows under a source line: all underlines, then what is left to say, right to left."""
    talkers = sorted(
        (spot for spot in spots if spot.mark.says), key=lambda spot: (spot.start, spot.end)
    )
    canvas = _Canvas()
    # The main mark is drawn last, over the others.
    for spot in sorted(spots, key=lambda spot: (spot.mark.sign == "^", -spot.start)):
        canvas.put(spot.start, spot.mark.sign * (spot.end - spot.start), spot.mark.style)
    if talkers and all(spot.end <= talkers[-1].end for spot in spots):
        last = talkers.pop()
        canvas.put(last.end + 1, last.mark.says, last.mark.style)
    rows = [canvas.pieces()]
    if talkers:
        rows.append(_stems(talkers).pieces())
    while talkers:
        spot = talkers.pop()
        canvas = _stems([other for other in talkers if other.start < spot.start])
        canvas.put(spot.start, spot.mark.says, spot.mark.style)
        rows.append(canvas.pieces())
    return rows


def _stems(spots: Sequence[_Spot]) -> _Canvas:
    canvas = _Canvas()
    for spot in spots:
        canvas.put(spot.start, "|", spot.mark.style)
    return canvas


class _Canvas:
    """One row that is written to cell by cell; a text at its right end may have any width."""

    def __init__(self) -> None:
        self._cells: list[tuple[str, str]] = []

    def put(self, at: int, text: str, style: str) -> None:
        self._cells += [(" ", "")] * (at + len(text) - len(self._cells))
        for offset, character in enumerate(text):
            self._cells[at + offset] = (character, style)

    def pieces(self) -> tuple[Painted, ...]:
        pieces: list[Painted] = []
        for character, style in self._cells:
            if pieces and pieces[-1][1] == style:
                pieces[-1] = (pieces[-1][0] + character, style)
            else:
                pieces.append((character, style))
        return tuple(pieces)
