"""What lotteries did in a log: rounds drawn and void, who entered, who won, who withheld a secret.

Whole numbers only, which add up in any order. A round is counted for each group that it ended in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from policyq.vocabulary.decisions import Decision


@dataclass(slots=True)
class Lotteries:
    """What was counted."""

    rounds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(lottery, one of `policyq.vocabulary.draws.RESULTS`) → rounds."""
    entries: Counter[str] = field(default_factory=Counter)
    """Lottery → entrants, added up over its rounds."""
    entrants: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Lottery → (group, member) of those who ever entered."""
    wins: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(lottery, group, member) → how often they won."""
    withheld: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(lottery, group, witness) → rounds that are void because they did not reveal."""

    def add(self, other: Lotteries) -> None:
        """Adds what was counted of other groups."""
        for one in ("rounds", "entries", "wins", "withheld"):
            getattr(self, one).update(getattr(other, one))
        for name, some in other.entrants.items():
            self.entrants.setdefault(name, set()).update(some)

    def ended(self, lottery: str) -> int:
        """Rounds, whatever became of them."""
        return sum(number for (name, _), number in self.rounds.items() if name == lottery)

    def winners(self, lottery: str) -> dict[tuple[str, str], int]:
        """(group, member) → how often they won."""
        return {key[1:]: number for key, number in self.wins.items() if key[0] == lottery}


def count(into: Lotteries, decision: Decision) -> None:
    """Counts the rounds that end with a decision."""
    for draw in decision.draws:
        name, group = draw.lottery, decision.group
        into.rounds[name, draw.result] += 1
        into.entries[name] += len(draw.entrants)
        into.entrants.setdefault(name, set()).update((group, who) for who in draw.entrants)
        into.wins.update((name, group, who) for who in draw.winners)
        if draw.result == "withheld":
            into.withheld.update((name, group, who) for who in draw.blamed)
