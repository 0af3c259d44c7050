"""From rosters to nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.ir import nodes
from policyq.ir.duty import Roster, Shift
from policyq.ir.effects import recipients
from policyq.ir.from_times import iso, slots
from policyq.syntax import tree

_OWNER = (nodes.Who(role="owner"),)


def roster(one: tree.Roster) -> Roster:
    """Shifts without days are on every day; without `gaps` they concern the owner."""
    shifts = (
        Shift(slots((shift.slot,))[0], _people(shift.people), _people(shift.deputies))
        for shift in one.shifts
    )
    leaves = (
        (who, iso(first), iso(last))
        for leave in one.leaves
        for who in _people((leave.who,))
        for first, last in _dates(leave.days)
    )
    return Roster(
        one.name.text,
        tuple(sorted(shifts, key=_place)),
        tuple(sorted(leaves, key=lambda leave: (str(leave[0]), *leave[1:]))),
        recipients(one.gaps) or _OWNER,
    )


def _dates(days: tree.Days) -> Iterator[tuple[tree.Date, tree.Date]]:
    if isinstance(days.first, tree.Date):
        yield days.first, days.last if isinstance(days.last, tree.Date) else days.first


def _people(who: Iterable[tree.Who]) -> tuple[nodes.Who, ...]:
    """On a roster a name is an account."""
    return recipients(tree.Account(one.text) if isinstance(one, tree.Name) else one for one in who)


def _place(shift: Shift) -> tuple[object, ...]:
    slot = shift.slot
    days = tuple(sorted(slot.weekdays or ())), slot.dates, tuple(sorted(slot.named))
    return (
        *days,
        slot.start,
        slot.end,
        tuple(map(str, shift.people)),
        tuple(map(str, shift.deputies)),
    )
