"""Progress of long work, on a terminal only, and never more often than the eye can follow."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self, TextIO

_EVERY = 0.2
_WIDTH = 24


class Progress:
    """One line that is written over: ``label  42 %  128,000``. Nothing if ``stream`` is no terminal.

    It reads the machine's clock, for itself alone: no decision ever sees it.
    """

    def __init__(
        self, stream: TextIO, label: str, *, total: int | None = None, enabled: bool | None = None
    ) -> None:
        self._stream = stream
        self._label = label
        self._total = total
        self._enabled = stream.isatty() if enabled is None else enabled
        self._next = time.monotonic() + _EVERY
        self._drawn = False

    def show(
        self,
        done: int,
        *,
        of: int | None = None,
        count: int | None = None,
        parts: tuple[int, int] | None = None,
    ) -> None:
        """``done`` of ``of`` (or of the total) is behind us; ``count``, and how many of how many
        ``parts`` are, is shown as it is."""
        if not self._enabled or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        total = of or self._total
        shown = [self._label]
        if total:
            share = min(done / total, 1.0)
            filled = round(share * _WIDTH)
            shown.append("█" * filled + "░" * (_WIDTH - filled))
            shown.append(f"{share:4.0%}")
        shown.append(f"{done if count is None else count:,}")
        if parts is not None and parts[1] > 1:
            shown.append("{}/{}".format(*parts))
        self._write("\r\x1b[2K" + "  ".join(shown))
        self._drawn = True

    def close(self) -> None:
        """Wipe the line, so that what comes next starts clean."""
        if self._drawn:
            self._write("\r\x1b[2K")
            self._drawn = False

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, UnicodeEncodeError):
            self._enabled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
