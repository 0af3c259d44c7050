"""Words that are too short for their folds: found by these, they are found nearly everywhere.

A single character sounds like dozens of others, and two letters of which one may be a digit are in
every other number.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from policyq.text.characters import separators
from policyq.text.folds import FOLDS, Fold
from policyq.vocabulary.types import Said

LEAST: Final = {
    "pinyin": 2, "lookalike_han": 2, "split": 2, "emoji": 2,
    "initials": 2, "leet": 3, "reversed": 3, "shuffled": 3,
}  # fmt: skip
"""How many characters a word needs, at least, for a fold to find it and little else."""


class Short(NamedTuple):
    """For which folds a word is too short, and how many characters it needs for all of them."""

    folds: tuple[Fold, ...]
    least: int

    @property
    def names(self) -> Said:
        """The folds, as they are called."""
        return Said(
            "、".join(each.name.zh for each in self.folds),
            ", ".join(each.name.en for each in self.folds),
        )


def too_short(word: str, folds: frozenset[str]) -> Short | None:
    """``None`` if a word is long enough. ``leet`` is for letters only."""
    apart = separators()
    length = sum(each not in apart for each in word)
    if not any(one.isascii() and one.isalpha() for one in word):
        folds -= {"leet"}
    short = tuple(each for each in FOLDS if each.id in folds and length < LEAST.get(each.id, 0))
    return Short(short, max(LEAST[each.id] for each in short)) if short else None
