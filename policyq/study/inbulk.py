"""The rates of a whole log, of which most messages are only counted: as `policyq.study.rates` and
its neighbours have them, many at once.

The log is in columns, in the order in which it is decided, group by group. Where something may be
said of an event it goes the usual way, one step at a time; what lies between two of them is counted
when somebody asks: who is in the group when a week ends or somebody leaves, how large it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from policyq.ir import nodes
from policyq.ir.tiers import BOT
from policyq.replay.columns import Numbers
from policyq.replay.keeping import Keeping
from policyq.replay.order import PREVENTED, Log
from policyq.study.answered import Answered
from policyq.study.around import Filling, Nobody, Out, removes
from policyq.study.counted import Counted
from policyq.study.line import END, Line
from policyq.study.passed import CatchUp, Fetch, Passing
from policyq.study.readers import Readers
from policyq.study.roll import Roll
from policyq.study.simulate import Replayer, Step
from policyq.vocabulary.events import DERIVED, MESSAGES, Event
from policyq.vocabulary.types import DAY, Instant

#: Kinds of event before which it has to be known who wrote until then.
_MOVING = frozenset({"join", "leave", "outcome"})

#: No more days than ticks are made of at once.
_SHORT = 300 * DAY


class InBulk:
    """Counts a log."""

    def __init__(
        self,
        program: nodes.Program,
        log: Log,
        replayer: Replayer,
        readers: Readers,
        filling: Filling,
        catch_up: CatchUp,
        keeping: Keeping | None,
        out: Out | None = None,
        line: Line | None = None,
    ) -> None:
        """``keeping``: of a program that keeps more than counts; ``line``: of one that decides all groups
        together."""
        self._out, self._line = out or Nobody(), line
        self._zone = program.timezone
        self._rules = [rule.name for rule in program.rules]
        self._log = log
        self._replayer = replayer
        self._readers = readers
        self._filling = filling
        self._catch_up = catch_up
        self._keeping = keeping
        self._answered = Answered(readers, program.timezone)
        self._passing = Passing(log, None if keeping is None else keeping.said)
        self._numbers = self._passing.numbers
        self._lost: dict[int, Instant] = {}
        """The hashes of messages that were only counted and prevented, and since when they are gone."""
        self._wrote: list[int] = []
        """The rows that were looked at in which a member wrote something."""
        self._flushed: dict[str, int] = {}
        self._untold = np.frombuffer(log.counted, np.bool_) & log.alone
        """The rows that are counted in columns of members who are followed, of whom it is not known that
        they wrote them."""
        self._roll = Roll(log, self._numbers)
        if self._roll.any:
            readers.beside(self._roll)
        self._places: dict[str | None, int] = {a: place for place, a in enumerate(log.accounts)}

    def run(self, fetch: Fetch) -> None:
        """Counts everything; the readers are not closed."""
        log = self._log
        groups = [
            (self._group, self._whole)[one[0] in log.whole](*one, fetch) for one in log.groups
        ]
        if self._line is not None:
            self._line.run([first for _, first, _ in log.groups], groups)
        for rows in groups:
            deque(rows, 0)
        for step in self._replayer.rest():
            self._rest(step)
        if self._roll.any:
            self._roll.stays(self._readers.channels)
        counted = Counted(log, self._readers.tally, self._passing, self._zone)
        counted.count(self._rules, self._wrote)
        self._answered.close(log, self._numbers, self._passing.sizes)

    def _whole(self, group: str, first: int, end: int, fetch: Fetch) -> Iterator[int]:
        for row, event in fetch(first, end):
            yield row
            self._took(row, self._replayer.step(self._filling.fill(event)))

    def _group(self, group: str, first: int, end: int, fetch: Fetch) -> Iterator[int]:
        """Counts a group; gives each row before it is decided, and those before which ticks are due."""
        readers, times = self._readers, self._log.times
        self._flushed[group] = place = first
        counted, evaluator = self._log.counted, self._replayer.evaluator
        moves = self._roll.moves(group, first, end)
        for row, event in fetch(first, end):
            while moves and moves[-1][0] < row:
                self._filling.moved(moves.pop()[1])
            if counted[row]:
                if not evaluator.waits(group):
                    self._answer(row, event)
                    continue
                # Something may be due before it: then it goes the usual way.
                counted[row] = self._untold[row] = 0
            yield from self._pass(group, place, row)
            yield row
            self._find_lost(event)
            if self._keeping is not None:
                # Ticks come first, and can ask for what is too long ago for the event.
                self._keeping.before(group, row, event)
            self._catch_up(row, event)
            week = readers.census.week_end(group, event.time)
            if event.time > week:
                self._flush(group, row)
            elif event.kind in _MOVING or event.role == BOT:
                self._flush_members(group, row, event)
            step = self._replayer.step(self._filling.fill(event))
            if self._keeping is not None and self._keeping.ids is not None and removes(step):
                self._flush(group, row)
            self._took(row, step)
            self._mark(row, group)
            if event.kind in MESSAGES and event.role != BOT and step.own is not None:
                self._wrote.append(row)
            place = row + 1
        yield from self._pass(group, place, end)
        self._flush(group, end)
        yield END
        for step in self._replayer.until(group, int(times[end - 1])):
            self._rest(step)

    def _took(self, row: int, step: Step) -> None:
        self._readers.add(step)
        self._out.add(row, step)

    def _rest(self, step: Step) -> None:
        self._readers.add(step)
        self._out.rest(step)

    def _answer(self, row: int, event: Event) -> None:
        """What the policy says of a row that is counted with others."""
        if self._log.near[row]:
            self._catch_up(row, event)
        filled = self._filling.fill_alone(event)
        decision = self._replayer.decide(filled)
        self._answered.add(row, filled, decision)
        self._out.add(row, Step(filled, (decision,), ""))

    def _pass(self, group: str, start: int, end: int) -> Iterator[int]:
        """The rows from one to another, which are counted in columns; ticks are due before some of them,
        which it gives."""
        times = self._log.times
        if start < end:
            self._readers.tally.cover(group, int(times[start]))
        while start < end:
            due = self._due(group, start, end)
            row = start + int(times[start:end].searchsorted(due[0].time)) if due else end
            if start < row:
                self._over(group, start, row)
            if due:
                yield row
                self._flush(group, row)
                self._tick(group, row, due[0])
            start = row

    def _over(self, group: str, start: int, end: int) -> None:
        """Rows before which nothing is due: those that the policy would have prevented are taken out."""
        log, tally = self._log, self._readers.tally
        if start and log.hot[start - 1] == PREVENTED:
            tally.cover(group, int(log.times[start]))
        bars = self._replayer.bars(group)
        for row in range(start, end) if bars is not None else ():
            assert bars is not None and self._keeping is not None
            if not bars.concerns(log.accounts[log.senders[row]]):
                continue
            message = self._keeping.message(group, row)
            if reason := bars.reason(message):
                if start < row:
                    self._idle(group, start, row)
                self._prevented(row, Step(message, (), reason))
                start = row + 1
                if start < end:
                    tally.cover(group, int(log.times[start]))
        if start < end:
            self._idle(group, start, end)

    def _prevented(self, row: int, step: Step) -> None:
        event, keeping = step.event, self._keeping
        assert keeping is not None
        self._log.hot[row], self._log.counted[row] = PREVENTED, 0
        self._untold[row] = False
        if event.time > self._readers.census.week_end(event.group, event.time):
            self._flush(event.group, row)
        self._readers.add(step)
        self._mark(row, event.group)
        keeping.skip(row)
        self._passing.skip(row)
        assert keeping.ids is not None
        self._lost.setdefault(int(keeping.ids[row]), event.time)

    def _find_lost(self, event: Event) -> None:
        """What an event is about may be a message that was only counted, and prevented."""
        if self._lost and event.refers is not None:
            since = self._lost.pop(hash((event.refers, event.group)), None)
            if since is not None:
                self._replayer.lose(event.group, event.refers, since)

    def _due(self, group: str, start: int, end: int) -> tuple[Event, ...]:
        """The ticks due before a row that is passed over, at least the first of them."""
        times, evaluator = self._log.times, self._replayer.evaluator
        if self._keeping is None or not self._keeping.clocked:
            return evaluator.due(group, int(times[end - 1]))
        # Of a long time only the last ticks are made: it is asked for a short one at a time.
        while start < end:
            if due := evaluator.due(group, int(times[start])):
                return due
            until = int(times[start]) + _SHORT
            start += int(times[start:end].searchsorted(until, "right"))
            if due := evaluator.due(group, int(times[start - 1])):
                return due
        return ()

    def _tick(self, group: str, row: int, tick: Event) -> None:
        if self._keeping is None:
            self._catch_up(row - 1, tick)
        else:
            self._keeping.reach(group, row, tick)
        for step in self._replayer.until(group, int(self._log.times[row])):
            event = step.event
            self._out.due(row, step)
            if event.kind in DERIVED:
                # It happened to nobody: one by one it is told with the row that makes it due.
                event = event._replace(kind="day_end", sender=None, target=None)
            self._readers.add(step._replace(event=event))

    def _idle(self, group: str, start: int, end: int) -> None:
        log, readers = self._log, self._readers
        times = log.times[start:end]
        last = int(times[-1])
        for row, told in self._passing.news(group, start, end):
            if self._keeping is not None:
                told = told._replace(group_tags=self._keeping.group_tags(row))
            readers.see(told)
            self._mark(row, group)
        if readers.gains.asks:
            for account, at in self._passing.firsts(start, end, self._zone):
                readers.gains.present(group, account, at)
        readers.tally.reach(group, last)
        readers.channels.reach(group, last)
        while last > (week := readers.census.week_end(group, int(times[0]))):
            row = start + int(times.searchsorted(week, "right"))
            self._flush(group, row)
            readers.census.reach(group, int(log.times[row]))
        readers.census.reach(group, last)
        if self._keeping is not None:
            self._keeping.over(group, start, end)

    def _mark(self, row: int, group: str) -> None:
        self._passing.mark(row, self._readers.tally.size(group))

    def _flush(self, group: str, end: int) -> None:
        """Everybody who wrote in rows that are counted in columns, up to a row, is known."""
        start, self._flushed[group] = self._flushed[group], end
        self._told(group, start + np.flatnonzero(self._untold[start:end]))

    def _flush_members(self, group: str, end: int, event: Event) -> None:
        """Likewise of those whom an event is about."""
        start, who = (
            self._flushed[group],
            [self._places.get(event.sender), self._places.get(event.target)],
        )
        theirs = np.isin(self._log.senders[start:end], [one for one in who if one is not None])
        self._told(group, start + np.flatnonzero(theirs & self._untold[start:end]))

    def _told(self, group: str, rows: Numbers) -> None:
        if not len(rows):
            return
        log, spoke = self._log, self._readers.spoke
        self._untold[rows] = False
        senders = log.senders.take(rows)
        order = senders.argsort(kind="stable")
        rows, senders = rows.take(order), senders.take(order)
        ends = np.flatnonzero(np.diff(senders, append=-1)) + 1
        times, first = log.times.take(rows).tolist(), 0
        lasts = rows.take(ends - 1)
        joined = None if log.joined is None else log.joined.take(lasts).tolist()
        for place, beyond in enumerate(ends.tolist()):
            account = log.accounts[senders[first]]
            at = -1 if joined is None else joined[place]
            if at == -1:
                at = self._filling.joined(group, account, times[beyond - 1])
            channel = self._filling.channel(group, account)
            spoke(group, account, times[first:beyond], at, channel)
            first = beyond
