"""The decisions of a part of a log that is replayed in bulk, each a line, in the order of the whole log.

What is decided, group by group, is put aside meanwhile; what says nothing is put together from columns.
"""

from __future__ import annotations

import shutil
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from pathlib import Path
from typing import IO, Final

import numpy as np
from pydantic_core import to_json

from policyq.apps import times
from policyq.apps.bulk.subjects import Subjects
from policyq.apps.replaying import lines
from policyq.apps.schema import decision_to_json
from policyq.ir import nodes
from policyq.replay.arrival import TICKS
from policyq.replay.columns import Numbers
from policyq.replay.order import Sorted, Unfit
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision

_DIGITS: Final = 11
"""Before each line of a part stands its place in the whole log, in so many digits."""
_AT_ONCE: Final = 8_192
"""So many rows are put together at a time."""
_OPEN: Final = 200
"""So many files are merged at once."""


class Lines:
    """Takes in what a part of a log led to (`policyq.study.inbulk.Out`), and writes it down."""

    def __init__(self, program: nodes.Program, spill: IO[bytes]) -> None:
        """``spill``: where lines are put aside."""
        self._program = program
        self._zone = times.zone(program.timezone)
        self._spill = spill
        self._rows, self._ends = array("q"), array("q", (0,))
        self._rest: defaultdict[str, list[str]] = defaultdict(list)

    def due(self, row: int, step: Step) -> None:
        """What a tick that is due before a row led to."""
        self._put(row, [decision_to_json(one, self._zone) + "\n" for one in step.decisions])

    def add(self, row: int, step: Step) -> None:
        """What a row that is looked at led to, with the ticks before it."""
        self._put(row, lines(step, self._zone))

    def rest(self, step: Step) -> None:
        """What a tick behind the last row of its group led to."""
        self._rest[step.event.group] += lines(step, self._zone)

    def _put(self, row: int, some: list[str]) -> None:
        if some:
            with _room():
                count = self._spill.write("".join(some).encode())
            self._rows.append(row)
            self._ends.append(self._ends[-1] + count)

    # -- in the order of the log ---------------------------------------------------------------

    def write(self, path: Path, decided: Sorted, turns: Numbers, subjects: Subjects) -> None:
        """Writes all lines into a file, for `merge_into`; ``turns``: in what order. Raises `Unfit`."""
        with _room(), path.open("wb") as file:
            for some in self._ordered(decided, turns, subjects):
                file.write("".join(some).encode())

    def _ordered(self, decided: Sorted, turns: Numbers, subjects: Subjects) -> Iterator[list[str]]:
        aside = self._whereabouts(len(turns))
        order, hot = turns.argsort(kind="stable"), np.frombuffer(decided.log.hot, np.uint8)
        idle = _Idle(self._program, decided, subjects)
        for start in range(0, len(order), _AT_ONCE):
            chunk = order[start : start + _AT_ONCE]
            passed = iter(idle.lines(chunk[hot[chunk] == 0]))
            begin, end = (one[chunk] for one in aside)
            each = (turns[chunk].tolist(), hot[chunk].tolist(), begin.tolist(), end.tolist())
            some = []
            for turn, looked_at, first, last in zip(*each, strict=True):
                place = f"{turn:0{_DIGITS}}"
                if first < last:
                    some += [f"{place}{line}\n" for line in self._aside(first, last)]
                if not looked_at:
                    some.append(place + next(passed))
            yield some
        firsts = {group: first for group, first, _ in decided.log.groups}
        rest = [(TICKS + int(turns[firsts[group]]), some) for group, some in self._rest.items()]
        for turn, some in sorted(rest):
            yield [f"{turn:0{_DIGITS}}{line}" for line in some]

    def _whereabouts(self, size: int) -> tuple[Numbers, Numbers]:
        """Where what was put aside for each row begins and ends; all of a row stands together."""
        begins, ends = np.zeros(size, np.int64), np.zeros(size, np.int64)
        rows, marks = np.array(self._rows, np.int64), np.array(self._ends, np.int64)
        ends[rows] = marks[1:]
        begins[rows[::-1]] = marks[:-1][::-1]
        return begins, ends

    def _aside(self, first: int, last: int) -> list[str]:
        self._spill.seek(first)
        return self._spill.read(last - first).decode().split("\n")[:-1]


class _Idle:
    """Decisions on rows that were not looked at."""

    def __init__(self, program: nodes.Program, decided: Sorted, subjects: Subjects) -> None:
        self._decided, self._subjects = decided, subjects
        self._zone = times.zone(program.timezone)
        self._digest = program.digest
        self._rules = [rule.name for rule in program.rules]
        self._rests: dict[int, str] = {}
        log = decided.log
        self._starts = np.array([first for _, first, _ in log.groups], np.int64)
        self._groups = [to_json(group).decode() for group, _, _ in log.groups]

    def lines(self, rows: Numbers) -> list[str]:
        """The lines of some rows."""
        log, subjects, zone = self._decided.log, self._subjects, self._zone
        places = self._decided.order.take(rows)
        groups = self._starts.searchsorted(rows, "right") - 1
        return [
            f'{{"event":{id},"group":{self._groups[group]},"time":"{times.write(at, zone)}",'
            f'{self._rest(unknown)},"about":{about}}}\n'
            for id, group, at, unknown, about in zip(
                subjects.ids(places),
                groups.tolist(),
                log.times.take(rows).tolist(),
                log.unknown[0].take(rows).tolist(),
                subjects.abouts(places),
                strict=True,
            )
        ]

    def _rest(self, unknown: int) -> str:
        """What stands between the time and what is told of the event."""
        rest = self._rests.get(unknown)
        if rest is None:
            names = sorted(name for bit, name in enumerate(self._rules) if unknown >> bit & 1)
            bare = Decision("", "", 0, self._digest, unknown=tuple(names))
            line = decision_to_json(bare, self._zone)
            rest = self._rests[unknown] = line[line.index('"policy":') : -1]
        return rest


# -- of all parts ------------------------------------------------------------------------------


def merge_into(out: IO[bytes], parts: Iterable[Path]) -> None:
    """Writes the lines of all parts in their order. Raises `OSError`, and `Unfit` if there is no room
    to put them together."""
    left = list(parts)
    while len(left) > _OPEN:
        some, left = left[:_OPEN], left[_OPEN:]
        both = some[0].with_suffix(".merged")
        with _room(), both.open("wb") as file:
            file.writelines(_merged(some))
        for path in some:
            path.unlink()
        left.append(both.rename(some[0]))
    out.writelines(line[_DIGITS:] for line in _merged(left))


def _merged(paths: Iterable[Path]) -> Iterator[bytes]:
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        yield from merge(*files, key=lambda line: line[:_DIGITS])


@contextmanager
def put_aside() -> Iterator[IO[bytes]]:
    """A file for what is put aside, that is gone at the end. Raises `Unfit` if there is no room."""
    with ExitStack() as stack:
        with _room():
            file = stack.enter_context(tempfile.TemporaryFile())
        yield file


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the lines of parts, gone at the end. Raises `Unfit` if there is none."""
    with _room():
        path = Path(tempfile.mkdtemp(prefix="policyq-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _room() -> Iterator[None]:
    """Where there is no room to put anything aside, the log is looked at event by event."""
    try:
        yield
    except OSError:
        raise Unfit from None
