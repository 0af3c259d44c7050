"""Where in a text the traces of words are (`policyq.text.engine.traces`).

A text becomes numbers, one for all characters that the folds make one; only those that tell of
some word of the list have one of their own. What may part the characters of a word falls out,
unless it may itself stand for one: an emoji, or a ``$`` for an s. Such a one is looked at beside
whatever is near it.
"""

from __future__ import annotations

from codecs import utf_32_le_encode
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from policyq.text.characters import hidden, separators
from policyq.text.definition import MOST_SEPARATORS
from policyq.text.engine.alphabet import changes, places_of, places_of_separators
from policyq.text.engine.keys import characters_of, shared
from policyq.text.engine.letters import Letters
from policyq.text.engine.pairs import Lists, lists, products
from policyq.text.engine.traces import SIDES, Traces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places: TypeAlias = NDArray[np.intp]

STRIDE: Final = 30_000
"""How many pairs of a long text are looked at at a time."""

HIDDEN, PARTING, OTHER, LETTERS = 0, 1, 2, 3
"""The numbers of what is hidden, of what may only part others, of what is in no word, and of
``a``; those of the other letters follow, then those of all else."""


Sight: TypeAlias = tuple[int, int, int, int]
"""A trace in a text: the first and the last character that belong to it, whatever else does; what
tells of words (`Sights.words`); and on which sides other letters touch it
(`policyq.text.engine.traces.BEGINS`, ``ENDS``)."""


class Sights:
    """The traces of a list of words, ready to be looked for."""

    def __init__(self, traces: Traces, folds: frozenset[str]) -> None:
        self._traces = traces
        self.numbers: Final = _numbers(traces, folds)
        self._letters = Letters(traces.spelled) if traces.spelled else None
        self._spelled = list(traces.spelled.values())
        self.apart: Final = next(
            chr(code)
            for code, number in enumerate(self.numbers.table)
            if number == OTHER and not chr(code).isalnum()
        )
        """A character that is in no word, parts nothing, and is no letter or digit."""

    def words(self, told: int) -> Sequence[tuple[int, int]]:
        """What a sight tells of, as `Traces` does: each with its bounds."""
        pairs, alone = len(self._traces.pairs), self.numbers.alone
        if told < pairs:
            return [(each, 0) for each in self._traces.pairs.told(told)]
        if told < pairs + self.numbers.size:
            return [(each, 0) for each in alone[told - pairs]]
        return [divmod(each, SIDES) for each in self._spelled[told - pairs - self.numbers.size]]

    def look(self, text: str) -> tuple[list[Sight], bool]:
        """All traces in a text that is not empty, by where they begin; and whether so many stand in
        a row of what may both part and be part of a word that some were passed over, which are
        farther from one another than a word allows if it has no separators of its own."""
        import numpy as np

        ours = self.numbers
        codes = np.frombuffer(utf_32_le_encode(text, "surrogatepass")[0], np.dtype("<u4"))
        numbers = ours.table.take(codes, None, None, "clip")
        places = (numbers > PARTING).nonzero()[0]
        seen = numbers[places]
        sights: list[Sight] = []
        first, last, crowded = _beside(seen >= ours.near)
        for at in range(0, len(first), STRIDE):
            some, others = first[at : at + STRIDE], last[at : at + STRIDE]
            which, left, right = products(ours.left, ours.right, seen[some], seen[others])
            here, told = self._traces.pairs.find(left, right)
            if len(here):
                which = which[here]
                begin, end = places[some[which]].tolist(), places[others[which]].tolist()
                sights += zip(begin, end, told.tolist(), repeat(0))
        pairs = len(self._traces.pairs)
        if ours.alone:
            for at in ours.is_alone[seen].nonzero()[0].tolist():
                place = int(places[at])
                sights.append((place, place, pairs + int(seen[at]), 0))
        if self._letters is not None and ((seen >= LETTERS) & (seen < LETTERS + 26)).any():
            solid = (seen < ours.near).nonzero()[0]
            stream = ours.letters[seen[solid]]
            more = self._letters.find(stream, places[solid], text)
            after = pairs + ours.size
            sights += ((begin, end, after + told, side) for begin, end, told, side in more)
        sights.sort()
        return sights, crowded


class Numbers(NamedTuple):
    """How a text is numbered, and what the numbers say."""

    table: NDArray[np.uint32]
    """From code points to numbers; those beyond the table must be clipped."""
    size: int
    near: int
    """From this number on: what may part others, and may stand for a character itself."""
    left: Lists
    """The keys on the left of some pair, for each number."""
    right: Lists
    alone: Mapping[int, Sequence[int]]
    """Which words are told of by a number by itself."""
    is_alone: NDArray[np.bool_]
    letters: NDArray[np.uint8]
    """The letter of a number, or a full stop."""


def _numbers(traces: Traces, folds: frozenset[str]) -> Numbers:
    import numpy as np

    left, right = traces.pairs.keys()
    alone, apart, known = traces.alone.keys(), separators(), shared(folds)
    characters = {*ascii_lowercase, *characters_of(left | right | alone, folds)}
    classes = sorted(characters, key=lambda one: (one in apart, one not in ascii_lowercase, one))
    keys = [frozenset((ord(one), *known.get(one, ()))) for one in classes]
    count, nothing = LETTERS + len(classes), [frozenset[int]()] * LETTERS
    words = {
        number: sorted({word for key in each & alone for word in traces.alone[key]})
        for number, each in enumerate(keys if alone else (), LETTERS)
        if each & alone
    }
    is_alone = np.zeros(count, np.bool_)
    is_alone[list(words)] = True
    letters = np.full(count, ord("."), np.uint8)
    letters[LETTERS : LETTERS + len(ascii_lowercase)] = places_of(ascii_lowercase)
    return Numbers(
        _table(classes, folds),
        count,
        count - len(apart & characters),
        lists([*nothing, *(each & left for each in keys)]),
        lists([*nothing, *(each & right for each in keys)]),
        words,
        is_alone,
        letters,
    )


def _table(classes: Sequence[str], folds: frozenset[str]) -> NDArray[np.uint32]:
    """From code points to the numbers of what the folds make of them."""
    import numpy as np

    codes, base = places_of("".join(classes)), _base(folds)
    table = np.full(max(len(base.table), int(codes.max()) + 2), OTHER, np.uint32)
    table[: len(base.table)] = base.table
    table[codes] = np.arange(LETTERS, LETTERS + len(codes))
    table[base.changed] = table[base.into]
    table[base.hidden] = HIDDEN
    return table


class _Base(NamedTuple):
    """What the numbers of all lists have in common."""

    table: NDArray[np.uint32]
    """With all that is neither hidden nor parts others as in no word."""
    changed: Places
    """What the folds change."""
    into: Places
    hidden: Places


@cache
def _base(folds: frozenset[str]) -> _Base:
    import numpy as np

    (changed, into), unseen, apart = (
        changes(folds),
        places_of("".join(hidden(folds))),
        places_of_separators(),
    )
    last = max(int(each.max(initial=0)) for each in (changed, unseen, apart))
    table = np.full(last + 2, OTHER, np.uint32)
    table[apart] = PARTING
    return _Base(table, changed, into, unseen)


def _beside(near: NDArray[np.bool_]) -> tuple[Places, Places, bool]:
    """The places of two that may be beside one another in a word, by the first.

    ``near``: what may be between them as well as be one of them. So such a one is beside the last
    that is none, the next, and those that are not too far.
    """
    import numpy as np

    if not near.any():
        every = np.arange(len(near))
        return every[:-1], every[1:], False
    solid, loose = (~near).nonzero()[0], near.nonzero()[0]
    at = solid.searchsorted(loose)
    before, behind = at > 0, at < len(solid)
    left = [solid[:-1], solid[at[before] - 1], loose[behind]]
    right = [solid[1:], loose[before], solid[at[behind]]]
    for far in range(1, MOST_SEPARATORS + 3):
        together = (loose[far:] - loose[:-far] == far).nonzero()[0]
        left.append(loose[together])
        right.append(loose[together + far])
    return np.concatenate(left[:-1]), np.concatenate(right[:-1]), bool(len(left[-1]))
