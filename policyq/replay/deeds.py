"""What somebody does in a group, as far as it says who is in it and who takes part: of each row of a
log that is read in columns one small number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policyq.replay.columns import Column
from policyq.vocabulary.events import MESSAGES

MESSAGE, ACT, JOIN, LEAVE, OTHER = range(5)

_DEEDS: Final = {
    **dict.fromkeys(MESSAGES - {"edit"}, MESSAGE),
    **dict.fromkeys(("click", "view", "share", "reaction", "checkin"), ACT),
    "join": JOIN,
    "leave": LEAVE,
}

STILL: Final = frozenset({"recall", *_DEEDS} - MESSAGES)
"""Kinds that are no messages, and tell of nothing but who is in a group and takes part. All others
tell of more: of what was paid, whom somebody complains of, what people decided or did."""


def deeds(kinds: Column) -> NDArray[np.uint8]:
    """The deed of each row."""
    return _numbers(kinds.values).take(kinds.codes)


def _numbers(kinds: Iterable[str]) -> NDArray[np.uint8]:
    return np.array([_DEEDS.get(kind, OTHER) for kind in kinds], np.uint8)
