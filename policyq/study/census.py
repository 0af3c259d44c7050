"""The structure of groups over time: members, silent ones, tiers; and how long members stay.

The members are those whom the roster names, who joined, or who did anything or had it done to
them, until they leave: the same registry that tiers are asked of, kept here for every policy. It
is looked at at the end of each week, in the policy's zone, and at each group's last event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from policyq.events.roster import Roster
from policyq.ir import clock, tiers
from policyq.ir.evaluator import Evaluator
from policyq.ir.memory import Member, Standing
from policyq.study.numbers import Rates, Stays, Structure
from policyq.study.simulate import Mode, Step
from policyq.vocabulary.events import TICKS, Event
from policyq.vocabulary.types import DAY, WEEK, Instant

#: From when on a member counts as silent, as the guide has it.
SILENT = 30 * DAY

#: In a gap of the log no more than so many ends of weeks are looked at.
_MOST_WEEKS = 60


class Others(Protocol):
    """Who counts some of the members, of whom nothing is told here but when they are looked at."""

    def has(self, group: str, account: str, /) -> bool:
        """Whether a member is one of them."""
        ...

    def look(self, group: str, structure: Structure, at: Instant, /) -> None:
        """They are to be counted as they are at an instant, after all that happened until then."""
        ...

    def close(self, stays: Stays, /) -> None:
        """All of the groups are over."""
        ...


@dataclass(slots=True)
class _Group:
    """One group on its way."""

    standing: Standing = field(default_factory=Standing)
    newest: Instant = 0
    next: Instant = 0
    """The end of the week that `newest` is in."""
    sunday: date = date.min


class Census:
    """Looks at one step after another, and puts what it finds into `Rates`."""

    def __init__(
        self, evaluator: Evaluator, mode: Mode, roster: Roster | None, rates: Rates
    ) -> None:
        self._evaluator = evaluator
        self._suppressed = mode == "suppressed"
        self._roster = roster
        self._rates = rates
        self._zone = evaluator.program.timezone
        self._groups: dict[str, _Group] = {}
        self.others: Others | None = None

    def tick(self, tick: Event) -> None:
        """A tick was decided: at the end of a week, how many are in each tier?"""
        day = clock.local(tick.time, self._zone).date()
        if tick.kind == "day_end" and day.weekday() == 6 and self._evaluator.program.tiers:
            self._tiers(tick.group, self._rates.structure.setdefault(day.isoformat(), Structure()))

    def add(self, step: Step) -> None:
        """Takes in what happened: what was prevented did not, what was repeated did before."""
        event, own = step.event, step.own
        group = self._of(event.group, event.time)
        self._pass(group, event.group, event.time)
        if own is not None and event.kind not in TICKS and not self._elsewhere(event):
            before = dict(group.standing.members) if event.kind in _ENDING else None
            tiers.meet(group.standing, event)
            tiers.part(group.standing, event)
            if before is not None:
                self._ended(before, group.standing, event.time)
        for decision in step.decisions if self._suppressed else ():
            for act in decision.actions:
                member = group.standing.members.get(act.target or "")
                if act.action == "remove" and member is not None:
                    del group.standing.members[act.target or ""]
                    self._left(member, decision.time)

    def _elsewhere(self, event: Event) -> bool:
        """Whether others count the sender."""
        others, sender = self.others, event.sender
        return others is not None and sender is not None and others.has(event.group, sender)

    def week_end(self, group: str, at: Instant) -> Instant:
        """When the week ends that the newest event of a group is in; ``at``: the time of one that is
        next, if it is the first."""
        one = self._of(group, at)
        if not one.newest:
            self._pass(one, group, at)
        return one.next

    def reach(self, group: str, at: Instant) -> None:
        """Nothing more happens in a group before an instant."""
        self._pass(self._of(group, at), group, at)

    def spoke(
        self, group: str, account: str, times: Sequence[Instant], joined: Instant | None
    ) -> None:
        """A member, no bot, wrote at some times, sorted: as `add`, many messages at once, among which
        the member did not join or leave."""
        first, last = times[0], times[-1]
        members = self._of(group, first).standing.members
        old = members.get(account)
        if old is None:
            members[account] = Member(first, last, joined, last)
            return
        since, seen, before, spoke = old[:4]
        members[account] = Member(
            min(since, first),
            max(seen, last),
            before if joined is None else joined,
            last if spoke is None else max(spoke, last),
            *old[4:],
        )

    def close(self) -> None:
        """The log is over."""
        for name, group in self._groups.items():
            self._look(group, name, self._rates.ended, group.newest)
            self._tiers(name, self._rates.ended)
            for member in group.standing.members.values():
                self._rates.stays.here += 1
                self._rates.stays.here_for += _stayed(member, group.newest)
        if self.others is not None:
            self.others.close(self._rates.stays)

    # -- the passing of time -------------------------------------------------------------------

    def _of(self, name: str, at: Instant) -> _Group:
        group = self._groups.get(name)
        if group is None:
            group = self._groups[name] = _Group()
            self._enroll(group, name, at)
        return group

    def _pass(self, group: _Group, name: str, at: Instant) -> None:
        """The weeks that end before an instant."""
        if not group.newest:
            self._week(group, at)
        elif at > group.next:
            first = at - _MOST_WEEKS * WEEK
            if group.next < first:
                self._week(group, first)
            while group.next < at:
                self._enroll(group, name, group.next)
                key = group.sunday.isoformat()
                structure = self._rates.structure.setdefault(key, Structure())
                self._look(group, name, structure, group.next)
                self._week(group, group.next + 1)
        group.newest = max(group.newest, at)

    def _week(self, group: _Group, at: Instant) -> None:
        day = clock.local(at, self._zone).date()
        group.sunday = day + timedelta(days=6 - day.weekday())
        group.next = clock.midnight(group.sunday + timedelta(days=1), self._zone) - 1

    def _enroll(self, group: _Group, name: str, at: Instant) -> None:
        if self._roster is None:
            return
        there, gone = self._roster.present(name, at)
        before = dict(group.standing.members)
        known = [
            tiers.Known(one.account, one.name, one.role, one.tags, one.joined, one.channel)
            for one in there
        ]
        tiers.enroll(group.standing, known, at, gone)
        self._ended(before, group.standing, at)

    # -- looking -------------------------------------------------------------------------------

    def _look(self, group: _Group, name: str, structure: Structure, at: Instant) -> None:
        if self.others is not None:
            self.others.look(name, structure, at)
        for member in group.standing.members.values():
            silent = tiers.silent_is(member, at, ">", SILENT)
            structure.members += 1
            structure.silent += silent is True
            structure.unclear += silent is None

    def _tiers(self, name: str, structure: Structure) -> None:
        named = [tier.name for tier in self._evaluator.program.tiers]
        if not named:
            return
        standing = self._evaluator.standing(name)
        for tier in named:
            structure.tiers[tier] += sum(
                tier in member.tiers for member in standing.members.values()
            )
            structure.unknown[tier] += standing.unknown.get(tier, 0)

    def _ended(self, before: dict[str, Member], standing: Standing, at: Instant) -> None:
        """Those who are no longer there."""
        for account, member in before.items():
            if account not in standing.members and member.role != "bot":
                self._left(member, at)

    def _left(self, member: Member, at: Instant) -> None:
        self._rates.stays.left += 1
        self._rates.stays.left_after += _stayed(member, at)


#: What ends somebody's stay; of everything else only bots are forgotten.
_ENDING = frozenset({"leave", "outcome"})


def _stayed(member: Member, until: Instant) -> int:
    since = member.since if member.joined is None else member.joined
    return max(until - since, 0)
