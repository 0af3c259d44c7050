"""`policyq label`, and labels in `replay`, `plan`, the project file and Python, as they are used."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typing_commands import Typist, write

import policyq as face
from policyq.apps.cli import exits, labeldialogue
from policyq.apps.labels import NoLabels, at, judgements
from policyq.diagnostics.source import Source

POLICY = """policy "club" version 1
timezone UTC
rule ads when message contains "buy" then delete
rule links when has link then delete
"""
NEW = POLICY.replace('"buy"', '"buy now"')
#: In every ten messages two with an advertisement, one of which is a harmless "buy".
TEXTS = (
    "hello",
    "buy now",
    "how are you",
    "where do I buy bread",
    "fine",
    "see you",
    "yes",
    "no",
    "ok",
    "later",
)
BAD = {"buy now", "later"}


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "a key")
    write("club.policyq", POLICY)
    write("new.policyq", NEW)
    write("log.jsonl", "".join(map(json.dumps, _rows())).replace("}{", "}\n{") + "\n")
    return Typist(capsys, monkeypatch)


def _rows(many: int = 400):
    for n in range(many):
        yield {
            "id": f"e{n}", "time": 1777593600 + 40 * n, "group": f"g{n % 9}", "sender": f"u{n % 37}",
            "name": "Ann Ember", "text": TEXTS[n * 7 % 10],
        }  # fmt: skip


def _labels(name: str = "labels.csv", every: int = 1) -> None:
    rows = [f"{row['id']},{row['group']},{int(row['text'] in BAD)}" for row in _rows()][::every]
    write(name, "\n".join(["id,group,label", *rows]) + "\n")


# -- replay ------------------------------------------------------------------------------------

REPLAY = ("replay", "club.policyq", "--log", "log.jsonl")


def test_a_replay_says_how_precise_the_policy_is(policyq: Typist) -> None:
    _labels()
    text = policyq(*REPLAY, "--labels", "labels.csv")
    assert text.code == exits.OK
    assert "what people's labels say" in text.out
    assert "400 messages judged by people: 80 violations, 320 fine" in text.out
    assert "without labels nobody can tell" not in text.out
    found = json.loads(policyq(*REPLAY, "--labels", "labels.csv", "--json").out)["labels"]
    assert found["all"]["precision"]["share"] == 0.5
    assert found["all"]["recall"]["share"] == 0.5
    assert found["all"]["false_positives"]["share"] == 0.125
    low, high = found["all"]["precision"]["interval"]
    assert 0.35 < low < 0.5 < high < 0.65
    assert (found["all"]["right"], found["all"]["wrong"], found["all"]["missed"]) == (40, 40, 40)
    assert found["rules"]["ads"]["recall"]["why"] == "named"
    assert (
        "人工标注怎么说"
        in policyq(*REPLAY, "--labels", "labels.csv", "--lang", "zh", "--markdown").out
    )


def test_without_labels_the_report_says_what_it_cannot_know(policyq: Typist) -> None:
    ran = policyq(*REPLAY)
    assert "without labels nobody can tell who is wrongly punished" in ran.out
    assert "labels" not in json.loads(policyq(*REPLAY, "--json").out)
    assert "没有人工标注" in policyq(*REPLAY, "--lang", "zh").out


def test_the_page_opens_with_who_is_wrongly_punished(policyq: Typist) -> None:
    _labels()
    page = policyq(*REPLAY, "--labels", "labels.csv", "--html").out
    assert "of the messages in which the policy finds a violation, so many are fine" in page
    assert "50.0\N{NO-BREAK SPACE}%" in page


def test_processes_columns_and_the_slow_engine_say_the_same(policyq: Typist) -> None:
    _labels(every=3)
    write("texts.csv", "text,label\nbuy now,1\nhello,0\n")
    policyq("logs", "convert", "log.jsonl", "--out", "log.parquet", "--texts", "keep")
    for labels in ("labels.csv", "texts.csv"):
        argv = ("replay", "club.policyq", "--labels", labels, "--json", "--log")
        once = json.loads(policyq(*argv, "log.jsonl").out)
        assert once["labels"]["judged"] > 50
        for more in (("log.jsonl", "--engine", "reference"), ("log.parquet",)):
            assert json.loads(policyq(*argv, *more).out) == once


@pytest.mark.parametrize("log", ["log.jsonl", "log.parquet"])
def test_several_processes_say_the_same(policyq: Typist, log: str) -> None:
    _labels(every=3)
    policyq("logs", "convert", "log.jsonl", "--out", "log.parquet", "--texts", "keep")
    argv = ("replay", "club.policyq", "--labels", "labels.csv", "--json", "--log")
    assert policyq(*argv, log, "--jobs", "2").out == policyq(*argv, "log.jsonl").out


def test_messages_that_the_policy_prevents_are_left_out(policyq: Typist) -> None:
    write("club.policyq", POLICY.replace("then delete", "then mute 1 day", 1))
    _labels()
    argv = (*REPLAY, "--labels", "labels.csv", "--mode", "suppressed")
    found = json.loads(policyq(*argv, "--json").out)["labels"]
    assert found["prevented"] > 10
    assert found["judged"] + found["prevented"] == 400
    assert "that the policy itself would have prevented" in policyq(*argv).out


# -- what can be wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "PQ770", "holds no labels"),
        ("id,verdict\n1,bad\n", "PQ770", "it has no column `label`"),
        ("nr,label\n1,bad\n", "PQ770", "neither a column `id` nor `text`"),
        ("id,label\n,bad\n", "PQ770", "no row has a label"),
        ('id,label\n"1,1\n', "PQ770", "a quote does not match"),
        ("id,label\nx1,1\nx2,0\n", "PQ774", "no message of the labels is in the log"),
        ("id,label,weight\ne1,1,2\ne2,0,\n", "PQ776", "does not say what it stands for"),
        ("id,label,weight\ne1,1,-2\n", "PQ776", "takes a number above 0, not -2"),
        ("id,label,probability\ne1,1,1.5\n", "PQ776", "not above 1, not 1.5"),
        ("id,label,population\ne1,1,many\n", "PQ776", "takes a whole number above 0, not many"),
        ("id,label,population\ne1,1,2.5\n", "PQ776", "takes a whole number above 0, not 2.5"),
        ("id,label,population\ne1,1,inf\n", "PQ776", "takes a whole number above 0, not inf"),
        ("id,label,stratum,population\ne1,1,a,2\ne2,0,a,3\n", "PQ776", "two numbers of messages"),
        ("id,label,stratum,population\ne1,1,a,1\ne2,0,a,1\n", "PQ776", "more messages were judged"),
    ],
)  # fmt: skip
def test_labels_that_cannot_be_used_end_it(
    policyq: Typist, text: str, code: str, says: str
) -> None:
    write("labels.csv", text)
    ran = policyq(*REPLAY, "--labels", "labels.csv")
    assert ran.code == exits.PROBLEMS
    assert f"error[{code}]" in ran.err and says in ran.err
    assert "labels.csv cannot be used" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("rows", "code", "says"),
    [
        ("e1,g1,maybe,\n", "PQ771", "`maybe` is no value of `label` (rows: 1)"),
        ("e1,g1,1,adds\n", "PQ771", "`adds` is no value of `rule` (rows: 1)"),
        ("e2,g2,1,\ne2,g2,0,\n", "PQ772", "contradict each other, and are left out: messages: 1"),
        ("x9,g1,1,\n", "PQ773", "not in the log, and are left out: 1"),
    ],
)
def test_labels_that_do_not_count_are_told(
    policyq: Typist, rows: str, code: str, says: str
) -> None:
    good = "".join(f"e{n},g{n % 9},{n % 2},\n" for n in range(20, 40))
    write("labels.csv", "id,group,label,rule\n" + rows + good)
    ran = policyq(*REPLAY, "--labels", "labels.csv")
    assert ran.code == exits.OK
    assert f"warning[{code}]" in ran.err and says in ran.err
    assert "labels.csv:" in ran.err


def test_what_is_left_out_stands_in_the_report(policyq: Typist) -> None:
    good = "".join(f"e{n},g{n % 9},{n % 2}\n" for n in range(20, 40))
    write("labels.csv", "id,group,label\nx9,g1,1\ne2,g2,1\ne2,g2,0\ne3,g3,unsure\n" + good)
    out = policyq(*REPLAY, "--labels", "labels.csv").out
    assert "left out: 1 message of which nobody could tell" in out
    assert "left out: 1 message with labels that contradict each other" in out
    assert "left out: 1 message that are not in the log" in out or "not in the log" in out


def test_an_id_of_several_groups_needs_its_group(policyq: Typist) -> None:
    rows = [dict(row, id=f"e{n // 9}") for n, row in enumerate(_rows())]
    write("log.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    write("labels.csv", "id,label\ne1,1\n")
    ran = policyq(*REPLAY, "--labels", "labels.csv")
    assert "warning[PQ775]" in ran.err
    assert "left out: 1 message with an id that several groups have" in ran.out


def test_labels_of_another_log_are_told(policyq: Typist) -> None:
    rows = "".join(f"e{n},g{n % 9},{n % 2},all,4000\n" for n in range(40))
    write("labels.csv", "id,group,label,stratum,population\n" + rows)
    ran = policyq(*REPLAY, "--labels", "labels.csv")
    assert (
        "warning[PQ777]: the labels were drawn from 4000 messages, and this log has 400" in ran.err
    )
    assert "it is not the same, and the figures are a hint" in ran.out


def test_places_lie_in_the_file() -> None:
    source = Source("l.csv", "id,label\n1,violation\n2,perhaps\n")
    _, found = judgements(source)
    (label,) = found[0].labels
    assert source.text[label.span.start : label.span.end] == "2,perhaps"
    with pytest.raises(NoLabels) as caught:
        judgements(Source("l.csv", ""))
    assert at(caught.value.problem, Source("l.csv", ""), caught.value.line).span.start == 0


# -- plan --------------------------------------------------------------------------------------

PLAN = ("plan", "club.policyq", "new.policyq", "--views", "fixed")
BUDGETS = """logs: log.jsonl
{labels}budgets:
  - {{measure: false_positives, at_most: 5 %}}
  - {{measure: precision, at_least: 60 %}}
  - {{measure: recall, at_least: 30 %}}
"""


def test_a_plan_says_it_of_both_and_budgets_hold(policyq: Typist) -> None:
    _labels()
    write("policyq.yaml", BUDGETS.format(labels="labels: labels.csv\n"))
    ran = policyq(*PLAN)
    assert ran.code == 2
    assert "changed, within budget" in ran.out
    assert "of the judged messages: right 40 → 40, wrong 40 → 0, missed 40 → 40" in ran.out
    plan = json.loads(policyq(*PLAN, "--json").out)["plans"][0]
    every = plan["labels"]["all"]
    assert [every[side]["precision"]["share"] for side in ("old", "new")] == [0.5, 1]
    assert every["difference"]["precision"]["share"] == 0.5
    low, _ = every["difference"]["precision"]["interval"]
    assert low > 0.25
    assert [one["state"] for one in plan["budgets"]] == ["within"] * 3
    assert [one["limit"]["kind"] for one in plan["budgets"]] == ["at_most", "at_least", "at_least"]
    worse = policyq("plan", "new.policyq", "club.policyq", "--views", "fixed")
    assert worse.code == 3
    assert "over budget: 2 of 3" in worse.out
    assert "12.5\N{NO-BREAK SPACE}% → 0.0" in policyq(*PLAN, "--html").out
    for form in ("--sarif", "--junit", "--github", "--markdown"):
        assert "precision" in policyq(*PLAN, form).out


def test_without_labels_such_a_budget_is_not_kept(policyq: Typist) -> None:
    write("policyq.yaml", BUDGETS.format(labels=""))
    ran = policyq(*PLAN)
    assert ran.code == 3
    assert "precision: cannot be estimated: there are no labels" in ran.out
    assert "nobody can tell: counts as over" in ran.out


def test_a_budget_of_one_rule(policyq: Typist) -> None:
    _labels()
    write(
        "policyq.yaml",
        "logs: log.jsonl\nlabels: labels.csv\nbudgets:\n"
        "  - {measure: precision, rule: ads, at_least: 60 %}\n"
        "  - {measure: precision, rule: links, at_least: 60 %}\n",
    )
    plan = json.loads(policyq(*PLAN, "--json").out)["plans"][0]
    assert [one["state"] for one in plan["budgets"]] == ["within", "unknown"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{measure: precision, at_most: 5 %}", "takes its limit as `at_least`"),
        ("{measure: false_positives, at_least: 5 %}", "takes its limit as `at_most`"),
        ("{measure: mutes, at_least: 5}", "takes its limit as `at_most`"),
        ("{measure: precision, at_least: 5}", "takes a percentage"),
        ("{measure: precision, increase: 5 %}", "takes its limit as `at_least`"),
        ("{measure: precision, role: guest, at_least: 5 %}", "is kept for one rule"),
        ("{measure: precision, view: suppressed, at_least: 5 %}", "labels are of the log as it is"),
        ("{measure: precision, at_least: 5 %, at_most: 6 %}", "one of `at_most`, `at_least`"),
    ],
)
def test_budgets_that_cannot_be(policyq: Typist, row: str, says: str) -> None:
    write("policyq.yaml", f"logs: log.jsonl\nbudgets:\n  - {row}\n")
    ran = policyq(*PLAN)
    assert ran.code == 1
    assert says in ran.err


# -- in Python ---------------------------------------------------------------------------------


def test_python_takes_labels(policyq: Typist) -> None:
    _labels()
    policy = face.load("club.policyq")
    report = policy.replay("log.jsonl", labels="labels.csv", key="k")
    assert report.appraisal is not None
    assert report.appraisal.sides[0].precision.value == 0.5
    assert policy.replay("log.jsonl", key="k").appraisal is None
    write("empty.csv", "id,label\n")
    write("others.csv", "id,label\nx,1\n")
    for name, says in (("empty.csv", "holds no labels"), ("others.csv", "is in the logs")):
        with pytest.raises(ValueError, match=says):
            policy.replay("log.jsonl", labels=name, key="k")


# -- asking ------------------------------------------------------------------------------------

LABEL = ("label", "club.policyq", "--log", "log.jsonl", "--out", "labels.csv", "--count", "30")


def _written(name: str = "labels.csv") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_asks_keeps_and_goes_on(policyq: Typist) -> None:
    ran = policyq(*LABEL, given=b"v\nf\nu\ns\nq\n")
    assert ran.code == exits.OK
    assert "30 of 400 messages were drawn: 0 are judged, 30 left" in ran.out
    assert "3 of 30 are judged: 1 violations, 1 fine, 1 unsure" in ran.out
    first = _written()
    assert [row["label"] for row in first] == ["violation", "fine", "unsure"]
    assert list(first[0]) == [
        "id",
        "group",
        "label",
        "rule",
        "stratum",
        "population",
        "probability",
    ]
    again = policyq(*LABEL, given=b"f\n" * 40)
    assert "3 are judged, 27 left" in again.out
    rows = _written()
    assert rows[:3] == first and len(rows) == 30 == len({row["id"] for row in rows})
    assert "30 of 30 are judged" in again.out
    sizes = {row["stratum"]: int(row["population"]) for row in rows}
    assert sum(sizes.values()) == 400
    for row in rows:
        drawn = sum(one["stratum"] == row["stratum"] for one in rows)
        assert float(row["probability"]) == pytest.approx(drawn / sizes[row["stratum"]])
    assert "0 left" in policyq(*LABEL).out
    more = policyq(*LABEL[:-1], "45", given=b"f\n")
    assert "30 are judged, 15 left" in more.out
    found = json.loads(policyq(*REPLAY, "--labels", "labels.csv", "--json").out)["labels"]
    assert (found["drawn_by"], found["drawn_from"], found["unsure"]) == ("strata", 400, 1)


def test_the_way_back(policyq: Typist) -> None:
    ran = policyq(*LABEL, given=b"b\nv\nf\nb\nb\nf\ns\nb\nv\nq\n")
    assert "there is nothing before" in ran.out
    assert [row["label"] for row in _written()] == ["fine", "violation"]


def test_rules_may_be_named_and_other_words_are_not_taken(policyq: Typist) -> None:
    ran = policyq(*LABEL, given="?\nv 2\nv ads\nv adds\nv 9\nf ads\nwhat\n违规\n正常\n".encode())
    assert "1. ads" in ran.out and "2. links" in ran.out
    assert "there is no rule adds; ads?" in ran.out
    assert "there is no rule 9" in ran.out
    assert ran.out.count("write v, f, u, s, b or q") == 2
    assert [(row["label"], row["rule"]) for row in _written()] == [
        ("violation", "links"), ("violation", "ads"), ("violation", ""), ("fine", ""),
    ]  # fmt: skip


def test_nobody_is_named_and_the_policy_leads_nobody(policyq: Typist) -> None:
    out = policyq(*LABEL, given=b"f\n" * 30).out
    assert "Ann" not in out and "u1:" not in out and "m-" in out
    assert "near" not in out and "rest" not in out
    assert "Ann Ember (u" in policyq(*LABEL[:5], "named.csv", "--names", given=b"f\n").out


def test_messages_stand_as_they_are_told_and_control_nothing(policyq: Typist) -> None:
    row = {"id": "1", "time": 1777593600, "group": "g", "sender": "u", "text": "a\x1b[2J\nb\u202ec"}
    write(
        "log.jsonl",
        json.dumps(row)
        + "\n"
        + json.dumps({**row, "id": "2", "text": None, "kind": "image"})
        + "\n",
    )
    out = policyq(*LABEL, given=b"f\nf\n").out
    assert "\x1b" not in out and "\u202e" not in out
    assert "(an image)" in out


def test_lines_of_json_and_two_policies(policyq: Typist) -> None:
    argv = (
        "label",
        "club.policyq",
        "new.policyq",
        "--log",
        "log.jsonl",
        "--out",
        "l.jsonl",
        "--count",
        "20",
    )
    policyq(*argv, given=b"f\n" * 6 + b"v 1\nq\n")
    rows = [json.loads(line) for line in Path("l.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 7
    assert rows[-1]["rule"] == "ads" and isinstance(rows[0]["population"], int)
    assert {"lost"} <= {row["stratum"] for row in rows}
    assert "7 are judged, 13 left" in policyq(*argv).out


def test_ctrl_c_keeps_what_was_answered(policyq: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([labeldialogue.Answer("violation"), labeldialogue.Answer("fine")])

    def answer(self: labeldialogue.Dialogue) -> labeldialogue.Answer:
        found = next(answers, None)
        if found is None:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(labeldialogue.Dialogue, "_answer", answer)
    ran = policyq(*LABEL)
    assert ran.code == exits.INTERRUPTED
    assert "2 of 30 are judged" in ran.out
    assert len(_written()) == 2


def test_a_file_that_was_cut_goes_on(policyq: Typist) -> None:
    policyq(*LABEL, given=b"f\nf\n")
    path = Path("labels.csv")
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    policyq(*LABEL, given=b"v\n")
    assert [row["label"] for row in _written()] == ["fine", "fine", "violation"]


def test_columns_in_another_order_stay_so(policyq: Typist) -> None:
    policyq(*LABEL, given=b"f\n")
    (row,) = _written()
    heads = ["judge", "规则", *reversed([name for name in row if name != "rule"])]
    cells = ["Ann", "", *(row[name] for name in heads[2:])]
    write("labels.csv", "\ufeff" + ",".join(heads) + "\r\n" + ",".join(cells) + "\r\n")
    policyq(*LABEL, given=b"v\n")
    assert Path("labels.csv").read_text("utf-8-sig").startswith("judge,规则,")
    assert "1 of 30" not in policyq(*LABEL).out
    assert "2 are judged" in policyq(*LABEL).out


def test_a_file_of_another_drawing_is_left_alone(policyq: Typist) -> None:
    policyq(*LABEL, given=b"f\nf\n")
    before = Path("labels.csv").read_bytes()
    for argv in ((*LABEL, "--seed", "5"), ("label", "new.policyq", *LABEL[2:])):
        ran = policyq(*argv, given=b"f\n")
        assert ran.code == exits.PROBLEMS
        assert "error[PQ778]: `labels.csv` was begun with another drawing" in ran.err
        assert Path("labels.csv").read_bytes() == before
    write("labels.csv", "id,label\n")
    ran = policyq(*LABEL, given=b"f\n")
    assert ran.code == exits.PROBLEMS
    assert "it needs the columns id, group, label" in ran.err
    write("labels.csv", "nonsense\nmore\n")
    assert "error[PQ770]" in policyq(*LABEL).err


def test_wrong_use_of_label(policyq: Typist) -> None:
    assert policyq("label", "club.policyq", "--log", "-", "--out", "l.csv").code == exits.USAGE
    assert policyq("label", "-", "--log", "log.jsonl", "--out", "l.csv").code == exits.USAGE
    assert policyq("label", "club.policyq", "--log", "log.jsonl").code == exits.USAGE
    assert (
        policyq("label", "club.policyq", "--log", "log.jsonl", "--out", "log.jsonl").code
        == exits.USAGE
    )
    assert (
        policyq("label", "no.policyq", "--log", "log.jsonl", "--out", "l.csv").code == exits.FILES
    )
    assert (
        policyq("label", "club.policyq", "--log", "log.jsonl", "--out", "no/l.csv").code
        == exits.FILES
    )
    write("empty.jsonl", "")
    ran = policyq("label", "club.policyq", "--log", "empty.jsonl", "--out", "l.csv")
    assert ran.code == exits.PROBLEMS and "holds no messages" in ran.err
    assert policyq(*REPLAY, "--labels", "missing.csv").code == exits.FILES
    write("policyq.yaml", "labels: missing.csv\n")
    assert "PQ556" in policyq(*REPLAY).err
