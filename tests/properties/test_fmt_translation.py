"""A tree written in either language, and read again, is the same tree."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, find, given, settings
from trees import files, nodes_of

from policyq.diagnostics.diagnostic import Severity
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.syntax.format import format_text, to_text
from policyq.syntax.parse import parse

_REACHED: set[type] = set()
_NODES = {
    kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, tree.Node)
} - {tree.Node, tree.Comment}


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


def test_there_and_back_changes_nothing() -> None:
    settings(max_examples=120, **_CALM)(given(files)(survives))()
    # What a short run leaves out is looked for, so that every node is always among the trees.
    for kind in sorted(_NODES - _REACHED, key=lambda kind: kind.__name__):
        survives(find(files, partial(holds, kind), settings=settings(max_examples=5_000, **_CALM)))


def holds(kind: type, file: tree.File) -> bool:
    return any(type(node) is kind for node in nodes_of(file))


@pytest.mark.long
def test_there_and_back_changes_nothing_at_length() -> None:
    settings(max_examples=20_000, **_CALM)(given(files)(survives))()
