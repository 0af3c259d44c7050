"""Logs as they arrive after accidents: cut, flipped, shuffled, spliced, with values of other types.

One mutation of bytes is a pure function of them and of a `random.Random`. JSON is also changed
as JSON, so that a mutant gets past the parser and its wrong values reach the reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

#: Values that stand where others belong.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**30), 1e308, 1.5, "", " ", "0", "x", "早", "\0",
    "\ud800", "\u202e\u200b", "9" * 400, "2026-02-30", "24:00", [], {}, [[]], [None], {"": None},
    [1, "a", None, {}], {"id": [], "text": {}, "type": None}, "[CQ:at,qq=all]", "<@U1>", "a" * 5000,
)  # fmt: skip
_PIECES = (
    b"\0", b"\xff", b"\n", b"\r\n", b"\n\n", b'"', b"'", b",", b";", b"\t", b"[", b"]", b"{", b"}",
    b":", b"\\", b"<", b">", "：".encode(), "“".encode(), "上午".encode(), b"24:00:00",
    b"2026-05-01 08:00:00", b"(10000)", "\u200e".encode(), "\u202f".encode(), "早".encode("gb18030"),
)  # fmt: skip


def mutant(data: bytes, other: bytes, random: Random) -> bytes:
    """``data`` after one to four accidents; ``other`` is another log, to splice from."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = random.choice(_ACCIDENTS)(data, other, random)
    return data


def _cut(data: bytes, _other: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _behead(data: bytes, _other: bytes, random: Random) -> bytes:
    return data[random.randrange(len(data) + 1) :]


def _flip(data: bytes, _other: bytes, random: Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 10))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _insert(data: bytes, _other: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_PIECES) * random.choice((1, 1, 2, 50)) + data[at:]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = sorted(random.randrange(len(other) + 1) for _ in range(2))
    at = random.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at + random.choice((0, end - start)) :]


def _lines(data: bytes, other: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(random.randrange(len(lines) + 1), lines[at])
        case 2:
            swap = random.randrange(len(lines))
            lines[at], lines[swap] = lines[swap], lines[at]
        case 3:
            lines.insert(at, random.choice(other.split(b"\n")))
        case _:
            lines[at] = lines[at] * random.choice((0, 2))
    return b"\n".join(lines)


def _recode(data: bytes, _other: bytes, random: Random) -> bytes:
    try:
        return data.decode().encode(random.choice(("gb18030", "utf-16", "utf-8-sig", "big5")))
    except (UnicodeDecodeError, UnicodeEncodeError):
        return data


def _json(data: bytes, _other: bytes, random: Random) -> bytes:
    """The whole document, or one of its lines, with a value changed, moved, doubled or taken out."""
    whole = _loaded(data)
    if whole is not None:
        return _dumped(_changed(whole, random))
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    one = _loaded(lines[at])
    if one is not None:
        lines[at] = _dumped(_changed(one, random))
    return b"\n".join(lines)


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _dumped(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def _changed(value: Any, random: Random) -> Any:
    places: list[tuple[Any, Any]] = []
    waiting = [value] if isinstance(value, dict | list) else []
    while waiting:
        node = waiting.pop()
        inside = node.items() if isinstance(node, dict) else enumerate(node)
        for key, child in list(inside):
            places.append((node, key))
            if isinstance(child, dict | list):
                waiting.append(child)
    if not places:
        return random.choice(ODD)
    node, key = random.choice(places)
    match random.randrange(4):
        case 0:
            del node[key]
        case 1:
            other, place = random.choice(places)
            if isinstance(other, dict | list) and not isinstance(other[place], dict | list):
                node[key] = other[place]
        case _:
            node[key] = random.choice(ODD)
    return value


_Accident = Callable[[bytes, bytes, Random], bytes]
_ACCIDENTS: tuple[_Accident, ...] = (
    _cut, _behead, _flip, _flip, _insert, _insert, _splice, _lines, _lines, _recode,
    _json, _json, _json, _json,
)  # fmt: skip
