"""Words that are said by everybody: what a list that holds them blames people for.

A word is one if it is among the commonest of chats (`policyq.text.ordinary`), or often written in
the texts that jieba's dictionary was counted in.
"""

from __future__ import annotations

from typing import Final

from policyq.text.fold import fold
from policyq.text.ordinary import ORDINARY
from policyq.text.segments import count

OFTEN: Final = 1_500
"""How often, of 60 million words, a word is written that is said by everybody."""


def is_everyday(word: str) -> bool:
    """Whether ``word`` is said by everybody."""
    form = fold(word)
    return form in ORDINARY or count(form) >= OFTEN
