"""Who is on duty: rosters, and what a notice to a roster comes to.

Somebody is on duty while the local wall time is inside of one of their shifts; while one of a shift
is on leave, its deputies are on duty beside the rest of it, those on leave excepted. On a day that
the calendar would have to know and does not, nobody is taken to be on duty. While nobody is, what
goes to a roster goes to those whom its `gaps` name, and the decision says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from policyq.ir import clock, facts
from policyq.vocabulary.decisions import Lost
from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Duration, Instant, Truth, or_

if TYPE_CHECKING:
    from policyq.ir import nodes
    from policyq.ir.filling import Teller
    from policyq.ir.memory import Standing
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
    found: set[nodes.Who] = set()
    for _, there in running(program, roster, at):
        found |= there
    if not found:
        return Meant(roster.gaps, gap=True)
    return Meant(tuple(sorted(found, key=str)), gap=False)


def coming(
    program: nodes.Program, roster: Roster, at: Instant, within: Duration
) -> tuple[nodes.Who, ...]:
    """Who comes on duty between an instant and so much later, and is there then."""
    before, after = on_duty(program, roster, at - 1), on_duty(program, roster, at + within)
    there = () if before.gap else before.people
    return () if after.gap else tuple(who for who in after.people if who not in there)


def running(
    program: nodes.Program, roster: Roster, at: Instant
) -> Iterator[tuple[Shift, frozenset[nodes.Who]]]:
    """The shifts at an instant, each with who is there: nobody, if everybody is on leave."""
    wall = clock.local(at, program.timezone)
    for shift in roster.shifts:
        if clock.inside(shift.slot, wall, program.calendar):
            away = _away(roster, shift.slot, wall)
            there = set(shift.people) - away
            if not away.isdisjoint(shift.people):
                there |= set(shift.deputies) - away
            yield shift, frozenset(there)


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
            if one.do.coming is not None:
                people = coming(program, roster, at, one.do.coming)
                made += [_to(one, people, roster)] if people else []
                continue
            meant = on_duty(program, roster, at)
            made.append(_to(one, meant.people, roster))
            if meant.gap:
                lost += [Lost(one.do.action, r, "nobody_on_duty", roster.name) for r in one.rules]
    return made, lost


def _to(one: Wanted, people: tuple[nodes.Who, ...], roster: Roster) -> Wanted:
    return one._replace(do=replace(one.do, to=people, of=roster.name))


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


def named(program: nodes.Program, asked: Iterable[nodes.Who]) -> tuple[str, ...]:
    """The rosters among some who are asked, by name."""
    rosters = {roster.name for roster in program.rosters}
    return tuple(sorted({who.tag for who in asked if who.tag in rosters}))


# -- in texts ----------------------------------------------------------------------------------


def teller(standing: Standing, at: Instant) -> Teller:
    """Tells how many questions wait for an answer in the group."""

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        if hole.id != "waiting":
            return hole
        return str(sum(parked.deadline > at for parked in standing.questions.values()))

    return tell
