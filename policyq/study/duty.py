"""What came to those on duty in a log: notices, hand-overs and questions, shift by shift.

What comes while two shifts run counts for both, and once in all. A question belongs to the shifts in
which it was asked, whenever it is answered; a notice that waits for the end of the bot's quiet hours
to those in which it was due. Whole numbers only, which add up in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from policyq.ir import clock, duty, nodes
from policyq.study.simulate import Step
from policyq.syntax import reminding
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.types import DAY, MINUTE, Duration, Instant

#: In the place of a shift's number: the gaps of a roster, and everything together.
GAPS, ALL = -1, -2

#: What is counted, beside ``waited``: the time until questions were answered, together.
WHAT = ("notify", "handover", "asked", "approved", "rejected", "timed_out")

_DAY = timedelta(days=1)
_QUARTER = 15 * MINUTE


class OnShift(NamedTuple):
    """Something that is counted of a shift."""

    roster: str
    shift: int
    """Its place in `slots`, or `GAPS`, or `ALL`."""
    what: str


class _Asked(NamedTuple):
    """A question that waits, and whom it is counted for."""

    at: Instant
    places: tuple[tuple[str, int], ...]


def slots(roster: nodes.Roster) -> tuple[nodes.Slot, ...]:
    """The times of a roster's shifts, each once."""
    return tuple(dict.fromkeys(shift.slot for shift in roster.shifts))


def on(program: nodes.Program, roster: nodes.Roster, at: Instant) -> tuple[int, ...]:
    """The shifts with anybody there at an instant, by their places; else `GAPS`."""
    times = slots(roster)
    found = {times.index(one.slot) for one, who in duty.running(program, roster, at) if who}
    return tuple(sorted(found)) or (GAPS,)


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, program: nodes.Program, into: Counter[OnShift]) -> None:
        self._program, self._into = program, into
        self._rosters = {roster.name: roster for roster in program.rosters}
        self.asks = bool(program.rosters)
        """Whether there is anything to count."""
        self._open: dict[tuple[str, str], _Asked] = {}

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        for decision in step.decisions:
            self._decided(decision)

    def _decided(self, decision: Decision) -> None:
        for what, roster in sorted({*_told(decision)}):
            self._count(what, self._places(roster, decision.time))
        for question in decision.pending:
            if question.rosters and not question.joined:
                places = tuple(
                    place for one in question.rosters for place in self._places(one, decision.time)
                )
                self._open[decision.group, question.id] = _Asked(decision.time, places)
                self._count("asked", places)
        for answer in decision.answers:
            if answer.result in WHAT:
                asked = self._open.pop((decision.group, answer.question), None)
                if asked is not None:
                    self._count(answer.result, asked.places)
                    if answer.result != "timed_out":
                        self._count("waited", asked.places, decision.time - asked.at)

    def _places(self, roster: str, at: Instant) -> tuple[tuple[str, int], ...]:
        known = self._rosters.get(roster)
        running = () if known is None else on(self._program, known, at)
        return tuple((roster, place) for place in (*running, ALL))

    def _count(self, what: str, places: tuple[tuple[str, int], ...], by: int = 1) -> None:
        for roster, place in places:
            self._into[OnShift(roster, place, what)] += by


def _told(decision: Decision) -> Iterator[tuple[str, str]]:
    """The sorts of notices to rosters, reminders excepted; at the end of the quiet hours only what
    was due then."""
    acts: list[Act] = [one.act for one in decision.waiting]
    if not decision.event.endswith("/quiet_end"):
        acts += decision.actions
    for act in acts:
        notice = act.action in ("notify", "handover")
        if notice and act.of is not None and act.rules != (reminding.named(act.of),):
            yield act.action, act.of


# -- time --------------------------------------------------------------------------------------


def gaps(program: nodes.Program, roster: nodes.Roster, first: Instant, last: Instant) -> Duration:
    """For how long nobody was on duty between two instants."""
    ends = [first, *bounds(program, roster, first, last), last]
    return sum(
        end - start
        for start, end in pairwise(ends)
        if end > start and duty.on_duty(program, roster, start).gap
    )


def bounds(
    program: nodes.Program, roster: nodes.Roster, first: Instant, last: Instant
) -> Iterator[Instant]:
    """The instants between two at which shifts or days begin or end, in order."""
    zone = program.timezone
    minutes = sorted({0, *(m for shift in slots(roster) for m in (shift.start, shift.end % 1440))})
    day: date = clock.local(first, zone).date()
    until = clock.local(last, zone).date()
    while day <= until:
        begins, ends = clock.midnight(day, zone), clock.midnight(day + _DAY, zone)
        found = {clock.at(day, minute, zone) for minute in minutes}
        if ends - begins != DAY:
            # The clock skips or repeats something, and with it perhaps a part of a shift.
            found |= set(range(begins, ends, _QUARTER))
        yield from (at for at in sorted(found) if first < at < last)
        day += _DAY
