"""A replay that is stopped goes on with the parts that are kept, and believes no file that is not whole
and its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace as but
from pathlib import Path

import pytest
from test_aside import POLICY, community, program
from typing_commands import Typist

from policyq import loads
from policyq.apps import inparts
from policyq.apps.bulk import resuming, typed, whole
from policyq.apps.bulk.part import Bulk, Source
from policyq.apps.bulk.parting import Part
from policyq.apps.bulk.resuming import Folder
from policyq.apps.logs import Reading, bulk
from policyq.apps.logs.writing import events_to
from policyq.apps.replaying import Options, replay
from policyq.ir.show import digest
from policyq.study.report import to_json

pytest.importorskip("pyarrow")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log that is read in several parts."""
    monkeypatch.setattr(whole, "OFTEN", 400)
    return written(tmp_path / "log.parquet")


def written(path: Path) -> Path:
    with events_to(str(path), "parquet") as write:
        for event in community():
            write(event)
    return path


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "a key")
    monkeypatch.chdir(tmp_path)
    Path("club.policyq").write_text(POLICY, encoding="utf-8")
    return Typist(capsys, monkeypatch)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """The parts that are counted, and not read."""
    found: list[Part] = []
    share = Bulk.share

    def counting(self: Bulk, part: Part, watch: object) -> object:
        found.append(part)
        return share(self, part, watch)  # type: ignore[arg-type]

    monkeypatch.setattr(Bulk, "share", counting)
    return found


def run(log: Path, folder: Path | None) -> str:
    kept = None if folder is None else Folder(folder)
    return to_json(replay(program(), Reading([log]), Options(folder=kept), pseudonyms=None))


def test_it_goes_on_where_it_stopped(log: Path, tmp_path: Path, done: list[Part]) -> None:
    whole = run(log, None)
    done.clear()
    assert run(log, tmp_path / "kept") == whole
    every = len(done)
    assert every > 2
    files = sorted((tmp_path / "kept").iterdir())
    assert len(files) == every
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes()[:-1])
    files[2].write_bytes(files[3 % every].read_bytes())  # well made, but of other groups
    done.clear()
    assert run(log, tmp_path / "kept") == whole
    assert len(done) == min(3, every)
    done.clear()
    assert run(log, tmp_path / "kept") == whole
    assert not done


def test_what_is_of_something_else_is_not_believed(
    log: Path, tmp_path: Path, done: list[Part]
) -> None:
    run(log, tmp_path / "kept")
    done.clear()
    data = log.read_bytes()
    with events_to(str(log), "parquet") as write:
        for event in community()[:-1]:
            write(event)
    run(log, tmp_path / "kept")
    assert done
    log.write_bytes(data)
    done.clear()
    other = but(program(), rules=program().rules[:-1], digest="")
    other = but(other, digest=digest(other))
    options = Options(folder=Folder(tmp_path / "kept"))
    replay(other, Reading([log]), options, pseudonyms=None)
    assert done


def test_a_share_is_read_as_it_was_written(log: Path) -> None:
    source = Source([str(log)])
    part = Part(0, frozenset(bulk.sizes(str(log))))
    share = Bulk(program(), source).share(part, lambda rows: None)
    kept = resuming._written(share, program())
    assert typed.from_json(typed.to_json(kept, resuming._Written), resuming._Written) == kept
    again = resuming._read(kept, program())
    assert again.rates == share.rates
    assert again.read == share.read
    assert resuming._written(again, program()) == kept


@pytest.mark.parametrize("given", [None, [], {}, ["x"] * 7, [[1]] * 7, 5, [[], {}]])
def test_other_values_are_refused(given: object) -> None:
    with pytest.raises(typed.Foreign):
        typed.from_json(given, resuming._Written)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_of_others_is_refused(log: Path, tmp_path: Path, policyq: Typist) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    ran = policyq("replay", "club.policyq", "--log", str(log), "--resume", str(shared))
    assert ran.code == 3
    assert f"chmod go-w {shared}" in ran.err


def test_what_becomes_of_it_is_told(log: Path, tmp_path: Path, policyq: Typist) -> None:
    words = ("replay", "club.policyq", "--log", log, "--resume", tmp_path / "kept", "--json")
    typed_ = [*map(str, words)]
    first = policyq(*typed_)
    next((tmp_path / "kept").iterdir()).write_bytes(b"")
    again = policyq(*typed_)
    assert again.out == first.out
    assert "is damaged" in again.err
    assert "parts were done before" in again.err
    Path("file").write_bytes(b"")
    wrong = policyq(*typed_[:5], "file")
    assert wrong.code == 3
    assert "is no folder" in wrong.err
    single = policyq(*typed_, "--hot-words")
    assert "event by event" in single.err


_KILLED = """
import os, signal, sys
from policyq.apps.bulk import whole
from policyq.apps.cli.main import main
from policyq.apps.bulk.resuming import Parts
whole.OFTEN, left, save = 400, [2], Parts.save
# What a shell runs in the background begins without this.
signal.signal(signal.SIGINT, signal.default_int_handler)
def saving(self, part, share):
    save(self, part, share)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), getattr(signal, "{}"))
Parts.save = saving
sys.exit(main(sys.argv[1:]))
"""


def stopped(by: str, log: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A replay that a signal ends when two parts are done."""
    policy = log.parent / "club.policyq"
    policy.write_text(POLICY, encoding="utf-8")
    arguments = ["replay", policy, "--log", log, "--resume", folder]
    return subprocess.run(
        [sys.executable, "-c", _KILLED.format(by), *map(str, arguments)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env=os.environ | {"POLICYQ_KEY": "a key", "POLICYQ_LANG": "en"},
    )


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_after_a_kill_nothing_is_done_twice(log: Path, tmp_path: Path, done: list[Part]) -> None:
    folder = tmp_path / "kept"
    ended = stopped("SIGKILL", log, folder)
    assert ended.returncode == -signal.SIGKILL
    assert len([*folder.glob("*.part")]) == 2
    again = run(log, folder)
    every = len([*folder.glob("*.part")])
    assert len(done) == every - 2 > 0
    assert again == run(log, None)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_says_where_it_goes_on(log: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    ended = stopped("SIGINT", log, folder)
    assert ended.returncode == 130, ended.stderr
    assert "interrupted: 1 of " in ended.stderr  # it came before the second was put down as done
    assert f"parts are kept in {folder}; the same command goes on from there" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_python_bounds_and_goes_on_as_well(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, folder = loads(POLICY), tmp_path / "kept"
    first = policy.replay(log, key="a key", resume=folder)
    files = sorted(folder.glob("*.part"))
    assert len(files) > 2
    again = policy.replay(log, key="a key", resume=str(folder), memory=1 << 40)
    assert to_json(again) == to_json(first)
    assert sorted(folder.glob("*.part")) == files
    files[0].write_bytes(b"")
    with pytest.warns(UserWarning, match="is damaged"):
        policy.replay(log, key="a key", resume=folder)
    with pytest.raises(ValueError, match=r"memory must be at least \d+ bytes"):
        policy.replay(log, key="a key", memory=1)
    with (
        pytest.warns(UserWarning, match="--memory 1MB was not kept to: .* event by event"),
        pytest.warns(UserWarning, match="--resume keeps nothing"),
    ):
        policy.replay(log, key="a key", memory=1_000_000, resume=folder, hot_words=True)
    monkeypatch.setattr(inparts, "peak", lambda: None)
    policy.replay(log, key="a key", memory=1_000_000, hot_words=True)


def test_memory_that_is_not_kept_to_is_told(log: Path, policyq: Typist) -> None:
    words = ("replay", "club.policyq", "--log", str(log), "--hot-words", "--memory")
    assert "was not kept to" not in policyq(*words, "999GB").err
    told = policyq(*words, "1MB")
    assert told.code == 0
    assert "--memory 1MB was not kept to: the log was replayed event by event" in told.err
    assert "没有守住" in policyq(*words, "1MB", "--lang", "zh").err
