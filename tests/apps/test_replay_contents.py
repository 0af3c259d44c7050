"""`policyq replay` with calendars, forms and rankings: what it says, and that processes agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.schema import event_to_json
from policyq.events.community import Parameters, generate
from policyq.events.community.parameters import BANDS

POLICY = """policy "content" version 1
timezone Asia/Shanghai
hours posting = 07:30 to 09:00, 18:00 to 19:30
form long_post when length > 300
form short_video when video
form structured 3 to 5 weekly when text starts with "【干货】", "【视频】", "【投票】"
form open_topic 2 weekly when text starts with "【话题】"
calendar weekly in posting
  Monday, Friday 07:30 structured
  Wednesday 18:00 structured then notify owner
  Tuesday, Saturday 18:00 open_topic
ranking best = weekly count(length > 20) top 3
"""
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYQ_LANG", "en")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("contents")
    policy, log = folder / "p.policyq", folder / "log.jsonl"
    policy.write_text(POLICY, encoding="utf-8")
    small = tuple(band for band in BANDS if band.name != "large")
    told = Parameters(groups=4, days=15, bands=small, calendar=0.8)
    log.write_text("".join(event_to_json(one) + "\n" for one in generate(told)), encoding="utf-8")
    return str(policy), str(log)


def replay(capsys: Output, files: tuple[str, str], *argv: str) -> str:
    assert main(["replay", files[0], "--log", files[1], "--key", "k", *argv]) == exits.OK
    return capsys.readouterr().out


def test_what_was_kept_missed_and_met_with(capsys: Output, files: tuple[str, str]) -> None:
    document = json.loads(replay(capsys, files, "--json"))
    (calendar,) = document["calendars"]
    entries = {one["entry"]: one for one in calendar["entries"]}
    assert set(entries) == {
        "weekly/1,5/07:30/structured", "weekly/2,6/18:00/open_topic", "weekly/3/18:00/structured",
    }  # fmt: skip
    for entry, a_week in zip(entries.values(), (2, 2, 1), strict=True):
        # Each of four groups has two whole weeks of entries.
        assert entry["kept"] + entry["missed"] + entry["unknown"] == 4 * 2 * a_week
        assert entry["kept"] > 0
    missed = sum(one["missed"] for one in entries.values())
    assert len(calendar["missed"]) == missed > 0
    assert [one["week"] for one in calendar["weeks"]] == ["2026-03-02", "2026-03-09"]
    forms = {one["form"]: one for one in document["forms"]}
    weeks = forms["structured"]["weeks"]
    assert sum(weeks.values()) == 4 * 2
    assert weeks["over"] == 0
    assert forms["structured"]["lacking"] >= weeks["short"]
    for name, like in (("long_post", "long_post"), ("short_video", "video")):
        form = forms[name]
        assert form["reference"]["like"] == like
        for rate in ("opened", "forwarded", "discussed"):
            # The made-up members do as the guide says.
            assert abs(form[rate]["rate"] - form["reference"][rate]) < 0.15
            low, high = form[rate]["interval"]
            assert low <= form[rate]["rate"] <= high
    assert len({one["group"] for one in document["rankings"]}) == 4


def test_processes_and_engines_report_the_same_bytes(
    capsys: Output, files: tuple[str, str]
) -> None:
    alone = replay(capsys, files, "--json")
    assert alone == replay(capsys, files, "--json", "--jobs", "2")


def test_it_is_told_in_both_languages(capsys: Output, files: tuple[str, str]) -> None:
    shown = replay(capsys, files, "--language", "en")
    for words in ("calendars", "missed: 2026-03-", "Mon, Fri 07:30", "forms of content", "62.0 %"):
        assert words in shown
    shown = replay(capsys, files, "--language", "zh")
    for words in ("内容日历", "没做到：2026-03-", "周一、周五 07:30", "打开率", "最近的排行"):
        assert words in shown
    assert "calendars" in replay(capsys, files, "--markdown", "--language", "en")


def test_a_log_without_views_says_so(
    capsys: Output, files: tuple[str, str], tmp_path: Path
) -> None:
    rows = Path(files[1]).read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if '"view"' not in row and '"share"' not in row]
    log = tmp_path / "few.jsonl"
    log.write_text("\n".join(kept) + "\n", encoding="utf-8")
    shown = replay(capsys, (files[0], str(log)), "--language", "en")
    assert "the log never tells of views or shares: rates that need it are unknown" in shown
    document = json.loads(replay(capsys, (files[0], str(log)), "--json"))
    assert {one["opened"]["rate"] for one in document["forms"]} == {None}
    assert {one["discussed"]["rate"] for one in document["forms"]} == {None}
    assert document["forms"][0]["discussed"]["members"] > 0


def test_a_policy_without_content_says_nothing_of_it(
    capsys: Output, files: tuple[str, str], tmp_path: Path
) -> None:
    policy = tmp_path / "p.policyq"
    policy.write_text('policy "x" version 1\nrule x when image then record\n', encoding="utf-8")
    document = json.loads(replay(capsys, (str(policy), files[1]), "--json"))
    assert not {"calendars", "forms", "rankings"} & set(document)
