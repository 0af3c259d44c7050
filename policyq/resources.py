"""The data that ships with the package: the grammar, the keywords, the stock policies.

An installed package holds them inside; a checkout has them beside the package. What is costly to
make from them may be kept in the user's own cache folder; without one, it is made again.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path


def read_text(path: str) -> str:
    """The UTF-8 text of ``path`` such as ``"grammar/keywords.yaml"``.

    Raises `FileNotFoundError` for a path that does not ship.
    """
    place = _find(path)
    if place is None or not place.is_file():
        raise FileNotFoundError(f"not among the data of policyq: {path}")
    return place.read_text(encoding="utf-8")


def read_text_of(package: str, path: str) -> str | None:
    """The UTF-8 text of a file of another package, which is not imported; ``None`` if it is not
    installed or has no such file."""
    found = find_spec(package)
    for folder in (found and found.submodule_search_locations) or ():
        place = Path(folder, path)
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return None


def names(folder: str) -> tuple[str, ...]:
    """The names in ``folder`` such as ``"policies"``, sorted; empty if there is no such folder."""
    place = _find(folder)
    if place is None or not place.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in place.iterdir()))


def _find(path: str) -> Traversable | None:
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return None
    for root in _roots():
        place = root.joinpath(*parts)
        if place.is_file() or place.is_dir():
            return place
    return None


@cache
def _roots() -> tuple[Traversable, ...]:
    package = resources.files("policyq")
    return (package, Path(__file__).resolve().parent.parent)


# -- what was made from the data before ----------------------------------------------------------


def recall(name: str) -> str | None:
    """What `remember` kept under ``name``; ``None`` if there is none or it was damaged."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        digest, _, text = (folder / name).read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if digest == _digest(text) else None


def remember(name: str, text: str) -> None:
    """Keep ``text`` under ``name`` in the user's cache folder, or do nothing if that fails."""
    import tempfile  # it takes long to load, and nothing is kept at most starts

    folder = cache_folder()
    if folder is None:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=folder, prefix=name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{_digest(text)}\n{text}")
        Path(made).replace(folder / name)
    except OSError:
        return


def cache_folder() -> Path | None:
    """The user's own folder for such things; never one that is shared with other users."""
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    named = os.environ.get(variable, "")
    if named and Path(named).is_absolute():
        return Path(named) / "policyq"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "policyq"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
