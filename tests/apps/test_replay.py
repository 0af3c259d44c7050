"""`policyq replay` as a user meets it: forms, files, exit codes, processes, bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from study_made import message, stream

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.logs.writing import events_to
from policyq.apps.schema import event_to_json
from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy

POLICY = """policy "club" version 1
timezone Asia/Shanghai
hours night = 23:00 to 07:00
sites good = good.example
exempt owner, admin
ladder standard within 30 days
  first warn "please keep to the rules: {rule}"
  next mute 10 minutes
  next remove confirmed by owner within 2 hours otherwise mute 1 day
rule ads when message contains "buy" then delete, penalize by standard
rule ask when message contains "price" then hand over to admin
rule flood when count(message per sender within 60 seconds) > 3 then mute 10 minutes
rule hello when join then reply "hi {member}"
rule links when any link not in good then delete
rule lock when message contains "riot" then lock for 30 minutes
rule night when message and time in night then penalize by standard
rule newcomers when message contains "note" and tenure < 24 hours then warn "read the rules"
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "club.policyq"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "log.jsonl"
    path.write_text("".join(event_to_json(one) + "\n" for one in stream(5)), encoding="utf-8")
    return str(path)


Output = pytest.CaptureFixture[str]


def replay(capsys: Output, *argv: str) -> str:
    """Standard output of a replay that succeeds."""
    assert main(["replay", *argv]) == exits.OK
    return capsys.readouterr().out


def test_a_replay_counts_what_the_log_holds(capsys: Output, policy: str, log: str) -> None:
    document = json.loads(replay(capsys, policy, "--log", log, "--json"))
    events = stream(5)
    assert document["log"]["events"] == document["log"]["rows"] == len(events)
    assert document["log"]["groups"] == 4
    assert document["all"]["violations"] > 10
    assert document["tool"].startswith("policyq ")


def test_decisions_of_an_earlier_replay_stay_where_nothing_can_be_read(
    policy: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("kept\n", encoding="utf-8")
    argv = ["--log", str(tmp_path / "no.jsonl"), "--decisions", str(kept)]
    assert main(["replay", policy, *argv]) == exits.FILES
    assert kept.read_text(encoding="utf-8") == "kept\n"
    assert not [*tmp_path.glob(".kept*")]


def test_decisions_of_an_earlier_replay_stay_where_one_fails(policy: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("kept\n", encoding="utf-8")
    log = tmp_path / "parts.parquet"
    pytest.importorskip("pyarrow")
    with events_to(str(log), "parquet") as write:
        write(message("m1"))
    argv = ["--log", str(log), "--memory", "1MB", "--decisions", str(kept)]
    assert main(["replay", policy, *argv]) != exits.OK
    assert kept.read_text(encoding="utf-8") == "kept\n"
    assert not [*tmp_path.glob(".kept*")]


@pytest.mark.parametrize(
    ("mode", "others"),
    [
        ("observed", [[], ["--engine", "reference"]]),
        ("suppressed", [["--engine", "reference"], ["--jobs", "2"]]),
    ],
)
def test_twice_and_split_and_by_the_definition_it_is_the_same(
    capsys: Output, policy: str, log: str, tmp_path: Path, mode: str, others: list[list[str]]
) -> None:
    found, written = [], []
    for number, more in enumerate([[], *others]):
        decisions = tmp_path / f"{number}.jsonl"
        argv = [policy, "--log", log, "--json", "--mode", mode, "--decisions", str(decisions)]
        found.append(replay(capsys, *argv, *more))
        written.append(decisions.read_bytes())
    assert found == [found[0]] * len(found)
    assert written == [written[0]] * len(written)
    document = json.loads(found[0])
    decided = [json.loads(line) for line in written[0].splitlines()]
    assert len(decided) + document["log"]["repeated"] + document["prevented"]["events"] == (
        document["log"]["events"] + document["log"]["ticks"]
    )


def test_suppressed_reports_what_it_prevented(capsys: Output, policy: str, log: str) -> None:
    observed, suppressed = (
        json.loads(replay(capsys, policy, "--log", log, "--json", "--mode", mode))
        for mode in ("observed", "suppressed")
    )
    assert observed["prevented"]["events"] == 0
    assert suppressed["prevented"]["messages"] > 0
    assert suppressed["all"]["violations"] <= observed["all"]["violations"]
    assert (
        suppressed["all"]["messages"] + suppressed["prevented"]["messages"]
        == (observed["all"]["messages"])
    )
    assert "prevented" in replay(capsys, policy, "--log", log, "--mode", "suppressed")


def test_forms_and_languages(capsys: Output, policy: str, log: str) -> None:
    assert replay(capsys, policy, "--log", log).startswith("replay of club (")
    assert replay(capsys, policy, "--log", log, "--markdown").startswith("# replay of club (")
    assert replay(capsys, policy, "--log", log, "--language", "zh").startswith("重放报告：club（")


def test_with_an_error_in_the_policy_nothing_is_replayed(
    capsys: Output, tmp_path: Path, log: str
) -> None:
    bad = tmp_path / "bad.policyq"
    bad.write_text(POLICY.replace("by standard", "by standart"), encoding="utf-8")
    assert main(["replay", str(bad), "--log", log]) == exits.PROBLEMS
    out, err = capsys.readouterr()
    assert out == ""
    assert "standart" in err


def test_what_the_source_never_says_silences_rules_by_name(
    capsys: Output, policy: str, tmp_path: Path
) -> None:
    path = tmp_path / "export.jsonl"
    bare = [message(n, "note", minute=n, role=None, tags=None) for n in range(3)]
    path.write_text("".join(event_to_json(one) + "\n" for one in bare), encoding="utf-8")
    assert main(["replay", policy, "--log", str(path), "--json"]) == exits.OK
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["assumptions"]["silenced"] == {"newcomers": ["joined"]}
    assert document["rules"]["newcomers"]["unknown"] == 3
    assert "newcomers" in err
    assert document["assumptions"]["assumed"]["role"]["share"] == 1.0
    assert "rule newcomers is silent" in replay(capsys, policy, "--log", str(path))


def test_a_roster_takes_the_place_of_assumptions(
    capsys: Output, policy: str, tmp_path: Path
) -> None:
    path, roster = tmp_path / "export.jsonl", tmp_path / "roster.csv"
    bare = [
        message(1, "buy", role=None, tags=None),
        message(2, "buy", sender="boss", minute=1, role=None, tags=None),
    ]
    path.write_text("".join(event_to_json(one) + "\n" for one in bare), encoding="utf-8")
    roster.write_text("account,role,tags,joined\nboss,owner,a,2020-01-01\n", encoding="utf-8")
    without = json.loads(replay(capsys, policy, "--log", str(path), "--json"))
    with_it = json.loads(
        replay(capsys, policy, "--log", str(path), "--json", "--roster", str(roster))
    )
    assert without["all"]["violations"] == 2
    assert with_it["all"]["violations"] == 1
    assert with_it["assumptions"]["assumed"]["any"]["messages"] == 1


def test_rejected_rows_are_counted_and_kept(capsys: Output, policy: str, tmp_path: Path) -> None:
    path, kept = tmp_path / "log.jsonl", tmp_path / "rejects.jsonl"
    path.write_text(event_to_json(message(1)) + '\n{"id": \n{"id":"2"}\n', encoding="utf-8")
    document = json.loads(
        replay(capsys, policy, "--log", str(path), "--json", "--rejects", str(kept))
    )
    assert document["log"]["rejected"]["rows"] == 2
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2


def test_order_is_mended_within_the_lateness_and_told_beyond(
    capsys: Output, policy: str, tmp_path: Path
) -> None:
    def replayed(*minutes: float) -> dict[str, int]:
        path = tmp_path / "log.jsonl"
        events = [message(n, minute=minute) for n, minute in enumerate(minutes)]
        path.write_text("".join(event_to_json(one) + "\n" for one in events), encoding="utf-8")
        found: dict[str, int] = json.loads(replay(capsys, policy, "--log", str(path), "--json"))[
            "log"
        ]
        return {name: found[name] for name in ("steps_back", "late")}

    assert replayed(0, 20, 11, 30) == {"steps_back": 1, "late": 0}
    assert replayed(0, 20, 5, 30) == {"steps_back": 1, "late": 1}


def test_an_order_within_the_lateness_changes_nothing(
    capsys: Output, policy: str, tmp_path: Path
) -> None:
    events = stream(5, 120)
    in_order = sorted(events, key=lambda event: event.time)
    found = []
    for number, some in enumerate((events, in_order)):
        path = tmp_path / f"{number}.jsonl"
        path.write_text("".join(event_to_json(one) + "\n" for one in some), encoding="utf-8")
        document = json.loads(replay(capsys, policy, "--log", str(path), "--json"))
        found.append({name: document[name] for name in ("all", "rules", "bands", "hours", "top")})
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--log", "missing.jsonl"], exits.FILES),
        (["--log", "LOG", "--roster", "missing.csv"], exits.FILES),
        (["--log", "LOG", "--timezone", "Nowhere/At_All"], exits.USAGE),
        (["--log", "LOG", "--jobs", "0"], exits.USAGE),
        (["--log", "LOG", "--jobs", "x"], exits.USAGE),
        (["--log", "LOG", "--decisions", "LOG"], exits.USAGE),
        (["--log", "LOG", "--rejects", "LOG"], exits.USAGE),
        (["--log", "LOG", "--decisions", "no/such/folder/x"], exits.FILES),
        (["--log", "LOG", "--json", "--markdown"], exits.USAGE),
        ([], exits.USAGE),
    ],
)
def test_what_cannot_be_done_has_its_code_and_changes_nothing(
    capsys: Output, policy: str, log: str, argv: list[str], code: int
) -> None:
    before = Path(log).read_bytes()
    assert main(["replay", policy, *(log if one == "LOG" else one for one in argv)]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err
    assert "Traceback" not in err
    assert Path(log).read_bytes() == before


@pytest.mark.parametrize(
    ("last", "per_week"), [("2026-03-02T23:59:59Z", None), ("2026-03-03T00:00:00Z", 14.0)]
)
def test_less_than_a_day_makes_no_week(
    capsys: Output, tmp_path: Path, last: str, per_week: float | None
) -> None:
    Path(tmp_path / "p.policyq").write_text(
        'policy "p" version 1\ntimezone UTC\nrule r when message then delete\n', "utf-8"
    )
    rows = [
        {"id": str(n), "time": time, "group": "g", "sender": "u", "text": "x"}
        for n, time in enumerate(("2026-03-02T00:00:00Z", last))
    ]
    log = tmp_path / "short.jsonl"
    log.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    argv = ["replay", str(tmp_path / "p.policyq"), "--log", str(log), "--key", "k"]
    assert main([*argv, "--json"]) == exits.OK
    found = json.loads(capsys.readouterr().out)["all"]["interventions_per_group_week"]
    assert found == per_week
    assert main([*argv, "--lang", "zh"]) == exits.OK
    said = capsys.readouterr().out
    assert ("记录合计不足一天，不按周推算" in said) == (per_week is None)
    assert ("按周的数是推算" in said) == (per_week is not None)


def test_a_log_that_is_not_there_is_told_in_the_readers_language(
    capsys: Output, policy: str
) -> None:
    for language, says in (
        ("zh", "没有这个文件或文件夹"),
        ("en", "there is no such file or folder"),
    ):
        assert main(["replay", policy, "--log", "nosuch.jsonl", "--lang", language]) == exits.FILES
        said = capsys.readouterr().err
        assert says in said and "No such file" not in said


def test_an_empty_log_is_a_report_of_nothing(capsys: Output, policy: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"")
    for command in (["replay"], ["tune", "--vary", "flood.count=1..2"], ["records", "--names"]):
        name, *more = command
        assert main([name, policy, "--log", str(path), "--json", *more]) == exits.PROBLEMS
        out, err = capsys.readouterr()
        if name == "replay":
            assert json.loads(out)["all"]["messages"] == 0
        assert "empty.jsonl` holds no events" in err


def test_one_key_names_members_alike(capsys: Output, policy: str, log: str) -> None:
    keys: list[list[str]] = [[], ["--key", "a"], ["--key", "a"], ["--key", "b"]]
    tops = [
        json.loads(replay(capsys, policy, "--log", log, "--json", *key))["top"]["members"]
        for key in keys
    ]
    assert tops[1] == tops[2]
    assert len({top[0]["member"] for top in tops}) == 3


def test_a_log_from_standard_input(policy: str, log: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policyq", "replay", policy, "--log", "-", "--json"],
        input=Path(log).read_bytes(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["log"]["events"] == 300


def test_a_process_that_dies_is_told_and_nothing_hangs(
    policy: str, log: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr("policyq.apps.splitting._work", _die)
    assert main(["replay", policy, "--log", log, "--jobs", "2"]) == exits.INTERNAL
    out, err = capsys.readouterr()
    assert out == ""
    assert "ended too soon" in err


def _die(*_: object) -> None:
    """Stands for a process that is killed."""
    sys.exit(9)


@pytest.mark.parametrize(
    ("promise", "says"),
    [
        ("never remove when target is guest", "PQ694"),
        ("always record when message contains", "PQ695"),
    ],
)
def test_a_replay_that_needs_or_breaks_a_promise_fails(
    capsys: Output, tmp_path: Path, promise: str, says: str
) -> None:
    policy = tmp_path / "club.policyq"
    promise += ' "spam"' if promise.endswith("contains") else ""
    policy.write_text(
        'policy "club" version 1\n'
        'rule bad when text contains "spam" then remove\n'
        f"rule seen when image then record\npromise kept {promise}\n",
        encoding="utf-8",
    )
    log = tmp_path / "log.jsonl"
    guest = message(1, text="spam")._replace(role="guest")
    for event, code in ((guest, exits.PROBLEMS), (guest._replace(text="fine"), exits.OK)):
        log.write_text(event_to_json(event) + "\n", encoding="utf-8")
        assert main(["replay", str(policy), "--log", str(log), "--json"]) == code
        output = capsys.readouterr()
        assert json.loads(output.out)["promises"] == ({"kept": 1} if code else {})
        assert (says in output.err) == bool(code)


def test_logs_that_are_named_in_another_order_than_that_of_time(
    capsys: Output, policy: str, tmp_path: Path
) -> None:
    """Those of one group are put in order, and that is told; those of others stay as they are."""
    events = sorted(stream(5), key=lambda event: event.time)
    groups = sorted({event.group for event in events})
    halves = (events[:150], events[150:])
    names = []
    for half, some in enumerate(halves):
        for group in groups:
            of_group = [event_to_json(one) + "\n" for one in some if one.group == group]
            (tmp_path / f"{group}-{2 - half}.jsonl").write_text("".join(of_group), encoding="utf-8")
            names.append(str(tmp_path / f"{group}-{2 - half}.jsonl"))
    right = replay(capsys, policy, "--log", *names, "--key", "k", "--json")
    for given in (reversed(names), [str(tmp_path)]):
        assert main(["replay", policy, "--log", *given, "--key", "k", "--json"]) == exits.OK
        out, err = capsys.readouterr()
        assert out == right
        assert "-2.jsonl` begins earlier than" in err
    assert main(["replay", policy, "--log", *names, "--key", "k"]) == exits.OK
    assert "begins earlier" not in capsys.readouterr().err


def test_so_it_is_with_parquet_in_bulk(policy: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from policyq.apps.logs import Reading
    from policyq.apps.logs.writing import events_to
    from policyq.apps.replaying import Options
    from policyq.apps.replaying import replay as replayed
    from policyq.study.report import to_json

    text = (
        'policy "club" version 1\ntimezone UTC\nrule ads when message contains "buy" then delete\n'
    )
    program = compile_policy({"a": Source("a", text)}, "a").program
    assert program is not None
    events = sorted((one for one in stream(5) if one.group == "g0"), key=lambda one: one.time)
    names = [str(tmp_path / "b.parquet"), str(tmp_path / "a.parquet")]
    for name, some in zip(names, (events[:50], events[50:]), strict=True):
        with events_to(name, "parquet") as write:
            for event in some:
                write(event)
    found = []
    for given in (names, names[::-1]):
        reading = Reading(given)
        found.append(to_json(replayed(program, reading, Options(), pseudonyms=None)))
        assert reading.parts == (1, 1), "in bulk"
        assert (reading.moved is None) == (given is names)
    assert found[0] == found[1]
