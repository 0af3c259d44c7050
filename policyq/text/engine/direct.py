"""A short text, searched as it is written: the quickest where nothing in it needs a fold.

Most texts have none of the characters that `policyq.text.folds.STRICTLY` changes into one of a word;
one that has any is folded first. Of punctuation most have some, so words that hold any are looked for
in each of their spellings.
"""

from __future__ import annotations

import re
from codecs import utf_16_be_encode
from collections import defaultdict
from collections.abc import Callable
from itertools import product
from math import prod
from typing import Any, Final, NamedTuple

from policyq.text.characters import canonical, changed, separators
from policyq.text.definition import MOST_HITS, Hit
from policyq.text.engine.automaton import Automaton, Place
from policyq.text.engine.searched import Words, hit_of
from policyq.text.folds import STRICTLY

MOST_SPELLINGS: Final = 16
"""With a word that has more of them, a list is not searched so."""

LARGE: Final = 25_000
"""So many characters of words are found more quickly by bytes of a text than by its characters."""


class Direct(NamedTuple):
    """Ways to search a text that is no longer than `STRIDE`."""

    hits: Callable[[str], list[Hit]]
    """The hits of a text by (start, end, word)."""
    told: Callable[[str, Any, list[Place]], list[Hit]]
    """The same by what ``places`` says, of what it was asked."""
    places: Callable[[Any], list[Place]] | None
    """What stands where; where it says nothing, that is all there is to ask. ``None``: more has to be
    asked of a text, such as whether it must be folded."""
    in_bytes: bool
    """Whether ``places`` takes a text's UTF-16, big end first, and not the text."""


def directly(words: Words, folds: frozenset[str]) -> Direct | None:
    """``None`` if the folds of a list, or its words, are not such."""
    if not words or not folds <= STRICTLY:
        return None
    forms = [form for form, _ in words]
    others = _others({*"".join(forms)}, folds)
    own = {same: some for same, some in others.items() if same in separators()}
    spelled: dict[str, int] = {}
    for number, form in enumerate(forms):
        if own.keys().isdisjoint(form):
            spelled[form] = number
            continue
        ways = [same + own.get(same, "") for same in form]
        if prod(map(len, ways)) > MOST_SPELLINGS:
            return None
        spelled |= dict.fromkeys(map("".join, product(*ways)), number)
    asked = "".join(some for same, some in others.items() if same not in own)
    return _direct(words, folds, spelled, asked)


def _others(alphabet: set[str], folds: frozenset[str]) -> dict[str, str]:
    """The characters that the folds change into one of an alphabet."""
    found: dict[str, str] = defaultdict(str)
    for one, same in changed(folds).items():
        if same in alphabet:
            found[same] += one
    return found


def _direct(words: Words, folds: frozenset[str], spelled: dict[str, int], asked: str) -> Direct:
    lengths, called = list(map(len, spelled)), [words[number][1] for number in spelled.values()]
    in_bytes = sum(lengths) <= LARGE
    automaton = Automaton(
        [utf_16_be_encode(each)[0] for each in spelled] if in_bytes else list(spelled)
    )
    # Everything by a short name: this is where the time goes.
    find, encode, table = automaton.longest, utf_16_be_encode, canonical(folds)
    # Capital letters of a text matter only where words have letters.
    small = "case" in folds and any(
        each.isascii() and each.isalpha() for each in {*"".join(spelled)}
    )
    # Where there is nothing to look for, not even that is asked: Chinese words have no other forms.
    needs = re.compile(f"[{re.escape(asked)}]").search if asked else None

    def look(text: str) -> list[Hit]:
        if small and text.isascii():
            seen = text.lower()
        else:
            seen = text.translate(table) if needs is not None and needs(text) else text
        try:
            data = encode(seen)[0] if in_bytes else seen
            found = find(data)
        except UnicodeEncodeError:  # half a character
            data = encode(seen.translate(table))[0] if in_bytes else seen.translate(table)
            found = find(data)
        return told(text, data, found) if found else []

    def told(text: str, data: bytes | str, found: list[Place]) -> list[Hit]:
        hits: list[Hit] = []
        wide = in_bytes and len(data) > 2 * len(text)
        for start, _, number in automaton.all(found):
            first = start
            if in_bytes:
                if start & 1:
                    continue  # amid a character
                first = len(data[:start].decode("utf-16-be")) if wide else start >> 1  # type: ignore[union-attr]
            hit = hit_of(called[number], folds, text, first, first + lengths[number])
            if hit is not None:
                hits.append(hit)
                if len(hits) >= MOST_HITS:
                    break
        return hits

    return Direct(look, told, None if needs or small else find, in_bytes)
