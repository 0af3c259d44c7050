"""Parquet: a column for each field of the neutral event, as `policyq logs convert` writes it.

Columns of other tools are taken, too, where they bear the names of our fields: texts, whole
numbers for names, timestamps of any unit (those without a zone need ``--timezone``), lists. A
column that nobody knows refuses the file. Read batch by batch; a row group that would grow
beyond all reason is refused. A stream that cannot be wound back is kept on the disk meanwhile.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO, cast

from policyq.apps import times
from policyq.apps.logs import unpack
from policyq.apps.logs.columns import arrow
from policyq.apps.logs.context import File
from policyq.apps.logs.decode import PARQUET
from policyq.apps.logs.documents import raw_of
from policyq.apps.logs.format import Format
from policyq.apps.logs.head import Head
from policyq.apps.logs.twice import SPOOL
from policyq.apps.problems import Refused, closest, refuse, shown
from policyq.apps.rows import FIELDS, USUAL, event_from_row
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

#: How many rows are in memory at a time.
BATCH = 2_000
_STAMPS = {"s": 1_000_000, "ms": 1_000, "us": 1}


def fits(head: Head) -> bool:
    """Whether it begins as Parquet does: four letters, then bytes that are no text."""
    return head.text.startswith(PARQUET.decode())


def read(file: File) -> Iterator[Event]:
    """The events of a file; what cannot be read goes to ``file.reject``."""
    pa = arrow()
    with ExitStack() as stack:
        source = _seekable(file, stack)
        for row in _guarded(pa, _rows(file, pa, source)):
            file.rows += 1
            file.line = file.rows
            try:
                event = event_from_row(row, file.zone, file.name_row)
            except Refused as refused:
                file.reject(refused.problem, raw_of(row))
                continue
            yield event


def _guarded(pa: Any, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows; what a broken file raises becomes `OSError`, as with every stream."""
    try:
        yield from rows
    except (pa.ArrowException, OSError, ValueError, OverflowError, LookupError) as error:
        raise OSError(f"Parquet: {_first_line(error)}") from None


def _first_line(error: BaseException) -> str:
    return whole(str(error).partition("\n")[0])[:120]


def _seekable(file: File, stack: ExitStack) -> BinaryIO:
    """The whole file from its start, as something that can be wound back."""
    source = file.source if file.again is None else file.again()
    if file.again is not None and source.rest.seekable():
        source.rest.seek(0)
        return source.rest
    kept: Any = stack.enter_context(tempfile.SpooledTemporaryFile(SPOOL))  # noqa: SIM115
    kept.write(source.head)
    shutil.copyfileobj(source.rest, kept, unpack.CHUNK)
    kept.seek(0)
    return cast(BinaryIO, kept)


def _rows(file: File, pa: Any, source: BinaryIO) -> Iterator[dict[str, Any]]:
    """Each row with what it says, ``None`` left out."""
    import pyarrow.parquet as pq

    size = source.seek(0, 2)
    source.seek(0)
    stored = pa.PythonFile(source, mode="r")
    about = pq.read_metadata(stored)
    _check(about.schema.to_arrow_schema().names)
    _bounded(about, size)
    # A repeated text stays one: a small file cannot claim a great deal of memory.
    texts = [one.path for one in map(about.schema.column, range(about.num_columns)) if _flat(one)]
    with pq.ParquetFile(
        stored, read_dictionary=texts, pre_buffer=False, buffer_size=unpack.CHUNK
    ) as table:
        names = table.schema_arrow.names
        for batch in table.iter_batches(BATCH, use_threads=False):
            said = [
                (name, _values(pa, column))
                for name, column in zip(names, batch.columns, strict=True)
                if column.null_count < len(column)
            ]
            present = [name for name, _ in said]
            for place in range(batch.num_rows):
                cells = [values[place] for _, values in said]
                yield {
                    name: cell
                    for name, cell in zip(present, cells, strict=True)
                    if cell is not None
                }


def _flat(leaf: Any) -> bool:
    return leaf.physical_type == "BYTE_ARRAY" and leaf.path in FIELDS


def _check(names: list[str]) -> None:
    for name in names:
        if name not in FIELDS:
            hint = closest(name, FIELDS, USUAL)
            refuse(say.UNKNOWN_FIELD, field=shown(name), known=", ".join(FIELDS), hint=hint)
        if names.count(name) > 1:
            refuse(say.SAID_TWICE, field=name, within="header")
    for needed in ("time", "group"):
        if needed not in names:
            refuse(say.MISSING_FIELD, field=needed)


def _bounded(metadata: Any, size: int) -> None:
    for number in range(metadata.num_row_groups):
        grown = metadata.row_group(number).total_byte_size
        if grown > unpack.ROOM and grown > unpack.GROWTH * size:
            refuse(exports.BOMB, times=unpack.GROWTH)


# -- columns -----------------------------------------------------------------------------------


def _values(pa: Any, column: Any) -> list[Any]:
    """The values of a column as `event_from_row` takes them."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        words = _values(pa, column.dictionary)
        return [None if at is None else words[at] for at in column.indices.to_pylist()]
    if pa.types.is_timestamp(kind):
        return _stamps(pa, column, kind)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _texts(pa, column)
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:  # within lists
        return [_one(column[place].as_py) for place in range(len(column))]


def _texts(pa: Any, column: Any) -> list[Any]:
    """Texts; one of broken bytes stays bytes, and so costs its row alone."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        raw = column.cast(pa.large_binary()).to_pylist()
        return [None if one is None else _decoded(one) for one in raw]


def _decoded(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _one(value: Callable[[], Any]) -> Any:
    try:
        return value()
    except UnicodeDecodeError:
        return b"..."


def _stamps(pa: Any, column: Any, kind: Any) -> list[Any]:
    """Timestamps as RFC 3339, exact to the microsecond; without an offset where they have none."""
    counts = column.cast(pa.int64()).to_pylist()
    unit = _STAMPS.get(kind.unit)
    written: list[str | None] = []
    for count in counts:
        if count is None:
            written.append(None)
            continue
        # Nanoseconds are rounded as other fractions are.
        at = round(count / 1000) if unit is None else count * unit
        if not times.EARLIEST <= at <= times.LATEST:
            written.append(str(count))  # no time that anybody could mean: refused as text
            continue
        text = times.write(at)
        written.append(text if kind.tz else text.removesuffix("Z"))
    return written


FORMAT = Format("parquet", Said("中性格式（Parquet）", "neutral events (Parquet)"), fits, read)
