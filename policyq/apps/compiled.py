"""Compiled policies: files that hold what a policy means, read in a fraction of the time.

The first line is JSON: by which format and version the file was written, and the SHA-256 of all that
follows: as compressed JSON the program (`policyq.ir.written`), and what rules most texts out before a
search for its words is made (`policyq.text.glimpse`). It is data: nothing in it is run, and what Python
an evaluator runs is made anew from the program. A file that another version wrote, or that is damaged,
is refused; by what a file says of characters nobody goes whose Python knows others.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple
from unicodedata import unidata_version

from policyq import __version__
from policyq.apps.files import COMPILED, special
from policyq.diagnostics.catalog import compiled as kinds
from policyq.diagnostics.catalog import files
from policyq.diagnostics.diagnostic import Diagnostic, Kind
from policyq.diagnostics.source import Source, Span
from policyq.ir import nodes, written
from policyq.live import glimpses_of
from policyq.text.engine.building import uncollected
from policyq.text.glimpse import COLLAPSED, Glimpse

FORMAT: Final = 2
SUFFIX: Final = ".policyqc"
MOST: Final = 1 << 28
"""Bytes of a file, and of what it is unpacked to: the texts of a policy may be as long together."""

_LONGEST: Final = 10_000
"""The most bytes of the first line."""


class Kept(NamedTuple):
    """What a file holds."""

    program: nodes.Program
    glimpses: tuple[Glimpse, ...] = ()
    """Of the words that the program looks for; none where nothing rules texts out."""


class Refused(NamedTuple):
    """Why a file is not read as a compiled policy."""

    diagnostic: Diagnostic
    source: Source


def to_bytes(program: nodes.Program) -> bytes:
    """The file of a program; the same program gives the same bytes."""
    kept = Kept(program, glimpses_of(program))
    seen = [unidata_version, *kept.glimpses]
    told = json.dumps([written.to_json(program), seen], separators=(",", ":"))
    body = zlib.compress(told.encode("ascii"), 9)
    if from_body(body) != kept:
        raise AssertionError("what was written of a program is another one")
    head = {
        "compiled policy": FORMAT,
        "policyq": version(),
        "name": program.name[:100],
        "digest": program.digest,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return json.dumps(head).encode("ascii") + b"\n" + body


def version() -> str:
    """Which files are read: those that the same version wrote, with the same nodes."""
    return f"{__version__}/{written.shape()}"


def is_one(path: str | os.PathLike[str]) -> bool:
    """Whether a file begins like a compiled policy."""
    try:
        if special(Path(path)):
            return False
        with Path(path).open("rb") as file:
            return file.read(len(COMPILED)) == COMPILED
    except (OSError, ValueError):
        return False


def read(path: str | os.PathLike[str]) -> Kept | Refused:
    """What a compiled policy holds; never raises for what is on disk."""
    name = Path(path).as_posix()
    try:
        if special(Path(path)) or Path(path).stat().st_size > MOST:
            return _refused(files.UNREADABLE, name)
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return _refused(files.MISSING, name)
    except (OSError, ValueError):
        return _refused(files.UNREADABLE, name)
    return from_bytes(data, name)


def from_bytes(data: bytes, name: str) -> Kept | Refused:
    """The same of what stands in a file called ``name``."""
    line, _, body = data.partition(b"\n")
    shown = line[: min(_LONGEST, 80)].decode("ascii", "replace")
    if not data.startswith(COMPILED):
        return _refused(kinds.NOT_COMPILED, name, shown.partition("\r")[0])
    head = _head(line)
    ours = head.get("compiled policy") == FORMAT
    if not head or (ours and head.get("sha256") != hashlib.sha256(body).hexdigest()):
        return _refused(kinds.DAMAGED, name, shown)
    if not ours or head.get("policyq") != version():
        made = str(head.get("policyq", "?"))[:80]
        return _refused(kinds.OTHER_VERSION, name, shown, made=made)
    try:
        with uncollected():
            kept = from_body(body)
    except (ValueError, RecursionError, zlib.error):
        return _refused(kinds.DAMAGED, name, shown)
    if kept.program.digest != head.get("digest"):
        return _refused(kinds.DAMAGED, name, shown)
    return kept


def from_body(body: bytes) -> Kept:
    """What stands behind the first line; raises `ValueError` or `zlib.error`."""
    unpacking = zlib.decompressobj()
    told = unpacking.decompress(body, MOST)
    if not unpacking.eof or unpacking.unused_data:
        raise written.Broken("not all of it is there, or more than that")
    program, (known, *seen) = _two(json.loads(told))
    made = tuple(map(_glimpse, seen))
    return Kept(written.from_json(program), made if known == unidata_version else ())


def _two(given: object) -> Any:
    if not (
        isinstance(given, list) and len(given) == 2 and isinstance(given[1], list) and given[1]
    ):
        raise written.Broken("a program and what is seen of its words expected")
    return given


def _glimpse(given: Any) -> Glimpse:
    if not isinstance(given, list) or len(given) != len(Glimpse._fields):
        raise written.Broken("what is seen of words expected")
    *texts, strings, collapsed = given
    if not all(isinstance(one, str) for one in (*texts, collapsed)) or not isinstance(
        strings, list
    ):
        raise written.Broken("texts expected")
    if len(texts[0]) != len(texts[1]) or collapsed not in COLLAPSED or not _are_texts(strings):
        raise written.Broken("what is seen of words is not such")
    return Glimpse._make([*texts, tuple(strings), collapsed])


def _are_texts(given: list[Any]) -> bool:
    return all(type(one) is str and one for one in given)


def _head(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST:
        return {}
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return head if isinstance(head, dict) else {}


def _refused(kind: Kind, name: str, text: str = "", made: str = "") -> Refused:
    found = kind.at(Span(name, 0, len(text)), path=name, made=made)
    return Refused(found, Source(name, text))
