"""The key of pseudonyms: given, kept in a file of the project, or made for one run.

A project keeps its key in `.policyq-key`: beside its ``policyq.yaml``, else in the folder that
holds ``.git``, else beside the policy. It is made when it is first needed, for its owner's eyes
only. Whoever has it and a list of accounts can undo the pseudonyms, so that it must not be shared
with what was made under it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from policyq.study.pseudonyms import Pseudonyms

FILE = ".policyq-key"
VARIABLE = "POLICYQ_KEY"
_ROOT = ("policyq.yaml", ".git")
_LONGEST = 4096
#: Characters of a key: fewer can be tried out.
LEAST = 16


class BadKey(ValueError):
    """A key file that holds no key."""


class Key(NamedTuple):
    """Pseudonyms, and the file that was made for their key."""

    pseudonyms: Pseudonyms
    made: Path | None = None


def weak(key: str) -> bool:
    """Whether a key can be tried out: it is short, or says the same over and over."""
    return len(key) < LEAST or len(set(key.casefold())) < LEAST // 2


def once() -> Pseudonyms:
    """Pseudonyms under a key that is kept nowhere."""
    return Pseudonyms(secrets.token_hex(32), kept=False)


def from_file(path: Path) -> str:
    """The key in a file. Raises `OSError`, and `BadKey` for a file without one."""
    with path.open("rb") as file:
        data = file.read(_LONGEST + 1)
    key = data.decode("utf-8", "replace").strip()
    if not key or len(data) > _LONGEST:
        raise BadKey(str(path))
    return key


def of_project(
    folder: Path, *, make: bool, root: bool = False, environ: Mapping[str, str] | None = None
) -> Key:
    """The pseudonyms of the project that ``folder`` is in, or is the ``root`` of.

    The variable comes first, then the project's file; with ``make`` it is made. Where that
    cannot be done, or is not asked for, the key is for once. Raises as `from_file` does.
    """
    given = (os.environ if environ is None else environ).get(VARIABLE)
    if given:
        return Key(Pseudonyms(given))
    within = [folder] if root else list(_within(folder))
    for one in within:
        if (one / FILE).exists():
            return Key(Pseudonyms(from_file(one / FILE)))
    if make:
        with suppress(OSError):
            return _made(within[-1] / FILE)
    return Key(once())


def _within(folder: Path) -> Iterator[Path]:
    """The folder and those above it, up to that of the project or the repository; else it alone."""
    start = Path(os.path.realpath(folder))
    above = [start, *start.parents]
    roots = (
        place for place, one in enumerate(above) if any((one / name).exists() for name in _ROOT)
    )
    root = next(roots, 0)
    yield from above[: root + 1]


def _made(path: Path) -> Key:
    key = secrets.token_hex(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return Key(Pseudonyms(from_file(path)))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return Key(Pseudonyms(key), path)
