"""The text of a program is complete and stable: equal programs, and only they, have equal texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from streams import Case, cases, seeded

from policyq.ir import nodes
from policyq.ir.show import digest, show, show_condition


@settings(max_examples=20)
@given(cases(), cases())
def test_equal_texts_are_equal_programs(one: Case, other: Case) -> None:
    assert (show(one.program) == show(other.program)) == (
        replace(one.program, digest="") == replace(other.program, digest="")
    )
    assert one.program.digest == digest(one.program)


def _changed(node: object) -> Iterator[object]:
    """The node with one thing in it changed."""
    if isinstance(node, bool):
        yield not node
    elif isinstance(node, int | float):
        yield node + 1
    elif isinstance(node, str):
        yield node + "'"
    elif isinstance(node, frozenset):
        yield node | {"new"} if all(isinstance(one, str) for one in node) else node ^ {6}
    elif isinstance(node, tuple):
        make = getattr(type(node), "_make", tuple)
        for number, part in enumerate(node):
            yield from (make([*node[:number], one, *node[number + 1 :]]) for one in _changed(part))
    elif is_dataclass(node):
        for field in fields(node):
            if isinstance(node, nodes.Once) and field.name == "keep":
                continue  # it follows from the time
            for one in _changed(getattr(node, field.name)):
                yield replace(node, **{field.name: one})


@pytest.mark.parametrize("seed", range(4))
def test_whatever_changes_in_a_program_changes_its_text(seed: int) -> None:
    program = replace(seeded(seed).program, digest="")
    same = show(program)
    silent = [
        other
        for other in _changed(program)
        if isinstance(other, nodes.Program) and show(other) == same and other.digest == ""
    ]
    # A ladder's `keep` follows from its window and the values; any link at all is nowhere.
    kept = [one for one in silent if one.ladders == program.ladders]
    assert [one for one in kept if "outside=True" not in repr(one)] == []


def test_a_text_in_a_program_cannot_look_like_something_else() -> None:
    tricky = ['a" "b', "a", 'b"', "\n", "\\n", "list:", "\u2028", "＂"]
    shown = [show_condition(nodes.Text("contains", (), (text,))) for text in tricky]
    assert len(set(shown)) == len(shown)
    assert all("\n" not in text for text in shown)
    two = nodes.Text("contains", (), ("a", "b"))
    assert show_condition(two) not in shown
    assert all(one != other for one, other in pairwise(sorted(shown)))
