"""From written hours, days and times to slots: minutes of the day on weekdays, dates or named days."""

from __future__ import annotations

from datetime import date, timedelta

from policyq.check.calendars import Calendar
from policyq.ir import nodes
from policyq.syntax import tree


def iso(day: tree.Date) -> str:
    """As in 2026-12-01."""
    return date(day.year, day.month, day.day).isoformat()


def moment(days: tuple[tree.Days, ...], clock: tree.Clock) -> nodes.Slot:
    """A time as a slot of which the start and the days count."""
    return slots((tree.Slot(days, clock, clock),))[0]


def slots(written: tuple[tree.Slot, ...]) -> tuple[nodes.Slot, ...]:
    """Slots in minutes of the day; a slot without days takes those of the slot before it."""
    lowered = []
    days: tuple[tree.Days, ...] = ()
    for slot in written:
        days = slot.days or days
        start = slot.start.hour * 60 + slot.start.minute if slot.start else 0
        end = slot.end.hour * 60 + slot.end.minute if slot.end else 24 * 60
        weekdays: set[int] = set()
        dates = []
        named = set()
        for span in days:
            first, last = span.first, span.last or span.first
            if isinstance(first, tree.Weekday) and isinstance(last, tree.Weekday):
                count = (last.number - first.number) % 7 + 1
                weekdays.update((first.number + step) % 7 for step in range(count))
            elif isinstance(first, tree.Date) and isinstance(last, tree.Date):
                dates.append((iso(first), iso(last)))
            elif isinstance(first, tree.DayNamed):
                named.add(first.id)
        lowered.append(
            nodes.Slot(
                start,
                end,
                frozenset(weekdays) if weekdays or dates or named else None,
                tuple(sorted(dates)),
                frozenset(named),
            )
        )
    return tuple(lowered)


def calendar(named: Calendar | None) -> nodes.Calendar | None:
    """What a policy's calendar says, without the names of its days."""
    if named is None:
        return None
    off = tuple(day.date.isoformat() for day in named.days if day.off)
    work = tuple(day.date.isoformat() for day in named.days if not day.off)
    return nodes.Calendar(named.years, off, work)


def through(day: tree.Date) -> nodes.Before:
    """Up to and including ``day``."""
    last = date(day.year, day.month, day.day)
    return nodes.Before((last + timedelta(days=1)).isoformat())
