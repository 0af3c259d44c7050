"""Lotteries: what is drawn, what is void, and that a stranger's arithmetic draws the same."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import policyq
from policyq.apps.schema import decision_to_json
from policyq.vocabulary.draws import Draw

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"

POLICY = """群规 "群" 版本 1
时区 Asia/Shanghai
积分 活跃
抽奖 周末抽奖 每天 名额 2 截止 20:00 见证 群主、管理员
  当 文本 等于 "抽奖"
  则 回复 "结果：{榜单}"，给上榜者 加100分 活跃
"""
OF_OWNER, OF_ADMIN = "secret of the owner 1", "secret of the admin 2"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def said(clock: str, who: str, text: str, role: str = "member") -> tuple[str, str, str, str]:
    return clock, who, text, role


COMMITS = (
    said("10:00", "o", f"承诺 {sha(OF_OWNER)}", "owner"),
    said("10:01", "a", f"commit {sha(OF_ADMIN)}", "admin"),
)
ENTRIES = tuple(said("11:00", f"m{number}", "抽奖") for number in range(6))
REVEALS = (
    said("20:01", "o", f"公布 {OF_OWNER}", "owner"),
    said("20:02", "a", f"reveal {OF_ADMIN}", "admin"),
)


def played(*messages: tuple[str, str, str, str], saving: bool = False) -> tuple[Draw, Any]:
    """The draw at the end of the day, and its decision."""
    policy = policyq.loads(POLICY)
    live = policy.evaluator()
    for number, (clock, who, text, role) in enumerate(messages):
        if saving:
            kept = json.loads(json.dumps(live.save()))
            live = policy.evaluator()
            live.restore(kept)
        time = datetime.fromisoformat(f"2026-03-02T{clock}:00+08:00")
        live.feed(_event(number, time, who, text, role))
    after = datetime.fromisoformat("2026-03-03T10:00:00+08:00")
    for decision in live.feed(_event(999, after, "m1", "hi", "member")):
        if decision.draws:
            return decision.draws[0], decision
    raise AssertionError("nothing was drawn")


def _event(number: int, time: datetime, who: str, text: str, role: str) -> policyq.Event:
    return policyq.event(
        id=f"e{number}", time=time, group="g", kind="text", sender=who, text=text, role=role
    )


def test_who_reveals_draws_winners_who_are_awarded_and_told() -> None:
    draw, decision = played(*COMMITS, *ENTRIES, *REVEALS)
    assert draw.result == "drawn"
    assert draw.entrants == ("m0", "m1", "m2", "m3", "m4", "m5")
    assert len(draw.winners) == 2
    assert {one.target for one in decision.actions if one.action == "award"} == set(draw.winners)


def test_state_that_is_saved_and_loaded_draws_the_same() -> None:
    assert (
        played(*COMMITS, *ENTRIES, *REVEALS, saving=True)[0]
        == (played(*COMMITS, *ENTRIES, *REVEALS)[0])
    )


def test_the_script_of_the_reference_draws_the_same_from_the_exported_decision() -> None:
    line = decision_to_json(played(*COMMITS, *ENTRIES, *REVEALS)[1], UTC)
    assert _checked(line).returncode == 0
    assert _checked(line).stdout.split() == ["周末抽奖", "2026-03-02", "holds"]
    row = json.loads(line)
    row["draws"][0]["winners"].reverse()
    assert "AssertionError" in _checked(json.dumps(row)).stderr


def _checked(line: str) -> subprocess.CompletedProcess[str]:
    script = re.search(r"```\n(import hashlib.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert script is not None
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", script[1]],
        input=line,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_another_secret_or_entrant_draws_by_another_seed() -> None:
    one = played(*COMMITS, *ENTRIES, *REVEALS)[0]
    other = played(*COMMITS, *ENTRIES, said("12:00", "m9", "抽奖"), *REVEALS)[0]
    assert one.seed != other.seed


@pytest.mark.parametrize(
    ("messages", "result", "blamed"),
    [
        ((*COMMITS, *REVEALS), "empty", ()),
        ((COMMITS[0], *ENTRIES, *REVEALS), "few", ()),
        ((*COMMITS, *ENTRIES, REVEALS[0]), "withheld", ("a",)),
        ((*COMMITS, *ENTRIES, REVEALS[0], said("20:02", "a", "reveal something else entirely",
                                               "admin")), "withheld", ("a",)),
        ((*COMMITS, *ENTRIES, said("19:00", "a", f"reveal {OF_ADMIN}", "admin"), REVEALS[0]),
         "withheld", ("a",)),
        ((COMMITS[0], *ENTRIES, said("20:00", "a", f"commit {sha(OF_ADMIN)}", "admin"), *REVEALS),
         "few", ()),
        ((COMMITS[0], said("10:01", "m8", f"commit {sha(OF_ADMIN)}"), *ENTRIES, *REVEALS),
         "few", ()),
        ((COMMITS[0], said("10:01", "a", f"commit {sha(OF_OWNER)}", "admin"), *ENTRIES, *REVEALS),
         "few", ()),
    ],
    ids=["nobody entered", "one witness", "not revealed", "something else", "too early",
         "committed too late", "no witness", "what another committed to"],
)  # fmt: skip
def test_what_is_void_says_why_and_who_is_to_blame(
    messages: tuple[tuple[str, str, str, str], ...], result: str, blamed: tuple[str, ...]
) -> None:
    draw, decision = played(*messages)
    assert (draw.result, draw.blamed, draw.winners, draw.seed) == (result, blamed, (), "")
    assert not any(one.action == "award" for one in decision.actions)


def test_witnesses_and_who_comes_late_are_no_entrants_and_few_entrants_all_win() -> None:
    late = said("20:00", "late", "抽奖")
    witness = said("12:00", "o", "抽奖", "owner")
    draw, _ = played(*COMMITS, ENTRIES[0], ENTRIES[0], witness, late, *REVEALS)
    assert (draw.entrants, draw.winners) == (("m0",), ("m0",))
