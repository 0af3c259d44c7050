"""What an evaluator remembers of one group. Bounded: what is over is swept when it has doubled."""

from __future__ import annotations

from policyq.ir import judgement, nodes
from policyq.ir.memory import REMEMBERED, Standing
from policyq.live.windows import Store
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.types import Instant

_FEW = 256


class State:
    """What is remembered of one group."""

    __slots__ = (
        "_decided_limit",
        "_ladder_limit",
        "decided",
        "mark",
        "next_tick",
        "standing",
        "stores",
    )

    def __init__(self, stores: list[Store]) -> None:
        self.mark: Instant = 0
        """The latest event time seen: the watermark."""
        self.next_tick: Instant = 0
        """The next end of a local day, or time that the policy names, after the watermark, if it is
        not over."""
        self.stores = stores
        self.standing = Standing()
        self.decided: dict[str, Decision] = {}
        self._decided_limit = _FEW
        self._ladder_limit = _FEW

    def waits(self) -> bool:
        """Whether something waits for a tick other than the day's end."""
        standing = self.standing
        return bool(standing.questions or standing.held or standing.changes)

    def remember(self, id: str, decision: Decision) -> None:
        """Keeps a decision for the case that its event comes again."""
        self.decided[id] = decision
        if len(self.decided) > self._decided_limit:
            self._forget_decided()

    def over(self) -> None:
        """A late event is decided: what it alone could see goes."""
        for store in self.stores:
            if store.own:
                store.own.clear()

    def tidy(self, program: nodes.Program) -> None:
        """Sweeps the ladders and what was said, now and then."""
        standing = self.standing
        if len(standing.ladders) + len(standing.said) > self._ladder_limit:
            judgement.forget(standing, program, self.mark)
            self._ladder_limit = 2 * (len(standing.ladders) + len(standing.said)) + _FEW

    def forget(self, program: nodes.Program) -> None:
        """Sweeps everything."""
        judgement.forget(self.standing, program, self.mark)
        for store in self.stores:
            store.forget(self.mark)
        self._forget_decided()

    def _forget_decided(self) -> None:
        floor = self.mark - REMEMBERED
        self.decided = {id: old for id, old in self.decided.items() if old.time > floor}
        self._decided_limit = 2 * len(self.decided) + _FEW
