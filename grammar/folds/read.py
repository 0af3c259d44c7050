"""Where `make` reads from, and which characters it knows."""

from __future__ import annotations

import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path


def data(package: str, path: str) -> str:
    """A file of an installed package, which is not imported."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        sys.exit(f"not installed: {package}")
    return Path(found.submodule_search_locations[0], path).read_text("utf-8")


def is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def is_gb2312(character: str) -> bool:
    """One of the 6,763 characters that simplified Chinese is written with."""
    return is_han(character) and bool(character.encode("gb2312", "ignore"))
