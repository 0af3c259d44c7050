"""Replaying a policy over Parquet in bulk: columns say of which events there may be something to say.

    batches -> screen -> windows -> the events that are left -> steps -> rates

The report is that of `policyq.apps.replaying`, byte for byte, in a tenth of the time. It is for
policies and logs of which columns tell enough; all others are replayed event by event. Of a row
that is only counted no more is held than some numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.apps.logs import bulk
from policyq.apps.logs.bulk import Batch, Odd
from policyq.events.order import settle
from policyq.ir import nodes
from policyq.live import Live
from policyq.replay.screen import Screen, can_screen
from policyq.replay.windows import Rows, Windows
from policyq.study.inbulk import InBulk, Log
from policyq.study.readers import Readers
from policyq.study.simulate import Replayer, foreseen
from policyq.study.slices import QUARTER
from policyq.study.supply import ATTRIBUTES, Passed
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS

if TYPE_CHECKING:
    from policyq.apps.logs import Reading
    from policyq.apps.replaying import Feed
    from policyq.study.numbers import Rates

Numbers = NDArray[np.int64]

#: No more rows than fit into the numbers that windows are sorted by.
_MOST = 1 << 31


def replay_in_bulk(
    program: nodes.Program,
    reading: Reading,
    paths: Sequence[str],
    source: Feed,
    watch: Callable[[int], None],
) -> Rates | None:
    """The rates of a log of Parquet; the books of its reading are complete then. ``None``: the policy
    or the log has to be looked at event by event, and ``source`` is of no more use."""
    if not can_screen(program):
        return None
    live = Live(program)
    readers = Readers(live, "observed")
    try:
        found = read(live, paths, watch)
        decided = sort(live, found)
        log, windows = decided.log, decided.windows

        windows.look_at(log.hot)

        def catch_up(row: int, event: Event) -> None:
            state = live.state(event.group)
            if log.hot[row]:
                windows.catch_up(state, row, event)
            else:
                state.mark = max(state.mark, int(log.times[row]))
                windows.reach(state, row, event)

        fetch = Fetching(live, paths, decided)
        InBulk(program, log, Replayer(live), readers, source, catch_up).run(fetch)
    except Odd:
        return None
    source.pass_over(_passed(found, decided))
    _close(reading, paths, found)
    return readers.close()


def _passed(read: Read, found: Sorted) -> Passed:
    """What is to be put in the books of the rows that nobody looked at."""
    idle = np.frombuffer(found.log.hot, np.uint8) == 0
    role, tags = (read.lacks[found.order[idle]] & bit > 0 for bit in (1, 2))
    late = behind(read.times, read.groups)
    assumed = {"role": role, "tags": tags, "any": role | tags}
    return Passed(
        kinds=read.kinds,
        messages=int(idle.sum()),
        assumed=Counter({name: int(some.sum()) for name, some in assumed.items() if some.any()}),
        told=read.told | ({"role", "tags"} if idle.any() else set()),
        hours=(np.unique(read.times // QUARTER) * QUARTER).tolist(),
        back=int((late > 0).sum()),
        late=int((late > LATENESS).sum()),
    )


def _close(reading: Reading, paths: Sequence[str], read: Read) -> None:
    """Completes the books of a reading."""
    late = behind(read.times, read.groups * len(paths) + read.files)
    reading.files = len(paths)
    reading.formats["parquet"] = len(paths)
    reading.rows = reading.events = len(read.times)
    reading.bytes_read = sum(Path(path).stat().st_size for path in paths)
    reading.steps_back = int((late > 0).sum())
    reading.furthest_back = int(late.max())
    if _repeated(read).any():
        sizes = np.bincount(read.files, minlength=len(paths)).tolist()
        repeats = list(reading.repeats(_mixed(read).tolist(), sizes))
        reading.repeated = len(repeats)
        if repeats:
            row = np.array(repeats[:1], np.int64)
            reading.repeated_example = bulk.chosen(paths, row).column("id")[0].as_py()


class Read(NamedTuple):
    """The rows of a log in the order in which they were read, each some numbers."""

    times: Numbers
    groups: Numbers
    senders: Numbers
    hot: NDArray[np.bool_]
    bits: NDArray[np.uint64]
    keys: Numbers | None
    joined: Numbers | None
    members: Numbers | None
    ids: Numbers
    """A hash of each id."""
    lacks: NDArray[np.uint8]
    """1: no role is told, 2: no tags."""
    files: Numbers
    """The number of the file."""
    names: list[str]
    accounts: list[str]
    kinds: frozenset[str]
    told: frozenset[str]
    """The fields that any row tells."""


class Sorted(NamedTuple):
    """A log in the order in which it is decided, and what is to be looked at."""

    log: Log
    order: Numbers
    """The number of each row among those that were read."""
    places: Numbers
    """Of each row that was read the place in the order."""
    windows: Windows


def read(live: Live, paths: Sequence[str], watch: Callable[[int], None]) -> Read:
    """Reads a log and screens it; ``watch`` is told how many rows have been read. Raises `Odd`."""
    screen = Screen(live.program, live.names)
    groups, accounts = _Numbers(), _Numbers()
    parts: list[tuple[Any, ...]] = []
    kinds: set[str] = set()
    told: set[str] = set()
    count = 0
    for number, path in enumerate(paths):
        for batch in bulk.batches(path):
            kinds.update(batch.column("kind").values)
            told.update(name for name in ATTRIBUTES if batch.told(name).any())
            if batch.told("person").any():
                # People on several platforms are counted where they are seen.
                raise Odd
            sifted = screen.sift(screen.columns(batch.times, batch.column))
            parts.append(
                (
                    batch.times,
                    groups.of(batch, "group"),
                    accounts.of(batch, "sender"),
                    sifted.hot,
                    sifted.bits,
                    sifted.keys,
                    batch.numbers("joined"),
                    batch.numbers("members"),
                    np.fromiter(map(hash, batch.ids()), np.int64, len(batch.times)),
                    (~batch.told("role")).astype(np.uint8)
                    + 2 * (~batch.told("tags")).astype(np.uint8),
                    np.full(len(batch.times), number, np.int64),
                )
            )
            count += len(batch.times)
            watch(count)
    if not 0 < count < _MOST:
        raise Odd
    names = (groups.names, accounts.names, frozenset(kinds), frozenset(told))
    return Read._make((*_joined(parts), *names))


class _Numbers:
    """Numbers for names, the same in all batches."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._known: dict[str, int] = {}

    def of(self, batch: Batch, field: str) -> Numbers:
        codes, values = batch.column(field)
        numbers = np.empty(len(values), np.int64)
        for place, value in enumerate(values):
            numbers[place] = -1 if value is None else self._number(value)
        return numbers.take(codes)

    def _number(self, name: str) -> int:
        number = self._known.get(name)
        if number is None:
            number = self._known[name] = len(self.names)
            self.names.append(name)
        return number


def _joined(parts: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    for some in zip(*parts, strict=True):
        if all(one is None for one in some):
            yield None
        else:
            sizes = [len(part[0]) for part in parts]
            yield np.concatenate(
                [
                    np.full(size, -1, np.int64) if one is None else one
                    for one, size in zip(some, sizes, strict=True)
                ]
            )


def sort(live: Live, read: Read) -> Sorted:
    """Puts a log in the order in which it is decided, and asks the windows. Raises `Odd`."""
    program = live.program
    late = _late(read)
    hot = read.hot | _repeated(read) | np.isin(read.groups, late) | _unsure(read)
    order = np.lexsort((read.times, read.groups))
    if len(late):
        # These are put in order as they are decided.
        places = np.arange(len(order))
        times = np.where(np.isin(read.groups, late), places, read.times)
        order = np.lexsort((times, read.groups))
    rows = Rows(
        read.times[order],
        read.groups[order],
        read.senders[order],
        read.bits[order],
        None if read.keys is None else read.keys[order],
        read.accounts,
    )
    hot = hot[order]
    windows = Windows(program, live.names, rows)
    screen = Screen(program, live.names)
    for bit, number in enumerate(screen.windowed, len(program.counters)):
        asked = np.flatnonzero((rows.bits >> np.uint64(bit) & np.uint64(1) == 1) & ~hot)
        hot[asked] = windows.perhaps(program.rules[number].condition, asked)
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    starts = np.flatnonzero(np.diff(rows.groups, prepend=-1))
    ends = [*starts[1:].tolist(), len(order)]
    log = Log(
        groups=[
            (read.names[int(rows.groups[start])], start, end)
            for start, end in zip(starts.tolist(), ends, strict=True)
        ],
        times=rows.times,
        senders=rows.senders,
        accounts=read.accounts,
        joined=None if read.joined is None else read.joined[order],
        members=None if read.members is None else read.members[order],
        hot=bytearray(hot.tobytes()),
        whole=frozenset(read.names[number] for number in late.tolist()),
    )
    return Sorted(log, order, places, windows)


def _late(read: Read) -> Numbers:
    """The groups in which a row came more than the lateness behind another."""
    return np.unique(read.groups[behind(read.times, read.groups) > LATENESS])


def behind(times: Numbers, groups: Numbers) -> Numbers:
    """How far each row is behind the newest of its group before it; 0 if it is not. Raises `Odd`."""
    order = groups.argsort(kind="stable")
    least = int(times.min())
    width = int(times.max()) - least + 1
    if width * (int(groups.max()) + 1) >= 1 << 62:
        raise Odd
    shifted = times[order] - least + groups[order] * width
    found = np.empty(len(order), np.int64)
    found[order] = np.maximum.accumulate(shifted) - shifted
    return found


def _repeated(read: Read) -> NDArray[np.bool_]:
    """The rows that share their id with another row of their group, and perhaps some others."""
    mixed = _mixed(read)
    order = mixed.argsort(kind="stable")
    same = mixed[order][1:] == mixed[order][:-1]
    repeated = np.zeros(len(order), np.bool_)
    repeated[order[1:][same]] = repeated[order[:-1][same]] = True
    return repeated


def _unsure(read: Read) -> NDArray[np.bool_]:
    """The rows of members of whom not all messages tell the same of when they joined."""
    joined = read.joined
    if joined is None:
        return np.zeros(len(read.times), np.bool_)
    _, who = np.unique((read.groups << 32) + read.senders, return_inverse=True)
    counted = ~read.hot | (joined != -1)
    order = who.argsort(kind="stable")
    order = order[counted[order]]
    differs: NDArray[np.bool_] = (np.diff(who[order]) == 0) & (np.diff(joined[order]) != 0)
    unsure = np.zeros(int(who.max()) + 1, np.bool_)
    unsure[who[order][1:][differs]] = True
    found: NDArray[np.bool_] = unsure.take(who)
    return found


def _mixed(read: Read) -> Numbers:
    """A number for the id and the group of each row."""
    return read.ids ^ (read.groups * np.int64(0x2545F4914F6CDD1D))


class Fetching:
    """The events of the rows that are to be looked at."""

    def __init__(
        self,
        live: Live,
        paths: Sequence[str],
        found: Sorted,
    ) -> None:
        self._live = live
        self._hot = np.flatnonzero(np.frombuffer(found.log.hot, np.uint8))
        wanted = found.order[self._hot]
        self._table = bulk.chosen(paths, np.sort(wanted))
        self._place = wanted.argsort().argsort()
        self._starts = {first: group for group, first, _ in found.log.groups}
        self._whole = found.log.whole

    def __call__(self, first: int, end: int) -> Iterator[tuple[int, Event]]:
        start, stop = self._hot.searchsorted((first, end)).tolist()
        rows = self._hot[start:stop].tolist()
        events: Iterator[Event] = bulk.events(self._table, self._place[start:stop])
        events = foreseen(events, self._live)
        if self._starts[first] in self._whole:
            events = settle(events)
        return zip(rows, events, strict=True)
