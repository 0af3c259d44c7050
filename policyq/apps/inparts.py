"""A log that is read in parts: what became of the memory that was given and of the folder for what is
done, in words for the command line and for Python alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.bulk.resuming import Folder
    from policyq.apps.logs import Reading

_MEGABYTE: Final = 1_000_000
_NO_COLUMNS = Said(
    '没有装 pyarrow，只能逐条重放：--resume 没有留下什么；先运行 pip install "policyq[parquet]"',
    "without pyarrow every event is decided by itself, and --resume keeps nothing: "
    'pip install "policyq[parquet]"',
)
_NOTHING_KEPT = Said(
    "记录太短，或者这份群规、这些记录要逐条重放：--resume 没有留下什么",
    "the log is too short, or it or the policy is replayed event by event: --resume keeps nothing",
)


def folder_at(path: str | os.PathLike[str] | None) -> Folder | None:
    """The folder for what is done. Raises `OSError`."""
    if path is None:
        return None
    from policyq.apps.bulk.resuming import Folder, NotPrivate

    try:
        return Folder(Path(path))
    except NotPrivate:
        raise PermissionError(
            f"{os.fspath(path)} is not yours, or others may write to it"
        ) from None


@contextmanager
def bounded() -> Iterator[None]:
    """Raises `ValueError` if the memory that was given is not enough."""
    from policyq.apps.bulk.parting import TooLittle

    try:
        yield
    except TooLittle as little:
        raise ValueError(f"memory must be at least {little.needed} bytes") from None


def failed(folder: Folder | None, memory: int | None, reading: Reading) -> Iterator[Said]:
    """What could not be had of what was asked for, after a replay."""
    for path in () if folder is None else folder.damaged:
        yield Said(f"{path} 已损坏，重新算过", f"{path} is damaged, and was done anew")
    if reading.parts is not None:
        return
    if folder is not None:
        yield _NOTHING_KEPT if find_spec("pyarrow") else _NO_COLUMNS
    taken = None if memory is None else peak()
    if memory is not None and taken is not None and taken > memory:
        most, given = (-(-number // _MEGABYTE) for number in (taken, memory))
        yield Said(
            f"--memory {given}MB 没有守住：记录是逐条重放的，最多用了 {most}MB",
            f"--memory {given}MB was not kept to: the log was replayed event by event, "
            f"which took up to {most}MB",
        )


def peak() -> int | None:
    """The most bytes of memory that this process, or one that it waited for, has taken so far; ``None``
    where the system does not tell."""
    if find_spec("resource") is None:
        return None
    resource = import_module("resource")
    unit = 1 if sys.platform == "darwin" else 1024
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(int(resource.getrusage(one).ru_maxrss) for one in who) * unit


def stopped(folder: Folder | None, reading: Reading) -> Said | None:
    """Where a replay that was interrupted can be gone on from."""
    if folder is None:
        return None
    if reading.parts is None or not reading.parts[0]:
        return Said(
            f"中断了：还没有一个部分算完，{folder.path} 里没有新留下什么",
            f"interrupted: no part was done yet, and nothing new is kept in {folder.path}",
        )
    done, every = reading.parts
    return Said(
        f"中断了：{every} 个部分里有 {done} 个留在 {folder.path}，再运行同样的命令就接着算",
        f"interrupted: {done} of {every} parts are kept in {folder.path}; "
        "the same command goes on from there",
    )
