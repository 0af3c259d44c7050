"""Makes what `policyq.text.glimpse` tells from: for a list of words under some folds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from policyq.text.characters import canonical, hidden, separators
from policyq.text.definition import forms
from policyq.text.engine.glance import FREE, Told
from policyq.text.engine.loosely import Loosely
from policyq.text.engine.sights import LETTERS, OTHER
from policyq.text.engine.traces import together
from policyq.text.folds import NORMALLY
from policyq.text.glimpse import Glimpse

LONGEST: Final = 4
"""So much of a word rules out enough."""

MOST_KINDS: Final = 1_000
"""A list with more kinds of characters has no glimpse: to learn which two of them are a trace takes long."""

_KINDS: Final = 0xE000
"""Kinds that are no letters are private characters, which fall out of texts."""


def glimpse(words: Sequence[str], folds: frozenset[str]) -> Glimpse | None:
    """``None`` where a word may be in a text that shows nothing of it."""
    known = forms(words, folds)
    if not known:
        return Glimpse("", "", "", "", (), "")
    if folds - NORMALLY:
        told = Loosely(list(known.values()), folds).plainly(MOST_KINDS)
        return None if told is None else _of_kinds(told)
    return _of_forms(known, folds)


# -- where folds take one character for one --------------------------------------------------------


def _of_forms(known: Iterable[str], folds: frozenset[str]) -> Glimpse | None:
    """``known``: words as the folds make them. What falls out of a text falls out of them, too."""
    repeats = "repeats" in folds
    strings, fallen = set[str](), set[str]()
    for form in known:
        seen = "".join(filter(str.isalnum, form))
        if not seen:
            return None
        strings.add(_beginning(seen, repeats)[:LONGEST])
        if len(seen) < len(form):
            fallen.update(one for one in form if not one.isalnum())
    alphabet = set("".join(strings))
    passed = {*hidden(folds), *(separators() if "separators" in folds else ())}
    others = [
        (chr(code), same)
        for code, same in enumerate(canonical(folds))
        if (same in alphabet or same in fallen) and chr(code) not in passed
    ]
    changed = [(one, same) for one, same in others if same in alphabet and one != same]
    dropped = {one for one, same in others if same in fallen} | passed
    parting = passed - hidden(folds).keys() if passed else passed
    return Glimpse(
        "".join(one for one, _ in changed),
        "".join(same for _, same in changed),
        "".join(sorted(filter(str.isalnum, dropped))),
        "".join(sorted(one for one in parting if one.translate(canonical(folds)) in alphabet)),
        tuple(sorted(strings)),
        "all" if repeats else "",
    )


def _beginning(seen: str, repeats: bool) -> str:
    """How a text shows a word, with one character for each run where any may be repeated; a word that is
    but one character several times has that at least twice."""
    if not repeats:
        return seen
    runs = together(seen)
    return 2 * runs if len(runs) == 1 < len(seen) else runs


# -- under the wide folds --------------------------------------------------------------------------


def _of_kinds(told: Told) -> Glimpse:
    kinds = told.kinds.tolist()
    shown = [_shown(kind) for kind in range(max(kinds) + 1)]
    changed = [(chr(code), shown[kind]) for code, kind in enumerate(kinds) if kind >= LETTERS]
    odd = [chr(code) for code, kind in enumerate(kinds) if kind in told.near]
    dropped = (chr(code) for code, kind in enumerate(kinds) if kind < OTHER)
    return Glimpse(
        "".join(one for one, _ in changed),
        "".join(kind for _, kind in changed),
        "".join(filter(str.isalnum, dropped)),
        "".join(odd),
        tuple(sorted(string.translate(shown) for string in told.strings)),
        "letters",
    )


def _shown(kind: int) -> str:
    if LETTERS <= kind < FREE:
        return chr(ord("a") + kind - LETTERS)
    return chr(_KINDS + kind)
