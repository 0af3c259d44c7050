"""What else may stand for a character of a word: the folds that are not one character for one."""

from __future__ import annotations

from typing import NamedTuple


class Standin(NamedTuple):
    """Something that stands for a character."""

    mask: int
    """The folds that it needs, as `policyq.text.characters.bits`."""
    path: tuple[frozenset[str], ...]
    """One of these, then one of those: the characters of the text, one after another."""


def standins(one: str, folds: frozenset[str]) -> tuple[Standin, ...]:
    """All that stands for ``one`` under ``folds``, besides itself."""
    return ()
