"""Metrics for the engine: what its stores hold at the end of a day, and what is asked of it.

The law stands in `policyq.ir.measuring`; this only reads the stores for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyq.ir import measuring, nodes
from policyq.ir.facts import SUM_UNIT
from policyq.live.memory import State
from policyq.live.scene import Months, Offsets
from policyq.live.windows import Calendar
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, Truth


class Metrics:
    """Measures the groups of one program. ``stores``: as `policyq.live.truth.Names.stores`."""

    def __init__(
        self,
        program: nodes.Program,
        stores: Mapping[tuple[str, str | None], int],
        offset: Offsets,
    ) -> None:
        self._program = program
        self._sums = {one.id for one in program.counters if one.what == "sum"}
        self._stores = stores
        self._offset = offset
        self._month_of = Months()

    def measure(self, state: State, event: Event) -> None:
        """As `measuring.measure`, when everything has been counted."""
        day = (event.time + self._offset(event.time)) // DAY
        places = {"day": day, "week": day - (day + 3) % 7, "month": self._month_of(day)}

        def total(counter: str, bucket: str) -> int | float:
            store = state.stores[self._stores[counter, bucket]]
            assert isinstance(store, Calendar)
            held = store.total("", places[bucket], state.mark)
            return held / SUM_UNIT if counter in self._sums else held

        def by_member(counter: str, bucket: str) -> Mapping[str, int | float]:
            store = state.stores[self._stores[counter, bucket]]
            assert isinstance(store, Calendar)
            held = store.totals(places[bucket], state.mark)
            unit = SUM_UNIT if counter in self._sums else 1
            return {str(key): of / unit if unit > 1 else of for key, of in held.items()}

        measuring.measure(self._program, state.standing, event, total, by_member)

    def is_so(self, condition: nodes.MetricIs, state: State, event: Event) -> Truth:
        """As `measuring.is_so`."""
        return measuring.is_so(condition, state.standing, self._program, event)
