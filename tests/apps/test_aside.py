"""A log of any form is put aside as columns and replayed in bulk: the report and the books of its reading
are those of a replay event by event, whatever happens to the files meanwhile."""

from __future__ import annotations

import errno
import gzip
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from policyq.apps import planning, replaying
from policyq.apps.bulk import whole
from policyq.apps.logs import Reading, aside
from policyq.apps.logs.aside import Aside
from policyq.apps.logs.writing import events_to
from policyq.apps.processes import start
from policyq.apps.replaying import Options, replay
from policyq.apps.schema import event_to_json
from policyq.diagnostics.source import Source
from policyq.events.community import Parameters, generate
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.plan.report import to_json as plan_to_json
from policyq.study.plan.runs import Asked
from policyq.study.report import to_json
from policyq.vocabulary.events import Event

pq = pytest.importorskip("pyarrow.parquet")

POLICY = """policy "club" version 1
timezone Asia/Shanghai
rule asking when message contains "推荐" then reply "look at the list"
rule flood when count(message per sender within 10 minutes) >= 3 then mute 10 minutes
rule late when message and time in 00:00 to 01:00 then delete
"""
EVENTS, ROWS = 1_500, 400


@cache
def program() -> nodes.Program:
    return compiled(POLICY)


def compiled(text: str) -> nodes.Program:
    program = compile_policy({"club": Source("club", text)}, "club").program
    assert program is not None
    return program


@cache
def community() -> Sequence[Event]:
    return list(islice(generate(Parameters()), EVENTS))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Files of few events, and where they stand."""
    monkeypatch.setattr(aside, "ROWS", ROWS)
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def lines(events: Iterable[Event]) -> list[str]:
    return [event_to_json(event) for event in events]


def odd_log() -> bytes:
    """Lines that cannot be read, repeated ids, steps back and blank lines among others."""
    made = lines(community())
    made[100:100] = ["", "no event", '{"id": "x"}', made[50], made[51]]
    made[900], made[901] = made[901], made[900]
    return "\n".join(made).encode()


def table() -> bytes:
    rows = [
        f'{one.id},{one.time / 1e6:.6f},{one.group},{one.sender},"{one.text}"'
        for one in community()
        if one.kind == "text"
    ]
    return "\n".join(["id,time,group,sender,text", *rows]).encode()


def answer(path: Path, jobs: int = 1) -> tuple[str, object, object]:
    """The report, and the books."""
    reading = Reading([path])
    report = replay(program(), reading, Options(jobs=jobs), pseudonyms=None)
    books = {
        name: value
        for name, value in vars(reading).items()
        if not name.startswith(("_", "bytes_")) and name not in ("samples", "parts")
    }
    return to_json(report), books.pop("faults") and 1, books


def one_by_one(monkeypatch: pytest.MonkeyPatch, path: Path) -> tuple[str, object, object]:
    with monkeypatch.context() as patched:
        patched.setattr(replaying, "has_columns", lambda: False)
        return answer(path)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """In how many parts logs are read in bulk."""
    found: list[int] = []
    share = whole.Bulk.share

    def counting(*args: object) -> object:
        found.append(1)
        return share(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(whole.Bulk, "share", counting)
    return found


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.jsonl", odd_log),
        ("a.csv", table),
        ("cut.jsonl.gz", lambda: gzip.compress(odd_log())[:-900]),
    ],
)
def test_it_is_in_bulk_what_it_is_event_by_event(
    tmp_path: Path,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    counted: list[int],
    name: str,
    make: Callable[[], bytes],
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    found = answer(path)
    assert counted
    assert found == one_by_one(monkeypatch, path)
    assert len(counted) == 1
    assert not [*small.iterdir()]


def test_a_log_of_parquet_with_an_odd_row_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[int]
) -> None:
    import pyarrow as pa

    path = tmp_path / "a.parquet"
    rows = [
        {"id": one.id, "time": one.time // 1_000, "group": one.group, "sender": one.sender,
         "kind": "strange" if number == 500 else one.kind, "text": one.text}
        for number, one in enumerate(community())
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), path)
    report, _, books = answer(path)
    assert counted
    assert books["rejected"] == 1  # type: ignore[index]
    assert (report, None, books) == (*one_by_one(monkeypatch, path)[:1], None, books)


def test_in_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(odd_log())
    begun = []
    monkeypatch.setattr(whole, "start", lambda *args: begun.append(1) or start(*args))
    found = answer(path, jobs=2)
    assert len(begun) == 2
    assert found == one_by_one(monkeypatch, path)


def _full(monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    """The disk is full after so many files."""
    write, left = pq.write_table, [files]

    def writing(table: object, path: Path, **options: object) -> None:
        if not left[0]:
            Path(path).write_bytes(b"PAR1 half of a file")
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= 1
        write(table, path, **options)

    monkeypatch.setattr(pq, "write_table", writing)


def test_on_a_full_disk_it_goes_event_by_event(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch, counted: list[int]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(odd_log())
    _full(monkeypatch, 2)
    assert answer(path) == one_by_one(monkeypatch, path)
    assert not counted
    assert not [*small.iterdir()]


def test_without_a_folder_for_files_it_goes_event_by_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[int]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(odd_log())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert answer(path) == one_by_one(monkeypatch, path)
    assert not counted


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_does_not_pay_is_not_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[int], jobs: int
) -> None:
    path = tmp_path / "a.parquet"
    with events_to(str(path), "parquet") as write:
        for event in community()[::-1]:  # All of it has to be looked at.
            write(event)
    monkeypatch.setattr(Aside, "put", lambda log: pytest.fail("it was put aside"))
    found = answer(path, jobs)
    assert found == one_by_one(monkeypatch, path)
    assert bool(counted) == (jobs == 1)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "half a character \ud800"},
        {"person": "somebody"},
        {"members": 1 << 70},
    ],
)
def test_what_cannot_be_put_aside_comes_all_the_same(change: dict[str, object]) -> None:
    events = list(community())
    events[1_200] = events[1_200]._replace(**change)  # type: ignore[arg-type]
    with Aside(iter(events), lambda events: None) as log:
        assert log.put() == []
        assert list(log) == events


def test_what_is_put_aside_comes_again() -> None:
    with Aside(iter(community()), lambda events: None) as log:
        assert len(log.put()) == -(-EVENTS // ROWS)
        assert list(log) == community()


def test_a_fault_in_reading_leaves_no_file(small: Path) -> None:
    def broken() -> Iterable[Event]:
        yield from community()
        raise OSError("the rejects cannot be written")

    with pytest.raises(OSError, match="rejects"), Aside(broken(), lambda events: None) as log:
        log.put()
    assert not [*small.iterdir()]


def test_a_plan_is_in_bulk_what_it_is_event_by_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(odd_log())
    new = compiled(POLICY.replace(">= 3", ">= 2"))
    compared = [planning.Compared(("old", "new"), (program(), new))]
    options = planning.Options(asked=Asked(suppressed=False), least=0)
    plans = []
    for columns in (True, False):
        monkeypatch.setattr(planning, "has_columns", lambda there=columns: there)
        plans.append(planning.plans(compared, Reading([path]), options, pseudonyms=None))
    assert plan_to_json(plans[0]) == plan_to_json(plans[1])
