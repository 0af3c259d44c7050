"""Writing files so that nothing is ever half there."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

COMPILED: Final = b'{"compiled policy":'
"""How a file that `policyq compile` wrote begins."""


def write(path: Path, text: str | bytes) -> None:
    """Replace the contents of ``path`` at once, or leave it as it was; raises `OSError`.

    A symbolic link stays one, its target is replaced; permissions stay. A text is written as
    UTF-8, line ends as they stand in it, bytes as they are. What is no regular file (a pipe, a
    device) is written into, and stays.
    """
    data = text.encode() if isinstance(text, str) else text
    target = Path(os.path.realpath(path))
    if special(target):
        with target.open("wb") as stream:
            stream.write(data)
        return
    with replacing(path) as made, made.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside ``path``, to be filled: it takes its place at the end, and is gone after an error.
    Whoever removes it leaves ``path`` as it was.

    Links and permissions stay as `write` has it; of what is no regular file (`special`) nothing can take
    the place. Raises `OSError`.
    """
    target = Path(os.path.realpath(path))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:  # the user knows nothing of this file
        raise type(error)(error.errno, error.strerror, str(path)) from None
    os.close(handle)
    try:
        yield Path(name)
        if Path(name).exists():
            Path(name).chmod(0o666 & ~_umask() if mode is None else mode)
            Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def special(path: Path) -> bool:
    """Whether there is something at ``path`` that no file may take the place of."""
    return path.exists() and not path.is_file()


def _umask() -> int:
    """The mask for new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
