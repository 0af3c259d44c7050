"""Reading logs: files, folders, archives and standard input to one stream of events.

Rows that cannot be read never stop the reading: they are counted by reason, handed to
``on_reject``, and the first ones are kept. A *file* that cannot be read is a fault; whether
that ends the program is the caller's to say.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from policyq.apps import times
from policyq.apps.logs.books import Books, Fault
from policyq.apps.logs.context import File, Files, Hints, Order, Reject
from policyq.apps.logs.decode import LINE_LIMIT, Bytes, opened
from policyq.apps.logs.detect import READERS, format_of, whole_format
from policyq.apps.logs.finding import ENDINGS, Bundle, Stored, in_archive, in_folder, stored_at
from policyq.apps.logs.head import head_of
from policyq.apps.logs.sequence import Begin, in_time
from policyq.apps.logs.unpack import STREAM_FAULTS, first
from policyq.apps.problems import Problem, Refused, closest, refuse
from policyq.apps.system import in_words
from policyq.diagnostics.catalog import exports
from policyq.diagnostics.catalog import logs as say
from policyq.vocabulary.events import Event

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Reading(Books):
    """One pass over some logs. Iterate it once; then its books are complete.

    ``timezone`` is that of times without an offset (IRC: UTC if it is not given); ``format``
    and ``encoding`` force what is otherwise found out; ``group``, ``day``, ``order`` and
    ``own`` are `policyq.apps.logs.context.Hints` for formats that do not say these.
    """

    def __init__(
        self,
        paths: Iterable[str | Path],
        *,
        format: str | None = None,
        timezone: str | None = None,
        encoding: str | None = None,
        group: str | None = None,
        day: date | None = None,
        order: Order | None = None,
        own: str | None = None,
        limit: int = LINE_LIMIT,
        on_reject: Callable[[Reject], None] | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        super().__init__(on_reject)
        if format is not None and format not in READERS:
            known = ", ".join(READERS)
            refuse(say.UNKNOWN_FORMAT, name=format, known=known, hint=closest(format, READERS))
        zone = times.zone(timezone) if timezone else None
        self._hints = Hints(zone, group, day, order, own)
        self._paths = [str(path) for path in paths]
        self._format, self._encoding = format, encoding
        self._limit, self._stdin = limit, stdin
        self._labels: Counter[str] = Counter()
        self._ordered: list[Stored | Bundle] | None = None
        self._alike = partial(
            Reading, [], format=format, timezone=timezone, encoding=encoding, group=group, day=day,
            order=order, own=own, limit=limit,
        )  # fmt: skip

    def __iter__(self) -> Iterator[Event]:
        found = self._in_time()
        self.bytes_total = _sizes(found)
        for one in found:
            yield from self._one(one)

    def of_format(self, name: str) -> list[str]:
        """The paths, if no other format than this is forced on them; else none."""
        if self._format not in (None, name):
            return []
        if len(self._paths) > 1 and all(map(os.path.isfile, self._paths)):
            return [one.name for one in self._in_time()]
        return self._paths

    def findings(self, name: str = "") -> tuple[Problem, ...]:
        """What is worth saying about the whole, after the reading."""
        paths = ", ".join(self._paths[:3]) + (" …" if len(self._paths) > 3 else "")
        return super().findings(name or paths)

    def _found(self) -> Iterator[Stored | Bundle]:
        """The logs, in the order given; those of a folder by their path."""
        for path in self._paths:
            if path != "-" and Path(path).is_dir():
                yield from in_folder(Path(path), whole_format)
            else:
                yield stored_at(Path(path), path)

    def _in_time(self) -> list[Stored | Bundle]:
        """The logs as they are read."""
        if self._ordered is None:
            found = list(self._found())
            piped = any(one.name == "-" for one in found)
            self._ordered = found if piped or len(found) < 2 else in_time(found, self._begins)
            moved = [
                (one, other)
                for one, other in zip(found, self._ordered, strict=True)
                if one is not other
            ]
            self.moved = (moved[0][1].name, moved[0][0].name) if moved else None
        return self._ordered

    def _begins(self, found: Stored | Bundle) -> Begin | None:
        """How a log begins, by a reading of its own that goes no further."""
        with closing(self._alike()._one(found)) as events:
            first = next(events, None)
        return None if first is None else Begin(first.group, first.time)

    def _one(self, found: Stored | Bundle) -> Generator[Event]:
        """One log; what cannot be read of it becomes a fault."""
        try:
            yield from self._bundle(found) if isinstance(found, Bundle) else self._stored(found)
        except Refused as refused:
            self.faults.append(Fault(found.name, refused.problem))
        except STREAM_FAULTS as error:
            args = {"name": found.name, "detail": in_words(error)}
            self.faults.append(Fault(found.name, Problem(say.UNREADABLE, args)))

    def _stored(self, stored: Stored) -> Iterator[Event]:
        with ExitStack() as stack:
            raw = stack.enter_context(self._raw(stored))
            head = first(raw)
            if head[:4] in _ZIP:
                yield from self._archive(stored.name, head, raw)
                return
            source = opened(raw, self._encoding, head)
            name = self._format or format_of(head_of(source))
            if name is None:
                refuse(say.UNKNOWN_FORMAT, name=stored.name, known=", ".join(READERS))
            self.files += 1
            self.formats[name or "empty"] += 1
            if not name:
                return
            read = READERS[name].read
            if read is None:
                refuse(exports.NOT_ONE_FILE, name=stored.name, format=READERS[name].says)
            file = self._file(stored, source, stack)
            if name != "parquet":
                self.encodings[source.encoding] += 1
            try:
                yield from self._counted(stored.name, read(file), lambda: _tell(raw))
            finally:
                self._close(file)

    def _archive(self, name: str, head: bytes, raw: BinaryIO) -> Iterator[Event]:
        """The logs in a zip; one that comes through a pipe is kept on the disk meanwhile."""
        with ExitStack() as stack:
            if name == "-":
                kept = stack.enter_context(tempfile.TemporaryFile())
                kept.write(head)
                shutil.copyfileobj(raw, kept)
                raw = kept
            for found in in_archive(name, raw, whole_format):
                yield from self._one(found)

    def _bundle(self, bundle: Bundle) -> Iterator[Event]:
        form = READERS[bundle.format]
        files: list[File] = []
        sizes: list[int] = []
        with ExitStack() as stack:

            def open_(path: str) -> File:
                stack.close()  # One at a time: an export can have more days than files are open.
                stored = bundle.files[path]
                sizes.append(stored.size or 0)
                raw = stack.enter_context(stored.open())
                files.append(self._file(stored, opened(raw, self._encoding), stack))
                self.encodings[files[-1].encoding] += 1
                return files[-1]

            self.files += 1
            self.formats[form.id] += 1
            read = form.read_all
            assert read is not None, form.id
            whole = Files(bundle.name, tuple(bundle.files), open_)
            try:
                yield from self._counted(bundle.name, read(whole), lambda: sum(sizes))
            finally:
                for file in files:
                    self._close(file)

    def _raw(self, stored: Stored) -> AbstractContextManager[BinaryIO]:
        if stored.name == "-":
            return nullcontext(self._stdin or sys.stdin.buffer)
        return stored.open()

    def _file(self, stored: Stored, source: Bytes, stack: ExitStack) -> File:
        """A file about to be read, under a label that no other file of this reading has."""

        def again() -> Bytes:
            return opened(stack.enter_context(stored.open()), self._encoding)

        stem = "stdin" if stored.name == "-" else _stem(stored.name)
        self._labels[stem] += 1
        label = stem if self._labels[stem] == 1 else f"{stem}~{self._labels[stem]}"
        return File(
            stored.name, label, source,
            hints=self._hints, limit=self._limit, on_reject=self._reject,
            again=None if stored.name == "-" else again,
        )  # fmt: skip


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


def _sizes(found: Iterable[Stored | Bundle]) -> int | None:
    total = 0
    for one in found:
        for stored in one.files.values() if isinstance(one, Bundle) else (one,):
            if stored.name == "-":
                return None
            total += stored.size or 0
    return total


def _tell(raw: BinaryIO) -> int:
    try:
        return raw.tell()
    except (OSError, ValueError):
        return 0
