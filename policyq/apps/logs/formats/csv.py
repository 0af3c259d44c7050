"""CSV: a header with the names of the neutral event, then one event a row.

The delimiter is ``,``, ``;`` or a tab, found in the header; cells may be quoted, and then hold
line ends. An empty cell is *not known* (an empty ``text`` is an empty text). ``tags``,
``group_tags``, ``links`` and ``mentions`` hold several values, parted by ``;``, ``；``, ``|``
or blanks (links: blanks and ``|`` only). A column that nobody knows refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policyq.apps.logs.context import File
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head
from policyq.apps.logs.steps.tables import header_of, table
from policyq.apps.problems import Refused, closest, refuse, shown
from policyq.apps.rows import FIELDS, USUAL, event_from_row
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

_LISTS = re.compile(r"[;；|\s]+")
_LINKS = re.compile(r"[|\s]+")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_PARTED = {"tags": _LISTS, "group_tags": _LISTS, "mentions": _LISTS, "links": _LINKS}
_NUMBERS = frozenset({"amount", "members", "time", "joined", "until"})


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


FORMAT = Format("csv", Said("中性格式（CSV）", "neutral events (CSV)"), fits, read)
