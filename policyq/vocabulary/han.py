"""Chinese characters: what decides how a text is cut, and in which language its author is answered."""

from __future__ import annotations


def is_han(one: str) -> bool:
    """Whether a character is one of the common Han."""
    return "\u4e00" <= one <= "\u9fff"


def has_han(text: str) -> bool:
    """Whether any of a text is."""
    return any(map(is_han, text))
