"""CSV: a header with the names of the neutral event, then one event a row.

The delimiter is ``,``, ``;`` or a tab, found in the header; cells may be quoted, and then hold
line ends. An empty cell is *not known* (an empty ``text`` is an empty text). ``tags``,
``group_tags``, ``links`` and ``mentions`` hold several values, parted by ``;``, ``；``, ``|``
or blanks (links: blanks and ``|`` only). A column that nobody knows refuses the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.head import Head
from policyq.apps.problems import Problem, Refused, closest, refuse, shown
from policyq.apps.rows import FIELDS, USUAL, event_from_row
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event

DELIMITERS = (",", ";", "\t")
#: How many lines, and how many characters, a quoted cell may run over.
LINES, LENGTH = 200, 1 << 20

_LISTS = re.compile(r"[;；|\s]+")
_LINKS = re.compile(r"[|\s]+")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_PARTED = {"tags": _LISTS, "group_tags": _LISTS, "mentions": _LISTS, "links": _LINKS}
_NUMBERS = frozenset({"amount", "members", "time", "joined", "until"})

_Row = tuple[int, str]


def delimiter_of(header: str) -> str:
    """The delimiter that cuts the header into the most cells; a comma where none does."""
    return max(DELIMITERS, key=header.count)


def header_of(line: str) -> list[str]:
    """The cells of a header, as the names of fields are written."""
    cells = _cells(line.strip(), delimiter_of(line))
    return [cell.strip().lower().replace(" ", "_") for cell in cells]


def fits(head: Head) -> bool:
    """Whether the first line names fields of the neutral event."""
    cells = header_of(head.lines[0])
    known = sum(cell in FIELDS for cell in cells)
    return (len(cells) > 1 and "time" in cells) or known * 2 > len(cells)


def read(file: File) -> Iterator[Event]:
    """The events of a file; a header that cannot be used refuses the file."""
    names, rows = table(file)
    if names:
        _check(names)
    for text, cells in rows:
        try:
            event = event_from_row(_row(names, cells), file.zone, file.name_row)
        except Refused as refused:
            file.reject(refused.problem, text.encode(errors="replace"))
            continue
        yield event


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


def _check(names: list[str]) -> None:
    """Refuse a header unless every column is a field and none stands twice."""
    for name in names:
        if name not in FIELDS:
            hint = closest(name, FIELDS, USUAL)
            refuse(say.UNKNOWN_FIELD, field=shown(name), known=", ".join(FIELDS), hint=hint)
        if names.count(name) > 1:
            refuse(say.SAID_TWICE, field=name, within="header")
    for needed in ("time", "group"):
        if needed not in names:
            refuse(say.MISSING_FIELD, field=needed)


def _row(names: list[str], cells: list[str]) -> dict[str, Any]:
    """The cells by name, as the values that the door takes."""
    row: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if name == "text":
            row[name] = whole(cell)
        elif cell and (value := cell.strip()):
            row[name] = _value(name, whole(value))
    return row


def _value(name: str, cell: str) -> Any:
    parted = _PARTED.get(name)
    if parted is not None:
        return [one for one in parted.split(cell) if one]
    if name in _NUMBERS and _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell
