"""What commands print for programs is as the published schemas say; and these are strict."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from apps.typing_commands import Typist, write
from outputs_checked import conforms, validator
from plan_made import OLD, log, program, reported
from streams import seeded

from policies import DAYS, HEAD, Policies
from policyq.apps import times
from policyq.apps.cli.plan import CHANGED, FAILED, OVER, UNCHANGED
from policyq.apps.schema import OUTPUTS, event_to_json, schema
from policyq.diagnostics.catalog import all_kinds
from policyq.diagnostics.diagnostic import Suppressed
from policyq.diagnostics.render import render
from policyq.diagnostics.source import NOWHERE, Source, Span
from policyq.live import to_python
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.rates import rates
from policyq.study.records import book, written
from policyq.study.report import Log, Report, to_json
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event

POLICIES = Path(__file__).parents[2] / "policies"
STOCK = sorted(POLICIES.glob("*.policyq"))
KINDS = {"shop": "shop", "company-customer": "customer", "interest": "interest"}
SEEDS = {"quick": 60, "ci": 100, "long": 300}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
STRICTER = OLD.replace('"buy", "sell"', '"buy", "sell", "cheap"').replace("= 3", "= 2")
BUDGETS = """budgets:
  - {measure: removals, increase: 0}
  - {measure: mutes, increase: 10 %, by: log}
  - {measure: violation_rate, at_most: 7 %, view: fixed}
  - {measure: mutes, role: member, at_most: 0}
  - measure: deletions
    increase: 0
    override: {reason: 考试周, owner: 王, until: 2999-12-31}
  - measure: warnings
    at_most: 0
    override: {reason: 考试周, owner: 王, until: 2020-12-31}
"""


@pytest.fixture
def policyq(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typist:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYQ_LANG", "en")
    return Typist(capsys, monkeypatch)


def objects(shape: Any) -> Iterator[dict[str, Any]]:
    """Every object that a schema describes."""
    if isinstance(shape, dict):
        if shape.get("type") == "object":
            yield shape
        for one in shape.values():
            yield from objects(one)
    elif isinstance(shape, list):
        for one in shape:
            yield from objects(one)


@pytest.mark.parametrize("which", OUTPUTS)
def test_schemas_leave_nothing_open(which: str) -> None:
    validator(which)
    for one in objects(schema(which)):
        closed = one.get("additionalProperties")
        assert closed is False or isinstance(closed, dict), one.get("title")
        for name, field in one.get("properties", {}).items():
            assert "default" not in field, name
            assert field.keys() & {"type", "anyOf", "enum", "const", "$ref"}, name


# -- replays ---------------------------------------------------------------------------------------


def community(policyq: Typist, kind: str) -> tuple[str, str]:
    """A small community of a kind: its log and its roster."""
    size = ("--groups", "3", "--days", "3")
    more = ("--calendar", "0.7", "--points", "0.4", "--appeals", "0.3")
    where = ("--out", "社群 记录.jsonl", "--roster", "名册.json")
    ran = policyq("generate", "--kind", kind, *size, *more, *where)
    assert ran.code == 0, ran.err
    return where[1], where[3]


@pytest.mark.parametrize("stock", STOCK, ids=lambda path: path.name)
def test_replays_of_stock_policies(policyq: Typist, stock: Path) -> None:
    logs, roster = community(policyq, KINDS.get(stock.name.partition(".")[0], "study"))
    argv = ("replay", str(stock), "--log", logs, "--roster", roster, "--json")
    more = ("--lang", "zh", "--hot-words", "--community", "study")
    told = conforms("replay", policyq(*argv, *more).out)
    assert told["all"]["messages"] and told["hot_words"]["words"]
    held = conforms("replay", policyq(*argv, "--mode", "suppressed", "--names").out)
    assert held["pseudonyms"] is None


def test_a_replay_in_bulk_and_one_of_nothing(policyq: Typist) -> None:
    pytest.importorskip("pyarrow")
    logs, _ = community(policyq, "study")
    assert policyq("logs", "convert", logs, "--out", "记录.parquet").code == 0
    base = str(POLICIES / "base.zh.policyq")
    bulk = policyq("replay", base, "--log", "记录.parquet", "--json").out
    assert conforms("replay", bulk)["all"]["messages"]
    write("club.policyq", 'policy "club" version 1\ntimezone UTC\nrule a when image then delete\n')
    write("空.jsonl", "")
    nothing = policyq("replay", "club.policyq", "--log", "空.jsonl", "--format", "jsonl", "--json")
    assert conforms("replay", nothing.out)["log"]["from"] is None, nothing.err


def test_a_replay_and_a_plan_with_labels(policyq: Typist) -> None:
    logs, _ = community(policyq, "study")
    events = [json.loads(line) for line in Path(logs).read_text(encoding="utf-8").splitlines()]
    rows = [one for one in events if one["kind"] == "text"][:400]
    lines = [
        f"{one['id']},{one['group'] if isinstance(one['group'], str) else one['group']['id']},"
        f"{number % 3 == 0:d},{'广告' if number % 3 == 0 else ''}\n"
        for number, one in enumerate(rows)
    ]
    write("标注.csv", "id,group,label,rule\n" + "".join(lines))
    base = str(POLICIES / "base.zh.policyq")
    with_labels = ("--log", logs, "--labels", "标注.csv", "--json")
    ran = policyq("replay", base, *with_labels)
    assert ran.out, ran.err
    told = conforms("replay", ran.out)
    assert told["labels"]["judged"] > 300
    text = Path(base).read_text(encoding="utf-8")
    shutil.copytree(POLICIES, "群规")
    write("群规/新.policyq", text.replace("夜间 = 23:00", "夜间 = 20:00"))
    plan = policyq("plan", base, "群规/新.policyq", *with_labels)
    assert plan.out, plan.err
    (one,) = conforms("plan", plan.out)["plans"]
    assert one["labels"]["all"]["new"]["wrong"], plan.err


def test_replays_of_any_program() -> None:
    used: set[str] = set()
    for seed in range(SEEDS):
        policy, events = seeded(seed)
        mode = "suppressed" if seed % 2 else "observed"
        found = rates(policy, simulate(to_python(policy), events, mode))  # type: ignore[arg-type]
        names = Pseudonyms("a key") if seed % 3 else None
        books = Log(silenced={"规则": ("tags",)}, missing=("tags",), assumed={"role": 1, "any": 1})
        report = Report(policy, mode, books, found, names, "0", hot_words=not seed % 5)  # type: ignore[arg-type]
        used |= conforms("replay", to_json(report)).keys()
    assert schema("replay")["properties"].keys() - used <= {
        "hot_words", "journeys", "channels", "labels",
    }  # fmt: skip


# -- plans -----------------------------------------------------------------------------------------


def events_in(name: str, events: list[Event]) -> None:
    write(name, "".join(event_to_json(one) + "\n" for one in events))


def test_plans_of_several_kinds(policyq: Typist) -> None:
    write("旧 #1.policyq", OLD)
    write("新 %2.policyq", STRICTER)
    events_in("记录.jsonl", log(21, groups=10, members=6, days=3))
    argv = ("旧 #1.policyq", "新 %2.policyq", "--log", "记录.jsonl", "--json")
    changed = policyq("plan", *argv, "--lang", "zh", "--deter", "25,50")
    assert changed.code == CHANGED
    (one,) = conforms("plan", changed.out)["plans"]
    assert one["new"]["name"] == "新 %2.policyq"
    assert one["views"].keys() == {"fixed", "suppressed", "deterred 25 %", "deterred 50 %"}
    assert one["examples"] and one["views"]["fixed"]["days"]
    (named,) = conforms("plan", policyq("plan", *argv, "--names", "--views", "fixed").out)["plans"]
    assert named["pseudonyms"] is None
    same = policyq("plan", "旧 #1.policyq", "旧 #1.policyq", *argv[2:])
    assert same.code == UNCHANGED
    assert conforms("plan", same.out)["plans"][0]["views"] == {}
    write("policyq.yaml", BUDGETS)
    over = policyq("plan", *argv)
    assert over.code == OVER
    (one,) = conforms("plan", over.out)["plans"]
    assert {judged["state"] for judged in one["budgets"]} >= {"over", "excepted"}
    events_in("少.jsonl", log(1, groups=1, members=2, days=1))
    few = conforms("plan", policyq("plan", *argv[:3], "少.jsonl", "--json").out)["plans"][0]
    assert few["intervals"]["by"] is None


def test_plans_of_folders_and_of_a_log_that_is_not_reproduced(policyq: Typist) -> None:
    for name in ("改.policyq", "删.policyq"):
        write(f"旧/{name}", OLD)
    write("新/改.policyq", STRICTER)
    write("新/加.policyq", OLD.replace("rule ask", "rule asked"))
    events = list(reported(program(OLD), log(5, groups=3)))
    events_in("记录.jsonl", events)
    argv = ("plan", "旧", "新", "--log", "记录.jsonl", "--json")
    plans = conforms("plan", policyq(*argv, "--least-agreement", "0").out)["plans"]
    assert len(plans) == 3
    assert {one["agreement"]["share"] == 1 for one in plans} == {True, False}
    events_in("记录.jsonl", [one for n, one in enumerate(events) if n % 3])
    refused = policyq(*argv)
    assert refused.code == FAILED
    assert any(one["refused"] for one in conforms("plan", refused.out)["plans"])


def test_plans_of_any_policies(policyq: Typist) -> None:
    write("days.yaml", DAYS)
    printed = 0
    for seed in range(16):
        dice = Random(seed)
        for name in ("old", "new"):
            text = Policies(dice).policy()
            write(f"{name}.policyq", text if text.startswith("policy") else HEAD + text)
        events_in("log.jsonl", [*seeded(seed).events])
        ran = policyq("plan", "old.policyq", "new.policyq", "--log", "log.jsonl", "--json")
        if ran.out.startswith("{"):
            conforms("plan", ran.out)
            printed += 1
    assert printed > 2  # the others have errors


# -- records, diagnostics, examples ----------------------------------------------------------------


def test_records_of_stock_policies_and_of_any_program(policyq: Typist) -> None:
    logs, _ = community(policyq, "study")
    base = str(POLICIES / "base.zh.policyq")
    for language in ("zh", "en"):
        ran = policyq("records", base, "--log", logs, "--json", "--lang", language, "--all")
        rows = [conforms("records", line) for line in ran.out.splitlines()]
        assert rows and all(row["format"] == 1 for row in rows)
    for seed in range(SEEDS):
        policy, events = seeded(seed)
        steps = simulate(to_python(policy), events, "observed")
        found = book.records((one for step in steps for one in step.decisions), events)
        for line in written.to_jsonl(found, times.zone("Asia/Shanghai")):
            conforms("records", line)


NAME = "群规/夜,里 100% #1.policyq"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_diagnostics_of_every_kind(language: str) -> None:
    strange = "a\x00\x1b\ud800\ufffe]]>&<b"
    sources = {NAME: Source(NAME, "群规 “一” 100%\n含 广告x😀\n")}
    said = dict.fromkeys(("name", "path", "key", "found"), strange)
    found = [
        kind.at(span, Span(NAME, 0, 2), hint=hint, **said)  # type: ignore[arg-type]
        for kind in all_kinds().values()
        for span, hint in ((Span(NAME, 3, 5), "x"), (NOWHERE, None))
    ]
    allowed = [Suppressed(found[0], Span(NAME, 0, 1), date(2026, 12, 31), "旧机器人要读")]
    text = render(found, sources, language=language, form="json", suppressed=allowed)
    assert len(conforms("diagnostics", text)["diagnostics"]) == len(found)


def test_what_mutate_prints(policyq: Typist) -> None:
    head = '群规 "甲" 版本 1\n时区 Asia/Shanghai\n'
    write(NAME, f'{head}豁免 "the\u200bbot"、老王\n规则 一 当 图片 则 撤回\n')
    write("乙.policyq", f"{head}指标 日活率 = 活跃占比 预警 < 15%\n规则 一 当 图片 则 撤回\n")
    found = conforms("mutate", policyq("mutate", NAME, "乙.policyq", "--json").out)["policies"]
    for one in found:
        assert one["counted"] + sum(one["uncounted"].values()) == one["tried"] == one["changes"]
        assert all(
            (each["example"] is None) != (each["reason"] is None) for each in one["unnoticed"]
        )
    assert [one["uncounted"]["reports"] > 0 for one in found] == [False, True]
    assert "unsaid" in {each["reason"] for each in found[0]["unnoticed"]}
    assert json.loads(policyq("schema", "mutate").out) == schema("mutate")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_check_lint_and_test_print(policyq: Typist, language: str) -> None:
    wrong = '群规 "甲" 版本 1\n时区 Asia/Shanghai\n规则 一 当 消息 包含 广告 则 撤回\n'
    write(NAME, wrong)
    for command in ("check", "lint"):
        ran = policyq(command, NAME, "--format", "json", "--lang", language)
        assert conforms("diagnostics", ran.out)["summary"]["error"]
    stock = [str(one) for one in STOCK if one.name.startswith(("base", "shop"))]
    fails = '示例 "发图"\n  10:00 小明："坏"\n  应当 警告\n'
    write("例 1.policyq", wrong.replace("包含 广告", '包含 "坏"') + fails)
    ran = policyq("test", "例 1.policyq", *stock, "--json", "--lang", language)
    rows = [conforms("examples", line) for line in ran.out.splitlines()]
    assert len(rows) == 1 + len(stock), ran.err
    assert rows[0]["failures"]["summary"]["error"] == 1
    assert json.loads(policyq("schema", "examples").out) == schema("examples")
