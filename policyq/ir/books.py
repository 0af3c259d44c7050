"""The books of a group: who holds which points since when, and what moved them.

Every movement is a transfer between two accounts: a member's, or one of `ACCOUNTS`. What a member
holds stands in lots, one for each local day on which it was earned; the other accounts hold a sum.
All of them together are always zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from policyq.vocabulary.decisions import Posting
from policyq.vocabulary.types import DAY, Instant

#: Where points come from and where they go; members' accounts are called ``@account``.
ISSUE, SPENT, EXPIRED, FORFEITED = ACCOUNTS = ("issue", "spent", "expired", "forfeited")

#: How long it is known what an event moved, so that it is paid once and can be taken back; and how
#: late an event may be and still move anything.
KNOWN_DAYS = 7
KNOWN = KNOWN_DAYS * DAY
#: How long it is known how much was earned, redeemed and given on a day: longer than any month
#: in which an event may still fall.
COUNTED_DAYS = 40
#: No member holds more.
MOST = 1_000_000_000

Days: TypeAlias = "tuple[tuple[int, int], ...]"
"""(ordinal of a local day, number), by day."""


class Lot(NamedTuple):
    """What is left of the points of one local day."""

    day: int
    left: int


class Said(NamedTuple):
    """A text that was rewarded: on which day, a digest of it, and by which event."""

    day: int
    digest: str
    event: str


class Purse(NamedTuple):
    """One member's points of one kind."""

    lots: tuple[Lot, ...] = ()
    earned: Days = ()
    """What counts against the cap."""
    said: tuple[Said, ...] = ()


class Moved(NamedTuple):
    """What one event moved for one rule."""

    event: str
    time: Instant
    action: str
    rule: str
    of: str
    """The points of an award or a deduction, the reward, the title."""
    member: str
    amount: int
    lots: tuple[Lot, ...] = ()
    """Of an award the lot it made, of what was spent or taken away the lots it came from."""
    giver: str = ""
    """Of an award for another member: who set it off."""
    capped: bool = True
    """Of an award: whether it counts against the cap."""
    until: Instant | None = None
    """Of a title."""
    undone: bool = False


@dataclass(slots=True)
class Books:
    """What is booked in one group. Mutable; what it holds is frozen."""

    purses: dict[tuple[str, str], Purse] = field(default_factory=dict)
    """(points, member)."""
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    """(points, one of `ACCOUNTS`) → what it holds; the issue is negative."""
    pairs: dict[tuple[str, str, str], Days] = field(default_factory=dict)
    """(points, one member, another after it) → how often one earned through the other."""
    sold: dict[tuple[str, str], Days] = field(default_factory=dict)
    """(reward, member) → how often it was redeemed."""
    titles: dict[tuple[str, str], Instant | None] = field(default_factory=dict)
    """(title, member) → until when it is held."""
    moved: dict[str, tuple[Moved, ...]] = field(default_factory=dict)
    """By the message or other event that moved it: an edit is the message that it changes."""

    def copy(self) -> Books:
        return Books(
            dict(self.purses), dict(self.totals), dict(self.pairs), dict(self.sold),
            dict(self.titles), dict(self.moved),
        )  # fmt: skip

    @property
    def empty(self) -> bool:
        """Whether nothing was ever booked."""
        return not (self.totals or self.titles or self.moved)

    def sum(self, points: str) -> int:
        """All accounts together: zero."""
        held = sum(
            lot.left for (name, _), p in self.purses.items() if name == points for lot in p.lots
        )
        return held + sum(number for (name, _), number in self.totals.items() if name == points)

    # -- what is held ----------------------------------------------------------------------

    def balance(self, points: str, member: str, days: int | None, today: int) -> int:
        """What a member can spend on a day."""
        purse = self.purses.get((points, member))
        return (
            0 if purse is None else sum(lot.left for lot in purse.lots if fresh(lot, days, today))
        )

    def holds(self, title: str, member: str, at: Instant) -> bool:
        """Whether a member holds a title at an instant."""
        until = self.titles.get((title, member), 0)
        return until is None or at < until

    # -- transfers -------------------------------------------------------------------------

    def give(
        self, points: str, member: str, lots: Iterable[Lot], source: str, rule: str
    ) -> Posting:
        """Moves lots from an account to a member."""
        lots = tuple(lots)
        amount = sum(lot.left for lot in lots)
        purse = self.purses.get((points, member), Purse())
        made: dict[int, int] = {}
        for lot in (*purse.lots, *lots):
            made[lot.day] = made.get(lot.day, 0) + lot.left
        held = tuple(Lot(day, left) for day, left in sorted(made.items()) if left)
        self.purses[points, member] = purse._replace(lots=held)
        self._add(points, source, -amount)
        return Posting(points, source, f"@{member}", amount, rule)

    def take(self, points: str, member: str, lots: Iterable[Lot], sink: str, rule: str) -> Posting:
        """Moves lots that a member holds to an account."""
        lots = tuple(lots)
        amount = sum(lot.left for lot in lots)
        gone = {lot.day: lot.left for lot in lots}
        purse = self.purses.get((points, member), Purse())
        held = tuple(lot._replace(left=lot.left - gone.get(lot.day, 0)) for lot in purse.lots)
        self.purses[points, member] = purse._replace(lots=tuple(lot for lot in held if lot.left))
        self._add(points, sink, amount)
        return Posting(points, f"@{member}", sink, amount, rule)

    def _add(self, points: str, account: str, amount: int) -> None:
        self.totals[points, account] = self.totals.get((points, account), 0) + amount

    def oldest(
        self, points: str, member: str, amount: int, first: int | None = None
    ) -> tuple[Lot, ...]:
        """The lots of which ``amount`` is taken, the oldest first; ``first``: a day before them."""
        purse = self.purses.get((points, member), Purse())
        found: list[Lot] = []
        for lot in sorted(purse.lots, key=lambda lot: (lot.day != first, lot.day)):
            part = min(lot.left, amount)
            amount -= part
            if part:
                found.append(Lot(lot.day, part))
        return tuple(found)

    def expire(self, points: str, member: str, days: int | None, today: int) -> list[Posting]:
        """What a member can spend no longer on a day goes."""
        purse = self.purses.get((points, member))
        old = tuple(lot for lot in purse.lots if not fresh(lot, days, today)) if purse else ()
        return [self.take(points, member, old, EXPIRED, "")] if old else []


def fresh(lot: Lot, days: int | None, today: int) -> bool:
    """Whether the points of a lot can be spent on a day."""
    return days is None or today < lot.day + days


# -- numbers by day ----------------------------------------------------------------------------


def added(numbers: Days, day: int, number: int, floor: int) -> Days:
    """With a number added on a day; what is before ``floor``, and zeros, go."""
    made = dict(numbers)
    made[day] = made.get(day, 0) + number
    return tuple(sorted((d, n) for d, n in made.items() if n and d >= floor))


def in_bucket(numbers: Days, bucket: str, day: int) -> int:
    """The sum over the calendar bucket that a day is in."""
    place = place_of(bucket, day)
    return sum(number for other, number in numbers if place_of(bucket, other) == place)


def place_of(bucket: str, day: int) -> int | tuple[int, int]:
    """What the days of one calendar bucket have in common."""
    if bucket == "day":
        return day
    if bucket == "week":
        return (day - 1) // 7
    of = date.fromordinal(day)
    return (of.year, of.month)


def forget(books: Books, watermark: Instant, today: int) -> None:
    """Drops what no decision depends on any more."""
    floor = watermark - KNOWN
    for key, moved in list(books.moved.items()):
        left = tuple(one for one in moved if one.time > floor)
        if left:
            books.moved[key] = left
        else:
            del books.moved[key]
    for pair, days in list(books.pairs.items()):
        if all(day < today - KNOWN_DAYS for day, _ in days):
            del books.pairs[pair]
    for sale, days in list(books.sold.items()):
        if all(day < today - COUNTED_DAYS for day, _ in days):
            del books.sold[sale]
