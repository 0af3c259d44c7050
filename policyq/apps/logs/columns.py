"""The neutral event as columns: the schema of the Parquet files that are written."""

from __future__ import annotations

from functools import cache
from typing import Any

from policyq.apps.problems import refuse
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
