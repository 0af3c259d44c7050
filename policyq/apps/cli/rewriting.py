"""Policies that a command changes, written in the encoding they had."""

from __future__ import annotations

from pathlib import Path

from policyq.apps.cli import exits
from policyq.vocabulary.types import Said


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
