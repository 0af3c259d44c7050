"""The driver reads every text as lark does by the same grammar, and stops where it stops."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lark import Lark
from lark.exceptions import UnexpectedInput

from policyq import resources
from policyq.diagnostics.source import Source
from policyq.syntax import driver as driving
from policyq.syntax import grammar
from policyq.syntax.build import builder
from policyq.syntax.build_small import Reading
from policyq.syntax.clean import clean
from policyq.syntax.tables import END, Tables, from_json, row, to_json

ROOT = Path(__file__).parents[2]
TEXTS = [
    *sorted((ROOT / "policies").glob("*.policyq")),
    *sorted((ROOT / "tests" / "samples").glob("*.policyq")),
]


@cache
def lark() -> Lark:
    return grammar.build(builder())


def may_follow(table: Any, stack: list[Any], terminal: str) -> bool:
    """By lark's own tables."""
    states, stack = table.states, stack[:]
    while stack[-1] != table.end_state:
        action = states[stack[-1]].get(terminal)
        if action is None:
            return False
        if not hasattr(action[1], "expansion"):
            return True
        if action[1].expansion:
            del stack[-len(action[1].expansion) :]
        stack.append(states[stack[-1]][action[1].origin.name][1])
    return terminal == END


def by_lark(text: str, start: str) -> Any:
    try:
        return lark().parse(text, start=start)
    except UnexpectedInput as error:
        told: Any = error
        state = told.interactive_parser.parser_state
        table, stack = state.parse_conf, state.state_stack
        names = [name for name in table.states[stack[-1]] if name.isupper()]
        accepts = frozenset(name for name in names if may_follow(table, stack, name))
        token = getattr(told, "token", None)
        if token is None:
            return told.pos_in_stream, told.pos_in_stream + 1, "", accepts
        if token.type == END:
            return len(text), len(text), END, accepts
        return token.start_pos, token.end_pos, token.type, accepts


def by_driver(text: str, start: str) -> Any:
    found = grammar.run(builder(), text, start)
    if isinstance(found, grammar.Stop):
        return found.start, found.end, found.terminal, found.accepts
    return found


def same(text: str, start: str = "start") -> Any:
    """What both say of a text."""
    ready = clean(Source("x.policyq", text))
    said = []
    for read in (by_lark, by_driver):
        builder().reading = Reading("x.policyq", ready.raw, ready.narrow, 0, ())
        said.append((read(ready.text, start), builder().reading.reports))
    assert said[0] == said[1]
    return said[0][0]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_is_read_alike(path: Path) -> None:
    assert len(same(path.read_text(encoding="utf-8"))) > 3


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_damaged_text_stops_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    draw = random.Random(path.stem)
    marks = [
        *' \n{}()"“”`，,。.0379%$@\u3000',
        "规则",
        "rule",
        "当",
        "when",
        "且",
        "not ",
        "10分钟",
    ]
    ends = [place for place in range(len(text)) if text.startswith(("\n规则", "\nrule"), place)]
    stopped = 0
    for _ in range(60):
        first = draw.choice(ends or [0])
        piece = text[first : first + draw.randrange(20, 400)]
        at = draw.randrange(len(piece))
        changed = piece[:at] + draw.choice(marks) + piece[at + draw.randrange(3) :]
        stopped += isinstance(same(changed), tuple) and isinstance(same(changed)[0], int)
    assert stopped > 10


@pytest.mark.parametrize("start", grammar.STARTS)
@pytest.mark.parametrize(
    "text", ["", " ", "\n# x\n", "规则", "分节", "section “a”", "\x00", "分节 甲 {"]
)
def test_ends_and_beginnings(text: str, start: str) -> None:
    same(text, start)


def test_many_tokens_are_found_as_the_first_ones() -> None:
    rules = [
        f'规则 甲{n} "乙{n}" 当 文本 含 "丙{n}" 严格 则 撤回，禁言{n}分钟' for n in range(1, 60)
    ]
    assert len(same("\n".join(['群规 "丁" 版本 1', *rules]))) == 60


@pytest.mark.parametrize(
    "words",
    [
        '"甲"、"乙"、"丙"',
        '"甲","乙" , "丙"\n、\r\n\t"丁",“a"b”，「c”d」，"戊"',
        '"甲" 严格、"乙"、"丙"、"丁" 整词 倒写、"戊"、"己"、"庚" 宽松',
        r'"甲"、"\"乙\""、"\n\q"、""、"丙\\"、"丁"',
        '"甲"、"乙、\n"丙"、"丁"、"戊',
        '"甲"、"乙"、# "不是"、"词"、\n"丙"、"丁"、\n# 末\n"戊"',
        '"甲"、"乙"、"丙"、',
        '"甲"、"乙"、"丙"、、"丁"',
        '"甲"、"乙"、丙、"丁"',
        '"甲"、"乙\u200b"、"丙\\、"、"丁"、"戊"',
        '"甲"、"乙"、"丙" 来自 "a.txt"、"b.txt"、"c.txt"、"d.txt" 除外 "子"、"丑"、"寅"、"卯"',
    ],
)
@pytest.mark.parametrize(
    "around", ["词库 一 = {}\n词库 二 = {}", '规则 甲 "乙" 当 文本 含 {}、"末" 则 撤回\n豁免 {}']
)
def test_long_lists_are_read_alike(words: str, around: str) -> None:
    same(around.replace("{}", words))


def test_tables_are_kept_as_they_are() -> None:
    tables = grammar.tables_of(lark())
    read = from_json(to_json(tables))
    assert Tables(*map(_plain, read)) == Tables(*map(_plain, tables))
    assert sum(len(row(tables, state)) for state in range(0, len(tables.rows), 7)) > 10_000
    for damaged in ("{}", "[]", "null", to_json(tables)[:-1]):
        with pytest.raises((AttributeError, LookupError, TypeError, ValueError)):
            from_json(damaged)


def _plain(given: Any) -> Any:
    """Without the difference of lists and tuples."""
    if isinstance(given, list | tuple):
        return [_plain(one) for one in given]
    return {key: _plain(one) for key, one in given.items()} if isinstance(given, dict) else given


def test_kept_tables_that_are_damaged_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "recall", lambda name: '{"rules": 1}')
    kept: list[str] = []
    monkeypatch.setattr(resources, "remember", lambda name, text: kept.append(text))
    made = grammar.driver.__wrapped__(builder())
    assert isinstance(made, driving.Driver) and len(kept) == 1
