"""One replay over several processes, split by group.

This process reads, and hands the events on in batches; each of the others decides the groups
that fall to it and sends back its rates. A pipe that is full makes the reader wait, so nothing
piles up. Decisions are written by each process to a file of its own, each line under the number
of the event that it came with, and merged in the end.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from heapq import merge
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from policyq.apps import times
from policyq.apps.processes import Worker, answer, receive, start, stop
from policyq.apps.replaying import Options, decide_all, lines
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.study.numbers import Rates, together
from policyq.study.simulate import Step
from policyq.vocabulary.events import Event

#: How many events are handed on at once.
BATCH = 512

_DIGITS = 20
_END = 10 ** (_DIGITS - 1)


class _Part(NamedTuple):
    """One process, and where it writes its decisions."""

    worker: Worker
    written: Path | None


def replay_apart(
    program: nodes.Program,
    events: Iterable[Event],
    options: Options,
    roster: Roster | None = None,
) -> Rates:
    """The rates of all events, counted in ``options.jobs`` processes.

    Raises `processes.Broken` if one of them fails, `OSError` if the decisions cannot be written, and
    `ValueError` for a policy that counts across all groups, which no process could do alone.
    """
    if shares(program):
        raise ValueError("what all groups share cannot be counted apart")
    with ExitStack() as stack:
        folder = None
        if options.decisions is not None:
            merged = stack.enter_context(
                options.decisions.open("w", encoding="utf-8", newline="\n")
            )
            folder = Path(tempfile.mkdtemp(prefix="policyq-"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
        parts = [_start(program, options, roster, folder, number) for number in range(options.jobs)]
        stack.callback(stop, [part.worker for part in parts])
        rates = _through(parts, events)
        if folder is not None:
            for line in _merged([part.written for part in parts if part.written], stack):
                merged.write(line)
    return together(rates)


def _start(
    program: nodes.Program,
    options: Options,
    roster: Roster | None,
    folder: Path | None,
    number: int,
) -> _Part:
    written = None if folder is None else folder / str(number)
    return _Part(start(_work, program, replace(options, decisions=written), roster), written)


def _through(parts: list[_Part], events: Iterable[Event]) -> list[Rates]:
    """Hands every event to the part that its group falls to; what each has counted."""
    batches: list[list[tuple[int, Event]]] = [[] for _ in parts]
    for number, event in enumerate(events):
        place = crc32(event.group.encode("utf-8", "surrogatepass")) % len(parts)
        batches[place].append((number, event))
        if len(batches[place]) >= BATCH:
            _send(parts[place], batches[place])
            batches[place] = []
    for part, batch in zip(parts, batches, strict=True):
        _send(part, batch)
        _send(part, None)
    return [receive(part.worker, Rates) for part in parts]


def _send(part: _Part, batch: list[tuple[int, Event]] | None) -> None:
    try:
        part.worker.pipe.send(batch)
    except OSError:
        receive(part.worker, Rates)


def _merged(files: Iterable[Path], stack: ExitStack) -> Iterator[str]:
    opened = [stack.enter_context(file.open(encoding="utf-8", newline="\n")) for file in files]
    for line in merge(*opened, key=lambda line: line[:_DIGITS]):
        yield line[_DIGITS:]


# -- in the other process ----------------------------------------------------------------------


def _work(
    pipe: Connection, program: nodes.Program, options: Options, roster: Roster | None
) -> None:
    answer(pipe, lambda: _decide(pipe, program, options, roster))


def _decide(
    pipe: Connection, program: nodes.Program, options: Options, roster: Roster | None
) -> Rates:
    numbers = _Numbers(pipe)
    if options.decisions is None:
        return decide_all(program, numbers.events(), options, None, roster)
    zone = times.zone(program.timezone)
    with options.decisions.open("w", encoding="utf-8", newline="\n") as file:

        def write(step: Step) -> None:
            number = f"{numbers.of(step):0{_DIGITS}}"
            file.writelines(number + line for line in lines(step, zone))

        return decide_all(program, numbers.events(), options, write, roster)


class _Numbers:
    """The events that come through the pipe, and the numbers of those that are not yet decided: many
    are looked at ahead."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._left: deque[int] = deque()
        self._first: dict[str, int] = {}

    def events(self) -> Iterator[Event]:
        while (batch := self._pipe.recv()) is not None:
            for number, event in batch:
                self._left.append(number)
                self._first.setdefault(event.group, number)
                yield event

    def of(self, step: Step) -> int:
        """Where a step, one after the other, stands among those of all processes: at the end of the
        log the groups follow one another as they first came."""
        return self._left.popleft() if self._left else _END + self._first[step.event.group]
