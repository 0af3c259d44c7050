"""Where the project file is: in the folder of the policy, or the next one above that has one.

The folder is that in which the policy was named, whatever a link in its last place leads to;
links above it are followed once, and the way up is that of the real folders. It ends at the
user's home, if it begins below, and else at the root.
"""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

NAME = "policyq.yaml"
#: What it is called by mistake.
OTHERS = ("policyq.yml", ".policyq.yaml", ".policyq.yml", "policyq.json", "policyq.toml")


class Found(NamedTuple):
    """The project file and its folder, as paths; or files that are called almost like it."""

    path: str | None
    strays: tuple[str, ...] = ()


def find(policy: str | os.PathLike[str] | None) -> Found:
    """The project file for the policy at a path; for ``None``, that of the working folder."""
    strays: list[str] = []
    home = _home()
    folder = _start(policy)
    while True:
        place = os.path.join(folder, NAME)  # noqa: PTH118
        if _there(place):
            return Found(place)
        strays += [other for name in OTHERS if _there(other := os.path.join(folder, name))]  # noqa: PTH118
        above = os.path.dirname(folder)  # noqa: PTH120
        if folder in (home, above):
            return Found(None, tuple(strays))
        folder = above


def _start(policy: str | os.PathLike[str] | None) -> str:
    """The real folder to begin with."""
    if policy is None:
        return os.path.realpath(".")
    try:
        if os.path.isdir(policy):  # noqa: PTH112
            return os.path.realpath(policy)
        return os.path.realpath(os.path.dirname(os.fspath(policy)) or ".")  # noqa: PTH120
    except (OSError, ValueError):  # a name that no file can have
        return os.path.realpath(".")


def _home() -> str:
    return os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111


def _there(path: str) -> bool:
    """Whether something other than a folder is there, though it may be a link to nowhere."""
    try:
        return not stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return os.path.islink(path)  # noqa: PTH114
