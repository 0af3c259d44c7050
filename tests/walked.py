"""The page of the documents that walks through a pull request, walked: one repository in several states.

`tests/house/test_house_documents.py` runs what the page shows. Here the same steps are gone, and at
each place where the page asks for a plan the caller may ask for one in all its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from house import test_house_documents as documents

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
PAGES = {"en": HOW_TO / "pull-request.md", "zh": HOW_TO / "pull-request.zh.md"}
KEY = "a-key-for-this-page"


class State(NamedTuple):
    """A place of the page that asks for a plan."""

    sides: tuple[str, str]
    """What is compared, as it would be typed."""
    says: str
    """The verdict that the page shows there."""


def walk(page: Path, folder: Path) -> Iterator[State]:
    """Do what the page says, in the working folder ``folder``; stop wherever it asks for a plan."""
    for block in documents.blocks(page):
        named = documents._FILE.match(block.text)
        if named:
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            bare = path.suffix == ".txt"
            path.write_text(block.text[named.end() if bare else 0 :], encoding="utf-8")
        if block.info == "diff":
            documents.change(block.text, f"{page.name}:{block.line}", folder)
        if block.info.startswith("console"):
            yield from _console(block.text)


def _console(text: str) -> Iterator[State]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if command.startswith("policyq plan "):
            assert f"--key {KEY}" in command
            old, new = command.split()[2:4]
            yield State((old, new), shown)
        elif command.startswith(("git ", "policyq generate ")):
            code, out = documents.run(command)
            assert code == 0, f"{command}\n{out}"
