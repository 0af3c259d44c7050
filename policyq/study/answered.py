"""What a policy says of messages that are counted in columns for all else: as `policyq.study.rates` has
it, all of which it says the same at once.

Most decisions are like others but for whom they are about and what was found: those are counted by the
number of them. Only words and hosts, and what has to be followed member by member, are taken in one by
one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

import numpy as np

from policyq.replay.columns import Numbers
from policyq.replay.order import Log
from policyq.study.days import QUARTER, day_of, hour_of
from policyq.study.numbers import BANDS, Counts, OfGroup, OfMember, Rates
from policyq.study.rates import Tally, says_nothing
from policyq.study.readers import Readers
from policyq.study.simulate import Step
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event

_BANDS = list(BANDS)
_NOTHING = tuple(Decision("", "", 0, ""))[4:]
#: What few decisions hold: what stands in one before the rules that are unknown, and behind them.
_BEFORE, _BEHIND = slice(7, 10), slice(11, None)
_FEW = (tuple(Decision("", "", 0, ""))[_BEFORE], tuple(Decision("", "", 0, ""))[_BEHIND])


class _Sort(NamedTuple):
    """Decisions that are counted alike."""

    decision: Decision
    """One of them."""
    said: bool
    """Whether they are on messages."""
    violates: bool
    intervenes: int
    """How often the sender is acted on."""


class Answered:
    """Takes in what a policy says of rows that are counted in columns."""

    def __init__(self, readers: Readers, zone: str) -> None:
        self._readers, self._zone = readers, zone
        self._known: dict[Hashable, int] = {}
        self._sorts: list[_Sort] = []
        self._rows: list[int] = []
        self._numbers: list[int] = []
        """Of each row what sort of decision it is."""

    def add(self, row: int, event: Event, decision: Decision) -> None:
        """Takes in the decision on the message in a row; those of a group in their order."""
        if decision[4:] == _NOTHING:
            return
        self._readers.answered(Step(event, (decision,), ""))
        number = self._number(event, decision)
        self._rows.append(row)
        self._numbers.append(number)

    def _number(self, event: Event, decision: Decision) -> int:
        key = _alike(event, decision)
        number = None if key is None else self._known.get(key)
        if number is None:
            number = len(self._sorts)
            if key is not None:
                self._known[key] = number
            self._sorts.append(self._sort(event, decision))
        return number

    def _sort(self, event: Event, decision: Decision) -> _Sort:
        said = event.kind in MESSAGES
        violates = said and self._readers.tally.violates(decision)
        mine = (a for a in decision.actions if a.target is not None and a.target == event.sender)
        return _Sort(decision, said, violates, sum(ACTIONS[one.action].intervenes for one in mine))

    # -- at the end ----------------------------------------------------------------------------

    def close(
        self, log: Log, groups: Numbers, sizes: Callable[[Numbers], tuple[Numbers, Numbers]]
    ) -> None:
        """Counts everything; ``groups``: the place of the group of each row of the log."""
        if not self._rows:
            return
        rows, numbers = np.array(self._rows, np.int64), np.array(self._numbers, np.int64)
        tally = self._readers.tally
        bands, _ = sizes(rows)
        each = zip(self._sorts, np.bincount(numbers).tolist(), strict=True)
        counts = [tally.answer(one.decision, many, one.said) for one, many in each]
        told = [not says_nothing(one.decision) for one in self._sorts]
        some = np.array(told, np.bool_).take(numbers)
        times = log.times.take(rows[some])
        self._to_slices(tally.rates, counts, numbers[some], bands[some], times)
        self._to_members(tally, log, rows, numbers)
        violated = np.array([one.violates for one in self._sorts], np.bool_).take(numbers)
        places = groups.take(rows[violated]) * len(_BANDS) + bands[violated]
        for place, many in _counted(places):
            number, band = divmod(place, len(_BANDS))
            key = (_BANDS[band], log.groups[number][0])
            tally.rates.groups.setdefault(key, OfGroup()).violations += many

    def _to_slices(
        self, rates: Rates, counts: list[Counts], numbers: Numbers, bands: Numbers, times: Numbers
    ) -> None:
        sorts = len(counts)
        for number, many in _counted(numbers):
            _add(rates.all, counts[number], many)
        for place, many in _counted(bands * sorts + numbers):
            band, number = divmod(place, sorts)
            _add(rates.bands.setdefault(_BANDS[band], Counts()), counts[number], many)
        quarters, where = np.unique(times // QUARTER, return_inverse=True)
        days: Counter[tuple[str, int]] = Counter()
        hours: Counter[tuple[int, int]] = Counter()
        for place, many in _counted(where * sorts + numbers):
            quarter, number = divmod(place, sorts)
            at = int(quarters[quarter]) * QUARTER
            days[day_of(at, self._zone), number] += many
            hours[hour_of(at, self._zone), number] += many
        for (day, number), many in days.items():
            _add(rates.days.setdefault(day, Counts()), counts[number], many)
        for (hour, number), many in hours.items():
            _add(rates.hours.setdefault(hour, Counts()), counts[number], many)

    def _to_members(self, tally: Tally, log: Log, rows: Numbers, numbers: Numbers) -> None:
        senders = log.senders.take(rows)
        violates = np.array([one.violates for one in self._sorts], np.int64).take(numbers)
        intervenes = np.array([one.intervenes for one in self._sorts], np.int64).take(numbers)
        violations, acts = np.bincount(senders, violates), np.bincount(senders, intervenes)
        for sender in np.flatnonzero(violations + acts).tolist():
            member = tally.rates.members.setdefault(log.accounts[sender], OfMember())
            member.violations += int(violations[sender])
            member.interventions += int(acts[sender])


def _alike(event: Event, decision: Decision) -> Hashable:
    """The same for all decisions that are counted alike; ``None``: it is counted by itself."""
    if (decision[_BEFORE], decision[_BEHIND]) != _FEW:
        return None
    acts = decision.actions
    sender = event.sender
    if any(act.target is not None and act.target != sender for act in acts):
        return None
    return (
        event.kind in MESSAGES,
        tuple([fired.rule for fired in decision.fired if not fired.ended]),
        tuple([(act.action, act.target is None, act.rules) for act in acts]),
        decision.unknown,
    )


def _add(to: Counts, one: Counts, many: int) -> None:
    """As many messages more as there were of one sort."""
    to.violations += many * one.violations
    to.interventions += many * one.interventions
    to.replies += many * one.replies
    to.administrator += many * one.administrator
    to.automatic += many * one.automatic
    to.asked += many * one.asked


def _counted(codes: Numbers) -> Iterator[tuple[int, int]]:
    found, counts = np.unique(codes, return_counts=True)
    return zip(found.tolist(), counts.tolist(), strict=True)
