"""Which format a log is in: by what stands in it, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policyq.apps.logs import csv, irc, jsonl
from policyq.apps.logs.context import File
from policyq.apps.logs.decode import Bytes
from policyq.apps.rows import FIELDS
from policyq.vocabulary.events import Event

#: The formats by name. A reader takes a `File` and yields its events.
READERS: dict[str, Callable[[File], Iterator[Event]]] = {
    "jsonl": jsonl.read,
    "csv": csv.read,
    "irc": irc.read,
}

_LINES = 30


def format_of(source: Bytes) -> str | None:
    """The name of the format; ``""`` for an empty log, ``None`` for one that nobody knows."""
    text = source.head[source.mark :].decode(source.encoding, "replace")
    lines = [line for line in text.splitlines()[: _LINES * 2] if line.strip()][:_LINES]
    if not lines:
        return "" if len(source.head) < 1 << 16 else None
    if any(line.lstrip().startswith("{") for line in lines):
        return "jsonl"
    if irc.looks_so(lines):
        return "irc"
    cells = csv.header_of(lines[0])
    if (len(cells) > 1 and "time" in cells) or sum(cell in FIELDS for cell in cells) * 2 > len(
        cells
    ):
        return "csv"
    return None
