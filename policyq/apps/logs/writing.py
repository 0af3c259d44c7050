"""Writing events down: JSONL (packed by gzip or zstd, or plain) and Parquet.

A file appears when it is whole, and its bytes depend on the events alone. Memory holds one row
group at most. A lone surrogate becomes U+FFFD in either form, as at every door.
"""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from policyq.apps import files
from policyq.apps.logs.columns import arrow, mended, schema
from policyq.apps.logs.unpack import zstd_module
from policyq.apps.schema import event_to_json
from policyq.vocabulary.events import Event

#: What can be written, by how a file of it is called.
TARGETS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
#: A row group of Parquet has no more rows and, roughly, no more characters than these.
GROUP_ROWS, GROUP_TEXT = 50_000, 1 << 25
#: So many events become columns at a time: while they are at hand, it takes a fraction of the time.
PIECE = 2_000

Write = Callable[[Event], object]


def target_of(name: str) -> str | None:
    """One of `TARGETS`, by how a file is called."""
    lower = name.lower().replace(".ndjson", ".jsonl")
    return next((one for one in TARGETS if lower.endswith("." + one)), None)


@contextmanager
def events_to(path: str, target: str) -> Iterator[Write]:
    """Where events go: into the file at ``path``, as one of `TARGETS`.

    Raises `OSError`, and refuses where a library is missing.
    """
    if target == "parquet":
        arrow()  # before anything is made
        with whole_file(path) as raw, _parquet(raw) as write:
            yield write
        return
    with whole_file(path) as raw, packed(raw, target) as stream:
        yield lambda event: stream.write(event_to_json(event) + "\n")


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """A file that appears at ``path`` when it is whole, or not at all."""
    there = Path(os.path.realpath(path))
    direct = files.special(there)  # a pipe or a device is written into; a folder raises
    part = there if direct else there.with_name(there.name + ".part")
    try:
        with _opened(part, path) as raw:
            yield raw
        if not direct:
            part.replace(there)
    except BaseException:
        if not direct:
            part.unlink(missing_ok=True)
        raise


def _opened(part: Path, path: str) -> BinaryIO:
    """The file that becomes the one at ``path``; what fails is said of that."""
    try:
        return part.open("wb")
    except OSError as error:
        raise type(error)(error.errno, error.strerror, path) from None


@contextmanager
def packed(raw: BinaryIO, name: str) -> Iterator[io.TextIOWrapper]:
    """Text into ``raw``, packed as the ending of ``name`` says (``.gz``, ``.zst``)."""
    packing: BinaryIO | None = None
    if name.lower().endswith(".gz"):
        packing = gzip.GzipFile("", "wb", 6, raw, mtime=0)  # type: ignore[assignment]
    elif name.lower().endswith(".zst"):
        packing = zstd_module().ZstdFile(raw, "wb")
    try:
        with io.TextIOWrapper(packing or raw, "utf-8", newline="\n") as text:
            yield text
    finally:
        if packing is not None:
            packing.close()


@contextmanager
def _parquet(raw: BinaryIO) -> Iterator[Write]:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(raw, schema(), compression="zstd") as writer:
        table = _Rows(writer)
        yield table.add
        table.flush()


class _Rows:
    """Events as the columns of one row group, until it is full."""

    def __init__(self, writer: object) -> None:
        self._writer = writer
        self._rows: list[Event] = []
        self._batches: list[Any] = []
        self._count = self._text = 0

    def add(self, event: Event) -> None:
        self._rows.append(event)
        self._count += 1
        self._text += length(event)
        if self._count >= GROUP_ROWS or self._text >= GROUP_TEXT:
            self.flush()
        elif len(self._rows) >= PIECE:
            self._take()

    def _take(self) -> None:
        self._batches.append(mended(self._rows))
        self._rows = []

    def flush(self) -> None:
        """Write the row group, if there is one."""
        if self._rows:
            self._take()
        if self._batches:
            self._writer.write_table(arrow().Table.from_batches(self._batches))  # type: ignore[attr-defined]
        self._batches, self._count, self._text = [], 0, 0


def length(event: Event) -> int:
    """How many characters of an event count for a row group, roughly."""
    return len(event.text or "") + sum(map(len, event.links or ()))
