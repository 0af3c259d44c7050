"""The one door to the terminal: results go to one stream, remarks to the other.

A character that the terminal's encoding cannot show is written as an escape, never raised.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO


def out(text: str) -> None:
    """Write a result to standard output, as it is."""
    _write(sys.stdout, text)


def line(text: str) -> None:
    """Write one line of the result and hand it on at once (for streams: one line, one answer)."""
    _write(sys.stdout, text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Write a line for the person at the keyboard to standard error."""
    with contextlib.suppress(OSError, ValueError):  # a closed stderr must not hide the exit code
        _write(sys.stderr, text + "\n")
        sys.stderr.flush()


def error(language: str, message: str) -> str:
    """The line that tells of a failure."""
    return f"policyq：错误：{message}" if language == "zh" else f"policyq: error: {message}"


def flush() -> None:
    """Hand on what is buffered; raises `BrokenPipeError` if nobody reads any more."""
    sys.stdout.flush()


def colour(when: str, stream: TextIO | None = None) -> bool:
    """Whether to paint: ``always``, ``never``, or ``auto`` as the terminal says (standard output's)."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


class _Closed(io.StringIO):
    """A stream that was closed before the program began."""

    def write(self, text: str, /) -> int:
        raise BrokenPipeError


def prepare() -> None:
    """Make the streams take every character, and pass line ends through as they are.

    A stream that whoever started the program has closed is an empty one, and takes no answer.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def read_stdin() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read()


def drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush is silent."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
