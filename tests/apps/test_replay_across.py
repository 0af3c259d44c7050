"""A policy that counts across all groups is replayed over all of them together, however logs come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli.main import main
from policyq.apps.replaying import Options
from policyq.apps.splitting import replay_apart
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy

POLICY = """policy "Our groups" version 1
timezone UTC

rule spread
  when distinct(group of message per text across all groups within 1 hour) >= 3
  then delete
"""


def row(number: int, clock: str, group: str, text: str = "cheap tea") -> str:
    time = f"2026-03-02T{clock}:00Z"
    event = {"id": f"e{number}", "time": time, "group": group, "sender": "u", "text": text}
    return json.dumps(event) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.policyq").write_text(POLICY, encoding="utf-8")
    # One file a group, as exports are; the third of the three posts stands in the first file.
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "a.jsonl").write_text(row(1, "10:30", "a") + row(2, "12:00", "a"))
    (logs / "b.jsonl").write_text(row(3, "10:00", "b") + row(4, "12:10", "b", "other"))
    (logs / "c.jsonl").write_text(row(5, "10:10", "c"))
    return tmp_path


def deleted(folder: Path, *more: str) -> list[str]:
    out = folder / "out.jsonl"
    logs = [str(folder / "logs" / f"{one}.jsonl") for one in "abc"]
    argv = [
        "replay",
        str(folder / "p.policyq"),
        "--log",
        *logs,
        "--decisions",
        str(out),
        "--lang",
        "en",
    ]
    assert main([*argv, *more]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return [one["event"] for one in rows if one["actions"]]


@pytest.mark.parametrize("more", [(), ("--engine", "reference"), ("--jobs", "3")])
def test_files_of_groups_are_decided_in_one_order(
    folder: Path, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert deleted(folder, *more) == ["e1"]
    told = "cannot be split by group" in capsys.readouterr().err
    assert told == ("--jobs" in more)


def test_nobody_splits_it() -> None:
    source = Source("p", POLICY)
    program = compile_policy({"p": source}, "p").program
    assert program is not None
    with pytest.raises(ValueError, match="all groups share"):
        replay_apart(program, [], Options(jobs=2))


def test_an_event_is_explained_by_what_happened_in_other_groups(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = str(folder / "logs")
    argv = ["explain", str(folder / "p.policyq"), "--log", logs, "--timezone", "UTC"]
    assert main([*argv, "--event", "e1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "rule spread: fires" in said
    assert "across all groups" in said and "[3]" in said, said


def test_groups_of_the_roster_that_the_log_lacks_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = folder / "roster.csv"
    rows = [f"{group},{account}" for group in "abcde" for account in "uv"]
    roster.write_text("\n".join(["group,account", *rows]) + "\n", encoding="utf-8")
    argv = ["replay", str(folder / "p.policyq"), "--log", str(folder / "logs")]
    argv += ["--roster", str(roster), "--timezone", "UTC"]
    assert main([*argv, "--lang", "en"]) == 0
    assert "2 of the 5 groups of the roster are not in the log" in capsys.readouterr().out
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["across_groups"]
    assert (found["groups_absent"], found["groups_of_roster"]) == (2, 5)
    assert found["repeated_in_groups"] == {"texts": 0, "groups": 0, "members": 0}
    assert found["rules"]["spread"]["fired"] == 1
