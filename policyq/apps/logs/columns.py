"""The neutral event as columns: the schema of the Parquet files that are written, and events in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from policyq.apps.problems import refuse
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import exports as say
from policyq.vocabulary.events import Event

#: By field: a text, an instant (microseconds, UTC), several texts, a number or a whole number.
COLUMNS: dict[str, str] = {
    "id": "text", "time": "instant", "group": "text", "kind": "text",
    "sender": "text", "name": "text", "role": "text", "tags": "texts", "joined": "instant",
    "text": "text", "links": "texts", "mentions": "texts", "amount": "number",
    "target": "text", "refers": "text", "result": "text", "action": "text", "until": "instant",
    "members": "whole", "group_name": "text", "group_tags": "texts", "platform": "text",
    "person": "text", "channel": "text",
}  # fmt: skip
#: What every event says.
NEEDED = Event._fields[:4]


def arrow() -> Any:
    """The library for Parquet; refuses where it is not installed."""
    try:
        import pyarrow as pa
    except ImportError:
        refuse(say.NEEDS_EXTRA, what="Parquet", extra="parquet")
    return pa


@cache
def schema() -> Any:
    """The Arrow schema of a written file; columns stand in the order of the event's fields."""
    pa = arrow()
    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "instant": pa.timestamp("us", tz="UTC"),
        "number": pa.float64(),
        "whole": pa.int64(),
    }
    fields = [pa.field(name, types[kind], name not in NEEDED) for name, kind in COLUMNS.items()]
    return pa.schema(fields, metadata={"policyq.events": "1"})


def in_columns(events: Sequence[Event]) -> Any:
    """Some events as an Arrow record batch, texts as they are. Raises `UnicodeEncodeError` for a lone
    surrogate."""
    return _batch(
        events, lambda values, kind: [*map(_listed, values)] if kind == "texts" else values
    )


def mended(events: Sequence[Event]) -> Any:
    """The same, with U+FFFD for each lone surrogate."""
    try:
        return in_columns(events)
    except UnicodeEncodeError:
        return _batch(events, _whole)


def _batch(events: Sequence[Event], plain: Callable[[Sequence[Any], str], Sequence[Any]]) -> Any:
    pa = arrow()
    arrays = [
        pa.array(plain(values, COLUMNS[field.name]), type=field.type)
        for field, values in zip(schema(), zip(*events, strict=True), strict=True)
    ]
    return pa.record_batch(arrays, schema=schema())


def _whole(values: Sequence[Any], kind: str) -> Sequence[Any]:
    """A column's values as Arrow takes them: texts that are UTF-8, sets sorted."""
    if kind == "text":
        return [None if one is None else whole(one) for one in values]
    if kind == "texts":
        return [_listed(one, whole) for one in values]
    return values


def _listed(value: Any, written: Callable[[str], str] = str) -> list[str] | None:
    if value is None:
        return None
    texts = [*map(written, value)]
    return sorted(texts) if isinstance(value, frozenset) else texts
