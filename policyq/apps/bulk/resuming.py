"""Parts of a replay that are kept in a folder, so that one that is stopped goes on where it was.

A file's first line is JSON, with the SHA-256 of all that follows: what was counted of a part
(`policyq.apps.bulk.typed`) as compressed JSON. It is called by what it was made of: the policy, the labels,
the version, every byte of the log and the groups of the part. So a file of anything else is never
looked at, and one that is damaged is done anew.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zlib
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from policyq import __version__
from policyq.apps import files
from policyq.apps.bulk import typed
from policyq.apps.bulk.part import Kept, Share, Source
from policyq.apps.bulk.parting import Part
from policyq.apps.filling import Noted
from policyq.ir import nodes
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates
from policyq.study.simulate import Mode
from policyq.study.supply import Seen, Supply

SUFFIX: Final = ".part"
_MOST: Final = 1 << 32
"""Bytes that a part is unpacked to at most."""
_CHUNK: Final = 1 << 20


class NotPrivate(Exception):
    """The folder is not this user's alone to write to."""


class _Written(NamedTuple):
    """A `Share` as it is kept."""

    rates: Rates
    supply: Seen
    beyond: frozenset[int]
    """Days, by their ordinals."""
    groups: frozenset[str]
    back: int
    late: int
    read: tuple[Kept, ...]
    """One, or none."""


class Folder:
    """A folder with parts."""

    def __init__(self, path: Path) -> None:
        """Makes the folder if there is none. Raises `OSError` and `NotPrivate`."""
        self.path = path
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = path.stat()
        if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
            raise NotPrivate(str(path))
        self.damaged: list[str] = []
        """The files that were not believed."""
        self.kept = 0
        """How many parts were there already."""

    def of(
        self, program: nodes.Program, source: Source, labels: Labels | None, mode: Mode
    ) -> Parts:
        """The parts of one replay."""
        return Parts(self, self.path, program, _key(program, source, labels, mode))


class Parts:
    """The parts of one replay in a folder."""

    def __init__(self, folder: Folder, path: Path, program: nodes.Program, key: str) -> None:
        self._folder, self._path, self._program, self._key = folder, path, program, key

    def load(self, part: Part) -> Share | None:
        """What was counted of a part, if it is there."""
        path = self._file(part)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            data = b""
        share = self._share(data, path.stem)
        if share is None:
            self._folder.damaged.append(str(path))
        else:
            self._folder.kept += 1
        return share

    def save(self, part: Part, share: Share) -> None:
        """Keeps what was counted of a part. Raises `OSError`."""
        path = self._file(part)
        told = typed.to_json(_written(share, self._program), _Written)
        body = zlib.compress(json.dumps(told, separators=(",", ":")).encode("ascii"), 6)
        head = {"policyq part": path.stem, "sha256": hashlib.sha256(body).hexdigest()}
        try:
            files.write(path, json.dumps(head).encode("ascii") + b"\n" + body)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(path)) from None

    def _file(self, part: Part) -> Path:
        told = json.dumps([self._key, *sorted(part.groups)])
        return self._path / (hashlib.sha256(told.encode()).hexdigest()[:32] + SUFFIX)

    def _share(self, data: bytes, name: str) -> Share | None:
        line, _, body = data.partition(b"\n")
        try:
            head = json.loads(line)
            sound = head == {"policyq part": name, "sha256": hashlib.sha256(body).hexdigest()}
            if not sound:
                return None
            unpacking = zlib.decompressobj()
            told = json.loads(unpacking.decompress(body, _MOST))
            written: _Written = typed.from_json(told, _Written)
            return _read(written, self._program)
        except (ValueError, RecursionError, zlib.error):
            return None


def _key(program: nodes.Program, source: Source, labels: Labels | None, mode: Mode) -> str:
    """What everything that is counted of a log depends on."""
    told: list[Any] = [__version__, typed.shape(_Written), program.digest, repr(labels), mode]
    told += [source.aside, *map(_sum, source.paths)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _sum(path: str) -> str:
    found = hashlib.sha256()
    with Path(path).open("rb") as file:
        while data := file.read(_CHUNK):
            found.update(data)
    return found.hexdigest()


def _written(share: Share, program: nodes.Program) -> _Written:
    noted = share.noted
    return _Written(
        rates=share.rates,
        supply=noted.supply.seen,
        beyond=frozenset(day.toordinal() for day in noted.beyond[program.digest].found),
        groups=frozenset(noted.groups),
        back=noted.back,
        late=noted.late,
        read=() if share.read is None else (share.read,),
    )


def _read(given: _Written, program: nodes.Program) -> Share:
    noted = Noted((program,))
    noted.supply = Supply.of(given.supply)
    noted.beyond[program.digest].found |= {date.fromordinal(day) for day in given.beyond}
    noted.groups |= given.groups
    noted.back, noted.late = given.back, given.late
    return Share(given.rates, noted, given.read[0] if given.read else None)
