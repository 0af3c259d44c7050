"""A plan day by day: in the table, in the charts, in JSON; the same numbers in all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from apps.typing_commands import Typist, write
from plan_made import OLD, log
from study_made import message

from policyq.apps.schema import event_to_json
from policyq.vocabulary.events import Event

STRICTER = OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"').replace("UTC", "Asia/Tokyo")


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    write("old.policyq", OLD)
    write("new.policyq", STRICTER)
    return Typist(capsys, monkeypatch)


def plan(policyq: Typist, events: list[Event], *argv: str) -> str:
    write("log.jsonl", "".join(event_to_json(one) + "\n" for one in events))
    return policyq("plan", "old.policyq", "new.policyq", "--log", "log.jsonl", *argv).out


def told(policyq: Typist, events: list[Event]) -> dict[str, Any]:
    (one,) = json.loads(plan(policyq, events, "--json"))["plans"]
    views: dict[str, Any] = one["views"]
    return views


def test_days_are_those_of_the_old_policy_and_add_up(policyq: Typist) -> None:
    events = log(3, days=3)
    views = told(policyq, events)
    for view in views.values():
        days = [one["day"] for one in view["days"]]
        assert days == sorted(days) and 1 < len(days) <= 4
    for side in ("old", "new"):
        found = sum(one["violations"][side] for one in views["fixed"]["days"])
        rate = views["fixed"]["measures"]["violation_rate"][side]["value"]
        assert found == pytest.approx(rate * len(events))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_draws_what_the_table_holds(policyq: Typist, language: str) -> None:
    events = log(3, days=3)
    page = plan(policyq, events, "--html", "--language", language)
    text = plan(policyq, events, "--language", language)
    titles = {
        "zh": ("违规和干预，按日（照记录）", "违规，按日", "干预，按日"),
        "en": (
            "violations and interventions by day (as logged)",
            "violations by day",
            "interventions by day",
        ),
    }[language]
    assert titles[0] in text
    assert all(title in page for title in titles)
    for one in told(policyq, events)["fixed"]["days"]:
        row = next(line for line in text.splitlines() if line.strip().startswith(one["day"]))
        cells = [int(cell.replace(",", "")) for cell in row.split()[1:]]
        assert cells == [
            one["violations"]["old"], one["violations"]["new"],
            one["interventions"]["old"], one["interventions"]["new"],
        ]  # fmt: skip


def test_a_long_log_is_told_by_weeks_with_every_week_between(policyq: Typist) -> None:
    day = 24 * 60
    texts = [(0, "buy"), (1 * day, "hello"), (8 * day, "buy"), (100 * day, "cheap")]
    events = [message(n, text, f"u{n}", at, group="g") for n, (at, text) in enumerate(texts)]
    text = plan(policyq, events, "--lang", "en")
    assert "violations and interventions by week (as logged)" in text
    assert "12 weeks left out on which neither policy found or did anything" in text


def test_one_day_has_no_chart_of_days(policyq: Typist) -> None:
    events = [message(1, "buy", "u", 0, group="g"), message(2, "cheap", "u", 5, group="g")]
    assert "by day" not in plan(policyq, events, "--html", "--lang", "en")
