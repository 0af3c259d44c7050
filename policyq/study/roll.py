"""Who was in the groups, of those members of whom columns tell: as `policyq.study.census` and
`policyq.study.channels` have it of all others, at the end and in arrays.

    rows -> by member, in their order -> spans, from the first that somebody does to their leaving
         -> who is there when a group is looked at, and for how long they stayed

Nobody is aimed at in these rows, all of those of a member say the same of when they joined, or
nothing, and none says what is later than itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.replay.columns import Mask, Numbers
from policyq.replay.deeds import ACT, JOIN, LEAVE, MESSAGE
from policyq.replay.order import Log
from policyq.study import channels
from policyq.study.census import SILENT
from policyq.study.numbers import Stays, Structure
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

_AT_ONCE: Final = 500_000
"""So many members are looked at together, each once for each time that their group is."""

_NONE: Final = -1
_LOW: Final = 0xFFFFFFFF


class _Look(NamedTuple):
    """A group is looked at after some of its rows."""

    row: int
    """The one after the last of them."""
    at: Instant
    structure: Structure


class Roll:
    """Counts who was there, of all rows of a log that are not of members who are followed."""

    def __init__(self, log: Log, numbers: Numbers) -> None:
        """``numbers``: the place of the group of each row."""
        self._log, self._numbers = log, numbers
        self.any = not log.alone.all()
        """Whether there is anybody to count."""
        self._bounds = {group: (first, end) for group, first, end in log.groups}
        self._looks: list[_Look] = []
        self._followed = self._names() if self.any else frozenset()

    def has(self, group: str, account: str) -> bool:
        """Whether a member who was looked at, by any event that is, is counted here."""
        return (group, account) not in self._followed

    def _names(self) -> frozenset[tuple[str, str]]:
        """Group and account of everybody who is followed."""
        log = self._log
        rows = np.flatnonzero(log.alone & (log.senders >= 0))
        who = np.unique((self._numbers.take(rows) << 32) + log.senders.take(rows)).tolist()
        return frozenset((log.groups[one >> 32][0], log.accounts[one & _LOW]) for one in who)

    def moves(self, group: str, first: int, end: int) -> list[tuple[int, Event]]:
        """Who joined and left in those of some rows that nobody looks at, the last of them first."""
        log = self._log
        deeds, hot = log.deeds[first:end], np.frombuffer(log.hot, np.uint8)[first:end]
        moves = ((deeds == JOIN) | (deeds == LEAVE)) & (hot == 0)
        rows = first + np.flatnonzero(moves)
        return [(row, self._move(group, row)) for row in rows[::-1].tolist()]

    def _move(self, group: str, row: int) -> Event:
        log = self._log
        joined = _NONE if log.joined is None else int(log.joined[row])
        return Event(
            "", int(log.times[row]), group, "join" if log.deeds[row] == JOIN else "leave",
            log.accounts[log.senders[row]], joined=None if joined == _NONE else joined,
        )  # fmt: skip

    # -- as others count them ------------------------------------------------------------------

    def look(self, group: str, structure: Structure, at: Instant) -> None:
        """As `policyq.study.census.Others`."""
        first, end = self._bounds[group]
        row = first + int(self._log.times[first:end].searchsorted(at, "right"))
        if row > first:  # else nobody was there yet
            self._looks.append(_Look(row, at, structure))

    def close(self, stays: Stays) -> None:
        """As `policyq.study.census.Others`."""
        rows = self._rows
        if not len(rows.rows):
            return
        self._count_looks(rows)
        ends = np.array([end for _, _, end in self._log.groups], np.int64)
        newest = self._log.times.take(ends - 1).take(self._numbers.take(rows.rows[rows.firsts]))
        last = rows.beyond - 1
        until = np.where(rows.left, rows.times.take(last), newest)
        joined = rows.joined(last)
        stayed = until - np.where(joined == _NONE, rows.times.take(rows.firsts), joined)
        stays.here += int((~rows.left).sum())
        stays.here_for += int(stayed[~rows.left].sum())
        stays.left += int(rows.left.sum())
        stays.left_after += int(stayed[rows.left].sum())

    def stays(self, reader: channels.Reader) -> None:
        """Tells of everybody who joined."""
        rows = self._rows
        said = np.flatnonzero(rows.deeds == MESSAGE)
        acts = np.flatnonzero((rows.deeds == MESSAGE) | (rows.deeds == ACT))
        when: Sequence[Instant] = rows.times.take(acts)  # type: ignore[assignment]
        joins = np.flatnonzero(rows.deeds == JOIN)
        ends = rows.beyond.take(rows.spans.take(joins))
        # Whoever joins once more begins anew.
        again = np.append(joins[1:], len(rows.rows))
        stops = np.minimum(ends, again)
        left = (again < ends) | rows.left.take(rows.spans.take(joins))
        wrote = np.append(said, len(rows.rows)).take(said.searchsorted(joins))
        each = zip(
            rows.rows.take(joins).tolist(),
            rows.times.take(joins).tolist(),
            acts.searchsorted(joins).tolist(),
            acts.searchsorted(stops).tolist(),
            np.where(wrote < stops, rows.times.take(wrote, mode="clip"), _NONE).tolist(),
            left.tolist(),
            strict=True,
        )
        for row, at, first, beyond, written, gone in each:
            group = self._log.groups[self._numbers[row]][0]
            first_written = None if written == _NONE else written
            reader.stayed(group, at, when[first:beyond], first_written, gone)

    # -- in arrays -----------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> _Rows:
        log = self._log
        rows = np.flatnonzero(~log.alone)
        who = (self._numbers.take(rows) << 32) + log.senders.take(rows)
        order = who.argsort(kind="stable")
        who, rows = who.take(order), rows.take(order)
        return _rows(log, who, rows)

    def _count_looks(self, rows: _Rows) -> None:
        looks = sorted(self._looks, key=lambda look: look.row)
        places = np.array([look.row for look in looks], np.int64)
        at = np.array([look.at for look in looks], np.int64)
        bounds = np.array([end for _, _, end in self._log.groups], np.int64)
        begins = rows.rows.take(rows.firsts)
        ends = bounds.take(self._numbers.take(begins))
        ends = np.where(rows.left, rows.rows.take(rows.beyond - 1), ends)
        firsts, beyond = places.searchsorted(begins, "right"), places.searchsorted(ends, "right")
        found = np.zeros((3, len(looks)), np.int64)
        for spans, own in _pairs(firsts, beyond):
            last = rows.before(spans, places.take(own))
            silent, unclear = rows.silent(spans, last, at.take(own))
            for number, some in enumerate((own, own[silent], own[unclear])):
                found[number] += np.bincount(some, minlength=len(looks))
        for look, (members, silents, unclears) in zip(looks, found.T.tolist(), strict=True):
            look.structure.members += members
            look.structure.silent += silents
            look.structure.unclear += unclears


def _pairs(firsts: Numbers, beyond: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Every span with each of the looks at it, by number; not all at once."""
    many = beyond - firsts
    parts = many.cumsum() // _AT_ONCE
    for part in np.unique(parts).tolist():
        own = np.flatnonzero(parts == part)
        spans = own.repeat(many.take(own))
        before = many.take(own).cumsum() - many.take(own)
        looks = np.arange(len(spans)) - (before - firsts.take(own)).repeat(many.take(own))
        yield spans, looks


class _Rows(NamedTuple):
    """Rows of a log by member, and those of each in their order."""

    rows: Numbers
    keys: Numbers
    """The member, by number, and the row: sorted."""
    times: Numbers
    deeds: NDArray[np.uint8]
    told: Numbers | None
    """When each row says that its member joined."""
    spans: Numbers
    """The span that each is in; -1 of a leave of somebody of whom nothing is known."""
    firsts: Numbers
    """The first row of each span, as a place."""
    beyond: Numbers
    """The one after its last."""
    left: Mask
    """Whether its last is a leave."""
    spoke: Numbers
    """The last message at each row or before it."""
    came: Numbers
    """Likewise the last join."""

    def before(self, spans: Numbers, rows: Numbers) -> Numbers:
        """The last row of each of some spans before a row of the log."""
        members = self.keys.take(self.firsts.take(spans)) >> 32
        found: Numbers = self.keys.searchsorted((members << 32) + rows) - 1
        return found

    def joined(self, places: Numbers) -> Numbers:
        """When the members of some rows joined, as it is known then; -1: it is not."""
        if self.told is None:
            told = np.full(len(places), _NONE, np.int64)
        else:
            told = self.told.take(places)
        came = self.came.take(places)
        firsts = self.firsts.take(self.spans.take(places))
        shown = np.where(came >= firsts, self.times.take(came), _NONE)
        return np.where(told == _NONE, shown, told)

    def silent(self, spans: Numbers, last: Numbers, at: Numbers) -> tuple[Mask, Mask]:
        """As `policyq.ir.tiers.silent_is`, after some rows: for whom it is true, and for whom unknown."""
        firsts = self.firsts.take(spans)
        spoke, joined = self.spoke.take(last), self.joined(last)
        wrote, known = spoke >= firsts, joined != _NONE
        since = self.times.take(firsts)
        # Whoever joined before they were seen may have written until then.
        sure = wrote | (known & (joined >= since))
        least = at - np.where(wrote, self.times.take(spoke), np.where(sure, joined, since))
        silent = least > SILENT
        unclear = ~silent & ~sure & ~(known & (at - joined <= SILENT))
        return silent, unclear


def _rows(log: Log, who: Numbers, rows: Numbers) -> _Rows:
    times, deeds = log.times.take(rows), log.deeds.take(rows)
    members = np.ones(len(rows), np.bool_)
    members[1:] = who[1:] != who[:-1]
    leaves = deeds == LEAVE
    begins = members.copy()
    begins[1:] |= leaves[:-1]
    firsts = np.flatnonzero(begins)
    beyond = np.append(firsts[1:], len(rows))
    there = ~leaves.take(firsts)
    numbers = np.where(there, there.cumsum() - 1, _NONE)
    places = np.arange(len(rows))
    firsts, beyond = firsts[there], beyond[there]
    return _Rows(
        rows,
        ((members.cumsum() - 1) << 32) + rows,
        times,
        deeds,
        None if log.joined is None else log.joined.take(rows),
        numbers.take(begins.cumsum() - 1),
        firsts,
        beyond,
        leaves.take(beyond - 1),
        np.maximum.accumulate(np.where(deeds == MESSAGE, places, _NONE)),
        np.maximum.accumulate(np.where(deeds == JOIN, places, _NONE)),
    )
