"""Whether a text may hold a word of a short list under the wide folds: all that most texts are asked.

To look for traces (`policyq.text.engine.sights`) is dear where a text is short. So here characters
that leave the same traces are of one *kind*, a text is a byte for each, and an automaton tells
whether any two kinds beside one another, or any letters in a row, are a trace. It may say so where
there is none, never the other way round.
"""

from __future__ import annotations

import re
from codecs import utf_32_le_encode
from collections.abc import Callable
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from policyq.text.engine.alphabet import PASSED
from policyq.text.engine.automaton import Automaton
from policyq.text.engine.pairs import products
from policyq.text.engine.sights import LETTERS, OTHER, Numbers
from policyq.text.engine.traces import Traces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_KINDS: Final = 256
"""A list with more kinds of characters has no glance."""

LONGEST: Final = 2_000
"""A longer text is not worth one."""

FREE: Final = LETTERS + len(ascii_lowercase)

Glance: TypeAlias = Callable[[str], bool]
"""Whether a text that is not empty may hold a trace."""


class Told(NamedTuple):
    """What tells of words, as plain as it can be."""

    kinds: NDArray[np.uint8] | NDArray[np.uint32]
    """The kind of each code point; those beyond the last have the kind of the last."""
    many: int
    """How many kinds there are."""
    strings: frozenset[str]
    """Traces of kinds, each the character of its number, that part nothing; a letter stands for any run
    of itself, too."""
    pairs: frozenset[tuple[int, int]]
    """Kinds that are a trace beside one another."""
    alone: frozenset[int]
    """Kinds that are one by themselves."""
    near: frozenset[int]
    """What may part others and may stand for a character itself."""
    spelled: bool
    """Whether several letters in a row are a trace."""


def tell(traces: Traces, numbers: Numbers, most: int = MOST_KINDS) -> Told | None:
    """For a list without a word that may leave no trace; ``None`` for one of more kinds than ``most``."""
    kinds = _kinds(numbers)
    if len(kinds.numbers) > most:
        return None
    pairs = _pairs(kinds, traces, numbers)
    alone = {kind for kind, number in enumerate(kinds.numbers) if number in numbers.alone}
    strings = {chr(one) + chr(other) for one, other in pairs if kinds.near.isdisjoint((one, other))}
    strings.update(map(chr, alone - kinds.near))
    strings.update(chr(one) for one, other in pairs if one == other < FREE)
    places = str.maketrans(ascii_lowercase, "".join(map(chr, range(LETTERS, FREE))))
    strings.update(letters.translate(places) for letters in traces.spelled)
    return Told(
        kinds.of[numbers.table],
        len(kinds.numbers),
        frozenset(strings),
        frozenset(pairs),
        frozenset(alone),
        kinds.near,
        bool(traces.spelled),
    )


def glance(one: Told) -> Glance:
    """What is told with at most `MOST_KINDS`, asked of texts."""
    import numpy as np

    strings, pairs, alone = one.strings, one.pairs, one.alone
    in_bytes = sorted(string.encode("latin-1") for string in strings)
    find = Automaton(in_bytes).longest if strings else _nothing
    letters = bytes(range(LETTERS, FREE)) if one.spelled else b""
    near = bytes(sorted(one.near))
    doubled = re.compile(b"([%b])\\1+" % bytes(range(LETTERS, FREE)))
    crowds = re.compile(b"[%b]+" % re.escape(near or bytes([OTHER])))
    read, codes, passed = np.frombuffer, np.dtype("<u4"), PASSED
    take, encode = one.kinds.take, utf_32_le_encode

    def look(text: str) -> bool:
        every = take(read(encode(text, "surrogatepass")[0], codes), None, None, "clip").tobytes()
        seen = every.translate(None, passed)
        solid = seen.translate(None, near) if near else seen
        few = len(solid)
        if letters and len(solid.translate(None, letters)) != few:
            solid = doubled.sub(rb"\1", solid)
        return bool(find(solid)) or (len(seen) != few and any(map(is_trace, crowds.finditer(seen))))

    def is_trace(crowd: re.Match[bytes]) -> bool:
        """Whether any of what may part others, all in a row, may be a trace, alone or with another."""
        seen, (start, end) = crowd.string, crowd.span()
        here = set(crowd[0])
        if len(here) > 1 or not alone.isdisjoint(here):
            return True
        kind = seen[start]
        return (
            (kind, kind) in pairs
            or (start > 0 and (seen[start - 1], kind) in pairs)
            or (end < len(seen) and (kind, seen[end]) in pairs)
        )

    return look


def _nothing(data: bytes) -> list[object]:
    return []


class _Kinds(NamedTuple):
    """Kinds of characters. Those that `Numbers` have for none, and those of letters, are the same."""

    numbers: list[int]
    """For each kind a number that is of it."""
    of: NDArray[np.uint8]
    """The kind of each number."""
    near: frozenset[int]
    """What may part others and may stand for a character itself."""


def _kinds(numbers: Numbers) -> _Kinds:
    import numpy as np

    kinds: dict[object, int] = {number: number for number in range(FREE)}
    firsts, of = list(kinds.values()), list(kinds.values())
    left, right = numbers.left.each(), numbers.right.each()
    for number in range(FREE, numbers.size):
        kind = (left[number], right[number], number in numbers.alone, number >= numbers.near)
        if kind not in kinds:
            kinds[kind] = len(kinds)
            firsts.append(number)
        of.append(kinds[kind])
    near = frozenset(kind for kind, number in enumerate(firsts) if number >= numbers.near)
    return _Kinds(firsts, np.array(of, np.uint8 if len(firsts) <= MOST_KINDS else np.uint32), near)


def _pairs(kinds: _Kinds, traces: Traces, numbers: Numbers) -> set[tuple[int, int]]:
    """Kinds that are a trace beside one another."""
    import numpy as np

    firsts, count = np.array(kinds.numbers), len(kinds.numbers)
    left, right = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    which, *keys = products(numbers.left, numbers.right, firsts[left], firsts[right])
    found = which[traces.pairs.find(*keys)[0]]
    return set(zip(left[found].tolist(), right[found].tolist(), strict=True))
