"""A tree written in either language, and read again, is the same tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from trees import files, nodes_of

from policyq.diagnostics.diagnostic import Severity
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.format import format_text, to_text
from policyq.syntax.parse import parse

SAMPLES = Path(__file__).parent.parent / "samples"
_REACHED: set[type] = set()
_NODES = {
    kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, tree.Node)
} - {tree.Node, tree.Comment, tree.Kept, tree.Ranked}
"""All but those that come of sugar: nobody writes them."""


def read(text: str) -> tree.File:
    file, reports = parse(Source("made", text))
    errors = [report for report in reports if report.severity is Severity.ERROR]
    assert not errors, (text, errors)
    return file


def survives(file: tree.File) -> None:
    _REACHED.update(type(node) for node in nodes_of(file))
    for language, other in (("zh", "en"), ("en", "zh")):
        text = to_text(file, language)
        again = read(text)
        assert again == file, text
        there, _ = format_text(Source("made", text), other)
        assert there is not None, text
        back, _ = format_text(Source("made", there), language)
        assert back is not None, there
        assert read(back) == file
        assert format_text(Source("made", back), language)[0] == back


_CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.parametrize("name", ["full_zh", "full_en"])
def test_every_node_goes_there_and_back(name: str) -> None:
    """The samples hold every node, so that a short run of made-up trees leaves none out."""
    file = read((SAMPLES / f"{name}.policyq").read_text(encoding="utf-8"))
    survives(file)
    missing = _NODES - {type(node) for node in nodes_of(file)}
    assert not missing, f"not in the sample: {missing}"


@pytest.mark.parametrize(
    "declaration",
    [
        "rule r when appeal then forgive within term confirmed by owner",
        "rule r when image then deduct 1 `s`",
        "rule r when image then award 1 `分钟`, deduct 2 points `次日`",
        "reward r = 1 `人气`",
        'example "e" 10:00 Ming text message "hi" from "video" expect nothing',
    ],
)
def test_names_beside_numbers_go_there_and_back(declaration: str) -> None:
    survives(read(declaration + "\n"))


def test_there_and_back_changes_nothing() -> None:
    settings(max_examples=60, **_CALM)(given(files)(survives))()


@pytest.mark.long
def test_there_and_back_changes_nothing_at_length() -> None:
    settings(max_examples=10_000, **_CALM)(given(files)(survives))()
    missing = {kind.__name__ for kind in _NODES - _REACHED}
    assert not missing, f"never made: {missing}"
