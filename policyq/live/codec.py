"""Frozen values to JSON and back, by their declared types: nothing is taken on trust.

A named tuple or dataclass becomes an object of the fields that differ from their defaults; where
a type leaves a choice of classes, the object names its own under ``is``.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from policyq.ir import nodes

T = TypeVar("T")


class Broken(ValueError):
    """A value is not of its declared type."""


def to_json(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if _is_record(type(value)):
        kind: Any = type(value)
        declared = _fields(kind)
        made = {"is": type(value).__name__}
        for name, (_, default) in declared.items():
            field = getattr(value, name)
            if default is MISSING or field != default or type(field) is not type(default):
                made[name] = to_json(field)
        return made
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    return value


def from_json(kind: Any, value: Any) -> Any:
    """A value of type ``kind``; raises `Broken` if it is none."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _of_choice(get_args(kind), value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin is frozenset:
        return frozenset(_tuple((get_args(kind)[0], ...), value))
    if _is_record(kind):
        return _record(kind, value)
    if kind is float and type(value) in (int, float):
        return value
    if kind is type(None):
        kind = types.NoneType
    if type(value) is not kind:
        raise Broken(f"{_named(kind)} expected")
    return value


def read(kind: type[T], value: Any) -> T:
    """As `from_json`, for a class."""
    return cast(T, from_json(kind, value))


def _named(kind: Any) -> str:
    return str(getattr(kind, "__name__", kind))


def _of_choice(kinds: tuple[Any, ...], value: Any) -> Any:
    for kind in kinds:
        if _is_record(kind):
            if isinstance(value, Mapping) and value.get("is") == kind.__name__:
                return _record(kind, value)
            continue
        try:
            return from_json(kind, value)
        except Broken:
            continue
    raise Broken("none of the types that are possible here")


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise Broken("list expected")
    if len(kinds) == 2 and kinds[1] is ...:
        return tuple(from_json(kinds[0], one) for one in value)
    if len(kinds) != len(value):
        raise Broken(f"list of {len(kinds)} expected")
    return tuple(from_json(kind, one) for kind, one in zip(kinds, value, strict=True))


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping) or value.get("is") != kind.__name__:
        raise Broken(f"{kind.__name__} expected")
    declared = _fields(kind)
    strange = set(value) - set(declared) - {"is"}
    if strange:
        raise Broken(f"{kind.__name__} has no {sorted(map(str, strange))[0]!r}")
    given: dict[str, Any] = {}
    for name, (hint, default) in declared.items():
        if name in value:
            given[name] = from_json(hint, value[name])
        elif default is MISSING:
            raise Broken(f"{kind.__name__} without {name!r}")
    return kind(**given)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (
        is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
    )


@cache
def _fields(kind: Any) -> dict[str, tuple[Any, Any]]:
    """The fields of a record: name → (type, default or MISSING)."""
    hints = get_type_hints(kind, None, {"nodes": nodes})
    if is_dataclass(kind):
        return {one.name: (hints[one.name], one.default) for one in fields(kind)}
    defaults: dict[str, Any] = kind._field_defaults
    return {name: (hints[name], defaults.get(name, MISSING)) for name in kind._fields}
