"""Whether rules that differ in their times of the day are the same all the same.

``night and not weekend`` holds as before where the weekend now begins half an hour later, but still
in the afternoon. A week is gone through, and every condition worked out as far as times settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from policyq.ir import clock, nodes
from policyq.ir.settling import settle
from policyq.study.mutation.material import values
from policyq.study.playing import FIRST_DAY

_WHOLE_DAY = 24 * 60


def alike(one: nodes.Program, other: nodes.Program) -> bool:
    """Whether two programs that differ in nothing but conditions of rules come to the same at any
    time. Days of a calendar and dates are not looked into."""
    if replace(one, rules=(), digest="") != replace(other, rules=(), digest=""):
        return False
    pairs = list(zip(one.rules, other.rules, strict=False))
    if len(one.rules) != len(other.rules) or any(
        replace(mine, condition=NEVER) != replace(theirs, condition=NEVER) for mine, theirs in pairs
    ):
        return False
    apart = [(a.condition, b.condition) for a, b in pairs if a.condition != b.condition]
    slots = [slot for both in apart for slot in values(both) if isinstance(slot, nodes.Slot)]
    if any(slot.dates or slot.named for slot in slots):
        return False
    walls = list(_walls(slots))
    return all(_at(mine, wall) == _at(theirs, wall) for mine, theirs in apart for wall in walls)


NEVER = nodes.Always(False)


def _walls(slots: list[nodes.Slot]) -> Iterator[datetime]:
    """Of a week every minute at which some slot may begin or end."""
    minutes = {0, *(end % _WHOLE_DAY for slot in slots for end in (slot.start, slot.end))}
    monday = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)  # noqa: DTZ001
    for day in range(7):
        for minute in sorted(minutes):
            yield monday + timedelta(days=day, minutes=minute)


def _at(condition: nodes.Condition, wall: datetime) -> nodes.Condition:
    """What is left of a condition at a local time."""

    def leaf(one: nodes.Condition) -> nodes.Condition:
        if isinstance(one, nodes.TimeIn):
            return nodes.Always(any(clock.inside(slot, wall, None) for slot in one.slots))
        return one

    return settle(condition, leaf)
