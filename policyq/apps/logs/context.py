"""What a reader of one format is given, and where it puts what it cannot read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import Literal, NamedTuple, TypeAlias

from policyq.apps import times
from policyq.apps.logs.decode import LINE_LIMIT, Bytes, split, too_long
from policyq.apps.problems import Problem, Refused, refuse, shown
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.types import Instant, Said

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]
"""How a date of three numbers is written: day, month and year in this order."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of logs that do not say it themselves; ``None`` is *not said*."""

    zone: tzinfo | None = None
    """The zone of times without an offset."""
    group: str | None = None
    """The group, for formats that name none."""
    day: date | None = None
    """The day of times that have none."""
    order: Order | None = None
    """The order of day, month and year, where it cannot be told."""
    own: str | None = None
    """The account of who made the export, where the format calls it "me"."""


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
        hints: Hints = Hints(),
        limit: int = LINE_LIMIT,
        on_reject: Callable[[Reject], None] = lambda reject: None,
        again: Callable[[], Bytes] | None = None,
    ) -> None:
        self.name = name
        """The path as it was given, for people."""
        self.label = label
        """What ids are made of: stable, and different for each file of one reading."""
        self.source = source
        self.hints = hints
        self.zone = hints.zone
        self.group = hints.group
        self.again = again
        """Opens the same bytes from their start; ``None`` where they pass only once."""
        self.rows = 0
        self.noise = 0
        """Rows that are known to say nothing that policies ask for (blank ones among them)."""
        self.beside = 0
        """Events beyond the first one of a row."""
        self.left_out: Counter[Said] = Counter()
        """Of the noise: rows that say something, but not of a group (a private chat), by why."""
        self.damaged = 0
        """Bytes that were no text in a document that has no rows, and were replaced."""
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

    def took(self, events: int) -> None:
        """Say that the row at hand became so many events: a row is one, unless this is said."""
        if events:
            self.beside += events - 1
        else:
            self.noise += 1

    def leave_out(self, why: Said) -> None:
        """Count the row at hand as one that no policy is asked about, and say why."""
        self.noise += 1
        self.left_out[why] += 1

    def instant(self, value: object, field: str = "time") -> Instant:
        """The instant of a time as the format writes it (`policyq.apps.times.read`); refuses."""
        try:
            return times.read(value, self.zone)
        except times.ZoneNeeded:
            refuse(say.NO_ZONE, field=field, found=shown(value))
        except (ValueError, OverflowError):
            refuse(say.BAD_TIME, field=field, found=shown(value))

    def need_zone(self, value: object, field: str = "time") -> None:
        """Refuse the file if its first time needs a zone that is not given: all others will.

        A time that is none costs its own row only, when its turn comes."""
        try:
            self.instant(value, field)
        except Refused as refused:
            if refused.problem.kind is say.NO_ZONE:
                raise

    def name_row(self, group: str) -> str:
        """An id from the row's position: repeated texts stay apart, and "10" comes after "9"."""
        return f"{group}:{self.label}:{self.line:06}"

    def _on_long(self, number: int, kept: bytes, size: int) -> None:
        self.line = self.rows = number
        self.reject(too_long(size, self._limit), kept)


class Files:
    """An export of several files: their paths within it, and each as a `File` when it is asked."""

    def __init__(self, name: str, paths: Sequence[str], open: Callable[[str], File]) -> None:
        self.name = name
        self.paths = tuple(paths)
        self.open = open
        """Opens the file of a path, and closes the one before; what both count is counted for
        the whole.

        Raises `OSError` and refuses as reading any file does."""
