"""CSV exports of other tools: what is common to reading them, beside `csv.table`."""

from __future__ import annotations

import io
from collections.abc import Iterator

from policyq.apps.logs.context import File
from policyq.apps.logs.formats.csv import table
from policyq.apps.logs.unpack import HEAD
from policyq.apps.problems import refuse
from policyq.diagnostics.catalog import logs as say

_NOWHERE = 1 << 30


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
