"""Choosing what a made-up scene is like: one answer to each question, and then others.

Whoever makes a scene asks `Choices.pick` wherever it could be otherwise. The first answers are those
that should make a rule fire; `every` then gives one question after the other its other answers, and
after that some of several at once, drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """The answers of one scene, by question; what has none gets the first."""

    def __init__(self, fixed: Mapping[str, int]) -> None:
        self._fixed = fixed
        self.met: dict[str, int] = {}
        """Every question that was asked, and how many answers it has."""

    def pick(self, question: str, answers: Sequence[T]) -> T:
        """The answer to a question; there is at least one."""
        self.met.setdefault(question, len(answers))
        return answers[self._fixed.get(question, 0) % len(answers)]


class Every:
    """The answers to try, one set after the other; `tell` what was asked where they were tried."""

    def __init__(self, random: Random, drawn: int) -> None:
        self._random = random
        self._drawn = drawn
        self._met: dict[str, int] = {}

    def tell(self, choices: Choices) -> None:
        """Takes in what was asked."""
        for question, answers in choices.met.items():
            self._met.setdefault(question, answers)

    def __iter__(self) -> Iterator[dict[str, int]]:
        yield {}
        done: set[str] = set()
        # An answer may raise questions that nobody asked before.
        while new := [one for one in self._met if one not in done]:
            for question in new:
                done.add(question)
                yield from ({question: number} for number in range(1, self._met[question]))
        open_ones = [one for one, answers in self._met.items() if answers > 1]
        for _ in range(self._drawn if len(open_ones) > 1 else 0):
            some = self._random.sample(
                open_ones, self._random.choice((2, 2, 3)) % len(open_ones) or 2
            )
            yield {one: self._random.randrange(1, self._met[one]) for one in some}
