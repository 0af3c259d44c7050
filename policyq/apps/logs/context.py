"""What a reader of one format is given, and where it puts what it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from typing import NamedTuple

from policyq.apps.logs.decode import LINE_LIMIT, Bytes, split, too_long
from policyq.apps.problems import Problem


class Reject(NamedTuple):
    """A row that could not be read."""

    file: str
    line: int
    problem: Problem
    raw: bytes | None
    """The row as it stood in the file (the first bytes of one that is too long)."""


class File:
    """One file that is being read: its rows, and the count of what became of them."""

    def __init__(
        self,
        name: str,
        label: str,
        source: Bytes,
        *,
        zone: tzinfo | None = None,
        group: str | None = None,
        limit: int = LINE_LIMIT,
        on_reject: Callable[[Reject], None] = lambda reject: None,
    ) -> None:
        self.name = name
        """The path as it was given, for people."""
        self.label = label
        """What ids are made of: stable, and different for each file of one reading."""
        self.source = source
        self.zone = zone
        self.group = group
        self.rows = 0
        self.noise = 0
        """Rows that are known to say nothing that policies ask for (blank ones among them)."""
        self.rejected = 0
        self.line = 0
        """The number of the row that is being read."""
        self._limit = limit
        self._on_reject = on_reject

    @property
    def encoding(self) -> str:
        return self.source.encoding

    @property
    def zone_or_utc(self) -> tzinfo:
        return UTC if self.zone is None else self.zone

    def lines(self) -> Iterator[bytes]:
        """The rows as bytes; sets `line`, counts `rows`, rejects those that are too long."""
        for number, line in split(self.source, self._limit, self._on_long):
            self.line = number
            self.rows = number
            yield line

    def reject(self, problem: Problem, raw: bytes, line: int | None = None) -> None:
        """Keep a row that could not be read."""
        self.rejected += 1
        self._on_reject(Reject(self.name, self.line if line is None else line, problem, raw))

    def name_row(self, group: str) -> str:
        """An id from the row's position: repeated texts stay apart, and "10" comes after "9"."""
        return f"{group}:{self.label}:{self.line:06}"

    def _on_long(self, number: int, kept: bytes, size: int) -> None:
        self.line = self.rows = number
        self.reject(too_long(size, self._limit), kept)
