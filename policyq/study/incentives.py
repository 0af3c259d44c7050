"""What incentives did in a log: points earned and spent, rewards and what they cost, who took part,
and who played for the points alone.

Whole numbers only, which add up in any order. A day is the group's local one. *Active before* and
*after* are the members who did anything on a day, over the days of a group with any event: before
the day on which the group first earned points, and from then on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.ir import clock, nodes
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision, Posting
from policyq.vocabulary.events import TICKS, Event
from policyq.vocabulary.types import Instant


class Guided(NamedTuple):
    """What the guide says of a kind of incentive."""

    gain: float
    """By how much participation grows, as a part of what it was."""
    cost: tuple[float, float]
    """What it costs per person, from and to, in yuan."""
    lasts: tuple[int, int]
    """For how many days it works, from and to."""


#: By what a reward is.
GUIDED: dict[str, Guided] = {
    "cash": Guided(3.0, (2, 5), (1, 3)),
    "goods": Guided(1.5, (15, 30), (14, 28)),
    "honour": Guided(0.8, (0, 0), (30, 60)),
}

#: What became of points, by the accounts that they go between.
FLOWS = ("earned", "spent", "expired", "forfeited", "taken back")

#: On so many days at least somebody has to hit a cap to be told.
DAILY = 3


@dataclass(slots=True)
class Incentives:
    """What was counted."""

    flows: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(points, one of `FLOWS`) → how many points."""
    earners: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Points → (group, member) of those who ever earned any."""
    redeemed: Counter[str] = field(default_factory=Counter)
    redeemers: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    granted: Counter[str] = field(default_factory=Counter)
    holders: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(points or reward, why) → how often something was not booked."""
    capped: set[tuple[str, str, int]] = field(default_factory=set)
    """(group, member, day) of those who hit a cap."""
    repeats: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(group, member) → texts that earned nothing because they were there before."""
    rings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(group, one member, another) → praise between them that earned nothing."""
    active: Counter[str] = field(default_factory=Counter)
    """``before`` and ``after`` → members who did anything on a day, added up over the days;
    ``before days`` and ``after days`` → the days."""

    def add(self, other: Incentives) -> None:
        """Adds what was counted of other groups."""
        for one in ("flows", "redeemed", "granted", "refused", "repeats", "rings", "active"):
            getattr(self, one).update(getattr(other, one))
        for one in ("earners", "redeemers", "holders"):
            for name, some in getattr(other, one).items():
                getattr(self, one).setdefault(name, set()).update(some)
        self.capped |= other.capped

    @property
    def gain(self) -> float | None:
        """By how much activity grew, as a part of what it was."""
        days = self.active["before days"], self.active["after days"]
        if not all(days) or not self.active["before"]:
            return None
        before, after = self.active["before"] / days[0], self.active["after"] / days[1]
        return round(after / before - 1, 6)

    def outstanding(self, points: str) -> int:
        """What members hold at the end."""
        gone = sum(self.flows[points, flow] for flow in FLOWS[1:])
        return self.flows[points, "earned"] - gone


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, program: nodes.Program, into: Incentives) -> None:
        self._program, self._into = program, into
        self.asks = bool(program.points or program.titles)
        """Whether there is anything to count."""
        self._days: dict[str, tuple[int, set[str]]] = {}
        self._began: dict[str, int] = {}

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        event = step.event
        if event.kind not in TICKS and event.sender is not None:
            self.present(event.group, event.sender, event.time)
        for decision in step.decisions:
            if decision.postings or decision.lost or decision.actions:
                self._decided(decision, event)

    def close(self) -> None:
        """After the last event."""
        for group, (day, members) in self._days.items():
            self._over(group, day, members)
        self._days.clear()

    # -- who was there -------------------------------------------------------------------------

    def present(self, group: str, sender: str, time: Instant) -> None:
        """A member did anything."""
        day = self._day(time)
        at, members = self._days.get(group, (day, set[str]()))
        if day > at:
            self._over(group, at, members)
            at, members = day, set()
        if day == at:
            members.add(sender)
        self._days[group] = (at, members)

    def _over(self, group: str, day: int, members: set[str]) -> None:
        when = "after" if self._began.get(group, day + 1) <= day else "before"
        self._into.active[when] += len(members)
        self._into.active[f"{when} days"] += 1

    def _day(self, at: int) -> int:
        return clock.local(at, self._program.timezone).date().toordinal()

    # -- what was booked -----------------------------------------------------------------------

    def _decided(self, decision: Decision, event: Event) -> None:
        into, group = self._into, decision.group
        day = self._day(decision.time)
        for one in decision.postings:
            into.flows[one.points, _flow(one)] += _signed(one)
            if one.source == "issue":
                into.earners.setdefault(one.points, set()).add((group, one.sink[1:]))
                self._began.setdefault(group, day)
        for act in decision.actions:
            if act.action == "redeem" and act.of and act.target:
                into.redeemed[act.of] += 1
                into.redeemers.setdefault(act.of, set()).add((group, act.target))
            elif act.action == "grant" and act.of and act.target:
                into.granted[act.of] += 1
                into.holders.setdefault(act.of, set()).add((group, act.target))
        self._lost(decision, event, day)

    def _lost(self, decision: Decision, event: Event, day: int) -> None:
        into, group = self._into, decision.group
        mine = decision.event == event.id
        for one in decision.lost:
            if one.action not in ("award", "redeem", "deduct"):
                continue
            into.refused[one.to if one.because in _NAMED else one.rule, one.because] += 1
            if not mine or event.sender is None:
                continue
            if one.because == "cap":
                whom = event.target if event.kind == "reaction" else event.sender
                into.capped.add((group, whom or event.sender, day))
            elif one.because == "repeated":
                into.repeats[group, event.sender] += 1
            elif one.because == "pair" and event.target is not None:
                first, second = sorted((event.sender, event.target))
                into.rings[group, first, second] += 1


#: The reasons that say which points or which reward.
_NAMED = frozenset({"cap", "pair", "full", "balance", "stock", "limit"})


def _flow(one: Posting) -> str:
    if one.source == "issue":
        return "earned"
    if one.sink == "issue":
        return "taken back"
    return one.source if one.source in FLOWS else one.sink


def _signed(one: Posting) -> int:
    """What comes back of what was spent or forfeited counts against it."""
    return -one.amount if one.source in FLOWS else one.amount
