"""Logs in the order of time: of one group the file that begins first is read first.

A group's events are put in order as far as they are ten minutes late at most; a whole file that comes
too early makes all of the one before it late. Files of different groups stay as they were named, and so
does one that nobody can look into beforehand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from policyq.vocabulary.types import Instant

_T = TypeVar("_T")


class Begin(NamedTuple):
    """How a log begins."""

    group: str
    time: Instant


def in_time(logs: Sequence[_T], begins: Callable[[_T], Begin | None]) -> list[_T]:
    """The logs, those that begin with the same group in the order of their times."""
    places: dict[str, list[int]] = defaultdict(list)
    times: list[Instant] = []
    for number, log in enumerate(logs):
        found = begins(log)
        times.append(0 if found is None else found.time)
        if found is not None:
            places[found.group].append(number)
    ordered = list(logs)
    for some in places.values():
        for place, earlier in zip(some, sorted(some, key=times.__getitem__), strict=True):
            ordered[place] = logs[earlier]
    return ordered
