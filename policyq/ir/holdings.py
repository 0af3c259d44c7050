"""What is asked of the books of a group: balances, titles, what was earned."""

from __future__ import annotations

from policyq.ir import books, clock, nodes
from policyq.ir.amounts import COMPARE, amount_at
from policyq.ir.filling import Teller
from policyq.ir.memory import Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.events import PERSONAL, Event
from policyq.vocabulary.types import Instant, Truth


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
    return COMPARE[condition.op](held, amount_at(condition.amount, program, event.time))


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


def teller(program: nodes.Program, standing: Standing, at: Instant) -> Teller:
    """Tells balances and titles, as they are now."""
    points = {nodes.Hole(f"={one.name}"): one.name for one in program.points}

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        member = one.about.sender
        if hole == _TITLES:
            names = {title for title, who in standing.books.titles if who == member}
            held = (name for name in sorted(names) if standing.books.holds(name, member or "", at))
            return ", ".join(held)
        if hole not in points:
            return hole
        return "" if member is None else str(balance(program, standing, points[hole], member, at))

    return tell
