"""That work ends, and how it grows: what a test can say of speed without measuring the machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

HANG = 120.0
"""Seconds of the processor's time that the work of no test comes near, on whatever machine; what
takes a time that grows with the square of these tests' inputs takes hours."""


@contextmanager
def ends() -> Iterator[None]:
    """Fails where the work has taken as long as only what hangs does."""
    began = time.process_time()
    yield
    assert time.process_time() - began < HANG


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python `work` runs, loops counted as often as they turn: the same everywhere.

    What native code does is not seen.
    """
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
