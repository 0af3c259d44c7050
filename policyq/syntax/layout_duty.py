"""How rosters are written."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.syntax import tree
from policyq.syntax.phrases import Phrases, quoted


def roster(one: tree.Roster, say: Phrases) -> Iterator[tuple[int, str, int]]:
    """Its lines: how deep, what, and where the source has it."""
    yield 0, f"{say.k('roster')} {say.name(one.name)}", one.span.start
    for shift in one.shifts:
        text = f"{say.slot(shift.slot)} {say.whos(shift.people)}"
        if shift.deputies:
            text += f" {say.k('stand_in')} {say.whos(shift.deputies)}"
        yield 1, text, shift.span.start
    for leave in one.leaves:
        text = f"{say.k('on_leave')} {say.who(leave.who)} {say.days(leave.days)}"
        yield 1, text, leave.span.start
    if one.gaps:
        notify = say.k("notify", "action")
        text = f"{say.k('roster_gaps')} {notify} {say.chain(one.gaps)}"
        yield 1, text, one.gaps[0].span.start
    if one.reminder is not None:
        yield 1, _reminder(one.reminder, say), one.reminder.span.start


def _reminder(one: tree.Reminder, say: Phrases) -> str:
    length = say.amount(one.before)
    if say.zh:
        text = f"{say.k('before_shift')}{length} {say.k('remind')}"
    else:
        text = f"{say.k('remind')} {length} {say.k('before_shift')}"
    return text if one.text is None else f"{text} {quoted(one.text)}"
