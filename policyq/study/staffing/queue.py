"""The queue: cases arrive, people on duty take the gravest, then the oldest, one at a time.

The clockwork is SimPy's (https://simpy.readthedocs.io). Times are minutes behind the first case.
What somebody has begun they finish, over the end of their shift if need be. A case that nobody came
to before the limit was passed on then; whoever would have taken it takes the next. What is still
waiting two weeks behind the last case is never settled.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from typing import Any, NamedTuple

import simpy

from policyq.study.staffing.cases import Case
from policyq.study.staffing.duty import Stretch, covered, is_inside
from policyq.study.staffing.parameters import Assumed
from policyq.vocabulary.types import MINUTE


class Handled(NamedTuple):
    """What became of a case."""

    arrived: float
    waited: float
    """Until somebody, or the machine, began."""
    took: float
    """From its arrival until it was settled or passed on; infinite if neither ever was."""
    by: int | None
    """Who handled it: the number of a person; ``None`` is the machine, or nobody."""
    passed_on: bool
    content: bool
    on_duty: bool
    """Whether anybody was on duty when it arrived, or nobody is needed."""


class Run(NamedTuple):
    """One repetition."""

    handled: list[Handled]
    busy: list[float]
    """Minutes of work of each person."""


class _Waiting(NamedTuple):
    level: int
    arrived: float
    number: int


def run(
    cases: Sequence[Case], assumed: Assumed, duty: Sequence[tuple[Stretch, ...]], seed: str
) -> Run:
    """What becomes of the cases, which are sorted by time, for one throw of the dice."""
    desk = _Desk(cases, assumed, duty, random.Random(seed))
    desk.env.process(desk.arrivals())
    for number in range(len(duty)):
        desk.env.process(desk.person(number))
    desk.env.run()
    return Run(list(desk.outcomes()), desk.busy)


class _Desk:
    def __init__(
        self,
        cases: Sequence[Case],
        assumed: Assumed,
        duty: Sequence[tuple[Stretch, ...]],
        dice: random.Random,
    ) -> None:
        self.env = simpy.Environment()
        self.busy = [0.0] * len(duty)
        self._times = [(case.time - cases[0].time) / MINUTE for case in cases]
        self._levels = [case.level for case in cases]
        self._assumed = assumed
        self._duty = duty
        self._dice = dice
        self._waiting: simpy.PriorityStore = simpy.PriorityStore(self.env)
        self._handled: dict[int, Handled] = {}
        self._open = covered(duty)
        self._starts = [start for start, _ in self._open]

    # -- processes -------------------------------------------------------------------------------

    def arrivals(self) -> Generator[Any, Any, None]:
        for number, at in enumerate(self._times):
            if at > self.env.now:
                yield self.env.timeout(at - self.env.now)
            if self._dice.random() < self._assumed.machine_share:
                self._by_machine(number)
            elif self._duty:
                self.env.process(self._noticed(number))

    def _noticed(self, number: int) -> Generator[Any, Any, None]:
        seen = self._seen(number)
        if seen > self.env.now:
            yield self.env.timeout(seen - self.env.now)
        self._waiting.put(_Waiting(self._levels[number], self._times[number], number))

    def person(self, me: int) -> Generator[Any, Any, None]:
        for start, end in self._duty[me]:
            if start > self.env.now:
                yield self.env.timeout(start - self.env.now)
            while self.env.now < end:
                wanted = self._waiting.get()
                yield wanted | self.env.timeout(end - self.env.now)
                if not wanted.triggered:
                    wanted.cancel()
                    break
                case: Any = wanted.value
                yield from self._handle(me, case.number)

    def _handle(self, me: int, number: int) -> Generator[Any, Any, None]:
        arrived, began, assumed = self._times[number], self.env.now, self._assumed
        waited = began - arrived
        if assumed.limit is not None and waited > assumed.limit:
            self._close(number, assumed.limit, assumed.limit, None, True)
            return
        work = assumed.handles.draw(self._dice)
        passed_on = self._dice.random() < assumed.passed_on
        yield self.env.timeout(work)
        self.busy[me] += work
        self._close(number, waited, self.env.now - arrived, me, passed_on)

    # -- cases -----------------------------------------------------------------------------------

    def _seen(self, number: int) -> float:
        """When somebody on duty sees a case; who is not on duty sees nothing."""
        delay = self._assumed.notices.draw(self._dice)
        at = self._times[number]
        place = max(0, bisect_right(self._starts, at) - 1)
        for start, end in self._open[place:]:
            if end <= at:
                continue
            at = max(at, start)
            if at + delay <= end:
                return at + delay
            delay -= end - at
            at = end
        return math.inf if delay > 0 and not self._open else at + delay

    def _by_machine(self, number: int) -> None:
        took = self._assumed.machine.draw(self._dice)
        passed_on = self._dice.random() < self._assumed.machine_passed_on
        self._close(number, 0.0, took, None, passed_on)

    def _close(
        self, number: int, waited: float, took: float, by: int | None, passed_on: bool
    ) -> None:
        shares = self._assumed.content
        share = shares.in_time if took <= self._assumed.patience else shares.late
        content = self._dice.random() < (shares.passed_on if passed_on else share)
        self._handled[number] = Handled(
            self._times[number], waited, took, by, passed_on, content, self._anybody(number)
        )

    def _anybody(self, number: int) -> bool:
        if self._assumed.machine_share >= 1:
            return True
        return is_inside(self._open, self._times[number])

    def outcomes(self) -> Iterator[Handled]:
        """What became of every case, in order; of those that nobody ever came to, too."""
        for number, at in enumerate(self._times):
            handled = self._handled.get(number)
            if handled is None:
                limit = self._assumed.limit
                took = math.inf if limit is None else limit
                lost = limit is not None
                handled = Handled(at, took, took, None, lost, False, self._anybody(number))
            yield handled
