"""Logs that are read in bulk: the options that say how, and what may stand in the way of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policyq.apps.cli import exits, values
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
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


@contextmanager
def bounded() -> Iterator[None]:
    """Ends the command if the memory that was given is not enough."""
    from policyq.apps.parting import TooLittle

    try:
        yield
    except TooLittle as little:
        least = -(-little.needed // 50_000_000) * 50
        says = Said(
            f"内存太少：--memory 至少要 {least}MB，或者减少 --jobs",
            f"too little memory: --memory must be {least}MB at least; fewer --jobs take less",
        )
        raise exits.Stop(exits.USAGE, says) from None


def show(progress: Progress, reading: Reading, count: int) -> None:
    """How far a reading has come: bytes, events, and in bulk the parts that are done."""
    progress.show(reading.bytes_read, of=reading.bytes_total, count=count, parts=reading.parts)
