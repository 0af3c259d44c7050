"""People from a policy's rosters: exactly when each is on duty, deputies and leave included."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policyq.ir import duty, nodes
from policyq.study.duty import bounds
from policyq.study.phrases import Phrases
from policyq.study.staffing.duty import LONGER
from policyq.study.staffing.parameters import Person
from policyq.vocabulary.types import DAY, Instant, Said


def people(
    program: nodes.Program, rosters: Sequence[nodes.Roster], first: Instant, last: Instant
) -> tuple[Person, ...]:
    """Those who are on duty at any time from the first case until the last could be settled, by
    name; who is asked in gaps only is not on duty. A role is one person."""
    found: dict[nodes.Who, list[tuple[Instant, Instant]]] = {}
    for roster in rosters:
        ends = [first, *bounds(program, roster, first, last + LONGER * DAY), last + LONGER * DAY]
        for start, end in pairwise(ends):
            meant = duty.on_duty(program, roster, start)
            for who in () if meant.gap else meant.people:
                found.setdefault(who, []).append((start, end))
    languages = [Phrases(program, language) for language in ("zh", "en")]
    return tuple(
        Person(who.account or str(who), times=tuple(times), said=_said(who, rosters, languages))
        for who, times in sorted(found.items(), key=lambda one: str(one[0]))
    )


def _said(
    who: nodes.Who, rosters: Sequence[nodes.Roster], languages: Sequence[Phrases]
) -> tuple[Said, ...]:
    """Their shifts, and those in which they stand in."""
    shifts = [shift for roster in rosters for shift in roster.shifts]
    own = [_in_both(shift.slot, languages) for shift in shifts if who in shift.people]
    for shift in shifts:
        if who in shift.deputies:
            zh, en = _in_both(shift.slot, languages)
            own.append(Said(f"{zh}（替补）", f"{en} (deputy)"))
    return tuple(dict.fromkeys(own))


def _in_both(slot: nodes.Slot, languages: Sequence[Phrases]) -> Said:
    zh, en = (phrases.shift(slot) for phrases in languages)
    return Said(zh, en)
