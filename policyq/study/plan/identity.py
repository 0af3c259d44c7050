"""Whether the old policy does on this log what the log says was done.

Where a bot reported what became of its actions, the log holds *outcomes*: events that name an
action and refer to what it was decided on. If the old policy, replayed, does not do the same, then
the log is not what the policy saw: rows are missing or out of order, a clock is off, members or
settings differ, or it is not the policy that ran. Nothing that such a replay says about a change
is worth reading. (The idea is throttlekit's: a recorded policy must first reproduce its log.)

*Agreement* is the number of actions that stand in both, over those that stand in either. Only
groups with outcomes are compared, there only the kinds of action that are reported at all, from
the first report to the last. What people did by hand refers to nothing and is no outcome of the
policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policyq.study.simulate import Replayer, Step
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, MINUTE, Instant

#: How many events with actions are remembered of a group that has reported nothing yet.
REMEMBERED = 10_000

#: Why a report and a replay disagree.
REASONS: tuple[str, ...] = ("not_there", "not_decided", "otherwise", "not_reported")


Met: TypeAlias = Callable[[str, str], bool]
"""Whether an event with an id was there in a group, as `policyq.study.simulate.Replayer.met`."""


class _Done(NamedTuple):
    action: str
    target: str | None
    until: Instant | None
    time: Instant


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the old policy reproduces the log."""

    reported: int
    """Actions of which the log says what became of them."""
    decided: int
    """Actions that the replay decided, as far as they are compared."""
    both: int
    reasons: dict[str, int]
    """By `REASONS`: the event is not in the log; nothing such is decided on it; the action lasts
    otherwise; decided, and not reported."""

    @property
    def share(self) -> float | None:
        """The agreement, from 0 to 1; ``None`` where the log holds no outcomes."""
        either = self.reported + self.decided - self.both
        return round(self.both / either, 6) if self.reported else None


@dataclass(slots=True)
class _Group:
    decided: dict[str, list[_Done]] = field(default_factory=dict)
    reported: list[tuple[Event, bool]] = field(default_factory=list)


class Identity:
    """Watches a replay of the old policy over the log as it is."""

    def __init__(self, replayer: Replayer) -> None:
        self._met: Met = replayer.met
        self._groups: dict[str, _Group] = {}

    def see(self, step: Step, met: Met | None = None) -> None:
        """Takes in what one event led to; ``met``: who knows which events were there, if the replay
        itself did not see them all."""
        event = step.event
        if event.kind == "outcome" and event.refers is not None and event.action is not None:
            ids = {event.refers, _bare(event.refers)}
            there = any((met or self._met)(event.group, id) for id in ids)
            self._of(event.group).reported.append((event, there))
        for decision in step.decisions:
            if decision.actions:
                self._decided(decision)

    def _decided(self, decision: Decision) -> None:
        group = self._of(decision.group)
        about = _bare(decision.answers[0].question) if decision.answers else decision.event
        for act in decision.actions:
            done = _Done(act.action, act.target, act.until, decision.time)
            for id in {decision.event, about, act.message or about} if _refers(act) else ():
                group.decided.setdefault(id, []).append(done)
        if not group.reported and len(group.decided) > 2 * REMEMBERED:
            # What was decided long before the first report is not compared with it.
            group.decided = dict(list(group.decided.items())[REMEMBERED:])

    def _of(self, group: str) -> _Group:
        return self._groups.setdefault(group, _Group())

    @property
    def agreement(self) -> Agreement:
        """What came of the comparison, once the log is over."""
        reasons: Counter[str] = Counter()
        totals = Counter(reported=0, decided=0, both=0)
        for group in self._groups.values():
            for name, number in _compared(group):
                (totals if name in totals else reasons)[name] += number
        return Agreement(
            totals["reported"], totals["decided"], totals["both"],
            {name: reasons[name] for name in REASONS if reasons[name]},
        )  # fmt: skip


def _refers(act: Act) -> bool:
    """Notices and records are not reported by hosts one by one."""
    return act.action not in ("record", "notify")


def _compared(group: _Group) -> Iterator[tuple[str, int]]:
    """The numbers and the reasons of one group."""
    if not group.reported:
        return
    actions = {event.action for event, _ in group.reported}
    first = min(event.time for event, _ in group.reported) - LATENESS
    last = max(event.time for event, _ in group.reported)
    taken: set[int] = set()
    early = 0
    for event, there in group.reported:
        yield "reported", 1
        found, reason = _match(group, event, taken)
        if found is None:
            yield reason if there else "not_there", 1
        else:
            taken.add(id(found))
            early += not first <= found.time <= last
            yield "both", 1
    compared = {
        id(done): done
        for dones in group.decided.values()
        for done in dones
        if done.action in actions and first <= done.time <= last
    }
    yield "decided", len(compared) + early
    yield "not_reported", len(compared.keys() - taken)


def _match(group: _Group, event: Event, taken: set[int]) -> tuple[_Done | None, str]:
    """The decided action that an outcome reports, or why there is none."""
    reason = "not_decided"
    for done in group.decided.get(event.refers or "", []) or group.decided.get(
        _bare(event.refers or ""), []
    ):
        if done.action != event.action or id(done) in taken:
            continue
        if event.target is not None and event.target != done.target:
            continue
        if event.until is not None and abs(event.until - (done.until or 0)) > MINUTE:
            reason = "otherwise"
            continue
        return done, ""
    return None, reason


def _bare(id: str) -> str:
    """The id of the event behind the id of a question about it."""
    event, slash, _ = id.rpartition("/")
    return event if slash else id
