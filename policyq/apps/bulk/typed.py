"""Values as JSON can hold them, and back, by the types that are declared for them.

What is written names no types: what is read can become nothing but what was declared, so that no
file brings code, or values of another kind.
"""

from __future__ import annotations

import hashlib
import types
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

_T = TypeVar("_T")

_PLAIN = (int, str, bool, float, type(None))


class Foreign(ValueError):
    """What was read is no value of the type."""


class _Both(NamedTuple):
    """How values of one type are written and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def to_json(value: Any, kind: Any) -> Any:
    """A value of a type as JSON can hold it."""
    return _both(kind).write(value)


def from_json(given: Any, kind: Any) -> Any:
    """The value that was written; raises `Foreign` for anything else."""
    try:
        return _both(kind).read(given)
    except (TypeError, ValueError, RecursionError) as error:
        raise Foreign(str(error)) from error


def shape(kind: Any) -> str:
    """16 hexadecimal digits that name a type with everything that it holds."""
    told: dict[str, Any] = {}
    _tell(kind, told)
    return hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()[:16]


def _tell(kind: Any, told: dict[str, Any]) -> None:
    for inner in get_args(kind):
        _tell(inner, told)
    if _is_record(kind) and repr(kind) not in told:
        told[repr(kind)] = [(name, repr(hint)) for name, hint in _fields(kind)]
        for _, hint in _fields(kind):
            _tell(hint, told)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _fields(kind: Any) -> list[tuple[str, Any]]:
    """The fields of a record with their types, in their order."""
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else kind._fields
    return [(name, hints[name]) for name in names]


@cache
def _both(kind: Any) -> _Both:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _Both(lambda value: value, _checked(kind))
    if kind is bytes:
        return _Both(bytes.hex, lambda given: bytes.fromhex(_a(str, given)))
    if origin in (Union, types.UnionType):
        return _either(inner)
    if origin in (dict, Counter):
        return _mapping(origin, inner[0], inner[1] if origin is dict else int)
    if origin is tuple and inner[1:] != (...,):
        return _row([_both(one) for one in inner], lambda value: value, tuple)
    if origin in (set, frozenset, list, tuple):
        return _several(origin, _both(inner[0]))
    if _is_record(kind):
        return _record(kind)
    raise TypeError(f"no way to write {kind}")


def _a(kind: type[_T], given: Any) -> _T:
    if type(given) is not kind:
        raise Foreign(f"{kind.__name__} expected")
    return given


def _checked(kind: type) -> Callable[[Any], Any]:
    return lambda given: _a(kind, given)


def _either(kinds: tuple[Any, ...]) -> _Both:
    """One of some plain types."""
    if not {*kinds} <= {*_PLAIN}:
        raise TypeError(f"no way to tell {kinds} apart")

    def read(given: Any) -> Any:
        if type(given) not in kinds:
            raise Foreign("none of the types that are possible here")
        return given

    return _Both(lambda value: value, read)


def _mapping(made: Any, key: Any, value: Any) -> _Both:
    pair = _row([_both(key), _both(value)], lambda given: given, tuple)
    return _Both(
        lambda mapping: [pair.write(one) for one in mapping.items()],
        lambda given: made(dict(map(pair.read, _a(list, given)))),
    )


def _several(made: Any, one: _Both) -> _Both:
    return _Both(
        lambda values: [*map(one.write, values)],
        lambda given: made(map(one.read, _a(list, given))),
    )


def _row(each: list[_Both], values: Callable[[Any], Any], made: Callable[[Any], Any]) -> _Both:
    """Some values of different types, one after the other."""

    def write(value: Any) -> list[Any]:
        return [one.write(field) for one, field in zip(each, values(value), strict=True)]

    def read(given: Any) -> Any:
        return made([one.read(field) for one, field in zip(each, _a(list, given), strict=True)])

    return _Both(write, read)


def _record(kind: Any) -> _Both:
    names = [name for name, _ in _fields(kind)]
    return _row(
        [_both(hint) for _, hint in _fields(kind)],
        lambda value: [getattr(value, name) for name in names],
        lambda given: kind(*given),
    )
