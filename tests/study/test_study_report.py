"""One report, three forms: the same numbers, aligned in cells, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from study_made import MIXED, do, message, program, rule, says, stream
from wcwidth import wcswidth

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.rates import rates
from policyq.study.report import Log, Report, to_json, to_markdown, to_text
from policyq.study.report.document import counted
from policyq.study.report.report import automatic_share, per_thousand, per_week, violation_rate
from policyq.study.report.sections import sections
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event

LOG = Log(
    files=2, rows=310, events=300, rejected={"not-json": 3}, late=2, assumed={"role": 5, "any": 5},
    messages=260, missing=("tags",), silenced={"ads": ("tags",)},
)  # fmt: skip


def made(
    events: list[Event],
    mode: str = "observed",
    policy: nodes.Program = MIXED,
    key: str = "k",
) -> Report:
    found = rates(policy, simulate(Reference(policy), events, mode))  # type: ignore[arg-type]
    return Report(policy, mode, LOG, found, Pseudonyms(key), "0.0")  # type: ignore[arg-type]


REPORT = made(stream(3), "suppressed")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_stand_under_one_another_in_cells(language: str) -> None:
    for block in to_text(REPORT, language).split("\n\n"):
        lines = block.rstrip("\n").split("\n")
        table = [line for line in lines[1:] if re.search(r" (\d|-)[\d,.]*( %)?$| {2}\S+$", line)]
        numbers = [line for line in table if re.search(r"\d( %)?\)?$", line)]
        if len(numbers) > 2:
            assert len({wcswidth(line) for line in numbers[-3:]}) == 1, block


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markdown_and_text_say_the_same_numbers(language: str) -> None:
    numbers = [
        re.findall(r"\d[\d,.]*", re.sub(r"[|\\]|-{3,}:?", " ", form(REPORT, language)))
        for form in (to_text, to_markdown)
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 100


def test_every_row_of_a_markdown_table_has_all_its_cells() -> None:
    policy = program(rule("a|b `c`", says("x|y*"), do("delete")))
    text = to_markdown(made([message(1, "x|y*")], policy=policy), "en")
    assert "a\\|b \\`c\\`" in text
    assert "x\\|y\\*" in text
    width = 0
    for line in text.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line))
        if line.startswith("|"):
            assert width in (0, cells), line
        width = cells if line.startswith("|") else 0


def test_both_languages_say_everything() -> None:
    chinese, english = to_text(REPORT, "zh"), to_text(REPORT, "en")
    assert not re.search(r"[一-鿿]", english)
    assert chinese.count("\n") == english.count("\n")
    assert "规则 ads 不起作用" in chinese
    assert "rule ads is silent" in english


def test_json_is_sorted_and_complete() -> None:
    text = to_json(REPORT)
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert document["policy"]["digest"] == MIXED.digest
    assert document["mode"] == "suppressed"
    assert set(document["rules"]) == {one.name for one in MIXED.rules}
    assert len(document["hours"]) == 24
    assert [band["reference"] for band in document["bands"]] == [
        {"violation_rate": 0.12, "administrator_per_week": 3},
        {"violation_rate": 0.07, "administrator_per_week": 8},
        {"violation_rate": 0.04, "administrator_per_week": 15},
    ]
    assert document["prevented"]["events"] == sum(document["prevented"]["by_reason"].values()) > 0
    assert document["assumptions"]["assumed"]["any"] == {"messages": 5, "share": 0.019231}
    assert document["assumptions"]["silenced"] == {"ads": ["tags"]}
    assert document["log"]["rejected"] == {"rows": 3, "by_reason": {"not-json": 3}}


def test_ratios_are_those_of_the_definitions() -> None:
    counts = REPORT.rates.all
    assert violation_rate(counts) == pytest.approx(counts.violations / counts.messages, abs=1e-6)
    assert per_thousand(counts.interventions, counts) == pytest.approx(
        1000 * counts.interventions / counts.messages, abs=1e-4
    )
    weeks = counts.covered / (7 * 24 * 3600 * 10**6)
    assert per_week(counts.administrator, counts) == pytest.approx(
        counts.administrator / weeks, abs=1e-4
    )
    share = counts.automatic / (counts.automatic + counts.asked)
    assert automatic_share(counts) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("form", [to_text, to_markdown])
def test_an_empty_replay_has_no_rates(form: object) -> None:
    empty = made([])
    assert json.loads(to_json(empty))["all"]["violation_rate"] is None
    assert form(empty, "en").endswith("\n")  # type: ignore[operator]


def test_nobody_is_named() -> None:
    report = made([message(1, "buy", sender="wxid_secret", name="Ming")])
    for text in (to_json(report), to_text(report, "zh"), to_markdown(report, "en")):
        assert "wxid_secret" not in text
        assert "Ming" not in text
        assert report.pseudonyms.of("wxid_secret") in text


def test_pseudonyms_are_stable_and_go_by_their_key() -> None:
    one, same, other = Pseudonyms("k1"), Pseudonyms("k1"), Pseudonyms("k2")
    assert one.of("a") == same.of("a") == "m-" + one.of("a")[2:]
    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert len({one.of("a"), one.of("b"), other.of("a"), one.of_group("a"), one.of_id("a")}) == 5


def test_what_policyq_puts_behind_an_id_stays_behind_it() -> None:
    names = Pseudonyms("k")
    asked = names.of_id("m1") + "/penalty"
    assert names.of_id("m1/penalty") == asked
    assert names.of_id("m1/penalty/timeout") == asked + "/timeout"
    day = names.of_group("g/1") + "/2026-05-01/day_end"
    assert names.of_id("g/1/2026-05-01/day_end") == day
    assert names.of_id("g/1/2026-05-01/day_end/lock/timeout") == day + "/lock/timeout"
    assert names.of_id("x" + "/lock" * 100_000).endswith("/lock")


def test_accounts_are_shown_where_the_user_asks_for_them() -> None:
    report = replace(made([message(1, "buy", sender="wxid_secret")]), pseudonyms=None)
    assert json.loads(to_json(report))["pseudonyms"] is None
    assert "wxid_secret" in to_text(report, "zh")


def test_words_that_a_terminal_would_obey_are_spelled_out() -> None:
    policy = program(rule("r", says("a\x1b[31mb"), do("delete")))
    report = made([message(1, "a\x1b[31mb")], policy=policy)
    assert "\x1b" not in to_text(report, "en") + to_markdown(report, "en")
    assert "\\u001b" in to_json(report)


@pytest.mark.parametrize("page", ["rates.md", "rates.zh.md"])
def test_the_page_of_rates_names_every_column_and_key(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / page).read_text(encoding="utf-8")
    language = "zh" if ".zh." in page else "en"
    plain = {
        "", "-", "数", "群", "动作", "次数", "规则", "原因", "成员", "词或网站", "词库",
        "number", "groups", "action", "times", "rule", "because", "member", "members",
        "word or host", "list",
    }  # fmt: skip
    for section in sections(REPORT, language):
        for column in set(section.columns) - plain:
            assert column in text, column
    for key in counted(REPORT.rates.all):
        known = key in ("groups", "messages") or f"`{key}`" in text
        assert known or f"`…_{key.partition('_')[2]}`" in text, key
    bands = next(one for one in sections(REPORT, language) if len(one.columns) == 10)
    for band in bands.rows:
        assert band[0] in text.lower()
