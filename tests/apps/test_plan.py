"""`policyq plan` as a reviewer meets it: revisions, folders, exit codes, gates, bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from apps.typing_commands import Ran, Typist, write
from ci_shapes import check_junit, check_sarif
from plan_made import OLD, log, program, reported

from policyq.apps.cli.plan import CHANGED, FAILED, OVER, UNCHANGED
from policyq.apps.schema import event_to_json
from policyq.vocabulary.events import Event

STRICTER = OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"')


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("POLICYQ_LANG", "en")
    monkeypatch.setenv("POLICYQ_KEY", "a key for the tests")
    return Typist(capsys, monkeypatch)


def git(*words: str) -> None:
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for part in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{part}_NAME": "ann", f"GIT_{part}_EMAIL": "ann@example.com"}
    subprocess.run(["git", *words], check=True, capture_output=True, env={**os.environ, **who})


def written(name: str, events: Iterable[Event]) -> str:
    write(name, "".join(event_to_json(one) + "\n" for one in events))
    return name


EVENTS = log(21, groups=10, members=6, days=3)


def plan(policyq: Typist, old: str = OLD, new: str = STRICTER, *argv: str) -> Ran:
    write("old.policyq", old)
    write("new.policyq", new)
    if not Path("log.jsonl").exists():
        written("log.jsonl", EVENTS)
    return policyq("plan", "old.policyq", "new.policyq", "--log", "log.jsonl", *argv)


def document(ran: Ran) -> dict[str, object]:
    found: dict[str, object] = json.loads(ran.out)["plans"][0]
    return found


# -- exit codes and forms --------------------------------------------------------------------------


def test_no_change_in_meaning_ends_with_0_and_reads_no_log(policyq: Typist) -> None:
    ran = plan(policyq, OLD, "# a comment\n" + OLD, "--log", "no-such.jsonl")
    assert ran.code == UNCHANGED
    assert "no change in meaning" in ran.out


def test_a_change_without_budgets_ends_with_2(policyq: Typist) -> None:
    ran = plan(policyq)
    assert ran.code == CHANGED
    assert "changed; there are no budgets" in ran.out
    assert "+1: cheap" in ran.out


SAYS = """群规 "x" 版本 1
时区 Asia/Shanghai
规则 欢迎 当 入群 则 回复 "欢迎 {成员}\\n请看{{公告}}"
规则 图 "旧说法" 当 图片 则 警告 "少发\\"图\\""
阶梯 刷屏 30天内累计
  先 警告 "一"
  再 移出 需 群主 2小时内 确认 否则 禁言1天
规则 刷 优先 1 当 同一人 60秒内 消息 超过 8条 则 按 刷屏 处罚
"""


def test_what_is_said_is_told_in_the_readers_language_and_spelling(policyq: Typist) -> None:
    new = SAYS.replace("欢迎 {成员}", "你好 {member}").replace("旧说法", "新说法")
    new = new.replace("2小时内", "3小时内").replace("优先 1", "优先 2")
    ran = plan(policyq, SAYS, new, "--lang", "zh")
    told = [line.strip() for line in ran.out.splitlines() if line.startswith(("  - ", "  + "))]
    assert told == [
        "- 刷：优先 1",
        "+ 刷：优先 2",
        '- 图："旧说法"',
        '+ 图："新说法"',
        r'- 欢迎：→ 回复 "欢迎 {成员}\n请看{{公告}}"',
        r'+ 欢迎：→ 回复 "你好 {成员}\n请看{{公告}}"',
        "- 刷屏：2. 移出（需 群主 确认），限 2小时，否则 禁言 1天",
        "+ 刷屏：2. 移出（需 群主 确认），限 3小时，否则 禁言 1天",
    ]
    ran = plan(policyq, SAYS, new, "--lang", "en")
    assert r'- 欢迎: → reply "欢迎 {member}\n请看{{公告}}"' in ran.out
    assert "-0.00" not in ran.out
    ran = plan(policyq, SAYS, SAYS.replace(r"少发\"图\"", "别发图"), "--lang", "zh")
    assert '- 图：→ 警告 "少发\\"图\\""' in ran.out and '+ 图：→ 警告 "别发图"' in ran.out


def test_a_changed_amnesty_says_that_nothing_counted_is_lost(policyq: Typist) -> None:
    new = SAYS.replace("累计", "累计 赦免 自 2027-01-01 起")
    ran = plan(policyq, SAYS, new, "--lang", "zh")
    assert "+ 刷屏：赦免：自 2027-01-01 起" in ran.out
    assert "赦免日期变了：数到第几步会不同，记下的次数都还在" in ran.out
    assert "从头数起" not in ran.out
    ran = plan(policyq, new, new.replace("01-01", "02-01"), "--lang", "en")
    assert "- 刷屏: amnesty from 2027-01-01" in ran.out
    assert "nothing that was counted is lost" in ran.out
    assert "begin anew" not in ran.out
    ran = plan(policyq, new, new.replace("2小时", "3小时"), "--lang", "en")
    assert "nothing that was counted is lost" not in ran.out


def test_over_a_budget_ends_with_3_and_within_with_2(policyq: Typist) -> None:
    write("policyq.yaml", "budgets:\n  - {measure: deletions, increase: 0}\n")
    assert plan(policyq).code == OVER
    write("policyq.yaml", "budgets:\n  - {measure: deletions, increase: 900 %}\n")
    ran = plan(policyq)
    assert ran.code == CHANGED
    assert "changed, within budget" in ran.out


def test_json_holds_what_the_text_says_and_is_the_same_twice(policyq: Typist) -> None:
    ran, again = (plan(policyq, OLD, STRICTER, "--json", "--deter", "50") for _ in range(2))
    assert ran.out == again.out
    found = document(ran)
    assert found["changed"] is True and found["refused"] is False and found["over"] is False
    views = found["views"]
    assert isinstance(views, dict)
    assert list(views) == ["deterred 50 %", "fixed", "suppressed"]
    fixed = views["fixed"]["measures"]["deletions"]
    assert fixed["difference"]["value"] == fixed["new"]["value"] - fixed["old"]["value"] > 0
    assert fixed["difference"]["low"] > 0
    messages = sum(row["messages"] for row in views["fixed"]["transitions"])
    assert messages == found["log"]["messages"] == len(EVENTS)  # type: ignore[index]


def test_the_numbers_are_those_of_replay(policyq: Typist) -> None:
    found = document(plan(policyq, OLD, STRICTER, "--json"))
    for mode, view in (("observed", "fixed"), ("suppressed", "suppressed")):
        for side, name in (("old", "old.policyq"), ("new", "new.policyq")):
            ran = policyq("replay", name, "--log", "log.jsonl", "--json", "--mode", mode)
            replayed = json.loads(ran.out)
            measures = found["views"][view]["measures"]  # type: ignore[index]
            assert measures["violation_rate"][side]["value"] == pytest.approx(
                replayed["all"]["violation_rate"], abs=2e-6
            )
            assert measures["interventions_per_1000"][side]["value"] == pytest.approx(
                replayed["all"]["interventions_per_1000_messages"], rel=1e-4
            )
            assert measures["administrator_per_week"][side]["value"] == pytest.approx(
                replayed["all"]["administrator_per_group_week"], abs=1e-4
            )
            assert measures["mutes"][side]["value"] == replayed["actions"]["mute"]


def test_members_and_texts_are_hidden_unless_they_are_asked_for(policyq: Typist) -> None:
    named = [
        one._replace(text=f"@{one.sender} cheap, call 13800138000", name=f"Xu Li {one.sender}")
        for one in EVENTS
    ]
    written("log.jsonl", named)
    ran = plan(policyq, OLD, STRICTER + 'rule calls when message contains "call" then remove\n')
    for hidden in ("g1u", "Xu Li", "13800138000"):
        assert hidden not in ran.out
    assert "m-" in ran.out and "cheap, call 138" in ran.out
    again = plan(policyq, OLD, STRICTER, "--names")
    assert "13800138000" in again.out and "g1u" in again.out


@pytest.mark.parametrize(
    "argv",
    [
        ["plan"],
        ["plan", "old.policyq", "new.policyq", "--seed", "x"],
        ["plan", "old.policyq", "new.policyq", "--deter", "0"],
        ["plan", "old.policyq", "new.policyq", "--deter", "25,nine"],
        ["plan", "old.policyq", "new.policyq"],
        ["plan", "old.policyq", "-", "--log", "log.jsonl"],
        ["plan", "old.policyq", "gone.policyq", "--log", "log.jsonl"],
        ["plan", "old.policyq", "new.policyq", "--log", "gone.jsonl"],
        ["plan", "old.policyq", "folder", "--log", "log.jsonl"],
        ["plan", "empty", "empty", "--log", "log.jsonl"],
        ["plan", "old.policyq", "new.policyq", "--log", "log.jsonl", "--report", "no/where.md"],
    ],
)
def test_every_failure_ends_with_1_in_words(policyq: Typist, argv: list[str]) -> None:
    plan(policyq)
    write("folder/a.policyq", OLD)
    Path("empty").mkdir()
    ran = policyq(*argv)
    assert ran.code == FAILED
    assert "error" in ran.err


def test_a_baseline_that_no_longer_parses(policyq: Typist) -> None:
    ran = plan(policyq, OLD.replace("rule ads when", "rule ads whenever"))
    assert ran.code == FAILED
    assert "old.policyq:" in ran.err and "PQ" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_policy_with_errors_every_report_says_so(policyq: Typist, language: str) -> None:
    """A comment that a job makes of them must not be that of the run before."""
    names = [f"made/plan.{ending}" for ending in ("txt", "md", "html", "json", "sarif", "xml")]
    Path("made").mkdir()
    reports = [word for name in names for word in ("--report", name)]
    new = OLD.replace("rule ads when", "rule ads whenever")
    ran = plan(policyq, OLD, new, *reports, "--lang", language)
    assert (ran.code, ran.out) == (FAILED, "")
    for name in names:
        text = Path(name).read_text(encoding="utf-8")
        assert "new.policyq" in text and "whenever" in text, name
    text = Path("made/plan.md").read_text(encoding="utf-8")
    assert text.startswith("# plan: it could not be made" if language == "en" else "# 改动预演")
    assert "\n````text\n" in text and text.endswith("\n````\n")
    check_sarif(Path("made/plan.sarif").read_text(encoding="utf-8"))
    check_junit(Path("made/plan.xml").read_text(encoding="utf-8"))
    write("policyq.yaml", "budgets:\n  - {measure: mute, at_most: 1}\n")
    plan(policyq, OLD, OLD, "--report", "made/plan.md")
    assert "PQ552" in Path("made/plan.md").read_text(encoding="utf-8")


def test_wrong_budgets_are_told_at_their_line(policyq: Typist) -> None:
    write("policyq.yaml", "budgets:\n  - {measure: mutes, rule: flod, at_most: 1}\n")
    ran = plan(policyq)
    assert ran.code == FAILED
    assert (
        "PQ552" in ran.err and "policyq.yaml:2:28" in ran.err and "did you mean `flood`" in ran.err
    )
    write("policyq.yaml", "budgets:\n  - {measure: mute, at_most: 1}\n")
    assert "did you mean `mutes`" in plan(policyq).err


def test_a_log_that_the_old_policy_does_not_reproduce_is_refused(policyq: Typist) -> None:
    recorded = list(reported(program(OLD), EVENTS))
    written("log.jsonl", recorded)
    assert plan(policyq).code == CHANGED
    assert "agreement 100.0 %" in plan(policyq).out
    thinned = [one for n, one in enumerate(recorded) if one.kind == "outcome" or n % 9]
    written("log.jsonl", thinned)
    ran = plan(policyq)
    assert ran.code == FAILED
    assert "refused: the old policy does not reproduce the log" in ran.out
    assert "what they were about is not in the log" in ran.out
    assert "how much changes" not in ran.out
    assert plan(policyq, OLD, STRICTER, "--least-agreement", "50").code == CHANGED


def test_one_group_of_few_is_not_estimated(policyq: Typist) -> None:
    written("log.jsonl", log(3, groups=1, members=4))
    ran = plan(policyq)
    assert ran.code == CHANGED
    assert "cannot be estimated: too few groups and members" in ran.out
    rows = "- {measure: violation_rate, at_most: 99 %}\n- {measure: deletions, rule: ads, increase: 5}\n"
    write("policyq.yaml", "budgets:\n" + rows)
    ran = plan(policyq)
    assert ran.code == OVER
    assert "nobody can tell" in ran.out
    why = "cannot be estimated: too few groups and members"
    assert f"violation rate: {why}" in ran.out
    assert f"deletions (rule ads): {why}" in ran.out


def test_without_any_violation(policyq: Typist) -> None:
    calm = [one._replace(text="hello", time=one.time) for one in EVENTS[::40]]
    calm = [one for one in calm if 7 <= (one.time // 3_600_000_000) % 24 < 23]
    written("log.jsonl", calm)
    write("policyq.yaml", "budgets:\n  - {measure: violation_rate, increase: 1 %}\n")
    ran = plan(policyq)
    assert ran.code == CHANGED
    assert "0 events are treated in some other way" in ran.out


@pytest.mark.parametrize(
    "argv",
    [
        ["old.policyq", "new.policyq", "--log", "gone.jsonl"],
        ["HEAD~99:old.policyq", "new.policyq", "--log", "log.jsonl"],
        ["old.policyq", "new.policyq", "--log", "log.jsonl", "--memory", "1MB", "--views", "fixed"],
    ],
    ids=["log", "revision", "memory"],
)
def test_no_report_of_an_earlier_run_is_left(
    policyq: Typist, argv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyq.apps.logs.aside.ROWS", 10)
    names = [f"r.{ending}" for ending in ("md", "txt", "html", "json", "sarif", "xml")]
    asked = [word for name in names for word in ("--report", name)]
    assert plan(policyq, OLD, STRICTER, *asked, "--changes", "c.csv").code == CHANGED
    assert all(Path(name).is_file() for name in [*names, "c.csv"])
    assert policyq("plan", *argv, *asked, "--changes", "c.csv", "--lang", "en").code not in (0, CHANGED)  # fmt: skip
    for name in names[:3]:
        assert "plan: it could not be made" in Path(name).read_text("utf-8")
    assert not any(Path(name).exists() for name in [*names[3:], "c.csv"])


def test_an_empty_log_says_nothing_of_a_change(policyq: Typist) -> None:
    write("log.jsonl", "")
    write("policyq.yaml", "budgets:\n  - {measure: violation_rate, at_most: 7 %}\n")
    ran = plan(policyq)
    assert ran.code == FAILED
    assert "the log holds no events: what the change would do cannot be told" in ran.out
    assert "over budget" not in ran.out


# -- revisions and folders -------------------------------------------------------------------------


@pytest.fixture
def repository(policyq: Typist) -> Typist:
    """A repository with a policy, its list and a base, and a log beside it."""
    git("init", "-q", "-b", "main", ".")
    write("policies/base.policyq", OLD.replace('= "buy", "sell"', 'from "lexicons/广告.txt"'))
    write("policies/lexicons/广告.txt", "buy\nsell\n")
    write(
        "policies/shop.policyq",
        'policy "shop" version 1\ntimezone UTC\nuse "base.policyq"\nrule ok when text is "ok" then reply "fine"\n',
    )
    git("add", ".")
    git("commit", "-q", "-m", "the policies")
    written("log.jsonl", EVENTS)
    return policyq


def test_a_revision_is_read_with_all_that_it_uses(repository: Typist) -> None:
    write("policies/lexicons/广告.txt", "buy\nsell\ncheap\n")
    ran = repository(
        "plan", "main:policies/shop.policyq", "policies/shop.policyq", "--log", "log.jsonl"
    )
    assert ran.code == CHANGED
    assert "+1: cheap" in ran.out
    same = repository(
        "plan", "HEAD:policies/shop.policyq", "main:policies/shop.policyq", "--log", "log.jsonl"
    )
    assert same.code == UNCHANGED


def test_paths_start_at_the_top_or_at_the_working_folder(
    repository: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("policies")
    here = ("shop.policyq", "--log", "../log.jsonl")
    assert repository("plan", "main:./shop.policyq", *here).code == UNCHANGED
    assert repository("plan", "main:policies/shop.policyq", *here).code == UNCHANGED
    ran = repository("plan", "main:shop.policyq", *here)
    assert ran.code == FAILED
    assert "did you mean main:./shop.policyq?" in ran.err
    assert repository("plan", "main:../../x.policyq", *here).code == FAILED


@pytest.mark.parametrize(
    ("side", "says"),
    [
        ("mian:policies/shop.policyq", "git knows no revision `mian`"),
        ("main:policies/shopp.policyq", "there is no policies/shopp.policyq in the revision main"),
        ("--output=x:policies/shop.policyq", "there is no such file"),
        (":policies/shop.policyq", "there is no such file"),
        ("main:/etc/passwd", "must lie in the repository"),
    ],
)
def test_revisions_that_do_not_exist(repository: Typist, side: str, says: str) -> None:
    ran = repository("plan", "--log", "log.jsonl", "--", side, "policies/shop.policyq")
    assert ran.code == FAILED
    assert says in ran.err
    assert not Path("x").exists()


def test_a_revision_without_a_path_is_told_with_one(
    repository: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    for old, new, meant in (
        ("main", "policies/shop.policyq", "main:policies/shop.policyq"),
        ("policies/shop.policyq", "HEAD", "HEAD:policies/shop.policyq"),
        ("main", "HEAD:policies", "main:policies"),
        ("main", "HEAD", "main:."),
    ):
        ran = repository("plan", old, new, "--log", "log.jsonl")
        assert ran.code == FAILED
        assert (
            f"is a revision of git: name a file or folder in it, too; did you mean {meant}?"
            in ran.err
        )
    monkeypatch.chdir("policies")
    ran = repository("plan", "main", "shop.policyq", "--log", "../log.jsonl", "--lang", "zh")
    assert "main 是 git 版本" in ran.err and "是不是 main:policies/shop.policyq？" in ran.err


def test_label_draws_by_a_revision_and_the_project_of_the_new_policy(repository: Typist) -> None:
    shutil.copytree("policies", "before")
    written("log.jsonl", EVENTS[:100])
    write("before/policyq.yaml", "logs: no-such.jsonl\n")
    write("policies/policyq.yaml", "logs: ../log.jsonl\n")
    asked = ("policies/shop.policyq", "--out", "labels.csv", "--count", "5")
    for old in ("before/shop.policyq", "main:policies/shop.policyq"):
        ran = repository("label", old, *asked, given=b"f\nq\n")
        assert ran.code == UNCHANGED, ran.err
    for old, says in (
        ("main:policies", "main:policies is a folder: name one policy in it"),
        ("main", "did you mean main:policies/shop.policyq?"),
    ):
        assert says in repository("label", old, *asked).err


def test_a_policy_at_the_top_of_the_repository_finds_its_base(repository: Typist) -> None:
    write("top.policyq", 'policy "top" version 1\ntimezone UTC\nuse "policies/base.policyq"\n')
    git("add", ".")
    git("commit", "-q", "-m", "one at the top")
    assert (
        repository("plan", "main:top.policyq", "top.policyq", "--log", "log.jsonl").code
        == UNCHANGED
    )


def test_links_and_paths_out_of_the_folder_are_not_followed(repository: Typist) -> None:
    write("secret.txt", "buy\n")
    Path("policies/lexicons/广告.txt").unlink()
    Path("policies/lexicons/广告.txt").symlink_to("../../secret.txt")
    git("add", ".")
    git("commit", "-q", "-m", "a link")
    ran = repository(
        "plan", "main:policies/shop.policyq", "policies/shop.policyq", "--log", "log.jsonl"
    )
    assert ran.code == FAILED
    assert "广告.txt" in ran.err


def test_without_git_or_a_repository(policyq: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(policyq)
    ran = policyq("plan", "main:old.policyq", "new.policyq", "--log", "log.jsonl")
    assert ran.code == FAILED
    assert "in no git repository" in ran.err
    monkeypatch.setenv("PATH", "")
    ran = policyq("plan", "main:old.policyq", "new.policyq", "--log", "log.jsonl")
    assert ran.code == FAILED
    assert "not installed" in ran.err


def test_folders_are_compared_policy_by_policy(repository: Typist) -> None:
    write("policies/club.policyq", OLD)
    write("policies/.draft.policyq", "nonsense")
    ran = repository("plan", "main:policies", "policies", "--log", "log.jsonl", "--json")
    assert ran.code == CHANGED
    plans = {one["new"]["name"]: one for one in json.loads(ran.out)["plans"]}
    assert plans.keys() == {"policies/club.policyq", "policies/shop.policyq"}
    assert plans["policies/shop.policyq"]["changed"] is False
    assert {one["how"] for one in plans["policies/club.policyq"]["changes"]["parts"]} == {"added"}
    Path("policies/shop.policyq").unlink()
    ran = repository("plan", "main:policies", "policies", "--log", "log.jsonl")
    assert ran.code == CHANGED
    assert "removed" in ran.out
    for path in Path("policies").glob("*.policyq"):
        path.unlink()
    ran = repository("plan", "main:policies", "policies", "--log", "log.jsonl")
    assert ran.code == FAILED
    assert "in policies: is it the right folder?" in ran.err


def test_help_says_the_exit_codes(policyq: Typist) -> None:
    ran = policyq("plan", "--help")
    assert "changed, and over a budget" in ran.out


def test_sarif_and_junit_mark_budgets_and_rules(policyq: Typist) -> None:
    budgets = (
        "budgets:\n  - {measure: deletions, increase: 0}\n  - {measure: mutes, at_most: 100000}\n"
    )
    write("policyq.yaml", budgets)
    ran = plan(policyq, OLD, STRICTER, "--sarif")
    assert ran.code == OVER
    results = check_sarif(ran.out)["runs"][0]["results"]
    over = [one for one in results if one["level"] == "error"]
    assert len(over) == 1
    physical = over[0]["locations"][0]["physicalLocation"]
    assert (physical["artifactLocation"]["uri"], physical["region"]["startLine"]) == (
        "policyq.yaml",
        2,
    )
    rule = next(one for one in results if one["ruleId"] == "plan-rule")
    assert rule["message"]["text"].startswith("rule ads: changed through others; fires ")
    line = (
        STRICTER.splitlines().index(
            next(x for x in STRICTER.splitlines() if x.startswith("rule ads"))
        )
        + 1
    )
    assert rule["locations"][0]["physicalLocation"]["region"]["startLine"] == line
    root = check_junit(plan(policyq, OLD, STRICTER, "--junit").out)
    (suite,) = root
    assert suite.attrib["failures"] == "1"
    assert suite.attrib["name"] == "old.policyq → new.policyq"
    same = plan(policyq, OLD, OLD, "--junit")
    assert same.code == UNCHANGED
    assert check_junit(same.out)[0].attrib["failures"] == "0"


def test_a_budget_for_a_tag_of_nobody_is_asked_about(policyq: Typist) -> None:
    row = '{{"id": "{0}", "time": "2026-03-02T12:00:0{0}+00:00", "group": "g", "sender": "u{0}", "text": "cheap", "tags": ["{1}"]}}\n'
    write("log.jsonl", row.format(1, "regular") + row.format(2, "helper"))
    limits = "".join(
        f"- {{measure: deletions, tag: {tag}, at_most: 9, by: log}}\n"
        for tag in ("regular", "vip", "guide")
    )
    write("policyq.yaml", f"budgets:\n{limits}roster: roster.csv\n")
    write("roster.csv", "group,account,tags\ng,u9,guide\n")
    told = plan(policyq).err
    assert told.count("is it the right one?") == 1
    assert "the tag vip of a budget: the roster has it not" in told
