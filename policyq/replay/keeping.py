"""What a program knows of members and of groups beside counts, kept up with rows that are passed over:
who wrote last and when, what messages say of their group, and what counts by the tier of who wrote.

Rows come in their order, none of them twice, and all of them before whatever is decided after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from policyq.ir import nodes, ticks, tiers
from policyq.ir.memory import Member
from policyq.live.memory import State
from policyq.replay.columns import Numbers
from policyq.replay.order import Log
from policyq.replay.screen import Screen, tiers_of
from policyq.replay.windows import Windows
from policyq.vocabulary.events import TICKS, Event
from policyq.vocabulary.types import Instant


class Told(NamedTuple):
    """What a message says of its sender and its group, beside how many are in it."""

    name: str | None
    role: str | None
    tags: frozenset[str] | None
    group_name: str | None
    group_tags: frozenset[str] | None
    platform: str | None


class Joins(Protocol):
    """Who knows of members what only their joining told."""

    def joined(self, group: str, account: str, at: Instant, /) -> Instant | None:
        """When a member joined."""
        ...

    def channel(self, group: str, account: str, /) -> str | None:
        """Where a member came from."""
        ...


class _ByTier(NamedTuple):
    """A counter that asks for the tier of who wrote, and the bits of rows that it counts: of those
    who are in it, and of those who are not."""

    counter: nodes.Counter
    tiers: frozenset[str]
    inside: int
    outside: int
    stores: Sequence[tuple[int, str | None]]


class Keeping:
    """Keeps an evaluator up with the rows of a log that are passed over."""

    def __init__(
        self,
        screen: Screen,
        log: Log,
        windows: Windows,
        told: Sequence[Told],
        joins: Joins,
        ids: Numbers | None = None,
    ) -> None:
        """``told``: by `Log.places`; ``ids``: a hash of each row's id and group, where the policy
        takes out what it would have prevented."""
        self.ids = ids
        program = screen.live.program
        self._live = screen.live
        self._log, self._windows = log, windows
        self._told, self._joins = told, joins
        self._registers = tiers.keeps(program)
        self.clocked = ticks.asked(program).any
        """Whether a time can make ticks due."""
        self._counters = [*_by_tier(screen)]
        mask = sum(one.inside | one.outside for one in self._counters)
        self._bits = windows.bits & np.uint64(mask)
        self.said = _said(log, told)
        """For each row a number for what it says of its group, beside how many are in it."""
        self._news = _news(log, self.said) if self.clocked else bytearray()
        self._reached = {group: first for group, first, _ in log.groups}

    def over(self, group: str, start: int, end: int) -> None:
        """Takes in some rows that are passed over."""
        state = self._live.state(group)
        if self.clocked:
            row = self._news.find(1, start, end)
            while row >= 0:
                state.standing.about = state.standing.about.after(self._event(group, row))
                row = self._news.find(1, row + 1, end)
        if self._registers:
            self._meet(group, state, start, end)
        for row in (start + np.flatnonzero(self._bits[start:end])).tolist():
            self._count(state, row)
        state.mark = max(state.mark, int(self._log.times[end - 1]))

    def before(self, group: str, end: int, event: Event) -> None:
        """What the ticks before an event can ask is counted, of the rows before it, if any are due; and
        if the log tells it as a tick."""
        due = self._live.due(group, event.time) if self.clocked else ()
        if due or event.kind in TICKS:
            self.reach(group, end, due[0] if due else event)

    def reach(self, group: str, end: int, tick: Event) -> None:
        """Likewise of a tick."""
        self._windows.reach_all(self._live.state(group), self._reached[group], end, tick)
        self._reached[group] = end

    def group_tags(self, row: int) -> frozenset[str] | None:
        """The tags of the group, as a row says them."""
        return self._of(row).group_tags

    def message(self, group: str, row: int) -> Event:
        """What there is to know of a row that is passed over, but for what it says."""
        sender, time = int(self._log.senders[row]), int(self._log.times[row])
        event = self._event(group, row)
        return event._replace(time=time, sender=self._log.accounts[sender], role=self._of(row).role)

    def skip(self, row: int) -> None:
        """A row did not happen: what the next one says may be new."""
        if row + 1 < len(self._news):
            self._news[row + 1] = not self._log.hot[row + 1]

    def _event(self, group: str, row: int) -> Event:
        told, members = self._of(row), self._log.members
        many = -1 if members is None else int(members[row])
        return Event(
            "", 0, group, "text",
            members=None if many < 0 else many, group_name=told.group_name,
            group_tags=told.group_tags, platform=told.platform,
        )  # fmt: skip

    def _of(self, row: int) -> Told:
        assert self._log.places is not None, "it was asked for"
        return self._told[int(self._log.places[row])]

    def _meet(self, group: str, state: State, start: int, end: int) -> None:
        """As `policyq.ir.tiers.note`, of messages of members in the order of time."""
        log, members, joins = self._log, state.standing.members, self._joins
        assert log.places is not None, "it was asked for"
        joined = [-1] * (end - start) if log.joined is None else log.joined[start:end].tolist()
        for sender, time, place, came in zip(
            log.senders[start:end].tolist(),
            log.times[start:end].tolist(),
            log.places[start:end].tolist(),
            joined,
            strict=True,
        ):
            account, told = log.accounts[sender], self._told[place]
            since = came if came != -1 else joins.joined(group, account, time)
            channel = joins.channel(group, account)
            old = members.get(account) or Member(time, time)
            members[account] = Member(
                old.since,
                time,
                old.joined if since is None else since,
                time,
                old.name if told.name is None else told.name,
                told.role,
                told.tags,
                old.tiers,
                old.channel if channel is None else channel,
            )

    def _count(self, state: State, row: int) -> None:
        account, bits = self._log.accounts[self._log.senders[row]], int(self._bits[row])
        member = state.standing.members.get(account)
        for one in self._counters:
            inside = tiers.in_tier(member, one.tiers)
            if bits & (one.inside if inside else one.outside):
                self._windows.add(state, one.counter, one.stores, row)


def _by_tier(screen: Screen) -> Iterator[_ByTier]:
    program, names = screen.live.program, screen.live.names
    for second, number in enumerate(screen.tiered, len(program.counters)):
        counter = program.counters[number]
        stores = [(store, kind) for (id, kind), store in names.stores.items() if id == counter.id]
        (asked,) = tiers_of(counter)
        yield _ByTier(counter, asked, 1 << number, 1 << second, stores)


def _said(log: Log, told: Sequence[Told]) -> Numbers:
    assert log.places is not None, "it was asked for"
    known: dict[Told, int] = {}
    numbers = [
        known.setdefault(one._replace(name=None, role=None, tags=None), len(known)) for one in told
    ]
    found: Numbers = np.array(numbers, np.int64).take(log.places)
    return found


def _news(log: Log, said: Numbers) -> bytearray:
    """The rows passed over that say something else of their group than the row before them, or that
    come behind one that was looked at."""
    hot = np.frombuffer(log.hot, np.uint8) > 0
    news = np.ones(len(hot), np.bool_)
    news[1:] = hot[:-1] | (said[1:] != said[:-1])
    if log.members is not None:
        news[1:] |= log.members[1:] != log.members[:-1]
    news[[first for _, first, _ in log.groups]] = True
    return bytearray((news & ~hot).tobytes())
