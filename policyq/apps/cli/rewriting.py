"""Policies that a command changes: shown as a difference, or written in the encoding they had."""

from __future__ import annotations

from pathlib import Path

from policyq.apps.cli import exits
from policyq.vocabulary.types import Said


def difference(name: str, before: str, after: str) -> str:
    """A unified difference, as ``git apply`` and ``patch`` take it; empty if there is none."""
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), name, name)
    return "".join(map(_ended, lines))


def _lines(text: str) -> list[str]:
    """The lines as diff tools know them: only a line feed ends one."""
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def write(name: str, before: str, after: str) -> None:
    """Puts a text in the place of the one that was read, in the encoding of the file. Raises
    `exits.Stop` if it is another by now."""
    from policyq.apps import files
    from policyq.apps.sources import decoded, encoded

    path = Path(name)
    if files.special(path):
        files.write(path, after)
        return
    data = path.read_bytes()
    if decoded(data) != before:
        says = Said(
            f"{name} 刚刚被别人改过，没有动它", f"{name} was changed meanwhile, and left alone"
        )
        raise exits.Stop(exits.FILES, says)
    files.write(path, encoded(after, data))
