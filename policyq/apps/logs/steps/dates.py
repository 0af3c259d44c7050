"""Dates of three numbers whose order nobody wrote down, decided over the whole of a log.

``5/4/23`` is the fifth of April or the fourth of May. A log decides it where one of its dates
is none in the other order, or where the other order would make the log go back in time by more
than `BACK` days: chats are exported in the order of their messages. What neither decides is
never guessed. Four digits tell the year by themselves. A year of two digits stands last, as all
but a few phones write it, unless only the year first gives dates that go on.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from policyq.apps.logs.context import Order

#: How far, in days, the dates of a log may go back: clocks are set, messages come late.
BACK = 2
#: No log of a messenger is older than this year.
FIRST_YEAR = 2009

_PLACES: dict[Order, tuple[int, int, int]] = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}

Numbers = tuple[str, str, str]
"""The three numbers of a date, as they are written."""


def is_plain(numbers: Numbers) -> bool:
    """Whether the date says its order itself: a year of four digits stands first."""
    return len(numbers[0]) == 4


@lru_cache(1024)
def date_of(numbers: Numbers, order: Order) -> date | None:
    """The date in an order; ``None`` where it is none."""
    if is_plain(numbers):
        order = "ymd"
    elif len(numbers[2]) == 4 and order == "ymd":
        return None
    year, month, day = (numbers[place] for place in _PLACES[order])
    try:
        return date(int(year) + (2000 if len(year) <= 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _sensible(numbers: Numbers, order: Order) -> date | None:
    """The date in an order, unless two digits would name a year before there were messengers."""
    found = date_of(numbers, order)
    short = found is not None and all(len(number) <= 2 for number in numbers)
    return None if found is None or (short and found.year < FIRST_YEAR) else found


class Orders:
    """The orders that the dates of a log leave possible, as they go by."""

    def __init__(self) -> None:
        self.first: Numbers | None = None
        """The first date that does not say its order, if there is one which differs by it."""
        self._newest: dict[Order, date] = {}
        self._possible: set[Order] = {"dmy", "mdy", "ymd"}
        self._dates = set(self._possible)
        """The orders in which all are dates, whether or not they go on."""
        self._differ = self._broken = False
        self._seen: Numbers | None = None
        self._leading: set[str] = set()
        self._last: set[str] = set()

    def see(self, numbers: Numbers) -> None:
        """The next date of the log."""
        if numbers == self._seen or is_plain(numbers):
            return
        meant = {order: _sensible(numbers, order) for order in _PLACES}
        if not any(meant.values()):
            self._broken = True
            return  # No date at all: it costs its own message, and says nothing of the others.
        differs = int(numbers[0]) != int(numbers[1])
        if self.first is None or (differs and not self._differ):
            self.first = numbers
        self._differ = self._differ or differs
        self._seen = numbers
        for kept, number in ((self._leading, numbers[0]), (self._last, numbers[2])):
            if len(kept) < 2:
                kept.add(number)
        for order, found in meant.items():
            if found is None:
                self._dates.discard(order)
                self._possible.discard(order)
                continue
            newest = self._newest.get(order, found)
            if (newest - found).days > BACK:
                self._possible.discard(order)
            self._newest[order] = max(newest, found)

    @property
    def settled(self) -> bool:
        """Whether no further date can change what is decided."""
        return len(self._dates) < 2

    def decided(self) -> Order | None:
        """The order of all dates, if there is no doubt."""
        if self.first is None:
            return None if self._broken else "ymd"
        possible = self._possible or self._dates
        last = possible - {"ymd"}
        if not last:
            return "ymd" if possible else None
        if "ymd" in possible and len(self._leading) == 1 and len(self._last) > 1:
            return None  # the first number stays and the last one moves: it may be the year
        if len(last) == 2 and self._differ:
            return None
        return "dmy" if "dmy" in last else "mdy"
