"""A whole log in bulk, part by part, in one process or several: as it is, if it is Parquet, or put
aside as such while it is read.

Every process reads all files, and decides the groups of its parts; what they count is added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO, NamedTuple

from policyq.apps.bulk import lines
from policyq.apps.bulk.part import Bulk, Kept, Share, Source
from policyq.apps.bulk.parting import AT_ONCE, OFTEN, Part, parts_of, rows_for
from policyq.apps.bulk.resuming import Folder
from policyq.apps.filling import Noted
from policyq.apps.logs import Reading, bulk
from policyq.apps.logs.aside import Aside
from policyq.apps.processes import Killed, answer, receive, start, stop
from policyq.ir import common, nodes
from policyq.replay.order import MOST, Odd, Unfit
from policyq.replay.screen import can_screen
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates, together
from policyq.study.simulate import Mode


class How(NamedTuple):
    """How a log is replayed in bulk."""

    jobs: int = 1
    """In so many processes."""
    memory: int | None = None
    """In no more bytes of memory, all processes together."""
    labels: Labels | None = None
    folder: Folder | None = None
    """Where what is counted of each part is kept."""
    mode: Mode = "observed"
    decisions: IO[bytes] | None = None
    """Where the decisions are written, none of which are kept in ``folder``."""


def replay_in_bulk(
    program: nodes.Program,
    reading: Reading,
    log: Aside,
    noted: Noted,
    watch: Callable[[int], None],
    how: How,
) -> Rates | None:
    """The rates of a log; the books of its reading and ``noted`` are complete then. ``None``: the policy
    or the log has to be looked at event by event, and nothing is noted. Raises
    `policyq.apps.bulk.parting.TooLittle`, and `policyq.apps.processes.Broken` if a process fails; what one
    that is killed leaves is done by this one."""
    if not can_screen(program):
        return None
    for source in sources(reading, log):
        try:
            whole = Whole(reading, source, watch)
            shares = _written(program, source, whole, how)
        except Odd as odd:
            reading.parts = None  # Some may have been done.
            if isinstance(odd, Unfit):
                return None
            continue
        for share in shares:
            noted.add(share.noted)
        whole.keep([share.read for share in shares if share.read is not None])
        rates = [share.rates for share in shares]
        return together(rates) if len(rates) > 1 else rates[0]
    return None


def sources(reading: Reading, log: Aside) -> Iterator[Source]:
    """The ways in which a log can be had as columns; whoever finds it odd in one takes the next."""
    paths = reading.of_format("parquet")
    if bulk.plain(paths):
        yield Source(paths)
        reading.bytes_read = 0  # It is begun anew.
    if paths := log.put():
        yield Source(paths, aside=True)


class Whole:
    """A log that is read in bulk. Raises `Odd` if it holds too little or too much."""

    def __init__(self, reading: Reading, source: Source, watch: Callable[[int], None]) -> None:
        self._reading, self._source, self._watch = reading, source, watch
        self._rows = sum(map(bulk.rows, source.paths))
        if not 0 < self._rows < MOST:
            raise Odd
        self._size = sum(Path(path).stat().st_size for path in source.paths)
        self._parts = self._done = 0

    def parts(
        self,
        jobs: int,
        memory: int | None,
        policies: int = 1,
        often: bool = False,
        written: bool = False,
        together: bool = False,
    ) -> list[Part]:
        """The parts in which it is read, for so many policies together; ``often``: none takes long;
        ``written``: with a line for each row; ``together``: all groups in one.
        Raises `Odd` and `policyq.apps.bulk.parting.TooLittle`."""
        paths = self._source.paths
        most = max((OFTEN if often else AT_ONCE) // policies, 1)
        room = (
            None if memory is None else rows_for(memory, jobs, policies, paths, written or together)
        )
        parts = parts_of(paths, most if room is None else min(most, room), jobs, room, together)
        self._parts = len(parts)
        return parts

    def progress(self, rows: int) -> None:
        """So many rows have been read for the part at hand."""
        every = self._rows * self._parts
        self._reading.bytes_total = self._size
        self._reading.bytes_read = self._size * (self._rows * self._done + rows) // every
        self._watch(rows)

    def done(self) -> None:
        """One part more is done."""
        self._done += 1
        self._reading.parts = (self._done, self._parts)
        self.progress(0)

    def keep(self, kept: Sequence[Kept]) -> None:
        """Everything is read: the books of the reading."""
        if self._source.aside:
            return
        reading, paths = self._reading, self._source.paths
        reading.files = reading.formats["parquet"] = len(paths)
        reading.rows = reading.events = self._rows
        reading.steps_back = sum(one.back for one in kept)
        reading.furthest_back = max(one.furthest for one in kept)
        firsts = [one.first for one in kept if one.first is not None]
        if firsts:
            reading.first_back = bulk.place_of(paths, min(firsts))
        reading.repeated = sum(one.repeated for one in kept)
        examples = [one.example for one in kept if one.example is not None]
        if examples:
            _, reading.repeated_example = bulk.place_of(paths, min(examples))


def _written(program: nodes.Program, source: Source, whole: Whole, how: How) -> list[Share]:
    """What is counted of all parts, whose decisions are written. Raises `Odd`."""
    at_once = common.shares(program)
    often, written = how.folder is not None and not at_once, how.decisions is not None
    how = how._replace(jobs=1) if at_once else how
    parts = whole.parts(how.jobs, how.memory, 1, often, written, at_once)
    if how.decisions is None:
        return list(_shares(program, source, parts, whole, how, None))
    with lines.folder() as folder:
        shares = list(_shares(program, source, parts, whole, how, folder))
        lines.merge_into(how.decisions, [folder / str(part.number) for part in parts])
    return shares


def _shares(
    program: nodes.Program,
    source: Source,
    parts: Sequence[Part],
    whole: Whole,
    how: How,
    folder: Path | None,
) -> Iterator[Share]:
    """What is counted of each part, now or before; ``folder``: where their lines are to be written."""
    kept = None if how.folder is None else how.folder.of(program, source, how.labels, how.mode)
    left = []
    for part in parts:
        share = None if kept is None else kept.load(part)
        if share is None:
            left.append(part)
        else:
            whole.done()
            yield share
    made = _alone if how.jobs == 1 else _apart
    counting = partial(Bulk, program, source, how.labels, how.mode, folder)
    for part, share in made(counting, left, whole, how.jobs):
        if kept is not None:
            kept.save(part, share)
        whole.done()
        yield share


def _alone(
    counting: Callable[[], Bulk], parts: Sequence[Part], whole: Whole, jobs: int = 1
) -> Iterator[tuple[Part, Share]]:
    bulk = counting()
    for part in parts:
        yield part, bulk.share(part, whole.progress)


def _apart(
    counting: Callable[[], Bulk], parts: Sequence[Part], whole: Whole, jobs: int
) -> Iterator[tuple[Part, Share]]:
    """The same by other processes, as they are done."""
    lots = [lot for number in range(jobs) if (lot := [*parts[number::jobs]])]
    with ExitStack() as stack:
        workers = [start(_work, counting, lot) for lot in lots]
        stack.callback(stop, workers, 0)
        at_work = {one.pipe: (one, lot) for one, lot in zip(workers, lots, strict=True)}
        left: list[Part] = []
        while at_work:
            for pipe in wait([*at_work]):
                worker, lot = at_work[pipe]  # type: ignore[index]
                try:
                    found = receive(worker, tuple)
                except Killed:
                    left += lot
                    lot = []
                else:
                    if not isinstance(found[0], Share):
                        raise Unfit if found[0] else Odd
                    yield lot.pop(0), found[0]
                if not lot:
                    del at_work[worker.pipe]
    # Whoever was killed, for want of memory perhaps, is stood in for when all others are done.
    if left:
        yield from _alone(counting, left, whole)


# -- in the other process ----------------------------------------------------------------------


def _work(pipe: Connection, counting: Callable[[], Bulk], own: Sequence[Part]) -> None:
    made = cache(counting)
    for part in own:
        answer(pipe, partial(_share, made, part))


def _share(counting: Callable[[], Bulk], part: Part) -> tuple[Share | bool]:
    """What is counted of a part; no share: the log is odd, or even unfit."""
    try:
        return (counting().share(part, _unseen),)
    except Odd as odd:
        return (isinstance(odd, Unfit),)


def _unseen(rows: int) -> None:
    """Nobody watches how far another process is."""
