"""`policyq decide`: one line, one answer; memory that outlives the process; signals."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from study_made import message, stream

from policyq.apps import face, given
from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.schema import decision_to_json, event_to_json
from policyq.diagnostics.source import Source
from policyq.events.order import in_order
from policyq.ir.clock import zone
from policyq.ir.evaluator import Reference
from policyq.live import StateError
from policyq.pipeline import compile_policy
from policyq.vocabulary.events import Event

POLICY = """policy "club" version 1
timezone Asia/Shanghai
ladder standard within 30 days
  first warn "please"
  next mute 10 minutes
rule ads when message contains "buy" then penalize by standard
rule out when message contains "riot" then remove confirmed by owner within 1 hour otherwise mute 1 day
"""

Output = pytest.CaptureFixture[str]


class Stdin(io.TextIOWrapper):
    """Standard input of bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "club.policyq"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


def lines(events: list[Event]) -> bytes:
    return "".join(event_to_json(one) + "\n" for one in events).encode()


def by_definition(events: list[Event]) -> list[str]:
    program = compile_policy({"p.policyq": Source("p.policyq", POLICY)}, "p.policyq").program
    assert program is not None
    evaluator = Reference(program)
    made = []
    for event in events:
        *ticks, own = evaluator.feed(event)
        made += [decision_to_json(decision, zone(program.timezone)) for decision in ticks]
        made.append(decision_to_json(own, zone(program.timezone), event))
    return made


@pytest.fixture
def decide(policy: str, capsys: Output, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def run(data: bytes, *argv: str, code: int = exits.OK) -> list[str]:
        monkeypatch.setattr(sys, "stdin", Stdin(data))
        assert main(["decide", policy, *argv]) == code
        return capsys.readouterr().out.splitlines()

    return run


def test_decisions_are_those_of_the_definition(decide) -> None:  # type: ignore[no-untyped-def]
    events = in_order(stream(2, 120))
    assert decide(lines(events)) == by_definition(events)


def test_memory_goes_on_where_it_was(decide, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    events = in_order(stream(4, 120))
    state = tmp_path / "state.json"
    found = []
    for start in range(0, 120, 40):
        found += decide(lines(events[start : start + 40]), "--state", str(state))
    assert found == by_definition(events)


def test_a_bad_line_is_answered_and_the_next_decided(decide) -> None:  # type: ignore[no-untyped-def]
    good = event_to_json(message(1, "buy")).encode()
    data = (
        b"\xef\xbb\xbf"
        + good
        + b'\n\n{"id":\n[]\n\xff\xfe\n{"id":"x","when":1}\n'
        + good.replace(b"e1", b"e2")
    )
    found = [json.loads(line) for line in decide(data, code=exits.PROBLEMS)]
    assert [line.get("event") for line in found] == ["e1", None, None, None, None, "e2"]
    assert [one["error"]["line"] for one in found[1:5]] == [3, 4, 5, 6]
    for one in found[1:5]:
        assert set(one["error"]) == {"line", "code", "reason", "says"}
        assert one["error"]["code"].startswith("PQ7")
    assert found[5]["actions"][0]["action"] == "mute"


def test_a_line_without_end_is_passed_over(decide) -> None:  # type: ignore[no-untyped-def]
    data = b'{"text":"' + b"x" * (3 << 20) + b'"}\n' + lines([message(1)])
    error, decision = (json.loads(line) for line in decide(data, code=exits.PROBLEMS))
    assert (error["error"]["line"], decision["event"]) == (1, "e1")


def test_nothing_is_assumed_and_a_roster_is_asked(decide, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    roster = tmp_path / "roster.csv"
    roster.write_text("account,role,tags\nboss,owner,a\n", encoding="utf-8")
    riot = message(1, "riot")
    verdict = message(
        2, None, sender="boss", role=None, minute=5,
        kind="verdict", refers="e1/penalty", result="approve",
    )  # fmt: skip
    without = [json.loads(line) for line in decide(lines([riot, verdict]))]
    assert without[1]["answers"][0]["result"] == "not_a_judge"
    with_it = [json.loads(line) for line in decide(lines([riot, verdict]), "--roster", str(roster))]
    assert with_it[1]["actions"][0]["action"] == "remove"


def test_a_time_out_is_decided_before_the_next_event(decide) -> None:  # type: ignore[no-untyped-def]
    found = [
        json.loads(x) for x in decide(lines([message(1, "riot"), message(2, "ok", minute=90)]))
    ]
    assert [one["event"] for one in found] == ["e1", "e1/penalty/timeout", "e2"]


@pytest.mark.parametrize("content", ["{", "[]", "\x00", '{"a": 1}'])
def test_a_state_that_cannot_be_read_is_left_as_it_is(
    decide,
    tmp_path: Path,
    content: str,  # type: ignore[no-untyped-def]
) -> None:
    state = tmp_path / "state.json"
    state.write_text(content, encoding="utf-8")
    assert decide(lines([message(1)]), "--state", str(state), code=exits.FILES) == []
    assert state.read_text(encoding="utf-8") == content


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize(
    ("name", "code"), [(signal.SIGTERM, exits.OK), (signal.SIGINT, exits.INTERRUPTED)]
)
def test_a_signal_saves_and_every_line_is_answered_at_once(
    policy: str, tmp_path: Path, name: signal.Signals, code: int
) -> None:
    state = tmp_path / "state.json"
    with subprocess.Popen(
        [sys.executable, "-m", "policyq", "decide", policy, "--state", str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as bot:
        assert bot.stdin is not None
        assert bot.stdout is not None
        assert bot.stderr is not None
        for number in (1, 2):
            bot.stdin.write(lines([message(number, "buy", minute=number)]))
            bot.stdin.flush()
            assert json.loads(bot.stdout.readline())["event"] == f"e{number}"
        bot.send_signal(name)
        assert bot.wait(30) == code
        assert b"Traceback" not in bot.stderr.read()
    assert json.loads(state.read_text(encoding="utf-8"))


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
def test_a_reader_that_goes_away_ends_it_quietly_and_saved(policy: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with subprocess.Popen(
        [sys.executable, "-m", "policyq", "decide", policy, "--state", str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as bot:
        assert bot.stdin is not None
        assert bot.stdout is not None
        assert bot.stderr is not None
        bot.stdout.close()
        bot.stdin.write(lines([message(n, minute=n) for n in range(20)]))
        bot.stdin.close()
        assert bot.wait(30) == exits.PIPE_CLOSED
        assert bot.stderr.read() == b""
    assert state.exists()


def test_the_policy_does_not_come_from_standard_input(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert main(["decide", "-"]) == exits.USAGE
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", ["check", "decide"])
@pytest.mark.parametrize(("closing", "code"), [("<&-", 0), (">&-", 141), ("2>&-", 0)])
def test_streams_that_were_closed_before(
    command: str, closing: str, code: int, tmp_path: Path
) -> None:
    policy, log = tmp_path / "a.policyq", tmp_path / "a.jsonl"
    policy.write_text('policy "g" version 1\nrule r when image then delete\n', encoding="utf-8")
    log.write_text(
        '{"id": "1", "time": "2026-05-01T10:00:00Z", "group": "g", "kind": "image", "sender": "u"}\n'
    )
    start = "" if closing == "<&-" else f"< {log}"
    line = f"'{sys.executable}' -m policyq {command} {policy} {start} {closing}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_a_state_nested_without_end_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, encoding="utf-8")
    policy = face.loads('policy "g" version 1\nrule r when image then delete\n')
    with pytest.raises(StateError):
        policy.evaluator(path)


@pytest.mark.parametrize("refers", ["heartbeat", "m1/penalty"])
def test_a_heartbeat_lets_a_question_time_out_in_a_quiet_group(  # type: ignore[no-untyped-def]
    decide, refers: str
) -> None:
    beat = {"group": "g", "kind": "timeout", "refers": refers}
    rows = [
        {"id": "m1", "time": "2026-03-03T10:00:00+08:00", "group": "g", "sender": "u1",
         "role": "member", "tags": [], "text": "riot"},
        {**beat, "id": "b1", "time": "2026-03-03T11:30:00+08:00"},
    ]  # fmt: skip
    made = [json.loads(line) for line in decide("\n".join(map(json.dumps, rows)).encode())]
    assert [one["event"] for one in made] == ["m1", "m1/penalty/timeout", "b1"]
    assert made[1]["answers"] == [{"question": "m1/penalty", "result": "timed_out"}]
    assert [act["action"] for act in made[1]["actions"]] == ["mute"]
    assert made[2]["answers"] == [{"question": refers, "result": "no_question"}]
    assert not made[2]["actions"]


def test_the_memory_of_another_policy_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    count = "rule r when count(message per sender within 1 minute) > 3 then delete\n"
    first = face.loads('policy "first" version 1\ntimezone UTC\n' + count).evaluator()
    first.decide(given.event(id="1", time=1_800_000_000_000_000, group="g", sender="u", text="x"))
    face.save(first, "state.json")
    Path("p.policyq").write_text(
        'policy "other" version 1\ntimezone UTC\nrule r when image then delete\n'
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["decide", "p.policyq", "--state", "state.json", "--lang", "zh"]) == 0
    said = capsys.readouterr().err
    assert (
        "state.json 是群规“first”的记忆" in said
        and "计数 1，阶梯 0，问题 0，层级 0，监测 0" in said
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["decide", "p.policyq", "--state", "state.json"]) == 0
    assert not capsys.readouterr().err, "it is this policy's now"
