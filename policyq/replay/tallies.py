"""How the events are counted of which there is nothing else to say.

Where columns tell exactly what counts an event and by which key, its place in the stores is found in
columns, and only putting it there is left for its turn. Otherwise `policyq.live` counts it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from policyq.ir import nodes
from policyq.live.names import Names
from policyq.live.scene import Months
from policyq.live.windows import Store, Trailing
from policyq.replay.columns import Columns, Mask, Numbers
from policyq.replay.counts import Counts, Keyed
from policyq.vocabulary.types import LATENESS, Duration, Instant

Exactly: TypeAlias = Callable[[nodes.Counter, Mask], Mask | None]
"""Which of some rows a counter counts; ``None``: columns do not tell."""


class Tally(NamedTuple):
    """What is put in one store: at each row the key, the bucket, and the value."""

    store: int
    reach: Duration
    """How long a window sees what was counted, however late an event is."""
    keyed: Keyed
    codes: list[int]
    """The number of each row's key; less than 0 for what is not counted."""
    places: list[int] | None
    values: list[Any] | None


def put(
    tallies: Sequence[Tally],
    stores: Sequence[Store],
    rows: Sequence[int],
    times: Sequence[Instant],
    now: Instant,
) -> None:
    """Counts rows of one group, none of which is late, before anything is asked at ``now``. What no
    window sees any more by then is left out."""
    for number, reach, keyed, codes, places, values in tallies:
        store = stores[number]
        if isinstance(store, Trailing):
            first = bisect_right(times, now - reach)
            for row, time in zip(rows[first:], times[first:], strict=True):
                if codes[row] >= 0:
                    key = keyed.key(codes[row])
                    store.add(key, time, time, 1 if values is None else values[row])
        elif places is not None:
            for row, time in zip(rows, times, strict=True):
                if codes[row] >= 0:
                    key = keyed.key(codes[row])
                    store.add(key, places[row], time, time, 1 if values is None else values[row])


def is_plain(counter: nodes.Counter) -> bool:
    """Whether it counts events, or senders, by sender and text."""
    plain = counter.what == "count" or (counter.what == "distinct" and counter.of == "sender")
    return plain and {*counter.per} <= {"sender", "text"}


def tallies(
    names: Names, columns: Columns, counts: Counts, cold: Mask, exactly: Exactly, months: Months
) -> list[Tally] | None:
    """How the rows of ``cold`` are counted; ``None``: columns do not tell."""
    made = []
    for counter in names.counters.values():
        mask = exactly(counter, cold)
        if mask is None:
            return None
        rows = np.flatnonzero(mask)
        if len(rows):
            made += _of(names, counter, columns, counts, rows, months)
    return made


def _of(
    names: Names,
    counter: nodes.Counter,
    columns: Columns,
    counts: Counts,
    rows: Numbers,
    months: Months,
) -> list[Tally]:
    keyed = counts.keyed(counter.per)
    values = columns.column("sender") if counter.what == "distinct" else None
    codes = np.full(len(columns), -1, np.int64)
    codes[rows] = keyed.codes.take(rows)
    if values is not None:
        codes[columns.by_value("sender", lambda sender: sender is None)[1]] = -1
    listed: list[int] = codes.tolist()
    made = []
    for bucket in (None, *counter.buckets):
        store = names.stores.get((counter.id, bucket))
        if store is not None:
            made.append(
                Tally(
                    store,
                    counter.keep + LATENESS,
                    keyed,
                    listed,
                    _places(bucket, columns, months),
                    values,
                )
            )
    return made


def _places(bucket: str | None, columns: Columns, months: Months) -> list[int] | None:
    if bucket is None:
        return None
    if bucket == "hour":
        return columns.hours
    days = columns.days
    if bucket == "week":
        days = days - (days + 3) % 7
    listed: Sequence[int] = days.tolist()
    return [months(day) for day in listed] if bucket == "month" else list(listed)
