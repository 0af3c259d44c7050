"""What an evaluator remembers of one group, and of all. Bounded: what is over is swept when it has
doubled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policyq.ir import aftermath, common, nodes
from policyq.ir.memory import REMEMBERED, Common, Standing
from policyq.ir.steps import Steps
from policyq.live.windows import Store, Trailing
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.types import WEEK, Duration, Instant

_FEW = 256

_RECENT = 16
"""So many decided events more than are needed are held: a decision on which something followed is
large, and groups are many."""


class Shared:
    """What is remembered of all groups together."""

    __slots__ = ("_due", "_limit", "common", "mark", "stores")

    def __init__(self, stores: Mapping[int, Store]) -> None:
        self.mark: Instant = 0
        """The latest event time seen in any group."""
        self.stores = stores
        """Those of shared counters, by their numbers."""
        self.common = Common()
        self._limit = _FEW
        self._due: Instant = 0

    def over(self) -> None:
        """An event that is late is decided: what it alone could see goes."""
        for store in self.stores.values():
            if store.own:
                store.own.clear()

    def tidy(self, program: nodes.Program) -> None:
        """Sweeps what stands over all groups, now and then."""
        if self.common.size > self._limit:
            common.forget(self.common, program, self.mark)
            self._limit = 2 * self.common.size + _FEW

    def sweep(self, program: nodes.Program) -> None:
        """As `State.sweep`."""
        if self.mark < self._due:
            return
        self._due = self.mark + _pause(self.stores.values())
        common.forget(self.common, program, self.mark)
        _swept(self.stores.values(), self.common.ladders, self.mark)

    def forget(self, program: nodes.Program) -> None:
        """Sweeps everything."""
        common.forget(self.common, program, self.mark)
        for store in self.stores.values():
            store.forget(self.mark)


class State:
    """What is remembered of one group."""

    __slots__ = (
        "_due",
        "_ladder_limit",
        "_mine",
        "decided",
        "decided_limit",
        "mark",
        "next_tick",
        "shared",
        "standing",
        "stores",
    )

    def __init__(self, mine: Mapping[int, Store], shared: Shared) -> None:
        self.mark: Instant = 0
        """The latest event time seen: the watermark."""
        self.next_tick: Instant = 0
        """The next end of a local day, or time that the policy names, after the watermark, if it is
        not over."""
        self.shared = shared
        self._mine = tuple(mine.values())
        both = {**mine, **shared.stores}
        self.stores = [both[number] for number in sorted(both)]
        """All stores by number, those that all groups share among them."""
        self.standing = Standing()
        self.decided: dict[str, Decision | Instant] = {}
        """By event, for the case that one comes again; of an event of which there is nothing to say
        but when it was, just that: most are, and millions of decisions are a burden to hold."""
        self.decided_limit = _RECENT
        """When there are more, `forget_decided` is to be called."""
        self._ladder_limit = _FEW
        self._due: Instant = 0

    def waits(self) -> bool:
        """Whether something waits for a tick other than the day's end."""
        standing = self.standing
        return bool(standing.questions or standing.held or standing.changes)

    def decision(self, id: str, group: str, policy: str) -> Decision | None:
        """What was decided of an event, if it is remembered; ``policy``: by which digest, where the
        decision itself is not kept."""
        old = self.decided.get(id)
        return Decision(id, group, old, policy) if isinstance(old, int) else old

    def over(self) -> None:
        """A late event is decided: what it alone could see goes."""
        for store in self._mine:
            if store.own:
                store.own.clear()

    def tidy(self, program: nodes.Program) -> None:
        """Sweeps the ladders and what was said, by us and by members, now and then."""
        standing = self.standing
        if _size(standing) > self._ladder_limit:
            aftermath.forget(standing, program, self.mark)
            self._ladder_limit = 2 * _size(standing) + _FEW

    def sweep(self, program: nodes.Program) -> None:
        """Sweeps everything, if that was long ago: of members who fell silent nothing else reminds
        us. What is left is packed."""
        if self.mark < self._due:
            return
        self._due = self.mark + _pause(self._mine)
        aftermath.forget(self.standing, program, self.mark)
        _swept(self._mine, self.standing.ladders, self.mark)

    def forget(self, program: nodes.Program) -> None:
        """Sweeps everything."""
        aftermath.forget(self.standing, program, self.mark)
        for store in self._mine:
            store.forget(self.mark)
        self.forget_decided()

    def forget_decided(self) -> None:
        """Drops the decisions that are too old to come again."""
        floor = self.mark - REMEMBERED
        self.decided = {
            id: old
            for id, old in self.decided.items()
            if (old if isinstance(old, int) else old.time) > floor
        }
        self.decided_limit = 2 * len(self.decided) + _RECENT


def _pause(stores: Iterable[Store]) -> Duration:
    """How long what has lapsed may stay: an eighth of what it stayed before, so that a sweep costs
    little beside what was counted meanwhile."""
    return max([WEEK, *(one.reach // 8 for one in stores if isinstance(one, Trailing))])


def _swept(stores: Iterable[Store], ladders: Steps, mark: Instant) -> None:
    known: dict[str, str] = {}
    ladders.pack(known)
    for store in stores:
        store.forget(mark)
        store.pack(known)


def _size(standing: Standing) -> int:
    more = 0 if standing.trial is None else _size(standing.trial)
    return len(standing.ladders) + len(standing.said) + len(standing.recent) + more
