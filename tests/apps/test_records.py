"""`policyq records` as a user meets it: from a policy over logs, and from decisions that were kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from streams import seeded
from study_made import stream

import policyq
from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.decisions import decision_from_json
from policyq.apps.problems import Problem
from policyq.apps.schema import ABOUT, decision_to_json, event_to_json, whole
from policyq.apps.times import zone
from policyq.live import to_python
from policyq.vocabulary.types import SECOND

POLICY = """policy "club" version 1
timezone Asia/Shanghai
exempt owner, admin
ladder standard within 30 days
  first warn "please keep to the rules: {rule}"
  next mute 10 minutes
  next remove confirmed by owner within 2 hours otherwise mute 1 day
rule ads "no advertisements" when message contains "buy" then delete, penalize by standard
rule ask when message contains "price" then hand over to admin "{member}: {text}"
rule hello when join then reply "hi {member}"
rule lock when message contains "riot" then lock for 30 minutes
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "a key")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "club.policyq").write_text(POLICY, encoding="utf-8")
    # As they come: what is decided again after a step back is told once.
    events = sorted(stream(5, groups=2), key=lambda one: one.time)
    log = "".join(event_to_json(one) + "\n" for one in events)
    (tmp_path / "log.jsonl").write_text(log, encoding="utf-8")
    return tmp_path


Output = pytest.CaptureFixture[str]


def records(capsys: Output, *argv: str, code: int = exits.OK) -> str:
    assert main(["records", *argv]) == code
    return capsys.readouterr().out


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("mode", ["observed", "suppressed"])
def test_decisions_that_were_kept_are_recorded_as_the_replay_that_made_them(
    mode: str, files: Path, capsys: Output
) -> None:
    assert (
        main(
            [
                "replay",
                "club.policyq",
                "--log",
                "log.jsonl",
                "--decisions",
                "d.jsonl",
                "--json",
                "--mode",
                mode,
            ]
        )
        == 0
    )
    report = json.loads(capsys.readouterr().out)
    replayed = records(
        capsys, "club.policyq", "--log", "log.jsonl", "--json", "--all", "--mode", mode
    )
    kept = records(capsys, "--decisions", "d.jsonl", "--json", "--all")
    assert kept == replayed
    assert kept == records(
        capsys, "--decisions", "d.jsonl", "--log", "log.jsonl", "--json", "--all"
    )
    done = [row for row in rows(kept) if row["form"] == "done"]
    assert len(done) == sum(report["actions"].values())
    asked = [row for row in rows(kept) if row["form"] == "asked"]
    assert len(asked) == report["questions"]["asked"] > 0


def test_pseudonyms_are_those_of_the_report_and_choose(files: Path, capsys: Output) -> None:
    every = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json"))
    assert {row["member"][:2] for row in every if "member" in row} == {"m-"}
    assert {row["group"][:2] for row in every} == {"g-"} and not any("text" in row for row in every)
    named = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json", "--names"))
    assert {row["group"] for row in named} == {"g0", "g1"}
    assert any("price" in row.get("text", "") for row in named)
    assert main(["replay", "club.policyq", "--log", "log.jsonl", "--json"]) == 0
    worst = json.loads(capsys.readouterr().out)["top"]["members"][0]["member"]
    mine = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json", "--member", worst))
    assert mine and {row["member"] for row in mine} == {worst}
    assert len(mine) == sum(row.get("member") == worst for row in every)
    both = ["--action", "delete", "--rule", "ads", "--in-group", "g1"]
    few = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json", *both))
    assert few and all(row["action"] == "delete" and row["rules"] == ["ads"] for row in few)


def test_a_day_is_whole_and_a_time_is_not(files: Path, capsys: Output) -> None:
    every = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json"))
    day = every[-1]["time"][:10]
    asked = ["club.policyq", "--log", "log.jsonl", "--json"]
    last = rows(records(capsys, *asked, "--since", day, "--until", day))
    assert last == [row for row in every if row["time"][:10] == day] != []
    noon = rows(records(capsys, *asked, "--until", f"{day} 00:00"))
    assert noon == [row for row in every if row["time"][:10] < day] != []
    assert main(["records", *asked, "--since", "soon"]) == exits.USAGE
    assert "soon" in capsys.readouterr().err


def test_csv_is_a_table_with_a_head(files: Path, capsys: Output) -> None:
    text = records(capsys, "club.policyq", "--log", "log.jsonl", "--csv")
    lines = list(csv.DictReader(io.StringIO(text)))
    plain = rows(records(capsys, "club.policyq", "--log", "log.jsonl", "--json"))
    assert [one["event"] for one in lines] == [one["event"] for one in plain]
    assert {one["says"] for one in lines if one["rules"] == "ads"} == {"no advertisements"}
    asked = next(one for one in lines if one["form"] == "asked")
    assert (asked["action"], asked["ladder"], asked["step"]) == ("remove", "standard", "3")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_speaks_both_languages(language: str, files: Path, capsys: Output) -> None:
    said = ["club.policyq", "--log", "log.jsonl", "--language", language]
    text = records(capsys, *said)
    assert ("处置记录" if language == "zh" else "one by one") in text
    assert ("没人答复" if language == "zh" else "nobody answered") in text
    assert records(capsys, *said, "--markdown").startswith("# ")


def test_what_is_no_decision_is_told_and_the_rest_is_recorded(files: Path, capsys: Output) -> None:
    assert main(["replay", "club.policyq", "--log", "log.jsonl", "--decisions", "d.jsonl"]) == 0
    lines = (files / "d.jsonl").read_text().splitlines()
    noisy = [
        *lines[:3],
        '{"error": {"line": 1, "code": "PQ701", "reason": "not-json"}}',
        "",
        *lines[3:],
    ]
    (files / "e.jsonl").write_text("\ufeff" + "\n".join(noisy))  # what decide prints, in full
    capsys.readouterr()
    assert records(capsys, "--decisions", "e.jsonl", "--json") == records(
        capsys, "--decisions", "d.jsonl", "--json"
    )
    (files / "f.jsonl").write_text("nonsense\n" + "\n".join(lines) + '\n{"event": 1}\n[]\n')
    assert main(["records", "--decisions", "f.jsonl", "--json"]) == exits.PROBLEMS
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) > 10
    assert "f.jsonl:1: " in captured.err and "no decision" in captured.err


def test_decisions_without_a_word_of_their_events_take_it_from_the_log(
    files: Path, capsys: Output
) -> None:
    assert main(["replay", "club.policyq", "--log", "log.jsonl", "--decisions", "d.jsonl"]) == 0
    capsys.readouterr()
    every = records(capsys, "--decisions", "d.jsonl", "--json")
    bare = []
    for line in (files / "d.jsonl").read_text().splitlines():
        row = json.loads(line)
        row.pop("about", None)
        bare.append(json.dumps(row))
    (files / "bare.jsonl").write_text("\n".join(bare))
    assert records(capsys, "--decisions", "bare.jsonl", "--log", "log.jsonl", "--json") == every
    left = rows(records(capsys, "--decisions", "bare.jsonl", "--json"))
    assert len(left) == len(every.splitlines())
    assert not any("member" in row for row in left if row["action"] == "handover")
    assert all("member" in row for row in left if row["action"] == "delete")


def test_it_wants_either_a_policy_or_decisions(files: Path, capsys: Output) -> None:
    assert main(["records"]) == exits.USAGE
    assert main(["records", "club.policyq", "--decisions", "d.jsonl"]) == exits.USAGE
    assert main(["records", "--decisions", "-", "--log", "-"]) == exits.USAGE
    assert main(["records", "--decisions", "nowhere.jsonl"]) == exits.FILES
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_python_lists_them_too(files: Path, capsys: Output) -> None:
    policy = policyq.load("club.policyq")
    found = policy.records("log.jsonl")
    assert isinstance(found[0], policyq.Record)
    decisions, events = [], sorted(stream(5, groups=2), key=lambda one: one.time)
    bot = policy.evaluator()
    for event in events:
        decisions += bot.feed(event)
    known = {event.id: event for event in events}
    lines = [policy.line(one, known.get(one.event)) for one in decisions]
    Path("bot.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["records", "--decisions", "bot.jsonl", "--json", "--names", "--all"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(policyq.records(decisions, events))
    kept = policyq.records(decisions, events)
    assert {row.member for row in kept} == {row.member for row in found}


def test_every_decision_is_read_back_as_it_was() -> None:
    seen = 0
    for seed in range(150):
        case = seeded(seed)
        live = to_python(case.program)
        for event in case.events:
            for decision in live.feed(event):
                about = event if decision.event == event.id else None
                line = decision_to_json(decision, zone(case.program.timezone), about)
                told = decision_from_json(line)
                assert not isinstance(told, Problem) and told is not None, line
                back = told.decision
                for name in ABOUT if about else ():
                    assert getattr(told.event, name) == _told(getattr(about, name))
                same = decision._replace(
                    measured=(), kept=(), ranked=(), postings=(),
                    # Lengths are written in whole seconds.
                    pending=tuple(
                        one._replace(act=_whole(one.act)) for one in decision.pending
                    ),
                    shadow=decision.shadow and decision.shadow._replace(
                        pending=tuple(
                            one._replace(act=_whole(one.act)) for one in decision.shadow.pending
                        ),
                    ),
                )  # fmt: skip
                assert back == _told(same)
                seen += bool(decision.pending) + bool(decision.waiting)
    assert seen > 20


def _told(value):
    """A value as JSON can tell it: lone surrogates are replaced."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, tuple):
        made = map(_told, value)
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    return value


def _whole(act: policyq.Act) -> policyq.Act:
    return act if act.until is None else act._replace(until=-(-act.until // SECOND) * SECOND)


def test_actions_are_called_by_their_names_in_either_language(files: Path, capsys: Output) -> None:
    asked = ["club.policyq", "--log", "log.jsonl", "--json", "--names", "--action"]
    by_id = records(capsys, *asked, "handover")
    assert by_id and by_id == records(capsys, *asked, "转交") == records(
        capsys, *asked, "Hand over to"
    )
    assert main(["records", *asked, "鼓励"]) == exits.USAGE
    assert "'鼓励'" in capsys.readouterr().err


def test_what_matches_nothing_is_told_with_what_was_meant(files: Path, capsys: Output) -> None:
    asked = ["records", "club.policyq", "--log", "log.jsonl", "--json"]

    def told(*argv: str) -> list[str]:
        assert main([*asked, *argv]) == exits.OK
        out, err = capsys.readouterr()
        assert not out
        return err.splitlines()

    assert told("--names", "--rule", "adds") == ["--rule adds: no record has it; did you mean ads?"]
    assert told("--names", "--in-group", "x") == [
        "--in-group x: no record has it; there are: g0, g1"
    ]
    assert told("--names", "--action", "warn", "--action", "unlock", "--rule", "hello") == [
        "--action unlock: no record has it"
    ]
    assert told("--lang", "zh", "--names", "--member", "nobody-like-this") == [
        "--member nobody-like-this：没有这样的记录，有的是：u2、u3、u4、u5"
    ]


def test_pseudonyms_are_suggested_where_members_go_by_them(files: Path, capsys: Output) -> None:
    asked = ["records", "club.policyq", "--log", "log.jsonl", "--json"]
    every = rows(records(capsys, *asked[1:]))
    group = every[0]["group"]
    assert main([*asked, "--in-group", group[:-1] + "x"]) == exits.OK
    assert f"did you mean {group}?" in capsys.readouterr().err
    assert main([*asked, "--in-group", "g"]) == exits.OK
    err = capsys.readouterr().err
    assert group in err and "g0" not in err.split()
    assert main([*asked, "--in-group", group, "--names"]) == exits.OK
    assert "looks like a pseudonym" in capsys.readouterr().err


def test_what_stands_only_among_what_was_not_done_is_told(
    files: Path, capsys: Output, tmp_path: Path
) -> None:
    more = 'rule warned when message contains "buy" then warn\n'
    (files / "club.policyq").write_text(
        POLICY.replace("then delete, penalize by standard", "then mute 1 day") + more,
        encoding="utf-8",
    )
    asked = ["records", "club.policyq", "--log", "log.jsonl", "--json", "--rule", "warned"]
    assert main(asked) == exits.OK
    out, err = capsys.readouterr()
    assert not out and "--rule warned: only what was not done, see --all" in err
    assert main([*asked, "--all"]) == exits.OK
    out, err = capsys.readouterr()
    assert out and "--rule" not in err


def test_a_line_tells_of_the_event_that_it_is_about_only() -> None:
    policy = policyq.loads(
        'policy "x" version 1\ntimezone Asia/Shanghai\nrule over when at 07:30 then notify owner\n'
    )
    bot = policy.evaluator()
    made = [
        policyq.event(id=f"e{day}", time=1_767_571_200 * SECOND + day * 86_400 * SECOND, group="g",
                      sender=f"u{day}", text="hi")
        for day in range(2)
    ]  # fmt: skip
    bot.feed(made[0])
    tick, own = (json.loads(policy.line(one, made[1])) for one in bot.feed(made[1]))
    assert tick["actions"] and "about" not in tick
    assert own["event"] == "e1" and own["about"] == {"kind": "text", "sender": "u1"}
