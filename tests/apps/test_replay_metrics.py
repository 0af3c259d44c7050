"""`policyq replay` with metrics, watches and hot words: forms, engines and processes agree."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.schema import event_to_json
from policyq.events.community import Parameters, generate

POLICY = """policy "measured" version 1
timezone Asia/Shanghai
metric active = share who speak poor < 15%, good >= 25%, excellent > 40%
metric sent = messages weekly
metric images = count(image)
watch low when active is not good for 2 days then notify owner afterwards record
rule pictures when image then record
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("measured")
    policy, log = folder / "p.policyq", folder / "log.jsonl"
    policy.write_text(POLICY, encoding="utf-8")
    events = islice(generate(Parameters(groups=3, days=16)), 2000)
    log.write_text("".join(event_to_json(one) + "\n" for one in events), encoding="utf-8")
    return str(policy), str(log)


Output = pytest.CaptureFixture[str]


def replay(capsys: Output, files: tuple[str, str], *argv: str) -> str:
    assert main(["replay", files[0], "--log", files[1], "--key", "k", *argv]) == exits.OK
    return capsys.readouterr().out


def test_processes_and_engines_report_the_same_bytes(
    capsys: Output, files: tuple[str, str], tmp_path: Path
) -> None:
    alone = replay(capsys, files, "--json", "--hot-words")
    apart = replay(capsys, files, "--json", "--hot-words", "--jobs", "2")
    assert alone == apart
    document = json.loads(alone)
    assert [one["metric"] for one in document["metrics"]] == ["active", "images", "sent"]
    assert document["metrics"][0]["all"]["known"] > 10
    assert document["watches"]
    assert len(document["hot_words"]["words"]) == 10
    small = (files[0], str(tmp_path / "small.jsonl"))
    lines = Path(files[1]).read_text(encoding="utf-8").splitlines(keepends=True)[:200]
    Path(small[1]).write_text("".join(lines), encoding="utf-8")
    slow = replay(capsys, small, "--json", "--engine", "reference")
    assert slow == replay(capsys, small, "--json")


def test_hot_words_are_told_only_where_they_are_asked_for(
    capsys: Output, files: tuple[str, str]
) -> None:
    assert "hottest words" in replay(capsys, files, "--hot-words")
    plain = replay(capsys, files)
    assert "hottest words" not in plain
    assert "trend by week" in plain
    assert "| metric |" in replay(capsys, files, "--markdown")


def test_groups_go_by_their_pseudonyms_unless_names_are_asked_for(
    capsys: Output, files: tuple[str, str]
) -> None:
    document = json.loads(replay(capsys, files, "--json"))
    assert all(one["group"].startswith("g-") for one in document["watches"])
