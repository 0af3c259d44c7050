"""How well a list tells bad messages from decent ones, and dividing messages to learn and to score."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policyq.study.wordlists.finding import Finder
from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.tally import Message


class Score(NamedTuple):
    """What a list does to messages with labels."""

    precision: Share
    """The bad ones among those that are hit."""
    recall: Share
    """Those that are hit among the bad ones."""
    blamed: Share
    """Those that are hit among the decent ones."""


def score(finder: Finder, messages: Sequence[Message]) -> Score:
    """The score of a list on messages that all have a label."""
    hit = [bool(found) for found in finder.batch([one.text for one in messages])]
    right = sum(one.bad is True for one, is_hit in zip(messages, hit, strict=True) if is_hit)
    bad = sum(one.bad is True for one in messages)
    return Score(
        Share(right, sum(hit)), Share(right, bad), Share(sum(hit) - right, len(messages) - bad)
    )


def divided(
    messages: Iterable[Message], held_out: float, seed: int
) -> tuple[list[Message], list[Message]]:
    """The messages to learn from, and those with a label that are held out to score on. Equal texts
    go together, so that nothing is scored that was learnt from."""
    learnt: list[Message] = []
    held: list[Message] = []
    for message in messages:
        chance = random.Random(f"{seed} {message.text}").random()
        (held if message.bad is not None and chance < held_out else learnt).append(message)
    return learnt, held
