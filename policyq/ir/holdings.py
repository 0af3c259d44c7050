"""What is asked of the books of a group: balances, titles, what was earned."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import replace

from policyq.ir import books, clock, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Instant, Truth

_OPS: dict[str, Callable[[int | float, int | float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def day_of(program: nodes.Program, at: Instant) -> int:
    """The ordinal of the local day of an instant."""
    return clock.local(at, program.timezone).date().toordinal()


def balance(
    program: nodes.Program, standing: Standing, points: str, member: str, at: Instant
) -> int:
    """What a member can spend at an instant."""
    days = next((one.days for one in program.points if one.name == points), None)
    return standing.books.balance(points, member, days, day_of(program, at))


def holds(
    condition: nodes.Holds | nodes.Titled, program: nodes.Program, standing: Standing, event: Event
) -> Truth:
    """Whether the sender's points, or titles, are as a condition says."""
    if event.kind not in PERSONAL:
        return False
    if event.sender is None:
        return None
    if isinstance(condition, nodes.Titled):
        return titled(condition.titles, standing, event.sender, event.time)
    held = balance(program, standing, condition.points, event.sender, event.time)
    return _OPS[condition.op](held, amount_at(condition.amount, program, event.time))


def titled(titles: frozenset[str], standing: Standing, member: str, at: Instant) -> bool:
    """Whether a member holds one of some titles at an instant."""
    return any(standing.books.holds(title, member, at) for title in titles)


def earned(
    program: nodes.Program, standing: Standing, points: str, bucket: str, event: Event
) -> dict[str, int]:
    """What members earned in the bucket that the event is in, by account."""
    today = day_of(program, event.time)
    return {
        member: books.in_bucket(purse.earned, bucket, today)
        for (name, member), purse in standing.books.purses.items()
        if name == points
    }


_TITLES = nodes.Hole("titles")


def filled(
    program: nodes.Program, standing: Standing, event: Event, wanted: Iterable[Wanted]
) -> list[Wanted]:
    """The wishes with balances and titles in their texts, as they are now."""
    holes = {nodes.Hole(f"={one.name}"): one.name for one in program.points}
    made = []
    for one in wanted:
        text = one.do.text
        if text is not None and any(p == _TITLES or p in holes for p in text.pieces):
            member = one.about.sender
            pieces = tuple(
                _told(program, standing, piece, member, event.time, holes) for piece in text.pieces
            )
            one = one._replace(do=replace(one.do, text=nodes.Template(pieces)))
        made.append(one)
    return made


def _told(
    program: nodes.Program,
    standing: Standing,
    piece: nodes.Piece,
    member: str | None,
    at: Instant,
    holes: dict[nodes.Hole, str],
) -> nodes.Piece:
    if piece == _TITLES:
        names = {title for title, who in standing.books.titles if who == member}
        held = (one for one in sorted(names) if standing.books.holds(one, member or "", at))
        return ", ".join(held)
    if not isinstance(piece, nodes.Hole) or piece not in holes:
        return piece
    return "" if member is None else str(balance(program, standing, holes[piece], member, at))
