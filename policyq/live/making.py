"""Makes the memory of a program: the stores of a new group, and those that all groups share."""

from __future__ import annotations

from collections.abc import Callable

from policyq.ir import clock, nodes
from policyq.live.alike import Alike
from policyq.live.memory import Shared, State
from policyq.live.names import Names
from policyq.live.windows import Calendar, Store, Trailing
from policyq.vocabulary.types import Instant


class Making:
    """What an evaluator of one program remembers, made empty."""

    def __init__(self, program: nodes.Program, names: Names) -> None:
        self._program = program
        self._names = names

    def shared(self) -> Shared:
        """The memory that all groups share."""
        numbers = self._names.shared
        return Shared(
            {n: self._store(*one) for one, n in self._names.stores.items() if n in numbers}
        )

    def state(self, shared: Shared) -> State:
        """The memory of a new group."""
        numbers = self._names.shared
        return State(
            {n: self._store(*one) for one, n in self._names.stores.items() if n not in numbers},
            shared,
        )

    def _store(self, id: str, kind: str | None) -> Store:
        counter = self._names.counters[id]
        if kind is None and "alike" in counter.per:
            return Alike(counter.what, counter.keep)
        if kind is None:
            return Trailing(counter.what, counter.keep)
        return Calendar(counter.what, self._end(kind))

    def _end(self, kind: str) -> Callable[[Instant], Instant]:
        zone = self._program.timezone
        return lambda time: clock.bucket_end(kind, time, zone)
