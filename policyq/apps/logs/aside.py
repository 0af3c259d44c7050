"""A log of any form put aside as columns while it is read, for whoever can look at it in bulk.

Its events stand in files of Parquet, in a folder for this user alone that is gone at the end. A log
that cannot be put there to its end (no room, a text that no file holds) is still read, and only
once: what is there comes back from the files, what is not from the log itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from policyq.apps.logs.columns import arrow, in_columns
from policyq.apps.logs.writing import GROUP_TEXT, PIECE, length
from policyq.vocabulary.events import Event

ROWS: Final = 32_768
"""So many events stand in a file; a log of fewer is not worth it."""


def has_columns() -> bool:
    """Whether the library for columns is installed."""
    return find_spec("pyarrow") is not None


class Aside:
    """The events of a log, once. A context, at whose end no file is left."""

    def __init__(self, log: Iterable[Event], watch: Callable[[int], None]) -> None:
        self._log = iter(log)
        self._watch = watch
        self._count = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._paths: list[str] = []
        self._held: list[Event] = []
        """What was read and is in no file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            with suppress(OSError):
                self._folder.cleanup()

    def put(self) -> list[str]:
        """Reads the log to its end; the files in which it stands. None: it is too short, or it does
        not go. Raises what reading it raises."""
        if self._count or not has_columns():
            return []
        if self._take() and self._opened():
            while self._written():
                if not self._take():
                    return self._paths if not self._held or self._written() else []
        return []

    def __iter__(self) -> Iterator[Event]:
        """All events in their order."""
        for path in self._paths:
            yield from _read(path)
        yield from self._held
        self._held = []
        yield from self._log

    def _take(self) -> bool:
        """Reads on; whether that fills a file."""
        self._held, text = [], 0
        for event in self._log:
            self._held.append(event)
            self._count += 1
            if not self._count & 1023:
                self._watch(self._count)
            text += length(event)
            if len(self._held) >= ROWS or text >= GROUP_TEXT:
                return True
        return False

    def _opened(self) -> bool:
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="policyq-")
        except OSError:
            return False
        return True

    def _written(self) -> bool:
        """Whether what is held is in a file now."""
        assert self._folder is not None, "it is opened"
        import pyarrow.parquet as pq

        path = Path(self._folder.name, f"{len(self._paths)}.parquet")
        try:
            table = _table(self._held)
            if table.column("person").null_count < len(table):
                return False  # People on several platforms are counted where they are seen.
            pq.write_table(table, path, compression="zstd")
        except (arrow().ArrowException, OSError, ValueError, OverflowError):
            with suppress(OSError):
                path.unlink()
            return False
        self._paths.append(str(path))
        self._held = []
        return True


def _table(events: list[Event]) -> Any:
    pieces = range(0, len(events), PIECE)
    return arrow().Table.from_batches([in_columns(events[at : at + PIECE]) for at in pieces])


def _read(path: str) -> Iterator[Event]:
    import pyarrow.parquet as pq

    from policyq.apps.logs.bulk import as_written

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(PIECE, use_threads=False):
            yield from as_written(arrow().Table.from_batches([batch]))
