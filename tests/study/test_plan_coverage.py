"""Whether intervals of 95 % hold the truth in 95 of 100 communities (``make long``).

The estimand is the difference of the violation rates in groups like these: groups whose size,
whose violations and whose share of messages with the word that the new policy forbids are drawn
anew for every community. It is known, as that share is drawn apart from the size. Members of a group differ, too:
some write most of what is forbidden. Every community is replayed for real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from math import sqrt

import pytest
from plan_made import HEAD, program, run
from study_made import START

from policyq.study.plan.runs import Asked
from policyq.study.plan.sample import Sample, table_of
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE

OLD = program(HEAD + 'rule ads when message contains "buy" then delete\n')
NEW = program(HEAD + 'rule ads when message contains "buy", "cheap" then delete\n')
COMMUNITIES = 2000
#: The mean of the beta distribution that a group's share of forbidden messages is drawn from.
TRUE = 2 / 30


def community(dice: random.Random, groups: int) -> Iterator[Event]:
    number = 0
    for group in range(groups):
        share = dice.betavariate(2, 28)
        size = max(12, round(dice.lognormvariate(3.7, 0.5)))
        # Two members of ten write four fifths of it; every message is theirs with a fifth.
        for _ in range(size):
            number += 1
            loud = dice.random() < 0.2
            chance = share * (4 if loud else 0.25)
            member = dice.randrange(2) if loud else dice.randrange(2, 10)
            text = "cheap" if dice.random() < chance else "buy" if dice.random() < 0.05 else "hi"
            yield Event(
                str(number), START + number * MINUTE, f"g{group}", "text", f"g{group}u{member}",
                role="member", tags=frozenset(), text=text,
            )  # fmt: skip


def held(groups: int, communities: int, seed: int = 1) -> tuple[float, float, float, float]:
    """The share of intervals that hold the truth, of ours and of those by message; their lengths."""
    dice = random.Random(seed)
    ours = naive = 0
    widths = [0.0, 0.0]
    for _ in range(communities):
        runs = run(OLD, NEW, community(dice, groups), Asked(suppressed=False))
        sample = Sample(table_of(runs.ground, runs.views, 1), runs.ground, runs.views["fixed"])
        found = sample.compared("violation_rate").difference
        assert found.low is not None and found.high is not None and found.value is not None
        messages = sum(runs.ground.messages.values())
        reach = 1.96 * sqrt(found.value * (1 - found.value) / messages)
        ours += found.low <= TRUE <= found.high
        naive += found.value - reach <= TRUE <= found.value + reach
        widths[0] += found.high - found.low
        widths[1] += 2 * reach
    return ours / communities, naive / communities, widths[0] / communities, widths[1] / communities


def test_a_few_communities_of_thirty_groups() -> None:
    ours, naive, width, narrow = held(30, 12)
    assert ours >= 0.75
    assert width > 1.3 * narrow
    assert naive <= 1


@pytest.mark.long
@pytest.mark.parametrize(("groups", "least", "most"), [(30, 0.93, 0.97), (8, 0.9, 0.99)])
def test_intervals_hold_what_they_promise(groups: int, least: float, most: float) -> None:
    ours, naive, width, narrow = held(groups, COMMUNITIES)
    print(
        f"\n{groups} groups: by group {ours:.3f} ({width:.4f}), by message {naive:.3f} ({narrow:.4f})"
    )
    assert least <= ours <= most
    assert naive < 0.9
