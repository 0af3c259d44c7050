"""Real IRC logs, where they lie beside the checkout: every line is accounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policyq.apps.logs import read_events

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "chat" / "irc"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no logs at ../shared/data/chat/irc")


def test_all_lines_of_all_logs() -> None:
    kinds: Counter[tuple[str, str]] = Counter()
    reading = read_events(DATA)
    for event in reading:
        kinds[event.group, event.kind] += 1
    lines = sum(path.read_bytes().count(b"\n") for path in DATA.rglob("*.txt"))
    assert reading.rows == lines == reading.events + reading.noise + reading.rejected
    assert not reading.faults
    assert not reading.rejected
    assert not reading.repeated
    assert reading.formats == {"irc": 66}
    assert {group for group, _ in kinds} == {
        "#ubuntu", "#mediawiki", "#rust", "#stripe", "#ubuntu-meeting",
    }  # fmt: skip


def test_every_join_is_found() -> None:
    joins = sum(event.kind == "join" for event in read_events(DATA / "ubuntu"))
    lines = sum(
        line.startswith("=== ") and "]  has joined #" in line
        for path in (DATA / "ubuntu").iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert joins == lines
