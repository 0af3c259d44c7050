"""Every stock policy is without fault, its examples hold and reach all of it, and both languages agree.

A policy that uses the base answers for its own rules; the base has examples of its own.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from policyq.apps.cli import exits
from policyq.apps.cli.main import main
from policyq.apps.sources import load
from policyq.check.examples import cases
from policyq.diagnostics.render import render
from policyq.diagnostics.source import Source
from policyq.pipeline import Compiled, compile_policy
from policyq.study import examples, verdicts
from policyq.syntax import tree
from policyq.syntax.format import format_text
from policyq.syntax.parse import parse
from policyq.text import lexicon
from policyq.text.fold import fold
from policyq.text.words import Matcher

FOLDER = Path(__file__).parents[2] / "policies"
POLICIES = sorted(FOLDER.rglob("*.policyq"))
LEXICONS = sorted((FOLDER / "lexicons").glob("*.txt"))


@cache
def _compiled(path: Path) -> tuple[Compiled, dict[str, Source]]:
    sources = load(path)
    texts = {name: text for name, text in sources.texts.items() if isinstance(text, Source)}
    return compile_policy(sources.texts, sources.main), texts


def _names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_there_are_stock_policies_in_both_languages() -> None:
    names = {path.name.removesuffix(".policyq") for path in POLICIES}
    chinese = {"base", "study-group", "shop", "interest", "company-customer"}
    both = {"base", "study-group", "content-calendar"}
    assert names == {f"{name}.zh" for name in chinese | both} | {f"{name}.en" for name in both}


@pytest.mark.parametrize("path", POLICIES, ids=_names(POLICIES))
def test_all_but_the_base_and_the_calendar_build_on_it(path: Path) -> None:
    """The calendar says nothing of what is forbidden, and goes with any policy."""
    name, language, _ = path.name.split(".")
    used = [node.path.text for node in _tree(path.name) if isinstance(node, tree.Use)]
    assert used == ([] if name in ("base", "content-calendar") else [f"base.{language}.policyq"])


@pytest.mark.parametrize("path", POLICIES, ids=_names(POLICIES))
def test_it_opens_by_saying_what_is_changed(path: Path) -> None:
    comment = path.read_text("utf-8").partition("\n\n")[0].splitlines()
    assert len(comment) > 4
    assert all(line.startswith("#") for line in comment)
    assert any("改这几处" in line or "usually changed" in line for line in comment)


@pytest.mark.parametrize("path", POLICIES, ids=_names(POLICIES))
def test_nothing_is_said_of_it(path: Path) -> None:
    compiled, texts = _compiled(path)
    assert render(compiled.diagnostics, texts, language="en", form="plain") == ""
    assert compiled.program is not None


@pytest.mark.parametrize("path", POLICIES, ids=_names(POLICIES))
def test_its_examples_hold_and_reach_every_rule_and_branch(path: Path) -> None:
    compiled, texts = _compiled(path)
    assert compiled.program is not None
    assert compiled.checked is not None
    result = examples.run(compiled.checked, compiled.program)
    failed = verdicts.diagnostics(result.failed, compiled.program)
    assert render(failed, texts, language="en", form="plain") == ""
    assert len(result.passed) == sum(len(cases(one)) for one in compiled.checked.examples) > 0
    own = {node.name.text for node in _tree(path.name) if isinstance(node, tree.Rule)}
    assert own <= set(result.coverage.fired)
    assert [rule for rule, times in result.coverage.fired.items() if not times] == []
    assert list(result.coverage.missed()) == []


def test_the_command_says_so_of_the_whole_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(FOLDER), "--coverage", "100", "--json"]) == exits.OK
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(one["policy"]).name for one in told] == _names(POLICIES)
    for one in told:
        assert one["passed"]
        assert one["failures"]["diagnostics"] == []
        for reached, of in one["coverage"].values():
            assert reached == of > 0


@pytest.mark.parametrize("path", POLICIES, ids=_names(POLICIES))
def test_it_is_as_the_formatter_writes_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_text(Source(path.name, text), None) == (text, ())


@pytest.mark.parametrize("policy", ["base", "study-group", "content-calendar"])
def test_both_languages_have_one_tree_but_for_names_and_texts(policy: str) -> None:
    chinese, english = (
        [_shape(declaration) for declaration in _tree(f"{policy}.{language}.policyq")]
        for language in ("zh", "en")
    )
    assert len(chinese) == len(english)
    for one, other in zip(chinese, english, strict=True):
        assert one == other


def _tree(name: str) -> tuple[tree.Declaration, ...]:
    sources = load(FOLDER / name)
    return sources.parsed[sources.main][0].declarations


def _shape(node: object) -> object:
    """A node without its places, names and texts."""
    if isinstance(node, tree.Name | tree.Str):
        return type(node).__name__
    if is_dataclass(node):
        parts = [(part.name, getattr(node, part.name)) for part in fields(node) if part.compare]
        return type(node).__name__, tuple((name, _shape(part)) for name, part in parts)
    return tuple(map(_shape, node)) if isinstance(node, tuple) else node


@pytest.mark.parametrize("path", LEXICONS, ids=_names(LEXICONS))
def test_a_lexicon_has_many_words_and_no_fault(path: Path) -> None:
    words, problems = lexicon.read(path.read_text("utf-8"))
    assert problems == ()
    assert len(words) >= 100
    shortest = min(words, key=len)
    assert len(shortest) >= (4 if shortest.isascii() else 2), shortest


#: What people write to one another every day, with pieces of the lists' words in it.
CHAT = (
    "大家参加微积分考试了吗 现代考古和古代考试制度 接收号码通过人脸识别 羊杂碎真好吃 年轻创业者 "
    "先交押金再租房 上下分层 微信发你了 增加v2版本 我妈和你妈的电话 打死你我也不信 这题真难我好笨 "
    "高数作业写完了吗 今晚自习室见 老师说论文周五交 图书馆几点关门 有没有人一起背单词 "
    "I will find you a link later. You fathom it? We work from home today. The whiskys were cheap. "
    "I'll message you the notes; you figure it out, it is not for sale."
)


@pytest.mark.parametrize("path", LEXICONS, ids=_names(LEXICONS))
def test_everyday_chat_holds_no_word_of_it(path: Path) -> None:
    words, _ = lexicon.read(path.read_text("utf-8"))
    assert [word for word in words if fold(word) in fold(CHAT)] == []


def test_decent_comments_are_seldom_hit() -> None:
    path = FOLDER.parents[1] / "shared" / "data" / "labelled" / "cold_train_10k.csv"
    if not path.is_file():
        pytest.skip("needs the labelled comments in ../shared/data beside the checkout")
    words = [
        word
        for lexicon_path in LEXICONS
        for word in lexicon.read(lexicon_path.read_text("utf-8"))[0]
    ]
    matcher = Matcher(words)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] == "0"]
    hit = sum(matcher.found(row["text"]) for row in rows)
    assert len(rows) > 1000
    assert hit / len(rows) < 0.005


def test_the_chinese_ones_use_every_construct() -> None:
    used = {
        type(node).__name__
        for path in FOLDER.glob("*.zh.policyq")
        for node in _nodes(parse(Source(path.name, path.read_text(encoding="utf-8")))[0])
    }
    every = {
        kind.__name__
        for kind in vars(tree).values()
        if isinstance(kind, type) and issubclass(kind, tree.Node) and kind is not tree.Node
    }
    assert every - used == {"Kept", "Ranked"}  # nobody writes them: they come of sugar


def _nodes(one: object) -> Iterator[tree.Node]:
    if isinstance(one, tuple):
        for part in one:
            yield from _nodes(part)
    elif isinstance(one, tree.Node):
        yield one
        for field in fields(one):
            yield from _nodes(getattr(one, field.name))
