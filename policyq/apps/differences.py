"""How a file becomes another one, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff


def patch(path: str, before: bytes, after: bytes) -> bytes:
    """How one file becomes the other, in bytes, as ``git apply`` and ``patch -p1`` take it.
    ``path``: below the folder that it is applied in."""
    # Names with spaces end with a tab, as `git diff` has it: a date may stand behind others.
    end = "\t" if " " in path else ""
    return _unified(f"a/{path}{end}", f"b/{path}{end}", before, after)


def difference(name: str, before: str, after: str) -> str:
    """How one text becomes the other, for people; empty if they are the same."""
    both = (text.encode("utf-8", "surrogatepass") for text in (before, after))
    return _unified(name, name, *both).decode("utf-8", "surrogatepass")


def _unified(old: str, new: str, before: bytes, after: bytes) -> bytes:
    side, other = (name.encode("utf-8", "surrogateescape") for name in (old, new))
    lines = diff_bytes(unified_diff, _lines(before), _lines(after), side, other, lineterm=b"\n")
    return b"".join(_ended(lines))


def _lines(data: bytes) -> list[bytes]:
    """The lines as diff tools know them: only a line feed ends one."""
    parts = data.split(b"\n")
    last = [parts[-1]] if parts[-1] else []
    return [part + b"\n" for part in parts[:-1]] + last


def _ended(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
