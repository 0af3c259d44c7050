"""Reading a policy and all that it names, never outside of the policy's folder.

Names of sources are paths as the author of a command would type them, with forward slashes, so
that a diagnostic's place can be clicked on. A file that cannot be had is a `Failure` in the
result, never an exception: `policyq.check` says so at the place that names it.
"""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path, PurePath
from typing import NamedTuple

from policyq.apps.files import COMPILED
from policyq.check.files import wanted
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Failure, Source
from policyq.syntax import tree
from policyq.text.engine.building import uncollected

SIZE_LIMIT = 32 << 20
"""Bytes of one file."""

MOST_NEIGHBOURS = 2_000
"""How many files of a folder are looked at for the one that was meant."""

TOTAL_LIMIT = 256 << 20
"""Bytes of all files of a policy together."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SUFFIX = ".policyq"


class Sources(NamedTuple):
    """A policy's files, as `policyq.pipeline.compile_policy` takes them."""

    main: str
    """The name of the main file in ``texts``."""
    texts: Mapping[str, Source | Failure]
    parsed: Mapping[str, tuple[tree.File, tuple[Diagnostic, ...]]]
    """What the policies among them parse to; they had to be read to know what they name."""


def load(
    path: str | os.PathLike[str],
    *,
    data: bytes | None = None,
    instead: Mapping[str, str] | None = None,
    fetch: Callable[[str, int], bytes | Failure] | None = None,
) -> Sources:
    """Read the policy at ``path`` and every file that it names; never raises for what is on disk.

    With ``data`` the main file is not read but has these bytes (an editor's, or a pipe's);
    ``instead`` are texts, by the names of sources, that stand for what is on disk. ``fetch`` has
    the files from elsewhere than the disk: by a source's name, at most so many bytes.
    """
    from policyq.syntax.parse import parse

    main = _name(path)
    root = os.path.realpath(Path(path).parent)
    texts: dict[str, Source | Failure] = {}
    parsed: dict[str, tuple[tree.File, tuple[Diagnostic, ...]]] = {}
    left = TOTAL_LIMIT
    waiting = [main]
    while waiting:
        name = waiting.pop()
        if name in texts:
            continue
        found: str | bytes | Failure
        if instead is not None and name in instead:
            found = instead[name]
        elif fetch is not None:
            found = fetch(name, min(SIZE_LIMIT, left))
        elif name == main:
            found = _bytes(os.fspath(path), left) if data is None else data
        else:
            found = _below(root, name, left)
        left -= len(found) if isinstance(found, bytes) else 0
        source = texts[name] = _source(name, found)
        if not isinstance(source, Source) or not (name == main or name.endswith(_SUFFIX)):
            continue
        if source.text.lstrip().startswith("{"):
            # Each of its lines would be a mistake of its own.
            texts[name] = Failure("json")
        else:
            with uncollected():
                parsed[name] = parse(source)
            waiting += reversed(wanted(parsed[name][0]))
    return Sources(main, texts, parsed)


def one(path: str | os.PathLike[str]) -> Source | Failure:
    """The text of the policy at ``path`` alone."""
    return _source(_name(path), _bytes(os.fspath(path), SIZE_LIMIT))


def regular(path: str, limit: int) -> str | Failure:
    """The text of a regular file of at most ``limit`` bytes, links followed; never waits."""
    data = _bytes(os.path.realpath(path), limit, named=True)
    return decoded(data) if isinstance(data, bytes) else data


def _source(name: str, data: str | bytes | Failure) -> Source | Failure:
    text = decoded(data) if isinstance(data, bytes) else data
    return Source(name, text) if isinstance(text, str) else text


def of_text(text: str, name: str = "policy.policyq") -> Sources:
    """A policy that stands in a text and names no files; those that it names are missing."""
    from policyq.syntax.parse import parse

    source = Source(name, text)
    parsed = parse(source)
    missing = dict.fromkeys(wanted(parsed[0]), Failure("missing"))
    return Sources(name, {**missing, name: source}, {name: parsed})


def decoded(data: bytes) -> str | Failure:
    """A file's text: UTF-8, GB18030 or UTF-16, with or without a mark; nothing is guessed away."""
    if data.startswith(COMPILED):
        return Failure("compiled")
    form = _form(data)
    text = _strictly(data[len(form[0]) :], form[1]) if form is not None else None
    return Failure("encoding") if text is None else text


def encoded(text: str, like: bytes) -> bytes:
    """A text in the encoding of the bytes ``like``, with their mark; else in UTF-8.

    Raises `UnicodeEncodeError` for a lone surrogate.
    """
    mark, encoding = _form(like) or (b"", "utf-8")
    return mark + text.encode(encoding)


def _form(data: bytes) -> tuple[bytes, str] | None:
    """The mark and the encoding of a file; ``None`` if it is in no encoding that is known."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            fits = _strictly(data[len(mark) :], encoding) is not None
            return (mark, encoding) if fits else None
    if _looks_wide(data):
        wide = _utf_16(data)
        return (b"", wide) if _strictly(data, wide) else None
    for encoding in ("utf-8", "gb18030"):
        if _strictly(data, encoding) is not None:
            return b"", encoding
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_wide(data: bytes) -> bool:
    """Whether the zero bytes are those of UTF-16; a stray one is a slip in another encoding."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) * 20 >= max(even, odd):
        return False
    most = 6 if _strictly(data, "utf-8") is not None else 40
    return max(even, odd) * most > len(data)


def _utf_16(data: bytes) -> str:
    """Which end comes first, by the zero bytes of spaces, digits and line ends."""
    return "utf-16-be" if data[0::2].count(0) > data[1::2].count(0) else "utf-16-le"


def _name(path: str | os.PathLike[str]) -> str:
    """A path as a source's name: forward slashes, and no detours where they change nothing."""
    written = PurePath(path).as_posix()
    short = posixpath.normpath(written)
    try:
        same = short == written or Path(short).samefile(written)
    except (OSError, ValueError):
        same = True
    return short if same else PurePath(os.path.realpath(path)).as_posix()


def _below(root: str, name: str, left: int) -> bytes | Failure:
    """A file that a policy names, if it is really inside ``root``, links followed."""
    try:
        real = os.path.realpath(name)
        inside = os.path.commonpath((root, real)) == root
    except (OSError, ValueError):
        return Failure("missing" if "\0" in name else "outside")
    if not inside:
        return Failure("outside")
    return _bytes(real, left, named=True)


def _bytes(path: str, left: int, named: bool = False) -> bytes | Failure:
    """A whole file. One that a policy names must be a regular one, so that nobody waits for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if named:
        flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
            mode = os.fstat(file.fileno())
            if stat.S_ISDIR(mode.st_mode) or (named and not stat.S_ISREG(mode.st_mode)):
                return Failure("unreadable")
            limit = min(SIZE_LIMIT, left)
            data = file.read(limit + 1)
    except OSError as error:
        if error.errno == errno.ENOENT:
            return Failure("missing", _near(path))
        gone = error.errno in (errno.ENOTDIR, errno.ENAMETOOLONG)
        return Failure("missing" if gone else "unreadable")
    except ValueError:
        return Failure("missing")
    return data if len(data) <= limit else Failure("too_large")


def _near(path: str) -> str:
    """The name of a file beside one that is not there that was probably meant: of the same ending,
    or, unless a policy is asked for, of another."""
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    try:
        with os.scandir(folder or ".") as entries:
            there = sorted(
                one.name
                for one in islice(entries, MOST_NEIGHBOURS)
                if not one.name.startswith(".") and one.is_file()
            )
    except OSError:
        return ""
    if ending != _SUFFIX:
        if name + _SUFFIX in there:
            return name + _SUFFIX
        for one in there:
            if PurePath(one).stem == stem:
                return one
    ending = ending or _SUFFIX
    alike = {one.removesuffix(ending): one for one in there if one.endswith(ending)}
    return alike.get(Near(lambda: alike).to(stem) or "", "")
