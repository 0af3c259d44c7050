"""A log is shared out in parts of no more rows than there is memory for, whatever its groups are."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_aside import community, program

from policyq.apps.bulk import parting
from policyq.apps.bulk.parting import TooLittle, parts_of
from policyq.apps.cli.main import main
from policyq.apps.logs import Reading, bulk
from policyq.apps.logs.writing import events_to
from policyq.apps.progress import Progress
from policyq.apps.replaying import Options, replay
from policyq.replay.order import Unfit
from policyq.study.report import to_json

pytest.importorskip("pyarrow")


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 500), min_size=1),
    st.integers(1, 600),
    st.integers(1, 5),
)
def test_no_part_is_too_large_but_that_of_one_group(
    sizes: Mapping[str, int], most: int, jobs: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "sizes", lambda path: sizes)
        parts = parts_of(["log"], most, jobs)
        if max(sizes.values()) > most:
            with pytest.raises(Unfit):
                parts_of(["log"], most, jobs, most)
    assert Counter(group for part in parts for group in part.groups) == Counter({*sizes})
    assert [part.number for part in parts] == [*range(len(parts))]
    for part in parts:
        assert part.groups
        assert len(part.groups) == 1 or sum(sizes[one] for one in part.groups) <= most


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = str(tmp_path / "log.parquet")
    with events_to(path, "parquet") as write:
        for event in community():
            write(event)
    return path


def test_less_memory_makes_more_parts_and_the_same_report(
    log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 100)
    monkeypatch.setattr(parting, "_resident", lambda: 10_000_000)
    monkeypatch.setattr(parting, "_BATCH", 1_000_000)
    reports, parts = [], []
    for memory in (None, 11_400_000, 11_200_000):
        reading = Reading([log])
        report = replay(program(), reading, Options(memory=memory), pseudonyms=None)
        reports.append(to_json(report))
        assert reading.parts is not None
        parts.append(reading.parts[0])
    assert reports[0] == reports[1] == reports[2]
    assert 1 == parts[0] < parts[1] < parts[2]
    with pytest.raises(TooLittle):
        replay(program(), Reading([log]), Options(memory=11_000_000), pseudonyms=None)


def test_a_group_that_is_too_large_goes_event_by_event(
    log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = to_json(replay(program(), Reading([log]), Options(), pseudonyms=None))
    monkeypatch.setattr("policyq.apps.bulk.whole.rows_for", lambda *_: 100)
    reading = Reading([log])
    report = replay(program(), reading, Options(memory=1 << 30), pseudonyms=None)
    assert (to_json(report), reading.parts) == (whole, None)


@pytest.mark.parametrize(
    ("size", "says"),
    [("1MB", "MB at least"), ("much", "write it like this"), ("-1GB", "write it like")],
)
def test_what_is_too_little_or_no_size_is_told(
    log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], size: str, says: str
) -> None:
    policy = tmp_path / "club.policyq"
    policy.write_text('policy "c" version 1\nrule r when message contains "x" then delete\n')
    words = ["replay", str(policy), "--log", log, f"--memory={size}", "--lang", "en"]
    assert main(words) == 2
    assert says in capsys.readouterr().err


def test_sizes_are_those_of_the_log(log: str) -> None:
    assert bulk.sizes(log) == Counter(event.group for event in community())


def test_progress_shows_the_parts() -> None:
    out = io.StringIO()
    progress = Progress(out, "replaying", enabled=True)
    progress._next = 0
    progress.show(30, of=100, count=5, parts=(3, 10))
    assert "30%" in out.getvalue()
    assert out.getvalue().endswith("  5  3/10")
