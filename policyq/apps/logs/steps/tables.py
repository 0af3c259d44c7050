"""Tables of cells (CSV): cut into rows and cells, and the rows with names for their columns.

The delimiter is ``,``, ``;`` or a tab, found in the header; cells may be quoted, and then hold
line ends.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.unpack import HEAD
from policyq.apps.problems import Problem, Refused, refuse
from policyq.diagnostics.catalog import logs as say

DELIMITERS = (",", ";", "\t")
#: How many lines, and how many characters, a quoted cell may run over.
LINES, LENGTH = 200, 1 << 20

_NOWHERE = 1 << 30

_Row = tuple[int, str]


class Row:
    """A row of a table whose columns have names."""

    __slots__ = ("cells", "places", "text")

    def __init__(self, places: dict[str, int], text: str, cells: list[str]) -> None:
        self.places = places
        self.text = text
        """The row as it stands in the file."""
        self.cells = cells

    def get(self, name: str) -> str:
        """The cell of a column; empty where there is no such column, or no such cell."""
        place = self.places.get(name, _NOWHERE)
        return self.cells[place] if place < len(self.cells) else ""

    def need(self, name: str) -> str:
        """The cell of a column that must say something; refuses one that does not."""
        cell = self.get(name).strip()
        if not cell:
            refuse(say.MISSING_FIELD, field=name)
        return cell

    @property
    def raw(self) -> bytes:
        """The row as it is kept when it is rejected."""
        return self.text.encode(errors="replace")


def rows(file: File, spare: int = 0) -> Iterator[Row]:
    """The rows of a table, as `csv.table` finds them."""
    names, found = table(file, spare)
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    for text, cells in found:
        yield Row(places, text, cells)


def first_row(file: File, spare: int = 0) -> Row | None:
    """The first row, as far as it is in the head; nothing of the file is used up by looking."""
    source = file.source
    seen = source._replace(head=source.head[:HEAD], rest=io.BytesIO())
    return next(rows(File(file.name, file.label, seen, hints=file.hints), spare), None)


def number(cell: str) -> int | str:
    """A cell as a time may be written: a number of seconds, or a text."""
    cell = cell.strip()
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 16 else cell


def id_in(cell: str) -> str | None:
    """A number that names something; zero names nothing."""
    cell = cell.strip()
    return cell if cell.isascii() and cell.isdigit() and cell.strip("0") else None


def delimiter_of(header: str) -> str:
    """The delimiter that cuts the header into the most cells; a comma where none does."""
    return max(DELIMITERS, key=header.count)


def header_of(line: str) -> list[str]:
    """The cells of a header, as the names of fields are written."""
    cells = _cells(line.strip(), delimiter_of(line))
    return [cell.strip().lower().replace(" ", "_") for cell in cells]


def table(file: File, spare: int = 0) -> tuple[list[str], Iterator[tuple[str, list[str]]]]:
    """The names of the columns (none in an empty file), and each row as its text and its cells.

    Rows that are no rows are rejected; ``file.line`` is the line of the row at hand. Rows may
    have ``spare`` cells more than there are names.
    """
    lines = _texts(file)
    for header in lines:
        file.noise += 1
        if not _blank(header):
            break
    else:
        return [], iter(())
    names, delimiter = header_of(header[1]), delimiter_of(header[1])
    return names, _table(file, _rows(file, lines, delimiter), delimiter, len(names) + spare)


def _table(
    file: File, rows: Iterator[_Row], delimiter: str, width: int
) -> Iterator[tuple[str, list[str]]]:
    for line, text in rows:
        file.line = line
        try:
            cells = _cells(text, delimiter)
            if len(cells) > width:
                refuse(say.TOO_MANY_CELLS, found=len(cells), expected=width)
        except Refused as refused:
            file.reject(refused.problem, text.encode(errors="replace"))
            continue
        yield text, cells


def _texts(file: File) -> Iterator[_Row]:
    """The lines as text with their numbers; broken ones are rejected."""
    for line in file.lines():
        try:
            text = text_of(line, file.encoding)
        except Refused as refused:
            file.reject(refused.problem, line)
            continue
        yield file.line, text


def _rows(file: File, lines: Iterator[_Row], delimiter: str) -> Iterator[_Row]:
    """The rows, each with the number of its first line; the further lines of one are noise.

    So are blank lines between rows. A quote that is not closed in time costs the line that
    opens it: those after it are read again on their own.
    """
    ahead: deque[_Row] = deque()
    while True:
        first = ahead.popleft() if ahead else next(lines, None)
        if first is None:
            return
        if _blank(first):
            file.noise += 1
            continue
        held, open_ = [first], ends_open(first[1], delimiter)
        size = len(first[1])
        while open_ and len(held) < LINES and size < LENGTH:
            more = ahead.popleft() if ahead else next(lines, None)
            if more is None:
                break
            held.append(more)
            size += len(more[1])
            open_ = ends_open(more[1], delimiter, inside=True)
            if open_ is None:  # the quote belongs to another row
                break
        if open_ is not False:
            ahead.extendleft(reversed(held[1:]))
            raw = first[1].encode(errors="replace")
            file.reject(Problem(say.BROKEN_QUOTES, {}), raw, first[0])
            continue
        file.noise += len(held) - 1
        yield first[0], "\n".join(text for _, text in held)


def _blank(row: _Row) -> bool:
    return not row[1] or row[1].isspace()


def ends_open(line: str, delimiter: str, *, inside: bool = False) -> bool | None:
    """Whether a quoted cell is still open at the end of a line, which may start inside one.

    ``None`` if the cell that it starts in ends amid other text, as no cell does.
    """
    if not inside and '"' not in line:
        return False
    at, starts, carried = 0, True, inside
    while True:
        if inside:
            at = line.find('"', at)
            if at < 0:
                return True
            if line.startswith('""', at):
                at += 2
                continue
            inside, starts, at = False, False, at + 1
            if carried and line[at : at + 1] not in ("", " ", delimiter):
                return None
            carried = False
        elif starts and line.startswith('"', at):
            inside, at = True, at + 1
        else:
            at = line.find(delimiter, at)
            if at < 0:
                return False
            starts, at = True, at + 1


def _cells(text: str, delimiter: str) -> list[str]:
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        refuse(say.BROKEN_QUOTES)
