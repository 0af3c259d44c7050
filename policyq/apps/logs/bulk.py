"""Parquet as columns, for whoever need not look at every event: only of files in which nothing is odd.

A file that is odd in any way (a value that nobody knows, a broken text, a time without a zone) is read
row by row, as `policyq.apps.logs.formats.parquet` reads it: there each odd row gets its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.apps import times
from policyq.apps.logs.columns import COLUMNS, NEEDED, arrow
from policyq.apps.logs.decode import PARQUET
from policyq.apps.problems import Refused
from policyq.apps.rows import UNUSUAL, event_from_row
from policyq.events.assume import NO_TAGS, ORDINARY
from policyq.replay.columns import Column
from policyq.replay.order import Odd
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import KINDS, OUTCOMES, PLATFORMS, ROLES, VERDICTS, Event

#: How many rows are held in columns at a time.
BATCH = 65_536

_KNOWN: dict[str, frozenset[str]] = {
    "kind": frozenset(KINDS),
    "role": frozenset(ROLES),
    "platform": frozenset(PLATFORMS),
    "action": frozenset(ACTIONS),
    "result": frozenset({*VERDICTS, *OUTCOMES}),
}
_NAMES = ("id", "group", "sender", "target", "refers", "person", "channel")
_UNITS = {"s": 1_000_000, "ms": 1_000, "us": 1}


class Batch(NamedTuple):
    """Some rows of a file."""

    table: Any
    """An Arrow record batch."""
    times: NDArray[np.int64]

    def only(self, rows: NDArray[np.int64]) -> Batch:
        """Some of the rows."""
        return Batch(self.table.take(arrow().array(rows)), self.times[rows])

    def column(self, field: str) -> Column:
        """One field of every row as it is to be decided: who is not known is an ordinary member."""
        made = column(self.table, field)
        if field in ("role", "tags"):
            filled = [ORDINARY if field == "role" else NO_TAGS]
            values = [filled[0] if value is None else value for value in made.values]
            return Column(made.codes, values)
        return made

    def told(self, field: str) -> NDArray[np.bool_]:
        """Of which rows a field is known."""
        if field not in self.table.schema.names:
            return np.zeros(self.table.num_rows, np.bool_)
        known: NDArray[np.bool_] = (
            self.table.column(field).is_valid().to_numpy(zero_copy_only=False)
        )
        return known

    def numbers(self, field: str) -> NDArray[np.int64] | None:
        """A field of numbers or instants; -1 is not known. ``None``: no row tells it."""
        if field not in self.table.schema.names:
            return None
        column = self.table.column(field)
        if column.null_count == len(column):
            return None
        return _instants(column) if COLUMNS[field] == "instant" else _whole(column)

    def ids(self) -> NDArray[np.int64]:
        """A hash of each id and its group."""
        codes, groups = self.column("group")
        own = map(groups.__getitem__, codes.tolist())
        ids = self.table.column("id").to_pylist()
        return np.fromiter(map(hash, zip(ids, own, strict=True)), np.int64, len(ids))


def plain(paths: Sequence[str]) -> bool:
    """Whether all of some logs are files of Parquet, as far as they begin like one, and can be read."""
    there = bool(paths) and find_spec("pyarrow") is not None
    return there and all(map(_is_parquet, paths))


def _is_parquet(path: str) -> bool:
    if path == "-" or not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as file:
            return file.read(len(PARQUET)) == PARQUET
    except OSError:
        return False


def rows(path: str) -> int:
    """How many rows a file has. Raises `Odd`."""
    pa = arrow()
    import pyarrow.parquet as pq

    try:
        count: int = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError, ValueError):
        raise Odd from None
    return count


def sizes(path: str) -> dict[str, int]:
    """How many rows each group has. Raises `Odd`."""
    pa = arrow()
    import pyarrow.parquet as pq

    found: Counter[str] = Counter()
    try:
        with pq.ParquetFile(path) as file:
            for table in file.iter_batches(columns=["group"], use_threads=False):
                for one in table.column("group").value_counts().to_pylist():
                    found[one["values"]] += one["counts"]
    except (pa.ArrowException, OSError, ValueError, LookupError):
        raise Odd from None
    return found


def width(paths: Sequence[str]) -> int:
    """The bytes of a row, as those at the beginning of some files have it. Raises `Odd`."""
    some = {paths[0], paths[len(paths) // 2], paths[-1]}
    tables = [one.table for path in some for one in islice(batches(path), 1)]
    return max(
        (-(-table.nbytes // table.num_rows) for table in tables if table.num_rows), default=0
    )


def batches(path: str) -> Iterator[Batch]:
    """The rows of a file. Raises `Odd`."""
    pa = arrow()
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if len({*names}) < len(names) or not {*NEEDED} <= {*names} <= COLUMNS.keys():
                raise Odd
            for name in names:
                _fits(pa, name, file.schema_arrow.field(name).type)
            for table in file.iter_batches(BATCH, use_threads=False):
                table.validate(full=True)
                yield Batch(table, _checked(table))
    except (pa.ArrowException, OSError, ValueError, OverflowError, LookupError):
        raise Odd from None


def _fits(pa: Any, name: str, kind: Any) -> None:
    """The types that `policyq.apps.logs.writing` writes, and those that are as good."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    types, wanted = pa.types, COLUMNS[name]
    if wanted == "texts":
        fits = types.is_list(kind) and types.is_string(kind.value_type)
    elif wanted == "instant":
        fits = types.is_timestamp(kind) and kind.tz and kind.unit in _UNITS
    elif wanted == "text":
        fits = types.is_string(kind) or types.is_large_string(kind)
    else:
        fits = types.is_float64(kind) if wanted == "number" else types.is_int64(kind)
    if not fits:
        raise Odd


def _checked(table: Any) -> NDArray[np.int64]:
    """The times of some rows that have nothing odd."""
    import pyarrow.compute as pc

    for name in NEEDED:
        if table.column(name).null_count:
            raise Odd
    for name in table.schema.names:
        column = table.column(name)
        if name in _NAMES and not (pc.min(pc.binary_length(_texts(column))).as_py() or 1) > 0:
            raise Odd
        if name in _KNOWN and not {*_column(column, "text").values} - {None} <= _KNOWN[name]:
            raise Odd
        if COLUMNS[name] == "instant" and column.null_count < len(column):
            found = _instants(column)[column.is_valid().to_numpy(zero_copy_only=False)]
            if int(found.min()) < times.EARLIEST or int(found.max()) > times.LATEST:
                raise Odd
            if (found == -1).any():  # what stands for no instant
                raise Odd
        if COLUMNS[name] == "whole" and column.null_count < len(column):
            least, most = pc.min_max(column).as_py().values()
            if least < 0 or most >= 10**12:
                raise Odd
        if COLUMNS[name] == "number" and pc.any(pc.invert(pc.is_finite(column))).as_py():
            raise Odd
        if COLUMNS[name] == "texts" and pc.any(pc.is_null(pc.list_flatten(column))).as_py():
            raise Odd
    return _instants(table.column("time"))


def _texts(column: Any) -> Any:
    return column.dictionary if hasattr(column, "dictionary") else column


def _instants(column: Any) -> NDArray[np.int64]:
    """Microseconds since 1970; -1 where there is none."""
    pa = arrow()
    counts = column.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    unit = _UNITS[column.type.unit]
    found: NDArray[np.int64] = np.where(counts == -1, -1, counts * unit) if unit > 1 else counts
    return found.astype(np.int64)


def _whole(column: Any) -> NDArray[np.int64]:
    found: NDArray[np.int64] = column.fill_null(-1).to_numpy(zero_copy_only=False)
    return found.astype(np.int64)


def _column(column: Any, kind: str) -> Column:
    if kind == "texts":
        return _listed(column)
    coded = column if hasattr(column, "dictionary") else column.dictionary_encode()
    told = coded.dictionary
    values = _instants(told).tolist() if kind == "instant" else told.to_pylist()
    codes = coded.indices
    if codes.null_count:
        codes = codes.fill_null(len(values))
        values = [*values, None]
    return Column(codes.to_numpy(zero_copy_only=False), values)


def column(table: Any, field: str) -> Column:
    """One field of every row of an Arrow record batch, as it was written."""
    if field not in table.schema.names:
        return Column(np.zeros(table.num_rows, np.int32), [None])
    return _column(table.column(field), COLUMNS[field])


def _listed(column: Any) -> Column:
    """Lists are few, and short."""
    if column.null_count == len(column):
        return Column(np.zeros(len(column), np.int32), [None])
    import pyarrow.compute as pc

    numbers: dict[tuple[str, ...] | None, int] = {None: 0, (): 1}
    long = pc.list_value_length(column).fill_null(-1).to_numpy(zero_copy_only=False)
    codes = np.minimum(long + 1, 1)
    rows = np.flatnonzero(long > 0)
    for row, one in zip(rows.tolist(), column.take(arrow().array(rows)).to_pylist(), strict=True):
        codes[row] = numbers.setdefault(tuple(one), len(numbers))
    return Column(codes, list(numbers))


def place_of(paths: Sequence[str], row: int) -> tuple[str, str]:
    """The file and the id of one row of all files together, counted from 0."""
    found: str = chosen(paths, np.array([row])).column("id")[0].as_py()
    ends = np.cumsum([rows(path) for path in paths])
    return paths[int(ends.searchsorted(row, "right"))], found


# -- whole events ------------------------------------------------------------------------------


def chosen(paths: Sequence[str], rows: NDArray[np.int64]) -> Any:
    """An Arrow table of some rows of all files together, counted from 0 and sorted."""
    found = list(chosen_batches(paths, rows))
    return arrow().Table.from_batches(found) if found else None


def chosen_batches(
    paths: Sequence[str], rows: NDArray[np.int64], fields: Sequence[str] | None = None
) -> Iterator[Any]:
    """The same as record batches; of ``fields`` only those that a file has."""
    pa = arrow()
    import pyarrow.parquet as pq

    first = 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted = None if fields is None else [name for name in fields if name in names]
            for table in file.iter_batches(BATCH, columns=wanted, use_threads=False):
                end = first + table.num_rows
                own = rows[rows.searchsorted(first) : rows.searchsorted(end)] - first
                if len(own):
                    yield table.take(pa.array(own))
                first = end


class Texts:
    """A text of each of many rows."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._some: list[Any] = []
        self._all: Any = None

    def add(self, table: Any) -> None:
        """Takes in that of the rows of a record batch."""
        # Of more bytes than 32 bits count.
        self._some.append(table.column(self._field).cast(arrow().large_string()))

    def of(self, rows: NDArray[np.int64]) -> list[str]:
        """Those of some rows, counted from 0."""
        if self._some:
            self._all = arrow().concat_arrays(self._some)
            self._some = []
        found: list[str] = self._all.take(arrow().array(rows)).to_pylist()
        return found


def events(table: Any, places: NDArray[np.int64], at_once: int = 4_096) -> Iterator[Event]:
    """The events in some rows of a table, in this order. Raises `Odd`."""
    pa = arrow()
    for start in range(0, len(places), at_once):
        for event in as_written(table.take(pa.array(places[start : start + at_once]))):
            yield _unusual(event) if event.kind in UNUSUAL else event


def as_written(table: Any) -> Iterator[Event]:
    """The events in a table that `policyq.apps.logs.columns.in_columns` made, whatever they say."""
    columns = [_values(table, field) for field in Event._fields]
    return map(Event._make, zip(*columns, strict=True))


def _values(table: Any, field: str) -> list[Any]:
    if field not in table.schema.names:
        return [None] * table.num_rows
    column = table.column(field)
    if column.null_count == len(column):
        return [None] * len(column)
    kind = COLUMNS[field]
    if kind == "instant":
        found = _instants(column.combine_chunks()).tolist()
        return [
            value if told else None
            for value, told in zip(found, column.is_valid().to_pylist(), strict=True)
        ]
    values: list[Any] = column.to_pylist()
    if kind != "texts":
        return values
    make: Callable[[list[str]], object] = frozenset if field in ("tags", "group_tags") else tuple
    return [None if value is None else make(value) for value in values]


def _unusual(event: Event) -> Event:
    """An event whose kind asks for more than others do."""
    row = {name: value for name, value in event._asdict().items() if value is not None}
    row |= {name: times.write(row[name]) for name in ("time", "joined", "until") if name in row}
    try:
        return event_from_row(row)
    except Refused:
        raise Odd from None
