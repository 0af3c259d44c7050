"""One event at a time: the evaluator that bots embed.

Whether a rule fires is asked of generated code; what follows from rules that fired is
`policyq.ir.judgement`, the same as the definition's. An event for which nothing fires ends here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from policyq.ir import (
    clock,
    common,
    lotteries,
    nodes,
    schedule,
    ticks,
    tiers,
)
from policyq.ir import recent as messages
from policyq.ir.judgement import Case, Steps, settle
from policyq.ir.meaning import repeats
from policyq.ir.memory import REMEMBERED, Common, Runs, Standing
from policyq.live import searching
from policyq.live.entry import NOTHING, Asked, Asks, Decides, Feeds, entry
from policyq.live.making import Making
from policyq.live.memory import State
from policyq.live.plans import Plans
from policyq.live.reasons import Reasons
from policyq.live.sorts import OTHER, asked_of_wishes
from policyq.live.source import source
from policyq.live.space import names_of
from policyq.live.state import Restored, restored, saved
from policyq.text.glimpse import Glimpse, Look, look
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Truth

MOST_GLIMPSES = 1_000
"""So many texts are glimpsed at, at most: the search, once made, takes a fraction of that."""

_Promised: TypeAlias = Callable[[State, Event], Truth]

#: Kinds of event that change what stands though no rule fires.
_SETTLING = frozenset({"verdict", "timeout", "outcome", "quiet_end"})

_decision = tuple.__new__


class Live:
    """Decides events one at a time, quickly, and remembers what it must.

    Not for several threads at once. What the policy says is counted across all groups is shared by all
    that this evaluator decides; nothing else is."""

    decide: Decides
    """The decision on one event; ticks that are overdue are not made."""
    feed: Feeds
    """The decisions on the ticks that are due before the event, then on the event itself."""

    def __init__(
        self,
        program: nodes.Program,
        *,
        lazily: bool = False,
        glimpses: Sequence[Glimpse] = (),
        matchers: searching.Matchers | None = None,
        beside: Live | None = None,
    ) -> None:
        """``glimpses``: those of `searching.glimpses`, which do until a text may have a word.
        ``matchers``: those that other evaluators made, and new ones for the next.

        ``beside``: an evaluator that decides the same events, one after another with this one.
        Where both look for the same words, a text is searched once for both."""
        self._program = program
        generated = source(program)
        known: searching.Searches | None = None if beside is None else beside.searches
        self.searches: searching.Searches = searching.of(
            program, tuple(generated.names.scanned), known, matchers
        )
        self.source: str = generated.text
        """The Python that the policy became; for reading, when something is wrong."""
        space = names_of(program, generated, self.searches)
        exec(compile(self.source, "<policy>", "exec"), space)
        self.names = generated.names
        """What the generated code calls by number."""
        self._space, self._scanned = space, tuple(generated.names.scanned)
        space["scan"] = self._scan_first
        self._glimpses, self._glimpsed, self._looks = tuple(glimpses), 0, list[Look]()
        if not lazily:
            self.prepare()
        self._on: dict[str, Asks] = {
            kind: space[f"on_{called}"] for kind, called in generated.sorts.items()
        }
        wishes = asked_of_wishes(program)
        self._promised: dict[str, dict[nodes.Condition, _Promised]] = {
            kind: {one: space[f"promise{n}_{called}"] for n, one in enumerate(wishes)}
            for kind, called in generated.sorts.items()
        }
        self._making = Making(program, generated.names)
        self._shares = common.shares(program)
        self._shared = self._making.shared()
        self._tiers: dict[nodes.Condition, _Promised] = {
            tier.condition: space[f"tier{number}"] for number, tier in enumerate(program.tiers)
        }
        self._always = any(promise.always for promise in program.promises)
        self._asked = ticks.asked(program)
        self._ticks = self._asked.any
        self._keeps = tiers.keeps(program)
        self._recalls = messages.asked(program)
        tells = program.metrics or program.rankings or program.points or program.lotteries
        self._more = self._ticks or self._shares or self._keeps or self._recalls
        self._settling = _SETTLING | ({"day_end"} if tells else set())
        self._why = Reasons(program, self.searches.find)
        self._settle = Plans(program, self._by_law, self._asks, self._why).settle
        self._states: dict[str, State] = {}
        self._nothing = (program.digest, *NOTHING)
        self.decide, self.feed = self._ways()
        self.restored: Restored | None = None
        """What became of the state that was read last; ``None``: none was."""

    @property
    def program(self) -> nodes.Program:
        """What is decided by."""
        return self._program

    def _ways(self) -> tuple[Decides, Feeds]:
        """How events come in: by a short way, where a program asks of most no more than its rules."""
        if self._more or self._always:
            return self._decide, self._feed
        on = {kind: ask for kind, ask in self._on.items() if kind not in self._settling}
        way = partial(entry, self._states, on, self._nothing, self._said, self._tidy)
        return way(self._decide, False), way(self._feed, True)

    def _decide(self, event: Event) -> Decision:
        try:
            group = event.group
        except AttributeError:
            raise _no_event(event) from None
        state = self._states.get(group) or self.state(group)
        time, id = event.time, event.id
        mark = state.mark
        if time > mark:
            mark = time
        if id in state.decided:
            before = state.decision(id, group, self._program.digest)
            if (
                before is not None
                and before.time > mark - REMEMBERED
                and id not in state.standing.changes
                and repeats(event, before)
            ):
                return before
        if self._more:
            self._before(state, event)
        state.mark = mark
        asked = (self._on.get(event.kind) or self._on[OTHER])(state, event)
        if asked is None and not self._always and event.kind not in self._settling:
            decision = _decision(Decision, (id, group, time) + self._nothing)  # noqa: RUF005 (quicker)
            state.decided[id] = time
        else:
            decision = self._said(state, event, asked or _NO_RULES)
        if self._keeps:
            self._refresh(state, event)
        if time < mark:
            state.over()
        if self._shares and time < self._shared.mark:
            self._shared.over()
        if len(state.decided) > state.decided_limit:
            self._tidy(state)
        return decision

    def _tidy(self, state: State) -> None:
        """Forgets what no decision depends on any more, where it is time to."""
        state.forget_decided()
        state.sweep(self._program)
        self._shared.sweep(self._program)

    def _said(self, state: State, event: Event, asked: Asked) -> Decision:
        """The decision on an event of which there is something to be said; it is remembered."""
        fired, unknown = asked
        if fired or self._always or event.kind in self._settling:
            decision = self._settle(state, event, fired, unknown)
        else:
            names = sorted([self._program.rules[number].name for number in unknown])
            decision = Decision(
                event.id, event.group, event.time, self._program.digest, unknown=tuple(names)
            )
        state.decided[event.id] = decision
        return decision

    def _feed(self, event: Event) -> tuple[Decision, ...]:
        try:
            state = self._states.get(event.group)
        except AttributeError:
            raise _no_event(event) from None
        waits = state is not None and state.waits()
        if state is None or not (waits or self._ticks):
            return (self._decide(event),)
        if not waits and state.mark < state.next_tick > event.time:
            return (self._decide(event),)
        decisions: list[Decision] = []
        due = self.due(event.group, event.time)
        while due:
            decisions.append(self._decide(due[0]))
            # Only what waits can make another tick due, or undo one.
            due = self.due(event.group, event.time) if state.waits() else due[1:]
        decisions.append(self._decide(event))
        return tuple(decisions)

    def due(self, group: str, until: Instant) -> tuple[Event, ...]:
        """The ticks of a group that are due up to and including an instant."""
        state = self._states.get(group)
        if state is None:
            return ()
        if not state.waits():
            if not self._ticks or not state.mark:
                return ()
            if state.next_tick <= state.mark:
                state.next_tick = self._next_tick(state.mark)
            if until < state.next_tick:
                return ()
        return ticks.due(self._program, self._asked, group, state.standing, state.mark, until)

    def waits(self, group: str) -> bool:
        """Whether something waits in a group for a tick other than the clock's own."""
        state = self._states.get(group)
        return state is not None and state.waits()

    def standing(self, group: str) -> Standing:
        """What stands in a group now: ladders, mutes, questions. A copy."""
        state = self._states.get(group)
        return Standing() if state is None else state.standing.copy()

    def common(self) -> Common:
        """What stands over all groups now. A copy."""
        return self._shared.common.copy()

    def tiers_of(self, group: str, account: str) -> frozenset[str]:
        """The tiers that a member is in now; of whom the group does not know, none."""
        state = self._states.get(group)
        known = None if state is None else state.standing.members.get(account)
        return frozenset() if known is None else known.tiers

    def runs_of(self, group: str, streak: str, account: str) -> Runs:
        """The runs of days of a member's streak that can still grow, perhaps some that no longer can."""
        state = self._states.get(group)
        return () if state is None else state.standing.streaks.get((streak, account), ())

    def know(
        self, group: str, present: Iterable[tiers.Known], at: Instant, gone: Iterable[str] = ()
    ) -> None:
        """Takes in who is in a group at an instant, as a roster says, and who is no longer."""
        state = self.state(group)
        tiers.know(self._program, state.standing, present, at, gone)

    def state(self, group: str) -> State:
        """What is remembered of a group, for whoever counts events by themselves; not a copy."""
        state = self._states.get(group)
        if state is None:
            state = self._states[group] = self._making.state(self._shared)
        return state

    def forget(self) -> None:
        """Drops what no decision depends on any more. It happens by itself as events come; call
        it where groups fall silent for good and memory is short."""
        for state in self._states.values():
            state.forget(self._program)
        self._shared.forget(self._program)

    def save(self) -> dict[str, Any]:
        """Everything remembered, as JSON can hold it."""
        self.forget()
        return saved(self._program, self._states, self._shared)

    def restore(self, state: Mapping[str, Any]) -> Restored:
        """Goes on from what `save` gave, perhaps of an earlier version of the policy.

        What is remembered now is lost. Raises `StateError` if it cannot be read, and then
        nothing has changed. What the program no longer knows is dropped, and told: here, and as
        `restored`."""
        states, shared, told = restored(self._program, state, self._making)
        self._states.clear()
        self._states.update(states)
        self._shared, self.restored = shared, told
        return told

    def prepare(self) -> None:
        """Makes the search for words, where it was left for the first text that may have one."""
        if self._space["scan"] == self._scan_first:
            self._looks = []
            self._space["scan"] = self.searches.scan(self._scanned, self._program)

    def foresee(self, events: Iterable[Event]) -> None:
        """Takes in which events come next, in any order: their texts are searched together, which is
        many times quicker than one by one. What is decided stays the same, also if others come."""
        if self._scanned:
            self.prepare()
            texts = (event.text for event in events if event.text)
            self._space["scan"] = self.searches.foresee(texts)

    def _scan_first(self, text: str, time: Instant) -> int:
        """The search of the first texts; for the others the generated code has the search itself."""
        if self._glimpses and self._glimpsed < MOST_GLIMPSES:
            self._glimpsed += 1
            self._looks = self._looks or list(map(look, self._glimpses))
            if not any(may_hold(text) for may_hold in self._looks):
                return 0
        self.prepare()
        found: int = self._space["scan"](text, time)
        return found

    def _before(self, state: State, event: Event) -> None:
        """What is known of an event before it is asked about, in programs that need more than
        counts; the watermark is still the one before it."""
        if self._ticks and event.time >= state.mark:
            state.standing.about = state.standing.about.after(event)
        if self._shares and event.time > self._shared.mark:
            self._shared.mark = event.time
        if self._keeps:
            state.standing.changes.pop(event.id, None)
            tiers.note(self._program, state.standing, event)
        if self._program.lotteries:
            lotteries.witness(self._program, state.standing, max(event.time, state.mark), event)
        if self._recalls:
            messages.note(state.standing, event, max(event.time, state.mark))
            state.tidy(self._program)

    def _by_law(
        self,
        state: State,
        event: Event,
        fired: Sequence[int],
        unknown: Sequence[int],
        steps: Steps | None,
    ) -> Decision:
        rules = self._program.rules
        decision = settle(
            Case(
                self._program,
                state.standing,
                state.mark,
                event,
                fired=[rules[number] for number in fired],
                unknown=[rules[number].name for number in unknown],
                holds=lambda condition, about: self._asks(condition, about, state),
                common=state.shared.common,
                latest=state.shared.mark,
                why=self._why,
                steps=steps,
            )
        )
        state.tidy(self._program)
        self._shared.tidy(self._program)
        return decision

    def _asks(self, condition: nodes.Condition, event: Event, state: State) -> Truth:
        """What a promise asks of an event."""
        return (self._promised.get(event.kind) or self._promised[OTHER])[condition](state, event)

    def _refresh(self, state: State, event: Event) -> None:
        """What a decided event changes in the registry of members, and in the tiers."""
        tiers.part(state.standing, event)
        tiers.refresh(
            self._program,
            state.standing,
            event,
            lambda condition, about: self._tiers[condition](state, about),
        )

    def _next_tick(self, since: Instant) -> Instant:
        """The first end of a local day, or time that the policy names, after an instant."""
        named = schedule.following(self._program, self._asked.times, since)
        if named is None:
            return self._next_day_end(since)
        return min(self._next_day_end(since), named) if self._asked.day_ends else named

    def _next_day_end(self, since: Instant) -> Instant:
        """The first end of a local day after an instant."""
        zone = self._program.timezone
        day = clock.local(since, zone).date()
        while (end := clock.midnight(day, zone) - 1) <= since:
            day = day.fromordinal(day.toordinal() + 1)
        return end


def _no_event(given: object) -> TypeError:
    return TypeError(f"an event is what policyq.event() makes, not {given!r:.60}")


_NO_RULES: Asked = [], []
