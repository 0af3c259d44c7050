"""Every decision that two policies make otherwise, one by one: what a table for a spreadsheet holds.

The report of a plan counts, and shows a few of each sort; here is all of it. A decision differs if
something else is done, or if other rules fire to the same end; decisions on ticks (the end of a
confirmation's time, of a day) are compared, too. The views are the log as it is, and the suppressed
one; those that rest on an assumption have no single messages to show.

Memory grows with what differs, never with the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyq.study.plan.effects import class_of, class_of_decision, deeds, signature
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

#: What is said of a decision on which the same is done, by other rules.
RULES, DEEDS = "rules", "deeds"


class Side(NamedTuple):
    """What one policy does."""

    becomes: str
    """An id of `policyq.study.plan.effects.CLASSES`; ``""`` where that policy decides nothing."""
    rules: tuple[str, ...]
    """The rules that fired, sorted."""
    decision: Decision | None


class Differing(NamedTuple):
    """One event or tick that two policies decide otherwise."""

    view: str
    event: Event | None
    """``None`` of a tick."""
    about: Decision
    """A decision of either side: it has the group, the time and the id."""
    before: Side
    after: Side
    how: str
    """`DEEDS` where something else is done, `RULES` where only other rules fire."""


class Differences:
    """Takes in what both sides did, and keeps what differs."""

    def __init__(self) -> None:
        self.found: list[Differing] = []

    def in_order(self) -> tuple[Differing, ...]:
        """All of them by time; those of one group as they were decided."""
        return tuple(sorted(self.found, key=lambda one: (one.about.time, one.about.group)))

    def add(self, view: str, steps: tuple[Step, Step]) -> None:
        """One event under both policies, and the ticks that were due before it."""
        self.ticks(view, (_ticks(steps[0]), _ticks(steps[1])))
        before, after = steps
        about = before.own or after.own
        if about is None:
            return
        sides = (_side(before), _side(after))
        how = _how(sides, signature(before) != signature(after))
        if how:
            self.found.append(Differing(view, before.event, about, *sides, how))

    def ticks(self, view: str, decisions: tuple[Iterable[Decision], Iterable[Decision]]) -> None:
        """Decisions of both sides on ticks, put together by their groups and ids."""
        before, after = ({(one.group, one.event): one for one in some} for some in decisions)
        for key in (*before, *(key for key in after if key not in before)):
            pair = (before.get(key), after.get(key))
            about = pair[0] or pair[1]
            assert about is not None, "the id is of one of the two"
            sides = (_of_tick(pair[0]), _of_tick(pair[1]))
            how = _how(sides, deeds(pair[0]) != deeds(pair[1]))
            if how:
                self.found.append(Differing(view, None, about, *sides, how))


def _ticks(step: Step) -> Iterator[Decision]:
    own = step.own
    return (one for one in step.decisions if one is not own)


def _side(step: Step) -> Side:
    return Side(class_of(step), _rules(step.own), step.own)


def _of_tick(decision: Decision | None) -> Side:
    return Side("" if decision is None else class_of_decision(decision), _rules(decision), decision)


def _rules(decision: Decision | None) -> tuple[str, ...]:
    return () if decision is None else tuple(sorted({one.rule for one in decision.fired}))


def _how(sides: tuple[Side, Side], otherwise: bool) -> str:
    if otherwise:
        return DEEDS
    return RULES if sides[0].rules != sides[1].rules else ""
