"""What `bench` and `profile` measure: policies without a part, changed policies, and when a cost is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from policyq.apps import timing
from policyq.apps.sources import load
from policyq.diagnostics.source import Source
from policyq.events.community import Parameters, generate
from policyq.ir import nodes
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.study.speed import figures
from policyq.study.speed.changes import Change, changes
from policyq.study.speed.leaving import parts, without_rule
from policyq.text.folds import NORMALLY
from policyq.vocabulary.events import Event

POLICIES = Path(__file__).parents[2] / "policies"
STOCK = [
    pytest.param(
        path, marks=[] if path.stem == "content-calendar.en" else pytest.mark.long, id=path.name
    )
    for path in sorted(POLICIES.glob("*.policyq"))
]
HEAD = '群规 "小群" 版本 1\n时区 Asia/Shanghai\n'


@pytest.fixture(scope="module")
def talk() -> list[Event]:
    return list(islice(generate(Parameters(groups=3, days=4)), 1_500))


def program_of(text: str) -> nodes.Program:
    made = compile_policy({"p.policyq": Source("p.policyq", HEAD + text)}, "p.policyq")
    assert made.program is not None, made.diagnostics
    return made.program


def fired(program: nodes.Program, events: Sequence[Event]) -> list[set[str]]:
    evaluator = to_python(program)
    return [
        {one.rule for decision in evaluator.feed(event) for one in decision.fired}
        for event in events
    ]


@pytest.mark.parametrize("path", STOCK)
def test_a_stock_policy_without_a_part_decides_all_the_same(path: Path, talk: list[Event]) -> None:
    sources = load(path)
    program = compile_policy(sources.texts, sources.main, sources.parsed).program
    assert program is not None
    some = talk[:200]
    for part in parts(program):
        said = set().union(*fired(part.without, some))
        assert part.kind == "list" or part.name not in said
    for change in changes(program, {}):
        fired(change.after, some)


def test_the_others_fire_as_before_and_lone_counters_go(talk: list[Event]) -> None:
    program = program_of(
        "规则 刷屏 当 同一人 60秒内 消息 超过 2条 则 警告\n"
        "规则 抢话 当 同一人 10分钟内 消息 超过 3条 则 撤回\n"
        "规则 复读 当 同一人 同一文本 10分钟内 消息 超过 1条 则 撤回\n"
    )
    assert len(program.counters) == 2
    one, other = (without_rule(program, name) for name in ("刷屏", "复读"))
    assert len(one.counters) == 2 and len(other.counters) == 1
    assert [names - {"刷屏"} for names in fired(program, talk)] == fired(one, talk)
    assert [names - {"复读"} for names in fired(program, talk)] == fired(other, talk)


def named(program: nodes.Program, kind: str) -> Iterator[Change]:
    return (one for one in changes(program, {}) if one.kind == kind)


def test_rules_that_are_made_one_fire_where_any_of_them_did(talk: list[Event]) -> None:
    words = ("早", "晚", "书", "题", "课", "分", "好", "谢", "不", "了")
    program = program_of(
        "\n".join(f'规则 词{word} 当 文本 含 "{word}" 且 入群不到 400天 则 警告' for word in words)
    )
    (change,) = named(program, "many")
    assert len(change.others) == len(words) - 1 and len(change.after.rules) == 1
    before = [bool(names) for names in fired(program, talk)]
    assert 0 < sum(before) < len(before)
    assert before == [bool(names) for names in fired(change.after, talk)]


def test_a_rule_with_other_effects_stays_by_itself() -> None:
    texts = [f'规则 词{n} 当 文本 含 "词{n}" 则 警告 "第{n}次"' for n in range(12)]
    assert not list(named(program_of("\n".join(texts)), "many"))


def test_what_may_be_changed_is_found() -> None:
    program = program_of(
        '词库 引流词 宽松 = "加微信"\n词库 广告词 = "兼职" 整词\n词库 平常词 严格 = "代写"\n'
        "规则 引流 当 文本 含 引流词、广告词、平常词 则 撤回\n"
        "规则 复读 当 同一人 近似文本 10分钟内 消息 超过 2条 则 撤回\n"
        '规则 编号 当 文本 匹配 "[0-9]{6}" 则 撤回\n'
        "规则 刷屏 当 同一人 60秒内 消息 超过 8条 则 警告\n"
        '规则 拉人 当 文本 含 "加薇信" 宽松 则 撤回\n规则 电话 当 有 电话 则 撤回\n'
        '规则 欢迎 当 入群 则 回复"好"\n'
    )
    found = {(one.kind, one.name) for one in changes(program, {"刷屏": 1, "引流": 1, "电话": 1})}
    assert found == {
        ("loosely", "引流词"), ("normally", "广告词"), ("whole", "广告词"),
        ("loosely_here", "拉人"), ("contact", "电话"),
        ("alike", "复读"), ("pattern", "编号"), ("count", "刷屏"), ("silent", "欢迎"),
    }  # fmt: skip
    (loosely,) = named(program, "loosely")
    folds = {word.folds for one in loosely.after.words for word in one.listed.words}
    assert NORMALLY in folds and all(one <= NORMALLY for one in folds)


def test_a_cost_is_told_where_it_is_more_than_the_error() -> None:
    whole = [10.0 + place % 3 for place in range(40)]
    control = figures.difference(
        whole, [one + (-0.2, 0.2)[place % 2] for place, one in enumerate(whole)]
    )
    assert control.low < 0 < control.high
    plain = figures.cost("rule", "r", whole, [one - 2 for one in whole], control)
    assert plain.told and plain.saved == (2, 2, 2) and plain.share == pytest.approx(2 / 11, 0.01)
    nothing = figures.cost("rule", "r", whole, whole, control)
    assert not nothing.told and nothing.saved.middle == 0
    rare = [one - (20 if place == 7 else 0) for place, one in enumerate(whole)]
    assert figures.cost("rule", "r", whole, rare, control).saved.middle == pytest.approx(0.5)


def test_percentiles_are_values_that_are_there() -> None:
    values = sorted(range(1, 101))
    assert [figures.within(values, share) for share in (0.5, 0.99, 1)] == [50, 99, 100]
    assert figures.within([7], 0.5) == 7
    assert figures.waits([[], []]) is None


def test_a_list_that_is_dear_is_found_dear(talk: list[Event]) -> None:
    dear = "、".join(f'"加{one}微信"' for one in "我你他她它个们的好薇威胃味为围维违委未位")
    program = program_of(
        f"词库 引流词 宽松 = {dear}\n规则 引流 当 文本 含 引流词 则 撤回\n规则 图 当 图片 则 撤回\n"
    )
    speed = timing.measure(program, talk, tuple(parts(program)), 10)
    assert speed.costs[0].name in ("引流", "引流词") and speed.costs[0].told
    assert speed.costs[0].share > 0.3
    assert speed.idle is not None and speed.idle.half.middle < speed.idle.most.middle
    assert (
        speed.idle.events + (speed.firing.events if speed.firing else 0)
        == len(talk) - len(talk) // 5
    )
    assert speed.memory.state > 0 and speed.memory.saved > 0
    assert speed.rate.low <= speed.rate.middle <= speed.rate.high
