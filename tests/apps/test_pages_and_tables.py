"""Plans told otherwise: every changed decision as a table, annotations, a page; replays as a page."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from apps.typing_commands import Ran, Typist, write
from pages import check_page
from plan_made import OLD, log, program, run
from study_made import message

from policyq.apps.cli.plan import CHANGED, FAILED, OVER, UNCHANGED
from policyq.apps.schema import event_to_json
from policyq.study.plan.differing import DEEDS, RULES, Differences
from policyq.study.plan.runs import Asked, Runs
from policyq.vocabulary.events import Event

STRICTER = OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"')
EVENTS = log(21, groups=10, members=6, days=3)


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "a key for the tests")
    return Typist(capsys, monkeypatch)


def plan(
    policyq: Typist, *argv: str, events: list[Event] = EVENTS, old: str = OLD, new: str = STRICTER
) -> Ran:
    write("old.policyq", old)
    write("new.policyq", new)
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in events))
    return policyq("plan", "old.policyq", "new.policyq", "--log", "log.jsonl", *argv)


def rows(name: str = "changes.csv") -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- the table -------------------------------------------------------------------------------------


def test_the_table_has_a_line_for_every_changed_decision(policyq: Typist) -> None:
    ran = plan(policyq, "--changes", "changes.csv")
    assert ran.code == CHANGED
    runs = run(program(OLD), program(STRICTER), EVENTS)
    found = Counter((row["view"], row["differs"]) for row in rows() if row["kind"] != "tick")
    for view in ("fixed", "suppressed"):
        assert found[view, DEEDS] == runs.views[view].differing > 100
    classes = Counter(
        (row["old"], row["new"])
        for row in rows()
        if row["view"] == "fixed" and row["old"] != row["new"]
    )
    turns = {pair: n for pair, n in runs.views["fixed"].transitions.items() if pair[0] != pair[1]}
    assert classes == turns


def test_a_line_says_what_both_policies_do(policyq: Typist) -> None:
    events = [message(1, "cheap", minute=600), message(2, "buy, cheap", minute=601)]
    plan(policyq, "--changes", "changes.csv", "--views", "fixed", "--names", events=events)
    first, second = rows()
    assert (first["policy"], first["view"], first["event"]) == ("new.policyq", "fixed", "e1")
    assert first["time"] == "2026-01-05T10:00:00+00:00"
    assert (first["group"], first["member"], first["text"]) == ("g", "ming", "cheap")
    assert (first["old"], first["new"]) == ("allowed", "deleted")
    assert (first["old_actions"], first["new_actions"]) == ("", "delete; warn")
    assert (first["old_rules"], first["new_rules"]) == ("", "ads")
    assert second["old_actions"] == "delete; warn"
    assert second["new_actions"] == "delete; mute 600s"


def test_names_are_pseudonyms_and_texts_masked_unless_asked_for(policyq: Typist) -> None:
    events = [message(1, "cheap, ask wxid_abcdef123 or @ming", sender="ming", minute=600)]
    plan(policyq, "--changes", "changes.csv", events=events)
    whole = Path("changes.csv").read_text(encoding="utf-8-sig")
    assert "cheap" in whole
    for secret in ("ming", "wxid_abcdef123", ",g,", "e1,"):
        assert secret not in whole


def test_a_spreadsheet_takes_nothing_for_a_formula(policyq: Typist) -> None:
    bad = '=HYPERLINK("http://evil.example","cheap")'
    events = [message(1, bad, sender="=1+1", group="@g", minute=600)]
    plan(policyq, "--changes", "changes.csv", "--names", events=events)
    row = rows()[0]
    assert row["text"] == "'" + bad
    assert (row["member"], row["group"]) == ("'=1+1", "'@g")
    assert Path("changes.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_rules_that_change_hands_are_told_apart(policyq: Typist) -> None:
    plan(policyq, "--changes", "changes.csv", new=OLD.replace("rule ads when", "rule notices when"))
    found = {row["differs"] for row in rows() if "buy" in row["text"]}
    assert found <= {RULES, DEEDS}
    assert RULES in found


def test_no_change_and_a_refused_plan_leave_a_table_without_lines(policyq: Typist) -> None:
    assert plan(policyq, "--changes", "changes.csv", new=OLD + "# a comment\n").code == UNCHANGED
    assert rows() == []
    outcome = message(9, kind="outcome", text=None, refers="no", result="done", action="warn",
                      target="ming", minute=700)  # fmt: skip
    ran = plan(policyq, "--changes", "changes.csv", events=[message(1, "cheap"), outcome])
    assert ran.code == FAILED
    assert rows() == []


def test_what_is_read_is_not_written_over(policyq: Typist) -> None:
    for name in ("log.jsonl", "old.policyq", "new.policyq"):
        ran = plan(policyq, "--changes", name)
        assert ran.code == FAILED
        assert f"{name} is read from" in ran.err
    assert Path("old.policyq").read_text(encoding="utf-8") == OLD
    ran = plan(policyq, "--changes", "no/such/changes.csv")
    assert ran.code == FAILED and "no/such" in ran.err


ASKING = """policy "club" version 1
timezone UTC
rule ads when message contains "buy" then remove confirmed by owner within 2 hours otherwise mute 1 day
"""


def test_decisions_on_ticks_are_compared_too() -> None:
    old, new = program(ASKING), program(ASKING.replace("1 day", "2 days"))
    differences = Differences()
    from policyq.live import to_python

    runs = Runs((old, new), to_python, Asked(), None, differences)
    for event in [message(1, "buy"), message(2, "ok", minute=300)]:
        runs.see(event)
    runs.end()
    ticks = [one for one in differences.found if one.event is None]
    assert [one.view for one in ticks] == ["fixed", "suppressed"]
    assert {one.before.becomes for one in ticks} == {"muted"}
    assert all(one.how == DEEDS for one in ticks)


# -- other forms -----------------------------------------------------------------------------------


def test_annotations_stand_at_the_lines_of_budgets_and_rules(policyq: Typist) -> None:
    write("policyq.yaml", "budgets:\n  - {measure: deletions, increase: 0}\n")
    ran = plan(policyq, "--github")
    assert ran.code == OVER
    lines = ran.out.splitlines()
    budget = next(line for line in lines if line.startswith("::error"))
    assert "file=policyq.yaml,line=2," in budget
    line = 1 + next(n for n, one in enumerate(STRICTER.splitlines()) if one.startswith("rule ads"))
    notice = rf"^::notice file=new\.policyq,line={line},.*rule ads: changed"
    assert re.search(notice, ran.out, re.MULTILINE)
    assert lines[-1] == "old.policyq → new.policyq: over budget: 1 of 1"
    assert all(line.startswith("::") for line in lines[:-1])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_is_a_page_that_opens_with_the_verdict(policyq: Typist, language: str) -> None:
    write("policyq.yaml", "budgets:\n  - {measure: violation_rate, at_most: 90 %}\n")
    ran = plan(policyq, "--html", "--lang", language)
    assert ran.code == CHANGED
    page = check_page(ran.out)
    verdict = {
        "zh": "能不能合并？ 有改动，在预算以内",
        "en": "may it go in? changed, within budget",
    }
    assert verdict[language] in page.words
    assert len(page.of("figure")) >= 4
    markdown = plan(policyq, "--markdown", "--lang", language).out
    shown = page.words.replace("\xa0", " ")
    for number in set(re.findall(r"\d[\d,.]*\d", markdown)):
        assert number in shown


def test_plans_of_a_folder_make_one_page(policyq: Typist) -> None:
    for name in ("a", "b", "c"):
        write(f"old/{name}.policyq", OLD)
        write(f"new/{name}.policyq", OLD if name == "c" else STRICTER)
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in EVENTS[:200]))
    ran = policyq("plan", "old", "new", "--log", "log.jsonl", "--html", "--changes", "all.csv")
    page = check_page(ran.out)
    assert len(page.of("h1")) == 2
    assert {row["policy"] for row in rows("all.csv")} == {"new/a.policyq", "new/b.policyq"}


def test_a_plan_that_is_refused_or_changes_nothing_is_a_page_too(policyq: Typist) -> None:
    words = check_page(plan(policyq, "--html", new=OLD + "# a comment\n").out).words
    assert "no change in meaning" in words
    outcome = message(9, kind="outcome", text=None, refers="no", result="done", action="warn",
                      target="ming", minute=700)  # fmt: skip
    ran = plan(policyq, "--html", events=[message(1, "cheap"), outcome])
    assert ran.code == FAILED
    assert "refused: the old policy does not reproduce the log" in check_page(ran.out).words


# -- a replay as a page ----------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_replay_is_the_same_page_however_many_processes(policyq: Typist, jobs: str) -> None:
    write("old.policyq", OLD)
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in EVENTS))
    pages = [
        policyq("replay", "old.policyq", "--log", "log.jsonl", "--html", "--jobs", number)
        for number in ("1", jobs)
    ]
    assert pages[0].code == 0
    assert pages[0].out == pages[1].out
    assert "guide (under 50) 12" in check_page(pages[0].out).words


def test_a_replay_draws_the_budget_of_the_project(policyq: Typist) -> None:
    write("old.policyq", OLD)
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in EVENTS))
    write(
        "policyq.yaml",
        "logs: log.jsonl\nbudgets:\n  - {measure: violation_rate, at_most: 9 %}\n"
        "  - {measure: violation_rate, at_most: 7 %}\n  - {measure: mutes, at_most: 1}\n",
    )
    page = check_page(policyq("replay", "old.policyq", "--html").out)
    assert "a guide (under 50) 12 % · b budget 7 %" in page.words.replace("\xa0", " ")
    assert "budget" not in policyq("replay", "old.policyq").out


def test_forms_exclude_one_another(policyq: Typist) -> None:
    write("old.policyq", OLD)
    for other in ("--json", "--markdown"):
        assert policyq("replay", "old.policyq", "--log", "x.jsonl", "--html", other).code == 2
    for other in ("--json", "--markdown", "--sarif", "--junit", "--github"):
        assert plan(policyq, "--html", other).code == FAILED
