"""A program goes through JSON and comes back; what is no program is told, and brings no code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import islice
from typing import Any

import pytest
from streams import seeded

from policyq.ir import nodes, written
from policyq.ir.show import digest, show
from policyq.text.listed import Listed, Word

PROGRAMS = 60


def there_and_back(program: nodes.Program) -> nodes.Program:
    return written.from_json(json.loads(json.dumps(written.to_json(program))))


def named(given: Any) -> Iterator[list[Any]]:
    """Every node in what was written, with its fields."""
    if isinstance(given, list):
        if given and isinstance(given[0], str) and hasattr(nodes, given[0]):
            yield given
        for one in given:
            yield from named(one)


@pytest.mark.parametrize("seed", range(PROGRAMS))
def test_a_generated_program_comes_back_the_same(seed: int) -> None:
    program = seeded(seed).program
    read = there_and_back(program)
    assert read == program
    assert show(read) == show(program)


def test_the_texts_that_must_not_be_others_stand_in_fields_that_there_are() -> None:
    kinds = {kind.__name__: kind for kind in vars(nodes).values() if is_dataclass(kind)}
    for name, field in written.CLOSED:
        kind: Any = Listed if name == "Listed" else kinds[name]
        assert field in (kind._fields if kind is Listed else [one.name for one in fields(kind)])


def _forgeries() -> Iterator[tuple[str, str, Any]]:
    """For each field whose texts are closed a program in which another text stands there."""
    left = set(written.CLOSED)
    for seed in range(400):
        given = written.to_json(seeded(seed).program)
        for node in named(given):
            for name, field in sorted(left):
                place = _place(name, field)
                if node[0] != name or len(node) <= place or not node[place]:
                    continue
                kept = node[place]
                node[place] = "==1; import os" if isinstance(kept, str) else ["os.abort()"]
                yield name, field, json.loads(json.dumps(given))
                node[place] = kept
                left.discard((name, field))
        if not left:
            return
    raise AssertionError(f"no generated program has {sorted(left)}")


def _place(name: str, field: str) -> int:
    if name == "Listed":
        return 1 + Listed._fields.index(field)
    return 1 + [one.name for one in fields(getattr(nodes, name))].index(field)


def test_no_text_gets_where_engines_write_their_code() -> None:
    found = set()
    for name, field, given in _forgeries():
        with pytest.raises(written.Broken, match=f"{name} with .* as its {field}"):
            written.from_json(given)
        found.add((name, field))
    assert found == set(written.CLOSED)


@pytest.mark.parametrize(
    "break_",
    [
        lambda given: given[0],
        lambda given: given[:5],
        lambda given: [*given, *[[]] * 99],
        lambda given: ["Rule", *given[1:]],
        lambda given: [given[0], 7, *given[2:]],
        lambda given: [*given[:2], "1", *given[3:]],
        lambda given: [*given[:2], True, *given[3:]],
        lambda given: [*given[:4], "0123456789abcdef", *given[5:]],
        lambda given: [*given[:5], [["WordList", "w", ["Listed", [[["case"], 1]]]]], *given[6:]],
        lambda given: [*given[:5], [["WordList", "w", ["Listed", "case"]]], *given[6:]],
        lambda given: [*given[:5], {}, *given[6:]],
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_program_is_told(break_: Any) -> None:
    with pytest.raises(written.Broken):
        written.from_json(break_(written.to_json(seeded(1).program)))


def test_every_field_is_held_against_its_type() -> None:
    """Any one value, replaced by what cannot stand anywhere, makes it no program."""
    given = written.to_json(seeded(3).program)
    for node in islice(named(given), 200):
        for place in range(1, len(node)):
            kept, node[place] = node[place], {"not": "here"}
            with pytest.raises(written.Broken):
                written.from_json(given)
            node[place] = kept
    assert written.from_json(given) == seeded(3).program


def _with_words() -> tuple[list[Any], list[Any]]:
    """A program as it is written, and the table of its rules."""
    compare = nodes.Compare("length", ">", nodes.Fixed(5))
    asked = [
        nodes.And((nodes.KindIn(frozenset({"text"})), nodes.Text("contains", (), ("a",)))),
        nodes.And((nodes.KindIn(frozenset({"text"})), nodes.Text("contains", (), ("b",)))),
        nodes.And((nodes.KindIn(frozenset({"text"})), nodes.Text("contains", ("list",), ("b",)))),
        nodes.And((nodes.Text("contains", (), (), (Word("c", frozenset({"case"})),)),)),
        nodes.Text("contains", (), (), (Word("d", frozenset({"case"})),)),
        nodes.Text("contains", (), ("",)),
        nodes.And((nodes.Text("contains", (), ("a",)), nodes.Text("contains", (), ("b",)))),
        compare,
        replace(compare, amount=nodes.Fixed(5.0)),
    ]
    rules = tuple(nodes.Rule(f"r{n}", f"no {n}", one, ()) for n, one in enumerate(asked))
    program = replace(seeded(1).program, rules=rules)
    program = replace(program, digest=digest(program))
    read = there_and_back(program)
    assert read == program and show(read) == show(program)
    given = written.to_json(program)
    return given, next(
        one for one in given if isinstance(one, list) and one and one[0][0][0] == "Rule"
    )


def test_rules_that_differ_by_a_word_are_one_shape() -> None:
    _, (made, numbers, names, descriptions, words) = _with_words()
    assert numbers == [0, 0, 1, 2, 3, 4, 5, 6, 7] and len(made) == 8
    assert names[:2] == ["r0", "r1"] and descriptions[1] == "no 1"
    assert words == ["a", "b", None, "c", "d", "", None, None, None]


@pytest.mark.parametrize(
    ("column", "row", "value"),
    [
        (1, 0, -1), (1, 0, 8), (1, 0, True), (1, 0, "0"), (1, 0, 0.0), (2, 0, 7), (2, 0, None), (3, 0, []),
        (4, 0, 7), (4, 0, ["a"]), (4, 2, "a"), (4, 6, "a"), (4, 7, "a"), (4, 0, "another"), (0, 0, []),
    ],
)  # fmt: skip
def test_a_table_of_rules_is_held_against_its_types(column: int, row: int, value: Any) -> None:
    given, table = _with_words()
    table[column][row] = value
    with pytest.raises(written.Broken):
        written.from_json(given)


@pytest.mark.parametrize("column", range(5))
def test_a_table_of_rules_has_all_its_columns(column: int) -> None:
    given, table = _with_words()
    table[column].pop()
    with pytest.raises(written.Broken):
        written.from_json(given)
    del table[column]
    with pytest.raises(written.Broken):
        written.from_json(given)


def test_the_shape_knows_every_class_that_a_program_is_made_of() -> None:
    """Or a file would be read by a version in which that class is another one."""

    def classes(value: Any) -> Iterator[type]:
        if is_dataclass(value) or hasattr(value, "_fields"):
            yield type(value)
            names = [one.name for one in fields(value)] if is_dataclass(value) else value._fields
            for name in names:
                yield from classes(getattr(value, name))
        elif isinstance(value, (tuple, frozenset)):
            for one in value:
                yield from classes(one)

    found = {kind for seed in range(150) for kind in classes(seeded(seed).program)}
    assert len(found) > 50
    assert found <= {*written.every_kind()}


def test_too_deep_is_told() -> None:
    given = written.to_json(seeded(1).program)
    deep: Any = ["Always", True]
    for _ in range(100_000):
        deep = ["Not", deep]
    rules = next(
        place
        for place, one in enumerate(given)
        if one and isinstance(one, list) and one[0] and one[0][0][0] == "Rule"
    )
    given[rules][0][0][3] = deep
    with pytest.raises(written.Broken):
        written.from_json(given)
    while isinstance(deep[1], list):  # taken apart step by step: so does nothing recurse
        deep = deep[1]


def test_the_shape_is_that_of_the_nodes() -> None:
    assert len(written.shape()) == 16
    written.shape.cache_clear()
    before = written.shape()
    try:
        nodes.Added = nodes.Always  # type: ignore[attr-defined]
        written.shape.cache_clear()
        assert written.shape() != before
    finally:
        del nodes.Added  # type: ignore[attr-defined]
        written.shape.cache_clear()
    assert written.shape() == before
