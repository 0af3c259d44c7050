"""Events written and read back: JSONL and Parquet lose nothing, whatever is in them."""

from __future__ import annotations

import builtins
import io
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from every_event import EVENTS
from hypothesis import given
from hypothesis import strategies as st

from policyq.apps.logs import Reading, read_events, unpack, writing
from policyq.apps.logs.columns import COLUMNS, schema
from policyq.apps.logs.formats import parquet
from policyq.apps.logs.writing import TARGETS, events_to, target_of
from policyq.apps.problems import Refused
from policyq.events.community import Parameters, generate
from policyq.vocabulary.events import Event

TIME = 1_777_593_600_000_000
EVENT = Event("1", TIME, "g", "text", sender="wxid_1", text="早")
MOMENT = datetime(2026, 5, 1, tzinfo=UTC)


def write(path: Path, events: list[Event], target: str = "parquet") -> Path:
    with events_to(str(path), target) as take:
        for event in events:
            take(event)
    return path


def back(path: Path | str, **options: Any) -> list[Event]:
    reading = read_events(path, **options)
    events = list(reading)
    assert (reading.faults, reading.samples) == ([], [])
    assert reading.rows + reading.beside == reading.events + reading.noise + reading.rejected
    return events


def table(path: Path, **columns: Any) -> Path:
    """A file of another tool's making."""
    pq.write_table(pa.table(columns), path)
    return path


def read(path: Path, **options: Any) -> tuple[list[Event], Reading]:
    reading = read_events(path, **options)
    return list(reading), reading


@given(st.lists(EVENTS, max_size=4))
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    folder = tmp_path_factory.mktemp("log")
    for target in ("jsonl", "jsonl.gz", "jsonl.zst", "parquet"):
        assert back(write(folder / f"a.{target}", events, target)) == events
    again = write(folder / "b.parquet", back(folder / "a.jsonl"))
    assert again.read_bytes() == (folder / "a.parquet").read_bytes()


@pytest.mark.parametrize("target", TARGETS)
def test_half_characters_are_replaced_one_for_one(tmp_path: Path, target: str) -> None:
    odd = EVENT._replace(text="a\ud83d!", tags=frozenset({"\udc00"}), links=("\ud800",))
    mended = odd._replace(text="a�!", tags=frozenset({"�"}), links=("�",))
    assert back(write(tmp_path / f"a.{target}", [odd], target)) == [mended]


def test_a_community_in_several_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = list(generate(Parameters(groups=2, days=4)))
    monkeypatch.setattr(writing, "GROUP_ROWS", 100)
    path = write(tmp_path / "a.parquet", events)
    assert pq.ParquetFile(path).metadata.num_row_groups == -(-len(events) // 100)
    monkeypatch.setattr(parquet, "BATCH", 33)
    assert back(path) == events
    monkeypatch.setattr(writing, "GROUP_TEXT", 50)
    assert back(write(tmp_path / "b.parquet", events)) == events


def test_the_schema_is_that_of_the_page(tmp_path: Path) -> None:
    written = pq.read_schema(write(tmp_path / "a.parquet", [EVENT]))
    assert written.equals(schema())
    assert written.names == list(Event._fields) == list(COLUMNS)
    assert [field.name for field in written if not field.nullable] == [
        "id", "time", "group", "kind",
    ]  # fmt: skip
    for page in ("logs.md", "logs.zh.md"):
        text = (Path(__file__).parents[2] / "docs" / "reference" / page).read_text("utf-8")
        for kind in {str(field.type) for field in written}:
            assert f"`{_spelled(kind)}`" in text, (page, kind)


def _spelled(kind: str) -> str:
    return "list<string>" if kind.startswith("list") else kind.replace("double", "float64")


def test_no_event_is_an_empty_file_that_is_read(tmp_path: Path) -> None:
    assert back(write(tmp_path / "a.parquet", [])) == []


def test_parquet_through_a_pipe_a_zip_and_packed(tmp_path: Path) -> None:
    import gzip
    import zipfile

    data = write(tmp_path / "a.parquet", [EVENT] * 3).read_bytes()
    assert back("-", stdin=io.BytesIO(data)) == [EVENT] * 3
    (tmp_path / "a.gz").write_bytes(gzip.compress(data))
    assert back(tmp_path / "a.gz") == [EVENT] * 3
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/a.parquet", data)
    assert back(tmp_path / "a.zip") == [EVENT] * 3
    assert back(tmp_path / "a.parquet", encoding="utf-16") == [EVENT] * 3


# --- tables of other tools ---


def test_types_of_other_tools_are_taken(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.parquet",
        id=pa.array([2**63, 7], pa.uint64()),
        time=pa.array(["2026-05-01T08:00:00+08:00", "2026-05-01T00:00:01Z"]),
        group=pa.array(["g", "g"]).dictionary_encode(),
        sender=pa.array([1, None], pa.int32()),
        text=pa.array(["a", None], pa.large_string()),
        kind=pa.array([None, "join"]),
        tags=pa.array([["x"], []], pa.list_(pa.large_string())),
        amount=pa.array([3, None], pa.int8()),
    )
    tags: frozenset[str] = frozenset({"x"})
    assert back(path) == [
        Event(str(2**63), TIME, "g", "text", sender="1", text="a", tags=tags, amount=3.0),
        Event("7", TIME + 1_000_000, "g", "join", tags=frozenset()),
    ]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_of_every_unit(tmp_path: Path, unit: str) -> None:
    moment = MOMENT + timedelta(microseconds={"s": 0, "ms": 123_000}.get(unit, 123_456))
    exact = TIME + (moment - MOMENT) // timedelta(microseconds=1)
    for zone, options in (("UTC", {}), ("Asia/Shanghai", {}), (None, {"timezone": "UTC"})):
        times = pa.array([moment.replace(tzinfo=None)], pa.timestamp(unit, zone))
        if zone == "Asia/Shanghai":
            times = pa.array([moment], pa.timestamp(unit, zone))
        path = table(tmp_path / "a.parquet", time=times, group=["g"], text=["a"])
        assert [event.time for event in back(path, **options)] == [exact]
    _, reading = read(path)
    assert [one.problem.code for one in reading.samples] == ["PQ708"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"time": ["2026-05-01T00:00:00Z"], "group": ["g"], "msg": ["a"]}, "PQ703"),
        ({"time": ["2026-05-01T00:00:00Z"], "text": ["a"]}, "PQ704"),
        ({"group": ["g"], "text": ["a"]}, "PQ704"),
    ],
)
def test_a_table_of_other_columns_is_refused(
    tmp_path: Path, columns: dict[str, Any], code: str
) -> None:
    events, reading = read(table(tmp_path / "a.parquet", **columns))
    assert events == []
    assert [one.problem.code for one in reading.faults] == [code]


def test_a_bad_value_costs_its_row(tmp_path: Path) -> None:
    times = ["2026-05-01T00:00:00Z"] * 7
    path = table(
        tmp_path / "a.parquet",
        time=[*times[:5], "yesterday", times[0]],
        group=["g"] * 7,
        kind=["text", "dance", "text", "text", "text", "text", "verdict"],
        members=pa.array([1, 1, -5, 1, 1, 1, 1]),
        text=pa.array([b"ok", b"ok", b"ok", b"\xff\xfe", b"ok", b"ok", b"ok"]).view(pa.string()),
        links=pa.array([["a"], ["a"], ["a"], ["a"], [None], ["a"], ["a"]]),
    )
    events, reading = read(path)
    assert [event.id for event in events] == ["g:a:000001"]
    assert (reading.rows, reading.rejected, reading.faults) == (7, 6, [])
    assert [one.line for one in reading.samples] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([{"id": "a", "name": "A"}]),
        pa.array([b"\xff"]),
        pa.array([True]),
        pa.array([[["x"]]]),
        pa.array([None], pa.null()),
        pa.array([datetime(2026, 5, 1, tzinfo=UTC)]),
        pa.array([timedelta(days=1)]),
        pa.array([1.5]),
        pa.array([10**30], pa.decimal128(38)),
        pa.array([datetime(2026, 5, 1).date()]),  # noqa: DTZ001
        pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int8())),
        pa.array([-(2**63) + 1], pa.int64()).cast(pa.timestamp("us", "UTC")),
    ],
    ids=lambda column: str(column.type),
)
def test_every_field_of_every_type(tmp_path: Path, column: pa.Array) -> None:
    for name in Event._fields:
        columns = {
            "time": pa.array(["2026-05-01T00:00:00Z"]),
            "group": pa.array(["g"]),
            name: column,
        }
        events, reading = read(table(tmp_path / "a.parquet", text=["a"], **columns)
                               if name != "text" else table(tmp_path / "a.parquet", **columns))  # fmt: skip
        assert len(events) + reading.rejected == 1, name
        assert not reading.faults, name


# --- broken files ---


def test_broken_files_are_told_and_nothing_is_raised(tmp_path: Path) -> None:
    events = [EVENT._replace(id=str(n), text=f"text {n}") for n in range(500)]
    data = write(tmp_path / "a.parquet", events).read_bytes()
    dice = random.Random(7)
    mutants = [data[: dice.randrange(6, len(data))] for _ in range(20)]
    for _ in range(130):
        broken = bytearray(data)
        for _ in range(dice.choice((1, 1, 3, 30))):
            broken[dice.randrange(5, len(data))] = dice.randrange(256)
        mutants.append(bytes(broken))
    told = 0
    for mutant in mutants:
        (tmp_path / "b.parquet").write_bytes(mutant)
        _, reading = read(tmp_path / "b.parquet")
        told += bool(reading.faults or reading.rejected)
        assert reading.rows == reading.events + reading.rejected
        assert all(fault.problem.says("zh") for fault in reading.faults)
    assert told > 50


def test_a_row_group_out_of_proportion_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(
        tmp_path / "a.parquet", [EVENT._replace(text=f"{n}" + "a" * 500_000) for n in range(9)]
    )
    monkeypatch.setattr(unpack, "ROOM", 1 << 18)
    _, reading = read(path)
    assert [fault.problem.code for fault in reading.faults] == ["PQ732"]


def test_a_text_that_begins_alike_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("PAR1 is a format\n", encoding="utf-8")
    _, reading = read(tmp_path / "a.txt")
    assert [fault.problem.code for fault in reading.faults] == ["PQ715"]


def test_without_the_library_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.parquet", [EVENT])
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    _, reading = read(path)
    assert [fault.problem.code for fault in reading.faults] == ["PQ733"]
    assert "policyq[parquet]" in reading.faults[0].problem.helps("en")
    with pytest.raises(Refused), events_to(str(tmp_path / "b.parquet"), "parquet"):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["a.parquet"]


# --- writing ---


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_events_give_the_same_bytes_and_a_failure_nothing(
    tmp_path: Path, target: str
) -> None:
    one, other = (write(tmp_path / name / "x", [EVENT], target) for name in _folders(tmp_path))
    assert one.read_bytes() == other.read_bytes()
    one.write_bytes(b"old")
    with pytest.raises(RuntimeError), events_to(str(one), target) as take:
        take(EVENT)
        raise RuntimeError
    assert one.read_bytes() == b"old"
    assert [each.name for each in one.parent.iterdir()] == ["x"]


def _folders(path: Path) -> list[str]:
    for name in ("a", "b"):
        (path / name).mkdir()
    return ["a", "b"]


def test_targets_by_ending() -> None:
    names = [
        "a.jsonl",
        "A.NDJSON",
        "a.ndjson.gz",
        "a.jsonl.zst",
        "x.y.PARQUET",
        "a.json",
        "jsonl",
        "a.gz",
    ]
    assert [target_of(name) for name in names] == [
        "jsonl", "jsonl", "jsonl.gz", "jsonl.zst", "parquet", None, None, None,
    ]  # fmt: skip


def _sample() -> bytes:
    with TemporaryDirectory() as folder:
        join = Event("2", TIME, "g", "join", sender="a", joined=TIME)
        events = [EVENT._replace(links=(), tags=frozenset("xy")), join]
        return write(Path(folder) / "a.parquet", events).read_bytes()


#: For the fuzzer of all readers (`test_logs_fuzz`).
SAMPLES = {"events": _sample()}
