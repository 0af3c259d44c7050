"""From slots to Python expressions over the ``moment`` of the local ``day``.

Days that only a calendar knows are asked of tables, ``workday_of`` and ``holiday_of``, which say
None of a day that it does not know: then so does the expression.
"""

from __future__ import annotations

from datetime import date, timedelta

from policyq.ir import clock, nodes
from policyq.vocabulary.types import DAYS, MINUTE

_EPOCH_DAY = date(1970, 1, 1).toordinal()


def day_number(written: str) -> int:
    """The number of an ISO date, counted from 1970-01-01."""
    return date.fromisoformat(written).toordinal() - _EPOCH_DAY


def tables(calendar: nodes.Calendar | None) -> dict[str, object]:
    """The functions by which generated code asks a calendar: the number of a day → its truth."""
    known: dict[str, dict[int, bool]] = {name: {} for name in DAYS}
    for year in calendar.years if calendar is not None else ():
        day = date(year, 1, 1)
        while day.year == year:
            for name in DAYS:
                known[name][day.toordinal() - _EPOCH_DAY] = bool(clock.is_day(name, day, calendar))
            day += timedelta(days=1)
    return {f"{name}_of": of.get for name, of in known.items()}


def slot_text(slot: nodes.Slot) -> str:
    """Whether the ``moment`` of the ``day`` is inside a slot; None only if it has named days."""
    today, yesterday = _on(slot, 0), _on(slot, 1)
    start, end = slot.start * MINUTE, slot.end * MINUTE
    if start < end:
        return _both(f"{start} <= moment < {end}", today)
    early = _both(f"moment < {end}", yesterday)
    return f"({today or 'True'} if moment >= {start} else {early})"


def _both(inside: str, day: str) -> str:
    return f"({inside} and {day})" if day else f"({inside})"


def _on(slot: nodes.Slot, ago: int) -> str:
    """Whether the day ``ago`` days before ``day`` is one of the slot's; empty: every day is.

    Of named days either all are known or none: Python's own `or` is Kleene's if they come last."""
    if slot.weekdays is None and not slot.dates and not slot.named:
        return ""
    days = sum(1 << (weekday + ago) % 7 for weekday in slot.weekdays or ())
    tests = [f"{days} >> weekday & 1 == 1"] if days else []
    for first, last in slot.dates:
        tests.append(f"{day_number(first) + ago} <= day <= {day_number(last) + ago}")
    tests += [f"{name}_of(day - {ago})" for name in sorted(slot.named)]
    return f"({' or '.join(f'({test})' for test in tests)})" if tests else "False"
