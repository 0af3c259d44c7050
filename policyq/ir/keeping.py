"""What of a calendar was kept on a day, and the places of rankings: looked at when the day ends.

An entry is kept if what keeps it was counted that day; if not, it is unknown where something that
may have kept it happened, or where nothing was heard of the group that day: then nobody knows
whether it was there to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from policyq.ir import clock, holdings, lotteries, nodes
from policyq.ir.memory import Standing
from policyq.vocabulary.decisions import Entry, Place, Ranking
from policyq.vocabulary.events import Event

Total: TypeAlias = Callable[[str, str], "int | float"]
"""What a counter without keys holds in the bucket that the event is in: (counter, bucket)."""

ByMember: TypeAlias = Callable[[str, str], "Mapping[str, int | float]"]
"""What a counter by sender holds in that bucket, by account."""

#: No ranking is longer, however many share its last place.
MOST_PLACES = 100

_WEEK = 7


def keep(program: nodes.Program, standing: Standing, event: Event, total: Total) -> None:
    """Puts into ``standing.kept`` what became of the entries of the day that ends."""
    today = clock.local(event.time, program.timezone).date()
    standing.kept = tuple(
        Entry(agenda.name, item.name, item.form, _kept(agenda, item, total))
        for agenda in program.agendas
        for item in agenda.items
        if clock.on(item.slot, today, program.calendar)
    )
    number = today.toordinal()
    for agenda in program.agendas:
        mine = [one.kept for one in standing.kept if one.calendar == agenda.name]
        days = [day for day in standing.weeks.get(agenda.name, ()) if number - _WEEK < day[0]]
        days = [day for day in days if day[0] != number]
        days.append((number, mine.count(True), mine.count(False)))
        standing.weeks[agenda.name] = tuple(sorted(days))


def _kept(agenda: nodes.Agenda, item: nodes.Item, total: Total) -> bool | None:
    if total(item.counter, "day"):
        return True
    if item.doubt is not None and total(item.doubt, "day"):
        return None
    return False if total(agenda.present, "day") else None


def share(
    measure: nodes.Kept, period: str, program: nodes.Program, standing: Standing, event: Event
) -> float | None:
    """The share of a calendar's known entries that were kept in the period that ends."""
    today = clock.local(event.time, program.timezone).date()
    first = today.toordinal() - (today.weekday() if period == "week" else 0)
    days = [
        (kept, missed)
        for day, kept, missed in standing.weeks.get(measure.agenda, ())
        if first <= day <= today.toordinal()
    ]
    kept = sum(one for one, _ in days)
    known = kept + sum(missed for _, missed in days)
    return kept / known if known else None


# -- rankings ----------------------------------------------------------------------------------


def rank(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    ends: Callable[[str], bool],
    by_member: ByMember,
) -> None:
    """Puts into ``standing.ranked`` the rankings whose period ends with the event."""
    standing.ranked = tuple(
        Ranking(
            one.name,
            clock.bucket(one.period, clock.local(event.time, program.timezone)),
            tuple(_places(_values(program, standing, event, one, by_member), one.top)),
        )
        for one in program.rankings
        if ends(one.period)
    )


def _values(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    one: nodes.Ranking,
    by_member: ByMember,
) -> Mapping[str, int | float]:
    if one.points:
        return holdings.earned(program, standing, one.points, one.period, event)
    return by_member(one.counter, one.period)


def _places(values: Mapping[str, int | float], top: int) -> Iterator[Place]:
    """Equal values share a place, and the next one is as far down as if they did not; among them
    the order is that of their accounts. Who has nothing is not on it."""
    some = sorted((-value, account) for account, value in values.items() if value > 0)
    place, before = 0, None
    for number, (value, account) in enumerate(some, 1):
        if value != before:
            place, before = number, value
        if place > top or number > MOST_PLACES:
            return
        yield Place(place, account, -value)


def drawn_up(condition: nodes.Ranked, standing: Standing, event: Event) -> bool:
    """Whether the ranking's period ends with the event and somebody is on it."""
    return (
        event.kind == "day_end"
        and any(one.ranking == condition.ranking and one.places for one in standing.ranked)
    ) or (
        event.kind == "day_end" and any(one.lottery == condition.ranking for one in standing.draws)
    )


def told(standing: Standing, ranking: str) -> str:
    """A ranking in words: a place, a name and a value on each line."""
    if any(one.lottery == ranking for one in standing.draws):
        return lotteries.told(standing, ranking)
    found = next((one.places for one in standing.ranked if one.ranking == ranking), ())
    return "\n".join(f"{p.place}. {_name(standing, p.account)} {p.value:g}" for p in found)


def _name(standing: Standing, account: str) -> str:
    member = standing.members.get(account)
    return account if member is None or member.name is None else member.name


def with_ranking(do: nodes.Do, ranking: str, standing: Standing) -> nodes.Do:
    """The action with the ranking of that name in its text, where it has a place for one."""
    if do.text is None or _HOLE not in do.text.pieces:
        return do
    pieces = (
        nodes.Quoted(told(standing, ranking)) if one == _HOLE else one for one in do.text.pieces
    )
    return replace(do, text=nodes.Template(tuple(pieces)))


_HOLE = nodes.Hole("ranking")
