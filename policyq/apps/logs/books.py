"""The books of a reading: how much was read, and what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyq.apps import times
from policyq.apps.logs.again import Again
from policyq.apps.logs.context import File, Reject
from policyq.apps.problems import Problem
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Duration, Instant, Said

#: How many rejects are kept, beside the counts.
SAMPLES = 20
#: Among how many ids, at least, a repeated one is found.
REMEMBERED = 500_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be read, or not to its end."""

    file: str
    problem: Problem


class Books:
    """What is counted while logs are read.

    At the end ``rows + beside = events + noise + rejected``.
    """

    def __init__(self, on_reject: Callable[[Reject], None] | None = None) -> None:
        self._on_reject = on_reject
        self.files = 0
        self.rows = 0
        self.events = 0
        self.beside = 0
        """Events beyond the first one of a row (five people invited in one line)."""
        self.noise = 0
        self.left_out: Counter[Said] = Counter()
        """Of the noise: rows that say something, but not of a group, by why."""
        self.damaged = 0
        """Bytes that were no text in documents without rows, and were replaced."""
        self.rejected = 0
        self.reasons: Counter[str] = Counter()
        """How many rows were rejected, by the name of the reason."""
        self.samples: list[Reject] = []
        self.faults: list[Fault] = []
        self.formats: Counter[str] = Counter()
        self.encodings: Counter[str] = Counter()
        """Files by the encoding of their texts; those that are no text are not counted."""
        self.moved: tuple[str, str] | None = None
        """Of logs that were named in another order than that of time, one that is read first, and
        the one that stood in its place."""
        self.steps_back = 0
        """Rows earlier than the newest one of their group before them in the same file."""
        self.furthest_back: Duration = 0
        self.first_back: tuple[str, str] | None = None
        """The file and the id of the first of them."""
        self.again = 0
        """Events that are late and were there before (`policyq.apps.logs.again`): left out."""
        self.repeated = 0
        """Those whose id was there before, and that are not left out."""
        self.repeated_example: str | None = None
        self.bytes_read = 0
        self.bytes_total: int | None = 0
        """Over all files found so far; ``None`` where one has no size (a pipe)."""
        self.parts: tuple[int, int] | None = None
        """In bulk: how many parts are done, and how many there are."""
        self._recent: set[int] = set()
        self._older: set[int] = set()
        self._again = Again()

    def findings(self, name: str = "") -> tuple[Problem, ...]:
        """What is worth saying about the whole, after the reading; ``name`` is what was read."""
        said: list[Problem] = []
        if not self.events and not self.faults:
            said.append(Problem(say.EMPTY_LOG, {"name": name}))
        if self.moved is not None:
            first, then = self.moved
            said.append(Problem(exports.MOVED, {"first": first, "then": then}))
        if self.steps_back:
            most = times.seconds(self.furthest_back)
            file, example = self.first_back or (name, "")
            args = {"count": self.steps_back, "most": most, "file": file, "example": example}
            said.append(Problem(say.STEPS_BACK, args))
        if count := self.repeated + self.again:
            said.append(
                Problem(say.REPEATED_IDS, {"count": count, "example": self.repeated_example})
            )
        for what, count in self.left_out.most_common():
            said.append(Problem(exports.LEFT_OUT, {"count": count, "what": what}))
        if self.damaged:
            said.append(Problem(exports.DAMAGED, {"count": self.damaged}))
        return tuple(said)

    def _counted(
        self, name: str, events: Iterator[Event], told: Callable[[], int]
    ) -> Iterator[Event]:
        """Events of one log as they pass; ``told`` says how many bytes of it have been read."""
        before, done, counted = self.bytes_read, 0, 0
        newest: dict[str, Instant] = {}
        try:
            for event in events:
                counted += 1
                again = self._again.tells(event)
                if again:
                    self.again += 1
                    self.repeated_example = self.repeated_example or event.id
                else:
                    self._look_at(event, newest, name)
                if not counted & 1023:
                    done = self._note(before + told(), done, counted)
                if not again:
                    yield event
        finally:
            self._note(before + told(), done, counted)

    def _look_at(self, event: Event, newest: dict[str, Instant], file: str) -> None:
        """Note whether an event steps back in time, and whether its id was there before; ``newest``:
        the time of the newest one of each group in its file."""
        id_, time, group = event[:3]
        if newest.setdefault(group, time) < time:
            newest[group] = time
        elif newest[group] > time:
            self.steps_back += 1
            self.first_back = self.first_back or (file, id_)
            self.furthest_back = max(self.furthest_back, newest[group] - time)
        key = hash((id_, group))
        if key in self._recent or key in self._older:
            self.repeated += 1
            self.repeated_example = self.repeated_example or id_
        else:
            self._recent.add(key)

    def repeats(self, keys: Sequence[int], sizes: Iterable[int]) -> Iterator[int]:
        """The places of the keys that were there before, as far back as is remembered: of files of
        these sizes, one after the other."""
        start = 0
        for size in sizes:
            for counted, key in enumerate(keys[start : start + size], 1):
                if key in self._recent or key in self._older:
                    yield start + counted - 1
                else:
                    self._recent.add(key)
                if not counted & 1023:
                    self._rotate()
            self._rotate()
            start += size

    def _note(self, read: int, done: int, counted: int) -> int:
        """Bring the books up to date: after each thousand events, and at the end of a log."""
        self.events += counted - done
        self.bytes_read = read
        self._rotate()
        return counted

    def _rotate(self) -> None:
        if len(self._recent) > REMEMBERED:
            self._older, self._recent = self._recent, set()

    def _reject(self, reject: Reject) -> None:
        self.rejected += 1
        self.reasons[reject.problem.reason] += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(reject)
        if self._on_reject is not None:
            self._on_reject(reject)

    def _close(self, file: File) -> None:
        """Take over what a file has counted."""
        self.rows += file.rows
        self.beside += file.beside
        self.noise += file.noise
        self.left_out.update(file.left_out)
        self.damaged += file.damaged
