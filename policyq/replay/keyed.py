"""The rows of a log that a counter may count, by the key that it counts them by.

All rows stand in the order in which they are decided, group by group.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.ir import nodes
from policyq.replay.columns import Mask, Numbers
from policyq.replay.rows import Rows
from policyq.replay.screen import NONE, UNKNOWN

_MIX: Final = np.int64(0x2545F4914F6CDD1D)


class Counted(NamedTuple):
    """The rows that a counter may count: by key, and then in their order."""

    counter: nodes.Counter
    codes: Numbers
    """The key of every row of the log, as a number."""
    known: Mask
    """Whether a row has a key."""
    ranked: Numbers
    """The different keys, sorted."""
    places: Numbers
    """Of each counted row the place of its key among them, and the row: sorted."""
    rows: Numbers
    times: Numbers
    starts: Numbers
    """Where each key begins."""
    at: NDArray[np.int32]
    """Of every row its place among those that are counted, or -1."""


def count(counter: nodes.Counter, rows: Rows, counts: Mask) -> Counted:
    size = len(rows.times)
    codes, known = _codes(counter, rows)
    if counter.what == "distinct" and counter.of == "sender":
        counts = counts & (rows.senders >= 0)
    some = np.flatnonzero(counts & known)
    own = codes.take(some)
    order = own.argsort(kind="stable")
    some, own = some.take(order), own.take(order)
    begins = np.ones(len(own), np.bool_)
    begins[1:] = own[1:] != own[:-1]
    starts = np.flatnonzero(begins)
    places = ((begins.cumsum() - 1) << 31) + some
    at = np.full(size, -1, np.int32)
    at[some] = np.arange(len(some), dtype=np.int32)
    return Counted(
        counter, codes, known, own[begins], places, some, rows.times.take(some), starts, at
    )


def _codes(counter: nodes.Counter, rows: Rows) -> tuple[Numbers, Mask]:
    """The keys of all rows as numbers, and which have one."""
    codes, known = rows.groups, np.ones(len(rows.times), np.bool_)
    if "text" in counter.per and rows.keys is not None:
        known &= (rows.keys != UNKNOWN) & (rows.keys != NONE)
        codes = codes * _MIX ^ rows.keys
    if "sender" in counter.per:
        known &= rows.senders >= 0
        codes = codes * _MIX + rows.senders if "text" in counter.per else _pairs(rows)
    return codes, known


def _pairs(rows: Rows) -> Numbers:
    return (rows.groups << 32) + rows.senders


def whereabouts(counted: Counted, rows: Numbers) -> tuple[Numbers, Numbers]:
    """For each row how many counted rows stand before its key ends at it, and before it begins."""
    at = counted.at.take(rows)
    codes = counted.codes.take(rows)
    ranks = counted.ranked.searchsorted(codes, "left")
    none = ranks == len(counted.ranked)
    ranks[none] = 0
    none |= (counted.ranked.take(ranks) != codes) if len(counted.ranked) else True
    places = at.astype(np.int64) + 1
    others = np.flatnonzero((at < 0) & ~none)
    places[others] = counted.places.searchsorted((ranks[others] << 31) + rows[others], "right")
    starts = counted.starts.take(ranks) if len(counted.starts) else np.zeros(len(rows), np.int64)
    places[none] = starts[none] = 0
    return places, starts
