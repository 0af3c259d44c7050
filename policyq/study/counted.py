"""What adds up of the rows of a log that are counted in columns: as `policyq.study.rates` and
`policyq.study.presence` have it, of all rows at once, in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from policyq.replay.columns import Numbers
from policyq.replay.deeds import JOIN, LEAVE, MESSAGE
from policyq.replay.order import Log
from policyq.study.days import QUARTER, day_of, hour_of
from policyq.study.numbers import BANDS, Counts, OfGroup, Rates
from policyq.study.passed import Passing
from policyq.study.rates import Tally
from policyq.vocabulary.types import HOUR, Instant

_BANDS = list(BANDS)


class Counted:
    """Counts the rows that nobody looked at one by one."""

    def __init__(self, log: Log, tally: Tally, passing: Passing, zone: str) -> None:
        self._log, self._tally, self._passing, self._zone = log, tally, passing, zone

    def count(self, rules: Sequence[str], wrote: Sequence[int]) -> None:
        """Counts all of them. ``rules``: the names of the program's, in their order; ``wrote``: the rows
        that were looked at one by one in which a member wrote something."""
        log, rates = self._log, self._tally.rates
        idle = self._passing.idle()
        if not len(idle):
            return
        times = log.times.take(idle)
        rates.events += len(idle)
        ends = int(times.min()), int(times.max())
        rates.first = ends[0] if rates.first is None else min(rates.first, ends[0])
        rates.last = ends[1] if rates.last is None else max(rates.last, ends[1])
        quarters, where = np.unique(times // QUARTER, return_inverse=True)
        at = [one * QUARTER for one in quarters.tolist()]
        days = [day_of(one, self._zone) for one in at]
        self._cover(idle)
        _heard(rates, times)
        deeds = log.deeds.take(idle)
        for deed, by_day in ((JOIN, rates.presence.joined), (LEAVE, rates.presence.left)):
            _add_days(by_day, days, np.bincount(where[deeds == deed], minlength=len(days)))
        said = deeds == MESSAGE
        self._messages(idle[said], at, days, where[said])
        self._active(idle[said], days, where[said], np.array(wrote, np.int64))
        passed = np.flatnonzero(np.frombuffer(log.hot, np.uint8) == 0)
        for number, rule in enumerate(rules):
            lost = log.unknown[0][passed] >> np.uint64(number) & np.uint64(1)
            rates.rules[rule].unknown += int(lost.sum())

    def _cover(self, idle: Numbers) -> None:
        """The time between two of them that stand side by side in a group."""
        rates = self._tally.rates
        rows, gaps = self._passing.gaps(idle)
        bands, _ = self._passing.sizes(rows - 1)
        rates.all.covered += int(gaps.sum())
        for band in np.unique(bands).tolist():
            counts = rates.bands.setdefault(_BANDS[band], Counts())
            counts.covered += int(gaps[bands == band].sum())

    # -- messages ------------------------------------------------------------------------------

    def _messages(
        self, rows: Numbers, at: Sequence[Instant], days: Sequence[str], where: Numbers
    ) -> None:
        rates = self._tally.rates
        bands, sized = self._passing.sizes(rows)
        _to(rates.all, np.ones(len(rows), np.bool_), sized)
        for band in np.unique(bands).tolist():
            _to(rates.bands.setdefault(_BANDS[band], Counts()), bands == band, sized)
        self._to_times(at, days, where, sized)
        self._to_groups(rows, bands)
        counted = np.bincount(self._log.senders.take(rows))
        for sender in np.flatnonzero(counted).tolist():
            self._tally.count(self._log.accounts[sender], int(counted[sender]))

    def _to_times(
        self, at: Sequence[Instant], days: Sequence[str], where: Numbers, sized: Numbers
    ) -> None:
        rates = self._tally.rates
        messages = np.bincount(where, minlength=len(days)).tolist()
        known = np.bincount(where, sized, minlength=len(days)).tolist()
        for quarter, day, count, told in zip(at, days, messages, known, strict=True):
            if not count:
                continue
            hour = hour_of(quarter, self._zone)
            for counts in (
                rates.days.setdefault(day, Counts()),
                rates.hours.setdefault(hour, Counts()),
            ):
                counts.messages += count
                counts.sized += int(told)

    def _to_groups(self, rows: Numbers, bands: Numbers) -> None:
        places, messages = np.unique(
            self._passing.numbers.take(rows) * len(_BANDS) + bands, return_counts=True
        )
        groups = self._tally.rates.groups
        for place, count in zip(places.tolist(), messages.tolist(), strict=True):
            number, band = divmod(place, len(_BANDS))
            key = (_BANDS[band], self._log.groups[number][0])
            groups.setdefault(key, OfGroup()).messages += count

    def _active(self, rows: Numbers, days: Sequence[str], where: Numbers, looked: Numbers) -> None:
        """Who wrote on which day, beside those who also did so in a message that was looked at."""
        times = self._log.times.take(looked).tolist()
        names = sorted({*days, *(day_of(at, self._zone) for at in times)})
        number = {day: place for place, day in enumerate(names)}
        own = np.array([number[day] for day in days], np.int64).take(where)
        on = np.array([number[day_of(at, self._zone)] for at in times], np.int64)
        # Those who are looked at are counted already, as if there were no others.
        everybody = np.concatenate((rows, looked))
        wrote = self._by_day(everybody, np.concatenate((own, on)), len(names))
        wrote -= self._by_day(looked, on, len(names))
        _add_days(self._tally.rates.presence.active, names, wrote)

    def _by_day(self, rows: Numbers, days: Numbers, many: int) -> Numbers:
        """How many members wrote something on each day, in some rows; what is of a day before the
        newest of its group, where the clock is set back over midnight, does not count."""
        order = rows.argsort()
        groups, days = self._passing.numbers.take(rows[order]), days[order]
        newest = np.maximum.accumulate(groups * many + days) - groups * many
        kept = days == newest
        who = (groups << 32) + self._log.senders.take(rows[order])
        _, members = np.unique(who[kept], return_inverse=True)
        once = np.unique(members * many + days[kept])
        return np.bincount(once % many, minlength=many)


def _to(counts: Counts, mask: NDArray[np.bool_], sized: Numbers) -> None:
    counts.messages += int(mask.sum())
    counts.sized += int(sized[mask].sum())


def _heard(rates: Rates, times: Numbers) -> None:
    heard, events = np.unique(times // HOUR, return_counts=True)
    rates.presence.heard.update(dict(zip(heard.tolist(), events.tolist(), strict=True)))


def _add_days(to: Counter[str], days: Sequence[str], counts: Numbers) -> None:
    for place in np.flatnonzero(counts).tolist():
        to[days[place]] += int(counts[place])
