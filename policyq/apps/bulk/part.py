"""Replaying a policy over Parquet in bulk: columns say of which events there may be something to say.

    batches -> screen -> windows -> the events that are left -> steps -> rates

The report is that of `policyq.apps.replaying`, byte for byte. It is for policies and logs of which
columns tell enough; all others are replayed event by event. Of a row that is only counted no more
is held than some numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from policyq.apps.bulk.fetching import Fetching, line_of
from policyq.apps.bulk.lines import Lines, put_aside
from policyq.apps.bulk.parting import Part
from policyq.apps.bulk.spread import Spread
from policyq.apps.bulk.subjects import Subjects
from policyq.apps.bulk.told import Tellings
from policyq.apps.filling import Filler, Noted
from policyq.apps.logs import bulk
from policyq.apps.logs.books import Books
from policyq.apps.logs.bulk import Batch
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.live import Live
from policyq.replay.arrival import turns
from policyq.replay.columns import Numbers
from policyq.replay.deeds import JOIN, MESSAGE, deeds
from policyq.replay.keeping import Keeping
from policyq.replay.order import PREVENTED, Odd, Read, Sorted, Unfit, behind, repeated, sort
from policyq.replay.screen import Screen, keys, only_counts
from policyq.study.days import QUARTER
from policyq.study.inbulk import InBulk
from policyq.study.labels.label import Index, Labels
from policyq.study.numbers import Rates
from policyq.study.passed import CatchUp
from policyq.study.readers import Readers
from policyq.study.simulate import Mode, Replayer
from policyq.study.supply import ATTRIBUTES, Passed
from policyq.text.engine.building import uncollected
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS

#: Where a greater share of the rows has to be looked at, bulk is slower than event by event.
MOST_LOOKED_AT = 0.5


class Share(NamedTuple):
    """What was counted of the groups of one part."""

    rates: Rates
    noted: Noted
    read: Kept | None
    """Where nobody else keeps the books of the reading."""


class Source(NamedTuple):
    """A log as columns."""

    paths: Sequence[str]
    aside: bool = False
    """Whether it was put aside while it was read: the books of its reading are complete."""


class Bulk:
    """Counts parts of a log by a program that `can_screen`."""

    def __init__(
        self,
        program: nodes.Program,
        source: Source,
        labels: Labels | None = None,
        mode: Mode = "observed",
        folder: Path | None = None,
    ) -> None:
        """``folder``: where the lines of each part are to be written."""
        self._live = Live(program)
        self._folder = folder
        self._mode = mode
        self._suppressed = mode == "suppressed"
        self._source = source
        self._labels = labels
        self._index = None if labels is None else Index(labels)
        self._nothing = self._live.save()
        self._together = shares(program)
        self._plain = only_counts(program) and not self._suppressed
        self._screen = Screen(self._live, self._suppressed, still=self._plain)
        self._tellings: Tellings | None = None

    def share(self, part: Part, watch: Callable[[int], None]) -> Share:
        """What is counted of a part. Raises `Odd`."""
        with uncollected():
            return self._share(part, watch)

    def _share(self, part: Part, watch: Callable[[int], None]) -> Share:
        # What is remembered of the groups of other parts is over.
        self._live.restore(self._nothing)
        self._tellings = None if self._plain else Tellings()
        paths = self._source.paths
        found = read([self._screen], paths, watch, part, self._tellings, self._index)
        filler = Filler((self._live.program,))
        line = turns(found) if self._together or self._folder is not None else None
        decided = sort(
            [self._screen], found, self._suppressed, self._plain, line if self._together else None
        )
        if not part.number and sum(decided.log.hot) > MOST_LOOKED_AT * len(decided.log.hot):
            # What is gained by those that are passed over does not outweigh what bulk costs.
            raise Unfit
        ids = found.ids[decided.order] if self._suppressed else None
        with ExitStack() as stack:
            out = None
            if self._folder is not None:
                out = Lines(self._live.program, stack.enter_context(put_aside()))
            rates = self._decide(decided, filler, ids, out)
            if self._folder is not None and out is not None:
                said = Subjects(paths, found.rows)
                order = line if decided.line is None else decided.line
                assert order is not None, "it is asked for"
                out.write(self._folder / str(part.number), decided, order, said)
        filler.noted.pass_over(passed(found, decided))
        return Share(rates, filler.noted, kept(found, self._source))

    def _decide(
        self, decided: Sorted, filler: Filler, ids: Numbers | None, out: Lines | None
    ) -> Rates:
        live, mode = self._live, self._mode
        readers = Readers(live, mode, None, False, self._labels)
        fetch = Fetching([live], self._source.paths, decided)
        catch_up = catching_up(live, decided, 0)
        keeping = None
        if self._tellings is not None:
            known, windows = self._tellings.known, decided.windows[0]
            keeping = Keeping(self._screen, decided.log, windows, known, filler, ids)
        replayer = Replayer(live, mode, watch=readers.census.tick)
        spread = None
        if self._together and readers.across.asks:
            readers.across.follows = False
            spread = Spread(out)
        InBulk(
            live.program, decided.log, replayer, readers, filler, catch_up, keeping, spread or out,
            line_of(live, decided),
        ).run(fetch)  # fmt: skip
        if spread is not None:
            spread.tell(readers.across, self._source.paths, decided)
        return readers.close()


def catching_up(live: Live, decided: Sorted, policy: int) -> CatchUp:
    """Counts for one of the policies that a log was screened for what was passed over."""
    log, windows = decided.log, decided.windows[policy]
    windows.look_at(log.hot)

    def catch_up(row: int, event: Event) -> None:
        state = live.state(event.group)
        if log.hot[row]:
            windows.catch_up(state, row, event)
        else:
            state.mark = max(state.mark, int(log.times[row]))
            windows.reach(state, row, event)

    return catch_up


def passed(read: Read, found: Sorted) -> Passed:
    """What is to be put in the books of the rows that did not go the usual way."""
    idle = np.frombuffer(found.log.counted, np.bool_) | (
        np.frombuffer(found.log.hot, np.uint8) == PREVENTED
    )
    filled = {"role", "tags"} if idle.any() else set()
    if (found.log.deeds[idle] == JOIN).any():
        filled.add("joined")
    idle &= found.log.deeds == MESSAGE
    role, tags = (read.lacks[found.order[idle]] & bit > 0 for bit in (1, 2))
    late = behind(read.times, read.groups)
    assumed = {"role": role, "tags": tags, "any": role | tags}
    return Passed(
        kinds=read.kinds,
        messages=int(idle.sum()),
        assumed=Counter({name: int(some.sum()) for name, some in assumed.items() if some.any()}),
        told=read.told | filled,
        hours=(np.unique(read.times // QUARTER) * QUARTER).tolist(),
        back=int((late > 0).sum()),
        late=int((late > LATENESS).sum()),
    )


class Kept(NamedTuple):
    """What stands in the books of a reading, of some of its rows."""

    back: int
    """How many rows step back in time in their group and file."""
    first: int | None
    """The first of these, by its number in the whole log."""
    furthest: int
    """How far, at most, in microseconds."""
    repeated: int
    """How many have an id that was there before."""
    example: int | None
    """The first of these, by its number in the whole log."""


def kept(read: Read, source: Source) -> Kept | None:
    """What is to be put in the books of some rows that were read."""
    if source.aside:
        return None
    files = len(source.paths)
    late = behind(read.times, read.groups * files + read.files)
    repeats: list[int] = []
    if repeated(read).any():
        sizes = np.bincount(read.files, minlength=files).tolist()
        repeats = list(Books().repeats(read.ids.tolist(), sizes))
    example = int(read.rows[repeats[0]]) if repeats else None
    back = read.rows[late > 0]
    first = int(back.min()) if len(back) else None
    return Kept(len(back), first, int(late.max()), len(repeats), example)


class Beside(Protocol):
    """Who takes in more of a log than its screens do."""

    def meet(self, batch: Batch, /) -> None:
        """Takes in rows; each row of the log once, in their order."""
        ...

    def places(self, batch: Batch, /) -> Numbers:
        """A number for what each of some rows is counted by."""
        ...


def read(
    screens: Sequence[Screen],
    paths: Sequence[str],
    watch: Callable[[int], None],
    part: Part,
    beside: Beside | None = None,
    labels: Index | None = None,
) -> Read:
    """Reads a part of a log and screens it. ``watch`` is told how many rows have been read, those of
    other parts included. What has one of ``labels`` is to be looked at. Raises `Odd`."""
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
            if beside is not None and not part.number:
                beside.meet(whole)
            if not len(rows):
                continue
            batch = whole if len(rows) == len(whole.times) else whole.only(rows)
            kinds.update(batch.column("kind").values)
            told.update(name for name in ATTRIBUTES if batch.told(name).any())
            if batch.told("person").any():
                # People on several platforms are counted where they are seen.
                raise Odd
            some.append(
                (
                    batch.times,
                    groups.of(batch, "group"),
                    accounts.of(batch, "sender"),
                    accounts.of(batch, "target") if batch.told("target").any() else None,
                    deeds(batch.column("kind")),
                    *_screened(screens, batch, labels),
                    batch.numbers("joined"),
                    batch.numbers("members"),
                    batch.ids(),
                    (~batch.told("role")).astype(np.uint8)
                    + 2 * (~batch.told("tags")).astype(np.uint8),
                    np.full(len(rows), number, np.int64),
                    rows + first,
                    None if beside is None else beside.places(batch),
                )
            )
    if not some:
        raise Odd  # The files are others than when they were shared out.
    names = (groups.names, accounts.names, frozenset(kinds), frozenset(told))
    return Read._make((*_joined(some), *names))


def _screened(screens: Sequence[Screen], batch: Batch, labels: Index | None) -> Iterator[Any]:
    """What screens make of some rows: which are hot, and odd, the bits of each, what is unknown, and
    keys."""
    fetch = cache(batch.column)
    columns = [screen.columns(batch.times, fetch) for screen in screens]
    sifted = [screen.sift(own) for screen, own in zip(screens, columns, strict=True)]
    labelled = [] if labels is None else [_labelled(batch, labels)]
    yield np.logical_or.reduce([one.hot for one in sifted] + labelled)
    yield np.logical_or.reduce([one.odd for one in sifted] + labelled)
    yield np.stack([one.bits for one in sifted], axis=1)
    yield np.stack([one.unknown for one in sifted], axis=1)
    yield keys(columns[0]) if any(screen.texts for screen in screens) else None


def _own(batch: Batch, part: Part) -> NDArray[np.bool_]:
    codes, groups = batch.column("group")
    own: NDArray[np.bool_] = np.array([group in part.groups for group in groups], np.bool_)[codes]
    return own


def _labelled(batch: Batch, labels: Index) -> NDArray[np.bool_]:
    """The rows that may have a label."""
    every = batch.table.column("id").to_pylist()
    ids = np.fromiter((id in labels.ids for id in every), np.bool_, len(every))
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


def _joined(parts: list[tuple[Any, ...]]) -> Iterator[Any]:
    """The columns of all parts together; the parts go, so that no column is held twice for long."""
    sizes = [len(part[0]) for part in parts]
    columns = list(zip(*parts, strict=True))[::-1]
    parts.clear()
    while columns:
        some = columns.pop()
        if all(one is None for one in some):
            yield None
        else:
            yield np.concatenate(
                [
                    np.full(size, -1, np.int64) if one is None else one
                    for one, size in zip(some, sizes, strict=True)
                ]
            )
