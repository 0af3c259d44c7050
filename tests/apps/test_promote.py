"""`policyq promote`: a rule on trial is enforced if the record of a replay speaks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from apps.typing_commands import Ran, Typist, write

from policyq.apps.cli import exits
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy

POLICY = """\
policy "Club" version 1
timezone Asia/Shanghai

ladder steps within 30 days
  first warn
  next mute 10 minutes

rule spam when text contains "spam" then delete, penalize by steps
rule pictures when image then delete
rule newcomers when message and channel is "ad" then delete
rule greeting when join then reply "welcome"
promise pictures_stay never delete when image

# first of all for a week
shadow spam, pictures, newcomers  # to be seen
advise greeting notify owner
"""
ROWS = [
    ("2026-11-20T10:00:00+08:00", "text", "u1", {"text": "spam"}),
    ("2026-11-21T10:00:00+08:00", "text", "u1", {"text": "spam again"}),
    ("2026-11-22T10:00:00+08:00", "text", "u2", {"text": "hello"}),
    ("2026-11-23T10:00:00+08:00", "join", "u3", {}),
    ("2026-11-28T10:00:00+08:00", "text", "u2", {"text": "hello again"}),
]
TODAY = ("--today", "2026-11-29")


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    return Typist(capsys, monkeypatch)


def made(policyq: Typist, text: str = POLICY, more: list[Any] | None = None) -> dict[str, Any]:
    """Writes the policy and the report of its replay, and gives that."""
    write("club.policyq", text)
    rows = [
        json.dumps({"id": str(n), "time": time, "group": "g", "kind": kind, "sender": who, **rest})
        for n, (time, kind, who, rest) in enumerate([*ROWS, *(more or [])])
    ]
    write("log.jsonl", "\n".join(rows) + "\n")
    ran = policyq("replay", "club.policyq", "--log", "log.jsonl", "--json")
    assert ran.code == exits.OK, ran.err
    write("report.json", ran.out)
    report: dict[str, Any] = json.loads(ran.out)
    return report


def promote(policyq: Typist, *argv: str) -> Ran:
    return policyq("promote", "club.policyq", *argv, "--record", "report.json")


def test_a_report_tells_what_the_rules_would_have_done(policyq: Typist) -> None:
    report = made(policyq)
    assert report["trials"]["spam"] == {
        "mode": "shadow", "until": None, "fired": 2, "messages": 2, "members": 1, "asked": 0,
        "lost": 0, "instead": 0, "promises": 0, "actions": {"warn": 1, "mute": 1, "delete": 2},
    }  # fmt: skip
    assert report["trials"]["greeting"]["actions"] == {"reply": 1}
    assert report["all"]["violations"] == report["all"]["interventions"] == 0
    assert report["actions"] == {"notify": 1}
    text = policyq("replay", "club.policyq", "--log", "log.jsonl", "--lang", "zh").out
    assert "试运行的规则" in text
    assert "警告 1，禁言 1，撤回 2" in text


def test_several_processes_tell_the_same(policyq: Typist) -> None:
    report = made(policyq)
    ran = policyq("replay", "club.policyq", "--log", "log.jsonl", "--json", "--jobs", "2")
    assert json.loads(ran.out) == report


def test_a_rule_is_enforced(policyq: Typist) -> None:
    made(policyq)
    ran = promote(policyq, "spam", *TODAY)
    assert ran.code == exits.OK, ran
    assert "it fired 2 times, on 1 members; it would have done: warn 1, mute 1, delete 2" in ran.err
    assert Path("club.policyq").read_text() == POLICY.replace("shadow spam, pic", "shadow pic")
    assert "rules on trial" in policyq("replay", "club.policyq", "--log", "log.jsonl").out


def test_no_blank_line_is_left_too_many(policyq: Typist) -> None:
    text = POLICY.partition("promise")[0]
    lines = "shadow spam\n\nrule pins when image then record\n"
    made(policyq, f"{text}\n{lines}")
    assert policyq("fmt", "club.policyq").code == exits.OK
    assert promote(policyq, "spam", *TODAY).code == exits.OK
    assert "shadow" not in Path("club.policyq").read_text()
    assert policyq("fmt", "--check", "club.policyq").code == exits.OK


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (["spam", "greeting"], "shadow pictures, newcomers  # to be seen\n"),
        (["newcomers"], "shadow spam, pictures  # to be seen\nadvise greeting notify owner\n"),
        (["greeting"], "shadow spam, pictures, newcomers  # to be seen\n"),
    ],
)
def test_the_others_stay_on_trial(policyq: Typist, rules: list[str], left: str) -> None:
    report = made(policyq)
    report["assumptions"]["silenced"] = {}
    write("report.json", json.dumps(report))
    assert promote(policyq, *rules, *TODAY).code == exits.OK
    assert Path("club.policyq").read_text().endswith("# first of all for a week\n" + left)


def test_a_difference_is_shown_only(policyq: Typist) -> None:
    made(policyq)
    ran = promote(policyq, "spam", "--diff", *TODAY)
    assert ran.code == exits.OK
    assert "-shadow spam, pictures, newcomers  # to be seen\n+shadow pictures, newcomers" in ran.out
    assert Path("club.policyq").read_text() == POLICY


def test_a_trial_of_a_base_is_ended(policyq: Typist) -> None:
    write("base.policyq", POLICY)
    made(policyq, '群规 "Own" 版本 1\n时区 Asia/Shanghai\n引用 "base.policyq"')
    assert promote(policyq, "spam", "greeting", *TODAY).code == exits.OK
    text = Path("club.policyq").read_text()
    assert text.endswith('引用 "base.policyq"\n正式执行 spam、greeting\n')
    sources = {
        name: Source(name, Path(name).read_text()) for name in ("club.policyq", "base.policyq")
    }
    compiled = compile_policy(sources, "club.policyq")
    assert compiled.checked is not None
    assert sorted(compiled.checked.trials) == ["newcomers", "pictures"]


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["spam", "--today", "2026-12-20"], "PQ799", "ends on 2026-11-28, 22 days ago; at most 7"),
        (["spam", "--today", "2026-11-20"], "PQ799", "2026-11-28, which is to come"),
        (["spam", "--span", "10", *TODAY], "PQ799", "covers 9 days; at least 10"),
        (["spam", "--messages", "5", *TODAY], "PQ799", "holds 4 messages; at least 5"),
        (["spam", "--fired", "3", *TODAY], "PQ799", "rule `spam`: it fired 2 times; at least 3"),
        (["newcomers", *TODAY], "PQ798", "rule `newcomers`: the log never says channel"),
    ],
)
def test_a_record_that_does_not_do(policyq: Typist, argv: list[str], code: str, says: str) -> None:
    made(policyq)
    ran = promote(policyq, *argv)
    assert ran.code == exits.PROBLEMS
    assert f"[{code}]" in ran.out and says in ran.out
    assert Path("club.policyq").read_text() == POLICY


def test_the_project_says_what_is_enough(policyq: Typist) -> None:
    made(policyq)
    write("policyq.yaml", "promotion: {recent: 30, span: 9, messages: 4, fired: 3}\n")
    late = ("--today", "2026-12-20")
    ran = promote(policyq, "spam", "--diff", *late)
    assert ran.code == exits.PROBLEMS
    assert "it fired 2 times; at least 3" in ran.out and "too old" in ran.out
    assert "22 days ago" not in ran.out
    zh = promote(policyq, "spam", "--diff", "--lang", "zh", *late).out
    assert "规则 `spam`：只触发 2 次，至少要 3 次" in zh
    # What is said on the command line wins, each for itself.
    assert promote(policyq, "spam", "--diff", "--fired", "2", *late).code == exits.OK
    ran = promote(policyq, "spam", "--diff", "--fired", "2", "--recent", "7", *late)
    assert ran.code == exits.PROBLEMS and "at most 7" in ran.out
    write("policyq.yaml", "promotion: {fired: }\n")
    assert promote(policyq, "spam", "--diff", *TODAY).code == exits.OK


def test_a_project_that_asks_for_nonsense(policyq: Typist) -> None:
    made(policyq)
    write("policyq.yaml", "promotion:\n  span: 0\n")
    ran = promote(policyq, "spam", *TODAY)
    assert ran.code == exits.PROBLEMS
    assert "[PQ551]" in ran.err and "policyq.yaml:2:9" in ran.err
    assert "a number of days: a whole number from 1 to 3660, not 0" in ran.err
    assert Path("club.policyq").read_text() == POLICY


def test_what_a_promise_forbids_is_not_enforced(policyq: Typist) -> None:
    made(policyq, more=[("2026-11-28T11:00:00+08:00", "image", "u1", {})])
    ran = promote(policyq, "pictures", *TODAY)
    assert ran.code == exits.PROBLEMS
    assert "rule `pictures`: a promise forbids" in ran.out


def test_another_policy_was_replayed(policyq: Typist) -> None:
    made(policyq)
    write("club.policyq", POLICY.replace('"spam"', '"spam", "scam"'))
    ran = promote(policyq, "spam", *TODAY)
    assert ran.code == exits.PROBLEMS
    assert "[PQ798]" in ran.out and "the policy was changed since" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "\xff",
        '{"format": 1}',
        '{"format": 2, "mode": "observed"}',
        "[" * 9999,
    ],
)
def test_what_is_no_record(policyq: Typist, text: str) -> None:
    made(policyq)
    write("report.json", text.encode("latin-1"))
    ran = promote(policyq, "spam", *TODAY)
    assert ran.code == exits.PROBLEMS
    assert "[PQ797]" in ran.out


def test_no_such_record(policyq: Typist) -> None:
    write("club.policyq", POLICY)
    assert promote(policyq, "spam").code == exits.FILES


def test_a_rule_that_is_not_on_trial(policyq: Typist) -> None:
    made(policyq)
    assert "did you mean `spam`?" in promote(policyq, "spam_", *TODAY).err
    ran = promote(policyq, "nothing_like_it", *TODAY)
    assert ran.code == exits.PROBLEMS
    assert "on trial: greeting, newcomers, pictures, spam" in ran.err
