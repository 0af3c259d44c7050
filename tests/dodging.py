"""Words as people write them who would not have them found."""

from __future__ import annotations

import random
from collections.abc import Sequence

from policyq.text.folds import LOOSELY
from policyq.text.standins import standins


def dodged(draw: random.Random, words: Sequence[str]) -> str:
    """One of some words inside a text, most of its characters by what stands in for them."""
    written = ""
    for one in draw.choice(words):
        ways = [path for _, path in standins(one, LOOSELY) if all(path)]
        way = draw.choice(ways) if ways and draw.random() < 0.6 else (one,)
        written += "".join(draw.choice(sorted(place)) for place in way)
        written += draw.choice(["", "", " "])
    return f"快{written}吧"
