"""The events of many groups in one order, though logs tell one group after the other.

Sorted in runs that fit into memory; all but the last are put aside in files and merged.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import IO, Any, TypeAlias

from policyq.events.order import come_to
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

_Placed: TypeAlias = tuple[Instant, int, Event]

#: How many events are sorted in memory at once.
RUN = 200_000
_AT_ONCE = 1000

_key = itemgetter(0, 1)


def together(events: Iterable[Event], run: int = RUN) -> Iterator[Event]:
    """As `policyq.events.order.together`, of a stream of any length."""
    placed = come_to(events)
    with ExitStack() as stack:
        runs: list[Iterator[_Placed]] = []
        while some := sorted(islice(placed, run), key=_key):
            if len(some) < run:
                runs.append(iter(some))
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            _write(file, some)
            runs.append(_read(file))
        for _, _, event in merge(*runs, key=_key):
            yield event


def _write(file: IO[bytes], some: list[_Placed]) -> None:
    for start in range(0, len(some), _AT_ONCE):
        part = [(at, place, tuple(event)) for at, place, event in some[start : start + _AT_ONCE]]
        pickle.dump(part, file, pickle.HIGHEST_PROTOCOL)
    file.seek(0)


def _read(file: IO[bytes]) -> Iterator[_Placed]:
    while True:
        try:
            part: list[tuple[Instant, int, tuple[Any, ...]]] = pickle.load(file)
        except EOFError:
            return
        for at, place, fields in part:
            yield at, place, Event._make(fields)
