"""JSONL: one neutral event a line, as `policyq.apps.schema` describes it. Blank lines are noise.

An event without ``id`` gets one from its position in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import from_json

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head
from policyq.apps.problems import Refused
from policyq.apps.rows import event_from_row
from policyq.apps.schema import parse_object
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said


def fits(head: Head) -> bool:
    """Whether one of the first lines begins an object."""
    return any(line.lstrip().startswith("{") for line in head.lines)


def read(file: File) -> Iterator[Event]:
    """The events of a file; what cannot be read goes to ``file.reject``."""
    plain = file.encoding == "utf-8"
    zone, name_row = file.zone, file.name_row
    for line in file.lines():
        if not line or line.isspace():
            file.noise += 1
            continue
        try:
            document = line if plain else text_of(line, file.encoding)
            try:
                row = from_json(document, allow_inf_nan=False)
            except (ValueError, TypeError):
                row = None
            if type(row) is not dict:
                row = _with_reason(line, document)
            event = event_from_row(row, zone, name_row)
        except Refused as refused:
            file.reject(refused.problem, line)
            continue
        yield event


def _with_reason(line: bytes, document: bytes | str) -> dict[str, object]:
    """Once more, slowly: as an object after all (lone surrogates), or refused with the reason."""
    if document is line:
        text_of(line, "utf-8")
    return parse_object(document)


FORMAT = Format("jsonl", Said("中性格式（JSONL）", "neutral events (JSONL)"), fits, read)
