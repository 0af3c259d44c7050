"""What the reminder of a roster stands for: a rule at a time before each of its shifts.

    roster R                         rule R/shift
      Monday 09:00 to 18:00 Ming       when at Monday 08:50 and late <= 10 minutes
      remind 10 minutes before each    then notify R "…"
      shift

The notice goes to whoever comes on duty then, and to nobody if nobody does. A reminder that would
come when the shift has begun is left out; one at the beginning may be `GRACE` late.
"""

from __future__ import annotations

from datetime import date, timedelta

from policyq.syntax import tree
from policyq.vocabulary.han import has_han
from policyq.vocabulary.types import MINUTE, UNITS

#: How late the bot may come to a reminder at the beginning of a shift, in minutes.
GRACE = 10
_DAY = 24 * 60


def named(roster: str) -> str:
    """How the rule of a roster's reminder is called."""
    return f"{roster}/shift"


def minutes(reminder: tree.Reminder) -> float:
    """How long before a shift, in minutes."""
    return reminder.before.value * UNITS[reminder.before.unit] / MINUTE


def fits(reminder: tree.Reminder) -> bool:
    """Whether it is a whole number of minutes, less than a day."""
    return minutes(reminder) < _DAY and minutes(reminder) == int(minutes(reminder))


def rule(roster: tree.Roster, reminder: tree.Reminder) -> tree.Rule:
    """The rule of a reminder; one that does not fit is of the shift's beginning."""
    before = int(minutes(reminder)) if fits(reminder) else 0
    span = reminder.span
    at = [*dict.fromkeys(_at(shift, before) for shift in roster.shifts)]
    when = at[0] if len(at) == 1 else tree.Or(tuple(at), span=span)
    grace = tree.Length(before or GRACE, "minute", span=span)
    in_time = tree.Compare("late", "<=", grace, span=span)
    text = reminder.text or _text(roster, before, reminder)
    ahead = tree.Length(before, "minute", span=span)
    notice = tree.Do("notify", text, to=(roster.name,), ahead=ahead, span=span)
    name = tree.Name(named(roster.name.text), span=roster.name.span)
    return tree.Rule(name, None, tree.And((when, in_time), span=span), None, (notice,), span=span)


def _at(shift: tree.Shift, before: int) -> tree.AtTime:
    slot, days = shift.slot, shift.slot.days
    start = slot.start.hour * 60 + slot.start.minute if slot.start else 0
    minute = (start - before) % _DAY
    if start < before:
        # Nobody knows what day is before a workday; whoever does not come on duty is not told.
        named = any(isinstance(one.first, tree.DayNamed) for one in days)
        days = () if named else tuple(map(_earlier, days))
    clock = tree.Clock(*divmod(minute, 60), span=slot.span)
    return tree.AtTime(days, clock, span=slot.span)


def _earlier(days: tree.Days) -> tree.Days:
    if isinstance(days.first, tree.DayNamed):
        return days
    last = None if days.last is None else _before(days.last)
    return tree.Days(_before(days.first), last, span=days.span)


def _before(day: tree.Weekday | tree.Date) -> tree.Weekday | tree.Date:
    if isinstance(day, tree.Weekday):
        return tree.Weekday((day.number - 1) % 7, span=day.span)
    try:
        found = date(day.year, day.month, day.day) - timedelta(days=1)
    except (ValueError, OverflowError):  # no such day, as will be told
        return day
    return tree.Date(found.year, found.month, found.day, span=day.span)


def _text(roster: tree.Roster, before: int, reminder: tree.Reminder) -> tree.Str:
    """What is said where the roster says nothing."""
    people = [roster.name, *(one for shift in roster.shifts for one in shift.people)]
    if any(isinstance(one, tree.Name) and has_han(one.text) for one in people):
        when = f"{before}分钟后接班" if before else "现在接班"
        return tree.Str(f"{when}，等人确认的有 {{待确认数}} 件", span=reminder.span)
    when = f"your shift begins in {before} minutes" if before else "your shift begins"
    return tree.Str(f"{when}; questions that wait: {{waiting}}", span=reminder.span)
