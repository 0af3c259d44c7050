"""Whether a piece of a text stands for itself, or begins or ends inside another word.

Chinese is cut into words by a dictionary (`policyq.text.segments`), traditional characters read as
simplified ones: 滚 is a word in 你给我滚, and part of one in 滚动. Where words are written with
spaces, letters and digits must not touch others: ``vx`` is a word in 加vx吧, and part of one in
``vxworks``. Scripts that are written without spaces and have no dictionary here, such as kana,
hold no word together.
"""

from __future__ import annotations

from typing import Final

from policyq.text.characters import canonical, hidden
from policyq.text.folds import NORMALLY
from policyq.text.segments import LONGEST, around
from policyq.vocabulary.han import is_han

_SIMPLIFIED: Final = frozenset({"traditional"})

_MOST_HIDDEN: Final = 8
"""So many characters that cannot be seen are passed over beside a piece."""


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether neither end of ``text[start:end]`` is inside another word."""
    first = max(0, start - LONGEST)
    near = text[first : end + LONGEST].translate(canonical(_SIMPLIFIED))
    start, end = start - first, end - first
    if is_han(near[start]) and around(near, start, start + 1)[0][0] < start:
        return False
    if is_han(near[end - 1]) and around(near, end - 1, end)[-1][1] > end:
        return False
    beside_start, beside_end = _seen(text, first + start - 1, -1), _seen(text, first + end, 1)
    return not (
        (_is_letter(text[first + start]) and _is_letter(beside_start))
        or (_is_letter(text[first + end - 1]) and _is_letter(beside_end))
    )


def _seen(text: str, place: int, step: int) -> str:
    """The nearest character that can be seen, from a place on; "" if there is none."""
    passed = hidden(NORMALLY)
    for _ in range(_MOST_HIDDEN):
        if not 0 <= place < len(text):
            return ""
        if text[place] not in passed:
            break
        place += step
    return text[place] if 0 <= place < len(text) else ""


def _is_letter(one: str) -> bool:
    """A letter or digit, in any style, of a script that is written with spaces between words."""
    return one.translate(canonical(NORMALLY)).isalnum() and not _is_solid(one)


def _is_solid(one: str) -> bool:
    return "\u2e80" <= one <= "\ua4cf" or "\uf900" <= one <= "\ufaff" or one >= "\U00020000"
