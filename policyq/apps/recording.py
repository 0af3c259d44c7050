"""Records of a replay, or of decisions that somebody kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO

from policyq.apps.decisions import Told, decision_from_json
from policyq.apps.logs import Reading
from policyq.apps.logs.decode import LINE_LIMIT, too_long
from policyq.apps.problems import Problem
from policyq.apps.replaying import Feed, evaluator
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.study.records import Book
from policyq.study.simulate import Mode, simulate
from policyq.vocabulary.events import Event


def of_replay(
    program: nodes.Program,
    reading: Reading,
    *,
    mode: Mode = "observed",
    roster: Roster | None = None,
    watch: Callable[[int], None] = lambda events: None,
) -> Book:
    """The records of a policy over the logs of a `Reading`, as `policyq.apps.replaying.replay`
    decides them."""
    feed = Feed(reading, roster, watch, (program,), shares(program))
    book, ticks = Book(), dict[tuple[str, str], Event]()

    def tick(event: Event) -> None:
        ticks[event.group, event.id] = event

    for step in simulate(evaluator(program, "live"), feed.events(), mode, roster, tick):
        for decision in step.decisions:
            mine = decision is step.own
            tick_event = ticks.get((decision.group, decision.event))
            book.add(decision, step.event if mine else tick_event)
        ticks.clear()
    return book


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that is no decision."""

    file: str
    line: int
    problem: Problem


class Lines:
    """Reads decisions that were kept, a line of JSON each."""

    def __init__(self) -> None:
        self.rejected: list[Rejected] = []
        self._zone: tzinfo | None = None

    @property
    def zone(self) -> tzinfo:
        """The offset in which the first decision tells its time."""
        return self._zone or UTC

    def each(self, name: str, stream: BinaryIO) -> Iterator[tuple[int, Told]]:
        """The decisions of one file, each with the number of its line; other lines are rejected."""
        for number, line in enumerate(_lines_of(stream), 1):
            if isinstance(line, Problem):
                self.rejected.append(Rejected(name, number, line))
                continue
            told = decision_from_json(line) if line.strip() else None
            if isinstance(told, Problem):
                self.rejected.append(Rejected(name, number, told))
            elif told is not None:
                self._zone = self._zone or _offset_of(line)
                yield number, told


class Kept(Lines):
    """Reads decisions that were kept into a book.

    ``events`` are those that they are about, for decisions that do not tell themselves whose event
    it was."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        super().__init__()
        self.book = Book()
        self.decisions = 0
        self._events = {(event.group, event.id): event for event in events}

    def read(self, name: str, stream: BinaryIO) -> None:
        """Reads one file."""
        for _, (decision, told) in self.each(name, stream):
            self.decisions += 1
            event = self._events.get((decision.group, decision.event))
            self.book.take(decision, event or told)


def _lines_of(stream: BinaryIO) -> Iterator[bytes | Problem]:
    """The lines; one that is too long is passed over piece by piece."""
    first = True
    while line := stream.readline(LINE_LIMIT + 2):
        size = len(line)
        while line and not line.endswith(b"\n") and len(line) > LINE_LIMIT:
            line = stream.readline(LINE_LIMIT + 2)
            size += len(line)
        if size > LINE_LIMIT + 1:
            yield too_long(size, LINE_LIMIT)
        else:
            yield line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False


def _offset_of(line: bytes) -> tzinfo | None:
    """The offset in which a decision tells its time."""
    from policyq.apps.schema import parse_object

    return datetime.fromisoformat(parse_object(line)["time"]).tzinfo
