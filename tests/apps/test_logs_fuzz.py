"""No log makes a reader fall, hang, or lose count: mutants of every format's samples.

The quick run tries some hundred mutants of each format; the long one goes on for
``POLICYQ_FUZZ_SECONDS`` (600) each. A mutant that does harm is written down in the failure.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hanging import ends
from mutations import mutant

from policyq.apps import times
from policyq.apps.logs import Reading
from policyq.apps.logs.detect import FORMATS, READERS
from policyq.apps.rows import event_from_row
from policyq.apps.schema import event_to_json

MUTANTS = {"quick": 150, "ci": 500, "long": 1_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
SECONDS = float(os.environ.get("POLICYQ_FUZZ_SECONDS", "600"))

_PLAIN = {
    "jsonl": {
        "events": b'{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "hi"}\n'
        b'{"id": 2, "time": 1777593600, "group": {"id": "g", "members": 3}, "kind": "join",'
        b' "sender": {"id": "a", "role": "member", "tags": ["x"], "joined": 1777593600}}\n',
    },
    "csv": {
        "events": b"id,time,group,sender,text,tags\n"
        b'1,2026-05-01T08:00:00+08:00,g,a,"hi, ""all""\nthere",x;y\n2,1777593600,g,b,hello,\n',
    },
    "irc": {
        "channel": b"#c 2026-05-01 [12:30] <anna> hello\n[12:31]  * anna waves\n"
        b"=== ben [u@h]  has joined #c\n[12:32] -anna:#c- notice\n=== anna is now known as x\n",
    },
}  # fmt: skip


_ZONE = {"timezone": "Asia/Shanghai"}
_HINTS = _ZONE | {"group": "g", "day": date(2026, 5, 1), "order": "dmy", "own": "me"}


def _samples() -> dict[str, dict[str, bytes]]:
    """By format, the well-formed samples of its tests."""
    found: dict[str, dict[str, bytes]] = dict(_PLAIN)
    here = Path(__file__).parent
    for path in (
        *sorted((here / "formats").glob("test_format_*.py")),
        here / "test_logs_parquet.py",
    ):
        spec = importlib.util.spec_from_file_location(f"samples_of_{path.stem}", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        samples: Mapping[str, bytes] = getattr(module, "SAMPLES", {})
        for name, data in samples.items():
            reading = Reading(["-"], stdin=io.BytesIO(data), **_HINTS)
            for _ in reading:
                pass
            for form in reading.formats:
                found.setdefault(form, {})[name] = data
    return found


SAMPLES = _samples()
_ALL = [data for samples in SAMPLES.values() for data in samples.values()]
_OPTIONS: tuple[dict[str, Any], ...] = ({}, _ZONE, _HINTS)


def attack(form: str, seed: int) -> None:
    """One mutant of the format's samples, read as found and, every other time, as forced."""
    random = Random(f"{form} {seed}")
    data = random.choice(list(SAMPLES[form].values()))
    data = mutant(data, random.choice(_ALL), random)
    options = dict(random.choice(_OPTIONS))
    if random.random() < 0.7:
        options["format"] = form
    reading = Reading(["-"], stdin=io.BytesIO(data), **options)
    try:
        with ends():
            for event in reading:
                again = event_from_row(json.loads(event_to_json(event)))
                assert again == event, (again, event)
                assert times.EARLIEST <= event.time <= times.LATEST
        assert reading.rows + reading.beside == reading.events + reading.noise + reading.rejected
        for reject in reading.samples:
            assert reject.problem.says("zh") and reject.problem.says("en")
        for problem in (*reading.findings(), *(fault.problem for fault in reading.faults)):
            assert problem.says("zh") and problem.says("en")
    except Exception as error:
        raise AssertionError(f"{form}, seed {seed}, {options}: {data!r}") from error


def test_every_format_has_samples() -> None:
    wanted = {one.id for one in FORMATS if one.read is not None}
    assert wanted <= set(SAMPLES)
    assert set(SAMPLES) <= set(READERS)


@pytest.mark.parametrize("form", sorted(SAMPLES))
def test_mutants_do_no_harm(form: str) -> None:
    for seed in range(MUTANTS):
        attack(form, seed)


@pytest.mark.long
@pytest.mark.parametrize("form", sorted(SAMPLES))
def test_mutants_do_no_harm_for_long(form: str) -> None:
    seed, end = MUTANTS, time.monotonic() + SECONDS
    while time.monotonic() < end:
        attack(form, seed)
        seed += 1
    print(f"\n{form}: {seed - MUTANTS:,} mutants")
