"""Which events were there before: their ids, as far back as evaluators remember them, and some more."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from policyq.ir.memory import REMEMBERED
from policyq.vocabulary.types import Instant

_Id = TypeVar("_Id", bound=Hashable)


class Seen(Generic[_Id]):
    """The ids of one group, or numbers that stand for them."""

    __slots__ = ("_kept", "_times")

    def __init__(self) -> None:
        self._times: dict[_Id, Instant] = {}
        self._kept = 0

    def __contains__(self, id: _Id) -> bool:
        return id in self._times

    def repeats(self, id: _Id, at: Instant, newest: Instant) -> bool:
        """Takes in one event; whether it was there before. ``newest``: the newest time until now."""
        times, floor = self._times, newest - REMEMBERED
        known = times.get(id)
        if known is not None and known > floor:
            return True
        times[id] = at
        if len(times) > 2 * self._kept + 1000:
            self._times = {id: time for id, time in times.items() if time > floor}
            self._kept = len(self._times)
        return False
