"""Whether a text may hold a word of a list, told from plain data: a first look, where the search itself
is not made yet.

It needs neither the tables of folds nor an automaton, so an evaluator of a compiled policy
(`policyq.apps.compiled`) has it at once. It may say so where no word is, never the other way round.
`policyq.text.engine.glimpses` makes the data: characters of a text become *kinds*, those that are in
no word and no letters or digits fall out, and a word begins with one of some strings of kinds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from operator import add
from typing import Final, NamedTuple, TypeAlias

Look: TypeAlias = Callable[[str], bool]

COLLAPSED: Final = {"": "", "letters": r"([a-z])\1+", "all": r"(?s)(.)\1+"}
"""Of which kinds a run counts as one."""


class Glimpse(NamedTuple):
    """What a text must have for a word of a list to be in it."""

    characters: str
    """Characters that become another kind than themselves."""
    kinds: str
    """What they become, one for one."""
    dropped: str
    """Letters and digits that fall out all the same; other characters do by themselves."""
    odd: str
    """Where one of these stands, nothing is ruled out."""
    strings: tuple[str, ...]
    """How words begin, in kinds."""
    collapsed: str
    """A key of `COLLAPSED`."""


def look(one: Glimpse) -> Look:
    """Whether a text may hold a word."""
    kinds = dict(zip(one.characters, one.kinds, strict=True)) | dict.fromkeys(one.dropped, "")
    odd, kind = frozenset(one.odd), kinds.get
    runs = COLLAPSED[one.collapsed]
    collapse = re.compile(runs).sub if runs else None
    alone = frozenset(string for string in one.strings if len(string) == 1)
    begins: dict[str, list[str]] = defaultdict(list)
    for string in one.strings:
        begins[string[:2]].append(string)

    def may_hold(text: str) -> bool:
        if not odd.isdisjoint(text):
            return True
        seen = "".join([kind(each, each) for each in text if each in kinds or each.isalnum()])
        runs_once = seen if collapse is None else collapse(r"\1", seen)
        if not alone.isdisjoint(seen):
            return True
        twos = begins.keys() & {*map(add, seen, seen[1:]), *map(add, runs_once, runs_once[1:])}
        return any(string in runs_once or string in seen for two in twos for string in begins[two])

    return may_hold
