"""What the generated code asks of one event, and cannot say in a line of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from policyq.ir import clock, facts, nodes
from policyq.live.times import day_number
from policyq.text.links import inside
from policyq.text.patterns import Compiled
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR, Instant

_MICROSECOND = timedelta(microseconds=1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()

#: How many hours' offsets and days' months are held at a time.
_MOST = 10_000


# -- members, links ----------------------------------------------------------------------------


def contacts_of(event: Event) -> list[str] | None:
    """The kinds of the contacts in a message, if its text is known."""
    found = facts.contacts(event)
    return None if found is None else [one.kind for one in found]


def set_off(bits: int, rules: Sequence[tuple[int, ...]], fired: list[int]) -> None:
    """Adds the rules of each bit that is set."""
    while bits:
        low = bits & -bits
        fired += rules[low.bit_length() - 1]
        bits ^= low


def keys_by_host(hosts: Iterable[str], *before: str) -> list[str | tuple[str, ...]]:
    """The keys of a message on some hosts: each once."""
    once = dict.fromkeys(hosts)
    return [(*before, host) for host in once] if before else list(once)


# -- patterns, links ---------------------------------------------------------------------------


def any_match(patterns: Iterable[Compiled], text: str) -> bool:
    """Whether one of the patterns is in the text."""
    return any(pattern.search(text) is not None for pattern in patterns)


def is_inside(host: str, sites: frozenset[str]) -> bool:
    """Whether a host is inside one of some sites."""
    if host in sites:
        return True
    start = host.find(".") + 1
    while start:
        if host[start:] in sites and inside(host, host[start:]):
            return True
        start = host.find(".", start) + 1
    return False


def some_fit(hosts: Iterable[str], sites: frozenset[str], outside: bool) -> bool:
    """Whether some host is inside (``outside``: not inside) the sites."""
    return any(is_inside(host, sites) is not outside for host in hosts)


def all_fit(hosts: Sequence[str], sites: frozenset[str], outside: bool) -> bool:
    """Whether every host is inside (``outside``: not inside) the sites; there is one."""
    return all(is_inside(host, sites) is not outside for host in hosts)


# -- time --------------------------------------------------------------------------------------


class Offsets:
    """How far local time is from UTC, in microseconds; an hour without a change is found once."""

    def __init__(self, timezone: str) -> None:
        self._timezone = timezone
        self.known: dict[int, int] = {}
        """By the hour since the epoch."""

    def __call__(self, time: Instant) -> int:
        hour = time // HOUR
        if hour in self.known:
            return self.known[hour]
        offset = self._exactly(time)
        if offset == self._exactly(hour * HOUR) == self._exactly(hour * HOUR + HOUR - 1):
            if len(self.known) >= _MOST:
                self.known.clear()
            self.known[hour] = offset
        return offset

    def _exactly(self, time: Instant) -> int:
        offset = clock.local(time, self._timezone).utcoffset()
        return 0 if offset is None else offset // _MICROSECOND


class Months:
    """The number of the month that a day is in, counted from year 0."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def __call__(self, day: int) -> int:
        month = self._known.get(day)
        if month is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            when = date.fromordinal(day + _EPOCH_DAY)
            month = self._known[day] = when.year * 12 + when.month - 1
        return month


class ValueAt:
    """A dated value by the number of the local day."""

    def __init__(self, value: nodes.Value) -> None:
        self._since = [day_number(since) if since else -_EPOCH_DAY for since, _ in value.periods]
        self._numbers = [number for _, number in value.periods]

    def __call__(self, day: int) -> int | float:
        return self._numbers[bisect_right(self._since, day) - 1]
