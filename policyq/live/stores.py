"""What windows hold as JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policyq.live.codec import Broken, from_json, read, to_json
from policyq.live.windows import Bucket, Calendar, Key, Store, Trailing
from policyq.vocabulary.types import Instant


def store_to_json(store: Store) -> list[Any]:
    """Everything that a store holds."""
    if isinstance(store, Trailing):
        held = ((key, store.of(key)) for key in sorted(store.held))
        return [[_key(key), *of.saved()] for key, of in held if of is not None]
    return [
        [place, bucket.end, [[_key(key), to_json(of)] for key, of in sorted(bucket.totals.items())]]
        for place, bucket in sorted(store.buckets.items())
    ]


def fill_trailing(store: Trailing, what: str, held: Iterable[Any]) -> None:
    """Fills a store of trailing windows with what was held; raises `Broken`."""
    for given, *columns in held:
        key = _read_key(given)
        times = from_json(tuple[Instant, ...], columns[0])
        values: tuple[Any, ...] = (1,) * len(times)
        if what != "count":
            values = from_json(tuple[int, ...] if what == "sum" else tuple[str, ...], columns[1])
        if not times or len(columns) != 1 + (what != "count"):
            raise Broken("times, and values if they differ, expected")
        store.fill(key, times, values)


def fill_calendar(store: Calendar, what: str, held: Iterable[Any]) -> None:
    """Fills a store of calendar buckets likewise."""
    for place, end, totals in held:
        bucket = store.buckets[read(int, place)] = Bucket(read(int, end), {})
        for given, total in totals:
            if what == "distinct":
                bucket.totals[_read_key(given)] = set(from_json(tuple[str, ...], total))
            else:
                bucket.totals[_read_key(given)] = read(int, total)


def _key(key: Key) -> str | list[str]:
    return key if isinstance(key, str) else list(key)


def _read_key(given: Any) -> Key:
    key: Key = from_json(str | tuple[str, ...], given)
    return key
