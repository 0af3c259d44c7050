"""What rows say of who wrote them and of their group, as numbers: rows that say the same have the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from policyq.apps.logs.bulk import Batch
from policyq.replay.columns import Column, Numbers
from policyq.replay.keeping import Told


class Tellings:
    """Numbers for what is told, the same in all batches."""

    def __init__(self) -> None:
        self.known: list[Told] = []
        """By number."""
        self._numbers: dict[Told, int] = {}

    def meet(self, batch: Batch) -> None:
        """Nothing is taken in of rows that others count."""

    def places(self, batch: Batch) -> Numbers:
        """The numbers of some rows."""
        columns = [batch.column(field) for field in Told._fields]
        _, rows, where = np.unique(
            reduce(together, columns[1:], codes(columns[0])), return_index=True, return_inverse=True
        )
        told = map(Told._make, zip(*(values(column, rows) for column in columns), strict=True))
        found: Numbers = np.array([self._number(_sets(one)) for one in told], np.int64).take(where)
        return found

    def _number(self, told: Told) -> int:
        number = self._numbers.setdefault(told, len(self.known))
        if number == len(self.known):
            self.known.append(told)
        return number


def _sets(told: Told) -> Told:
    tags, group_tags = told.tags, told.group_tags
    return told._replace(
        tags=None if tags is None else frozenset(tags),
        group_tags=None if group_tags is None else frozenset(group_tags),
    )


def codes(column: Column) -> Numbers:
    """What a column says of each row, as numbers that others can be put together with."""
    found: Numbers = column.codes.astype(np.int64)
    return found


def together(some: Numbers, column: Column) -> Numbers:
    """A number for what two columns say of each row."""
    if len(column.values) < 2:
        return some
    both: Numbers
    _, both = np.unique(some * len(column.values) + column.codes, return_inverse=True)
    return both


def values(column: Column, rows: Numbers) -> Sequence[object]:
    """What a column says of some rows."""
    return [column.values[code] for code in column.codes.take(rows).tolist()]
