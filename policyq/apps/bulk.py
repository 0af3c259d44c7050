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
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from policyq.apps.logs import bulk
from policyq.apps.logs.bulk import Batch
from policyq.events.order import settle
from policyq.ir import nodes
from policyq.live import Live
from policyq.replay.columns import Numbers
from policyq.replay.order import MOST, Odd, Read, Sorted, behind, mixed, repeated, sort
from policyq.replay.screen import Screen, can_screen
from policyq.study.inbulk import InBulk
from policyq.study.labels.label import Index, Labels
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


AT_ONCE: Final = 2_000_000
"""Of how many rows, roughly, some numbers are held in memory: a longer log is read in several parts,
each of some of the groups. No group is parted."""


def replay_in_bulk(
    program: nodes.Program,
    reading: Reading,
    paths: Sequence[str],
    source: Feed,
    watch: Callable[[int], None],
    labels: Labels | None = None,
) -> Rates | None:
    """The rates of a log of Parquet; the books of its reading are complete then. ``None``: the policy
    or the log has to be looked at event by event, and ``source`` is of no more use."""
    if not can_screen(program):
        return None
    live = Live(program)
    readers = Readers(live, "observed", labels=labels)
    index = None if labels is None else Index(labels)
    try:
        books = _Books(reading, paths, watch)
        parts = -(-books.rows // AT_ONCE)
        for part in range(parts):
            found = read(live, paths, books.watch, Part(part, parts), index)
            if found is not None:
                decided = sort(live, found)
                _decide(live, paths, decided, readers, source)
                source.pass_over(_passed(found, decided))
                books.add(found)
    except Odd:
        return None
    books.close()
    return readers.close()


def _decide(
    live: Live, paths: Sequence[str], decided: Sorted, readers: Readers, source: Feed
) -> None:
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
    InBulk(live.program, log, Replayer(live), readers, source, catch_up).run(fetch)


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


class _Books:
    """The books of a reading; they stay as they are until it is over."""

    def __init__(
        self, reading: Reading, paths: Sequence[str], watch: Callable[[int], None]
    ) -> None:
        self._reading, self._paths, self._watch = reading, paths, watch
        self.rows = sum(map(bulk.rows, paths))
        if not 0 < self.rows < MOST:
            raise Odd
        self._size = sum(Path(path).stat().st_size for path in paths)
        self._back = self._furthest = self._repeated = 0
        self._example = ""

    def watch(self, rows: int) -> None:
        """So many rows have been read."""
        self._reading.bytes_total = self._size
        self._reading.bytes_read = self._size * rows // self.rows
        self._watch(rows)

    def add(self, read: Read) -> None:
        """Takes in a part of the log."""
        late = behind(read.times, read.groups * len(self._paths) + read.files)
        self._back += int((late > 0).sum())
        self._furthest = max(self._furthest, int(late.max()))
        if repeated(read).any():
            sizes = np.bincount(read.files, minlength=len(self._paths)).tolist()
            repeats = list(self._reading.repeats(mixed(read).tolist(), sizes))
            if repeats and not self._example:
                row = read.rows[repeats[:1]]
                self._example = bulk.chosen(self._paths, row).column("id")[0].as_py()
            self._repeated += len(repeats)

    def close(self) -> None:
        """All is read."""
        reading, files = self._reading, len(self._paths)
        reading.files = reading.formats["parquet"] = files
        reading.rows = reading.events = self.rows
        reading.bytes_read = self._size
        reading.steps_back, reading.furthest_back = self._back, self._furthest
        reading.repeated, reading.repeated_example = self._repeated, self._example or None


class Part(NamedTuple):
    """One of so many parts of a log: the groups that fall to it."""

    number: int
    parts: int

    def has(self, group: str) -> bool:
        """Whether a group falls to it; the same everywhere."""
        return crc32(group.encode("utf-8", "surrogatepass")) % self.parts == self.number


def read(
    live: Live,
    paths: Sequence[str],
    watch: Callable[[int], None],
    part: Part,
    labels: Index | None = None,
) -> Read | None:
    """Reads a part of a log and screens it; ``None``: there is nothing in it. ``watch`` is told how
    many rows have been read, those of other parts included. What has one of ``labels`` is to be
    looked at. Raises `Odd`."""
    screen = Screen(live.program, live.names)
    groups, accounts = _Numbers(), _Numbers()
    some: list[tuple[Any, ...]] = []
    kinds: set[str] = set()
    told: set[str] = set()
    count = 0
    for number, path in enumerate(paths):
        for whole in bulk.batches(path):
            rows = np.flatnonzero(_own(whole, part))
            first, count = count, count + len(whole.times)
            watch(count)
            if not len(rows):
                continue
            batch = whole if len(rows) == len(whole.times) else whole.only(rows)
            kinds.update(batch.column("kind").values)
            told.update(name for name in ATTRIBUTES if batch.told(name).any())
            if batch.told("person").any():
                # People on several platforms are counted where they are seen.
                raise Odd
            sifted = screen.sift(screen.columns(batch.times, batch.column))
            some.append(
                (
                    batch.times,
                    groups.of(batch, "group"),
                    accounts.of(batch, "sender"),
                    sifted.hot if labels is None else sifted.hot | _labelled(batch, labels),
                    sifted.bits,
                    sifted.unknown,
                    sifted.keys,
                    batch.numbers("joined"),
                    batch.numbers("members"),
                    np.fromiter(map(hash, batch.ids()), np.int64, len(batch.times)),
                    (~batch.told("role")).astype(np.uint8)
                    + 2 * (~batch.told("tags")).astype(np.uint8),
                    np.full(len(rows), number, np.int64),
                    rows + first,
                )
            )
    if not some:
        return None
    names = (groups.names, accounts.names, frozenset(kinds), frozenset(told))
    return Read._make((*_joined(some), *names))


def _own(batch: Batch, part: Part) -> NDArray[np.bool_]:
    codes, groups = batch.column("group")
    own: NDArray[np.bool_] = np.array([part.has(group) for group in groups], np.bool_)[codes]
    return own


def _labelled(batch: Batch, labels: Index) -> NDArray[np.bool_]:
    """The rows that may have a label."""
    ids = np.fromiter((id in labels.ids for id in batch.ids()), np.bool_, len(batch.times))
    codes, texts = batch.column("text")
    same: NDArray[np.bool_] = np.array([labels.has_text(text) for text in texts], np.bool_)[codes]
    return ids | same


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
        wanted = found.rows[found.order[self._hot]]
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
