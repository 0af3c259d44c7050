"""A whole log of Parquet in bulk, part by part, in one process or several.

Every process reads all files, and decides the groups of its part; what they count is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

from policyq.apps.bulk import Bulk, Part, Share
from policyq.apps.filling import Noted
from policyq.apps.logs import Reading, bulk
from policyq.apps.processes import answer, receive, start, stop
from policyq.ir import nodes
from policyq.replay.order import MOST, Odd
from policyq.replay.screen import can_screen
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates, together

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
) -> Rates | None:
    """The rates of a log of Parquet, counted in so many processes; the books of its reading and
    ``noted`` are complete then. ``None``: the policy or the log has to be looked at event by event,
    and nothing is noted. Raises `policyq.apps.processes.Broken` if a process fails."""
    if not can_screen(program):
        return None
    try:
        rows = sum(map(bulk.rows, paths))
        if not 0 < rows < MOST:
            return None
        size = sum(Path(path).stat().st_size for path in paths)

        def progress(done: int) -> None:
            reading.bytes_total, reading.bytes_read = size, size * done // rows
            watch(done)

        parts = -(-rows // (AT_ONCE * jobs)) * jobs
        if jobs == 1:
            shares = list(_alone(Bulk(program, paths, labels), parts, progress))
        else:
            shares = list(_apart(program, paths, parts, jobs, labels))
    except Odd:
        return None
    for share in shares:
        noted.add(share.noted)
    progress(rows)
    _keep(reading, paths, rows, shares)
    return together(share.rates for share in shares)


def _keep(reading: Reading, paths: Sequence[str], rows: int, shares: Iterable[Share]) -> None:
    """Everything is read: the books of the reading."""
    kept = [share.read for share in shares]
    reading.files = reading.formats["parquet"] = len(paths)
    reading.rows = reading.events = rows
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
    program: nodes.Program, paths: Sequence[str], parts: int, jobs: int, labels: Labels | None
) -> Iterator[Share]:
    with ExitStack() as stack:
        workers = [
            start(_work, program, paths, range(number, parts, jobs), parts, labels)
            for number in range(jobs)
        ]
        stack.callback(stop, workers, 0)
        for worker in workers:
            found = receive(worker, list)
            if found == [None]:
                raise Odd
            yield from found


# -- in the other process ----------------------------------------------------------------------


def _work(
    pipe: Connection,
    program: nodes.Program,
    paths: Sequence[str],
    own: range,
    parts: int,
    labels: Labels | None,
) -> None:
    answer(pipe, lambda: _shares(Bulk(program, paths, labels), own, parts))


def _shares(counting: Bulk, own: range, parts: int) -> list[Share] | list[None]:
    """What is counted of some parts; only ``None``: the log is odd."""
    try:
        shares = [counting.share(Part(number, parts), _unseen) for number in own]
    except Odd:
        return [None]
    return [share for share in shares if share is not None]


def _unseen(rows: int) -> None:
    """Nobody watches how far another process is."""
