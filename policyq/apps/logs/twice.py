"""Reading a log more than once, also one that comes through a pipe and passes only once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Self

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import LINE_LIMIT, Bytes, split
from policyq.apps.logs.unpack import CHUNK

#: Beyond this many bytes a pipe is kept on the disk, not in memory.
SPOOL = 1 << 24


class Twice:
    """The bytes of a `File` from their start, as often as they are asked for.

    A context, at whose end what was kept of a pipe is gone.
    """

    def __init__(self, file: File) -> None:
        self._file = file
        self._kept: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._kept is not None:
            self._kept.close()

    def start(self) -> Bytes:
        """The bytes from their start."""
        if self._file.again is not None:
            return self._file.again()
        source = self._file.source
        if self._kept is None:
            kept: BinaryIO = tempfile.SpooledTemporaryFile(SPOOL)  # type: ignore[assignment]  # noqa: SIM115
            kept.write(source.head)
            shutil.copyfileobj(source.rest, kept, CHUNK)
            self._kept = kept
        self._kept.seek(0)
        return source._replace(head=self._kept.read(CHUNK), rest=self._kept)

    def lines(self) -> Iterator[bytes]:
        """The lines from the start, without counting them; those that are too long are left out."""
        for _, line in split(self.start(), LINE_LIMIT, lambda number, kept, size: None):
            yield line

    def rewind(self) -> None:
        """Let the file's own lines begin at the start again, if any were read."""
        if self._kept is not None:
            self._file.source = self.start()
