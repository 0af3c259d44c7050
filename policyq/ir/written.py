"""A program as JSON can hold it, and back: what a compiled policy keeps.

A node becomes a list, of its name and of its fields in their order; fields at the end that are as
they are by default are left out. Words of a list that are looked for alike stand together, and rules
as a table: the shapes that they have (`policyq.ir.shapes`), and what each has of its own. What is
read is held against the declared types, and against the `CLOSED` sets of texts that engines write into
what they run, so that no file can bring code. `shape` tells whether two versions have the same nodes.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Container, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from policyq.ir import nodes, shapes, show
from policyq.ir.duty import Shift
from policyq.text.listed import CHOICES, Listed, Word
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.types import BEATS, BUCKETS, DAYS, MODES

Reads: TypeAlias = Callable[[Any], Any]

_COMPARED = frozenset({"<", "<=", ">", ">=", "=", "!=", "%", "known"})

#: The only texts that may stand in a field, for those of which engines make more than a text.
CLOSED: Mapping[tuple[str, str], Container[str]] = {
    **{
        (name, "op"): _COMPARED
        for name in ("Compare", "Windowed", "Holds", "Silent", "InRow", "Grading", "MetricIs")
    },
    ("Text", "op"): frozenset({"contains", "equals", "starts", "matches"}),
    ("Listed", "choice"): CHOICES,
    ("Slot", "named"): DAYS,
    ("Windowed", "bucket"): BUCKETS,
    ("Once", "bucket"): BUCKETS,
    ("Limit", "bucket"): BUCKETS,
    ("Counter", "buckets"): BUCKETS,
    ("Counter", "what"): frozenset({"count", "distinct", "sum"}),
    ("Counter", "per"): frozenset({"sender", "target", "text", "host", "alike"}),
    ("Ranking", "period"): BUCKETS,
    ("Lottery", "period"): BUCKETS,
    ("Metric", "period"): BUCKETS,
    ("Watch", "period"): BUCKETS,
    ("Tier", "beat"): BEATS,
    ("Do", "action"): ACTIONS,
    ("Trial", "mode"): MODES,
}


class Broken(ValueError):
    """What was read is no program."""


def to_json(program: nodes.Program) -> Any:
    """A program as JSON can hold it."""
    return _written(program)


def from_json(given: Any) -> nodes.Program:
    """The program that was written; raises `Broken` if it is none, or not the one it says it is."""
    try:
        program: nodes.Program = _reads(nodes.Program)(given)
        told = show.digest(program)
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise Broken(str(error)) from error
    if told != program.digest:
        raise Broken("the digest is that of another program")
    return program


@cache
def shape() -> str:
    """16 hexadecimal digits that name the nodes there are, with their fields and defaults."""
    told = []
    for kind in every_kind():
        hints = kind.__annotations__
        told.append((kind.__name__, [(n, hints[n], _default(one)) for n, one in _fields(kind)]))
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:16]


def every_kind() -> list[Any]:
    """The classes that a program is made of."""
    return [*(kind for kind in vars(nodes).values() if is_dataclass(kind)), Shift, Listed, Word]


def _default(value: Any) -> str:
    return "" if value is MISSING else repr(value)


# -- to JSON ---------------------------------------------------------------------------------------


def _written(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if _is_node(type(value)):
        return _node(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], Word):
            return [[_tail(one), [word.text for word in some]] for one, some in _alike(value)]
        if value and isinstance(value[0], nodes.Rule):
            return _table(value)
        return [_written(one) for one in value]
    return value


def _node(value: Any) -> list[Any]:
    kind: Any = type(value)
    given, last = [kind.__name__], 1
    for name, default in _fields(kind):
        field = getattr(value, name)
        given.append(_written(field))
        if default is MISSING or field != default or type(field) is not type(default):
            last = len(given)
    return given[:last]


def _alike(words: tuple[Word, ...]) -> list[tuple[Word, list[Word]]]:
    """Words of a list by what is said of them; those beside one another."""
    return [(some[0], some) for _, run in groupby(words, key=_said) if (some := list(run))]


def _said(word: Word) -> tuple[Any, ...]:
    return word[1:]


def _tail(word: Word) -> list[Any]:
    return [sorted(word.folds), word.whole, [*word.allowed], word.until]


def _table(rules: tuple[nodes.Rule, ...]) -> list[Any]:
    """The shapes of rules; then for each rule the number of its shape, and what it has of its own."""
    numbers: dict[str, int] = {}
    made, columns = list[Any](), list[tuple[int, str, str, str | None]]()
    for rule in rules:
        shape, row = shapes.parted(rule)
        node = _node(shape)
        # As they are written: 1 and 1.0 are equal, and two.
        number = numbers.setdefault(json.dumps(node), len(numbers))
        if number == len(made):
            made.append(node)
        columns.append((number, *row))
    return [made, *map(list, zip(*columns, strict=True))]


def _is_node(kind: Any) -> bool:
    return is_dataclass(kind) or kind is Listed


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a node with their defaults, in their order."""
    if is_dataclass(kind):
        return tuple((one.name, one.default) for one in fields(kind))
    defaults = kind._field_defaults
    return tuple((name, defaults.get(name, MISSING)) for name in kind._fields)


# -- from JSON -------------------------------------------------------------------------------------


def _words(given: Any) -> tuple[Word, ...]:
    made: list[Word] = []
    for (folds, whole, allowed, until), texts in _list(given):
        rest = (
            frozenset(_texts(folds)),
            _a(bool)(whole),
            tuple(_texts(allowed)),
            _a(str)(until),
        )
        made += [Word(text, *rest) for text in _texts(texts)]
    return tuple(made)


def _rules(given: Any) -> tuple[nodes.Rule, ...]:
    if not _list(given):
        return ()
    made, numbers, names, descriptions, words = given
    read = _reads(nodes.Rule)
    joining = [shapes.Joining(read(one)) for one in _list(made)]
    if not set(map(type, _list(numbers))) <= {int} or not 0 <= min(numbers) <= max(numbers):
        raise Broken("numbers of shapes expected")
    if not set(map(type, _list(words))) <= {str, types.NoneType}:
        raise Broken("words expected")
    rows = map(shapes.Row, _texts(names), _texts(descriptions), words)
    return tuple(joining[of].rule(row) for of, row in zip(numbers, rows, strict=True))


def _texts(given: Any) -> list[str]:
    if not all(type(one) is str for one in _list(given)):
        raise Broken("texts expected")
    return list(given)


def _list(given: Any) -> list[Any]:
    if type(given) is not list:
        raise Broken("a list expected")
    return given


def _a(kind: type) -> Reads:
    def read(given: Any) -> Any:
        if type(given) is not kind:
            raise Broken(f"{kind.__name__} expected")
        return given

    return read


@cache
def _reads(hint: Any) -> Reads:
    """What reads a value of a declared type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _choice(inner)
    if hint == tuple[Word, ...]:
        return _words
    if hint == tuple[nodes.Rule, ...]:
        return _rules
    if origin is frozenset:
        one = _reads(inner[0])
        return lambda given: frozenset(map(one, _list(given)))
    if origin is tuple and inner[1:] == (...,):
        each = _reads(inner[0])
        return lambda given: tuple(map(each, _list(given)))
    if origin is tuple:
        every = [_reads(one) for one in inner]
        return lambda given: tuple(read(one) for read, one in zip(every, _list(given), strict=True))
    return _reader_of(hint) if _is_node(hint) else _a(hint)


def _choice(hints: tuple[Any, ...]) -> Reads:
    """What reads a value of one of some types: a list is a node, or what else is a list."""
    known = {hint.__name__: hint for hint in hints if _is_node(hint)}
    plain = {hint for hint in hints if get_origin(hint) is None and not _is_node(hint)}
    listed = [_reads(hint) for hint in hints if get_origin(hint) is not None]

    def read(given: Any) -> Any:
        if type(given) is not list:
            if type(given) not in plain:
                raise Broken("none of the types that are possible here")
            return given
        if listed:
            return listed[0](given)
        return _reads(known[given[0]])(given)  # made when it is first asked: nodes hold one another

    return read


def _reader_of(kind: Any) -> Reads:
    name, declared = kind.__name__, _fields(kind)
    least = sum(default is MISSING for _, default in declared)
    reads: list[Reads] = []

    def read(given: Any) -> Any:
        if type(given) is not list or not given or given[0] != name:
            raise Broken(f"{name} expected")
        if not least < len(given) <= len(declared) + 1:
            raise Broken(f"{name} has other fields")
        if not reads:
            hints = get_type_hints(kind, None, {"nodes": nodes})
            reads.extend(_closed(name, one, _reads(hints[one])) for one, _ in declared)
        return kind(*[one(field) for one, field in zip(reads, given[1:], strict=False)])

    return read


def _closed(name: str, field: str, reads: Reads) -> Reads:
    """What reads a field, and takes no text that must not stand there."""
    known = CLOSED.get((name, field))
    if known is None:
        return reads

    def read(given: Any) -> Any:
        value = reads(given)
        some = [value] if isinstance(value, str) else value or ()
        for one in some:
            if one not in known:
                raise Broken(f"{name} with {one!r} as its {field}")
        return value

    return read
