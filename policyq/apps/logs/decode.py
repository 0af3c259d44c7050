"""Bytes to rows: streams, encodings, line ends, in bounded memory.

A stream is read in pieces and cut at line ends *before* it is decoded, so that broken bytes
cost one row and never the file, and a line without end costs no more than the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from policyq.apps.logs.unpack import first, more, unpacked
from policyq.apps.problems import Problem, closest, refuse
from policyq.diagnostics.catalog.logs import BROKEN_BYTES, LINE_TOO_LONG, UNKNOWN_ENCODING

#: The longest row that is read, in bytes.
LINE_LIMIT = 1 << 20
#: How much of a row that is too long is kept, for the reject.
KEPT = 200

#: Every spelling of an encoding that is taken, to the one that Python decodes.
ENCODINGS: dict[str, str] = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030",
    "utf-16": "utf-16", "utf16": "utf-16", "utf-16-le": "utf-16-le", "utf-16le": "utf-16-le",
    "utf-16-be": "utf-16-be", "utf-16be": "utf-16-be", "big5": "big5", "latin-1": "latin-1",
}  # fmt: skip

#: How Parquet begins: no text, so that no encoding fits it.
PARQUET = b"PAR1\x15"

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


class Bytes(NamedTuple):
    """An opened log: its first bytes, already read, and where the rest comes from."""

    head: bytes
    rest: BinaryIO
    encoding: str
    mark: int
    """How many bytes of byte-order mark stand at the start of the head."""


def opened(raw: BinaryIO, encoding: str | None, head: bytes | None = None) -> Bytes:
    """Look at the first bytes of ``raw``: unpack gzip or zstd, find the encoding.

    ``encoding`` forces one of `ENCODINGS`; a name that is none is refused. ``head`` is what was
    read of ``raw`` already. Waits for no more than the first line, so that a pipe can be read as
    it is written.
    """
    forced = _known(encoding) if encoding else None
    head, raw = unpacked(first(raw) if head is None else head, raw)
    if head.startswith(PARQUET):
        return Bytes(head, raw, "utf-8", 0)
    for mark, name in _MARKS:
        if head.startswith(mark) and forced in (None, "utf-16", name):
            return Bytes(head, raw, name, len(mark))
    if forced == "utf-16":
        forced = "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    return Bytes(head, raw, forced or guess(head), 0)


def _known(encoding: str) -> str:
    name = ENCODINGS.get(encoding.strip().lower().replace("_", "-"))
    if name is None:
        known = list(ENCODINGS)
        refuse(
            UNKNOWN_ENCODING,
            found=encoding[:40],
            known=", ".join(dict.fromkeys(ENCODINGS.values())),
            hint=closest(encoding, known),
        )
    return name


def guess(head: bytes) -> str:
    """The encoding of unmarked bytes: UTF-16 by its zeros, else UTF-8 unless GBK fits better.

    Lines are asked one by one, so that a broken line among good ones changes nothing.
    """
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 > len(head) and min(even, odd) * 20 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    lines = [line for line in head.split(b"\n")[:-1] or [head] if not line.isascii()]
    utf8 = sum(_decodes(line, "utf-8") for line in lines)
    gb = sum(_decodes(line, "gb18030") for line in lines)
    return "gb18030" if utf8 * 2 < len(lines) and gb > utf8 else "utf-8"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def split(
    source: Bytes, limit: int, on_long: Callable[[int, bytes, int], None]
) -> Iterator[tuple[int, bytes]]:
    """The rows of a stream, numbered from 1, without their line ends (LF or CRLF).

    A row of more than ``limit`` bytes goes to ``on_long`` as (number, its first bytes, size).
    """
    wide = source.encoding.startswith("utf-16")
    cut = _wide_cutter(source.encoding) if wide else _cut
    end = "\r".encode(source.encoding)
    number, rest, lost = 0, b"", 0
    chunk = source.head[source.mark :]
    while chunk:
        lines = cut(rest + chunk)
        rest = lines.pop()
        for line in lines:
            number += 1
            size = len(line) + lost
            if size > limit:
                on_long(number, line[:KEPT], size)
                lost = 0
            else:
                yield number, line.removesuffix(end)
        if len(rest) > limit:
            kept = KEPT + len(rest) % 2
            lost, rest = lost + len(rest) - kept, rest[:kept]
        chunk = more(source.rest)
    if rest:
        if len(rest) + lost > limit:
            on_long(number + 1, rest[:KEPT], len(rest) + lost)
        else:
            yield number + 1, rest.removesuffix(end)


def _cut(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def _wide_cutter(encoding: str) -> Callable[[bytes], list[bytes]]:
    """Cut at line ends that stand on an even byte; the odd bytes are half characters."""
    newline = "\n".encode(encoding)

    def cut(data: bytes) -> list[bytes]:
        lines, start, at = [], 0, data.find(newline)
        while at >= 0:
            if at % 2:
                at = data.find(newline, at + 1)
                continue
            lines.append(data[start:at])
            start = at + 2
            at = data.find(newline, start)
        return [*lines, data[start:]]

    return cut


def text_of(line: bytes, encoding: str) -> str:
    """The row as text; broken bytes are refused, with their place."""
    try:
        return line.decode(encoding)
    except UnicodeDecodeError as error:
        refuse(BROKEN_BYTES, encoding=encoding, place=error.start + 1)


def too_long(size: int, limit: int) -> Problem:
    """The problem of a row of ``size`` bytes."""
    return Problem(LINE_TOO_LONG, {"size": size, "limit": limit})
