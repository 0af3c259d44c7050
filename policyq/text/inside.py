"""Which of very many texts hold a shorter one: all are searched as one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

from policyq.text.engine.automaton import Automaton

_PRIVATE: Final = 0xE000
"""From here on are characters that words hardly ever have."""


def shorter_inside(forms: Iterable[str], texts: Sequence[str]) -> list[str | None]:
    """For each text one of the ``forms`` that stands in it and is shorter: of those that end first the
    longest. None of them has half a character."""
    known = [form for form in forms if form]
    found: list[str | None] = [None] * len(texts)
    if not known:
        return found
    automaton, characters = Automaton(known), {*"".join(known)}
    gap = next(one for one in map(chr, count(_PRIVATE)) if one not in characters)
    place, begins, behind = -1, 0, 0
    for start, end, number in automaton.longest(gap.join(texts)):
        while end > behind:
            place += 1
            begins = behind + 1 if place else 0
            behind = begins + len(texts[place])
        if found[place] is None:
            part = automaton.inside(number) if end - start == behind - begins else number
            found[place] = known[part] if part >= 0 else None
    return found
