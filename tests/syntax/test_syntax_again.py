"""Lines that are written like one before them become what the grammar makes of them."""

from __future__ import annotations

from dataclasses import fields
from random import Random
from typing import Any

import pytest

from policyq.diagnostics.source import Source
from policyq.syntax import again, tree
from policyq.syntax.clean import clean
from policyq.syntax.parse import parse

_WORDS = (
    "abc", "词", "ABC", "a b", "", "x#y", "规则", "{成员}", "a/b/c", "“", "\\\\", 'a\\"b', "\\n", "…", "é",
    "e\u0301", "ＡＢ", "𝒳", "then delete", "「", "!", "/",
)  # fmt: skip
_NAMES = (
    "w{n}",
    "词{n}",
    "W{n}",
    "`w{n}`",
    "e\u0301{n}",
    "message",
    "管理员",
    "w_{n}",
    "if",
    "text",
    "ｗ{n}",
)
_SORTS = (
    'rule {name} when text contains "{a}" then delete',
    'rule {name} "{b}" when text contains "{a}" strictly unless sender is admin then warn "no"',
    '规则 {name} "{b}" 当 文本 含 "{a}" 严格 除非 发言人 是 管理员 则 警告 "请勿"',
    '规则 {name} 当 文本 含 "{a}"、“{b}” 则 撤回，警告 "{a}"',
    "规则 {name} 当 文本 含 「{a}」 则 撤回",
    "规则 {name} 当 文本 匹配 /{a}/ 则 撤回",
    '规则 {name} 当 文本 匹配 /"{a}"/ 则 撤回  # "{b}"',
    'rule {name} when sender is "{a}" and text contains "{b}" then notify "{a}"  # {b}',
    'rule {name} when text contains "{a}" and text contains list then delete, mute {n} minutes',
    'rule {name} when text equals "{a}" then reply "{b}" or "{a}"',
    'rule {name} when text contains "{a}" and time in 10:00-11:00 then delete',
    'rule {name} when (text contains "{a}" or any link in "{b}") and not image then delete',
    'rule {name} when count((text contains "{a}") per sender within 1 minute) > 3 then remove',
    'rule {name} when text contains "{a}" then penalize by standard',
    "rule {name} when image then delete",
    'rule {name} "{a}" when image then delete priority 3',
    'rule {name} when text contains "{a}" then mute 三分钟',
    'rule {name} when text contains "{a}" then delete,',
    'rule {name} when text contains "{a}" then',
    'rule {name} when text contains "{a}" or image and join then delete',
    'rule {name} when text contains "{a} then delete',
    '  rule {name} when text contains "{a}" then delete',
)
_BETWEEN = (
    "", "", "", "", "", "# a comment", 'words list = "x"', "end", "section s{n} when members > {n}",
    "words w{n} =", "  then warn", "level {n} means", "disable w3", "rulx x", "，delete",
    "override rule o{n} when image then delete",
)  # fmt: skip


def _text(random: Random, wrong: bool) -> str:
    sorts = random.sample(_SORTS if wrong else _SORTS[:16], random.choice((1, 2, 3)))
    names = random.sample(_NAMES if wrong else _NAMES[:3], 2)
    words = random.sample(_WORDS, 5)
    lines = ['policy "x" version 1', "timezone Asia/Shanghai"]
    for number in range(random.choice((6, 12, 25))):
        if random.random() < 0.15:
            line = random.choice(_BETWEEN if wrong else _BETWEEN[:8]).format(n=number)
            lines += [line] if line != "end" else ["section t when members > 5", lines[-1], "end"]
        name = random.choice(names).format(n=number)
        a, b = random.choice(words), random.choice(words)
        lines.append(random.choice(sorts).format(name=name, a=a, b=b, n=random.choice((3, 4))))
    return random.choice(("\n", "\n", "\r\n")).join(lines)


def _whole(value: Any) -> Any:
    """A tree with all places, which are no part of what is compared."""
    if isinstance(value, tree.Node):
        named = ((one.name, _whole(getattr(value, one.name))) for one in fields(value))
        return type(value).__name__, *named
    return tuple(map(_whole, value)) if type(value) is tuple else value


@pytest.mark.parametrize("seed", range(100))
def test_a_text_is_read_as_the_grammar_reads_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "LEAST", 1)
    source = Source("x", _text(Random(seed), wrong=seed % 3 == 0))
    file, reports = parse(source)
    monkeypatch.setattr(again, "read", lambda ready: None)
    by_grammar, told = parse(source)
    assert _whole(file) == _whole(by_grammar)
    assert reports == told


def test_it_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "LEAST", 1)
    texts = (_text(Random(seed), wrong=False) for seed in range(60))
    found = [again.read(clean(Source("x", text))) for text in texts]
    assert sum(one is not None for one in found) > 15


def _many(line: str, times: int = again.LEAST + 10) -> Source:
    return Source("x", "\n".join(line.format(n=number) for number in range(times)))


@pytest.mark.parametrize(
    ("line", "quickly"),
    [
        ('rule w{n} when text contains "{n}" then delete', True),
        ('规则 词{n} “不许{n}” 当 文本 含 "{n}" 则 警告 「{n}」  # {{n}}', True),
        ('rule w{n} when text contains "{n}" or image and join then delete', False),
        ('rule w{n} when text contains "{n}" then delte', False),
        ("rule w{n} when text matches /\"{n}\"/ then delete", False),
        ('rule w{n} when text contains "\\n{n}" then delete', False),
        ("rule w{n} when length > {n} then delete", False),
        ('\nrule w{n} when text contains "{n}" then delete', False),
    ],
)  # fmt: skip
def test_only_what_is_sure_is_read_so(line: str, quickly: bool) -> None:
    assert (again.read(clean(_many(line))) is not None) == quickly


def test_rules_in_a_section_stay_in_it() -> None:
    rules = _many('rule w{n} when text contains "{n}" then delete').text
    source = Source("x", f"section big when members > 5\n{rules}\nend")
    assert again.read(clean(source)) is None
    (section,) = parse(source)[0].declarations
    assert isinstance(section, tree.Section) and len(section.items) == again.LEAST + 10


def test_few_lines_are_read_by_the_grammar() -> None:
    assert again.read(clean(_many('rule w{n} when text contains "{n}" then delete', 50))) is None
