"""The data that ships with the package: the grammar, the keywords, the stock policies.

An installed package holds them inside; a checkout has them beside the package.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


def read_text(path: str) -> str:
    """The UTF-8 text of ``path`` such as ``"grammar/keywords.yaml"``.

    Raises `FileNotFoundError` for a path that does not ship.
    """
    place = _find(path)
    if place is None or not place.is_file():
        raise FileNotFoundError(f"not among the data of policyq: {path}")
    return place.read_text(encoding="utf-8")


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
