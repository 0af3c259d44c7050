"""An evaluator's memory as JSON, and back, perhaps into an evaluator of an edited policy.

What counted is found again by the counter's identity, ladders by their name, so that an edited
threshold keeps its history. A state that is broken, or of another format, is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.ir.memory import (
    About,
    Common,
    Entry,
    Held,
    Member,
    Parked,
    Removal,
    Run,
    Standing,
    Until,
)  # fmt: skip
from policyq.ir.steps import Steps
from policyq.ir.tiers import keeps
from policyq.live.books import books_from_json, books_to_json, known_not
from policyq.live.codec import from_json, read, to_json
from policyq.live.forgiving import penalties_from_json, penalties_to_json
from policyq.live.lotteries import rounds_from_json, rounds_to_json
from policyq.live.making import Making
from policyq.live.memory import Shared, State
from policyq.live.names import Names
from policyq.live.recent import recent_from_json, recent_to_json
from policyq.live.stores import fill_calendar, fill_trailing, store_to_json
from policyq.live.streaks import streaks_from_json, streaks_to_json
from policyq.live.windows import Store, Trailing
from policyq.vocabulary.actions import ACTIONS, PLACEHOLDERS
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

FORMAT = "policyq-state"
VERSION = 1


class StateError(ValueError):
    """A state that cannot be read. ``reason``: ``not_a_state``, ``version`` or ``broken``."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Restored(NamedTuple):
    """What became of a state that was read: all sorted, without repeats."""

    same: bool
    """Whether it comes from exactly this policy."""
    counters: tuple[str, ...] = ()
    """The counters that this policy does not have: their counts are dropped."""
    ladders: tuple[str, ...] = ()
    """Likewise the ladders."""
    questions: tuple[str, ...] = ()
    """The questions that ask for what this policy cannot do any more; they wait no longer."""
    tiers: tuple[str, ...] = ()
    """The tiers that members were in and that this policy does not have."""
    watches: tuple[str, ...] = ()
    """The watches that this policy does not have."""
    policy: str = ""
    """The name of the policy from which it comes."""
    points: tuple[str, ...] = ()
    """The points that members hold and that this policy does not have."""

    @property
    def dropped(self) -> bool:
        """Whether anything was dropped."""
        return any(
            (self.counters, self.ladders, self.questions, self.tiers, self.watches, self.points)
        )


# -- to JSON -----------------------------------------------------------------------------------


def saved(program: nodes.Program, states: Mapping[str, State], shared: Shared) -> dict[str, Any]:
    """The states of all groups, and what they share."""
    names = Names(program)
    state = {
        "format": FORMAT,
        "version": VERSION,
        "policy": {"name": program.name, "digest": program.digest},
        "groups": {
            group: {
                **_group(names, state),
                "decided": [
                    to_json(state.decision(id, group, program.digest)) for id in state.decided
                ],
            }
            for group, state in sorted(states.items())
        },
    }
    if shares(program):
        state["shared"] = {
            "mark": shared.mark,
            "counts": _counts(names, shared.stores),
            **_common_to_json(shared.common),
        }
    return state


def _common_to_json(common: Common) -> dict[str, Any]:
    return {
        "ladders": _steps(common.ladders),
        "removals": {person: to_json(of) for person, of in sorted(common.removals.items())},
        **({} if common.trial is None else {"trial": _common_to_json(common.trial)}),
    }


def _counts(names: Names, stores: Mapping[int, Store]) -> dict[str, dict[str, Any]]:
    counts: dict[str, dict[str, Any]] = {}
    for (counter, kind), number in names.stores.items():
        held = store_to_json(stores[number]) if number in stores else []
        if held:
            counts.setdefault(counter, {})[kind or "trailing"] = held
    return counts


def _steps(ladders: Steps) -> list[Any]:
    return [[list(key), to_json(old)] for key, old in sorted(ladders.items())]


def _group(names: Names, state: State) -> dict[str, Any]:
    mine = {n: one for n, one in enumerate(state.stores) if n not in names.shared}
    return {
        "mark": state.mark,
        "counts": _counts(names, mine),
        **_standing_to_json(state.standing),
    }


def _standing_to_json(standing: Standing) -> dict[str, Any]:
    return {
        "ladders": _steps(standing.ladders),
        "mutes": {member: to_json(until) for member, until in sorted(standing.mutes.items())},
        "lock": to_json(standing.lock),
        "human": dict(sorted(standing.human.items())),
        # The order in which they were asked matters.
        "questions": [to_json(parked) for parked in standing.questions.values()],
        "held": [[list(key), to_json(held)] for key, held in standing.held.items()],
        "said": [[list(key), to_json(entry)] for key, entry in sorted(standing.said.items())],
        "members": {account: to_json(one) for account, one in sorted(standing.members.items())},
        "changes": [to_json(change) for change in standing.changes.values()],
        "unknown": dict(sorted(standing.unknown.items())),
        "about": to_json(standing.about),
        "days": {counter: to_json(of) for counter, of in sorted(standing.days.items())},
        "watches": {name: to_json(run) for name, run in sorted(standing.watches.items())},
        "weeks": {name: to_json(of) for name, of in sorted(standing.weeks.items())},
        **streaks_to_json(standing),
        **recent_to_json(standing),
        **penalties_to_json(standing),
        **rounds_to_json(standing),
        **({} if standing.books.empty else {"books": books_to_json(standing.books)}),
        **({} if standing.trial is None else {"trial": _standing_to_json(standing.trial)}),
    }


# -- from JSON ---------------------------------------------------------------------------------


def restored(
    program: nodes.Program, given: Mapping[str, Any], making: Making
) -> tuple[dict[str, State], Shared, Restored]:
    """The states that `saved` gave, and what was dropped; raises `StateError`."""
    if not hasattr(given, "get") or given.get("format") != FORMAT:
        raise StateError("not_a_state", f"it is nothing that `save` gave: no format {FORMAT!r}")
    if given.get("version") != VERSION:
        raise StateError("version", f"version {given.get('version')!r}; {VERSION} can be read")
    reading = _Reading(program, making)
    try:
        name = read(str, given["policy"]["name"])
        digest = read(str, given["policy"]["digest"])
        groups = dict(given["groups"])
        states = {read(str, name): reading.group(group) for name, group in groups.items()}
        if "shared" in given:
            reading.all_groups(given["shared"])
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise StateError("broken", f"{type(error).__name__}: {error}") from error
    except RecursionError as error:
        raise StateError("broken", "nested too deep") from error
    dropped = (tuple(sorted(names)) for names in reading.dropped)
    counters, ladders, questions, tiers, watches, points = dropped
    same = digest == program.digest
    told = Restored(same, counters, ladders, questions, tiers, watches, name, points)
    return states, reading.shared, told


class _Reading:
    """Reads groups one by one, and notes what the program does not know."""

    def __init__(self, program: nodes.Program, making: Making) -> None:
        self._program = program
        self._names = Names(program)
        self._ladders = {ladder.name for ladder in program.ladders if not ladder.shared}
        self._climbed = {ladder.name for ladder in program.ladders}
        self._tiers = frozenset(tier.name for tier in program.tiers)
        self._keeps = keeps(program)
        self._agendas = {agenda.name for agenda in program.agendas}
        self._making = making
        self._removals = program.removals
        self._tries = program.tries
        self.shared = making.shared()
        self._watches = {rule.name for rule in program.rules if rule.watch is not None}
        self._points = {points.name for points in program.points}
        self._booked = self._points | {one.name for one in program.rewards}
        self._booked |= {one.name for one in program.titles}
        self._booked |= {one.name for one in program.rosters}
        self.dropped: tuple[set[str], ...] = tuple(set() for _ in range(6))

    def group(self, given: Mapping[str, Any]) -> State:
        state = self._making.state(self.shared)
        state.mark = read(int, given["mark"])
        mine = {n: one for n, one in enumerate(state.stores) if n not in self._names.shared}
        for counter, windows in given["counts"].items():
            self._counts(mine, read(str, counter), windows)
        state.standing = self._standing(given)
        for one in given["decided"]:
            decision = read(Decision, one)
            state.decided[decision.event] = decision
        return state

    def all_groups(self, given: Mapping[str, Any]) -> None:
        """Reads what all groups share."""
        self.shared.mark = read(int, given["mark"])
        for counter, windows in given["counts"].items():
            self._counts(self.shared.stores, read(str, counter), windows)
        self._common(self.shared.common, given)

    def _common(self, common: Common, given: Mapping[str, Any]) -> None:
        self._steps(common.ladders, given["ladders"], self._climbed - self._ladders)
        for person, of in given.get("removals", {}).items() if self._removals else ():
            common.removals[read(str, person)] = from_json(tuple[Removal, ...], of)
        if self._tries and "trial" in given:
            common.trial = Common()
            self._common(common.trial, given["trial"])

    def _steps(self, ladders: Steps, given: Iterable[Any], known: Set[str]) -> None:
        for key, entries in given:
            ladder, member = from_json(tuple[str, str], key)
            if ladder in known:
                ladders[ladder, member] = from_json(tuple[Entry, ...], entries)
            else:
                self.dropped[1].add(ladder)

    def _counts(
        self, stores: Mapping[int, Store], counter: str, windows: Mapping[str, Any]
    ) -> None:
        if counter not in self._names.counters:
            self.dropped[0].add(counter)
            return
        what = self._names.counters[counter].what
        for kind, held in windows.items():
            number = self._names.stores.get((counter, None if kind == "trailing" else kind))
            if number is None or number not in stores:
                continue  # The counter is known, but nobody asks for such a window any more.
            store = stores[number]
            if isinstance(store, Trailing):
                fill_trailing(store, what, held)
            else:
                fill_calendar(store, what, held)

    def _standing(self, given: Mapping[str, Any]) -> Standing:
        standing = Standing()
        self._steps(standing.ladders, given["ladders"], self._ladders)
        for member, until in given["mutes"].items():
            standing.mutes[read(str, member)] = read(Until, until)
        standing.lock = from_json(Until | None, given["lock"])
        for member, until in given["human"].items():
            standing.human[read(str, member)] = read(int, until)
        for one in given["questions"]:
            parked = read(Parked, one)
            if self._can_do(parked):
                standing.questions[parked.id] = parked
            else:
                self.dropped[2].add(parked.id)
        for key, held in given["held"]:
            action, to = from_json(tuple[str, str], key)
            standing.held[action, to] = read(Held, held)
        for key, entry in given["said"]:
            standing.said[from_json(tuple[str, str, str], key)] = read(Entry, entry)
        self._members(standing, given)
        self._measured(standing, given)
        self.dropped[0].update(streaks_from_json(self._program, standing, given))
        self.dropped[0].update(rounds_from_json(self._program, standing, given))
        recent_from_json(self._program, standing, given)
        penalties_from_json(self._program, standing, given)
        if "books" in given:
            standing.books = books_from_json(given["books"])
            self.dropped[5].update(known_not(standing.books, self._points))
        if self._tries and "trial" in given:
            standing.trial = self._standing(given["trial"])
        return standing

    def _members(self, standing: Standing, given: Mapping[str, Any]) -> None:
        """The registry of members, which a policy without tiers or rankings has no use for."""
        for account, one in given.get("members", {}).items():
            member = read(Member, one)
            self.dropped[3].update(member.tiers - self._tiers)
            if self._keeps:
                kept = member._replace(tiers=member.tiers & self._tiers)
                standing.members[read(str, account)] = kept
        if not self._tiers:
            return
        for one in given.get("changes", ()):
            change = read(Event, one)
            if change.refers in self._tiers:
                standing.changes[change.id] = change
        for tier, count in given.get("unknown", {}).items():
            if tier in self._tiers:
                standing.unknown[tier] = read(int, count)

    def _measured(self, standing: Standing, given: Mapping[str, Any]) -> None:
        """What metrics and watches rest on; states of older tools have nothing of it."""
        standing.about = read(About, given.get("about", to_json(About())))
        for counter, days in given.get("days", {}).items():
            if counter in self._names.counters:
                standing.days[counter] = from_json(tuple[tuple[int, int | float], ...], days)
            else:
                self.dropped[0].add(read(str, counter))
        for name, of in given.get("weeks", {}).items():
            if name in self._agendas:
                standing.weeks[name] = from_json(tuple[tuple[int, int, int], ...], of)
        for name, run in given.get("watches", {}).items():
            if name in self._watches:
                standing.watches[name] = read(Run, run)
            else:
                self.dropped[4].add(read(str, name))

    def _can_do(self, parked: Parked) -> bool:
        effects = (parked.wanted.do, *parked.confirm.otherwise)
        return bool(parked.wanted.rules) and all(
            self._knows(one) for effect in effects for one in _inside(effect)
        )

    def _knows(self, one: nodes.Effect | nodes.Amount | nodes.Hole) -> bool:
        match one:
            case nodes.Climb(ladder):
                return ladder in self._climbed
            case nodes.Do(action=action, of=of):
                return action in ACTIONS and (of is None or of in self._booked)
            case nodes.Dated(name):
                return name in self._names.values
            case nodes.Hole(id):
                named = id.removeprefix("=")
                return (
                    id.partition(":")[0] in PLACEHOLDERS
                    or named in self._names.values
                    or named in self._points
                )
        return True


def _inside(effect: nodes.Effect) -> Iterator[nodes.Effect | nodes.Amount | nodes.Hole]:
    """An effect and whatever in it has a name of the policy."""
    yield effect
    if isinstance(effect, nodes.Do):
        if effect.duration is not None:
            yield effect.duration
        if effect.amount is not None:
            yield effect.amount
        if effect.once is not None and effect.once.trailing is not None:
            yield effect.once.trailing
        for text in effect.texts:
            yield from (piece for piece in text.pieces if isinstance(piece, nodes.Hole))
    if effect.confirm is not None:
        yield effect.confirm.within
        for one in effect.confirm.otherwise:
            yield from _inside(one)
