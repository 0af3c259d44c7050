"""The changes of a point as a unified diff, in bytes, that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff


def patch(path: str, before: bytes, after: bytes) -> bytes:
    """How one file becomes the other. ``path``: below the folder that it is applied in."""
    # Names with spaces end with a tab, as `git diff` has it: a date may stand behind others.
    end = "\t" if " " in path else ""
    old, new = (f"{side}/{path}{end}".encode("utf-8", "surrogateescape") for side in "ab")
    lines = diff_bytes(unified_diff, _lines(before), _lines(after), old, new, lineterm=b"\n")
    return b"".join(_ended(lines))


def _lines(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    last = [parts[-1]] if parts[-1] else []
    return [part + b"\n" for part in parts[:-1]] + last


def _ended(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
