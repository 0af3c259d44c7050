"""Writes anew what commands print, in the ``console`` blocks of a document.

For the day when a stock policy or a message changes: the output shown in documents is compared
by `tests/house/test_house_documents.py`, whose runner is used here. Blocks that leave something
out with ``…`` are kept as they are.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_SILENCED = ("POLICYQ_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "POLICYQ_DEBUG")


def renew(document: Path) -> bool:
    """Run the blocks of a document in their order; whether anything had to be written anew."""
    sys.path.insert(0, str(ROOT / "tests" / "house"))
    runner: Any = importlib.import_module("test_house_documents")
    text = document.read_text(encoding="utf-8")
    before = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name in _SILENCED:
            os.environ.pop(name, None)
        os.environ["LANG"] = "zh_CN.UTF-8" if ".zh" in document.name else "en_US.UTF-8"
        os.chdir(folder)
        try:
            new = runner._BLOCK.sub(_Block(runner, Path(folder)).renewed, text)
        finally:
            os.environ.clear()
            os.environ.update(before[0])
            os.chdir(before[1])
    if new != text:
        document.write_text(new, encoding="utf-8")
    return bool(new != text)


class _Block:
    """Runs one block after another, in one folder and one name space."""

    def __init__(self, runner: Any, folder: Path) -> None:
        self._runner = runner
        self._folder = folder
        self._names: dict[str, object] = {"__name__": "document"}

    def renewed(self, match: re.Match[str]) -> str:
        info, text = match[1].split(), match[2]
        named = self._runner._FILE.match(text)
        if named:
            path = self._folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            bare = path.suffix in (".csv", ".json", ".jsonl", ".txt")
            path.write_text(text[named.end() if bare else 0 :], encoding="utf-8")
        if info == ["python"]:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(text, self._names)
        elif info == ["diff"]:
            self._runner.change(text, "diff", self._folder)
        elif info[:1] == ["console"]:
            return match[0].replace(text, self._console(text))
        return match[0]

    def _console(self, text: str) -> str:
        pieces = []
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            _, out = self._runner.run(command)
            partial = "…" in [line.strip() for line in shown.split("\n")]
            if shown.strip() and not partial:
                shown = "".join(line.rstrip() + "\n" for line in out.rstrip("\n").split("\n"))
            pieces.append(f"$ {command}\n{shown}")
        return "".join(pieces)
