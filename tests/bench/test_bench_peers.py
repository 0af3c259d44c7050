"""Those that policyq is measured beside answer as it does, and the measuring measures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from peers import __main__ as command
from peers import by_hand, logs, once, sections
from peers.facts import Around
from peers.facts import by_hand as over_facts
from peers.measuring import Contender, Make, measure
from peers.workload import RULES, Workload, workload


@pytest.fixture(scope="module")
def work() -> Workload:
    return workload(6_000, 400, 20)


def test_about_six_messages_in_a_hundred_break_a_rule_and_each_rule_is_broken(
    work: Workload,
) -> None:
    said = sections.expected(work, 6_000)
    assert 0.04 < sum(bool(rules) for rules, _ in said) / len(said) < 0.08
    assert {rule for rules, _ in said for rule in rules} == set(RULES)
    assert {step for _, step in said} >= {None, 1, 2}


def test_programs_by_hand_answer_as_the_policy(work: Workload) -> None:
    for made in (by_hand.ByHand(work.words), by_hand.Tuned(work.words)):
        assert sections.differing(work, made.decide, 6_000) == 0
    assert sections.differing(work, Around(work.words, over_facts).decide, 6_000) == 0


def test_columns_by_hand_count_what_replays_count(work: Workload) -> None:
    names = [row["name"] for row in logs.whole_logs(work, 1)]
    assert names == ["policyq, in bulk", "policyq, event by event", "columns by hand"]


def test_who_answers_otherwise_is_noticed(work: Workload) -> None:
    fewer = {name: words[50:] for name, words in work.words.items()}
    assert sections.differing(work, by_hand.Tuned(fewer).decide, 6_000) > 0


def test_the_one_that_works_twice_as_long_costs_twice_as_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spent = 0.0  # by a clock that goes with the work alone

    def busy(times: int) -> Make:
        def ask(_: object) -> None:
            nonlocal spent
            spent += times * 1e-6

        return lambda: ask

    monkeypatch.setattr("peers.measuring.time.process_time", lambda: spent)
    inputs = list(range(4_000))
    once, twice = (Contender(str(n), busy(n), inputs) for n in (1, 2))
    found = measure([once, twice], 3, 0.05)
    assert found[0].ratio.low == found[0].ratio.high == 1
    assert found[1].ratio == pytest.approx((2, 2, 2))
    assert found[1].cost == pytest.approx((2, 2, 2))


def test_the_command_writes_what_it_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "speed.json"
    options = "--alone --events 3000 --rounds 2 --seconds 0.02 --only whole lists --json"
    monkeypatch.setattr(sys, "argv", ["peers", *options.split(), str(out)])
    command.main()
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found["sections"]) == {"whole", "lists"} and found["events"] == 3_000
    names = {row["name"]: row for row in found["sections"]["whole"]}
    assert {"policyq", "by hand", "by hand, tuned", "policyq, loosely"} <= set(names)
    assert names["policyq"]["ratio"] == [1, 1, 1]
    assert all(low <= middle <= high for middle, low, high in (names["by hand"]["ratio"],))
    assert "0 of 3,000 answers differ" in capsys.readouterr().out


def test_what_happens_once_is_measured_from_texts_and_compiled() -> None:
    rows = list(once.one_offs(words=60, rules=30, times=1))
    assert [row["what"] for row in rows] == [
        "compile 30 rules",
        "read 30 rules, compiled",
        "load 60 words, strictly",
        "read 60 words, strictly, compiled",
        "load 60 words, normally",
        "read 60 words, normally, compiled",
        "bare interpreter",
        "start of a bot",
        "start of a bot, compiled, ready",
        "start of a bot, compiled",
    ]
    # A start may take less than the system tells apart.
    assert all(0 <= second < 600 for row in rows for second in row["seconds"])
