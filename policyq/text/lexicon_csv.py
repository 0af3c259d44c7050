"""Lexicons in CSV: the first line names the columns (`policyq.text.columns`).

Commas, semicolons or tabs part the cells, whichever parts the headings. A quote that never ends,
or stands amid a cell, ends the reading: what comes behind it cannot be told apart.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. So it is written
with an apostrophe before it (`guarded`), which is taken away when it is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from policyq.text.columns import LONGEST_SHOWN, Headings, heading, headings, one_row
from policyq.text.lexicon import LINE_END, Lexicon, Problem, Row, of_rows

#: As many apostrophes as there may be, so that a word that has one itself reads back as it is.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def guarded(cell: str) -> str:
    """A cell as it is written: never a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(written: str) -> str:
    """The cell of which `guarded` makes ``written``."""
    return written[1:] if written.startswith("'") and _FORMULA.match(written) else written


def from_csv(text: str) -> Lexicon:
    """The words of a lexicon in CSV; the first line that is not empty names the columns."""
    problems: list[Problem] = []
    return of_rows(_csv_rows(text.removeprefix("\ufeff"), problems), problems)


def _csv_rows(text: str, problems: list[Problem]) -> Iterator[Row]:
    lines = LINE_END.split(text)
    named: Headings | None = None
    for number, cells in _cells(lines, problems):
        if not any(cell.strip() for cell in cells):
            continue
        if named is None:
            named = headings(cells, number)
            problems += named.problems
            if not named.ids:
                return
            continue
        said = {
            id: value
            for id, cell in zip(named.ids, cells, strict=False)
            if id and (value := unguarded(cell.strip()))
        }
        beyond = next((cell for cell in cells[len(named.ids) :] if cell.strip()), None)
        if beyond is not None:
            problems.append(Problem("cells", number, beyond.strip()))
        yield from one_row(number, said, next(cell for cell in cells if cell.strip()), problems)


def _cells(lines: list[str], problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows and the lines where they begin, as far as they can be read."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=_delimiter(lines), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        # A cell that never ends is found at the end of the file: what is wrong is where it began.
        at = number if '"' in lines[number - 1] else min(reader.line_num, len(lines))
        problems.append(Problem("quote", at, lines[at - 1].strip()[:LONGEST_SHOWN]))


def _delimiter(lines: list[str]) -> str:
    """What parts the headings into the most that are known; a comma in doubt."""
    first = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=lambda one: sum(bool(heading(cell)) for cell in first.split(one)))
