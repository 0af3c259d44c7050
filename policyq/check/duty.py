"""The law of rosters: somebody is on duty all the week or it is said who else is asked, everybody
is there once, and who is away has somebody in their place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from policyq.check import times, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import duty as say
from policyq.diagnostics.catalog import times as say_times
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree

_DAY = 24 * 60
_WEEK = 7 * _DAY
_DAYS = (
    ("周一", "Monday"), ("周二", "Tuesday"), ("周三", "Wednesday"), ("周四", "Thursday"),
    ("周五", "Friday"), ("周六", "Saturday"), ("周日", "Sunday"),
)  # fmt: skip
#: Of more shifts than this none is compared with the others.
_MOST = 100


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with rosters."""
    asked = set(_asked(scope))
    for node in scope.declarations:
        if not isinstance(node, tree.Roster):
            continue
        if node.name.text not in asked and not scope.partial:
            yield say.UNUSED.at(node.name.span, name=node.name.text)
        yield from _deputies(node)
        yield from _leaves(scope, node)
        if times.trusted(scope, [shift.slot for shift in node.shifts]):
            yield from _twice(node)
            if not node.gaps:
                yield from _gaps(node)


def _asked(scope: Scope) -> Iterator[str]:
    """The names that notices, hand-overs, confirmations, conditions and exemptions ask for."""
    for node in scope.declarations:
        for top in walk.tops(node):
            for atom in walk.conditions(top):
                if isinstance(atom, tree.WhoIs):
                    yield from (one.text for one in atom.who if isinstance(one, tree.Name))
        if isinstance(node, tree.Exempt):
            yield from (one.text for one in node.who if isinstance(one, tree.Name))
        for listed in walk.action_lists(node):
            for action in walk.actions(listed):
                who = action.to if isinstance(action, tree.Do) else ()
                judges = action.confirm.judges if action.confirm is not None else ()
                yield from (one.text for one in (*who, *judges) if isinstance(one, tree.Name))


def named(who: tree.Who) -> str:
    """A person on a roster, as compared: there a name is an account."""
    return who.id if isinstance(who, tree.Role) else who.text


def _deputies(roster: tree.Roster) -> Iterator[Diagnostic]:
    for shift in roster.shifts:
        people = set(map(named, shift.people))
        for one in shift.deputies:
            if named(one) in people:
                yield say.OWN_DEPUTY.at(one.span, who=named(one))


# -- leave -------------------------------------------------------------------------------------


def _leaves(scope: Scope, roster: tree.Roster) -> Iterator[Diagnostic]:
    known = {named(one) for shift in roster.shifts for one in (*shift.people, *shift.deputies)}
    for leave in roster.leaves:
        first, last = _ends(leave)
        if times.day(first) > times.day(last):
            if times.as_written(scope, first, last):
                yield say_times.DATES_REVERSED.at(leave.days.span)
            continue
        who = named(leave.who)
        if who not in known:
            yield say.NOT_ON_ROSTER.at(leave.who.span, who=who, name=roster.name.text)
            continue
        bare = next((shift for shift in roster.shifts if _bare(roster, shift, leave)), None)
        if bare is not None and not roster.gaps:
            yield say.UNREPLACED.at(leave.span, bare.span, who=who, name=roster.name.text)


def _ends(leave: tree.Leave) -> tuple[tree.Date, tree.Date]:
    first, last = leave.days.first, leave.days.last
    assert isinstance(first, tree.Date)
    return first, last if isinstance(last, tree.Date) else first


def _bare(roster: tree.Roster, shift: tree.Shift, leave: tree.Leave) -> bool:
    """Whether on one of the days of a leave everybody of its person's shift is away. It is enough
    to look at the days on which a leave begins: the most are away then."""
    everybody = {named(one) for one in (*shift.people, *shift.deputies)}
    if named(leave.who) not in set(map(named, shift.people)):
        return False
    first, last = map(times.day, _ends(leave))
    for other in roster.leaves:
        begin = max(first, times.day(_ends(other)[0]))
        away = {
            named(one.who)
            for one in roster.leaves
            if times.day(_ends(one)[0]) <= begin <= times.day(_ends(one)[1])
        }
        if begin <= last and everybody <= away:
            return True
    return False


# -- the week ----------------------------------------------------------------------------------


def _twice(roster: tree.Roster) -> Iterator[Diagnostic]:
    """People whose shift lies whole in another one of theirs."""
    if len(roster.shifts) > _MOST:
        return
    seen: list[tuple[tree.Shift, int]] = []
    for shift in roster.shifts:
        surely, perhaps = times.weekly((shift.slot,))
        for one in shift.people:
            other = next(
                (
                    place
                    for place, bits in seen
                    if named(one) in set(map(named, place.people))
                    and (not perhaps & ~bits or place.slot == shift.slot)
                ),
                None,
            )
            if other is not None:
                yield say.TWICE.at(one.span, other.span, who=named(one), name=roster.name.text)
        seen.append((shift, surely))


def _gaps(roster: tree.Roster) -> Iterator[Diagnostic]:
    """The minutes of a week in which nobody can be on duty, whatever the dates."""
    covered = 0
    for shift in roster.shifts:
        covered |= times.weekly((shift.slot,))[1]
    gaps = [minute for minute in range(_WEEK) if not covered >> minute & 1]
    if gaps:
        hours = round(len(gaps) / 60, 1)
        written = Words(*(_written(gaps, language) for language in (0, 1)))
        whole = f"{hours:g}"
        yield say.GAP.at(roster.name.span, name=roster.name.text, hours=whole, gaps=written)


def _written(gaps: list[int], language: int) -> str:
    """The gaps by day; days one after another with the same gaps are told together."""
    by_day = [(day, _clocks([m for m in gaps if m // _DAY == day], language)) for day in range(7)]
    parts = []
    for clocks, some in groupby(by_day, key=lambda one: one[1]):
        days = [_DAYS[day][language] for day, _ in some]
        if clocks:
            to = ("至", " to ")[language]
            parts.append(f"{days[0]}{to}{days[-1]} {clocks}" if days[1:] else f"{days[0]} {clocks}")
    return ("；", "; ")[language].join(parts)


def _clocks(gaps: list[int], language: int) -> str:
    minutes = {minute % _DAY for minute in gaps}
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    to = ("-", " to ")[language]
    spans = (f"{_clock(start)}{to}{_clock(end)}" for start, end in zip(starts, ends, strict=True))
    return ("、", ", ")[language].join(spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
