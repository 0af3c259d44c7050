"""In which parts a log is read in bulk: each some of its groups, and of no more rows than memory is for.

No group is parted: one that has more rows than that is a part by itself, or, where memory is bounded,
the log has to be looked at event by event.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from heapq import heapify, heapreplace
from pathlib import Path
from typing import Final, NamedTuple

from policyq.apps.logs import bulk
from policyq.replay.order import Unfit

AT_ONCE: Final = 2_000_000
"""Of how many rows some numbers are held in memory by a process, if nobody says how much memory there
is."""
OFTEN: Final = 250_000
"""The same where what is counted of each part is kept."""

_ROW: Final = 1_000
"""Bytes that a row takes while a part is sorted and decided, beside those of its event in Arrow if
that has to be looked at: measured were 530 for a policy that counts, 900 for one with tiers."""
_LINE: Final = 200
"""Bytes that its place among all groups takes more, and to write its line: its id, and what else is
told of it."""
_BATCH: Final = 120_000_000
"""Bytes for the libraries and the rows that are being read."""
_MARGIN: Final = 1.2
"""What would be enough is told with so much to spare: the next time a process may take some more."""
_RESIDENT: Final = 250_000_000
"""Bytes of a process with a policy, where the system does not tell."""


class TooLittle(Exception):
    """So much memory is not enough; the message is how many bytes would be."""

    def __init__(self, needed: int) -> None:
        super().__init__(str(needed))
        self.needed = needed


class Part(NamedTuple):
    """One of the parts of a log."""

    number: int
    groups: frozenset[str]
    """Those that fall to it."""


def parts_of(
    paths: Sequence[str], most: int, jobs: int, room: int | None = None, together: bool = False
) -> list[Part]:
    """The parts of a log: as few as there can be with so many rows each, and a like number for each
    process; ``together``: one, or none. Raises `Unfit` if a group has more rows than there is ``room``
    for, or all have together more than there can be, and `policyq.replay.order.Odd`."""
    sizes: Counter[str] = Counter()
    for path in paths:
        sizes.update(bulk.sizes(path))
    if room is not None and max(sizes.values()) > room:
        raise Unfit  # No group is parted.
    if together:
        if sum(sizes.values()) > (most if room is None else room):
            raise Unfit
        return [Part(0, frozenset(sizes))]
    lots = _shared_out(sizes, most, jobs)
    return [Part(number, frozenset(lot)) for number, lot in enumerate(filter(None, lots))]


def _shared_out(sizes: Mapping[str, int], most: int, jobs: int) -> list[list[str]]:
    """Groups shared out in lots, the largest ones first, each to the smallest lot."""
    order = sorted(sizes, key=lambda group: (-sizes[group], group))
    parts = -(-sum(sizes.values()) // (most * jobs)) * jobs
    while True:
        lots: list[list[str]] = [[] for _ in range(parts)]
        loads = [(0, number) for number in range(parts)]
        heapify(loads)
        for group in order:
            load, number = loads[0]
            lots[number].append(group)
            heapreplace(loads, (load + sizes[group], number))
        if all(load <= most or len(lots[number]) < 2 for load, number in loads):
            return lots
        parts += jobs


def rows_for(
    memory: int, jobs: int, policies: int, paths: Sequence[str], more: bool = False
) -> int:
    """How many rows a part may have, so that all processes together stay below so many bytes;
    ``more``: with a line for each, written or to stand in.
    Raises `TooLittle`, and `policyq.replay.order.Odd`."""
    own = _resident()
    # The one that waits for several others takes its own, too.
    fixed = own if jobs == 1 else (jobs + 1) * own
    row = _ROW * policies + bulk.width(paths) + (_LINE if more else 0)
    rows = (memory - fixed - _BATCH * jobs) // (row * jobs)
    if rows < bulk.BATCH:
        raise TooLittle(int(_MARGIN * (fixed + jobs * (_BATCH + row * bulk.BATCH))))
    return rows


def _resident() -> int:
    """The bytes of memory that this process takes."""
    with suppress(OSError, ValueError, IndexError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return _RESIDENT
