"""What is assumed of the people and the machine: distributions, shifts, shares."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from policyq.vocabulary.types import Instant, Said

Kind: TypeAlias = Literal["fixed", "exponential", "lognormal", "gamma", "empirical"]
KINDS: Final[tuple[Kind, ...]] = ("fixed", "exponential", "lognormal", "gamma", "empirical")

Way: TypeAlias = Literal["people", "together", "machine"]
WAYS: Final[tuple[Way, ...]] = ("people", "together", "machine")
"""By people alone, by people and machine, by the machine alone."""

DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something takes, in minutes: a distribution of a mean and a coefficient of variation
    ``cv`` (standard deviation over mean; of lognormal and gamma), or ``values`` that were seen."""

    kind: Kind = "fixed"
    mean: float = 0.0
    cv: float = 1.0
    values: tuple[float, ...] = ()

    def draw(self, dice: random.Random) -> float:
        """One time in minutes, never negative."""
        if self.kind == "empirical":
            return dice.choice(self.values)
        if self.kind == "fixed" or self.mean == 0:
            return self.mean
        if self.kind == "exponential":
            return dice.expovariate(1 / self.mean)
        if self.kind == "gamma":
            shape = 1 / self.cv**2
            return dice.gammavariate(shape, self.mean / shape)
        wide = math.log1p(self.cv**2)
        return dice.lognormvariate(math.log(self.mean) - wide / 2, math.sqrt(wide))


NONE: Final = Spread()


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody is on duty, by local wall time: ``[start, end)`` in minutes of the day, on
    weekdays (Monday is 0). ``end <= start`` runs across midnight."""

    start: int
    end: int
    weekdays: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is on duty."""

    name: str
    shifts: tuple[Shift, ...] = ()
    times: tuple[tuple[Instant, Instant], ...] = ()
    """Of somebody on a policy's roster, in place of shifts: exactly when, leave taken out."""
    said: tuple[Said, ...] = ()
    """Their shifts on the roster, in words."""


@dataclass(frozen=True, slots=True)
class Content:
    """The shares of members who are content with how a case went: an assumption."""

    in_time: float = 0.0
    """Settled within `Assumed.patience`."""
    late: float = 0.0
    passed_on: float = 0.0


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is put in for one of `WAYS`."""

    notices: Spread = NONE
    """Until somebody on duty sees that there is something to do; the machine tells at once."""
    handles: Spread = NONE
    """A person's own work on a case."""
    machine: Spread = NONE
    """The machine's."""
    machine_share: float = 0.0
    """The share of the cases that the machine takes by itself."""
    passed_on: float = 0.0
    """The share of what people handle that they pass on to somebody above them."""
    machine_passed_on: float = 0.0
    """The share of what the machine handles that somebody appeals against, or that it gives up."""
    limit: float | None = None
    """After so many minutes of waiting for a person a case is passed on."""
    patience: float = 60.0
    """Up to so many minutes a member calls it in time."""
    content: Content = Content()


@dataclass(frozen=True, slots=True)
class Staffing:
    """Everything that is put in."""

    people: tuple[Person, ...]
    ways: dict[Way, Assumed] = field(default_factory=dict)
    repetitions: int = 40
    seed: int = 1
    rosters: tuple[str, ...] = ()
    """The policy's rosters that people are taken from."""


def guide() -> Staffing:
    """The preset: two people in turns, seven days of twelve hours, as a guide to WeChat groups has
    it, and times under which its three rows come out (32 min, 18 %, 76 %; 9 min, 6 %, 89 %;
    2 min, 35 %, 62 %) where there is little to wait for."""
    day = frozenset(range(7))
    early, late = Shift(9 * 60, 15 * 60, day), Shift(15 * 60, 21 * 60, day)
    return Staffing(
        people=(Person("A", (early,)), Person("B", (late,))),
        ways={
            "people": Assumed(
                notices=Spread("lognormal", 20, 1.0),
                handles=Spread("lognormal", 12, 1.0),
                passed_on=0.18,
                patience=60,
                content=Content(0.84, 0.60, 0.45),
            ),
            "together": Assumed(
                handles=Spread("lognormal", 12, 1.0),
                machine=Spread("exponential", 1),
                machine_share=0.3,
                passed_on=0.07,
                machine_passed_on=0.04,
                patience=60,
                content=Content(0.92, 0.65, 0.50),
            ),
            "machine": Assumed(
                machine=Spread("exponential", 2),
                machine_share=1.0,
                machine_passed_on=0.35,
                patience=60,
                content=Content(0.80, 0.60, 0.29),
            ),
        },
    )
