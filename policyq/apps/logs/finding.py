"""From the paths that a user names to the logs that lie there: files, folders, archives.

In a folder, and in a zip, files with a known ending are logs, each for itself; but where the
files of one folder make up *one* export (Slack, chunked exports), they are handed on together.
Archives are read where they lie: nothing is unpacked onto the disk, and no name inside one is
ever taken for a path of this machine.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from policyq.apps.logs.unpack import CHUNK, Bounded
from policyq.apps.problems import refuse
from policyq.diagnostics.catalog import exports as say

#: In a folder or a zip, only files that end so are read, whatever they hold.
ENDINGS = (
    ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".log", ".parquet",
    ".gz", ".zst", ".zip",
)  # fmt: skip

#: What the library raises on archives that are damaged or that it cannot read.
_ZIP_FAULTS = (
    zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """One file, on the disk or in an archive."""

    name: str
    """For people: the path as it was given; in an archive ``export.zip/chat.json``."""
    open: Callable[[], BinaryIO]
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that make up one export."""

    name: str
    format: str
    files: Mapping[str, Stored]
    """By path within the export, in the order of the paths."""


Whole = Callable[[frozenset[str]], "str | None"]
"""Says of which format the files of one folder (their paths below it) are one export."""


def stored_at(path: Path, name: str) -> Stored:
    """The file at a path of this machine, called ``name``."""
    size = None
    with suppress(OSError):
        size = path.stat().st_size
    return Stored(name, lambda: path.open("rb"), size)


def in_folder(path: Path, whole: Whole) -> Iterator[Stored | Bundle]:
    """The logs below a folder, by path; hidden files and folders are left alone."""
    inside = {
        one.relative_to(path).as_posix(): one
        for one in path.rglob("*")
        if one.suffix.lower() in ENDINGS
        and not any(part.startswith(".") for part in one.relative_to(path).parts)
        and one.is_file()
    }
    stored = {name: stored_at(one, one.as_posix()) for name, one in inside.items()}
    yield from gathered(path.as_posix(), stored, whole)


def in_archive(name: str, raw: BinaryIO, whole: Whole) -> Iterator[Stored | Bundle]:
    """The logs in a zip, which must stay open while they are read.

    Refuses one that is damaged, or locked by a password, or holds another zip.
    """
    try:
        archive = zipfile.ZipFile(raw)
        members = [one for one in archive.infolist() if one.filename and not one.is_dir()]
    except _ZIP_FAULTS as error:
        raise OSError(str(error)) from None
    stored = {}
    for one in members:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if hidden or path.suffix.lower() not in ENDINGS:
            continue
        if path.suffix.lower() == ".zip":
            refuse(say.ARCHIVE_INSIDE, name=f"{name}/{path}")
        stored[str(path)] = Stored(f"{name}/{path}", _member(archive, one), one.file_size)
    yield from gathered(name, stored, whole)


def gathered(name: str, files: Mapping[str, Stored], whole: Whole) -> Iterator[Stored | Bundle]:
    """Files in the order of their paths; those that make up one export, together."""
    taken: set[str] = set()
    bundles: dict[str, Bundle] = {}
    for folder in _folders(files):
        before = folder + "/" if folder else ""
        inside = {
            path.removeprefix(before): path for path in sorted(files) if path.startswith(before)
        }
        form = whole(frozenset(inside)) if inside and not taken & set(inside.values()) else None
        if form is not None:
            taken |= set(inside.values())
            where = f"{name}/{folder}" if folder else name
            members = {inner: files[path] for inner, path in inside.items()}
            bundles[next(iter(inside.values()))] = Bundle(where, form, members)
    for path in sorted(files):
        if path in bundles:
            yield bundles[path]
        elif path not in taken:
            yield files[path]


def _folders(files: Iterable[str]) -> list[str]:
    """Every folder that holds a file somewhere, the outer ones first."""
    found = {str(parent) for path in files for parent in PurePosixPath(path).parents}
    return sorted(("" if one == "." else one for one in found), key=lambda one: (len(one), one))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            stream = archive.open(member)
        except (*_ZIP_FAULTS, RuntimeError) as error:
            raise OSError(str(error)) from None
        bounded = Bounded(_Zipped(stream), lambda: member.compress_size)  # type: ignore[arg-type]
        return io.BufferedReader(bounded, CHUNK)

    return opened


class _Zipped(io.RawIOBase):
    """A member of a zip, whose own errors become `OSError`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except zipfile.BadZipFile as error:
            raise OSError(str(error)) from None
