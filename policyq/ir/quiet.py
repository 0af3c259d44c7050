"""The bot's own quiet hours: what it has to say waits until they are over, and is then said at once.

Replies and notices wait; notices of level 1 do not, and neither does what is done: penalties,
deletions, locks. What waits for one recipient is joined. A tick at the end of the quiet lets it go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from policyq.ir import clock, nodes
from policyq.ir.memory import Held, Standing
from policyq.vocabulary.decisions import Act, Lost, Waiting
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR, SECOND, Instant

#: So many different texts wait for one recipient at most.
MOST = 50
#: A quiet that goes on for longer than this ends then.
MOST_DAYS = 400

_WAITS = frozenset({"reply", "notify"})
_MINUTE = timedelta(minutes=1)


class Split(NamedTuple):
    """What is done now, what waits, and what is too much."""

    now: tuple[Act, ...]
    waiting: tuple[Waiting, ...]
    lost: list[Lost]


def split(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    acts: tuple[Act, ...],
    urgent: Collection[tuple[str, str]],
    watermark: Instant,
) -> Split:
    """Parks what waits for the end of the quiet. ``urgent``: (action, recipient)s that do not;
    nor does anything where a late event comes when its quiet is over already."""
    speaking = [
        act for act in acts if act.action in _WAITS and (act.action, act.to or "") not in urgent
    ]
    if not speaking or program.quiet is None or not _holds(program, event.time):
        return Split(acts, (), [])
    until = end(program, event.time)
    if until <= watermark:
        return Split(acts, (), [])
    waiting, lost = [], []
    for act in speaking:
        if _park(standing, act, until):
            waiting.append(Waiting(act, until))
        else:
            lost += [Lost(act.action, rule, "too_many") for rule in act.rules]
    return Split(tuple(act for act in acts if act not in speaking), tuple(waiting), lost)


def _park(standing: Standing, act: Act, until: Instant) -> bool:
    """Whether there is room for it beside what waits already."""
    key = (act.action, act.to or "")
    before = standing.held.get(key)
    if before is None:
        standing.held[key] = Held(act, (act.text,) if act.text else (), until)
        return True
    texts = before.texts
    if act.text and act.text not in texts:
        if len(texts) >= MOST:
            return False
        texts = (*texts, act.text)
    joined = before.act._replace(
        message=act.message if act.message == before.act.message else None,
        text="\n".join(texts) or None,
        rules=tuple(sorted({*before.act.rules, *act.rules})),
    )
    standing.held[key] = Held(joined, texts, min(until, before.until))
    return True


def release(standing: Standing, event: Event) -> tuple[Act, ...]:
    """What the end of a quiet lets go."""
    if event.kind != "quiet_end":
        return ()
    over = [key for key, held in standing.held.items() if held.until <= event.time]
    return tuple(standing.held.pop(key).act for key in sorted(over))


def due(program: nodes.Program, group: str, standing: Standing, until: Instant) -> Iterator[Event]:
    """The end of the quiet, if something waits for it up to an instant."""
    ends = [held.until for held in standing.held.values() if held.until <= until]
    if ends:
        at = min(ends)
        wall = clock.local(at, program.timezone)
        id = f"{group}/{wall:%Y-%m-%dT%H:%M}/quiet_end"
        yield Event(id=id, time=at, group=group, kind="quiet_end")


# -- when it is over ---------------------------------------------------------------------------


def end(program: nodes.Program, at: Instant) -> Instant:
    """The first instant after ``at`` at which it is no longer quiet."""
    first = clock.local(at, program.timezone).date()
    for number in range(MOST_DAYS):
        day = first + timedelta(days=number)
        for edge in sorted(_edges(program, day)):
            if edge > at and not _holds(program, edge):
                return edge
    return clock.midnight(first + timedelta(days=MOST_DAYS), program.timezone)


def _holds(program: nodes.Program, at: Instant) -> bool:
    wall = clock.local(at, program.timezone)
    slots: Iterable[nodes.Slot] = program.quiet.slots if program.quiet is not None else ()
    return any(clock.inside(slot, wall, program.calendar) for slot in slots)


def _edges(program: nodes.Program, day: date) -> Iterator[Instant]:
    """Every instant of a local day at which the quiet can end."""
    zone = clock.zone(program.timezone)
    assert program.quiet is not None
    minutes = {minute for slot in program.quiet.slots for minute in (slot.start, slot.end)} | {0}
    for minute in minutes:
        wall = datetime.combine(day, time()) + minute * _MINUTE
        for fold in (0, 1):
            yield clock.instant(wall.replace(tzinfo=zone, fold=fold))
    start = clock.midnight(day, program.timezone)
    # No zone changes its clock twice within three hours.
    for hour in range(start, start + 27 * HOUR, 3 * HOUR):
        low, high = hour, hour + 3 * HOUR
        if _offset(low, program) != _offset(high, program):
            while high - low > SECOND:
                middle = (low + high) // 2 // SECOND * SECOND
                low, high = (
                    (middle, high)
                    if _offset(middle, program) == _offset(low, program)
                    else (low, middle)
                )
            yield high


def _offset(at: Instant, program: nodes.Program) -> timedelta | None:
    return clock.local(at, program.timezone).utcoffset()
