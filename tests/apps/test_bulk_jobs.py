"""A log that is read in bulk is shared out by groups to as many processes as are asked for, however it is
had, and whether or not what is done is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_aside import community, program

from policyq.apps.bulk import whole
from policyq.apps.bulk.parting import Part
from policyq.apps.bulk.resuming import Folder
from policyq.apps.logs import Reading, aside
from policyq.apps.logs.writing import events_to
from policyq.apps.processes import start
from policyq.apps.replaying import Options, replay
from policyq.study.report import to_json

pytest.importorskip("pyarrow")


@pytest.fixture(params=["parquet", "jsonl"])
def log(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(aside, "ROWS", 400)
    path = tmp_path / f"log.{request.param}"
    with events_to(str(path), request.param) as write:
        for event in community():
            write(event)
    return path


@pytest.fixture
def shared_out(monkeypatch: pytest.MonkeyPatch) -> list[list[Part]]:
    """The parts that each process is given; none is done by the one that waits for them."""
    lots: list[list[Part]] = []

    def starting(work: object, counting: object, lot: list[Part]):
        lots.append(lot[:])
        return start(work, counting, lot)

    monkeypatch.setattr(whole, "start", starting)
    monkeypatch.setattr(whole, "_alone", lambda *_: pytest.fail("it was done by one process"))
    return lots


def run(log: Path, jobs: int, folder: Path | None) -> str:
    options = Options(jobs=jobs, folder=None if folder is None else Folder(folder))
    return to_json(replay(program(), Reading([log]), options, pseudonyms=None))


@pytest.mark.parametrize("kept", [False, True])
def test_every_process_has_its_groups(
    log: Path, tmp_path: Path, kept: bool, shared_out: list[list[Part]]
) -> None:
    folder = tmp_path / "kept" if kept else None
    report = run(log, 2, folder)
    groups = [frozenset[str]().union(*(part.groups for part in lot)) for lot in shared_out]
    assert len(groups) == 2
    assert all(groups)
    assert frozenset[str]().union(*groups) == {event.group for event in community()}
    assert sum(map(len, groups)) == len({event.group for event in community()})
    if folder is not None:
        shared_out.clear()
        assert run(log, 2, folder) == report
        assert not shared_out, "everything was done before"


def test_processes_go_on_with_what_is_left(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared_out: list[list[Part]]
) -> None:
    monkeypatch.setattr(whole, "OFTEN", 100)
    report = run(log, 2, tmp_path / "kept")
    (first, second), files = shared_out, sorted((tmp_path / "kept").iterdir())
    assert len(first) > 1
    assert len(second) > 1
    for file in files[:3]:
        file.unlink()
    shared_out.clear()
    assert run(log, 2, tmp_path / "kept") == report
    assert sorted(map(len, shared_out)) == [1, 2]
