"""Logs that are read in bulk: the options that say how, and what may stand in the way of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.bulk.resuming import Folder
    from policyq.apps.logs import Reading
    from policyq.apps.progress import Progress


def configure(parser: Parser) -> None:
    """Add the option that bounds the memory."""
    parser.add_argument(
        "--memory",
        type=values.size(parser),
        metavar=parser.say("大小", "SIZE"),
        help=parser.say(
            "整批读记录时最多用多少内存，如 1GB：记录太长就分几次读（默认一次 200 万行）",
            "how much memory a log that is read in bulk may take, such as 1GB: a longer one is read "
            "in several parts (default: 2,000,000 rows at a time)",
        ),
    )


def configure_resume(parser: Parser) -> None:
    """Add the option that keeps what is done."""
    parser.add_argument(
        "--resume",
        type=Path,
        metavar=parser.say("文件夹", "FOLDER"),
        help=parser.say(
            "整批读记录时，算完的各部分留在这个文件夹里；中断后用同样的命令接着算",
            "where what is done of a log that is read in bulk is kept: after a stop the same command "
            "goes on from there",
        ),
    )


def folder_of(args: Namespace) -> Folder | None:
    """The folder for what is done, if one is named."""
    if args.resume is None:
        return None
    from policyq.apps.bulk.resuming import Folder, NotPrivate

    try:
        return Folder(args.resume)
    except NotPrivate:
        says = Said(
            f"{args.resume} 不归你所有，或者别人也能写：别人放进去的结果不能信。换一个文件夹，"
            f"或者先运行 chmod go-w {args.resume}",
            f"{args.resume} is not yours, or others may write to it, and what they put there must "
            f"not be believed: name another folder, or run chmod go-w {args.resume}",
        )
        raise exits.Stop(exits.FILES, says) from None


def tell(folder: Folder | None, memory: int | None, reading: Reading, args: Namespace) -> None:
    """Tells what there was in the folder, and what could not be had. To be called after a replay."""
    from policyq.apps import inparts

    for says in inparts.failed(folder, memory, reading):
        console.note(says.in_(args.lang))
    if folder is not None and folder.kept and reading.parts is not None:
        done, every = folder.kept, reading.parts[1]
        says = Said(
            f"接着上次算：{every} 个部分里有 {done} 个已经算好",
            f"gone on with: {done} of {every} parts were done before",
        )
        console.note(says.in_(args.lang))


@contextmanager
def interruptible(folder: Folder | None, reading: Reading, args: Namespace) -> Iterator[None]:
    """Says, of a replay that Ctrl-C ends, where it can be gone on from."""
    try:
        yield
    except KeyboardInterrupt:
        from policyq.apps import inparts

        says = inparts.stopped(folder, reading)
        if says is not None:
            console.note("\n" + says.in_(args.lang))
        raise


@contextmanager
def bounded(jobs: int = 1) -> Iterator[None]:
    """Ends the command if the memory that was given is not enough."""
    from policyq.apps.bulk.parting import TooLittle

    try:
        yield
    except TooLittle as little:
        least = -(-little.needed // 50_000_000) * 50
        says = Said(
            f"内存太少：--memory 至少要 {least}MB" + ("，或者减少 --jobs" if jobs > 1 else ""),
            f"too little memory: --memory must be {least}MB at least"
            + ("; fewer --jobs take less" if jobs > 1 else ""),
        )
        raise exits.Stop(exits.USAGE, says) from None


def show(progress: Progress, reading: Reading, count: int) -> None:
    """How far a reading has come: bytes, events, and in bulk the parts that are done."""
    progress.show(reading.bytes_read, of=reading.bytes_total, count=count, parts=reading.parts)
