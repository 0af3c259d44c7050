"""What two replays of one log come to, side by side: counted as their steps come by.

Almost all events of a log lead to nothing under either policy. They cost a few dictionary look-ups,
shared by all views of a plan (`Ground`); a `View` remembers only where something happened. So
memory grows with the members and with what is done, never with events.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.study.days import hour_of
from policyq.study.plan.budget import Filter
from policyq.study.plan.effects import (
    COUNTED,
    class_of,
    count,
    fired,
    quiet,
    signature,
)
from policyq.study.plan.examples import Example, Examples, Sort
from policyq.study.reasons import breaking
from policyq.study.simulate import Step
from policyq.study.slices import Size
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import WEEK, Duration, Instant

#: A member of a group; ``""`` is the group itself, for what is nobody's.
Member: TypeAlias = tuple[str, str]

#: Said of a sender who is in no tier.
NO_TIER = "-"

_N = len(COUNTED)


class Slice(NamedTuple):
    """Where a message belongs: role, size band, hour, platform; ``""`` where it is not known.

    ``tier``: the tiers that the sender was in under the old policy, `NO_TIER` if in none; ``""``
    of policies without tiers, too.
    """

    role: str
    band: str
    hour: int
    platform: str
    tier: str


@dataclass(slots=True)
class _Group:
    size: Size = field(default_factory=Size)
    first: Instant = 0
    newest: Instant | None = None
    covered: Duration = 0


@dataclass(slots=True)
class Ground:
    """What the log holds, whatever a policy makes of it."""

    zone: str
    events: int = 0
    messages: Counter[Member] = field(default_factory=Counter)
    slices: Counter[Slice] = field(default_factory=Counter)
    groups: dict[str, _Group] = field(default_factory=dict)

    def see(self, event: Event, repeated: bool, tier: str = "") -> Slice:
        """Takes in one event, whose sender is in a tier, and says where it belongs."""
        group = self.groups.get(event.group)
        if group is None:
            group = self.groups[event.group] = _Group(first=event.time)
        self.events += 1
        group.size.see(event)
        if group.newest is None or event.time > group.newest:
            gap = 0 if group.newest is None else event.time - group.newest
            group.covered += gap if gap <= WEEK else 0
            group.newest = event.time
        hour = hour_of(event.time, self.zone)
        place = Slice(event.role or "", group.size.band, hour, event.platform or "", tier)
        if event.kind in MESSAGES and not repeated:
            self.messages[event.group, event.sender or ""] += 1
            self.slices[place] += 1
        return place

    @property
    def span(self) -> tuple[Instant, Instant] | None:
        """The first and the last instant."""
        ends = [(one.first, one.newest) for one in self.groups.values() if one.newest is not None]
        return (min(a for a, _ in ends), max(b for _, b in ends)) if ends else None


class Numbers:
    """Two rows of numbers for every member: under the old policy, and under the new one."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: dict[Member, list[int]] = {}

    def add(self, member: Member, side: int, numbers: list[int]) -> None:
        """Adds the numbers of a decision."""
        row = self.rows.get(member)
        if row is None:
            row = self.rows[member] = [0] * (2 * _N)
        at = side * _N
        for place, number in enumerate(numbers):
            if number:
                row[at + place] += number


@dataclass(slots=True)
class Turns:
    """How often something was so under the old policy and under the new one: in a slice of the log,
    that something was done on a message; of a rule, that it fired on an event."""

    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0
    changed: int = 0
    """So under both, and something else was done."""

    def add(self, before: bool, after: bool, differs: bool) -> None:
        """One message or event; ``differs``: what was done is not the same."""
        self.before += before
        self.after += after
        self.gained += after and not before
        self.lost += before and not after
        self.changed += before and after and differs


class View:
    """One way of replaying both policies, as it is counted."""

    def __init__(
        self,
        programs: tuple[nodes.Program, nodes.Program],
        wanted: frozenset[Filter] = frozenset(),
        *,
        examples: bool = False,
    ) -> None:
        self.all = Numbers()
        self.apart: dict[Filter, Numbers] = {}
        self.missing: tuple[Counter[Member], Counter[Member]] = Counter(), Counter()
        """Messages that were not sent, under either policy."""
        self.prevented: tuple[Counter[str], Counter[str]] = Counter(), Counter()
        """Events that did not happen, by reason."""
        self.transitions: Counter[tuple[str, str]] = Counter()
        """Of messages that were sent and allowed under both, nothing stands here."""
        self.slices: dict[Slice, Turns] = {}
        self.rules: dict[str, Turns] = {}
        self.differing = 0
        """Events, messages or not, on which something else is done."""
        self.examples: Examples | None = Examples() if examples else None
        self._breaking = tuple(map(breaking, programs))
        self._roles = {one.value for one in wanted if one.dimension == "role"}
        self._tags = {one.value for one in wanted if one.dimension == "tag"}

    def violates(self, side: int, step: Step) -> bool:
        """Whether the step's own decision finds a violation."""
        own = step.own
        return own is not None and any(one.rule in self._breaking[side] for one in own.fired)

    def add(self, steps: tuple[Step, Step], place: Slice) -> None:
        """Counts what one event led to under both policies."""
        event = steps[0].event
        message = event.kind in MESSAGES
        for side, step in enumerate(steps):
            self.rest(side, step)
            if step.prevented:
                self.prevented[side][step.prevented] += 1
                if message:
                    self.missing[side][event.group, event.sender or ""] += 1
        self._fired(steps)
        differs = signature(steps[0]) != signature(steps[1])
        self.differing += differs
        if message:
            self._message(steps, place, differs)

    def rest(self, side: int, step: Step) -> None:
        """Counts the decisions of one side's step, its own and those on ticks before it."""
        own = step.own
        for decision in step.decisions:
            if not quiet(decision):
                message = decision is own and step.event.kind in MESSAGES
                self._decided(side, decision, step.event, message)

    def _decided(self, side: int, decision: Decision, event: Event, message: bool) -> None:
        counted = count(decision, self._breaking[side], message)
        account = next((act.target for act in decision.actions if act.target is not None), None)
        if account is None:
            account = event.sender if decision.event == event.id else None
        member = (decision.group, account or "")
        self.all.add(member, side, counted.all)
        for rule, numbers in counted.rules.items():
            self._apart(Filter("rule", rule)).add(member, side, numbers)
        if self._roles and event.role in self._roles and account == event.sender:
            self._apart(Filter("role", event.role or "")).add(member, side, counted.all)
        if self._tags and account == event.sender:
            for tag in self._tags.intersection(event.tags or ()):
                self._apart(Filter("tag", tag)).add(member, side, counted.all)

    def _apart(self, filter: Filter) -> Numbers:
        found = self.apart.get(filter)
        if found is None:
            found = self.apart[filter] = Numbers()
        return found

    def _fired(self, steps: tuple[Step, Step]) -> None:
        before, after = map(fired, steps)
        if not (before or after):
            return
        differs = before == after and signature(steps[0]) != signature(steps[1])
        for name in before | after:
            self.rules.setdefault(name, Turns()).add(name in before, name in after, differs)

    def _message(self, steps: tuple[Step, Step], place: Slice, differs: bool) -> None:
        classes = class_of(steps[0]), class_of(steps[1])
        if classes != ("allowed", "allowed"):
            self.transitions[classes] += 1
        before, after = (name not in ("allowed", "prevented") for name in classes)
        if before or after:
            self.slices.setdefault(place, Turns()).add(before, after, differs)
        if differs and self.examples is not None:
            old, new = map(fired, steps)
            rules = tuple(sorted(old ^ new)) or tuple(sorted(old))
            self.examples.see(Sort(*classes, rules), Example(steps[0].event, *steps))
