"""A whole log of Parquet in bulk, part by part, in one process or several.

Every process reads all files, and decides the groups of its part; what they count is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

from policyq.apps.bulk import Bulk, Kept, Part, Share
from policyq.apps.filling import Noted
from policyq.apps.logs import Reading, bulk
from policyq.apps.processes import Killed, answer, receive, start, stop
from policyq.ir import nodes
from policyq.replay.order import MOST, Odd
from policyq.replay.screen import can_screen
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates, together
from policyq.study.simulate import Mode

AT_ONCE = 2_000_000
"""Of how many rows, roughly, some numbers are held in memory by a process: a longer log is read in
several parts, each of some of the groups. No group is parted."""


def replay_in_bulk(
    program: nodes.Program,
    reading: Reading,
    paths: Sequence[str],
    noted: Noted,
    watch: Callable[[int], None],
    jobs: int = 1,
    labels: Labels | None = None,
    mode: Mode = "observed",
) -> Rates | None:
    """The rates of a log of Parquet, counted in so many processes; the books of its reading and
    ``noted`` are complete then. ``None``: the policy or the log has to be looked at event by event,
    and nothing is noted. Raises `policyq.apps.processes.Broken` if a process fails; what one that
    is killed leaves is done by this one."""
    if not can_screen(program):
        return None
    try:
        whole = Whole(reading, paths, watch)
        parts = whole.parts(jobs)
        if jobs == 1:
            shares = list(_alone(Bulk(program, paths, labels, mode), parts, whole.progress))
        else:
            shares = list(_apart(program, paths, parts, jobs, labels, mode))
    except Odd:
        return None
    for share in shares:
        noted.add(share.noted)
    whole.keep([share.read for share in shares])
    return together(share.rates for share in shares)


class Whole:
    """A log of Parquet that is read in bulk. Raises `Odd` if it holds too little or too much."""

    def __init__(
        self, reading: Reading, paths: Sequence[str], watch: Callable[[int], None]
    ) -> None:
        self._reading, self._paths, self._watch = reading, paths, watch
        self._rows = sum(map(bulk.rows, paths))
        if not 0 < self._rows < MOST:
            raise Odd
        self._size = sum(Path(path).stat().st_size for path in paths)

    def parts(self, jobs: int = 1, policies: int = 1) -> int:
        """In how many parts it is read, for so many policies together."""
        return -(-self._rows * policies // (AT_ONCE * jobs)) * jobs

    def progress(self, done: int) -> None:
        """So many rows have been read."""
        self._reading.bytes_total = self._size
        self._reading.bytes_read = self._size * done // self._rows
        self._watch(done)

    def keep(self, kept: Sequence[Kept]) -> None:
        """Everything is read: the books of the reading."""
        self.progress(self._rows)
        reading, paths = self._reading, self._paths
        reading.files = reading.formats["parquet"] = len(paths)
        reading.rows = reading.events = self._rows
        reading.steps_back = sum(one.back for one in kept)
        reading.furthest_back = max(one.furthest for one in kept)
        reading.repeated = sum(one.repeated for one in kept)
        examples = [one.example for one in kept if one.example is not None]
        if examples:
            reading.repeated_example = bulk.id_of(paths, min(examples))


def _alone(counting: Bulk, parts: int, watch: Callable[[int], None]) -> Iterator[Share]:
    for number in range(parts):
        if (share := counting.share(Part(number, parts), watch)) is not None:
            yield share


def _apart(
    program: nodes.Program,
    paths: Sequence[str],
    parts: int,
    jobs: int,
    labels: Labels | None,
    mode: Mode,
) -> Iterator[Share]:
    lots = [range(number, parts, jobs) for number in range(jobs)]
    left = []
    with ExitStack() as stack:
        workers = [start(_work, program, paths, lot, parts, labels, mode) for lot in lots]
        stack.callback(stop, workers, 0)
        for worker, lot in zip(workers, lots, strict=True):
            try:
                yield from _even(receive(worker, list))
            except Killed:
                left.append(lot)
    # Whoever was killed, for want of memory perhaps, is stood in for when all others are done.
    for lot in left:
        yield from _even(_shares(Bulk(program, paths, labels, mode), lot, parts))


def _even(shares: list[Share] | list[None]) -> list[Share]:
    """What a process sends of its parts. Raises `Odd`."""
    found = [share for share in shares if share is not None]
    if len(found) < len(shares):
        raise Odd
    return found


# -- in the other process ----------------------------------------------------------------------


def _work(
    pipe: Connection,
    program: nodes.Program,
    paths: Sequence[str],
    own: range,
    parts: int,
    labels: Labels | None,
    mode: Mode,
) -> None:
    answer(pipe, lambda: _shares(Bulk(program, paths, labels, mode), own, parts))


def _shares(counting: Bulk, own: range, parts: int) -> list[Share] | list[None]:
    """What is counted of some parts; only ``None``: the log is odd."""
    try:
        shares = [counting.share(Part(number, parts), _unseen) for number in own]
    except Odd:
        return [None]
    return [share for share in shares if share is not None]


def _unseen(rows: int) -> None:
    """Nobody watches how far another process is."""
