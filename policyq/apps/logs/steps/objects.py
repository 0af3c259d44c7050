"""JSON objects one after another: a list of them, or one a line; bots keep both.

A list may be of any size and is read piece by piece. Blank lines between objects are noise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import from_json

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import text_of
from policyq.apps.logs.documents import Document, raw_of
from policyq.apps.logs.head import head_of
from policyq.apps.logs.steps.values import object_of
from policyq.apps.problems import Refused
from policyq.apps.schema import parse_object
from policyq.vocabulary.events import Event

Reader = Callable[[Mapping[str, Any]], Sequence[Event] | None]
"""The events of one object: none for noise, ``None`` for one that was left out already."""


def events_of(file: File, read: Reader) -> Iterator[Event]:
    """The events of a file's objects, each of which is a row; rejects those that cannot be read."""
    if head_of(file.source).text.lstrip()[:1] == "[":
        with Document(file) as document:
            for value in document.items("item"):
                yield from _taken(file, value, None, read)
    else:
        yield from of_lines(file, read)


def of_lines(file: File, read: Reader) -> Iterator[Event]:
    """The same of a file with one object a line."""
    for line in file.lines():
        if not line or line.isspace():
            file.noise += 1
            continue
        try:
            value = value_in(line, file.encoding)
        except Refused as refused:
            file.reject(refused.problem, line)
            continue
        yield from _taken(file, value, line, read)


def value_in(line: bytes, encoding: str) -> object:
    """The JSON in a line; refuses what is none, with the reason."""
    document = line if encoding == "utf-8" else text_of(line, encoding)
    try:
        return from_json(document, allow_inf_nan=False)
    except (ValueError, TypeError):
        if document is line:
            text_of(line, "utf-8")
        return parse_object(document)  # Slower: takes lone surrogates, or says what is wrong.


def _taken(file: File, value: object, raw: bytes | None, read: Reader) -> Sequence[Event]:
    try:
        events = read(object_of(value))
    except Refused as refused:
        file.reject(refused.problem, raw_of(value) if raw is None else raw)
        return ()
    if events is None:
        return ()
    file.took(len(events))
    return events
