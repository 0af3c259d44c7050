"""Reading samples of exports in tests: what comes out, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policyq.apps.logs import Reading, read_events
from policyq.vocabulary.events import Event

#: 2026-05-01 08:00:00 in Shanghai, in seconds.
EIGHT = 1_777_593_600
SHANGHAI = {"timezone": "Asia/Shanghai"}


def at(seconds: int = 0) -> int:
    """The instant so many seconds after eight."""
    return (EIGHT + seconds) * 1_000_000


def read(folder: Path, data: bytes, name: str = "chat.log", **options: Any) -> Reading:
    """A finished reading of one file; its events are in ``found``. The books balance."""
    (folder / name).write_bytes(data)
    reading = read_events(folder / name, **options)
    found = list(reading)
    balance(reading)
    reading.found = found  # type: ignore[attr-defined]
    return reading


def balance(reading: Reading) -> None:
    """Each row became an event, noise or a reject."""
    assert reading.rows + reading.beside == reading.events + reading.noise + reading.rejected


def events_of(folder: Path, data: bytes, format: str, **options: Any) -> list[Event]:
    """The events of a sample that is told to be of ``format`` and read without a loss."""
    reading = read(folder, data, **options)
    assert dict(reading.formats) == {format: 1}
    assert [fault.problem.says("en") for fault in reading.faults] == []
    assert [reject.problem.says("en") for reject in reading.samples] == []
    found: list[Event] = reading.found  # type: ignore[attr-defined]
    return found


def fault_of(folder: Path, data: bytes, **options: Any) -> str:
    """The code of the one fault for which a file is refused as a whole, before its first row."""
    reading = read(folder, data, **options)
    assert reading.rows == reading.events == 0
    assert len(reading.faults) == 1
    return reading.faults[0].problem.code
