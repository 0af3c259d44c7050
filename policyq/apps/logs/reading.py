"""Reading logs: files, folders and standard input to one stream of events, with the books kept.

Rows that cannot be read never stop the reading: they are counted by reason, handed to
``on_reject``, and the first ones are kept. A *file* that cannot be read is a fault; whether
that ends the program is the caller's to say.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO

from policyq.apps import times
from policyq.apps.logs.context import File, Reject
from policyq.apps.logs.decode import LINE_LIMIT, STREAM_FAULTS, opened
from policyq.apps.logs.detect import READERS, format_of
from policyq.apps.problems import Problem, Refused, closest, refuse
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Duration, Instant

#: In a folder, only files that end so are read, whatever they hold.
ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".log", ".gz")
#: How many rejects are kept, beside the counts.
SAMPLES = 20
#: Among how many ids, at least, a repeated one is found.
REMEMBERED = 500_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be read, or not to its end."""

    file: str
    problem: Problem


class Reading:
    """One pass over some logs. Iterate it once; then its books are complete.

    ``timezone`` is that of times without an offset (IRC: UTC if it is not given); ``format``
    and ``encoding`` force what is otherwise found out; ``group`` names the group of formats
    whose lines do not.
    """

    def __init__(
        self,
        paths: Iterable[str | Path],
        *,
        format: str | None = None,
        timezone: str | None = None,
        encoding: str | None = None,
        group: str | None = None,
        limit: int = LINE_LIMIT,
        on_reject: Callable[[Reject], None] | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        if format is not None and format not in READERS:
            known = ", ".join(READERS)
            refuse(say.UNKNOWN_FORMAT, name=format, known=known, hint=closest(format, READERS))
        self._zone: tzinfo | None = times.zone(timezone) if timezone else None
        self._paths = [str(path) for path in paths]
        self._format, self._encoding, self._group = format, encoding, group
        self._limit, self._on_reject, self._stdin = limit, on_reject, stdin
        self.files = 0
        self.rows = 0
        self.events = 0
        self.noise = 0
        self.rejected = 0
        self.reasons: Counter[str] = Counter()
        """How many rows were rejected, by the name of the reason."""
        self.samples: list[Reject] = []
        self.faults: list[Fault] = []
        self.formats: Counter[str] = Counter()
        self.steps_back = 0
        """Rows earlier than the newest one of their group before them in the same file."""
        self.furthest_back: Duration = 0
        self.repeated = 0
        self.repeated_example: str | None = None
        self.bytes_read = 0
        self.bytes_total: int | None = 0
        """Over all files found so far; ``None`` where one has no size (a pipe)."""
        self._recent: set[int] = set()
        self._older: set[int] = set()

    def __iter__(self) -> Iterator[Event]:
        labels: Counter[str] = Counter()
        found = list(self._found())
        self.bytes_total = _sizes(found)
        for path in found:
            stem = "stdin" if path == "-" else _stem(path)
            labels[stem] += 1
            label = stem if labels[stem] == 1 else f"{stem}~{labels[stem]}"
            yield from self._file(path, label)

    def findings(self) -> tuple[Problem, ...]:
        """What is worth saying about the whole, after the reading."""
        said: list[Problem] = []
        if not self.events and not self.faults:
            name = ", ".join(self._paths[:3]) + (" …" if len(self._paths) > 3 else "")
            said.append(Problem(say.EMPTY_LOG, {"name": name}))
        if self.steps_back:
            most = times.seconds(self.furthest_back)
            said.append(Problem(say.STEPS_BACK, {"count": self.steps_back, "most": most}))
        if self.repeated:
            args = {"count": self.repeated, "example": self.repeated_example}
            said.append(Problem(say.REPEATED_IDS, args))
        return tuple(said)

    def _found(self) -> Iterator[str]:
        """The files, in the order given; those of a folder by their path."""
        for path in self._paths:
            if path != "-" and Path(path).is_dir():
                inside = [
                    one
                    for one in Path(path).rglob("*")
                    if one.suffix.lower() in ENDINGS
                    and not any(part.startswith(".") for part in one.relative_to(path).parts)
                    and one.is_file()
                ]
                yield from sorted(one.as_posix() for one in inside)
            else:
                yield path

    def _file(self, path: str, label: str) -> Iterator[Event]:
        try:
            if path == "-":
                yield from self._stream(self._stdin or sys.stdin.buffer, path, label)
            else:
                with Path(path).open("rb") as stream:
                    yield from self._stream(stream, path, label)
        except Refused as refused:
            self.faults.append(Fault(path, refused.problem))
        except STREAM_FAULTS as error:
            detail = getattr(error, "strerror", None) or str(error) or type(error).__name__
            args = {"name": path, "detail": detail}
            self.faults.append(Fault(path, Problem(say.UNREADABLE, args)))

    def _stream(self, raw: BinaryIO, path: str, label: str) -> Iterator[Event]:
        source = opened(raw, self._encoding)
        name = self._format or format_of(source)
        if name is None:
            refuse(say.UNKNOWN_FORMAT, name=path, known=", ".join(READERS))
        self.files += 1
        self.formats[name or "empty"] += 1
        if not name:
            return
        file = File(
            path, label, source,
            zone=self._zone, group=self._group, limit=self._limit, on_reject=self._reject,
        )  # fmt: skip
        try:
            yield from self._counted(READERS[name](file), file, raw)
        finally:
            self.rows += file.rows
            self.noise += file.noise

    def _counted(self, events: Iterator[Event], file: File, raw: BinaryIO) -> Iterator[Event]:
        before, done, counted = self.bytes_read, 0, 0
        newest: dict[str, Instant] = {}
        try:
            for event in events:
                counted += 1
                id_, time, group = event[:3]
                if newest.setdefault(group, time) < time:
                    newest[group] = time
                elif newest[group] > time:
                    self.steps_back += 1
                    self.furthest_back = max(self.furthest_back, newest[group] - time)
                key = hash((id_, group))
                if key in self._recent or key in self._older:
                    self._repeat(id_)
                else:
                    self._recent.add(key)
                if not counted & 1023:
                    done = self._note(before, done, counted, raw)
                yield event
        finally:
            self._note(before, done, counted, raw)

    def _note(self, before: int, done: int, counted: int, raw: BinaryIO) -> int:
        """Bring the books up to date: after each thousand events, and at the end of a file."""
        self.events += counted - done
        self.bytes_read = before + _tell(raw)
        if len(self._recent) > REMEMBERED:
            self._older, self._recent = self._recent, set()
        return counted

    def _repeat(self, id_: str) -> None:
        self.repeated += 1
        self.repeated_example = self.repeated_example or id_

    def _reject(self, reject: Reject) -> None:
        self.rejected += 1
        self.reasons[reject.problem.reason] += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(reject)
        if self._on_reject is not None:
            self._on_reject(reject)


def read_events(paths: str | Path | Iterable[str | Path], **options: object) -> Reading:
    """A `Reading` of one path or several; ``-`` is standard input."""
    several = [paths] if isinstance(paths, str | Path) else paths
    return Reading(several, **options)  # type: ignore[arg-type]


def _stem(path: str) -> str:
    """What a file is called in ids: its name without what its endings say."""
    name = Path(path).name
    while (cut := Path(name).suffix.lower()) in ENDINGS and cut != name.lower():
        name = name[: -len(cut)]
    return name


def _sizes(paths: list[str]) -> int | None:
    total = 0
    for path in paths:
        if path == "-":
            return None
        with suppress(OSError):
            total += Path(path).stat().st_size
    return total


def _tell(raw: BinaryIO) -> int:
    try:
        return raw.tell()
    except (OSError, ValueError):
        return 0
