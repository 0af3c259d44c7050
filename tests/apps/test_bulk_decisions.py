"""The decisions of a log of Parquet that is replayed in bulk are written as they are event by event, byte
for byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from random import Random

import pytest
from streams import seeded
from test_bulk import (
    CASES,
    HARSH,
    KEEPING,
    LASTING,
    LONG,
    POLICIES,
    community,
    compiled,
    harsh,
    longer,
    plainer,
)

from policyq.apps import replaying
from policyq.apps.bulk import lines, part
from policyq.apps.logs import Reading, aside
from policyq.apps.logs.writing import events_to
from policyq.apps.replaying import Options, replay
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.ir.show import show
from policyq.pipeline import compile_policy
from policyq.replay.screen import can_screen
from policyq.study.report import to_json
from policyq.study.simulate import MODES, Mode
from policyq.vocabulary.events import Event

pytest.importorskip("pyarrow")


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Replays a log both ways, which must be alike; how many lines were written in bulk."""
    monkeypatch.setattr(part, "MOST_LOOKED_AT", 1)

    def run(
        program: nodes.Program, logs: Sequence[Path], mode: Mode, jobs: int, bulk: bool
    ) -> tuple[str, bytes, bool]:
        written = tmp_path / "decisions.jsonl"
        options = Options(mode=mode, jobs=jobs, decisions=written)
        with monkeypatch.context() as patched:
            if not bulk:
                patched.setattr(replaying, "has_columns", lambda: False)
            reading = Reading(logs)
            report = replay(program, reading, options, pseudonyms=None)
        return to_json(report), written.read_bytes(), reading.parts is not None

    def of(
        program: nodes.Program,
        logs: Sequence[Iterable[Event]],
        mode: Mode = "observed",
        jobs: int = 1,
        form: str = "parquet",
    ) -> int:
        paths = [tmp_path / f"{number}.{form}" for number, _ in enumerate(logs)]
        for path, events in zip(paths, logs, strict=True):
            with events_to(str(path), form) as write:
                for event in events:
                    write(event)
        report, decisions, _ = run(program, paths, mode, 1, False)
        again, same, in_bulk = run(program, paths, mode, jobs, True)
        for one, other in zip(decisions.splitlines(), same.splitlines(), strict=False):
            assert other == one, show(program)
        assert same == decisions, show(program)
        assert again == report, show(program)
        return decisions.count(b"\n") if in_bulk else 0

    return of


def assert_written_alike(both, seeds: range, across: bool = False) -> None:
    written = 0
    for seed in seeds:
        random = Random(seed)
        program, events = plainer(seeded(seed), random, across)
        if can_screen(program) and shares(program) == across:
            written += both(program, [longer(events, random)], random.choice(MODES))
    assert written > 10 * len(seeds)


def test_generated_programs_write_the_same(both) -> None:
    assert_written_alike(both, range(CASES))


@pytest.mark.long
def test_very_many_generated_programs_write_the_same(both) -> None:
    assert_written_alike(both, range(CASES, LONG))


def test_generated_programs_that_share_give_the_same(both) -> None:
    assert_written_alike(both, range(2 * CASES), across=True)


@pytest.mark.long
def test_very_many_generated_programs_that_share_give_the_same(both) -> None:
    assert_written_alike(both, range(2 * CASES, LONG), across=True)


@pytest.mark.parametrize("path", (POLICIES[1], *KEEPING), ids=lambda path: path.stem)
def test_stock_policies_write_the_same(path: Path, both) -> None:
    assert both(compiled(path), [community()[:4_000]]) >= 4_000


@pytest.mark.parametrize("seed", range(4))
def test_what_is_prevented_is_not_written(seed: int, both) -> None:
    program = compile_policy({"main": Source("main", HARSH + LASTING)}, "main").program
    assert program is not None
    assert both(program, [list(harsh(Random(seed)))], "suppressed")


@pytest.mark.parametrize(
    ("jobs", "most", "open_at_once"), [(1, 300, 2), (1, 300, 200), (2, 600, 2)]
)
def test_parts_are_put_together(
    jobs: int, most: int, open_at_once: int, both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyq.apps.bulk.whole.AT_ONCE", most)
    monkeypatch.setattr("policyq.apps.bulk.lines._OPEN", open_at_once)
    monkeypatch.setattr("policyq.apps.logs.bulk.BATCH", 700)
    events = community()[:3_000]
    assert both(compiled(POLICIES[1]), [events[:1_400], events[1_400:]], jobs=jobs)


def test_several_processes_write_the_same_event_by_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "has_columns", lambda: False)
    path, written = tmp_path / "log.parquet", tmp_path / "decisions.jsonl"
    with events_to(str(path), "parquet") as write:
        for event in community():
            write(event)
    decisions = []
    for jobs in (1, 2):
        options = Options(jobs=jobs, decisions=written)
        replay(compiled(POLICIES[0]), Reading([path]), options, pseudonyms=None)
        decisions.append(written.read_bytes())
    assert decisions[0] == decisions[1]


def test_a_log_that_is_put_aside_gives_the_same(both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "ROWS", 400)
    assert both(compiled(POLICIES[0]), [community()[:2_000]], form="jsonl")


def test_a_log_by_groups_backwards_is_written_as_it_is_decided(both) -> None:
    assert both(compiled(POLICIES[0]), [list(reversed(community()[:1_000]))])


def odd() -> list[Event]:
    """Ids and names that JSON writes otherwise, times with fractions, and messages that answer others."""
    names = (
        '"',
        "\\",
        "\n",
        "\0",
        "\x7f",
        "\x85",
        "\u2028",
        "\r\n",
        "é",
        "群",
        "\U0001f600",
        "a/b",
    )
    return [
        Event(
            f"{number}{name}{place}", 1_767_225_600_000_000 + 7_000_003 * (number * 13 + place),
            f"g{name}" if place % 2 else "g", "text", f"u{name}", role="member", text="好",
            refers=f"{number}{name}" if place % 3 else None,
        )
        for number, name in enumerate(names)
        for place in range(9)
    ]  # fmt: skip


def test_odd_names_are_written_the_same(both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_AT_ONCE", 5)
    assert both(compiled(POLICIES[0]), [odd()])


def test_where_there_is_no_room_every_event_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, written = tmp_path / "log.parquet", tmp_path / "decisions.jsonl"
    with events_to(str(path), "parquet") as write:
        for event in community()[:500]:
            write(event)
    replay(
        compiled(POLICIES[0]), Reading([path]), Options(decisions=written), pseudonyms=None
    )  # fmt: skip
    whole = written.read_bytes()
    monkeypatch.setattr("policyq.apps.bulk.whole.AT_ONCE", 200)
    monkeypatch.setattr(part, "MOST_LOOKED_AT", 1)
    real = {name: getattr(tempfile, name) for name in ("TemporaryFile", "mkdtemp")}

    for name, room in (("TemporaryFile", 0), ("mkdtemp", 0), ("TemporaryFile", 1)):
        left = count(-room)

        def full(*given: object, name: str = name, left: count[int] = left, **more: object):
            if next(left) >= 0:
                raise OSError(28, "No space left on device")
            return real[name](*given, **more)

        with monkeypatch.context() as patched:
            patched.setattr(tempfile, name, full)
            reading = Reading([path])
            replay(compiled(POLICIES[0]), reading, Options(decisions=written), pseudonyms=None)
        assert reading.parts is None
        assert written.read_bytes() == whole
