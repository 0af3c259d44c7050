"""What the line of a decision says of its event beside time and group, of some rows of a log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

import numpy as np
from pydantic_core import to_json

from policyq.apps.bulk.told import codes, together, values
from policyq.apps.logs import bulk
from policyq.apps.schema import ABOUT
from policyq.replay.columns import Numbers

_ESCAPED: Final = frozenset(map(chr, range(0x20))) | {'"', "\\"}
"""What JSON writes otherwise."""


class Subjects:
    """Some rows of all files together, counted from 0 and sorted."""

    def __init__(self, paths: Sequence[str], rows: Numbers) -> None:
        self._ids = bulk.Texts("id")
        known: dict[str, int] = {}
        places = []
        for table in bulk.chosen_batches(paths, rows, ("id", *ABOUT)):
            self._ids.add(table)
            columns = [bulk.column(table, field) for field in ABOUT]
            both = reduce(together, columns[1:], codes(columns[0]))
            _, firsts, where = np.unique(both, return_index=True, return_inverse=True)
            told = zip(*(values(column, firsts) for column in columns), strict=True)
            numbers = [known.setdefault(_about(one), len(known)) for one in told]
            places.append(np.array(numbers, np.int32).take(where))
        self._places = np.concatenate(places)
        self._known = list(known)

    def ids(self, places: Numbers) -> list[str]:
        """The ids of those of the rows in some places, as JSON."""
        ids = self._ids.of(places)
        if _ESCAPED.isdisjoint("".join(ids)):
            return [f'"{id}"' for id in ids]
        return [to_json(id).decode() for id in ids]

    def abouts(self, places: Numbers) -> list[str]:
        """Likewise what records of decisions tell of their events."""
        return [self._known[number] for number in self._places.take(places).tolist()]


def _about(told: Sequence[object]) -> str:
    """As `policyq.apps.schema.decision_to_row` has it."""
    row = {field: value for field, value in zip(ABOUT, told, strict=True) if value is not None}
    return to_json(row).decode()
