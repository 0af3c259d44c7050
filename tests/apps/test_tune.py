"""`policyq tune` as somebody meets it: the table, the patch, Chinese names, bad input."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from apps.typing_commands import Ran, Typist, write
from outputs_checked import conforms
from plan_made import OLD, log

from policyq.apps.cli import exits
from policyq.apps.schema import event_to_json

EVENTS = log(21, groups=9, members=3, days=1)
#: Formatting that a patch has to leave alone.
CLUB = OLD.replace("sender within 60 seconds) > limit", "sender within 60 seconds)  >  3").replace(
    "value limit = 3\n", "# what follows is ours\n\n"
)
GRID = ("--vary", "flood.count=1..4", "--vary", "standard.window=1d,30d")


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("POLICYQ_LANG", "en")
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in EVENTS))
    write("club.policyq", CLUB)
    return Typist(capsys, monkeypatch)


def tune(policyq: Typist, *argv: str, name: str = "club.policyq") -> Ran:
    return policyq("tune", name, *argv, "--log", "log.jsonl")


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


# -- the table -------------------------------------------------------------------------------------


def test_the_table_holds_every_point_and_that_of_now(policyq: Typist) -> None:
    ran = tune(policyq, *GRID)
    assert ran.code == exits.OK
    assert "tuning: club.policyq\n  8 points, that of now included" in ran.out
    assert "let through: messages in which some point finds a violation" in ran.out
    table = [line.split() for line in ran.out.partition("\nthe points\n")[2].splitlines()]
    rows = [line for line in table if line and line[0].isdecimal()][:8]
    assert [line[0] for line in rows] == [str(number) for number in range(8)]
    assert "now" in rows[0] and "★" in ran.out


def test_json_holds_what_the_text_says_and_is_the_same_twice(policyq: Typist) -> None:
    ran, again = (tune(policyq, *GRID, "--json") for _ in range(2))
    assert ran.out == again.out
    found = conforms("tune", ran.out)
    assert found["format"] == 1 and found["view"] == "suppressed" and found["patch"] is None
    assert [one["name"]["zh"] for one in found["varied"]] == ["flood.次数", "standard.时长"]
    first, *others = found["points"]
    assert first["values"] == ["3", "30 days"] and len(others) == 7
    strict = next(one for one in others if one["values"] == ["1", "30 days"])
    lax = next(one for one in others if one["values"] == ["4", "30 days"])
    fixed = [one["views"]["fixed"] for one in (strict, first, lax)]
    assert fixed[0]["let_through"] < fixed[1]["let_through"] < fixed[2]["let_through"]
    assert fixed[0]["interventions"] > fixed[1]["interventions"] > fixed[2]["interventions"]
    for one in found["points"]:
        difference = one["views"]["suppressed"]["differences"]["interventions"]
        assert difference["why"] in (None, "rare")
        assert difference["low"] <= difference["value"] <= difference["high"]
    text = tune(policyq, *GRID).out
    for one in found["points"]:
        assert f"{one['views']['suppressed']['interventions']:,}" in text


def test_fixed_alone_replays_no_other_view(policyq: Typist) -> None:
    found = conforms("tune", tune(policyq, *GRID, "--json", "--views", "fixed").out)
    assert found["view"] == "fixed" and list(found["points"][0]["views"]) == ["fixed"]


@pytest.mark.parametrize("form", ["--markdown", "--html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_in_both_languages(policyq: Typist, form: str, language: str) -> None:
    ran = tune(policyq, *GRID, form, "--language", language, "--choose", "1")
    assert ran.code == exits.OK
    assert ("放过的违规" if language == "zh" else "let through") in ran.out
    if form == "--markdown":
        assert "\n```diff\n--- a/club.policyq\n" in ran.out
        return
    drawn = ran.out.count("<circle")
    assert drawn == 7 and ran.out.count('class="mark"') == 1, "a dot a point, a diamond for now"


def test_a_single_group_with_few_members_has_no_intervals(policyq: Typist) -> None:
    few = [one for one in EVENTS if one.group == "g1"]
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in few))
    ran = tune(policyq, "--vary", "flood.count=1..3")
    assert ran.code == exits.OK
    assert "nothing can be said beyond it" in ran.out and "cannot be estimated" in ran.out


def test_labels_say_what_is_missed_and_who_is_wrongly_punished(policyq: Typist) -> None:
    rows = ["group,id,label"]
    for place, event in enumerate(EVENTS):
        # Whoever writes several messages within a minute is a nuisance to people from the third on.
        before = [one for one in EVENTS[max(0, place - 9) : place] if one.sender == event.sender]
        near = sum(event.time - one.time < 60_000_000 for one in before)
        rows.append(f"{event.group},{event.id},{int(near >= 2)}")
    write("labels.csv", "\n".join(rows) + "\n")
    argv = ("--vary", "flood.count=1..4", "--labels", "labels.csv", "--views", "fixed")
    found = conforms("tune", tune(policyq, *argv, "--json").out)
    assert found["by_labels"] and found["labels"]["judged"] == len(EVENTS)
    of = {one["values"][0]: one for one in found["points"]}
    recall, wrong = (
        [of[n]["labels"]["figures"][name]["share"] for n in "1234"]
        for name in ("recall", "false_positives")
    )
    assert recall == sorted(recall, reverse=True) and recall[0] > recall[3]
    assert wrong == sorted(wrong, reverse=True) and wrong[0] > wrong[1]
    # All that people call a violation is found from 2 on; to find it from 1 on blames others.
    assert recall[0] == recall[1] == 1 and not of["1"]["best"] and of["2"]["best"]
    assert of["3"]["labels"]["difference"]["recall"]["share"] == 0
    text = tune(policyq, *argv).out
    assert "missed: of the messages that people call violations" in text
    assert "what people's labels say (as logged)" in text
    assert "without messages judged by people" not in text
    page = tune(policyq, *argv, "--html", "--language", "zh").out
    assert "漏网率（%）" in page


def test_labels_of_other_messages_are_refused(policyq: Typist) -> None:
    write("labels.csv", "id,label\nno-such,1\n")
    ran = tune(policyq, "--vary", "flood.count=1..4", "--labels", "labels.csv")
    assert ran.code == exits.PROBLEMS and "labels.csv cannot be used" in ran.err


def test_too_few_labels_leave_the_comparison_to_the_points(policyq: Typist) -> None:
    write("labels.csv", f"group,id,label\n{EVENTS[0].group},{EVENTS[0].id},0\n")
    argv = ("--vary", "flood.count=1..4", "--labels", "labels.csv", "--views", "fixed")
    ran = tune(policyq, *argv)
    assert ran.code == exits.OK
    assert "too few labels: what is let through is still told by comparing points" in ran.out


# -- the chosen one --------------------------------------------------------------------------------


def test_the_patch_changes_the_numbers_alone_and_git_takes_it(policyq: Typist) -> None:
    ran = tune(policyq, *GRID, "--choose", "flood.count=2,standard.window=1d", "--out", "x.patch")
    assert ran.code == exits.OK
    assert Path("club.policyq").read_text() == CLUB
    assert "wrote x.patch" in ran.err and "+ladder standard within 1 day\n" in ran.out
    expected = CLUB.replace("seconds)  >  3", "seconds)  >  2").replace("30 days", "1 day")
    git("apply", "x.patch")
    assert Path("club.policyq").read_text() == expected
    git("apply", "-R", "x.patch")
    chosen = conforms("tune", tune(policyq, *GRID, "--json").out)["points"]
    number = next(one["number"] for one in chosen if one["values"] == ["2", "1 day"])
    ran = tune(policyq, *GRID, "--choose", str(number), "--write")
    assert "changed club.policyq" in ran.err
    assert Path("club.policyq").read_text() == expected


CHINESE = """群规 "读书会" 版本 1
时区 Asia/Shanghai
阶梯 标准处罚 30天内累计
  先 警告 "请注意"
  再 禁言10分钟
规则 刷屏 当 同一人 60秒内 消息 超过 3条 则 按 标准处罚 处罚   # 不要改
"""


@pytest.mark.parametrize(
    ("encoding", "newline"),
    [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\n"), ("gb18030", "\r\n")],
)
def test_chinese_names_encodings_and_line_ends(
    policyq: Typist, encoding: str, newline: str
) -> None:
    name = "我的 群规/群规.policyq"
    text = CHINESE.replace("\n", newline)
    write(name, text.encode(encoding))
    argv = ("--vary", "刷屏.次数=2..4", "--vary", "标准处罚.时长=7天..30天..23天")
    argv = (*argv, "--choose", "刷屏.次数=2，标准处罚.时长=7天", "--out", "x.patch", "--lang", "zh")
    ran = tune(policyq, *argv, name=name)
    assert ran.code == exits.OK and "补丁写进了 x.patch" in ran.err
    git("apply", "x.patch")
    expected = text.replace("超过 3条", "超过 2条").replace("30天内", "7天内")
    assert Path(name).read_bytes() == expected.encode(encoding)


def test_of_utf_16_there_is_no_patch_but_the_file_is_written(policyq: Typist) -> None:
    data = CHINESE.encode("utf-16")
    write("wide.policyq", data)
    argv = ("--vary", "刷屏.次数=2..4", "--choose", "1")
    ran = tune(policyq, *argv, "--out", "x.patch", name="wide.policyq")
    assert ran.code == exits.USAGE and "PQ789" in ran.err and not Path("x.patch").exists()
    ran = tune(policyq, *argv, "--write", name="wide.policyq")
    assert ran.code == exits.OK
    assert Path("wide.policyq").read_bytes() == CHINESE.replace("3条", "2条").encode("utf-16")


def test_what_is_used_is_patched_where_it_stands(policyq: Typist) -> None:
    write("rules/base.policyq", CLUB)
    write("rules/mine.policyq", 'use "base.policyq"\npolicy "mine" version 1\ntimezone UTC\n')
    header = 'policy "mine" version 1\ntimezone UTC\nuse "base.policyq"\n'
    write("rules/mine.policyq", header)
    argv = ("--vary", "flood.count=2", "--choose", "1", "--out", "x.patch")
    ran = tune(policyq, *argv, name="rules/mine.policyq")
    assert ran.code == exits.OK
    assert "--- a/rules/base.policyq\n" in ran.out
    git("apply", "x.patch")
    assert Path("rules/base.policyq").read_text() == CLUB.replace(")  >  3", ")  >  2")
    assert Path("rules/mine.policyq").read_text() == header


def test_to_choose_what_is_there_changes_nothing(policyq: Typist) -> None:
    ran = tune(policyq, *GRID, "--choose", "0", "--out", "x.patch", "--write")
    assert ran.code == exits.OK
    assert "nothing is to be changed" in ran.err and not Path("x.patch").exists()
    assert Path("club.policyq").read_text() == CLUB


# -- what can be varied, and bad input -------------------------------------------------------------


def test_the_list_names_every_number_with_its_place(policyq: Typist) -> None:
    ran = policyq("tune", "club.policyq", "--list")
    assert ran.code == exits.OK
    assert "standard.step2.mute  10 minutes  club.policyq:" in ran.out
    ran = policyq("tune", "club.policyq", "--list", "--json", "--lang", "zh")
    found = {one["name"]["zh"]: one for one in json.loads(ran.out)["numbers"]}
    assert found["flood.次数"]["now"] == "3" and found["flood.次数"]["file"] == "club.policyq"
    write("none.policyq", 'policy "x" version 1\ntimezone UTC\n')
    ran = policyq("tune", "none.policyq", "--list", "--lang", "zh")
    assert "没有可以调的数" in ran.out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--vary", "flod.count=1..4"), "PQ781"),
        (("--vary", "standard.mute=1..4", "--vary", "flood=1h"), "PQ782"),
        (("--vary", "flood.count=4..1"), "PQ783"),
        (("--vary", "flood.count=1d"), "PQ784"),
        (("--vary", "flood.count=1..9..1", "--points", "8"), "PQ785"),
        (("--vary", "flood.window=0s,9s"), "PQ786"),
        (("--vary", "flood.count=1", "--vary", "flood.次数=2"), "PQ787"),
        (("--vary", "flood.count=1..4", "--choose", "9"), "PQ788"),
        (("--vary", "flood.count=1..4", "--choose", "flood.count=9"), "PQ788"),
        (("--vary", "flood.count=1..4", "--choose", ""), "PQ788"),
        (("--vary", "flood.count=1..4", "--choose", "=,=5,"), "PQ788"),
        ((), "--vary must be given"),
        (("--vary", "flood.count=1", "--out", "x.patch"), "--choose must be given"),
        (("--vary", "flood.count=1", "--choose", "1", "--out", "club.policyq"), "read from"),
        (("--vary", "flood.count=1", "--steps", "0"), "--steps"),
        (("--vary", "flood.count=1", "--log", "no-such.jsonl"), "no-such.jsonl"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_bad_input_is_told(
    policyq: Typist, argv: tuple[str, ...], code: str, language: str
) -> None:
    if code == "PQ782":
        argv = ("--vary", "flood.window=1..4", "--vary", "flood=1h")
    ran = tune(policyq, *argv, "--lang", language)
    assert ran.code != exits.OK
    assert language == "zh" or code in ran.err
    assert not code.startswith("PQ") or code in ran.err
    assert Path("club.policyq").read_text() == CLUB


def test_a_policy_with_errors_is_not_tuned(policyq: Typist) -> None:
    write("club.policyq", CLUB + "rule more when nothing\n")
    ran = tune(policyq, *GRID)
    assert ran.code == exits.PROBLEMS and "error[PQ" in ran.err
    ran = tune(policyq, *GRID, name="no-such.policyq")
    assert ran.code == exits.FILES
    ran = tune(policyq, *GRID, name="-")
    assert ran.code == exits.USAGE


def test_the_project_s_logs_are_replayed(policyq: Typist) -> None:
    write("policyq.yaml", "logs: log.jsonl\n")
    ran = policyq("tune", "club.policyq", *GRID, "--views", "fixed")
    assert ran.code == exits.OK and "8 points" in ran.out
