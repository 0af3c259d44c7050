"""Command lines as a user types them, in a folder of the test's own."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from policyq.apps.cli.main import main


class Ran(NamedTuple):
    """What came out of one command line."""

    code: int
    out: str
    err: str


class Typist:
    """Runs command lines; what went wrong may be said, a traceback not."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, patch

    def __call__(self, *argv: str, given: bytes = b"") -> Ran:
        stream = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
        self._patch.setattr(sys, "stdin", stream)
        code = main(argv)
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)


def write(name: str | Path, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
