"""Streams as they come: packed by gzip or zstd, or plain; read in pieces, never a bomb.

A packed stream that grows beyond all reason is refused while it grows, so that neither memory
nor time is lost on it.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from policyq.apps.problems import refuse
from policyq.diagnostics.catalog import exports as say

CHUNK = 1 << 18
HEAD = 1 << 16
#: A packed file may always grow to `ROOM` bytes, and beyond that to `GROWTH` times its size.
#: Real logs shrink to a tenth; what gzip packs a thousandfold says nothing.
ROOM = 1 << 30
GROWTH = 200

#: What a damaged or foreign stream raises while it is read.
STREAM_FAULTS = (OSError, EOFError, zlib.error)


def first(raw: BinaryIO) -> bytes:
    """The first bytes: up to `HEAD`, at least one line (or everything)."""
    head = more(raw)
    while head and b"\n" not in head and len(head) < HEAD:
        next_ = more(raw)
        if not next_:
            break
        head += next_
    return head


def more(raw: BinaryIO) -> bytes:
    """What is there by now, at most `CHUNK` bytes; empty at the end."""
    read1 = getattr(raw, "read1", None)
    data: bytes | None = raw.read(CHUNK) if read1 is None else read1(CHUNK)
    return data or b""


def unpacked(head: bytes, raw: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes and the rest, unpacked if the first bytes tell of gzip or zstd.

    Reading on refuses a bomb, and raises one of `STREAM_FAULTS` where the data is damaged.
    """
    packed: BinaryIO
    if head[:2] == b"\x1f\x8b":
        inside = Chained(head, raw)
        packed = gzip.GzipFile(fileobj=io.BufferedReader(inside))  # type: ignore[assignment]
    elif head[:4] == b"\x28\xb5\x2f\xfd":
        inside = Chained(head, raw)
        packed = _zstd(inside)
    else:
        return head, raw
    bounded: BinaryIO = io.BufferedReader(Bounded(packed, lambda: inside.passed), CHUNK)
    return first(bounded), bounded


def zstd_module() -> Any:
    """The library for zstd; refuses where it is not installed."""
    try:
        return import_module(
            "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
        )
    except ImportError:
        refuse(say.NEEDS_EXTRA, what="zstd", extra="zstd")


def _zstd(inside: io.RawIOBase) -> BinaryIO:
    zstd = zstd_module()
    return _Faults(zstd.ZstdFile(io.BufferedReader(inside)), zstd.ZstdError)  # type: ignore[return-value]


class _Faults(io.RawIOBase):
    """A stream whose own errors become `OSError`, as those of other streams are."""

    def __init__(self, packed: BinaryIO, fault: type[Exception]) -> None:
        self._packed, self._fault = packed, fault

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._packed.read(size)
        except self._fault as error:
            raise OSError(str(error)) from None


class Bounded(io.RawIOBase):
    """What comes out of a packed stream, refused when it is out of all proportion."""

    def __init__(self, packed: BinaryIO, size: Callable[[], int]) -> None:
        self._packed = packed
        self._size = size
        self._passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._packed.read(len(buffer))
        buffer[: len(data)] = data
        self._passed += len(data)
        if self._passed > ROOM and self._passed > GROWTH * self._size():
            refuse(say.BOMB, times=GROWTH)
        return len(data)


class Chained(io.RawIOBase):
    """A head that was read already, then the rest; ``passed`` counts the bytes."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest
        self.passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        self.passed += len(data)
        return len(data)
