"""When a piece that could be read as a word is not one: what keeps the wide folds honest."""

from __future__ import annotations


def is_vetoed(word: str, text: str, start: int, end: int, mask: int) -> bool:
    """Whether ``text[start:end]``, read as ``word`` by the folds of ``mask``, is no hit."""
    return False
