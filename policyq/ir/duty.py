"""Who is on duty: rosters, and what a notice to a roster comes to.

Somebody is on duty while the local wall time is inside of one of their shifts; while one of a shift
is on leave, its deputies are on duty beside the rest of it, those on leave excepted. On a day that
the calendar would have to know and does not, nobody is taken to be on duty. While nobody is, what
goes to a roster goes to those whom its `gaps` name, and the decision says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from policyq.ir import clock, facts
from policyq.vocabulary.decisions import Lost
from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Instant, Truth, or_

if TYPE_CHECKING:
    from policyq.ir import nodes
    from policyq.ir.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is on duty in a slot, and who takes the place of one who is on leave."""

    slot: nodes.Slot
    people: tuple[nodes.Who, ...]
    deputies: tuple[nodes.Who, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on duty when. ``leaves``: who is away from a date to another, both included, in ISO."""

    name: str
    shifts: tuple[Shift, ...]
    leaves: tuple[tuple[nodes.Who, str, str], ...]
    gaps: tuple[nodes.Who, ...]

    @property
    def everybody(self) -> tuple[nodes.Who, ...]:
        """All whom it can ever mean."""
        on = (who for shift in self.shifts for who in (*shift.people, *shift.deputies))
        return tuple(dict.fromkeys((*on, *self.gaps)))


@dataclass(frozen=True, slots=True)
class OnDuty:
    """The sender (= the target) is one of those whom one of these rosters means at the event's
    time."""

    rosters: frozenset[str]


class Meant(NamedTuple):
    """Whom a roster means at an instant."""

    people: tuple[nodes.Who, ...]
    gap: bool
    """Whether nobody is on duty: these are the ones whom `gaps` names."""


def on_duty(program: nodes.Program, roster: Roster, at: Instant) -> Meant:
    """Whom a roster means at an instant."""
    wall = clock.local(at, program.timezone)
    found: set[nodes.Who] = set()
    for shift in roster.shifts:
        if clock.inside(shift.slot, wall, program.calendar):
            away = _away(roster, shift.slot, wall)
            found |= {one for one in shift.people if one not in away}
            if not away.isdisjoint(shift.people):
                found |= {one for one in shift.deputies if one not in away}
    if not found:
        return Meant(roster.gaps, gap=True)
    return Meant(tuple(sorted(found, key=str)), gap=False)


def _away(roster: Roster, slot: nodes.Slot, wall: datetime) -> frozenset[nodes.Who]:
    """Who is on leave. A shift across midnight belongs to the day on which it starts."""
    started = slot.start < slot.end or wall.hour * 60 + wall.minute >= slot.start
    day = (wall.date() if started else wall.date() - timedelta(days=1)).isoformat()
    return frozenset(who for who, first, last in roster.leaves if first <= day <= last)


def holds(condition: OnDuty, program: nodes.Program, event: Event) -> Truth:
    """Whether the sender is one of those whom a roster means when the event happens."""
    if event.kind not in PERSONAL:
        return False
    people = {
        who
        for roster in program.rosters
        if roster.name in condition.rosters
        for who in on_duty(program, roster, event.time).people
    }
    truth = facts.one_of(event.role, frozenset(who.role for who in people if who.role))
    truth = or_(truth, facts.some_of(event.tags, frozenset(who.tag for who in people if who.tag)))
    accounts = frozenset(who.account for who in people if who.account)
    return or_(truth, facts.one_of(event.sender, accounts))


def filled(
    program: nodes.Program, at: Instant, wanted: Iterable[Wanted]
) -> tuple[list[Wanted], list[Lost]]:
    """What is wanted, with people in the place of rosters; and the notices that no one on duty
    got."""
    rosters = {roster.name: roster for roster in program.rosters}
    if not rosters:
        return [*wanted], []
    made: list[Wanted] = []
    lost: list[Lost] = []
    for one in wanted:
        asked = [rosters[who.tag] for who in one.do.to if who.tag in rosters]
        direct = tuple(who for who in one.do.to if who.tag not in rosters)
        if direct or not asked:
            made.append(one._replace(do=replace(one.do, to=direct)) if asked else one)
        for roster in asked:
            meant = on_duty(program, roster, at)
            made.append(one._replace(do=replace(one.do, to=meant.people, of=roster.name)))
            if meant.gap:
                lost += [Lost(one.do.action, r, "nobody_on_duty", roster.name) for r in one.rules]
    return made, lost


def judges(
    program: nodes.Program, asked: Iterable[nodes.Who], *instants: Instant
) -> tuple[nodes.Who, ...]:
    """Those who judge, with people in the place of rosters: all who are meant at the instants."""
    rosters = {roster.name: roster for roster in program.rosters}
    found: dict[nodes.Who, None] = {}
    for one in asked:
        if one.tag not in rosters:
            found[one] = None
            continue
        for at in instants:
            found |= dict.fromkeys(on_duty(program, rosters[one.tag], at).people)
    return tuple(found)
