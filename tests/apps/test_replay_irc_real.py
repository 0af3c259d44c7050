"""Real IRC logs, replayed: only where the data stands beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.logs import Reading
from policyq.apps.replaying import Options, replay
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import to_json

LOGS = Path(__file__).parents[3] / "shared" / "data" / "chat" / "irc" / "other"

POLICY = """policy "channel" version 1
timezone UTC
words rude = "stupid", "idiot", "shut up", "moron"
rule rude when message contains rude then warn "be kind"
rule flood when count(message per sender within 60 seconds) > 8 then mute 10 minutes
rule links when count(any link per sender within 10 minutes) > 3 then delete
"""

NAMES = ("rust*.txt", "stripe*.txt")

pytestmark = pytest.mark.skipif(not LOGS.is_dir(), reason="no ../shared/data beside the checkout")


def replayed(jobs: int, mode: str = "observed") -> dict[str, dict[str, object]]:
    program = compile_policy({"p.policyq": Source("p.policyq", POLICY)}, "p.policyq").program
    assert program is not None
    paths = [path for name in NAMES for path in sorted(LOGS.glob(name))]
    report = replay(
        program, Reading(paths), Options(mode=mode, jobs=jobs), pseudonyms=Pseudonyms("k")
    )  # type: ignore[arg-type]
    found: dict[str, dict[str, object]] = json.loads(to_json(report))
    return found


def test_irc_logs_are_replayed_whole() -> None:
    found = replayed(1)
    assert found["log"]["rejected"] == {"rows": 0, "by_reason": {}}
    assert found["log"]["groups"] == 2
    rows = sum(path.read_bytes().count(b"\n") for name in NAMES for path in LOGS.glob(name))
    assert rows - 6 <= found["log"]["rows"] <= rows + 6  # a last line may have no end
    assert found["log"]["events"] + found["log"]["noise"] == found["log"]["rows"]  # type: ignore[operator]
    assert found["log"]["noise"] < 72  # type: ignore[operator]
    assert 0 < found["all"]["violations"] < 360  # type: ignore[operator]
    assert found["assumptions"]["assumed"]["role"]["share"] == 1.0  # type: ignore[index]


def test_split_by_channel_it_is_the_same() -> None:
    assert replayed(2, "suppressed") == replayed(1, "suppressed")
