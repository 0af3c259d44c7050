"""A policy over a log: each event is decided as logged, or as far as it would still have happened.

*Observed*: every event is decided. *Suppressed*: what the policy itself would have prevented is
taken out as the replay goes. A prevented event is not decided and so not counted by any window;
a deleted message was sent, and is. What prevents what:

- A **mute** prevents the member's messages (edits included) until it ends. Reactions, clicks,
  check-ins, leaving stay: they need no word.
- A **removal** prevents everything the member does in that group, leaving included, until they
  join again.
- A **lock** prevents messages by everybody but owners and administrators. A sender whose role
  is unknown is taken for an ordinary member.
- A **deletion** prevents what refers to the message afterwards: edits, recalls, reactions, clicks,
  views, shares, complaints. So does a message that was itself prevented.
- What waits for a human prevents nothing before it is approved.

Only what the policy does prevents. What people did by hand shaped the log already: their mute
is not applied a second time. Their lifting of a mute or a lock, and the report that an action
failed, was vetoed or forgiven, end it here too. Reports and ticks are never prevented, verdicts
only by a removal. A late event, older than the mute that would have stopped it, is not stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple, Protocol, TypeAlias

from policyq.events.roster import Roster
from policyq.ir.evaluator import Evaluator, coming
from policyq.study.seen import Seen
from policyq.study.targets import Targets, known
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.events import MESSAGES, TICKS, Event
from policyq.vocabulary.types import Instant

Mode: TypeAlias = Literal["observed", "suppressed"]
MODES: tuple[Mode, ...] = ("observed", "suppressed")

#: Why an event is prevented, in the order in which they are asked.
REASONS: tuple[str, ...] = ("removed", "deleted", "muted", "locked")

#: Who may write in a locked group.
ABOVE_LOCKS = frozenset({"owner", "admin"})

#: Kinds that are about a message, and cannot happen once it is gone.
ABOUT_MESSAGES = frozenset({"edit", "recall", "reaction", "click", "view", "share", "complaint"})


#: So many events are foreseen at a time.
AHEAD = 4_096


class Step(NamedTuple):
    """What one event of the log led to."""

    event: Event
    """The event; at the end of the log also a tick that was still due."""
    decisions: tuple[Decision, ...]
    """Those on the ticks that were due before it, then its own, unless it was prevented or is
    the repetition of an event that was there before."""
    prevented: str
    """One of `REASONS`, or ``""``, which is false."""

    @property
    def own(self) -> Decision | None:
        """The decision on the event itself."""
        last = self.decisions[-1] if self.decisions else None
        return last if last is not None and last.event == self.event.id else None


def simulate(
    evaluator: Evaluator,
    events: Iterable[Event],
    mode: Mode = "observed",
    roster: Roster | None = None,
    watch: Callable[[Event], object] | None = None,
) -> Iterator[Step]:
    """Decides events in the order in which they come, ticks that are due before each first.

    Of policies with tiers, ``roster`` says who is in a group though they never write: it is asked
    at the group's first event and at the end of each day; and who somebody is of whom others
    complain (`policyq.study.targets`). ``watch`` is told each tick when it is
    decided.

    After the last event of all, the ticks due up to each group's newest event follow.
    The steps of one group are the same whatever stands between them, unless the policy counts in
    all groups: then events must come in one order over all.
    """
    replayer = Replayer(evaluator, mode, roster, watch)
    for event in foreseen(events, evaluator):
        yield replayer.step(event)
    yield from replayer.rest()


class Foreseeing(Protocol):
    """Whoever can look at many events together, such as an evaluator."""

    def foresee(self, events: Sequence[Event], /) -> None:
        """Takes in which events come next."""
        ...


def foreseen(events: Iterable[Event], *told: Foreseeing) -> Iterator[Event]:
    """The events, of which others are told some thousand ahead."""
    left = iter(events)
    while some := list(islice(left, AHEAD)):
        for one in told:
            one.foresee(some)
        yield from some


class Bars(Protocol):
    """What stands in the way of messages."""

    def concerns(self, account: str, /) -> bool:
        """Whether it may stand in the way of those of a member."""
        ...

    def reason(self, event: Event, /) -> str:
        """Why a message would not be sent, one of `REASONS`, or ``""``."""
        ...


class Replayer:
    """`simulate`, one event at a time, for whoever replays several policies side by side."""

    def __init__(
        self,
        evaluator: Evaluator,
        mode: Mode = "observed",
        roster: Roster | None = None,
        watch: Callable[[Event], object] | None = None,
    ) -> None:
        self.evaluator = evaluator
        """Who decides."""
        self._roster = roster
        self._watch = watch
        self._suppressed = mode == "suppressed"
        self._scenes: dict[str, _Scene] = {}

    def step(self, event: Event, otherwise: str = "") -> Step:
        """What an event leads to; ``otherwise``: a reason of the caller's why it did not happen."""
        scene = self._scenes.get(event.group) or self._scene(event)
        decisions = self._due(scene, event)
        scene.newest = max(scene.newest, event.time)
        repeated = scene.repeats(event)
        prevented = "" if repeated else scene.prevents(event, otherwise)
        if not (repeated or prevented):
            scene.targets.meet(self.evaluator, event)
            decision = self.evaluator.decide(event)
            scene.follow(event, decision)
            decisions.append(decision)
        return Step(event, tuple(decisions), prevented)

    def until(self, group: str, at: Instant) -> Iterator[Step]:
        """The ticks that are due in a group up to an instant, each a step of its own; then nothing
        was earlier than that."""
        scene = self._scenes.get(group)
        if scene is not None:
            for tick, decision in _ticks(self.evaluator, scene, group, at):
                yield Step(tick, (decision,), "")
            scene.newest = max(scene.newest, at)

    def rest(self) -> Iterator[Step]:
        """The ticks that are still due at the end of the log."""
        for group, scene in self._scenes.items():
            for tick, decision in _ticks(self.evaluator, scene, group, scene.newest):
                yield Step(tick, (decision,), "")

    def _scene(self, event: Event) -> _Scene:
        scene = _Scene(self._suppressed, Targets(self._roster), self._roster, self._watch)
        self._scenes[event.group] = scene
        scene.enroll(self.evaluator, event.group, event.time)
        return scene

    # -- messages that are told of otherwise ---------------------------------------------------

    def decide(self, event: Event) -> Decision:
        """The decision on a message that surely happened, whose id no other event has, and before
        which nothing is due; in a group of which there is no roster."""
        scene = self._scenes.get(event.group) or self._scene(event)
        scene.newest = max(scene.newest, event.time)
        return self.evaluator.decide(event)

    def bars(self, group: str) -> Bars | None:
        """What stands in the way of messages of a group now; ``None``: nothing does."""
        scene = self._scenes.get(group)
        return scene if scene is not None and scene.bars else None

    def lose(self, group: str, id: str, since: Instant) -> None:
        """A message was never sent."""
        self._scenes[group].gone.setdefault(id, _Bar(since, None, id))

    def tiers_of(self, group: str, account: str) -> frozenset[str]:
        """The tiers that a member is in now."""
        return self.evaluator.tiers_of(group, account)

    def met(self, group: str, id: str) -> bool:
        """Whether an event was there, as far back as evaluators remember it."""
        return group in self._scenes and id in self._scenes[group].seen

    def _due(self, scene: _Scene, event: Event) -> list[Decision]:
        ticks = _ticks(self.evaluator, scene, event.group, event.time)
        return [decision for _, decision in ticks]


def _ticks(
    evaluator: Evaluator, scene: _Scene, group: str, until: Instant
) -> Iterator[tuple[Event, Decision]]:
    for tick in coming(evaluator, group, until):
        if tick.kind == "day_end":
            scene.enroll(evaluator, group, tick.time)
        decision = evaluator.decide(tick)
        scene.follow(tick, decision)
        if scene.watch is not None:
            scene.watch(tick)
        yield tick, decision


def enroll(
    evaluator: Evaluator,
    roster: Roster,
    group: str,
    at: Instant,
    removed: Callable[[str], bool] = lambda account: False,
) -> None:
    """Tells an evaluator with tiers who is in a group, as far as a roster knows.

    As of those who write: whom nothing is known of is an ordinary member."""
    if not evaluator.program.tiers:
        return
    there, gone = roster.present(group, at)
    stay = [known(row) for row in there if not removed(row.account)]
    evaluator.know(group, stay, at, gone)


class _Bar(NamedTuple):
    """A mute, removal, lock or deletion that runs."""

    since: Instant
    until: Instant | None
    event: str

    def holds(self, at: Instant) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(slots=True)
class _Scene:
    """What stands in the way in one group. Grows with the messages that are gone."""

    suppressed: bool
    targets: Targets
    roster: Roster | None = None
    watch: Callable[[Event], object] | None = None
    newest: Instant = 0
    seen: Seen[str] = field(default_factory=Seen)
    mutes: dict[str, _Bar] = field(default_factory=dict)
    removals: dict[str, _Bar] = field(default_factory=dict)
    lock: _Bar | None = None
    gone: dict[str, _Bar] = field(default_factory=dict)

    def enroll(self, evaluator: Evaluator, group: str, at: Instant) -> None:
        if self.roster is not None:
            enroll(
                evaluator, self.roster, group, at, lambda who: self._runs(self.removals, who, at)
            )

    # -- asking --------------------------------------------------------------------------------

    def repeats(self, event: Event) -> bool:
        """Whether the event was there before, as far back as evaluators remember it."""
        return self.seen.repeats(event.id, event.time, self.newest)

    def prevents(self, event: Event, otherwise: str = "") -> str:
        """Why the event would not have happened: ``otherwise`` if nothing prevents it."""
        if not self.suppressed:
            return ""
        reason = self._reason(event) or otherwise
        if not reason:
            self._join(event)
        elif event.kind in MESSAGES and event.kind != "edit":
            self.gone.setdefault(event.id, _Bar(event.time, None, event.id))
        return reason

    def _reason(self, event: Event) -> str:
        if event.kind in TICKS or event.kind == "outcome":
            return ""
        if event.kind != "join" and self._runs(self.removals, event.sender, event.time):
            return "removed"
        if event.kind in ABOUT_MESSAGES and self._runs(self.gone, event.refers, event.time):
            return "deleted"
        if event.kind not in MESSAGES:
            return ""
        if self._runs(self.mutes, event.sender, event.time):
            return "muted"
        locked = self.lock is not None and self.lock.holds(event.time)
        return "locked" if locked and event.role not in ABOVE_LOCKS else ""

    @property
    def bars(self) -> bool:
        """Whether anything may stand in the way of messages."""
        return bool(self.mutes or self.removals or self.lock is not None)

    def concerns(self, account: str) -> bool:
        """As `Bars`."""
        return self.lock is not None or account in self.mutes or account in self.removals

    def reason(self, event: Event) -> str:
        """As `Bars`."""
        return self._reason(event)

    @staticmethod
    def _runs(bars: dict[str, _Bar], name: str | None, at: Instant) -> bool:
        bar = bars.get(name) if name is not None else None
        return bar is not None and bar.holds(at)

    # -- following -----------------------------------------------------------------------------

    def _join(self, event: Event) -> None:
        removal = self.removals.get(event.sender or "")
        if event.kind == "join" and removal is not None and removal.holds(event.time):
            del self.removals[event.sender or ""]

    def follow(self, event: Event, decision: Decision) -> None:
        """Takes in what a decision does, and what a report on an action changes."""
        if not self.suppressed:
            return
        if event.kind == "outcome":
            if event.result == "done":
                self._by_hand(event)
            else:
                self._undone(event)
        for act in decision.actions:
            self._act(act, decision)

    def _act(self, act: Act, decision: Decision) -> None:
        bar = _Bar(decision.time, act.until, decision.event)
        match act.action:
            case "mute" if act.target is not None:
                self.mutes[act.target] = bar
            case "unmute" if act.target is not None:
                self.mutes.pop(act.target, None)
            case "remove" if act.target is not None:
                self.removals[act.target] = bar
            case "delete" if act.message is not None:
                self.gone[act.message] = bar
            case "lock":
                self.lock = bar
            case "unlock":
                self.lock = None

    def _by_hand(self, event: Event) -> None:
        """A mute or lock by hand shaped the log already; lifting one ends the policy's too."""
        if event.action == "unmute":
            self.mutes.pop(event.target or "", None)
        elif event.action == "unlock":
            self.lock = None

    def _undone(self, event: Event) -> None:
        """An action failed, was vetoed or forgiven: it prevents nothing any more."""
        for action, bars in (
            ("mute", self.mutes), ("remove", self.removals), ("delete", self.gone),
        ):  # fmt: skip
            if event.action in (None, action):
                for name in [name for name, bar in bars.items() if bar.event == event.refers]:
                    del bars[name]
        lock = self.lock
        if lock is not None and lock.event == event.refers and event.action in (None, "lock"):
            self.lock = None
